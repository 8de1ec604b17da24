/** What is on paper and not on the screen: made when the reader prints, and taken away again. */
import { el } from "./dom.js";

/** Everything that is made for paper; the page asks for it once the view is drawn as wide as paper is. */
const made = new Set();

/**
 * @param {() => Node[]} make what stands on paper
 * @returns {{place: HTMLElement, end: () => void}} where it will stand; `end` once the view is redrawn
 */
export function onPrint(make) {
  const place = el("div", { class: "on-paper" });
  const one = { make, place };
  made.add(one);
  return { place, end: () => made.delete(one) };
}

/** The reader prints: make what stands on paper. */
export function layOutPaper() {
  for (const { make, place } of made) place.replaceChildren(...make());
}

/** The reader has printed. */
export function clearPaper() {
  for (const { place } of made) place.replaceChildren();
}
