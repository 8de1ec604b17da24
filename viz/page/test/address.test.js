import assert from "node:assert/strict";
import { test } from "node:test";
import { read, write } from "../src/address.js";
import { seeded } from "./a-study.js";

const LETTERS = [
  "a",
  "Z",
  "0",
  "~",
  "!",
  "!s",
  "!e",
  "#",
  "&",
  "=",
  "%",
  "+",
  " ",
  "/",
  ":",
  ";",
  ".",
  '"',
  "<",
  "é",
  "ß",
  "你",
  "😀",
  "\n",
  "\t",
  "\\",
  "%7E",
];

function word(random, least = 0) {
  const length = least + Math.floor(random() * 6);
  return Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join("");
}

function several(random, make) {
  return Array.from({ length: Math.floor(random() * 4) }, () => make());
}

test("whatever is shown comes back from its address", () => {
  const random = seeded(7);
  for (let round = 0; round < 2000; round += 1) {
    const values = () => [word(random), ...several(random, () => word(random))];
    const shown = {
      view: word(random),
      open: word(random),
      hidden: Object.fromEntries(several(random, () => [word(random, 1), values()])),
      kept: Object.fromEntries(several(random, () => [word(random, 1), values()])),
      options: Object.fromEntries(several(random, () => [word(random, 1), word(random, 1)])),
    };
    assert.deepEqual(read(write(shown)), shown);
  }
});

test("what is as at first is not in the address", () => {
  const shown = {
    view: "journeys",
    open: "",
    hidden: { focus: [] },
    kept: { site: [] },
    options: { sort: "" },
  };
  assert.equal(write(shown), "#/view=journeys");
});

test("claims that name no value can be taken out alone or with others", () => {
  for (const focus of [[""], ["", "rural"], ["rural", ""]]) {
    const shown = { view: "v", open: "", hidden: { focus }, kept: { focus }, options: {} };
    assert.deepEqual(read(write(shown)).hidden, { focus });
    assert.deepEqual(read(write(shown)).kept, { focus });
  }
});

test("an address that says nothing shows the first view with nothing taken out", () => {
  for (const hash of ["", "#", "#nonsense", "#%", "#=&=&"]) {
    const shown = read(hash);
    assert.deepEqual(shown, { view: "", open: "", hidden: {}, kept: {}, options: {} });
  }
});
