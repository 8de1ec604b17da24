import assert from "node:assert/strict";
import { test } from "node:test";
import { quotesOf } from "../src/data/quotes.js";

const held = {
  rows: { rows: 2, columns: { text: { plain: ["one", "two"] }, claim: { plain: [1, null] } } },
  lines: ["Quotations: 2 of 3."],
  working_copy: true,
};

test("words stand behind the claim of their place, and those of none open by themselves", () => {
  const claims = [{ claim: "c1" }, { claim: "c2" }];
  const { all, lines, isWorkingCopy } = quotesOf(held, claims);
  assert.deepEqual(
    claims.map(({ quotes }) => quotes?.map(({ text }) => text)),
    [undefined, ["one"]],
  );
  assert.deepEqual(
    all.map(({ open }) => open),
    ["claim:c2", "quote:1"],
  );
  assert.deepEqual([lines.length, isWorkingCopy], [1, true]);
});

test("a study without words has none", () => {
  assert.deepEqual(quotesOf(undefined, []), { all: [], lines: [], isWorkingCopy: false });
});
