import assert from "node:assert/strict";
import { test } from "node:test";
import { cuts } from "../src/draw/paper.js";
import { seeded } from "./a-study.js";

test("what fits on a page is one part", () => {
  assert.deepEqual(cuts([[0, 10]], 100, 100), [[0, 100]]);
});

test("parts follow each other and fit on their pages", () => {
  const random = seeded(11);
  for (let round = 0; round < 300; round += 1) {
    const height = 200 + random() * 2000;
    const solid = Array.from({ length: 60 }, () => {
      const top = random() * height;
      return [top, Math.min(height, top + random() * 25)];
    }).filter(([top]) => top % 60 > 12); // some way through always
    const parts = cuts(solid, height, 400, 250);
    assert.equal(parts[0][0], 0);
    assert.equal(parts.at(-1)[1], height);
    parts.forEach(([from, to], place) => {
      assert.ok(to > from && to - from <= (place ? 400 : 250) + 1e-6);
      if (place) assert.equal(from, parts[place - 1][1]);
    });
  }
});

test("a row that lies across the end of a page goes to the next one", () => {
  const rows = Array.from({ length: 12 }, (_, n) => [n * 30, n * 30 + 25]);
  for (const [, to] of cuts(rows, 360, 100).slice(0, -1))
    assert.ok(rows.every(([top, bottom]) => bottom <= to || top >= to));
});

test("what is higher than a page is cut, for it cannot be helped", () => {
  assert.deepEqual(cuts([[0, 250]], 250, 100), [
    [0, 100],
    [100, 200],
    [200, 250],
  ]);
});
