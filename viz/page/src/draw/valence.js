/** Barriers, enablers and other factors differ by shape and hatch. */
import { svg } from "./dom.js";
import { outline, SIGNS } from "./signs.js";

const SORTS = ["barrier", "enabler", "other"];
/** Looks of bars and shapes. */
const LOOKS = SORTS.map((sort) => `look-${sort}`);

/** The class that gives a word its look. @param {import("../data/factors.js").Sorts} sorts */
export function look({ place }, word) {
  return LOOKS[place(word)];
}

/** The look of a side of the picture, from 0. */
export function lookOfSide(side) {
  return LOOKS[side];
}

/** The shape of a word, about a place. */
export function valenceMark(sorts, word, x, y, r = 5) {
  const d = outline(SIGNS.factor[SORTS[sorts.place(word)]].shape, r);
  return svg(
    "g",
    { class: `valence ${look(sorts, word)}`, transform: `translate(${x},${y})` },
    svg("path", { d, class: "fill" }),
  );
}
