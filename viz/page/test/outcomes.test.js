import assert from "node:assert/strict";
import { test } from "node:test";
import { besides, endOf, isInBand, outcomeOf } from "../src/data/outcomes.js";
import { rulesOf } from "../src/data/states.js";
import { RULES } from "./a-study.js";

const rules = rulesOf(RULES);
let number = 0;

function touch(sign, effect = null, claim = {}) {
  number += 1;
  const own = {
    claim: `c${number}`,
    sign,
    loss: sign === "minus",
    gap: false,
    certainty: "stated",
    ...claim,
  };
  return { evidence: "ev", effect, claim: own };
}
const of = (...touches) => {
  const { outcome, deciding, opposed, lostElsewhere } = outcomeOf(touches, rules);
  return [outcome, deciding.length, opposed, lostElsewhere];
};

test("each outcome by hand, with the claims that decide it", () => {
  assert.deepEqual(of(), ["no claims", 0, false, false]);
  assert.deepEqual(of(touch(null, null, { certainty: "normative" })), ["only recommended", 1, false, false]);
  assert.deepEqual(of(touch("plus", "impact"), touch("minus")), ["reached impact", 1, false, true]);
  assert.deepEqual(of(touch("plus", "applied"), touch("minus")), ["used and lost", 2, false, true]);
  assert.deepEqual(of(touch("plus", "applied"), touch(null, "opposed")), ["applied", 1, true, false]);
  assert.deepEqual(of(touch("mixed", "partly applied"), touch("minus")), ["partly applied", 1, false, true]);
  assert.deepEqual(of(touch("minus", null, { gap: true })), ["never there", 1, false, false]);
  assert.deepEqual(of(touch(null, "unasked", { loss: true })), ["not asked for", 1, false, false]);
  assert.deepEqual(of(touch("plus"), touch("minus")), ["stopped on the way", 2, false, false]);
  assert.deepEqual(of(touch("minus"), touch("minus", null, { gap: true })), ["not used", 2, false, false]);
  assert.deepEqual(of(touch(null, "opposed")), ["contested", 1, true, false]);
  assert.deepEqual(of(touch("plus"), touch(null, "asked")), ["unclear", 0, false, false]);
});

test("kinds of use are those of the claims of impact alone", () => {
  const became = outcomeOf(
    [
      touch("plus", "impact", { use: "conceptual" }),
      touch("plus", "impact"),
      touch("plus", "applied", { use: "symbolic" }),
    ],
    rules,
  );
  assert.deepEqual(became.uses, ["conceptual", "not said"]);
  assert.deepEqual(besides(became), ["on 2 claims", "use conceptual, not said"]);
});

test("every number of claims is in one band", () => {
  for (const n of [1, 2, 3, 40]) assert.equal(rules.bands.filter((band) => isInBand(band, n)).length, 1);
});

test("what is applied and lost is not used in the end", () => {
  const ended = (...touches) => endOf(outcomeOf(touches, rules).outcome, rules)?.name;
  assert.equal(ended(touch("plus", "applied"), touch("minus")), rules.alsoLost);
  assert.equal(ended(touch("plus", "applied")), rules.usedInTheEnd);
  assert.equal(ended(), undefined);
});
