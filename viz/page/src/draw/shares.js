/** Rows of “so many of so many”: a hollow bar for the whole and a full one for the part, both of which open. */
import { rate } from "../data/count.js";
import { svg } from "./dom.js";
import { finished } from "./legend.js";
import { lines } from "./text.js";

const ROW = 32;
const LINE = 14;

/**
 * @typedef {Object} ShareRow
 * @property {string} label
 * @property {?Object} name the mark of the label, where it opens something
 * @property {number} whole
 * @property {number} part
 * @property {Object} wholeMark
 * @property {Object} partMark
 *
 * @param {import("../pane.js").Pane} app
 * @param {{label: string, groups: Array<{title: string, rows: ShareRow[]}>, words: Object<string, string>}} what
 *   `words`: what `whole` and `full` are, for the legend; `none`: what stands beside a row of which the whole is zero
 */
export function sharePicture(app, { label, groups, words, none = "none reached" }) {
  const W = Math.max(app.width, 360);
  const named = Math.min(360, Math.max(130, W * 0.34));
  const largest = Math.max(1, ...groups.flatMap(({ rows }) => rows.map((row) => row.whole)));
  const most = app.scaleOf(`shares:${label}`, largest);
  const unit = Math.min(16, (W - named - 150) / most);
  const picture = svg("svg", { class: "picture shares", role: "group", "aria-label": label });
  let y = 0;
  for (const { title, rows } of groups) {
    if (title) {
      lines(title, W - 8, { size: 14, weight: 700 }).forEach((text, n) => {
        y += n ? 17 : 20;
        picture.append(svg("text", { x: 4, y, class: "group" }, text));
      });
      y += 6;
    }
    for (const row of rows) {
      const label = lines(row.label, named - 20);
      const high = Math.max(ROW, label.length * LINE + 6);
      picture.append(...drawn(app, row, label, { y, high, named, unit, none }));
      y += high;
    }
    y += 8;
  }
  return finished(picture, entries(words), { width: W, y });
}

function drawn(app, row, label, { y, high, named, unit, none }) {
  const line = y + high / 2;
  const first = line + 4 - ((label.length - 1) * LINE) / 2;
  const name = svg(
    "g",
    {},
    svg("rect", { x: 2, y: y + 1, width: named - 10, height: high - 2, class: "hit" }),
    label.map((text, n) => svg("text", { x: named - 12, y: first + n * LINE, "text-anchor": "end" }, text)),
  );
  const made = [row.name ? app.marks.add(name, row.name) : name];
  const [whole, part] = [row.whole * unit, row.part * unit];
  if (row.whole) made.push(svg("rect", { x: named, y: line - 7, width: whole, height: 14, class: "whole" }));
  if (row.part) {
    const full = svg(
      "g",
      { class: "part" },
      svg("rect", { x: named, y: y + 1, width: Math.max(part, 24), height: high - 2, class: "hit" }),
      svg("rect", { x: named, y: line - 7, width: part, height: 14, class: "full" }),
    );
    made.push(app.marks.add(full, row.partMark));
  }
  const text = row.whole ? rate(app.study.rules, row.part, row.whole) : none;
  const number = svg(
    "g",
    {},
    svg("rect", { x: named + Math.max(whole, 26) + 2, y: y + 1, width: 110, height: high - 2, class: "hit" }),
    svg("text", { x: named + Math.max(whole, 26) + 8, y: line + 4, class: "number" }, text),
  );
  made.push(row.whole ? app.marks.add(number, row.wholeMark) : number);
  return made;
}

function entries(words) {
  return ["full", "whole"]
    .filter((name) => words[name])
    .map((name) => ({
      draw: (x, y) => svg("rect", { x: x - 12, y: y - 7, width: 24, height: 14, class: name }),
      label: words[name],
      wide: 26,
    }));
}
