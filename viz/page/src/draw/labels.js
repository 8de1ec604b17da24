/** Places labels so that none covers another. */

const CELL = 64;
/** So many of the most important labels may cover marks, but no other label, where there is no better place. */
const LEADING = 4;
/** A mark under a label is as bad as so many points of lines. */
const MARK = 25;
const FURTHER = 9;

/**
 * @param {Array<{x: number, y: number, r: number, width: number, lines?: number, must?: boolean, may?: boolean}>} labels in
 *   pixels of the screen, the most important first; those that `must` be shown are, whatever they cover, and those that `may`
 *   cover marks but no labels
 * @param {{width: number, height: number}} size labels stay inside
 * @param {number} height of a line of text
 * @param {Array<[number, number]>} [ways] points of lines, which a label keeps off where it has another place
 * @returns {Array<?{x: number, y: number}>} the left end and the middle of each label; null where it finds no room
 */
export function placed(labels, { width, height: tall }, height = 14, ways = []) {
  const taken = new Grid();
  const marks = new Grid();
  const lines = new Grid();
  for (const [x, y] of ways) lines.add({ left: x - 1, top: y - 1, right: x + 1, bottom: y + 1 });
  for (const { x, y, r } of labels) marks.add({ left: x - r, top: y - r, right: x + r, bottom: y + r });
  return labels.map((one, rank) => {
    const spots = around(one, height * (one.lines ?? 1));
    const inside = spots.filter(
      (box) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= tall,
    );
    const open = inside.filter((spot) => taken.free(spot));
    const box =
      least(
        open.filter((spot) => marks.free(spot)),
        lines,
      ) ??
      (one.must || one.may || rank < LEADING ? least(open, lines, marks) : null) ??
      (one.must ? (inside[0] ?? spots[0]) : null);
    if (!box) return null;
    taken.add(box);
    return { x: box.left + 2, y: (box.top + box.bottom) / 2 };
  });
}

/** The box that covers least of the lines, and no mark more than need be; of several the first. */
function least(boxes, lines, marks = null) {
  const cost = (box) => lines.number(box) + (marks ? MARK * marks.number(box) : 0);
  const costs = boxes.map(cost);
  return boxes[costs.indexOf(Math.min(...costs))] ?? null;
}

/** To the right, to the left, below, above, at the corners, and further off. */
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
    box(x + gap + FURTHER, y - height / 2),
    box(x - gap - FURTHER - w, y - height / 2),
    box(x - w / 2, y + gap + FURTHER),
    box(x - w / 2, y - gap - FURTHER - height),
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

  /** How many boxes it covers. */
  number(box) {
    const found = new Set(cellsOf(box).flatMap((key) => this.cells.get(key) ?? []));
    return [...found].filter((other) => !apart(box, other)).length;
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
