/** Places labels so that none covers another. */

const CELL = 64;
/** So many of the most important labels may cover marks, but no other label, where there is no better place. */
const LEADING = 4;

/**
 * @param {Array<{x: number, y: number, r: number, width: number, lines?: number, must?: boolean, may?: boolean}>} labels in
 *   pixels of the screen, the most important first; those that `must` be shown are, whatever they cover, and those that `may`
 *   cover marks but no labels
 * @param {{width: number, height: number}} size labels stay inside
 * @param {number} height of a line
 * @returns {Array<?{x: number, y: number}>} the left end and the middle of each label; null where it finds no room
 */
export function placed(labels, { width, height: tall }, height = 14) {
  const taken = new Grid();
  const marks = new Grid();
  for (const { x, y, r } of labels) marks.add({ left: x - r, top: y - r, right: x + r, bottom: y + r });
  return labels.map((one, rank) => {
    const spots = around(one, height * (one.lines ?? 1));
    const inside = spots.filter(
      (box) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= tall,
    );
    const box =
      inside.find((spot) => taken.free(spot) && marks.free(spot)) ??
      (one.must || one.may || rank < LEADING ? inside.find((spot) => taken.free(spot)) : null) ??
      (one.must ? (inside[0] ?? spots[0]) : null);
    if (!box) return null;
    taken.add(box);
    return { x: box.left + 2, y: (box.top + box.bottom) / 2 };
  });
}

/** To the right, to the left, below, above, and at the corners. */
function around({ x, y, r, width }, height) {
  const w = width + 4;
  const gap = r + 2.5;
  const box = (left, top) => ({ left, top, right: left + w, bottom: top + height });
  return [
    box(x + gap, y - height / 2),
    box(x - gap - w, y - height / 2),
    box(x - w / 2, y + gap),
    box(x - w / 2, y - gap - height),
    box(x + r * 0.7, y + r * 0.7),
    box(x + r * 0.7, y - r * 0.7 - height),
    box(x - r * 0.7 - w, y + r * 0.7),
    box(x - r * 0.7 - w, y - r * 0.7 - height),
  ];
}

/** Boxes by the cells of a grid that they touch. */
class Grid {
  constructor() {
    this.cells = new Map();
  }

  add(box) {
    for (const key of cellsOf(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  free(box) {
    return cellsOf(box).every((key) => (this.cells.get(key) ?? []).every((other) => apart(box, other)));
  }
}

function cellsOf({ left, top, right, bottom }) {
  const keys = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) keys.push(`${x},${y}`);
  }
  return keys;
}

function apart(a, b) {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}
