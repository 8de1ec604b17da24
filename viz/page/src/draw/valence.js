/** Barriers, enablers and other factors differ by shape and hatch, in the order of their words. */
import { svg } from "./dom.js";

const SHAPES = [
  (r) => `M0,${r}L${r + 1},${-r}L${-r - 1},${-r}Z`,
  (r) => `M0,${-r}L${r + 1},${r}L${-r - 1},${r}Z`,
  (r) => `M0,${-r - 1}L${r + 1},0L0,${r + 1}L${-r - 1},0Z`,
];
/** Looks of bars and shapes: hatched, full, and hollow for all others. */
const LOOKS = ["look-hatched", "look-full", "look-hollow"];

/** The class that gives a word its look. */
export function look(words, word) {
  const place = words.indexOf(word);
  return LOOKS[place < 0 ? 2 : Math.min(place, 2)];
}

/** The shape of a word, about a place. */
export function valenceMark(words, word, x, y, r = 5) {
  const place = words.indexOf(word);
  const d = SHAPES[place < 0 ? 2 : Math.min(place, 2)](r);
  return svg(
    "g",
    { class: `valence ${look(words, word)}`, transform: `translate(${x},${y})` },
    svg("path", { d, class: "fill" }),
  );
}
