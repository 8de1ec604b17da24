/** Titles hold no more than their numbers: ties, directions that differ, and too few items to compare. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rulesOf } from "../src/data/states.js";
import { dropoutFinding, journeysFinding, leading, sourcesFinding } from "../src/views/findings.js";
import { powerFinding } from "../src/views/people-power.js";
import { RULES } from "./a-study.js";

const STUDY = {
  inQuestion: "rural",
  comparedWith: "urban",
  supply: [],
  rules: rulesOf(RULES),
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
  assert.match(
    finding,
    /^At 1 of 2 phases with 5 items or more of both, a larger share.*smaller share at 1$/,
  );
  assert.match(detail, /Serve .*2 of 2/);
});

test("an item that is used and lost is not among those used in the end, and stands beside them", () => {
  const mentioned = ["applied", "used and lost", "unclear", "unclear", "unclear"].map((outcome) => ({
    outcome,
    deciding: [],
  }));
  const { finding, detail } = journeysFinding(STUDY, [{ focus: "rural", mentioned }]);
  assert.equal(finding, "1 of 5 rural items mentioned are said to be used in the end");
  assert.equal(detail, "rural: 1 more used and lost");
  const few = journeysFinding(STUDY, [{ focus: "rural", mentioned: mentioned.slice(0, 1) }]);
  assert.equal(few.finding, "Too few items are mentioned to say what became of them (1 rural item)");
});

test("what holds at every phase does not end in words that read as not at all", () => {
  const shares = (rural, urban) =>
    STUDY.phases.flatMap((_, n) => [row("rural", n, rural, 10), row("urban", n, urban, 10)]);
  const said = [
    dropoutFinding(STUDY, shares(6, 2)).finding,
    dropoutFinding(STUDY, shares(2, 2)).finding,
    dropoutFinding(
      STUDY,
      shares(2, 2).filter(({ focus }) => focus === "urban"),
    ).finding,
    dropoutFinding(
      STUDY,
      shares(0, 0).filter(({ focus }) => focus === "urban"),
    ).finding,
  ];
  assert.equal(
    said[0],
    "At each of the 3 phases, a larger share of rural items than of urban items is said not to be used",
  );
  assert.match(said[3], /^At no phase/);
  for (const words of said) assert.doesNotMatch(words, /at all/);
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
  assert.match(leading(STUDY.rules, ranked(4, 2), "reported", "factor", 9), /F0.*4 of 9 sources.*more than/);
  assert.doesNotMatch(leading(STUDY.rules, ranked(1, 1), "reported", "factor", 9), /F0|more than/);
  assert.doesNotMatch(leading(STUDY.rules, ranked(1), "reported", "factor", 9), /more than/);
  assert.match(leading(STUDY.rules, ranked(1), "reported", "factor", 1), /^Too few sources \(1\)/);
});

test("all sources that hold as many claims are named, whatever their order", () => {
  const ranked = (...numbers) => numbers.map((number, n) => [{ label: `S${n}` }, number]);
  assert.equal(sourcesFinding(ranked(5, 2), 7), "“S0” holds 5 of 7 claims from 2 sources");
  const tied = sourcesFinding(ranked(5, 5, 2), 12);
  assert.match(tied, /“S0” and “S1” each hold 5 of 12 claims .*more than any other/);
  assert.match(sourcesFinding(ranked(2, 2, 2, 2, 2, 1), 11), /^5 sources each hold 2 of 11/);
  assert.doesNotMatch(sourcesFinding(ranked(3, 3), 6), /S0|more than/);
  assert.equal(sourcesFinding([], 0), "");
});

const SCALE = ["low", "medium", "high"];
const at = (place) => ({ known: "scale", at: place });
const powerOf = (...actors) =>
  powerFinding({
    up: { dimension: "power", scale: SCALE },
    across: { dimension: "interest", scale: ["against", "for"] },
    actors: actors.map(([up, across]) => ({ up, across })),
  });

test("the title on power counts actors with a place on both scales, and says who is left out and why", () => {
  const { finding, detail } = powerOf(
    [at(2), at(0)],
    [at(2), at(1)],
    [at(0), at(1)],
    [at(2), { known: "off" }],
    [{ known: "none" }, at(1)],
    [{ known: "none" }, { known: "off" }],
    [at(1), { known: "off" }],
  );
  assert.equal(
    finding,
    "Of 3 actors rated on both scales, 2 have high power, 1 of them for and 1 against; 2 are for, 1 of them with low power",
  );
  assert.match(detail, /^7 actors rated\./);
  assert.match(detail, /2 with interest rated in words/);
  assert.match(detail, /1 with power not rated;|1 with power not rated\./);
  assert.match(detail, /1 with power not rated and interest rated in words/);
});

test("nobody powerful and nobody keen is said", () => {
  assert.match(powerOf([at(1), at(0)]).finding, /none has high power; none is for/);
  assert.equal(powerOf([at(1), { known: "none" }]).finding, "");
});
