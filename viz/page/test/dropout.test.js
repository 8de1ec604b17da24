import assert from "node:assert/strict";
import { test } from "node:test";
import { band, numbers, standing } from "../src/data/dropout.js";
import { rulesOf } from "../src/data/states.js";
import { RULES } from "./a-study.js";

const rules = rulesOf(RULES);

const PHASES = ["one", "two", "three"];
let place = 0;

function touch(evidence, phase, says, generation = false) {
  place += 1;
  return { evidence, says, generation, claim: { place, phase } };
}

/** What becomes of an item that these words are said of, phase by phase ("" where nothing is). */
function standings(...said) {
  const touches = said.flatMap((words, at) =>
    words
      .split(" ")
      .filter(Boolean)
      .map((says) => touch("ev", PHASES[at], says)),
  );
  return band([{ id: "ev" }], touches, PHASES, rules).states.map(standing);
}

test("left out after use is lost, once; later it is left out again", () => {
  assert.deepEqual(standings("plus", "minus", "minus"), ["used", "lost", "again"]);
  assert.deepEqual(standings("mixed", "", "minus"), ["partly", "silent", "lost"]);
});

test("left out with no mention of use before is never taken up, and silence changes nothing", () => {
  assert.deepEqual(standings("minus", "", "minus"), ["never", "silent", "never"]);
  assert.deepEqual(standings("minus", "plus", "minus"), ["never", "used", "lost"]);
});

test("a dispute counts as said to be used, but nothing can be lost from it", () => {
  assert.deepEqual(standings("plus minus", "minus", ""), ["disputed", "again", "silent"]);
});

test("asked for, contested and held but never asked for give no state", () => {
  assert.deepEqual(standings("asked", "opposed", "unasked"), ["silent", "silent", "silent"]);
});

test("numbers count items, and the share lost has two bounds", () => {
  const touches = [
    touch("a", "one", "plus", true),
    touch("a", "two", "minus"),
    touch("b", "one", "plus"),
    touch("c", "one", "mixed"),
    touch("c", "two", "plus"),
  ];
  const { states, flows, total } = band(
    ["a", "b", "c", "d"].map((id) => ({ id })),
    touches,
    PHASES.slice(0, 2),
    rules,
  );
  const first = numbers(states, "one");
  assert.deepEqual(
    [first.used.length, first.usedGenerationOnly.length, first.partly.length, first.silent.length],
    [2, 1, 1, 1],
  );
  const second = numbers(states, "two");
  assert.deepEqual([second.atRisk.length, second.lost.length], [3, 1]);
  assert.deepEqual([second.lower, second.upper], [1 / 3, 2 / 3]);
  assert.equal(first.lower, null);
  assert.equal(
    flows[0].reduce((sum, { rows }) => sum + rows.length, 0),
    total,
  );
});
