/** Hatches, so that what colour shows also shows without it. */
import { svg } from "./dom.js";

/**
 * The patterns that pictures fill with: `url(#hatch-asked)` and so on.
 * One picture on a page holds them, so ids begin with the picture's own prefix.
 */
export function patterns(prefix) {
  return svg(
    "defs",
    {},
    hatch(`${prefix}-lost`, 45, "tone-strong"),
    hatch(`${prefix}-never`, 0, "tone-strong"),
    hatch(`${prefix}-elsewhere`, -45, "tone-strong"),
    hatch(`${prefix}-after`, 90, "tone-strong"),
    hatch(`${prefix}-asked`, 45, "tone-asked"),
    hatch(`${prefix}-other`, -45, "tone-other"),
    crossed(`${prefix}-disputed`),
    dots(`${prefix}-produced`),
  );
}

function hatch(id, turn, tone) {
  return svg(
    "pattern",
    { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` },
    svg("rect", { width: 6, height: 6, class: "paper" }),
    svg("rect", { width: 3, height: 6, class: tone }),
  );
}

function crossed(id) {
  return svg(
    "pattern",
    { id, width: 7, height: 7, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: 7, height: 7, class: "paper" }),
    svg("path", { d: "M0,0L7,7M7,0L0,7", class: "crossing" }),
  );
}

function dots(id) {
  return svg(
    "pattern",
    { id, width: 5, height: 5, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: 5, height: 5, class: "paper" }),
    svg("circle", { cx: 2, cy: 2, r: 0.9, class: "tone-quiet" }),
  );
}
