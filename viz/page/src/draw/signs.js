/**
 * The signs of the pictures. What each means and which shape it has is in the one table that figures are drawn by too
 * (`graphmodel_viz/signs.json`); here stands only how a shape is drawn.
 */
import SIGNS from "../../../graphmodel_viz/signs.json" with { type: "json" };
import { svg } from "./dom.js";

export { SIGNS };

/**
 * A sign at a place. Its colour is the element's `color`.
 * @param {string} group what it is said of, a group of the table
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {number} [r] half its size in pixels
 */
export function signMark(group, name, x, y, r = 5) {
  const { shape, fill, colour } = SIGNS[group][name];
  const classes = `mark ${group}-${name.replaceAll(" ", "-")}${colour === "ink" ? " in-ink" : ""}`;
  return svg("g", { class: classes, transform: `translate(${x},${y})` }, SHAPES[shape](r, fill));
}

/** Nobody says anything. */
export const nothing = (x, y) => signMark("nothing", "nothing", x, y);

/** The path of a shape about the origin, where it is one; also for canvas, as `new Path2D(...)`. */
export function outline(shape, r) {
  return OUTLINES[shape](r);
}

const OUTLINES = {
  circle: (r) => `M${-r},0A${r},${r} 0 1 0 ${r},0A${r},${r} 0 1 0 ${-r},0Z`,
  square: (r) => box(r * 0.9),
  diamond: (r) => polygon(4, r * 1.15, -90),
  "triangle up": (r) => `M0,${-r - 1}L${r + 1},${r}L${-r - 1},${r}Z`,
  "triangle down": (r) => `M0,${r + 1}L${r + 1},${-r}L${-r - 1},${-r}Z`,
  upright: (r) => `M${-0.6 * r},${-r - 1}H${0.6 * r}V${r + 1}H${-0.6 * r}Z`,
  tally: (r) => `M${-0.35 * r},${-r}H${0.35 * r}V${r}H${-0.35 * r}Z`,
  "flat bar": (r) => `M${-r - 2},${-0.65 * r}H${r + 2}V${0.65 * r}H${-r - 2}Z`,
  star: (r) => star(r + 1.5, r * 0.55),
  plus: (r) => plus(r + 0.5, r * 0.32),
};

/** The left half of a shape, where it is filled by half. */
const LEFT = {
  circle: (r) => `M0,${-r}A${r},${r} 0 0 0 0,${r}Z`,
  diamond: (r) => `M0,${-1.15 * r}V${1.15 * r}L${-1.15 * r},0Z`,
  "flat bar": (r) => `M${-r - 2},${-0.65 * r}H0V${0.65 * r}H${-r - 2}Z`,
};

const FILLS = {
  full: (shape, r) => path(outline(shape, r), "solid"),
  hollow: (shape, r) => path(outline(shape, r), "hollow"),
  half: (shape, r) => [path(outline(shape, r), "hollow"), path(LEFT[shape](r), "solid")],
  centre: (shape, r) => [path(outline(shape, r), "hollow"), path(outline(shape, r * 0.35), "solid")],
};

const filled = (shape) => (r, fill) => FILLS[fill](shape, r);
const inBox = (inside) => (r) => [path(box(r), "hollow"), inside(r - 1.5)];
const cross = (r) => path(`M${-r},${-r}L${r},${r}M${-r},${r}L${r},${-r}`, "strong");

const SHAPES = {
  ...Object.fromEntries(Object.keys(OUTLINES).map((shape) => [shape, filled(shape)])),
  cross,
  "square with a cross": inBox(cross),
  "square with a plus": inBox((r) => path(`M0,${1 - r}V${r - 1}M${1 - r},0H${r - 1}`, "strong")),
  "square with a question mark": (r) => [
    path(box(r + 1.5), "hollow thin"),
    svg("text", { y: 4, "text-anchor": "middle", class: "small" }, "?"),
  ],
  dash: () => svg("text", { y: 4, "text-anchor": "middle", class: "small quiet" }, "–"),
  "plus over minus": (r) =>
    path(`M0,${-r - 0.5}V${0.45 * r}M${-r},${-0.28 * r - 0.25}H${r}M${-r},${r}H${r}`, "strong"),
  "circle with a bar": (r) => [
    path(outline("circle", r), "hollow"),
    path(`M${-0.55 * r},0H${0.55 * r}`, "strong"),
  ],
  tick: (r) => path(`M${-r},0L${-0.3 * r},${0.8 * r}L${r},${-0.9 * r}`, "strong"),
  "unequal sign": (r) =>
    path(
      `M${-r},${-0.4 * r}H${r}M${-r},${0.4 * r}H${r}M${0.6 * r},${-r - 0.5}L${-0.6 * r},${r + 0.5}`,
      "strong",
    ),
};

/** The names of all shapes that can be drawn as a mark. */
export const DRAWN = Object.keys(SHAPES);

/** Dashes of lines, in pixels: on and off, by turns. */
export const DASHES = { solid: [], dashed: [6, 4], dotted: [1, 3], "dash and dot": [7, 3, 1.5, 3] };

/** The dashes of a tie by its state. */
export const dashesOf = (state) => DASHES[SIGNS.tie[state].dash];

/** The same as SVG writes it; null for a solid line. @param {string} dash a name of {@link DASHES} */
export const dashArray = (dash) => DASHES[dash].join(" ") || null;

function path(d, name) {
  return svg("path", { d, class: name });
}

function box(r) {
  return `M${-r},${-r}H${r}V${r}H${-r}Z`;
}

function polygon(corners, r, turn) {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angle = ((turn + (360 * corner) / corners) * Math.PI) / 180;
    return `${(r * Math.cos(angle)).toFixed(2)},${(r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

/** A star of four points. */
function star(far, near) {
  const points = Array.from({ length: 8 }, (_, n) => {
    const angle = (n * Math.PI) / 4;
    const r = n % 2 ? near : far;
    return `${(r * Math.sin(angle)).toFixed(2)},${(-r * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

function plus(r, half) {
  return `M${-half},${-r}H${half}V${-half}H${r}V${half}H${half}V${r}H${-half}V${half}H${-r}V${-half}H${-half}Z`;
}
