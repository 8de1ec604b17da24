/**
 * Where a reader has put sectors and rows of the map: which places they have now, and which they have once one is moved.
 *
 * @typedef {Object} Arrangement
 * @property {string[][]} stacks keys of sectors by column, from above
 * @property {Object<string, string[]>} rows by sector the keys of its rows, in their order
 *
 * @typedef {Object} Places what `regionPlaces` of `draw/map-regions.js` gives
 */

const MOST_COLUMNS = 12;

/** The arrangement that an address or a file holds; null where it holds none. @returns {?Arrangement} */
export function arrangementOf(text) {
  const isList = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");
  try {
    const { stacks, rows } = JSON.parse(text);
    if (!Array.isArray(stacks) || stacks.length > MOST_COLUMNS || !stacks.every(isList)) return null;
    const lists = Object.entries(rows ?? {}).filter(([, list]) => isList(list));
    return { stacks, rows: Object.fromEntries(lists) };
  } catch {
    return null;
  }
}

/**
 * Regions in the columns and the order that a reader gave them. With more or fewer columns than the reader had they keep
 * their side and their order; regions that the arrangement does not name stay where they were.
 * @template {{key: string}} R
 * @param {R[][]} stacks by column
 * @param {?Arrangement} own
 * @returns {R[][]}
 */
export function rearranged(stacks, own) {
  if (!own?.stacks.length) return stacks;
  const [had, has] = [own.stacks.length, stacks.length];
  if (had === 1 && has > 1) return stacks.map((stack) => inOrder(stack, own.stacks[0]));
  const left = new Map(stacks.flat().map((one) => [one.key, one]));
  const next = stacks.map(() => []);
  own.stacks.forEach((keys, column) => {
    const to = had > 1 ? Math.round((column * (has - 1)) / (had - 1)) : 0;
    for (const key of keys) {
      if (left.has(key)) next[to].push(left.get(key));
      left.delete(key);
    }
  });
  stacks.forEach((stack, column) => {
    next[column].push(...stack.filter(({ key }) => left.has(key)));
  });
  return next;
}

/** Things that are named in their named order, the others behind them as they were. */
function inOrder(things, keys) {
  const rank = new Map(keys.map((key, place) => [key, place]));
  const place = ({ key }) => rank.get(key) ?? keys.length;
  return [...things].sort((a, b) => place(a) - place(b));
}

/** Rows of a sector in a reader's order; those inside an organisation stay under it. */
export function rowsInOrder(rows, keys = []) {
  const heads = inOrder(
    rows.filter(({ depth }) => !depth),
    keys,
  );
  return heads.flatMap((head) => [
    head,
    ...inOrder(
      rows.filter((row) => row.depth && row.head === head),
      keys,
    ),
  ]);
}

/** The regions that are drawn in a column, from above. */
function drawnIn({ regions }, column) {
  return regions
    .filter((one) => one.column === column && one.rows.some(({ row }) => row.here))
    .sort((a, b) => a.y - b.y);
}

/** A row, its region, and the rows that it can change places with, from above. */
function besideRow({ regions }, key) {
  const region = regions.find(({ rows }) => rows.some(({ row }) => row.key === key));
  const own = region?.rows.find(({ row }) => row.key === key).row;
  const beside = region?.rows.filter(
    ({ row }) => row.here && row.depth === own.depth && row.head === own.head,
  );
  return { region, beside: beside ?? [] };
}

/** A sector put into a column before another one, or at its end. @returns {Arrangement} */
function sectorTo(places, own, key, column, before) {
  const stacks = places.stacks.map((keys) => keys.filter((one) => one !== key));
  stacks[column].splice(placeOf(stacks[column], before), 0, key);
  return { stacks, rows: own?.rows ?? {} };
}

/** A row put before another one of its sector, or at the end. @returns {Arrangement} */
function rowTo(places, own, key, before) {
  const { sector } = besideRow(places, key).region;
  const keys = sector.rows.map((row) => row.key).filter((one) => one !== key);
  keys.splice(placeOf(keys, before), 0, key);
  return { stacks: own?.stacks ?? [], rows: { ...own?.rows, [sector.key]: keys } };
}

function placeOf(keys, before) {
  const place = keys.indexOf(before);
  return place < 0 ? keys.length : place;
}

/**
 * The arrangement once a sector or a row has gone a step.
 * @param {Places} places
 * @param {?Arrangement} own the reader's arrangement until now
 * @param {string} key
 * @param {[number, number]} step across and down, one of them 1 or -1
 * @returns {?Arrangement} null where it cannot go there
 */
export function stepped(places, own, key, [across, down]) {
  const region = places.regions.find((one) => one.key === key);
  const column = (region?.column ?? 0) + across;
  if (across && region) {
    if (column < 0 || column >= places.columns) return null;
    return droppedAt(places, own, key, column, region.y + region.height / 2).arrangement;
  }
  if (across) return null;
  const list = region
    ? drawnIn(places, region.column).map((one) => one.key)
    : besideRow(places, key).beside.map(({ row }) => row.key);
  const at = list.indexOf(key);
  if (at < 0 || !list[at + down]) return null;
  const before = down < 0 ? list[at - 1] : list[at + 2];
  return region ? sectorTo(places, own, key, column, before) : rowTo(places, own, key, before);
}

/**
 * Where a sector or a row goes that is let go at a height.
 * @param {number} column that the pointer is over; a row stays in its own
 * @param {number} y pixels from the top of the regions
 * @returns {{arrangement: Arrangement, column: number, y: number}} and the height at which it goes in
 */
export function droppedAt(places, own, key, column, y) {
  if (places.regions.some((one) => one.key === key)) {
    const others = drawnIn(places, column).filter((one) => one.key !== key);
    const next = others.find((one) => one.y + one.height / 2 > y);
    const last = others.at(-1);
    const at = next ? next.y : last ? last.y + last.height : 0;
    return { arrangement: sectorTo(places, own, key, column, next?.key), column, y: at };
  }
  const { region, beside } = besideRow(places, key);
  const others = beside.filter(({ row }) => row.key !== key);
  const next = others.find((one) => region.y + one.top + one.height / 2 > y);
  const last = others.at(-1);
  const at = next ? next.top : last ? last.top + last.height : 0;
  return {
    arrangement: rowTo(places, own, key, next?.row.key),
    column: region.column,
    y: region.y + at,
  };
}
