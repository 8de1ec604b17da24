/** The legend of a picture, inside the picture, so that it goes wherever the picture goes. */
import { svg } from "./dom.js";
import { repeating } from "./heads.js";
import { lines, width } from "./text.js";

const SIZE = 12;
const GAP = 18;
/** Pixels between what is drawn and the legend. */
const ABOVE = 12;
/** What legends explain, so that one can be made again in lines of another length. @type {WeakMap<Element, Array>} */
const explained = new WeakMap();

/** What a legend explains. @param {Element} element made by {@link legend} */
export function entriesOf(element) {
  return explained.get(element);
}

/**
 * @param {Array<{draw: (x: number, y: number) => Node, label: string, wide?: number}>} entries
 * @param {number} room pixels of a line
 * @returns {{element: SVGElement, height: number}}
 */
export function legend(entries, room) {
  const element = svg("g", { class: "legend" });
  let [x, y] = [0, 12];
  for (const { draw, label, wide = 14 } of entries) {
    const words = lines(label, room - wide - 6, { most: 4, size: SIZE });
    const needed = wide + 6 + Math.max(...words.map((line) => width(line, SIZE))) + GAP;
    if (x > 0 && x + needed - GAP > room) [x, y] = [0, y + 22];
    element.append(draw(x + wide / 2, y));
    words.forEach((line, n) => {
      if (n) y += 15;
      element.append(svg("text", { x: x + wide + 6, y: y + 4, class: "small" }, line));
    });
    x += needed;
  }
  explained.set(element, entries);
  return { element, height: y + 14 };
}

/**
 * The end of a picture: its legend below everything else, and its size.
 * @param {SVGElement} picture
 * @param {Parameters<typeof legend>[0]} entries
 * @param {{width: number, y: number} & Parameters<typeof repeating>[1]} size `y`: where what is drawn ends
 * @returns {SVGElement} the picture
 */
export function finished(picture, entries, { width: wide, y, ...repeated }) {
  repeating(picture, repeated);
  const key = legend(entries, wide - 8);
  if (entries.length) {
    key.element.setAttribute("transform", `translate(4,${y + ABOVE})`);
    picture.append(key.element);
  }
  const height = entries.length ? y + ABOVE + key.height : y + 4;
  picture.setAttribute("viewBox", `0 0 ${wide} ${height}`);
  picture.setAttribute("width", wide);
  picture.setAttribute("height", height);
  return picture;
}
