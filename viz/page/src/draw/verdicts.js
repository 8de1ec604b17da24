/** The marks of views on findings: what a site or somebody says of them. Meaning is in the shape. */
import { svg } from "./dom.js";

/** What each verdict looks like and means, in the order of a legend. */
export const VERDICTS = {
  confirms: "site confirms",
  contradicts: "contradicts",
  elaborates: "elaborates",
  unclear: "unclear",
  none: "no verdict given",
};

/** A verdict at a place. */
export function verdictMark(name, x, y, r = 5.5) {
  const group = svg("g", { class: "mark verdict", transform: `translate(${x},${y})` });
  group.append(...(DRAWN[name] ?? DRAWN.unclear)(r));
  return group;
}

const DRAWN = {
  confirms: (r) => [svg("circle", { r, class: "solid" })],
  contradicts: (r) => [svg("path", { d: `M${-r},${-r}L${r},${r}M${-r},${r}L${r},${-r}`, class: "strong" })],
  elaborates: (r) => [
    svg("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, class: "hollow" }),
    svg("path", { d: `M0,${2.5 - r}V${r - 2.5}M${2.5 - r},0H${r - 2.5}`, class: "strong" }),
  ],
  unclear: (r) => [
    svg("circle", { r: r + 1.5, class: "hollow dotted" }),
    svg("text", { y: 4, "text-anchor": "middle", class: "small" }, "?"),
  ],
  none: () => [svg("text", { y: 4, "text-anchor": "middle", class: "tiny" }, "–")],
};

/** What somebody is said to hold: the shape, and the words of a legend. */
export const HELD_MARKS = {
  affirms: ["used", "is said to affirm it"],
  denies: ["not used", "is said to deny it"],
  both: ["disputed", "some claims say they affirm it, some that they deny it"],
  mixed: ["partly", "affirms it in part"],
};
