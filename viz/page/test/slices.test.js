import assert from "node:assert/strict";
import { test } from "node:test";
import { facets, filtered } from "../src/data/filters.js";
import { complement, difference, slicesOf } from "../src/data/slices.js";
import { seeded, studyOf } from "./a-study.js";

const NODES = {
  Actor: [{ id: "act.a", label: "Alice", organisation: "org.b" }],
  Organisation: [{ id: "org.b", label: "Body" }],
  Source: [{ id: "s1" }, { id: "s2" }],
  Code: [{ id: "1" }, { id: "1.1" }, { id: "2" }],
  EvidenceItem: [{ id: "ev.x", label: "Survey" }, { id: "ev.y" }],
  Stage: [
    { id: "st.1", label: "First", rank: 1 },
    { id: "st.1a", label: "A part of it", rank: 2, parent: "st.1" },
    { id: "st.2", label: "Then", rank: 3 },
  ],
};
const random = seeded(11);
const one = (values) => values[Math.floor(random() * values.length)];
const CLAIMS = Array.from({ length: 60 }, (_, n) => ({
  claim: `c${n}`,
  subject: one(["act.a", "org.b"]),
  predicate: "used",
  object: one(["ev.x", "ev.y", "org.b"]),
  source: one(["s1", "s2"]),
  speaker: one(["act.a", null]),
  focus: one(["rural", "urban", null]),
  stage: one(["st.1", "st.1a", "st.2", null]),
  codes: one([["1.1"], ["1", "2"], ["2"], []]),
}));
const STUDY = studyOf(NODES, CLAIMS);
const ALL = facets(STUDY);

function shown(change) {
  return { hidden: {}, kept: {}, versus: "", other: { hidden: {}, kept: {} }, ...change };
}

function names(slice) {
  return slice.claims.map(({ claim }) => claim);
}

test("all other claims are those that the first slice leaves out, whatever is filtered", () => {
  for (let round = 0; round < 200; round += 1) {
    const chosen = () => {
      const facet = one(ALL);
      return random() < 0.3 ? {} : { [facet.id]: [one(facet.options).value] };
    };
    const [a, b] = slicesOf(STUDY, ALL, shown({ hidden: chosen(), kept: chosen(), versus: "others" }));
    assert.deepEqual([...names(a), ...names(b)].sort(), CLAIMS.map(({ claim }) => claim).sort());
  }
});

test("where filters can say what is left out, they leave in exactly that", () => {
  let said = 0;
  for (const facet of ALL) {
    for (const { value } of facet.options) {
      for (const first of [
        { hidden: { [facet.id]: [value] }, kept: {} },
        { hidden: {}, kept: { [facet.id]: [value] } },
      ]) {
        const second = complement(ALL, first);
        const [a, b] = [first, second].map(
          ({ hidden, kept }) => new Set(filtered(STUDY.claims, ALL, hidden, kept).claims),
        );
        assert.ok(STUDY.claims.every((claim) => a.has(claim) !== b.has(claim)));
        said += 1;
      }
    }
  }
  assert.ok(said > 40);
  const two = { hidden: { focus: ["rural"] }, kept: { stage: ["st.1"] } };
  assert.deepEqual(complement(ALL, two), { hidden: {}, kept: {} });
});

test("a slice alone, against everything, and against filters of another", () => {
  const rural = { hidden: {}, kept: { focus: ["rural"] } };
  assert.equal(slicesOf(STUDY, ALL, shown(rural)).length, 1);
  const [, all] = slicesOf(STUDY, ALL, shown({ ...rural, versus: "all" }));
  assert.equal(all.claims.length, CLAIMS.length);
  const other = { hidden: { focus: ["rural"] }, kept: { source: ["s1"] } };
  const [first, second] = slicesOf(STUDY, ALL, shown({ ...rural, versus: "own", other }));
  const expected = (holds) => CLAIMS.filter(holds).map(({ claim }) => claim);
  assert.deepEqual(
    names(first),
    expected(({ focus }) => focus === "rural"),
  );
  assert.deepEqual(
    names(second),
    expected(({ focus, source }) => focus !== "rural" && source === "s1"),
  );
});

test("the difference counts claims, sources, speakers and items, and what is in both", () => {
  const claims = [
    { claim: "a", subject: "act.a", object: "ev.x", source: "s1", speaker: "act.a", focus: "rural" },
    { claim: "b", subject: "act.a", object: "ev.y", source: "s2", speaker: null, focus: "rural" },
    { claim: "c", subject: "act.a", object: "ev.y", source: "s2", speaker: null, focus: "urban" },
  ].map((claim) => ({ predicate: "used", ...claim }));
  const study = studyOf(NODES, claims);
  const words = (change) =>
    difference(study, slicesOf(study, facets(study), shown({ kept: { focus: ["rural"] }, ...change })));
  assert.equal(
    words({ versus: "others" }),
    "A has 2 claims against 1 of B, from 2 sources against 1 and 1 speaker against 0. A mentions 2 evidence items, B 1; 1 of them in both. No claim is in both.",
  );
  assert.match(words({ versus: "all" }), /All claims of A are in B, too, and counted in each\.$/);
  assert.match(words({ versus: "all", kept: {} }), /Both slices hold the same claims\.$/);
  const other = { hidden: {}, kept: { source: ["s2"] } };
  assert.match(words({ versus: "own", other }), /1 claim is in both slices and counted in each\.$/);
});

test("a study without evidence items says nothing of them", () => {
  const study = studyOf({ Actor: NODES.Actor, Organisation: NODES.Organisation, Source: NODES.Source }, [
    { claim: "a", subject: "act.a", predicate: "works_with", object: "org.b", source: "s1" },
  ]);
  const words = difference(study, slicesOf(study, facets(study), shown({ versus: "all" })));
  assert.doesNotMatch(words, /evidence/);
});
