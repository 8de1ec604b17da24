/** The heads of narrow columns: whole names that slant upwards, in two lines where they need them, or stand level. */
import { svg } from "./dom.js";
import { lines, width } from "./text.js";

const SLANT = 55;
const TURN = (SLANT * Math.PI) / 180;
const LINE = 13;
const LONGEST = 290;
const MOST_LEVEL = 7;

/**
 * @param {Array<{label: string, under?: string, mark: import("./marks.js").Mark}>} columns `under`: small words below a label
 * @param {number} cell pixels that a column is wide; two lines need 34
 * @returns {{top: number, cell: number, over: number, draw: (app: Object, left: number) => SVGElement[]}} how high the heads are, how far
 *   the last one leans over its column, and the heads themselves
 */
export function slantedHeads(columns, cell) {
  const most = cell >= 34 ? 2 : 1;
  const made = columns.map(({ label, under }) =>
    under === undefined ? split(label, most) : [...split(label, 1), under],
  );
  const longest = Math.max(60, ...made.flat().map((line) => width(line, 12)));
  const top = longest * Math.sin(TURN) + 18;
  const draw = (app, left) =>
    columns.map(({ mark, under }, place) => {
      const x = left + (place + 0.5) * cell;
      const texts = made[place];
      const head = svg(
        "g",
        { transform: `translate(${x},${top}) rotate(${-SLANT})` },
        svg("rect", { x: 2, y: -cell / 2 + 2, width: longest + 6, height: cell - 6, class: "hit" }),
        texts.map((text, n) => {
          const small = n && under !== undefined ? "small quiet" : null;
          return svg("text", { x: 6, y: 4 + (n - (texts.length - 1) / 2) * LINE, class: small }, text);
        }),
      );
      return app.marks.add(head, mark);
    });
  return { top, cell, over: longest * Math.cos(TURN) + 8, draw };
}

/**
 * How wide columns are whose heads stand level, each word whole and none of too many lines; null where that takes more room
 * than columns may have.
 * @param {string[]} labels
 * @param {{least: number, most: number}} cells pixels that a column is wide
 */
export function levelCell(labels, { least, most }) {
  const widest = Math.max(
    0,
    ...labels.flatMap((label) => label.split(/\s+/)).map((word) => width(word, 12, 600)),
  );
  for (let cell = Math.max(least, Math.ceil(widest) + 5); cell <= most; cell += 10)
    if (labels.every((label) => lines(label, cell - 4, { weight: 600 }).length <= MOST_LEVEL)) return cell;
  return null;
}

/**
 * Heads that stand level, in as many lines as they need, for columns that are wide enough.
 * @param {Array<{label: string, mark: import("./marks.js").Mark}>} columns
 * @param {number} cell pixels that a column is wide
 */
export function levelHeads(columns, cell) {
  const made = columns.map(({ label }) => lines(label, cell - 4, { weight: 600 }));
  const top = Math.max(0, ...made.map((text) => text.length)) * LINE + 6;
  const draw = (app, left) =>
    columns.map(({ mark }, place) => {
      const middle = left + (place + 0.5) * cell;
      const texts = made[place].map((text, n) => {
        const y = top - 6 - (made[place].length - 1 - n) * LINE;
        return svg("text", { x: middle, y, class: "head", "text-anchor": "middle" }, text);
      });
      const hit = svg("rect", {
        x: middle - cell / 2 + 1,
        y: 1,
        width: cell - 2,
        height: top - 3,
        class: "hit",
      });
      return app.marks.add(svg("g", {}, hit, texts), mark);
    });
  return { top, cell, over: 0, draw };
}

/** A label in one line, or whole in two lines as short as they can be. */
function split(label, most) {
  const whole = width(label, 12);
  if (most < 2 || whole < 90) return lines(label, LONGEST, { most: 1 });
  for (let room = Math.max(90, whole / 2); room < LONGEST; room += 10) {
    const made = lines(label, room, { most: 2 });
    if (made.join(" ") === label) return made;
  }
  return lines(label, LONGEST, { most: 2 });
}
