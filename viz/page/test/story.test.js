import assert from "node:assert/strict";
import { test } from "node:test";
import { isBefore } from "../src/data/states.js";
import { blocksOf, goesBack, onSeveral, storyColumns } from "../src/data/story.js";
import { studyOf } from "./a-study.js";

const claim = (name, order = null, days = null) => ({ claim: name, order, days });
const names = (blocks) => blocks.map((block) => block.map((one) => one.claim).join(""));

test("claims follow each other where all above are before all below", () => {
  const first = claim("a", 1);
  const second = claim("b", 2);
  const third = claim("c", 3);
  assert.deepEqual(names(blocksOf([first, second, third], isBefore)), ["a", "b", "c"]);
  // Nothing says where the last one stands, so all may be mixed with it.
  assert.deepEqual(names(blocksOf([first, second, claim("x")], isBefore)), ["abx"]);
  // Two at one place, and both after the first.
  assert.deepEqual(names(blocksOf([first, second, claim("d", 2), third], isBefore)), ["a", "bd", "c"]);
  assert.deepEqual(blocksOf([], isBefore), []);
});

test("dates decide only where they do not overlap", () => {
  const year = claim("a", null, [100, 465]);
  const within = claim("b", null, [200, 230]);
  const after = claim("c", null, [500, 501]);
  assert.deepEqual(names(blocksOf([year, within, after], isBefore)), ["ab", "c"]);
});

test("a stated order decides between claims on one item alone", () => {
  const [a, b, c] = [claim("a", 1), claim("b", 2), claim("c", 3)];
  const touches = new Map([
    [a, [{ evidence: "e1" }]],
    [b, [{ evidence: "e2" }]],
    [c, [{ evidence: "e1" }, { evidence: "e2" }]],
  ]);
  const before = onSeveral(touches);
  assert.equal(before(a, b), null);
  assert.equal(before(a, c), true);
  assert.deepEqual(names(blocksOf([a, b, c], before)), ["ab", "c"]);
});

test("columns are the phases, and a story may go back", () => {
  const study = studyOf(
    {
      Stage: [
        { id: "plan", label: "Plan", phase: "plan", rank: 1 },
        { id: "buy", label: "Buy", phase: "buy", rank: 2 },
      ],
    },
    [
      { claim: "c1", phase: "plan", order: 2 },
      { claim: "c2", phase: "buy", order: 1 },
      { claim: "c3", phase: "buy" },
      { claim: "c4" },
    ],
  );
  const columns = storyColumns(study, study.claims, isBefore);
  assert.deepEqual(
    columns.map(({ label, blocks }) => [label, names(blocks)]),
    [
      ["Plan", ["c1"]],
      ["Buy", ["c2c3"]],
      ["No stage stated", ["c4"]],
    ],
  );
  assert.deepEqual(
    goesBack(columns, 1, isBefore).map(({ label, claims }) => [label, claims.map((one) => one.claim)]),
    [["Plan", ["c2"]]],
  );
  assert.deepEqual(goesBack(columns, 2, isBefore), []);
});
