/** The legend of a picture, inside the picture, so that it goes wherever the picture goes. */
import { svg } from "./dom.js";
import { width } from "./text.js";

const SIZE = 12;
const GAP = 18;

/**
 * @param {Array<{draw: (x: number, y: number) => Node, label: string, wide?: number}>} entries
 * @param {number} room pixels of a line
 * @returns {{element: SVGElement, height: number}}
 */
export function legend(entries, room) {
  const element = svg("g", { class: "legend" });
  let [x, y] = [0, 12];
  for (const { draw, label, wide = 14 } of entries) {
    const needed = wide + 6 + width(label, SIZE) + GAP;
    if (x > 0 && x + needed > room) [x, y] = [0, y + 22];
    element.append(draw(x + wide / 2, y), svg("text", { x: x + wide + 6, y: y + 4, class: "small" }, label));
    x += needed;
  }
  return { element, height: y + 14 };
}
