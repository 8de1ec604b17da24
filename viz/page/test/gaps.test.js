import assert from "node:assert/strict";
import { test } from "node:test";
import { gapGrid, gapPlaces } from "../src/data/gaps.js";
import { gradesByType } from "../src/data/grades.js";
import { lossReasons } from "../src/data/reasons.js";
import { rulesOf } from "../src/data/states.js";
import { gapsFinding } from "../src/views/dropout-gaps.js";
import { RULES, studyOf } from "./a-study.js";

const rules = rulesOf(RULES);
const STAGES = [
  { id: "plan", label: "Planning", phase: "plan", rank: 1 },
  { id: "plan.ask", label: "Asking", phase: "plan", rank: 2, parent: "plan" },
  { id: "serve", label: "Serving", phase: "serve", rank: 3 },
];
let place = 0;

function touch(evidence, stage, says, generation = false) {
  place += 1;
  const { phase } = STAGES.find(({ id }) => id === stage);
  return { evidence, says, generation, claim: { place, stage, phase } };
}

const ITEMS = new Map([
  [
    "rural",
    [
      { id: "a", evidence_type: "survey" },
      { id: "b", evidence_type: "survey" },
      { id: "c", evidence_type: "audit" },
      { id: "d", evidence_type: null },
    ],
  ],
  ["urban", [{ id: "e", evidence_type: "survey" }]],
]);
const TOUCHES = [
  touch("a", "plan.ask", "plus", true),
  touch("b", "plan.ask", "minus"),
  touch("b", "serve", "plus"),
  touch("c", "serve", "asked"),
  touch("e", "plan.ask", "mixed"),
];

test("a cell holds the items that are reported there, and no request alone", () => {
  const places = [{ id: "plan.ask" }, { id: "serve" }];
  const { types, cells } = gapGrid(ITEMS, TOUCHES, "stage", places, rules);
  assert.deepEqual(types, ["survey", "audit", ""]);
  const cell = (focus, type, at) =>
    cells.find((one) => one.focus === focus && one.type === type && one.place === at);
  const held = (...of) => cell(...of).reported.map(({ item, mark }) => [item.id, mark]);
  assert.deepEqual(held("rural", "survey", "plan.ask"), [
    ["a", "produced"],
    ["b", "not used"],
  ]);
  assert.deepEqual(held("rural", "audit", "serve"), []);
  assert.equal(cell("rural", "audit", "serve").items.length, 1);
  assert.deepEqual(held("urban", "survey", "plan.ask"), [["e", "partly"]]);
  // The study has no urban audit, so nobody could speak of one.
  assert.equal(cell("urban", "audit", "serve"), undefined);
  const finding = gapsFinding({ rules }, cells, "stage");
  // By hand: rural has 3 types at 2 stages, of which surveys are reported at both; urban 1 type, reported at one.
  assert.match(finding, /whether any rural item was used in 4 of 6 pairs.*any urban item in 1 of 2$/);
});

test("a phase is a column of its own only where a claim names it, or it has no stages", () => {
  const study = studyOf({ Stage: STAGES }, []);
  const ids = (touches) => gapPlaces(study, "stage", touches).map(({ id }) => id);
  assert.deepEqual(ids(TOUCHES), ["plan.ask", "serve"]);
  assert.deepEqual(ids([...TOUCHES, touch("a", "plan", "plus")]), ["plan", "plan.ask", "serve"]);
  assert.deepEqual(ids([...TOUCHES, touch("a", "plan", "asked")]), ["plan.ask", "serve"]);
});

test("types that differ most stand first, in either direction, and those without a pair last", () => {
  const row = (evidence_type, stage, difference, grade = null) => ({
    evidence_type,
    stage,
    difference,
    grade_in_question: grade,
  });
  const rows = [
    row("none", "plan", null, 3),
    row("little", "plan", -1, 0),
    row("little", "serve", 0, 1),
    row("much", "plan", 2, 2),
    row("much", "serve", -1, 2),
  ];
  const named = (sides) => gradesByType(rows, sides).types.map(({ type }) => type);
  assert.deepEqual(named([{ side: "compared" }, { side: "in_question" }]), ["much", "little", "none"]);
  assert.deepEqual(named([{ side: "in_question" }]), ["none", "much", "little"]);
  assert.deepEqual(gradesByType(rows, [{ side: "in_question" }]).stages, ["plan", "serve"]);
});

test("a factor counts each of its sources and claims once, over phases and focuses", () => {
  const study = studyOf({ Factor: [{ id: "f", label: "Few pupils" }] }, [
    { claim: "1", source: "s1" },
    { claim: "2", source: "s1" },
    { claim: "3", source: "s2" },
  ]);
  const [few, other] = lossReasons(study, [
    { factor: "g", focus: "rural", claims: [0, 1] },
    { factor: "f", focus: "rural", claims: [0] },
    { factor: "f", focus: "rural", claims: [0, 2] },
    { factor: "f", focus: "urban", claims: [2] },
  ]);
  assert.deepEqual([few.factor.label, few.claims.length, few.sources], ["Few pupils", 2, 2]);
  assert.deepEqual(
    [...few.groups].map(([focus, claims]) => [focus, claims.map(({ claim }) => claim)]),
    [
      ["rural", ["1", "3"]],
      ["urban", ["3"]],
    ],
  );
  assert.deepEqual([other.factor.label, other.claims.length, other.sources], ["g", 2, 1]);
});
