/**
 * Regions that stand in columns, with gaps between them that lines go through: a line crosses no region.
 *
 * @typedef {Object} Region
 * @property {string} key
 * @property {number} height pixels
 * @property {boolean} [last] stands at the end of a column, such as one for what is not known
 *
 * @typedef {Object} Placed
 * @property {number} column
 * @property {number} y its top
 * @property {number} height
 */

/** So many times regions go to the middle of those that they are tied to. */
const ROUNDS = 8;

/**
 * Which column each region stands in, and in which order: the one with most ties stands in the middle, those that are
 * tied to it at its sides, so that most lines go from one column to the next.
 * @param {Region[]} regions in an order that decides where nothing else does
 * @param {Map<string, number>} weights ties between two, by their keys with "|" between, in either order
 * @param {number} columns how many there are
 * @returns {Region[][]} by column
 */
export function arranged(regions, weights, columns) {
  const between = (a, b) =>
    a === b ? 0 : (weights.get(`${a.key}|${b.key}`) ?? 0) + (weights.get(`${b.key}|${a.key}`) ?? 0);
  const sums = new Map(
    regions.map((one) => [one, regions.reduce((sum, other) => sum + between(one, other), 0)]),
  );
  const [hub, ...rest] = [...regions].sort((a, b) => sums.get(b) - sums.get(a));
  const stacks = Array.from({ length: columns }, () => []);
  if (!hub) return stacks;
  const middle = stacks[Math.floor((columns - 1) / 2)];
  middle.push(hub);
  const shortest = (of) => of.reduce((best, one) => (high(one) < high(best) ? one : best));
  const fair = (high(regions) / columns) * 1.1;
  for (const one of rest.sort((a, b) => between(b, hub) - between(a, hub))) {
    const beside = stacks.filter((stack) => columns < 3 || stack !== middle || !between(one, hub));
    const stack = shortest(beside);
    (high(stack) + one.height <= fair ? stack : shortest(stacks)).push(one);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = centres(stacks);
    const wish = (one) => {
      const weight = sums.get(one);
      const sum = regions.reduce((total, other) => total + between(one, other) * at.get(other), 0);
      return weight ? sum / weight : at.get(one);
    };
    const wishes = new Map(regions.map((one) => [one, wish(one)]));
    for (const stack of stacks)
      stack.sort((a, b) => Number(a.last ?? 0) - Number(b.last ?? 0) || wishes.get(a) - wishes.get(b));
  }
  return stacks;
}

function high(regions) {
  return regions.reduce((sum, { height }) => sum + height, 0);
}

function centres(stacks) {
  const { placed } = stacked(stacks, 0);
  return new Map(stacks.flat().map((one) => [one, placed.get(one.key).y + one.height / 2]));
}

/**
 * Regions of each column below each other, columns beside each other with their middles at the same height.
 * @param {Region[][]} stacks by column
 * @param {number} gap pixels between regions
 * @returns {{placed: Map<string, Placed>, height: number}}
 */
export function stacked(stacks, gap) {
  const tall = (stack) => high(stack) + gap * Math.max(0, stack.length - 1);
  const height = Math.max(0, ...stacks.map(tall));
  const placed = new Map();
  stacks.forEach((stack, column) => {
    let y = (height - tall(stack)) / 2;
    for (const one of stack) {
      placed.set(one.key, { column, y, height: one.height });
      y += one.height + gap;
    }
  });
  return { placed, height };
}

/**
 * Which side of its region a line leaves and comes in at: -1 left, 1 right.
 * @param {number} from column
 * @param {number} to column
 * @param {number} columns
 */
export function sides(from, to, columns) {
  if (from !== to) return from < to ? [1, -1] : [-1, 1];
  const side = columns > 1 && from === columns - 1 ? -1 : 1;
  return [side, side];
}

/**
 * The way of a line from one place to another, as the text of an SVG path.
 * @param {{column: number, y: number}} from where it leaves
 * @param {{column: number, y: number}} to
 * @param {{left: number[], right: number[], free: number[][]}} room left and right edge of each column, and middles of
 *   the free places between its regions
 * @param {number} [aside] pixels that it keeps from the middle of a free place, so that lines there do not cover each other
 */
export function way(from, to, { left, right, free }, aside = 0) {
  const columns = left.length;
  const [out, into] = sides(from.column, to.column, columns);
  const edge = ({ column }, side) => (side > 0 ? right[column] : left[column]);
  const [x1, x2] = [edge(from, out), edge(to, into)];
  if (from.column === to.column) {
    const far = out * Math.min(gutter(left, right) * 0.75, 18 + Math.abs(to.y - from.y) * 0.3);
    return `M${x1},${r(from.y)}C${r(x1 + far)},${r(from.y)} ${r(x2 + far)},${r(to.y)} ${x2},${r(to.y)}`;
  }
  let path = `M${x1},${r(from.y)}`;
  let [x, y] = [x1, from.y];
  const curve = (toX, toY) => {
    const half = (x + toX) / 2;
    path += `C${r(half)},${r(y)} ${r(half)},${r(toY)} ${r(toX)},${r(toY)}`;
    [x, y] = [toX, toY];
  };
  const step = Math.sign(to.column - from.column);
  for (let column = from.column + step; column !== to.column; column += step) {
    const share = (column - from.column) / (to.column - from.column);
    const straight = from.y + (to.y - from.y) * share;
    const spots = free[column].length ? free[column] : [straight];
    const spot = spots.reduce((best, one) =>
      Math.abs(one - straight) < Math.abs(best - straight) ? one : best,
    );
    curve(step > 0 ? left[column] : right[column], spot + aside);
    path += `H${step > 0 ? right[column] : left[column]}`;
    x = step > 0 ? right[column] : left[column];
  }
  curve(x2, to.y);
  return path;
}

function gutter(left, right) {
  return left.length > 1 ? left[1] - right[0] : 110;
}

function r(number) {
  return Math.round(number * 10) / 10;
}

/**
 * Free places of a column: between its regions, above the first and below the last.
 * @param {Array<{y: number, height: number}>} own regions of the column
 * @param {number} gap
 */
export function freePlaces(own, gap) {
  const sorted = [...own].sort((a, b) => a.y - b.y);
  if (!sorted.length) return [];
  const last = sorted.at(-1);
  return [
    sorted[0].y - gap / 2,
    ...sorted.slice(1).map(({ y }) => y - gap / 2),
    last.y + last.height + gap / 2,
  ];
}
