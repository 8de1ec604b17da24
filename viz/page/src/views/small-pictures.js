/** Small pictures of the overview: a finding at a glance, each mark of which opens its claims. */
import { percent } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { pair } from "../draw/pairs.js";
import { outline, SIGNS } from "../draw/signs.js";
import { lines, width } from "../draw/text.js";

const LINE = 15;
const BAR = 22;

/**
 * What a bar is divided into.
 * @typedef {Object} Piece
 * @property {number} number
 * @property {string} className
 * @property {string} [label] above it, in the first row
 * @property {import("../draw/marks.js").Mark} mark
 *
 * @typedef {Object} Bar
 * @property {string} label
 * @property {string} [tone] class of its colour
 * @property {string} [open] what its label opens, such as `node:ID`
 * @property {Piece[]} pieces
 */

/**
 * Bars side by side, each with its numbers in or behind it.
 * @param {import("../pane.js").Pane} app
 * @param {{name: string, bars: Bar[], room: number, whole?: boolean, entries?: Array}} picture `whole`: every bar is as
 *   long as the others, and shows shares; else its length is its number. `entries`: of the legend
 */
export function bars(app, { name, bars: rows, room, whole = false, entries = [] }) {
  const named = Math.min(260, Math.max(110, room * 0.36));
  const most = app.scaleOf(`bars:${name}`, Math.max(...rows.map(sum), 1));
  const behind = whole ? 8 : 44;
  const picture = svg("svg", { class: "picture small-bars", role: "group", "aria-label": name });
  let y = whole ? 10 : 4;
  for (const row of rows) {
    const label = lines(row.label, named - 10, { weight: row.tone ? 600 : 400 });
    const high = Math.max(BAR, label.length * LINE) + (whole ? 18 : 8);
    const text = svg(
      "g",
      {},
      svg("rect", { x: 0, y, width: named - 4, height: high - 4, class: "hit" }),
      label.map((line, n) =>
        svg(
          "text",
          {
            x: named - 8,
            y: y + (high - 4) / 2 + 4 - ((label.length - 1) * LINE) / 2 + n * LINE,
            "text-anchor": "end",
            class: row.tone ? "bar-name" : null,
          },
          line,
        ),
      ),
    );
    picture.append(
      row.open ? app.marks.add(text, { key: `${name}:${row.open}`, title: row.label, open: row.open }) : text,
    );
    const total = whole ? sum(row) : most;
    let x = named;
    let free = 0;
    for (const piece of row.pieces.filter(({ number }) => number)) {
      const long = ((room - named - behind) * piece.number) / total;
      const half = width(String(piece.number), 12) / 2;
      const isInside = long > 2 * half + 6;
      // Of narrow pieces side by side, those whose number has no room above say it when they are opened.
      const isNumbered = whole && (isInside || x + long / 2 - half >= free);
      if (isNumbered && !isInside) free = x + long / 2 + half + 3;
      const at = { x, y: y + (high - BAR) / 2 - 2, long };
      picture.append(pieceOf(app, piece, { ...at, tone: row.tone, isInside, isNumbered }));
      x += long;
    }
    if (!whole) picture.append(svg("text", { x: x + 6, y: y + high / 2 + 2, class: "number" }, sum(row)));
    y += high;
  }
  return finished(picture, entries, { width: room, y });
}

function pieceOf(app, piece, { x, y, long, tone, isInside, isNumbered }) {
  const text = String(piece.number);
  const wide = width(text, 12) + 6;
  return app.marks.add(
    svg(
      "g",
      { class: `segment ${tone ?? "tone-none"} ${piece.className}` },
      svg("rect", { x, y, width: Math.max(long, 1), height: BAR, class: "body" }),
      svg("rect", { x, y, width: Math.max(long, 1), height: BAR, class: "hit" }),
      isNumbered &&
        isInside &&
        svg("rect", { x: x + long / 2 - wide / 2, y: y + 3, width: wide, height: 16, class: "plate" }),
      isNumbered &&
        svg(
          "text",
          { x: x + long / 2, y: isInside ? y + 15 : y - 3, "text-anchor": "middle", class: "number" },
          text,
        ),
    ),
    piece.mark,
  );
}

const sum = ({ pieces }) => pieces.reduce((total, { number }) => total + number, 0);

/**
 * Pairs of shares on one scale, such as what two focuses have at each phase.
 * @param {import("../pane.js").Pane} app
 * @param {{name: string, room: number, rows: Array<{label: string, points: Array<{share: number, tone: string,
 *   words: string, mark: Object}>}>, entries: Array, ends?: (share: number) => string, whole?: boolean}} picture
 *   `ends`: what stands at the ends of the scale; `whole`: it goes to 1, however far the marks do
 */
export function dumbbells(app, { name, room, rows, entries, ends = percent, whole = false }) {
  const named = Math.min(240, Math.max(110, room * 0.34));
  const beside = Math.max(...rows.flatMap(({ points }) => points.map(({ words }) => width(words)))) + 16;
  const wide = room - named - 2 * beside;
  const largest = Math.max(0.1, ...rows.flatMap(({ points }) => points.map(({ share }) => share)));
  const most = app.scaleOf(`shares:${name}`, largest);
  const end = whole ? 1 : Math.min(1, Math.ceil(most * 10) / 10);
  const at = (share) => named + beside + (wide * share) / end;
  const picture = svg("svg", { class: "picture dumbbells", role: "group", "aria-label": name });
  let y = 4;
  for (const row of rows) {
    const label = lines(row.label, named - 10);
    const high = Math.max(34, label.length * LINE + 10);
    const middle = y + high / 2;
    label.forEach((line, n) => {
      picture.append(
        svg(
          "text",
          { x: named - 8, y: middle + 4 - ((label.length - 1) * LINE) / 2 + n * LINE, "text-anchor": "end" },
          line,
        ),
      );
    });
    picture.append(...pair(app, row.points, { at, end, middle }));
    y += high;
  }
  for (const share of [0, end]) {
    picture.append(
      svg("text", { x: at(share), y: y + 10, "text-anchor": "middle", class: "small quiet" }, ends(share)),
    );
  }
  return finished(picture, entries, { width: room, y: y + 12 });
}

/**
 * A small table of strokes: who stands in which cell, a stroke each.
 * @param {import("../pane.js").Pane} app
 * @param {{name: string, room: number, columns: string[], rows: Array<{label: string, cells: Array<Array<Object>>}>}} picture
 *   cells hold marks, with `title`
 */
export function dotTable(app, { name, room, columns, rows }) {
  const named = Math.min(150, room * 0.25);
  const wide = (room - named) / columns.length;
  const across = Math.max(1, Math.floor((wide - 20) / 17));
  const picture = svg("svg", { class: "picture dot-table", role: "group", "aria-label": name });
  const heads = columns.map((label) => lines(label, wide - 6, { weight: 600 }));
  heads.forEach((head, place) => {
    head.forEach((line, n) => {
      const x = named + wide * (place + 0.5);
      picture.append(svg("text", { x, y: 14 + n * LINE, "text-anchor": "middle", class: "head" }, line));
    });
  });
  const labelOf = ({ label }) => lines(label, named - 12, { weight: 600 });
  let y = 7 + LINE * Math.max(...heads.map(({ length }) => length));
  for (const row of rows) {
    const deep = Math.max(1, ...row.cells.map((cell) => Math.ceil(cell.length / across)));
    const high = Math.max(deep * 17 + 16, labelOf(row).length * LINE + 10);
    const name = labelOf(row);
    name.forEach((line, n) => {
      picture.append(
        svg(
          "text",
          {
            x: named - 10,
            y: y + high / 2 + 2 - ((name.length - 1) * LINE) / 2 + n * LINE,
            "text-anchor": "end",
            class: "head",
          },
          line,
        ),
      );
    });
    row.cells.forEach((cell, place) => {
      const left = named + wide * place;
      picture.append(
        svg("rect", { x: left + 2, y, width: wide - 4, height: high - 4, class: "cell-ground" }),
      );
      if (!cell.length)
        picture.append(
          svg(
            "text",
            { x: left + wide / 2, y: y + high / 2 + 2, "text-anchor": "middle", class: "small quiet" },
            "none",
          ),
        );
      cell.forEach((mark, n) => {
        const x = left + 16 + (n % across) * 17;
        const at = y + 14 + Math.floor(n / across) * 17;
        picture.append(
          app.marks.add(
            svg(
              "g",
              {},
              svg("path", {
                d: outline(SIGNS.count.one.shape, 6),
                transform: `translate(${x},${at})`,
                class: "dot",
              }),
              svg("circle", { cx: x, cy: at, r: 8, class: "hit" }),
            ),
            mark,
          ),
        );
      });
    });
    y += high;
  }
  return finished(picture, [], { width: room, y: y - 8 });
}
