/** The page can draw every sign of the table that it shares with figures. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { HELD } from "../src/data/contested.js";
import { TIE_STATES, VERDICT_WORDS } from "../src/data/words.js";
import { DASHES, DRAWN, outline, SIGNS } from "../src/draw/signs.js";

const MARKS = ["evidence", "held", "verdict", "nothing", "rating", "count", "kind"];

test("every mark of the table has a shape that can be drawn", () => {
  for (const group of MARKS)
    for (const [name, { shape }] of Object.entries(SIGNS[group]))
      assert.ok(DRAWN.includes(shape), `${group} ${name}`);
});

test("signs of focuses, factors and kinds have an outline", () => {
  for (const group of ["factor", "kind", "count"])
    for (const { shape } of Object.values(SIGNS[group])) assert.match(outline(shape, 5), /^M.*Z$/);
  assert.notEqual(outline(SIGNS.focus.asked.shape, 5), outline(SIGNS.focus.compared.shape, 5));
});

test("what is held, verdicts and states of ties have a sign each", () => {
  assert.deepEqual(Object.keys(SIGNS.held).sort(), [...HELD].sort());
  assert.deepEqual([...Object.keys(SIGNS.verdict), "none"].sort(), Object.keys(VERDICT_WORDS).sort());
  assert.deepEqual(Object.keys(SIGNS.tie), Object.keys(TIE_STATES));
});

test("every line of the table has dashes, and no two have the same", () => {
  for (const { dash } of [...Object.values(SIGNS.line), ...Object.values(SIGNS.tie)])
    assert.ok(dash in DASHES);
  const drawn = Object.values(DASHES).map((dashes) => dashes.join(" "));
  assert.equal(new Set(drawn).size, drawn.length);
});
