import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../src/draw/labels.js";
import { DIRECTIONS, nearest } from "../src/draw/nearest.js";

const SIZE = { width: 400, height: 300 };

test("no label covers another, and all lie inside", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const labels = Array.from({ length: 80 }, () => ({
    x: 400 * random(),
    y: 300 * random(),
    r: 5,
    width: 20 + 80 * random(),
  }));
  const boxes = placed(labels, SIZE).flatMap((spot, n) =>
    spot ? [{ left: spot.x, right: spot.x + labels[n].width, top: spot.y - 7, bottom: spot.y + 7 }] : [],
  );
  assert.ok(boxes.length > 10);
  for (const [n, a] of boxes.entries()) {
    assert.ok(a.left >= 0 && a.right <= 400 && a.top >= 0 && a.bottom <= 300);
    for (const b of boxes.slice(n + 1)) {
      assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
    }
  }
});

test("a label that must be shown is, even where there is no room", () => {
  const crowd = Array.from({ length: 30 }, () => ({ x: 200, y: 150, r: 60, width: 100, must: true }));
  assert.ok(placed(crowd, SIZE).every(Boolean));
});

test("an arrow goes to the nearest point on its side", () => {
  const points = [
    [0, 0],
    [10, 1],
    [30, 0],
    [10, 80],
    [-5, 0],
  ];
  assert.equal(nearest(points, [0, 0], DIRECTIONS.ArrowRight), 1);
  assert.equal(nearest(points, [0, 0], DIRECTIONS.ArrowLeft), 4);
  assert.equal(nearest(points, [0, 0], DIRECTIONS.ArrowUp), -1);
  assert.equal(nearest(points, [10, 1], DIRECTIONS.ArrowDown), 3);
});

test("a label keeps off lines where it has another place", () => {
  const one = { x: 100, y: 100, r: 5, width: 60 };
  const size = { width: 300, height: 300 };
  const [right] = placed([one], size);
  assert.ok(right.x > 100);
  const line = Array.from({ length: 40 }, (_, n) => [106 + n * 4, 100]);
  const [left] = placed([one], size, 14, line);
  assert.ok(left.x < 100);
  // Crossed on every side, it stands where the fewest lines are.
  const grid = (step) => Array.from({ length: 900 }, (_, n) => [(n % 30) * step, Math.floor(n / 30) * step]);
  const [above] = placed([one], size, 14, [...grid(10), ...grid(4).map(([x, y]) => [x + 40, y + 88])]);
  assert.ok(above.y < 85);
  const alike = grid(2).map(([x, y]) => [5 * x, 2 * y + 70]);
  assert.ok(placed([one], size, 14, alike)[0]);
});
