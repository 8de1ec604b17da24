/** Who affirms and who denies, by sector: how many of each sector stand on which side of a factor. */

import { HELD, heldIn } from "../data/contested.js";
import { counted } from "../data/count.js";
import { HELD_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { nothing } from "../draw/signs.js";
import { capital, lines, width } from "../draw/text.js";
import { heldMark } from "../draw/verdicts.js";
import { sectorWords } from "./sector-words.js";

const LINE = 14;
const NARROWEST = 78;
/** A mark and its number, and how high a line of them is. */
const PAIR = 34;
const STEP = 20;

/**
 * @param {import("../pane.js").Pane} app
 * @param {Array} factors rows of `contestedViews`
 * @param {ReturnType<typeof import("../data/contested.js").holdersBySector>} groups
 */
export function sectorMatrix(app, factors, groups) {
  const named = Math.max(170, Math.min(360, app.width * 0.3, app.width - NARROWEST * groups.length));
  const wide = Math.max(NARROWEST, Math.min(120, (app.width - named) / groups.length));
  const W = Math.max(app.width, named + wide * groups.length);
  const picture = svg("svg", {
    class: "picture contested",
    role: "group",
    "aria-label": "Who affirms and who denies, by sector",
  });
  const ground = svg("g");
  picture.append(ground);
  const heads = groups.map(({ sector }) => lines(sectorWords(sector), wide - 8, { weight: 600 }));
  const top = Math.max(...heads.map((head) => head.length)) * LINE + 8;
  groups.forEach((group, place) => {
    picture.append(sectorHead(app, group, heads[place], { x: named + place * wide, wide, top }));
  });
  let y = top;
  factors.forEach((row, number) => {
    const label = lines(row.factor.label, named - 20);
    const cells = groups.map(({ holders }) => heldIn(row.cells, holders));
    const each = Math.max(1, Math.floor((wide - 6) / PAIR));
    const deep = Math.max(1, ...cells.map((cell) => Math.ceil(cell.length / each)));
    const high = Math.max(28, label.length * LINE + 8, deep * STEP + 6);
    if (number % 2 === 0)
      ground.append(
        svg("rect", { x: 0, y, width: named + groups.length * wide, height: high, class: "band" }),
      );
    picture.append(factorName(app, row, label, { y, high, named }));
    cells.forEach((cell, place) => {
      const x = named + place * wide;
      cell.forEach((held, n) => {
        const line = Math.floor(n / each);
        const own = Math.min(each, cell.length - line * each);
        const left = x + (wide - own * PAIR) / 2 + (n % each) * PAIR;
        const middle = y + high / 2 + (line - (Math.ceil(cell.length / each) - 1) / 2) * STEP;
        picture.append(pair(app, row, groups[place].sector, held, { x: left, y: middle }));
      });
    });
    y += high;
  });
  for (const place of groups.keys()) {
    const x = named + place * wide;
    ground.append(svg("line", { x1: x, x2: x, y1: top, y2: y, class: "matrix-line" }));
  }
  return finished(picture, entries(), { width: W, y, heads: [[0, top]], labels: named });
}

function sectorHead(app, { sector, holders }, texts, { x, wide, top }) {
  const head = svg(
    "g",
    {},
    svg("rect", { x: x + 2, y: 0, width: wide - 4, height: top - 2, class: "hit" }),
    texts.map((text, n) =>
      svg(
        "text",
        {
          x: x + wide / 2,
          y: top - 8 - (texts.length - 1 - n) * LINE,
          class: "head",
          "text-anchor": "middle",
        },
        text,
      ),
    ),
  );
  const names = holders.map(({ id }) => app.study.label(id)).sort((a, b) => a.localeCompare(b));
  return app.marks.add(head, {
    key: `sector:${sector}`,
    title: sectorWords(sector),
    note: `${counted(names.length, "holder")}: ${names.join("; ")}`,
    claims: [...new Set(holders.flatMap(({ claims }) => claims))],
  });
}

/** The name of a factor beside its row, which opens its claims. */
export function factorName(app, row, label, { y, high, named }) {
  const first = y + high / 2 + 4 - ((label.length - 1) * LINE) / 2;
  const element = svg(
    "g",
    {},
    svg("rect", { x: 2, y: y + 1, width: named - 8, height: high - 2, class: "hit" }),
    label.map((text, n) => svg("text", { x: named - 12, y: first + n * LINE, "text-anchor": "end" }, text)),
  );
  return app.marks.add(element, contestedMark(row));
}

/** What the name of a contested factor opens. */
function contestedMark(row) {
  return {
    key: `factor:${row.factor.id}`,
    title: row.factor.label,
    note: [row.factor.valence, row.factor.level].filter(Boolean).join(", "),
    claims: row.claims,
    open: `node:${row.factor.id}`,
  };
}

function pair(app, row, sector, { what, holders }, { x, y }) {
  const number = holders.length.toLocaleString("en-GB");
  const element = svg(
    "g",
    {},
    svg("rect", { x: x + 1, y: y - STEP / 2 + 1, width: PAIR - 2, height: STEP - 2, class: "hit" }),
    heldMark(what, x + 11, y),
    svg("text", { x: x + 20, y: y + 4, class: "number" }, number),
  );
  const names = holders.map(({ id }) => app.study.label(id)).sort((a, b) => a.localeCompare(b));
  return app.marks.add(element, {
    key: `held:${row.factor.id}:${sector}:${what}`,
    title: `${sectorWords(sector)} on “${row.factor.label}”`,
    note: `${capital(HELD_WORDS[what])}: ${names.join("; ")}`,
    claims: holders.flatMap(({ claims }) => claims),
  });
}

function entries() {
  return [
    ...HELD.map((what) => ({
      draw: (x, y) => heldMark(what, x, y),
      label: HELD_WORDS[what],
    })),
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "number" }, "2"),
      label: "this many actors and organisations of the sector",
    },
    {
      draw: nothing,
      label: "nothing: no claim mentions their view",
      wide: Math.ceil(width("–")),
    },
  ];
}
