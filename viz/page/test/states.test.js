import assert from "node:assert/strict";
import { test } from "node:test";
import { byPlace, itemStates, rulesOf, stateOf } from "../src/data/states.js";
import { RULES } from "./a-study.js";

const rules = rulesOf(RULES);

let place = 0;
function touch(says, { phase = "p1", evidence = "ev.x", generation = false } = {}) {
  place += 1;
  return { evidence, says, generation, claim: { place, phase } };
}

test("claims that say used and claims that say not are never netted", () => {
  assert.equal(stateOf([touch("plus"), touch("plus"), touch("minus")], rules), "disputed");
  assert.equal(stateOf([touch("plus"), touch("minus"), touch("mixed")], rules), "disputed");
});

test("each state by hand", () => {
  assert.equal(stateOf([], rules), "silent");
  assert.equal(stateOf([touch(null), touch("asked"), touch("opposed"), touch("unasked")], rules), "silent");
  assert.equal(stateOf([touch("plus")], rules), "used");
  assert.equal(stateOf([touch("plus"), touch("mixed")], rules), "partly");
  assert.equal(stateOf([touch("minus"), touch("mixed")], rules), "partly");
  assert.equal(stateOf([touch("minus"), touch(null)], rules), "not used");
});

test("touches are found by item and by phase, and those without a phase under nothing", () => {
  const touches = [touch("plus"), touch("minus", { phase: null }), touch("plus", { evidence: "ev.y" })];
  const found = byPlace(touches, "phase");
  assert.deepEqual([...found.keys()], ["ev.x", "ev.y"]);
  assert.deepEqual(found.get("ev.x").get("p1"), [touches[0]]);
  assert.deepEqual(found.get("ev.x").get(""), [touches[1]]);
});

test("lost is left out after use, once; never taken up is left out before any", () => {
  const phases = ["p1", "p2", "p3"];
  const of = (...says) =>
    itemStates(
      ["ev.x"],
      says.map((one, n) => touch(one, { phase: phases[n] })),
      phases,
      rules,
    );
  assert.deepEqual(
    of("plus", "minus", "minus").map(({ lost }) => lost),
    [false, true, false],
  );
  assert.deepEqual(
    of("plus", "minus", "minus").map(({ neverTakenUp }) => neverTakenUp),
    [false, false, false],
  );
  assert.deepEqual(
    of("minus", "plus", "minus").map(({ neverTakenUp }) => neverTakenUp),
    [true, false, false],
  );
  assert.deepEqual(
    of("minus", "plus", "minus").map(({ lost }) => lost),
    [false, false, true],
  );
});

test("an item that nobody mentions is silent everywhere, and counts as neither lost nor never taken up", () => {
  for (const row of itemStates(["ev.quiet"], [], ["p1", "p2"], rules)) {
    assert.equal(row.state, "silent");
    assert.deepEqual([row.lost, row.neverTakenUp, row.claims], [false, false, []]);
  }
});

test("claims behind a state are those that say it, each once", () => {
  const twice = touch("plus");
  const [row] = itemStates(["ev.x"], [twice, twice, touch("asked")], ["p1"], rules);
  assert.deepEqual(row.claims, [twice.claim.place]);
});
