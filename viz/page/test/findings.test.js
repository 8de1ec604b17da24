/** Titles hold no more than their numbers: ties, directions that differ, and too few items to compare. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dropoutFinding, leading } from "../src/views/findings.js";

const STUDY = {
  inQuestion: "rural",
  comparedWith: "urban",
  phases: ["Plan", "Buy", "Serve"].map((label) => ({ id: label, label })),
};

/** A row of the funnel: so many of so many mentioned are not used. */
function row(focus, phase, own, all) {
  const items = (number) => Array.from({ length: number }, (_, n) => ({ id: n }));
  return {
    focus,
    phase: STUDY.phases[phase],
    mentioned: items(all),
    notUsed: items(own),
    notUsedShare: all ? own / all : null,
  };
}

test("directions that differ are both in the title, and small phases do not count", () => {
  const rows = [
    [row("rural", 0, 6, 10), row("urban", 0, 2, 10)],
    [row("rural", 1, 1, 10), row("urban", 1, 5, 10)],
    [row("rural", 2, 2, 2), row("urban", 2, 0, 10)],
  ].flat();
  const { finding, detail } = dropoutFinding(STUDY, rows);
  assert.match(finding, /larger share.* 1 of 2 phases.*smaller share at 1/);
  assert.match(detail, /Serve .*2 of 2/);
});

test("two items of each are too few to say that one is used less", () => {
  const { finding } = dropoutFinding(STUDY, [row("rural", 0, 2, 2), row("urban", 0, 0, 2)]);
  assert.doesNotMatch(finding, /share|more|less/);
});

test("with one focus filtered out the title is about the other, and names every largest phase", () => {
  const rows = [row("rural", 0, 0, 0), row("urban", 0, 3, 6), row("urban", 1, 3, 6), row("urban", 2, 1, 6)];
  const { finding } = dropoutFinding(STUDY, rows);
  assert.match(finding, /urban.*Plan and Buy/);
  assert.doesNotMatch(finding, /rural|Serve/);
});

test("the first of a ranking is no more than the others where all are alike", () => {
  const ranked = (...numbers) => numbers.map((number, n) => [{ label: `F${n}` }, number]);
  assert.match(leading(ranked(4, 2), "reported", "factor", 9), /F0.*4 of 9 sources.*more than/);
  assert.doesNotMatch(leading(ranked(1, 1), "reported", "factor", 9), /F0|more than/);
  assert.doesNotMatch(leading(ranked(1), "reported", "factor", 1), /more than/);
});
