/** Hatches, so that what colour shows also shows without it. */
import { svg } from "./dom.js";

/**
 * The patterns that pictures fill with, by name: `url(#hatch-asked)` and so on. They stand on the page once, so that two
 * pictures never have an id in common; what is saved has its own (`withPatterns` of `export/picture.js`).
 */
export function pagePatterns() {
  return svg(
    "svg",
    { class: "page-patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" },
    svg(
      "defs",
      {},
      hatch("lost", 45, "tone-strong"),
      hatch("never", 0, "tone-strong"),
      hatch("elsewhere", -45, "tone-strong"),
      hatch("after", 90, "tone-strong"),
      hatch("asked", 45, "tone-asked", THIN),
      hatch("compared", 0, "tone-compared", THIN),
      hatch("other", -45, "tone-other", THIN),
      hatch("levels-thin", 90, "level-ink", THIN),
      lines("grid", 5, "M0,2.5H5M2.5,0V5", "hatch-ink"),
      lines("disputed", 7, "M0,0L7,7M7,0L0,7", "crossing"),
      lines("zigzag", 6, "M0,4.5L3,1.5L6,4.5", "zigzag"),
      circles("produced", 5, 0.9, "tone-quiet"),
      circles("rings", 7, 1.9, "ring"),
    ),
  );
}

/** Pixels of a pattern, and how many of them are coloured. */
const BROAD = [6, 3];
const THIN = [4, 2];

function hatch(name, turn, tone, [high, wide] = BROAD) {
  return svg(
    "pattern",
    {
      id: `hatch-${name}`,
      width: high,
      height: high,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${turn})`,
    },
    svg("rect", { width: high, height: high, class: "paper" }),
    svg("rect", { width: wide, height: high, class: tone }),
  );
}

function square(name, size, drawn) {
  return svg(
    "pattern",
    { id: `hatch-${name}`, width: size, height: size, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: size, height: size, class: "paper" }),
    drawn,
  );
}

const lines = (name, size, d, className) => square(name, size, svg("path", { d, class: className }));

const circles = (name, size, r, className) =>
  square(name, size, svg("circle", { cx: size / 2, cy: size / 2, r, class: className }));
