import assert from "node:assert/strict";
import { test } from "node:test";
import { byPlace, itemStates, rulesOf, stateOf } from "../src/data/states.js";
import { RULES } from "./a-study.js";

const rules = rulesOf(RULES);

let place = 0;
function touch(
  says,
  { phase = "p1", evidence = "ev.x", generation = false, order = null, days = null } = {},
) {
  place += 1;
  return { evidence, says, generation, claim: { place, phase, order, days } };
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
  assert.equal(stateOf([touch("minus"), touch("mixed")], rules), "disputed");
  assert.equal(stateOf([touch("minus"), touch(null)], rules), "not used");
});

test("touches are found by item and by phase, and those without a phase under nothing", () => {
  const touches = [touch("plus"), touch("minus", { phase: null }), touch("plus", { evidence: "ev.y" })];
  const found = byPlace(touches, "phase");
  assert.deepEqual([...found.keys()], ["ev.x", "ev.y"]);
  assert.deepEqual(found.get("ev.x").get("p1"), [touches[0]]);
  assert.deepEqual(found.get("ev.x").get(""), [touches[1]]);
});

const PHASES = ["p1", "p2", "p3"];

/** The part of *not used* and whether it goes by rank, of the item at each phase. */
function parts(...touches) {
  return itemStates(["ev.x"], touches, PHASES, rules).map(({ part, byRank }) => [part, byRank]);
}

test("by the rank of phases: lost after use, after dispute, used elsewhere, never used", () => {
  const at = (says, phase) => touch(says, { phase });
  assert.deepEqual(parts(at("plus", "p1"), at("minus", "p2"), at("minus", "p3")), [
    [null, false],
    ["lost", true],
    ["lost", true],
  ]);
  assert.deepEqual(parts(at("plus", "p1"), at("minus", "p1"), at("minus", "p2"))[1], ["after dispute", true]);
  assert.deepEqual(parts(at("minus", "p1"), at("mixed", "p3"))[0], ["used elsewhere", false]);
  assert.deepEqual(parts(at("minus", "p1"), touch("plus", { phase: null }))[0], ["used elsewhere", false]);
  assert.deepEqual(parts(at("minus", "p1"), at("minus", "p3")), [
    ["never used", false],
    [null, false],
    ["never used", false],
  ]);
});

test("a stated order decides before the rank of phases, ties too", () => {
  const lost = (use, loss) =>
    parts(touch("plus", { phase: "p1", order: use }), touch("minus", { phase: "p2", order: loss }))[1];
  assert.deepEqual(lost(1, 2), ["lost", false]);
  assert.deepEqual(lost(2, 1), ["used elsewhere", false]);
  assert.deepEqual(lost(2, 2), ["used elsewhere", false]);
  assert.deepEqual(lost(2, null), ["lost", true]);
  const later = parts(touch("plus", { phase: "p3", order: 1 }), touch("minus", { phase: "p1", order: 2 }));
  assert.deepEqual(later[0], ["lost", false]);
});

test("dates decide where not both claims have an order, as far as they do", () => {
  const lost = (use, loss) =>
    parts(touch("plus", { phase: "p1", ...use }), touch("minus", { phase: "p2", ...loss }))[1];
  assert.deepEqual(lost({ days: [1, 5] }, { days: [6, 9] }), ["lost", false]);
  assert.deepEqual(lost({ days: [6, 9] }, { days: [1, 5] }), ["used elsewhere", false]);
  assert.deepEqual(lost({ days: [1, 9] }, { days: [5, 5] }), ["lost", true]);
  assert.deepEqual(lost({ days: [6, 9], order: 1 }, { days: [1, 5], order: 2 }), ["lost", false]);
  assert.deepEqual(lost({ days: [6, 9], order: 1 }, { days: [1, 5] }), ["used elsewhere", false]);
});

test("an item that nobody mentions is silent everywhere", () => {
  for (const row of itemStates(["ev.quiet"], [], ["p1", "p2"], rules)) {
    assert.equal(row.state, "silent");
    assert.deepEqual([row.part, row.usedBefore, row.claims], [null, false, []]);
  }
});

test("claims behind a state are those that say it, each once", () => {
  const twice = touch("plus");
  const [row] = itemStates(["ev.x"], [twice, twice, touch("asked")], ["p1"], rules);
  assert.deepEqual(row.claims, [twice.claim.place]);
});
