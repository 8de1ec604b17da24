/** What evidence rests on one source, counted by hand. */
import assert from "node:assert/strict";
import test from "node:test";
import { bases, breaking, carrying, dependenceOn, ONE_SOURCE } from "../src/data/dependence.js";
import { dependenceFinding } from "../src/views/people-dependence.js";
import { studyOf } from "./a-study.js";

const STAGES = ["plan", "buy"].map((id, rank) => ({ id, label: id, phase: id, rank }));
const says = (object, phase, source, sign = "plus") => ({
  subject: "org.x",
  predicate: "applied",
  object,
  stage: phase,
  phase,
  source,
  sign,
});
const study = studyOf(
  {
    Organisation: [{ id: "org.x", label: "X" }],
    Stage: STAGES,
    Source: [
      { id: "s1", label: "One" },
      { id: "s2", label: "Two" },
    ],
    EvidenceItem: [
      { id: "ev.alone", label: "Alone", focus: "rural" },
      { id: "ev.both", label: "Both", focus: "rural" },
      { id: "ev.once", label: "Once", focus: "rural" },
      { id: "ev.denied", label: "Denied", focus: "urban" },
    ],
  },
  [
    says("ev.alone", "plan", "s1"),
    says("ev.alone", "buy", "s1"),
    says("ev.both", "plan", "s1"),
    says("ev.both", "plan", "s1"),
    says("ev.both", "buy", "s2", "mixed"),
    says("ev.once", "plan", "s2"),
    says("ev.denied", "plan", "s1"),
    says("ev.denied", "plan", "s2", "minus"),
  ],
  {
    dependence_focus: ["rural", "urban"].flatMap((focus) =>
      ["plan", "buy", "any phase"].map((phase) => ({ basis: "takes part", focus, phase })),
    ),
  },
);

test("an item rests on one source where all claims that carry it are from there", () => {
  assert.deepEqual(bases(study), [ONE_SOURCE, "takes part"]);
  const on = dependenceOn(study, ONE_SOURCE);
  const { focuses, ones, items } = on;
  assert.deepEqual(
    focuses.map((row) => [
      row.focus,
      row.phase,
      row.n_reached,
      row.reported_once,
      row.n_tested,
      row.n_resting_on_one,
    ]),
    [
      ["rural", "plan", 3, 2, 1, 1],
      ["rural", "buy", 2, 2, 0, 0],
      ["rural", "any phase", 3, 1, 2, 1],
      ["urban", "plan", 0, 0, 0, 0],
      ["urban", "buy", 0, 0, 0, 0],
      ["urban", "any phase", 0, 0, 0, 0],
    ],
  );
  // By phase, as for the other bases: at "plan" two claims of s1 alone carry "Both"; "Alone" has one claim a phase.
  assert.deepEqual(
    ones.map((row) => [row.actor, row.n_tested, row.n_break, row.n_break_wholly, row.reported_once]),
    [
      ["s1", 1, 1, 1, 1],
      ["s2", 1, 0, 0, 2],
    ],
  );
  for (const { actor, n_break } of ones) {
    assert.equal(new Set(breaking(study, on, actor).map(({ evidence }) => evidence)).size, n_break);
  }
  assert.deepEqual(
    carrying(study, breaking(study, on, "s1")).map(({ object, phase }) => [object, phase]),
    [
      ["ev.both", "plan"],
      ["ev.both", "plan"],
    ],
  );
  const whole = items.filter((row) => row.phase === "any phase" && !row.reported_once);
  assert.deepEqual(
    whole.map((row) => [row.evidence, row.actor, carrying(study, [row]).length]),
    [["ev.alone", "s1", 2]],
  );
});

test("the title says how many rest on one, and how many cannot be judged", () => {
  const on = { ...dependenceOn(study, ONE_SOURCE), words: { one: "one source" } };
  const { finding, detail } = dependenceFinding(study, on);
  assert.match(finding, /^Of the rural items .* 1 of 2 rests on one source$/);
  assert.match(detail, /1 of 3 rural items/);
});
