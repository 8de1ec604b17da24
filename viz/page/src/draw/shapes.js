/**
 * The marks of the pictures. Its shape says what a mark means; colour only repeats it. What those of journeys mean is in
 * `graphmodel/schema/rules.py`, and `graphmodel_viz/figures/journeys.py` draws them alike.
 */
import { svg } from "./dom.js";

/**
 * A mark at a place. Its colour is the element's `color`.
 * @param {string} name a name of {@link DRAWN}
 * @param {number} x
 * @param {number} y
 * @param {number} [r] half its size in pixels
 */
export function mark(name, x, y, r = 5) {
  const group = svg("g", { class: `mark mark-${name.replace(" ", "-")}`, transform: `translate(${x},${y})` });
  group.append(...(DRAWN[name] ?? DRAWN.used)(r));
  return group;
}

const DRAWN = {
  used: (r) => [svg("circle", { r, class: "solid" })],
  produced: (r) => [svg("circle", { r, class: "hollow" }), svg("circle", { r: r * 0.35, class: "solid" })],
  partly: (r) => [
    svg("circle", { r, class: "hollow" }),
    svg("path", { d: `M0,${-r}A${r},${r} 0 0 0 0,${r}Z`, class: "solid" }),
  ],
  disputed: (r) => [
    svg("path", { d: `M0,${-r - 1.5}L${r + 1.5},0L0,${r + 1.5}L${-r - 1.5},0Z`, class: "hollow" }),
    svg("path", { d: `M0,${-r - 1.5}L0,${r + 1.5}L${-r - 1.5},0Z`, class: "solid" }),
  ],
  "not used": (r) => [cross(r)],
  unasked: (r) => [
    svg("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, class: "hollow" }),
    cross(r - 1.5),
  ],
  asked: (r) => [svg("path", { d: `M0,${-r - 1}L${r + 1},${r}L${-r - 1},${r}Z`, class: "hollow" })],
  opposed: (r) => [svg("path", { d: star(r + 1.5, r * 0.55), class: "solid" })],
};

/** A star of four points. */
function star(far, near) {
  const points = Array.from({ length: 8 }, (_, n) => {
    const angle = (n * Math.PI) / 4;
    const r = n % 2 ? near : far;
    return `${(r * Math.sin(angle)).toFixed(2)},${(-r * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

function cross(r) {
  return svg("path", { d: `M${-r},${-r}L${r},${r}M${-r},${r}L${r},${-r}`, class: "strong" });
}

/** The path of the shape of a kind of node, about the origin; also for canvas, as `new Path2D(...)`. */
export function kindPath(kind, r) {
  return (KIND_PATHS[kind] ?? KIND_PATHS.Actor)(r);
}

const KIND_PATHS = {
  Actor: (r) => `M${-r},0A${r},${r} 0 1 0 ${r},0A${r},${r} 0 1 0 ${-r},0Z`,
  Organisation: (r) => `M${-r * 0.9},${-r * 0.9}H${r * 0.9}V${r * 0.9}H${-r * 0.9}Z`,
  EvidenceItem: (r) => polygon(4, r * 1.15, -90),
  EvidenceType: (r) => polygon(4, r * 1.15, -90),
  Stage: (r) => polygon(6, r * 1.05, 0),
  Factor: (r) => polygon(3, r * 1.2, -90),
  Objection: (r) => polygon(3, r * 1.2, 90),
  WorkStream: (r) => polygon(5, r * 1.1, -90),
  Product: (r) => polygon(5, r * 1.1, 90),
  Tool: (r) => polygon(8, r * 1.05, 22.5),
  Site: (r) => `M${-r},${-r * 0.7}H${r}V${r * 0.7}H${-r}Z`,
  Source: (r) => `M${-r * 0.7},${-r}H${r * 0.7}V${r}H${-r * 0.7}Z`,
  Code: (r) => `M${-r},0A${r},${r} 0 1 0 ${r},0A${r},${r} 0 1 0 ${-r},0Z`,
};

function polygon(corners, r, turn) {
  const points = Array.from({ length: corners }, (_, corner) => {
    const angle = ((turn + (360 * corner) / corners) * Math.PI) / 180;
    return `${(r * Math.cos(angle)).toFixed(2)},${(r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}
