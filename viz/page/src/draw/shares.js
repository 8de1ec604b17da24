/** Rows of “so many of so many”: a hollow bar for the whole and a full one for the part, both of which open. */
import { svg } from "./dom.js";
import { finished } from "./legend.js";
import { fitted, lines } from "./text.js";

const ROW = 32;

/**
 * @typedef {Object} ShareRow
 * @property {string} label
 * @property {?Object} name the mark of the label, where it opens something
 * @property {number} whole
 * @property {number} part
 * @property {number} [hatched] how much of the part is drawn hatched
 * @property {Object} wholeMark
 * @property {Object} partMark
 *
 * @param {import("../app.js").App} app
 * @param {{label: string, groups: Array<{title: string, rows: ShareRow[]}>, words: Object<string, string>}} what
 *   `words`: what `whole`, `part` and `hatched` are, for the legend
 */
export function sharePicture(app, { label, groups, words }) {
  const W = Math.max(app.width, 560);
  const named = Math.min(360, Math.max(170, W * 0.34));
  const most = Math.max(1, ...groups.flatMap(({ rows }) => rows.map((row) => row.whole)));
  const unit = Math.min(16, (W - named - 150) / most);
  const picture = svg("svg", { class: "picture shares", role: "group", "aria-label": label });
  if (words.hatched) picture.append(hatch());
  let y = 0;
  for (const { title, rows } of groups) {
    if (title) {
      y += 20;
      picture.append(svg("text", { x: 4, y, class: "group" }, fitted(title, W - 8, 14, 700)));
      y += 6;
    }
    for (const row of rows) {
      picture.append(...drawn(app, row, { y, named, unit }));
      y += ROW;
    }
    y += 8;
  }
  return finished(picture, entries(words), { width: W, y });
}

function drawn(app, row, { y, named, unit }) {
  const line = y + ROW / 2;
  const label = lines(row.label, named - 20, 2, 12);
  const first = line + 4 - (label.length - 1) * 7;
  const name = svg(
    "g",
    {},
    svg("rect", { x: 2, y: y + 1, width: named - 10, height: ROW - 2, class: "hit" }),
    label.map((text, n) => svg("text", { x: named - 12, y: first + n * 14, "text-anchor": "end" }, text)),
  );
  const made = [row.name ? app.marks.add(name, row.name) : name];
  const [whole, part] = [row.whole * unit, row.part * unit];
  const hatched = (row.hatched ?? 0) * unit;
  if (row.whole) made.push(svg("rect", { x: named, y: line - 7, width: whole, height: 14, class: "whole" }));
  if (row.part) {
    const full = svg(
      "g",
      { class: "part" },
      svg("rect", { x: named, y: y + 1, width: Math.max(part, 24), height: ROW - 2, class: "hit" }),
      part > hatched
        ? svg("rect", { x: named, y: line - 7, width: part - hatched, height: 14, class: "full" })
        : null,
      hatched
        ? svg("rect", {
            x: named + part - hatched,
            y: line - 7,
            width: hatched,
            height: 14,
            class: "hatched",
          })
        : null,
    );
    made.push(app.marks.add(full, row.partMark));
  }
  const text = row.whole
    ? `${row.part} of ${row.whole} (${Math.round((100 * row.part) / row.whole)} %)`
    : "none reached";
  const number = svg(
    "g",
    {},
    svg("rect", { x: named + Math.max(whole, 26) + 2, y: y + 1, width: 110, height: ROW - 2, class: "hit" }),
    svg("text", { x: named + Math.max(whole, 26) + 8, y: line + 4, class: "number" }, text),
  );
  made.push(row.whole ? app.marks.add(number, row.wholeMark) : number);
  return made;
}

function entries(words) {
  return ["full", "hatched", "whole"]
    .filter((name) => words[name])
    .map((name) => ({
      draw: (x, y) => svg("rect", { x: x - 12, y: y - 7, width: 24, height: 14, class: name }),
      label: words[name],
      wide: 26,
    }));
}

function hatch() {
  return svg(
    "defs",
    {},
    svg(
      "pattern",
      {
        id: "s-hatched",
        width: 6,
        height: 6,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      },
      svg("rect", { width: 6, height: 6, class: "paper" }),
      svg("rect", { width: 3, height: 6, class: "share-ink" }),
    ),
  );
}
