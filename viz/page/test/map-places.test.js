import assert from "node:assert/strict";
import { test } from "node:test";
import { arrangementOf, droppedAt, rearranged, rowsInOrder, stepped } from "../src/data/map-places.js";

const named = (stacks) => stacks.map((stack) => stack.map(({ key }) => key));
const STACKS = [[{ key: "a" }, { key: "b" }], [{ key: "c" }], [{ key: "d" }]];

test("sectors keep the side and order that a reader gave them, with fewer columns or more", () => {
  const own = { stacks: [["d"], [], ["b", "gone", "c"]], rows: {} };
  assert.deepEqual(named(rearranged(STACKS, own)), [["d", "a"], [], ["b", "c"]]);
  const two = [
    [{ key: "a" }, { key: "c" }],
    [{ key: "b" }, { key: "d" }],
  ];
  assert.deepEqual(named(rearranged(two, own)), [
    ["d", "a"],
    ["b", "c"],
  ]);
  // Ordered on a phone, where all stand in one column: each keeps its column.
  assert.deepEqual(named(rearranged(STACKS, { stacks: [["d", "b", "a", "c"]], rows: {} })), [
    ["b", "a"],
    ["c"],
    ["d"],
  ]);
  assert.deepEqual(named(rearranged(STACKS, null)), named(STACKS));
});

test("people stay under their organisation when rows change places", () => {
  const [one, two] = [
    { key: "one", depth: 0 },
    { key: "two", depth: 0 },
  ];
  const rows = [one, { key: "p", depth: 1, head: one }, { key: "q", depth: 1, head: one }, two];
  assert.deepEqual(
    rowsInOrder(rows, ["two", "q", "one", "p"]).map(({ key }) => key),
    ["two", "one", "q", "p"],
  );
});

/** Two columns; the second sector of the first, and the second row of the last, are not drawn. */
const row = (key, here = true) => ({ key, depth: 0, here });
const region = (key, column, y, rows) => ({
  ...{ key, column, y, height: 100 },
  sector: { key, rows },
  rows: rows.map((one, n) => ({ row: one, top: 10 + n * 20, height: 20 })),
});
const PLACES = {
  columns: 2,
  stacks: [["a", "b", "c"], ["d"]],
  regions: [
    region("a", 0, 0, [row("a1")]),
    region("b", 0, 100, [row("b1", false)]),
    region("c", 0, 200, [row("c1")]),
    region("d", 1, 90, [row("d1"), row("d2", false), row("d3")]),
  ],
};

test("a step goes past what is drawn, and ends at the edge", () => {
  assert.deepEqual(stepped(PLACES, null, "c", [0, -1]).stacks, [["c", "a", "b"], ["d"]]);
  assert.deepEqual(stepped(PLACES, null, "a", [0, 1]).stacks, [["b", "c", "a"], ["d"]]);
  assert.deepEqual(stepped(PLACES, null, "a", [1, 0]).stacks, [
    ["b", "c"],
    ["a", "d"],
  ]);
  assert.equal(stepped(PLACES, null, "a", [-1, 0]), null);
  assert.equal(stepped(PLACES, null, "c", [0, 1]), null);
  assert.deepEqual(stepped(PLACES, null, "d3", [0, -1]).rows, { d: ["d3", "d1", "d2"] });
  assert.equal(stepped(PLACES, null, "d3", [0, 1]), null);
  assert.equal(stepped(PLACES, null, "d3", [1, 0]), null); // a row stays in its sector
});

test("what is let go stands above the first that has its middle below", () => {
  assert.deepEqual(droppedAt(PLACES, null, "d", 0, 240).arrangement.stacks, [["a", "b", "d", "c"], []]);
  assert.equal(droppedAt(PLACES, null, "d", 0, 240).y, 200);
  assert.deepEqual(droppedAt(PLACES, null, "d1", 0, 500).arrangement.rows, { d: ["d2", "d3", "d1"] });
});

test("an address that holds no arrangement is none", () => {
  for (const text of ["", "{", "null", "[]", '{"stacks":[1]}', '{"stacks":[["a",2]]}'])
    assert.equal(arrangementOf(text), null);
  assert.deepEqual(arrangementOf('{"stacks":[["a"]],"rows":{"a":["x"],"b":3}}'), {
    stacks: [["a"]],
    rows: { a: ["x"] },
  });
});
