/** The marks of the grid of power and interest, and ratings in words. */

import { counted } from "../data/count.js";
import { RATING_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { nothing, SIGNS, signMark } from "../draw/signs.js";

/** How a rating is known, as a mark. */
export function ratingMark(basis, x, y) {
  return basis in SIGNS.rating ? signMark("rating", basis, x, y) : nothing(x, y);
}

/** How many sources rate an actor, and from where to where where their ratings differ. */
export function rangeWords({ up, across, sources }) {
  const ranges = [up, across].flatMap(({ row }) => {
    const [low, high] = [row?.values[0], row?.values.at(-1)];
    return row && low !== high ? [`${row.dimension} rated from ${low} to ${high}`] : [];
  });
  return [counted(sources.length, "source"), ...ranges].join("; ");
}

/** A rating in words: where it lies, who gives it and where. */
export function said(name, rating, study) {
  const { row } = rating;
  if (!row) return `${name}: not rated`;
  const range = row.range && row.median && row.range !== row.median ? `, from ${row.range}` : "";
  const bases = [row.stated && `${row.stated} stated`, row.inferred && `${row.inferred} inferred`].filter(
    Boolean,
  );
  const sources = row.sources.map((id) => study.label(id)).join("; ");
  const where = row.locators.length ? `; where: ${row.locators.join("; ")}` : "";
  const off = rating.known === "scale" && row.off_scale.length ? `, also ${row.off_scale.join(", ")}` : "";
  return `${name}: ${rating.words}${range}${off} (${counted(row.n_ratings, "rating")}${bases.length ? `, ${bases.join(", ")}` : ""}, by ${sources}${where})`;
}

/** What the marks mean, for the legend; of how a rating is known, what occurs. */
export function entries(actors) {
  const has = (basis) => actors.some((actor) => actor.basis === basis);
  const isMargin = ({ up, across }) => [up, across].some(({ known }) => known !== "scale");
  return [
    ...Object.entries(RATING_WORDS)
      .filter(([basis]) => has(basis))
      .map(([basis, label]) => ({ draw: (x, y) => ratingMark(basis, x, y), label })),
    actors.some(isMargin) && {
      draw: (x, y) =>
        svg("rect", { x: x - 10, y: y - 7, width: 20, height: 14, class: "grid-cell grid-margin" }),
      label: "no place on one of the scales",
      wide: 22,
    },
  ].filter(Boolean);
}
