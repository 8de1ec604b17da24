import assert from "node:assert/strict";
import { test } from "node:test";
import { facets, filtered, NONE, only, toggled } from "../src/data/filters.js";
import { seeded, studyOf } from "./a-study.js";

const CLAIMS = [
  { claim: "c1", subject: "act.a", predicate: "used", object: "ev.x", focus: "rural", stage: "st.1" },
  { claim: "c2", subject: "act.a", predicate: "asked_for", object: "ev.x", focus: "urban", stage: "st.2" },
  { claim: "c3", subject: "act.a", predicate: "used", object: "org.b", focus: null, stage: null },
];
const STUDY = studyOf(
  {
    Actor: [{ id: "act.a", label: "Alice" }],
    Organisation: [{ id: "org.b", label: "Body" }],
    EvidenceItem: [{ id: "ev.x", label: "Survey" }],
    Stage: [
      { id: "st.2", label: "Then", rank: 2 },
      { id: "st.1", label: "First", rank: 1 },
    ],
  },
  CLAIMS,
);
const ALL = facets(STUDY);

function kept(hidden) {
  return filtered(STUDY.claims, ALL, hidden).claims.map(({ claim }) => claim);
}

test("chips are in the order of the study, and those without a value come last", () => {
  const options = (id) => ALL.find((facet) => facet.id === id).options;
  assert.deepEqual(
    options("focus").map(({ value }) => value),
    ["rural", "urban", NONE],
  );
  assert.deepEqual(
    options("stage").map(({ label }) => label),
    ["First", "Then", "no stage stated"],
  );
  assert.deepEqual(
    options("kind").map(({ label }) => label),
    ["actor", "organisation", "evidence"],
  );
  assert.deepEqual(
    options("verb").map(({ label }) => label),
    ["asked for", "used"],
  );
});

test("nothing taken out leaves all in", () => {
  assert.deepEqual(kept({}), ["c1", "c2", "c3"]);
});

test("a claim stays only where all its values stay", () => {
  assert.deepEqual(kept({ focus: ["rural"] }), ["c2", "c3"]);
  assert.deepEqual(kept({ focus: [NONE] }), ["c1", "c2"]);
  assert.deepEqual(kept({ kind: ["EvidenceItem"] }), ["c3"]);
  assert.deepEqual(kept({ kind: ["Actor"] }), []);
  assert.deepEqual(kept({ focus: ["urban"], verb: ["used"] }), []);
});

test("the number of a chip is what it would show if it were put back", () => {
  const random = seeded(3);
  for (let round = 0; round < 200; round += 1) {
    const hidden = Object.fromEntries(
      ALL.map((facet) => [facet.id, facet.options.map(({ value }) => value).filter(() => random() < 0.4)]),
    );
    const { counts } = filtered(STUDY.claims, ALL, hidden);
    for (const facet of ALL.filter(({ id }) => id !== "kind")) {
      for (const { value } of facet.options) {
        // Only this value of the facet, all others as they are.
        const alone = facet.options.map((option) => option.value).filter((other) => other !== value);
        assert.equal(counts[facet.id].get(value) ?? 0, kept({ ...hidden, [facet.id]: alone }).length);
      }
    }
  }
});

test("taking out and putting back", () => {
  assert.deepEqual(toggled([], "a"), ["a"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
  const focus = ALL.find(({ id }) => id === "focus");
  assert.deepEqual(only(focus, [], "rural"), ["urban", NONE]);
  assert.deepEqual(only(focus, ["urban", NONE], "rural"), []);
});
