import assert from "node:assert/strict";
import { test } from "node:test";
import {
  byNumber,
  matrix,
  mostCoded,
  NOBODY,
  rowGroups,
  shade,
  themes,
  uncoded,
} from "../src/data/matrix.js";
import { studyOf } from "./a-study.js";

const STUDY = studyOf(
  {
    Source: [
      { id: "s1", label: "One", type: "interview" },
      { id: "s2", label: "Two" },
      { id: "s3", label: "Three", type: "interview" },
    ],
    Organisation: [{ id: "org", label: "Board", type: "council" }],
    Actor: [
      { id: "act.z", label: "Member", organisation: "org" },
      { id: "act.y", label: "Nobody knows whose" },
    ],
    Code: [
      { id: "1.10", label: "Ten", theme: "1", theme_label: "First" },
      { id: "x", label: "Without" },
      { id: "1.2", label: "Two", theme: "1", theme_label: "First" },
      { id: "2.1", label: "Other", theme: "2" },
    ],
  },
  [
    { claim: "a", source: "s2", speaker: null, codes: ["1.2", "1.10"] },
    { claim: "b", source: "s1", speaker: "act.z", codes: ["1.2", "1.2"] },
    { claim: "c", source: "s1", speaker: null, codes: ["2.1"] },
    { claim: "d", source: "s1", speaker: null, codes: [] },
  ],
);

test("themes are in the order of the numbers of their codes, those without one last", () => {
  const all = themes(STUDY);
  assert.deepEqual(
    all.map(({ label }) => label),
    ["1 First", "theme 2", "codes without a theme"],
  );
  assert.deepEqual(
    all[0].codes.map(({ id }) => id),
    ["1.2", "1.10"],
  );
});

test("a claim stands in the cell of each of its codes and once in its row", () => {
  const { rows, all } = matrix(STUDY, STUDY.claims, themes(STUDY)[0].codes, "source");
  assert.deepEqual(
    rows.map(({ id, claims }) => [id, claims.length]),
    [
      ["s1", 1],
      ["s2", 1],
    ],
  );
  assert.equal(rows[0].cells.get("1.2").length, 1);
  assert.deepEqual([...rows[1].cells.keys()], ["1.2", "1.10"]);
  assert.equal(all.cells.get("1.2").length, 2);
  assert.equal(all.claims.length, 2);
});

test("claims without a speaker are a row of their own, the last", () => {
  const { rows } = matrix(STUDY, STUDY.claims, themes(STUDY)[0].codes, "speaker");
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["act.z", NOBODY],
  );
});

test("a claim without a code is counted as such", () => {
  assert.equal(uncoded(STUDY.claims), 1);
});

test("numbers are compared as numbers, and come before words", () => {
  const sorted = ["b", "2", "1.10", "1.2.1", "1.2", "a", "10", "1"].sort(byNumber);
  assert.deepEqual(sorted, ["1", "1.2", "1.2.1", "1.10", "2", "10", "a", "b"]);
});

test("rows are grouped by the kind of source or the sector of the speaker, what has none last", () => {
  const rows = [
    { id: "s1", claims: [1, 2], cells: new Map([["1.2", [1, 2]]]) },
    { id: "s2", claims: [3], cells: new Map([["1.2", [3]]]) },
    { id: "s3", claims: [4], cells: new Map([["1.10", [4]]]) },
  ];
  const groups = rowGroups(STUDY, rows, "source");
  assert.deepEqual(
    groups.map(({ group, rows: own, claims }) => [group, own.map(({ id }) => id), claims]),
    [
      ["interview", ["s1", "s3"], [1, 2, 4]],
      ["", ["s2"], [3]],
    ],
  );
  assert.deepEqual([...groups[0].cells.keys()], ["1.2", "1.10"]);
  const row = (id) => ({ id, claims: [], cells: new Map() });
  assert.deepEqual(
    rowGroups(STUDY, [row(NOBODY), row("act.y"), row("act.z")], "speaker").map(({ group }) => group),
    ["council", "", null],
  );
});

test("each shade begins at twice the number of the one before, and nothing has none", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 7, 8, 15, 16, 400].map(shade), [0, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
});

test("codes that as many claims have are named together", () => {
  const codes = [{ id: "a" }, { id: "b" }, { id: "c" }];
  const cells = new Map([
    ["a", [1, 2]],
    ["c", [3, 4]],
  ]);
  assert.deepEqual(
    mostCoded(codes, cells).codes.map(({ id }) => id),
    ["a", "c"],
  );
  assert.deepEqual(mostCoded(codes, new Map()), { codes: [], number: 0 });
});
