/** Power and interest as sources rated them: words on scales, never numbers, and never read off a network. */

/**
 * @typedef {Object} Rated what is known of one actor on one dimension
 * @property {?number} at place on the scale of the median, or of the one rating (0 the low end; halves lie between two words)
 * @property {?[number, number]} range places of the lowest and the highest rating
 * @property {string} words the median in words, or the one rating, else what was said, else "not rated"
 * @property {"scale"|"off"|"none"} known on the scale; rated with words without a place; not rated
 * @property {?Object} row the row of the table `power_interest`
 */

const NONE = { at: null, range: null, words: "not rated", known: "none", row: null };

/**
 * The scale of a dimension: the one on which most of its ratings have a place.
 * @param {Array<Object>} rows of `power_interest`
 * @param {string[][]} scales words from their low end
 */
export function scaleOf(rows, scales) {
  const fits = (scale) =>
    rows.reduce((sum, row) => sum + row.values.filter((word) => scale.includes(word)).length, 0);
  return scales.reduce((best, scale) => (fits(scale) > fits(best) ? scale : best), scales[0] ?? []);
}

/** @returns {Rated} */
export function rated(row, scale) {
  if (!row) return NONE;
  const places = row.values.map((word) => scale.indexOf(word));
  if (!places.length || places.includes(-1)) {
    const words = [...row.values, ...row.off_scale];
    return {
      at: null,
      range: null,
      words: [...new Set(words)].join(", ") || "not stated",
      known: "off",
      row,
    };
  }
  return {
    at: row.place,
    range: [places[0], places.at(-1)],
    words: row.median ?? `${row.values[0]} (one rating)`,
    known: "scale",
    row,
  };
}

/** Were all ratings stated, all inferred, or both? "not stated" where no basis is given. */
export function basis(...ratings) {
  const rows = ratings.map(({ row }) => row).filter(Boolean);
  const stated = rows.reduce((sum, row) => sum + row.stated, 0);
  const inferred = rows.reduce((sum, row) => sum + row.inferred, 0);
  if (stated && inferred) return "both";
  if (stated) return "stated";
  return inferred ? "inferred" : "not stated";
}

/**
 * All rated actors by their place: `across` and `up` are the bands of the grid.
 * @param {import("./study.js").Study} study
 * @returns {{up: Axis, across: Axis, actors: Array, unrated: Array}}
 *
 * @typedef {Object} Axis
 * @property {string} dimension
 * @property {string[]} scale
 * @property {Array<{key: string, label: string, margin: boolean}>} bands the words of the scale and places between
 *   them that occur, then what has no place on it
 */
export function grid(study) {
  const table = study.table("power_interest");
  const scales = study.table("rating_scales").map((row) => row.words);
  const of = (dimension) => table.filter((row) => row.dimension === dimension);
  const axes = ["power", "interest"].map((dimension) => ({
    dimension,
    scale: scaleOf(of(dimension), scales),
  }));
  const ids = [...new Set(table.map((row) => row.actor))];
  const actors = ids.map((id) => {
    const [up, across] = axes.map(({ dimension, scale }) =>
      rated(
        table.find((row) => row.actor === id && row.dimension === dimension),
        scale,
      ),
    );
    const sources = new Set([up, across].flatMap(({ row }) => row?.sources ?? []));
    return { id, up, across, sources: [...sources], basis: basis(up, across) };
  });
  const [up, across] = axes.map((axis, place) => ({
    ...axis,
    bands: bands(
      axis,
      actors.map((actor) => (place ? actor.across : actor.up)),
    ),
  }));
  const unrated = study.ofKind("Actor").filter((actor) => !ids.includes(actor.id));
  return { up, across, actors, unrated };
}

/** The band that a rating lies in. */
export function band(rating) {
  return rating.known === "scale" ? String(rating.at) : rating.known;
}

function bands({ dimension, scale }, ratings) {
  const places = new Set(scale.map((_, place) => place));
  for (const { at } of ratings) if (at !== null) places.add(at);
  const made = [...places]
    .sort((a, b) => a - b)
    .map((at) => ({
      key: String(at),
      label: Number.isInteger(at) ? scale[at] : `${scale[Math.floor(at)]} to ${scale[Math.ceil(at)]}`,
      margin: false,
    }));
  const has = (known) => ratings.some((rating) => rating.known === known);
  if (has("off")) {
    const words = [...new Set(ratings.filter(({ known }) => known === "off").map((rating) => rating.words))];
    const listed = words.length > 3 ? "" : `: ${words.sort().join("; ")}`;
    made.push({ key: "off", label: `${dimension} rated, with no place on the scale${listed}`, margin: true });
  }
  if (has("none")) made.push({ key: "none", label: `${dimension} not rated`, margin: true });
  return made;
}
