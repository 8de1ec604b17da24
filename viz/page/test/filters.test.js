import assert from "node:assert/strict";
import { test } from "node:test";
import { facets, filtered, isOn, NONE, toggled } from "../src/data/filters.js";
import { sliceWords } from "../src/data/slice-words.js";
import { seeded, studyOf } from "./a-study.js";

const CLAIMS = [
  {
    claim: "c1",
    subject: "act.a",
    predicate: "used",
    object: "ev.x",
    focus: "rural",
    stage: "st.1",
    codes: ["8.1"],
  },
  {
    claim: "c2",
    subject: "act.a",
    predicate: "asked_for",
    object: "ev.x",
    focus: "urban",
    stage: "st.2",
    codes: ["80"],
  },
  { claim: "c3", subject: "act.a", predicate: "used", object: "org.b", focus: null, stage: null },
];
const STUDY = studyOf(
  {
    Actor: [{ id: "act.a", label: "Alice", organisation: "org.b" }],
    Organisation: [{ id: "org.b", label: "Body" }],
    Code: [
      { id: "8.1", label: "Data", theme: "8", theme_label: "Evidence" },
      { id: "80", label: "Else" },
    ],
    EvidenceItem: [{ id: "ev.x", label: "Survey" }],
    Stage: [
      { id: "st.2", label: "Then", rank: 2 },
      { id: "st.1", label: "First", rank: 1, parent: "st.2" },
    ],
  },
  CLAIMS,
);
const ALL = facets(STUDY);

function kept(hidden, only = {}) {
  return filtered(STUDY.claims, ALL, hidden, only).claims.map(({ claim }) => claim);
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
    for (const facet of ALL.filter(({ several }) => !several)) {
      for (const { value } of facet.options) {
        // Only this value of the facet, all others as they are.
        const alone = facet.options.map((option) => option.value).filter((other) => other !== value);
        assert.equal(counts[facet.id].get(value) ?? 0, kept({ ...hidden, [facet.id]: alone }).length);
      }
    }
  }
});

test("only some values leaves in every claim that has one of them", () => {
  assert.deepEqual(kept({}, { kind: ["EvidenceItem"] }), ["c1", "c2"]);
  assert.deepEqual(kept({}, { focus: ["rural", NONE] }), ["c1", "c3"]);
  assert.deepEqual(kept({ verb: ["used"] }, { focus: ["rural", "urban"] }), ["c2"]);
});

test("a stage stands for its functions, a code for its sub-codes, a body for its members", () => {
  assert.deepEqual(kept({}, { stage: ["st.2"] }), ["c1", "c2"]);
  assert.deepEqual(kept({}, { stage: ["st.1"] }), ["c1"]);
  assert.deepEqual(kept({ stage: ["st.2"] }), ["c3"]);
  assert.deepEqual(kept({}, { code: ["8"] }), ["c1"]);
  assert.deepEqual(kept({}, { organisation: ["org.b"] }), ["c1", "c2", "c3"]);
  assert.deepEqual(
    ALL.find(({ id }) => id === "code").options.map(({ label }) => label),
    ["8 Evidence", "8.1 Data", "80 Else", "no code"],
  );
});

test("what is taken out is said", () => {
  assert.equal(sliceWords(ALL, {}, {}), "");
  assert.equal(sliceWords(ALL, { focus: ["urban"] }, {}), "not on urban");
  assert.equal(sliceWords(ALL, { focus: ["urban", NONE] }, {}), "on rural");
  assert.equal(sliceWords(ALL, { focus: [NONE] }, {}), "with some focus stated");
  assert.equal(
    sliceWords(ALL, { stage: ["st.1"] }, { code: ["8"], focus: ["rural", NONE] }),
    "on rural or with no focus stated with the code 8 Evidence, not at the stage First",
  );
  assert.equal(sliceWords(ALL, {}, { organisation: [NONE] }), "about no organisation");
});

test("taking out and putting back", () => {
  assert.deepEqual(toggled([], "a"), ["a"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
  assert.ok(isOn("a", [], []));
  assert.ok(!isOn("a", ["a"], []));
  assert.ok(!isOn("a", [], ["b"]));
});
