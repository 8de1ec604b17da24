import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, provenance, rate, shortRate, tally } from "../src/data/count.js";

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

test("a share stands beside a count only where the rules find enough to share", () => {
  const rules = { fewestShared: 10 };
  assert.equal(rate(rules, 17, 36, "mentioned"), "17 of 36 mentioned (47\u00a0%)");
  assert.equal(rate(rules, 2, 9), "2 of 9");
  assert.equal(rate(rules, 0, 0), "0 of 0");
  assert.deepEqual([shortRate(rules, 3, 20), shortRate(rules, 1, 4)], ["15\u00a0%", "1 of 4"]);
  assert.equal(shortRate({ fewestShared: 30 }, 3, 20), "3 of 20");
});
