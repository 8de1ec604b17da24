import assert from "node:assert/strict";
import { test } from "node:test";
import { columns, rows } from "../src/data/decode.js";

const PACKED = {
  rows: 3,
  columns: {
    plain: { plain: [1, null, "x"] },
    words: { words: ["a", "b"], at: [1, -1, 0] },
    lists: { lists: [["p", "q"], [], ["r"]] },
    coded: { words: ["k", "l"], lists: [[0, 1], [1], []] },
    claims: { claims: [[0], [], [2, 1]] },
    begun: { starts: "0a3", ends: ["line 10 of ", "12 é", "e"] },
    alike: { starts: "02", ends: ["c-1", "2"], at: [1, -1, 0] },
    rare: { gaps: [2], plain: [7] },
    rarely: { gaps: [0], starts: "0", ends: ["x"] },
  },
};

test("every way to pack a column is read back", () => {
  assert.deepEqual(columns(PACKED), {
    plain: [1, null, "x"],
    words: ["b", null, "a"],
    lists: [["p", "q"], [], ["r"]],
    coded: [["k", "l"], ["l"], []],
    claims: [[0], [], [2, 1]],
    begun: ["line 10 of ", "line 10 of12 é", "line"],
    alike: ["c-2", null, "c-1"],
    rare: [null, null, 7],
    rarely: ["x", null, null],
  });
});

test("a column without a value is null in every row that must have it, and missing in others", () => {
  const [first, second] = rows(PACKED, ["plain", "date"]);
  assert.deepEqual([first.date, second.date, first.plain], [null, null, 1]);
  assert.equal("date" in rows(PACKED)[0], false);
});

test("a frame without rows gives none", () => {
  assert.deepEqual(rows({ rows: 0, columns: {} }, ["a"]), []);
});
