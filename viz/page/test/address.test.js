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
      part: word(random),
      open: word(random),
      hidden: Object.fromEntries(several(random, () => [word(random, 1), values()])),
      kept: Object.fromEntries(several(random, () => [word(random, 1), values()])),
      options: Object.fromEntries(several(random, () => [word(random, 1), word(random, 1)])),
      versus: ["", "others", "all", "own"][round % 4],
      other: { hidden: {}, kept: {} },
      pane: "",
    };
    if (shown.versus === "own") {
      for (const by of Object.values(shown.other))
        for (const [facet, own] of several(random, () => [word(random, 1), values()])) by[facet] = own;
    }
    if (shown.versus && shown.open) shown.pane = round % 3 ? "b" : "";
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
    const none = { hidden: {}, kept: {} };
    assert.deepEqual(shown, {
      view: "",
      part: "",
      open: "",
      ...none,
      options: {},
      versus: "",
      other: none,
      pane: "",
    });
  }
});

test("a second slice that is not compared, or compared with nothing known, is not shown", () => {
  for (const hash of ["view=v&open=x&in=b&vs.only.focus=rural", "view=v&open=x&in=b&vs=nonsense"]) {
    const { versus, other, pane } = read(hash);
    assert.deepEqual({ versus, other, pane }, { versus: "", other: { hidden: {}, kept: {} }, pane: "" });
  }
});
