/** Small pictures in rows and columns: a row for each name, a column for each place, in as many blocks as the room asks for. */
import { svg } from "./dom.js";
import { lines, width } from "./text.js";

/** From this width on, names stand beside their row and not above it. */
const BESIDE = 640;
const LINE = 15;

/**
 * @param {Object} what
 * @param {number} what.room pixels
 * @param {Array<{label: string}>} what.rows
 * @param {Array<{label: string, group?: string}>} what.columns neighbours of one group share a head
 * @param {number} what.least pixels that a column needs
 * @param {number} what.widest pixels that a column takes at most
 * @param {number} what.high pixels of a row
 * @param {number} what.under pixels below the head of a column, for `drawUnder`
 * @param {(column: Object, place: {x: number, y: number, wide: number}) => Node[]} what.drawUnder
 * @param {(row: Object, column: Object, place: {x: number, y: number, wide: number, high: number}) => Node[]} what.drawCell
 * @returns {{made: Node[], y: number, heads: Array<[number, number]>, labels: number}} what is drawn, where it ends, and what
 *   parts of it repeat
 */
export function multiples({ room, rows, columns, least, widest, high, under, drawUnder, drawCell }) {
  const isBeside = room >= BESIDE;
  const named = isBeside ? Math.min(230, Math.round(room * 0.2)) : 0;
  const needed = Math.max(least, ...columns.map(({ label }) => widestWord(label) + 8));
  const most = Math.max(1, Math.floor((room - named) / needed));
  const blocks = Math.ceil(columns.length / most);
  const across = Math.ceil(columns.length / blocks);
  const wide = Math.min(widest, (room - named) / across);
  const made = [];
  const headed = [];
  let y = 0;
  for (let from = 0; from < columns.length; from += across) {
    const own = columns.slice(from, from + across);
    const x = (place) => named + wide * place;
    const top = y;
    const drawn = heads(own, { x, y, wide });
    made.push(...drawn.made);
    y = drawn.y;
    own.forEach((column, place) => {
      made.push(...drawUnder(column, { x: x(place), y, wide }));
    });
    y += under;
    headed.push([top, y]);
    for (const row of rows) {
      const name = lines(row.label, (isBeside ? named : room) - 12);
      const tall = isBeside ? Math.max(high, name.length * LINE + 4) : high + name.length * LINE + 4;
      const first = isBeside ? y + tall / 2 + 4 - ((name.length - 1) * LINE) / 2 : y + LINE;
      name.forEach((line, n) => {
        const at = { x: isBeside ? named - 10 : 4, y: first + n * LINE };
        made.push(svg("text", { ...at, "text-anchor": isBeside ? "end" : "start" }, line));
      });
      const top = isBeside ? y : y + name.length * LINE + 4;
      own.forEach((column, place) => {
        made.push(...drawCell(row, column, { x: x(place), y: top, wide, high: isBeside ? tall : high }));
      });
      y += tall;
    }
    y += 14;
  }
  return { made, y: y - 14, heads: headed, labels: named };
}

/** Heads of groups and of columns, which end on one line. */
function heads(own, { x, y, wide }) {
  const made = [];
  const runs = own.reduce((found, { group = "" }, place) => {
    if (found.at(-1)?.group === group) found.at(-1).to = place;
    else found.push({ group, from: place, to: place });
    return found;
  }, []);
  const groups = runs.map((run) => ({
    ...run,
    words: lines(run.group, wide * (run.to - run.from + 1) - 10, { weight: 700 }),
  }));
  const deep = Math.max(0, ...groups.map(({ words }) => words.length));
  for (const { words, from, to } of groups) {
    words.forEach((line, n) => {
      made.push(svg("text", { x: x(from) + 4, y: y + 12 + n * LINE, class: "bar-name" }, line));
    });
    if (words.length) {
      const at = y + deep * LINE + 2;
      made.push(svg("line", { x1: x(from) + 3, x2: x(to + 1) - 3, y1: at, y2: at, class: "axis" }));
    }
  }
  const top = y + (deep ? deep * LINE + 6 : 0);
  const labels = own.map(({ label }) => lines(label, wide - 6, { weight: deep ? 400 : 600 }));
  const most = Math.max(...labels.map(({ length }) => length));
  labels.forEach((label, place) => {
    label.forEach((line, n) => {
      const at = { x: x(place) + 4, y: top + 12 + (n + most - label.length) * LINE };
      made.push(svg("text", { ...at, class: deep ? null : "head" }, line));
    });
  });
  return { made, y: top + most * LINE + 4 };
}

const widestWord = (label) => Math.max(...label.split(/\s+/).map((word) => width(word, 12, 600)));
