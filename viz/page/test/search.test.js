import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { holding } from "../src/data/find.js";
import { foldAll, folded, search } from "../src/data/search.js";
import { studyOf } from "./a-study.js";

const STUDY = studyOf(
  {
    Actor: [
      { id: "act.a", label: "Head of catering" },
      { id: "act.b", label: "Caterer" },
      { id: "act.c", label: "Parents who left catering" },
      { id: "act.d", label: "Élodie, cook" },
    ],
    Source: [{ id: "src.1", label: "Interview with the caterer" }],
    Code: [
      { id: "1.1", label: "Finding out", theme: "1", theme_label: "Evidence" },
      { id: "1.10", label: "Weighing up", theme: "1", theme_label: "Evidence" },
    ],
    EvidenceItem: [{ id: "ev.x", label: "Survey of journeys" }],
  },
  Array.from({ length: 12 }, (_, n) => ({
    claim: `c${n}`,
    subject: "act.a",
    predicate: "asked_for",
    object: "ev.x",
    source: "src.1",
    codes: n % 2 ? ["1.10"] : ["1.1"],
    summary: n === 7 ? "Weighing was left to the cook." : `Summary number ${n}.`,
  })),
);

const found = (text, group) => search(STUDY, text).find((one) => one.group === group)?.found ?? [];
const opened = (text, group) => found(text, group).map(({ open }) => open);

test("accents and capitals do not matter, every word must be found", () => {
  assert.equal(folded("ÉLODIE Ï"), "elodie i");
  assert.deepEqual(opened("elodie COOK", "actors"), ["node:act.d"]);
  assert.deepEqual(search(STUDY, "elodie caterer"), []);
  assert.deepEqual(search(STUDY, "   "), []);
});

test("texts are folded as Python folds them", () => {
  const cases = JSON.parse(
    readFileSync(new URL("../../../tests/support/folded.json", import.meta.url), "utf8"),
  );
  for (const [text, plain] of Object.entries(cases)) assert.equal(folded(text), plain, text);
});

test("the best match comes first: the whole, the beginning, the beginning of a word, the middle", () => {
  assert.deepEqual(opened("cater", "actors"), ["node:act.b", "node:act.a", "node:act.c"]);
  assert.deepEqual(opened("head of catering", "actors"), ["node:act.a"]);
  assert.equal(search(STUDY, "caterer")[0].group, "actors");
});

test("codes are found by number and by theme, sources by label", () => {
  assert.deepEqual(opened("1.1", "codes"), ["node:1.1", "node:1.10"]);
  assert.equal(opened("evidence", "codes").length, 2);
  assert.deepEqual(opened("interview", "sources"), ["node:src.1"]);
});

test("claims come last, are counted in full, and best by their own words", () => {
  const groups = search(STUDY, "weighing", 3);
  assert.equal(groups.at(-1).group, "claims");
  assert.equal(groups.at(-1).total, 6);
  assert.equal(groups.at(-1).found.length, 3);
  assert.equal(groups.at(-1).found[0].open, "claim:c7");
  assert.equal(opened("c11", "claims")[0], "claim:c11");
});

test("the number of claims is what the view of claims finds with the same words", () => {
  for (const text of ["catering asked", "1.10", "Number", "cook"]) {
    const words = folded(text).split(/\s+/);
    const total = search(STUDY, text).find(({ group }) => group === "claims")?.total ?? 0;
    assert.equal(holding(STUDY, STUDY.claims, words).length, total);
  }
});

test("claims are folded a few at a time, all of them", () => {
  const study = studyOf(
    {},
    Array.from({ length: 7 }, (_, n) => ({ claim: `c${n}`, subject: "a", object: "b" })),
  );
  const waiting = [];
  foldAll(study, (act) => waiting.push(act), 0, 3);
  let rounds = 0;
  while (waiting.length) {
    waiting.shift()();
    rounds += 1;
  }
  assert.equal(rounds, 3);
  assert.ok(study.claims.every((claim) => claim.text));
});
