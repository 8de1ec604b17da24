/** The map as it stands on the screen, as SVG: for saving, and for print. */
import { svg } from "./dom.js";
import { legend } from "./legend.js";
import { arrow, bend, outline } from "./map-picture.js";
import { HALO, PLATE } from "./map-surface.js";
import { dashArray, SIGNS } from "./signs.js";
import { width } from "./text.js";

const MOST = 6_000;

/** Pixels that the legend takes under the map. */
export function mapLegendHeight(entries, room) {
  return legend(entries, room).height + 10;
}

/**
 * @param {import("./map-canvas.js").MapCanvas} canvas
 * @param {Array} entries of the legend
 * @returns {?SVGElement} null where there is too much to draw line by line
 */
export function mapSvg(canvas, entries) {
  const { scene, size } = canvas;
  const colour = (name) => canvas.colour(name);
  if (scene.ties.length > MOST) return null;
  const key = legend(entries, size.width);
  const H = size.height + mapLegendHeight(entries, size.width);
  const made = svg("svg", {
    class: "picture",
    viewBox: `0 0 ${size.width} ${H}`,
    width: size.width,
    height: H,
  });
  const clip = svg("svg", {
    width: size.width,
    height: size.height,
    viewBox: `0 0 ${size.width} ${size.height}`,
    overflow: "hidden",
  });
  const faded = (one) => (one.faded ? 0.15 : 1);
  for (const tie of scene.ties) {
    const [a, b] = [canvas.screen(tie.start), canvas.screen(tie.end)];
    const m = bend(tie, a, b);
    const stroke = colour(tie.stroke);
    const line = {
      fill: "none",
      stroke,
      "stroke-width": tie.thick,
      "stroke-dasharray": dashArray(SIGNS.tie[tie.state].dash),
    };
    clip.append(svg("path", { d: `M${a}Q${m} ${b}`, ...line, opacity: faded(tie) }));
    if (!scene.directed) continue;
    const { x, y, angle } = arrow(m, b, tie.end.r);
    const turn = `translate(${x},${y}) rotate(${(angle * 180) / Math.PI})`;
    clip.append(
      svg("path", { d: "M0,0L-8,-3.5L-8,3.5Z", transform: turn, fill: stroke, opacity: faded(tie) }),
    );
  }
  for (const unit of scene.units) {
    const [x, y] = canvas.screen(unit);
    const looks = { fill: unit.fill, stroke: colour("strong"), opacity: faded(unit) };
    clip.append(svg("path", { d: outline(unit, unit.r), transform: `translate(${x},${y})`, ...looks }));
  }
  for (const { x, y, text } of canvas.labels) {
    const halo = {
      stroke: colour("paper"),
      "stroke-width": HALO,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    };
    const plate = { x: x - 1, y: y - 7, width: width(text, 12) + 2, height: 14, fill: colour("paper") };
    clip.append(svg("rect", { ...plate, opacity: PLATE }));
    clip.append(svg("text", { x, y: y + 4, "font-size": 12, fill: colour("ink"), ...halo }, text));
  }
  key.element.setAttribute("transform", `translate(4,${size.height + 6})`);
  for (const text of key.element.querySelectorAll("text")) {
    text.setAttribute("font-size", 12);
    text.setAttribute("fill", colour("ink"));
  }
  made.append(clip, key.element);
  return made;
}
