import assert from "node:assert/strict";
import { test } from "node:test";
import { funnel, numbersTable, sides, standing } from "../src/data/dropout.js";
import { rulesOf } from "../src/data/states.js";
import { comparisonFinding } from "../src/views/dropout-tables.js";
import { RULES } from "./a-study.js";

const rules = rulesOf(RULES);
const PHASES = ["one", "two", "three"].map((id) => ({ id, label: id }));
let place = 0;

function touch(evidence, phase, says, generation = false) {
  place += 1;
  return { evidence, says, generation, claim: { place, phase, order: null, days: null } };
}

/** The rows of one focus with these items. */
function rowsOf(ids, touches, phases = PHASES) {
  return funnel(new Map([["all", ids.map((id) => ({ id }))]]), touches, phases, rules);
}

/** What becomes of an item that these words are said of, phase by phase ("" where nothing is). */
function standingsOf(...said) {
  const touches = said.flatMap((words, at) =>
    words
      .split(" ")
      .filter(Boolean)
      .map((says) => touch("ev", PHASES[at].id, says)),
  );
  return rowsOf(["ev"], touches).map(({ all }) => standing(all[0]));
}

test("not used is divided, and silence changes nothing", () => {
  assert.deepEqual(standingsOf("plus", "minus", "minus"), ["used", "lost", "lost"]);
  assert.deepEqual(standingsOf("mixed", "", "minus"), ["partly", "silent", "lost"]);
  assert.deepEqual(standingsOf("minus", "", "minus"), ["never used", "silent", "never used"]);
  assert.deepEqual(standingsOf("minus", "plus", "minus"), ["used elsewhere", "used", "lost"]);
  assert.deepEqual(standingsOf("plus minus", "minus", ""), ["disputed", "after dispute", "silent"]);
});

test("asked for, contested and held but never asked for give no state", () => {
  assert.deepEqual(standingsOf("asked", "opposed", "unasked"), ["silent", "silent", "silent"]);
});

test("shares are of items mentioned, with the bounds that silence leaves", () => {
  const touches = [
    touch("a", "one", "plus", true),
    touch("a", "two", "minus"),
    touch("b", "one", "plus"),
    touch("c", "one", "mixed"),
    touch("c", "two", "plus"),
  ];
  const [first, second] = rowsOf(["a", "b", "c", "d"], touches, PHASES.slice(0, 2));
  const sizes = (row, ...names) => names.map((name) => row[name].length);
  assert.deepEqual(
    sizes(first, "mentioned", "used", "usedGenerationOnly", "partly", "silent"),
    [3, 2, 1, 1, 1],
  );
  assert.deepEqual([first.notUsedShare, first.notUsedLeast, first.notUsedGreatest], [0, 0, 1 / 4]);
  assert.deepEqual(
    sizes(second, "mentioned", "notUsed", "lost", "usedBefore", "byRank", "silent"),
    [2, 1, 1, 2, 1, 2],
  );
  assert.deepEqual([second.notUsedShare, second.notUsedLeast, second.notUsedGreatest], [1 / 2, 1 / 4, 3 / 4]);
  // By hand: b could be lost or not; d could have been used before, and lost or not. a is lost, c is not.
  assert.deepEqual([second.lostShare, second.lostLeast, second.lostGreatest], [1 / 2, 1 / 4, 3 / 4]);
  assert.equal(first.lostShare, null);
});

test("every item mentioned has one standing, and the table has a number for each column", () => {
  const touches = [touch("a", "one", "plus"), touch("b", "one", "minus"), touch("c", "one", "mixed")];
  const rows = rowsOf(["a", "b", "c", "d"], touches);
  for (const { mentioned } of rows) for (const row of mentioned) assert.ok(standing(row) in rules.standings);
  const table = numbersTable(rows);
  for (const row of table.rows) assert.equal(row.length, table.columns.length);
});

test("what is not used goes to one side, the rest to the other, and silence to neither", () => {
  const touches = [
    touch("a", "one", "plus", true),
    touch("b", "one", "minus"),
    touch("c", "one", "plus"),
    touch("c", "one", "minus"),
    touch("d", "one", "plus"),
  ];
  const [row, silent] = rowsOf(["a", "b", "c", "d", "e"], touches, PHASES.slice(0, 2));
  const { left, right, notUsed, rest } = sides(row, rules);
  const named = (pieces) => pieces.map(({ name, rows }) => [name, rows.map(({ evidence }) => evidence)]);
  assert.deepEqual(named(left), [["never used", ["b"]]]);
  assert.deepEqual(named(right), [
    ["disputed", ["c"]],
    ["produced", ["a"]],
    ["used", ["d"]],
  ]);
  assert.deepEqual([notUsed, rest], [1 / 4, 3 / 4]);
  assert.deepEqual(sides(silent, rules), { left: [], right: [], notUsed: 0, rest: 0 });
});

test("the comparison says its direction, however few sources there are", () => {
  const study = { inQuestion: "rural", comparedWith: "urban" };
  const rows = ["lower", "lower", "higher", null].map((direction) => ({ direction }));
  assert.match(
    comparisonFinding(study, rows),
    /less than urban evidence at 2 of 3 phases; more than urban evidence at 1 of 3 phases/,
  );
  assert.match(comparisonFinding(study, [{ direction: null }]), /^No source/);
});

test("the comparison says first what cannot be tested, and of one phase and few sources nothing else", () => {
  const study = { inQuestion: "rural", comparedWith: "urban" };
  const few = { direction: "lower", verdict: "too few sources (3 mention both)", p_zero: null };
  const none = { direction: "lower", verdict: "no difference is shown (p = 0.4)", p_zero: 0.4 };
  assert.equal(
    comparisonFinding(study, [few, few, few]),
    "In too few sources to test it, rural evidence is used or obtained less than urban evidence at each of the 3 phases",
  );
  assert.doesNotMatch(comparisonFinding(study, [few]), /less|more/);
  assert.equal(
    comparisonFinding(study, [few, none]),
    "By source, rural evidence is used or obtained less than urban evidence at both phases: too few sources to test it at 1 of 2 phases, no difference is shown at 1 of 2 phases",
  );
});
