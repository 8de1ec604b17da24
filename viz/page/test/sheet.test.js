import assert from "node:assert/strict";
import { test } from "node:test";
import { evidenceSheet } from "../src/data/evidence-sheet.js";
import { hasProfile, profileOf, stakeholderSheet } from "../src/data/stakeholder-sheet.js";
import { studyOf } from "./a-study.js";

const CLAIMS = [
  {
    claim: "c1",
    sign: "plus",
    subject: "act.a",
    predicate: "used",
    object: "ev.x",
    source: "s1",
    stage: "p1",
    phase: "p1",
    locator: "p. 1",
  },
  {
    claim: "c2",
    sign: "minus",
    subject: "act.b",
    predicate: "kept",
    object: "ev.x",
    about: "act.a",
    source: "s1",
    stage: "p2",
    phase: "p2",
    reason: "fac.f",
    polarity: "denies",
  },
  { claim: "c3", subject: "act.a", predicate: "says", object: "fac.f", speaker: "act.a", source: "s1" },
  {
    claim: "c4",
    subject: "act.b",
    predicate: "says",
    object: "fac.f",
    speaker: "act.a",
    source: "s1",
    polarity: "denies",
  },
  { claim: "c5", subject: "act.a", predicate: "meets", object: "act.b", source: "s1" },
  {
    claim: "c6",
    subject: "org.o",
    predicate: "ought",
    object: "ev.x",
    speaker: "act.a",
    source: "s1",
    certainty: "normative",
  },
  { claim: "c7", subject: "tool.t", predicate: "is_for", acts_as: "aimed_at", object: "act.a", source: "s1" },
  { claim: "c8", subject: "org.o", predicate: "runs", object: "act.b", speaker: "act.a", source: "s1" },
  {
    claim: "c9",
    sign: "plus",
    generation: true,
    subject: "act.role",
    predicate: "used",
    object: "ev.y",
    source: "s1",
  },
];
const STUDY = studyOf(
  {
    Actor: [
      {
        id: "act.a",
        label: "Alice",
        profile_resources: ["money"],
        profile_actors: ["act.role"],
        profile_hobby: "chess",
        profile_locator: "p. 9",
      },
      { id: "act.b", label: "Bob" },
      { id: "act.role", label: "Role" },
    ],
    Organisation: [{ id: "org.o", label: "Office" }],
    EvidenceItem: [
      { id: "ev.x", label: "Survey" },
      { id: "ev.y", label: "Audit" },
    ],
    Factor: [{ id: "fac.f", label: "No time", valence: "barrier" }],
    Objection: [{ id: "obj.1", label: "Too dear", raised_by: ["act.a"], tool: ["tool.t"] }],
    Tool: [{ id: "tool.t", label: "Map" }],
    Stage: [
      { id: "p1", label: "First", rank: 1, phase: "p1" },
      { id: "p2", label: "Second", rank: 2, phase: "p2" },
      { id: "p3", label: "Third", rank: 3, phase: "p3" },
    ],
    Source: [{ id: "s1", label: "Interview" }],
  },
  CLAIMS,
  {
    journeys: [
      {
        evidence: "ev.x",
        outcome: "stopped on the way",
        n_deciding: 1,
        certainty: "stated",
        stopped_by: "fac.f",
        stopped_basis: "reason",
      },
    ],
    power_interest: [
      { actor: "act.a", dimension: "power", values: ["high"], off_scale: [], n_sources: 1, locators: [] },
    ],
  },
);
const node = (id) => STUDY.nodes.get(id);
const section = (made, title) => made.sections.find((one) => one.title.startsWith(title));
const ids = (one) => one.groups.map(({ title, claims }) => [title, claims.map(({ claim }) => claim)]);

test("every claim of a stakeholder stands in one section, and all of them are listed", () => {
  const made = stakeholderSheet(STUDY, node("act.a"), STUDY.claims);
  const shown = made.sections.flatMap(({ groups = [] }) => groups.flatMap(({ claims }) => claims));
  assert.equal(new Set(shown).size, shown.length);
  assert.deepEqual(
    made.claims.map(({ claim }) => claim),
    CLAIMS.map(({ claim }) => claim),
  );
  assert.deepEqual(made.members, ["act.a", "act.role"]);
});

test("evidence is grouped by what claims say about it, and what ought to be stands apart", () => {
  const made = stakeholderSheet(STUDY, node("act.a"), STUDY.claims);
  assert.deepEqual(ids(section(made, "What they hold")), [
    ["Held, used or passed on", ["c1", "c9"]],
    ["Said to be left out, withheld, ignored or not passed on", ["c2"]],
  ]);
  assert.deepEqual(ids(section(made, "What they are said to want")), [["Said by them", ["c6"]]]);
});

test("affirming and denying stand side by side", () => {
  const made = stakeholderSheet(STUDY, node("act.a"), STUDY.claims);
  assert.deepEqual(ids(section(made, "Barriers")), [
    ["No time (barrier): affirmed", ["c3"]],
    ["No time (barrier): denied", ["c4"]],
  ]);
});

test("objections have what answers them, or say that it is not known", () => {
  const { facts } = section(stakeholderSheet(STUDY, node("act.a"), STUDY.claims), "Their objections");
  assert.deepEqual(
    facts.map(({ name, values }) => [name, values]),
    [
      ["Objection", ["obj.1"]],
      ["Suggested answer", ["not known"]],
      ["Tools that answer it", ["tool.t"]],
    ],
  );
});

test("columns of a profile that only this study has are listed, too", () => {
  const made = stakeholderSheet(STUDY, node("act.a"), STUDY.claims);
  assert.deepEqual(section(made, "Also in the profile").facts, [
    { name: "Hobby", values: ["chess"], from: "p. 9" },
  ]);
});

test("a role has the profile that gathers it, but only its own claims", () => {
  assert.equal(profileOf(STUDY, node("act.role")), node("act.a"));
  assert.equal(hasProfile(node("act.role")), false);
  const made = stakeholderSheet(STUDY, node("act.role"), STUDY.claims);
  assert.deepEqual(
    made.claims.map(({ claim }) => claim),
    ["c9"],
  );
  assert.deepEqual(section(made, "What they hold").facts[0].values, ["money"]);
});

test("without a profile the page is made of claims, and says what is not known", () => {
  const made = stakeholderSheet(STUDY, node("org.o"), STUDY.claims);
  assert.deepEqual(
    made.claims.map(({ claim }) => claim),
    ["c6", "c8"],
  );
  const persuaded = section(made, "What persuades them");
  assert.deepEqual(
    [persuaded.facts, persuaded.unknown],
    [[], "Not known: the study has no profile of them."],
  );
});

test("filters take claims away and leave what lists say", () => {
  const made = stakeholderSheet(STUDY, node("act.a"), []);
  assert.deepEqual(made.claims, []);
  assert.equal(section(made, "Their objections").facts.length, 3);
});

test("an item's page goes by stages, with what stopped it and where nobody mentions it", () => {
  const made = evidenceSheet(STUDY, node("ev.x"), STUDY.claims);
  assert.deepEqual(ids(section(made, "Its journey")), [
    ["First", ["c1"]],
    ["Second", ["c2"]],
    ["No stage stated", ["c6"]],
  ]);
  assert.equal(made.saysOf.get(STUDY.claimsById.get("c2")), STUDY.rules.marks["not used"]);
  assert.deepEqual(section(made, "What stopped it").facts[0].values, ["fac.f"]);
  assert.deepEqual(ids(section(made, "What stopped it")), [["Reason given: No time", ["c2"]]]);
  assert.deepEqual(section(made, "Where it is not").facts[0].values, ["p3"]);
});

test("an item that no claim mentions says so", () => {
  const made = evidenceSheet(STUDY, node("ev.y"), []);
  assert.deepEqual(made.claims, []);
  assert.match(section(made, "How its journey ended").unknown, /silence, not absence/);
  assert.equal(section(made, "Where it is not").facts[0].values.length, 3);
});
