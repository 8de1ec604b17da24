/** The bars of factors: hatches set barriers apart from enablers, outlines and half fills set sides apart. */
import { svg } from "../draw/dom.js";

/** A bar of a side; what is said in part fills its lower half alone. */
export function sideBar(side, { x, y, width, height }) {
  if (side !== "mixed") return [svg("rect", { x, y, width, height, class: "fill" })];
  return [
    svg("rect", { x, y, width, height, class: "room" }),
    svg("rect", { x, y: y + height / 2, width, height: height / 2, class: "fill" }),
  ];
}

/** A small bar, for a legend. */
export function sideMark(side, look, x, y) {
  const box = { x: x - 12, y: y - 6, width: 24, height: 12 };
  return svg("g", { class: `${look} side side-${side}` }, sideBar(side, box));
}
