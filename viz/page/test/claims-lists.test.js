import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, ORDERS, usefulOrders } from "../src/data/claim-orders.js";
import { claimsCells, claimsText } from "../src/export/claims-text.js";
import { studyOf } from "./a-study.js";

const CLAIMS = [
  {
    claim: "c1",
    source: "s2",
    speaker: "act.a",
    stage: "st.2",
    predicate: "used",
    polarity: "denies",
    order: 2,
  },
  { claim: "c2", source: "s10", speaker: null, stage: null, predicate: "asked_for", polarity: "affirms" },
  { claim: "c3", source: "s1", speaker: "act.b", stage: "st.1", predicate: "used", polarity: "mixed" },
  {
    claim: "c4",
    source: "s2",
    speaker: "act.a",
    stage: "st.2",
    predicate: "held",
    polarity: "affirms",
    order: 1,
  },
].map((claim) => ({ subject: "act.a", object: "ev.x", codes: ["1"], ...claim }));
const STUDY = studyOf(
  {
    Actor: [
      { id: "act.a", label: "Manager" },
      { id: "act.b", label: "Analyst" },
    ],
    EvidenceItem: [{ id: "ev.x", label: "Survey" }],
    Source: [
      { id: "s1", label: "Interview 1" },
      { id: "s2", label: "Interview 2" },
      { id: "s10", label: "Interview 10" },
    ],
    Stage: [
      { id: "st.2", label: "First", rank: 2 },
      { id: "st.1", label: "Before", rank: 1 },
    ],
  },
  CLAIMS,
);

function sorted(id) {
  const order = ORDERS.find((one) => one.id === id);
  return inOrder(STUDY, [...STUDY.claims].reverse(), order).map(({ claim }) => claim);
}

test("claims are sorted by rank, by number or by sign, and what is not stated comes last", () => {
  assert.deepEqual(sorted("stage"), ["c3", "c4", "c1", "c2"]);
  assert.deepEqual(sorted("source"), ["c3", "c4", "c1", "c2"]);
  assert.deepEqual(sorted("speaker"), ["c3", "c4", "c1", "c2"]);
  assert.deepEqual(sorted("sign"), ["c4", "c2", "c3", "c1"]);
  assert.deepEqual(sorted("verb"), ["c2", "c4", "c1", "c3"]);
});

test("only orders that tell claims apart are offered", () => {
  const ids = (claims) => usefulOrders(STUDY, claims).map(({ id }) => id);
  assert.ok(ids(STUDY.claims).includes("sign"));
  assert.ok(!ids(STUDY.claims).includes("date"));
  assert.deepEqual(ids(STUDY.claims.slice(0, 1)), []);
});

test("claims as text say who, what, how, where from, and the words", () => {
  const [claim] = STUDY.claims;
  const text = claimsText(STUDY, [
    { ...claim, summary: "Nobody used it.", quotes: [{ text: "We did not." }] },
  ]);
  for (const words of [
    "Manager used Survey (denies).",
    "Nobody used it.",
    "“We did not.”",
    "Interview 2",
    "c1",
  ]) {
    assert.ok(text.includes(words), words);
  }
  assert.match(claimsText(STUDY, [STUDY.claims[1]]), /not attributed to a speaker/);
});

test("cells stay cells, and none is a formula", () => {
  const claim = { ...STUDY.claims[0], summary: "=1+1\tand\nmore" };
  const [heads, row, ...rest] = claimsCells(STUDY, [claim]).split("\n");
  assert.equal(rest.length, 0);
  const cells = row.split("\t");
  assert.equal(cells.length, heads.split("\t").length);
  assert.equal(cells[heads.split("\t").indexOf("summary")], "'=1+1 and more");
});
