/** Small pictures of the overview: a finding at a glance, each mark of which opens its claims. */
import { counted, percent } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { patterns } from "../draw/patterns.js";
import { capital, lines, width } from "../draw/text.js";

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
 * @param {import("../app.js").App} app
 * @param {{name: string, bars: Bar[], room: number, whole?: boolean, entries?: Array, hatched?: string}} picture `whole`: every bar is as
 *   long as the others, and shows shares; else its length is its number. `entries`: of the legend; `hatched`: prefix of
 *   its patterns
 */
export function bars(app, { name, bars: rows, room, whole = false, entries = [], hatched = "" }) {
  const named = Math.min(260, Math.max(110, room * 0.36));
  const most = Math.max(...rows.map(sum), 1);
  const behind = whole ? 8 : 44;
  const picture = svg("svg", { class: "picture small-bars", role: "group", "aria-label": name });
  if (hatched) picture.append(patterns(hatched));
  let y = whole ? 10 : 4;
  for (const row of rows) {
    const label = lines(row.label, named - 10, 6, 12, row.tone ? 600 : 400);
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
    for (const piece of row.pieces.filter(({ number }) => number)) {
      const long = ((room - named - behind) * piece.number) / total;
      picture.append(pieceOf(app, piece, { x, y: y + (high - BAR) / 2 - 2, long, tone: row.tone, whole }));
      x += long;
    }
    if (!whole) picture.append(svg("text", { x: x + 6, y: y + high / 2 + 2, class: "number" }, sum(row)));
    y += high;
  }
  return finished(picture, entries, { width: room, y });
}

function pieceOf(app, piece, { x, y, long, tone, whole }) {
  const text = String(piece.number);
  const inside = whole && long > width(text, 12) + 6;
  const wide = width(text, 12) + 6;
  return app.marks.add(
    svg(
      "g",
      { class: `segment ${tone ?? "tone-none"} ${piece.className}` },
      svg("rect", { x, y, width: Math.max(long, 1), height: BAR, class: "body" }),
      svg("rect", { x, y, width: Math.max(long, 1), height: BAR, class: "hit" }),
      inside &&
        svg("rect", { x: x + long / 2 - wide / 2, y: y + 3, width: wide, height: 16, class: "plate" }),
      whole &&
        svg(
          "text",
          { x: x + long / 2, y: inside ? y + 15 : y - 3, "text-anchor": "middle", class: "number" },
          text,
        ),
    ),
    piece.mark,
  );
}

const sum = ({ pieces }) => pieces.reduce((total, { number }) => total + number, 0);

/**
 * Pairs of shares on one scale, such as what two focuses have at each phase.
 * @param {import("../app.js").App} app
 * @param {{name: string, room: number, rows: Array<{label: string, points: Array<{share: number, tone: string,
 *   words: string, mark: Object}>}>, entries: Array, ends?: (share: number) => string, whole?: boolean}} picture
 *   `ends`: what stands at the ends of the scale; `whole`: it goes to 1, however far the marks do
 */
export function dumbbells(app, { name, room, rows, entries, ends = percents, whole = false }) {
  const named = Math.min(240, Math.max(110, room * 0.34));
  const beside = Math.max(...rows.flatMap(({ points }) => points.map(({ words }) => width(words)))) + 16;
  const wide = room - named - 2 * beside;
  const most = Math.max(0.1, ...rows.flatMap(({ points }) => points.map(({ share }) => share)));
  const end = whole ? 1 : Math.min(1, Math.ceil(most * 10) / 10);
  const at = (share) => named + beside + (wide * share) / end;
  const picture = svg("svg", { class: "picture dumbbells", role: "group", "aria-label": name });
  let y = 4;
  for (const row of rows) {
    const label = lines(row.label, named - 10, 6, 12);
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
    const places = row.points.map(({ share }) => at(share));
    picture.append(
      svg("line", { x1: at(0), x2: at(end), y1: middle, y2: middle, class: "axis faint" }),
      svg("line", {
        x1: Math.min(...places),
        x2: Math.max(...places),
        y1: middle,
        y2: middle,
        class: "between",
      }),
    );
    const sorted = [...row.points].sort((a, b) => a.share - b.share);
    // Marks that would cover each other stand above each other.
    const apart = sorted.length > 1 && at(sorted.at(-1).share) - at(sorted[0].share) < 14 ? 14 : 0;
    for (const [n, point] of sorted.entries()) {
      const last = n === sorted.length - 1;
      const x = at(point.share);
      const level = middle + apart * (n - (sorted.length - 1) / 2);
      const tall = apart || 26;
      picture.append(
        app.marks.add(
          svg(
            "g",
            { class: point.tone },
            svg("rect", { x: x - 11, y: level - tall / 2, width: 22, height: tall, class: "hit" }),
            point.tone === "tone-asked"
              ? svg("path", { d: `M${x},${level - 7}l7,7l-7,7l-7,-7Z`, class: "dot" })
              : svg("circle", { cx: x, cy: level, r: 6, class: "dot" }),
            // Between two others there is no room for words; they stand in the note.
            (last || n === 0) &&
              svg(
                "text",
                {
                  x: last ? x + 12 : x - 12,
                  y: level + 4,
                  "text-anchor": last ? "start" : "end",
                  class: "number",
                },
                point.words,
              ),
          ),
          point.mark,
        ),
      );
    }
    y += high;
  }
  for (const share of [0, end]) {
    picture.append(
      svg("text", { x: at(share), y: y + 10, "text-anchor": "middle", class: "tiny" }, ends(share)),
    );
  }
  return finished(picture, entries, { width: room, y: y + 12 });
}

const percents = (share) => `${Math.round(100 * share)} %`;

/** The entries of a legend that name the focuses. */
export function focusEntries(app, focuses) {
  return focuses.map((focus) => {
    const tone = app.tone(focus);
    return {
      draw: (x, y) =>
        svg(
          "g",
          { class: tone },
          tone === "tone-asked"
            ? svg("path", { d: `M${x},${y - 6}l6,6l-6,6l-6,-6Z`, class: "dot" })
            : svg("circle", { cx: x, cy: y, r: 5, class: "dot" }),
        ),
      label: capital(focus),
    };
  });
}

/**
 * A small table of dots: who stands in which cell, a dot each.
 * @param {import("../app.js").App} app
 * @param {{name: string, room: number, columns: string[], rows: Array<{label: string, cells: Array<Array<Object>>}>}} picture
 *   cells hold marks, with `title`
 */
export function dotTable(app, { name, room, columns, rows }) {
  const named = Math.min(150, room * 0.25);
  const wide = (room - named) / columns.length;
  const across = Math.max(1, Math.floor((wide - 20) / 17));
  const picture = svg("svg", { class: "picture dot-table", role: "group", "aria-label": name });
  const heads = columns.map((label) => lines(label, wide - 6, 3, 12, 600));
  heads.forEach((head, place) => {
    head.forEach((line, n) => {
      const x = named + wide * (place + 0.5);
      picture.append(svg("text", { x, y: 14 + n * LINE, "text-anchor": "middle", class: "head" }, line));
    });
  });
  const labelOf = ({ label }) => lines(label, named - 12, 3, 12, 600);
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
      picture.append(svg("rect", { x: left + 2, y, width: wide - 4, height: high - 4, class: "cell-room" }));
      if (!cell.length)
        picture.append(
          svg(
            "text",
            { x: left + wide / 2, y: y + high / 2 + 2, "text-anchor": "middle", class: "tiny" },
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
              svg("circle", { cx: x, cy: at, r: 6, class: "dot" }),
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

/** A share with what it is of: `15 % (3 of 20)`. */
export function shareWords(own, all) {
  return `${percent(all ? own / all : null)} (${own} of ${counted(all, "item")})`;
}
