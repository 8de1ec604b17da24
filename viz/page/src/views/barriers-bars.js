/** The bars of factors: hatches set barriers apart from enablers, outlines set sides apart. */
import { svg } from "../draw/dom.js";

/** The hatches that the bars are filled with. */
export function barPatterns() {
  const pattern = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
  return svg(
    "defs",
    {},
    svg(
      "pattern",
      { id: "b-hatched", ...pattern, patternTransform: "rotate(45)" },
      svg("rect", { width: 6, height: 6, class: "paper" }),
      svg("rect", { width: 3, height: 6, class: "hatch-ink" }),
    ),
    svg(
      "pattern",
      { id: "b-dots", width: 5, height: 5, patternUnits: "userSpaceOnUse" },
      svg("rect", { width: 5, height: 5, class: "paper" }),
      svg("circle", { cx: 2, cy: 2, r: 1, class: "dot-ink" }),
    ),
  );
}

/** A small bar, for a legend. */
export function sideMark(side, look, x, y) {
  return svg(
    "g",
    { class: `${look} side side-${side}` },
    svg("rect", { x: x - 12, y: y - 6, width: 24, height: 12, class: "fill" }),
  );
}
