/** What a picture that is cut into parts repeats on each: heads of its columns, and labels of its rows. */

/**
 * @param {SVGElement} picture
 * @param {{heads?: Array<[number, number]>, labels?: number, over?: number}} what `heads`: from where to where heads of
 *   columns stand, each above the rows that follow it; `labels`: pixels on the left that labels of rows take; `over`:
 *   pixels that slanted heads reach over the right of their columns
 * @returns {SVGElement} the picture
 */
export function repeating(picture, { heads = [], labels = 0, over = 0 }) {
  if (heads.length) picture.dataset.heads = heads.map(([from, to]) => `${from} ${to}`).join(",");
  if (labels) picture.dataset.labels = labels;
  if (over) picture.dataset.over = over;
  return picture;
}

/** Heads that stand above the rows that begin somewhere. @returns {?[number, number]} null where they begin with heads */
export function headsAbove(picture, from) {
  const all = headsIn(picture);
  if (all.some(([top, bottom]) => top >= from - 20 && top < from + 20 && bottom > from)) return null;
  return all.filter(([, bottom]) => bottom <= from + 1).at(-1) ?? null;
}

/** How high the highest heads are. */
export function highestHeads(picture) {
  return Math.max(0, ...headsIn(picture).map(([from, to]) => to - from));
}

/** Pixels on the left that labels of rows take. */
export function labelsOf(picture) {
  return Number(picture.dataset.labels ?? 0);
}

/** Pixels that slanted heads reach over the right of their columns. */
export function overOf(picture) {
  return Number(picture.dataset.over ?? 0);
}

function headsIn({ dataset }) {
  return (dataset.heads ?? "")
    .split(",")
    .filter(Boolean)
    .map((band) => band.split(" ").map(Number));
}
