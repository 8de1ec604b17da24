/** Reads frames as `graphmodel_viz/explorer/packing.py` packs them. */

/** As in `packing.py`; "-" is none of them. */
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * @param {{rows: number, columns: Object<string, object>}} packed
 * @returns {Object<string, Array>} one array per column; a column that was left out is missing
 */
export function columns(packed) {
  return Object.fromEntries(
    Object.entries(packed.columns).map(([name, column]) => [name, values(column, packed.rows)]),
  );
}

/**
 * @param {{rows: number, columns: Object<string, object>}} packed
 * @param {string[]} [names] columns that every row must have; null where the frame has no value
 * @returns {Array<Object>} one object per row
 */
export function rows(packed, names = []) {
  const read = Object.entries(columns(packed));
  const missing = names.filter((name) => !(name in packed.columns));
  return Array.from({ length: packed.rows }, (_, place) => {
    const row = {};
    for (const name of missing) row[name] = null;
    for (const [name, column] of read) row[name] = column[place];
    return row;
  });
}

function values(column, number) {
  const whole = column.ends ? texts(column) : null;
  const words = whole ?? column.words;
  if (column.letters !== undefined)
    return Array.from(column.letters, (letter) => words[LETTERS.indexOf(letter)] ?? null);
  if (column.at) return column.at.map((place) => (place < 0 ? null : words[place]));
  if (column.lists && words) return column.lists.map((places) => places.map((place) => words[place]));
  const plain = whole ?? column.plain;
  if (column.gaps) return spread(plain, column.gaps, number);
  return column.lists ?? column.claims ?? plain;
}

/** Values with the rows before each that have none. */
function spread(held, gaps, number) {
  const all = new Array(number).fill(null);
  let at = -1;
  gaps.forEach((gap, place) => {
    at += gap + 1;
    all[at] = held[place];
  });
  return all;
}

/** Texts of which only the ends are kept, beside how much of the one before each begins with. */
function texts({ starts, ends }) {
  let before = "";
  return ends.map((end, place) => {
    before = before.slice(0, LETTERS.indexOf(starts[place])) + end;
    return before;
  });
}
