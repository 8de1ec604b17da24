import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cell, claimsCsv, csv, tableName } from "../src/export/csv.js";
import { CLAIM_COLUMNS, studyOf } from "./a-study.js";

const { cases } = JSON.parse(
  readFileSync(new URL("../../../tests/support/cells.json", import.meta.url), "utf-8"),
);

test("cells are those of results that graphmodel writes", () => {
  for (const { value, text } of cases) {
    const written = cell(value);
    const read = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
    assert.equal(read, text, JSON.stringify(value));
  }
});

test("what is not known is empty, and texts with commas, quotes or line ends are quoted", () => {
  assert.deepEqual([cell(null), cell(undefined), cell("")], ["", "", ""]);
  assert.equal(cell('a,"b"\nc'), '"a,""b""\nc"');
});

test("a table begins with a byte order mark and ends its lines as Excel does", () => {
  assert.equal(
    csv(
      ["a", "b"],
      [
        ["é", 1],
        [null, "="],
      ],
    ),
    "\ufeffa,b\r\né,1\r\n,'=\r\n",
  );
});

test("claims are saved with labels beside ids", () => {
  const study = studyOf(
    { Actor: [{ id: "act.a", label: "=Alice" }], Source: [{ id: "s1", label: "Interview" }] },
    [
      {
        claim: "c1",
        subject: "act.a",
        predicate: "used",
        object: "ev.x",
        source: "s1",
        codes: ["1.1", "1.2"],
      },
    ],
  );
  const [heads, row] = csvRows(claimsCsv(study, study.claims));
  assert.equal(row[heads.indexOf("subject_label")], "'=Alice");
  assert.equal(row[heads.indexOf("object_label")], "ev.x");
  assert.equal(row[heads.indexOf("codes")], "1.1; 1.2");
  assert.equal(row[heads.indexOf("speaker_label")], "");
});

test("a study's own columns are saved where the page has them, and the coder only then", () => {
  const claim = { claim: "c1", subject: "a", predicate: "used", object: "b", source: "s" };
  const heads = (study) => csvRows(claimsCsv(study, study.claims))[0];
  assert.ok(!heads(studyOf({}, [claim])).includes("coder"));
  const study = studyOf({}, [{ ...claim, coder: "Ann" }], {}, [{ text: "=words" }]);
  const [names, row] = csvRows(claimsCsv(study, study.claims));
  assert.equal(row[names.indexOf("coder")], "Ann");
  assert.equal(row[names.indexOf("text")], "'=words");
});

test("what the build derived of a claim is not saved", () => {
  const study = studyOf({}, [
    { claim: "c1", subject: "a", predicate: "works_with", object: "b", symmetric: true },
  ]);
  const [heads] = csvRows(claimsCsv(study, study.claims));
  assert.ok(heads.includes("predicate"));
  assert.deepEqual(
    heads.filter((name) => CLAIM_COLUMNS.derived.includes(name)),
    [],
  );
});

function csvRows(text) {
  return text
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
}

test("a file's name has only what every system takes", () => {
  assert.equal(tableName('a/b: "c" é'), "a_b_c_");
  assert.equal(tableName(""), "study");
});
