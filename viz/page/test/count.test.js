import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, provenance, tally } from "../src/data/count.js";

const CLAIMS = [
  { source: "src.a", speaker: "act.one" },
  { source: "src.a", speaker: "act.one" },
  { source: "src.b", speaker: null },
  { source: "src.b", speaker: null },
];

test("claims without a speaker are counted beside the speakers and are none", () => {
  assert.deepEqual(tally(CLAIMS), { claims: 4, sources: 2, speakers: 1, unattributed: 2 });
  assert.equal(tally([]).speakers, 0);
});

test("a number of claims never stands alone", () => {
  const text = provenance(CLAIMS);
  for (const part of ["4 claims", "2 sources", "1 speaker"]) assert.ok(text.includes(part), text);
  assert.equal(counted(1397, "claim"), "1,397 claims");
});
