/** Sectors and what they do with evidence as a picture: marks for what is done, in part and not done. */

import { counted } from "../data/count.js";
import { SAID } from "../data/deeds.js";
import { DEED_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { evidenceMark } from "../draw/evidence-marks.js";
import { finished } from "../draw/legend.js";
import { lines, width } from "../draw/text.js";
import { sectorWords } from "./sector-words.js";

const ROW = 44;
/** Of a row that shares its sector with another one. */
const LOW = 34;
const NARROWEST = 64;
const STACKED = 22;
const LINE = 15;
/** Radius of the mark of most claims, beside others and in a stack, and of the smallest one. */
const LARGEST = 17;
const LARGEST_STACKED = STACKED / 2 - 2;
const SMALLEST = 4;
const MARK_OF = { done: "used", "in part": "partly", "not done": "not used" };
/** What is chosen where evidence of every focus is shown at once. */
export const ALL = "all";

/** The class that gives a row its colour; all evidence has that of no focus. */
const toneOf = (app, focus) => app.tone(focus === ALL ? "" : focus);

/**
 * A table of sectors and deeds; in a narrow window a list, each sector with its own deeds.
 * @param {import("../pane.js").Pane} app
 * @param {Array<Object>} rows a row for each focus and sector; those of a sector stand together
 * @param {string[]} used the deeds that have a column
 */
export function deedsPicture(app, rows, used) {
  const focuses = [...new Set(rows.map(({ focus }) => focus))];
  const beside = focuses.length > 1 ? Math.max(...focuses.map((one) => width(one, 12, 600))) + 10 : 0;
  const sector = Math.min(230, Math.max(110, app.width * 0.2));
  const named = sector + beside;
  const picture = svg("svg", { class: "picture deeds", role: "group", "aria-label": "Who does what" });
  const wide = (Math.min(app.width, 1500) - named) / used.length;
  const isTable = wide >= NARROWEST;
  const label = Math.max(...used.map((deed) => width(deed, 12))) + 14;
  const radius = sizing(app, rows, used, isTable ? wide : (app.width - label) / focuses.length);
  const size = isTable
    ? asTable(app, picture, rows, used, { sector, named, wide, isNamed: beside > 0, radius })
    : asList(app, picture, rows, used, { named: label, focuses, radius });
  return finished(picture, entries(app, focuses), size);
}

/**
 * The radius of a mark by its claims: one scale for all marks of both of two slices, as large as the fullest cell lets it be.
 * @returns {(number: number) => number} the area grows with the claims
 */
function sizing(app, rows, used, wide) {
  const cells = rows.flatMap((row) => used.map((deed) => partsOf(row, deed)));
  const numbers = cells.flatMap((cell) => cell.map(([, own]) => own.length));
  const most = app.scaleOf("deeds:most", Math.max(1, ...numbers));
  const upTo = (largest) => (number) => Math.max(SMALLEST, largest * Math.sqrt(number / most));
  let largest = LARGEST;
  while (largest > LARGEST_STACKED && !cells.every((cell) => fitsBeside(cell, wide, upTo(largest))))
    largest -= 1;
  return upTo(LARGEST - app.scaleOf("deeds:less", LARGEST - largest));
}

function asTable(app, picture, rows, used, { sector, named, wide, isNamed, radius }) {
  const W = named + wide * used.length;
  const heads = used.map((deed) => lines(deed, wide - 4, { weight: 600 }));
  const top = Math.max(2, ...heads.map(({ length }) => length)) * LINE + 4;
  heads.forEach((head, place) => {
    head.forEach((text, n) => {
      const at = {
        x: named + wide * (place + 0.5),
        y: 13 + n * LINE,
        class: "head",
        "text-anchor": "middle",
      };
      picture.append(svg("text", at, text));
    });
  });
  let y = top;
  const names = rows.map(({ sector: own }) => lines(sectorWords(own), sector - 16));
  const highs = rows.map((row, place) => {
    const cells = used.map((deed) => partsOf(row, deed));
    const own = Math.max(...cells.map((cell) => (fitsBeside(cell, wide, radius) ? 1 : cell.length)));
    const deep = app.scaleOf(`deeds:${row.focus}:${row.sector}`, own);
    const least = (names[place].length * LINE + 8) / row.of;
    return Math.max(row.of > 1 ? LOW : ROW, deep * STACKED + (row.of > 1 ? 4 : 10), least);
  });
  rows.forEach((row, place) => {
    const high = highs[place];
    const tone = toneOf(app, row.focus);
    if (row.isFirst) {
      const whole = highs.slice(place, place + row.of).reduce((sum, one) => sum + one, 0);
      if ((place / row.of) % 2 === 0)
        picture.append(svg("rect", { x: 0, y, width: W, height: whole, class: "band" }));
      const name = names[place];
      const first = y + whole / 2 + 4 - ((name.length - 1) * LINE) / 2;
      name.forEach((text, n) => {
        picture.append(svg("text", { x: sector - 10, y: first + n * LINE, "text-anchor": "end" }, text));
      });
    }
    if (isNamed) {
      const at = { x: named - 10, y: y + high / 2 + 4, "text-anchor": "end", class: `focus-name ${tone}` };
      picture.append(svg("text", at, row.focus));
    }
    used.forEach((deed, column) => {
      const at = { x: named + wide * column, y, wide, high, tone, radius };
      const cell = partsOf(row, deed);
      picture.append(...cellMarks(app, row, deed, cell, at));
    });
    y += high;
  });
  return { width: W, y: y + 2, heads: [[0, top]], labels: named };
}

/** Each sector with the deeds that somebody says something of, a column for each focus. */
function asList(app, picture, rows, used, { named, focuses, radius }) {
  const wide = (app.width - named) / focuses.length;
  let y = 0;
  for (let first = 0; first < rows.length; first += focuses.length) {
    const own = rows.slice(first, first + focuses.length);
    for (const text of lines(sectorWords(own[0].sector), app.width - 8, { size: 14, weight: 700 })) {
      y += 18;
      picture.append(svg("text", { x: 4, y, class: "group" }, text));
    }
    y += 6;
    // Deeds of both of two slices stand at one height.
    const shown = used
      .map((deed) => {
        const cells = own.map((row) => partsOf(row, deed));
        const needed = Math.max(...cells.map((cell) => (cell.length ? highOf(cell, wide, radius) + 4 : 0)));
        return { deed, cells, high: app.scaleOf(`deeds:${own[0].sector}:${deed}`, needed) };
      })
      .filter(({ high }) => high);
    if (own.length > 1) {
      own.forEach(({ focus }, place) => {
        const at = { x: named + wide * (place + 0.5), y: y + 12, "text-anchor": "middle" };
        picture.append(svg("text", { ...at, class: `focus-name ${toneOf(app, focus)}` }, focus));
      });
      y += 18;
    }
    for (const { deed, cells, high } of shown) {
      picture.append(
        svg("rect", { x: 0, y: y + 1, width: app.width, height: high - 2, class: "band" }),
        svg("text", { x: named - 10, y: y + high / 2 + 4, "text-anchor": "end" }, deed),
      );
      own.forEach((row, place) => {
        const at = { x: named + wide * place, y, wide, high, tone: toneOf(app, row.focus), radius };
        picture.append(...cellMarks(app, row, deed, cells[place], at));
      });
      y += high;
    }
    y += 12;
  }
  return { width: app.width, y };
}

function highOf(cell, wide, radius) {
  if (!fitsBeside(cell, wide, radius)) return cell.length * STACKED;
  return Math.max(STACKED, ...cell.map(([, own]) => 2 * radius(own.length) + 4));
}

function cellMarks(app, row, deed, cell, at) {
  const draw = fitsBeside(cell, at.wide, at.radius) ? sideBySide : stacked;
  return draw(cell, at).map(([group, said, own]) => app.marks.add(group, markOf(row, deed, said, own)));
}

function entries(app, focuses) {
  return [
    ...SAID.map((said) => ({
      draw: (x, at) => svg("g", { class: toneOf(app, focuses[0]) }, evidenceMark(MARK_OF[said], x, at, 6)),
      label: DEED_WORDS[said],
      wide: 16,
    })),
    {
      draw: (x, at) => svg("text", { x, y: at + 4, "text-anchor": "middle" }, "5"),
      label: "number of claims",
    },
  ];
}

function partsOf(row, deed) {
  return SAID.map((said) => [said, row.deeds.filter((one) => one.deed === deed && one.said === said)]).filter(
    ([, own]) => own.length,
  );
}

const GAP = 8;
const sizesOf = (parts, radius) =>
  parts.map(([, own]) => 2 * radius(own.length) + 4 + width(own.length.toLocaleString("en-GB")));
const neededBy = (parts, radius) =>
  sizesOf(parts, radius).reduce((sum, size) => sum + size, 0) + GAP * (parts.length - 1);

/** Marks that have no room beside each other stand below each other. */
function fitsBeside(parts, wide, radius) {
  return neededBy(parts, radius) <= wide - 8;
}

function sideBySide(parts, { x, y, wide, high, tone, radius }) {
  const sizes = sizesOf(parts, radius);
  let at = x + (wide - neededBy(parts, radius)) / 2;
  return parts.map(([said, own], n) => {
    const r = radius(own.length);
    const place = at;
    at += sizes[n] + GAP;
    const box = { x: place - 2, y: y + 3, width: sizes[n] + 3, height: high - 6 };
    return [drawn(said, own, place + r, y + high / 2, r, box, tone), said, own];
  });
}

function stacked(parts, { x, y, wide, high, tone, radius }) {
  const top = y + (high - parts.length * STACKED) / 2;
  return parts.map(([said, own], n) => {
    const middle = top + (n + 0.5) * STACKED;
    const r = radius(own.length);
    const box = { x: x + 4, y: middle - STACKED / 2 + 1, width: wide - 8, height: STACKED - 2 };
    return [drawn(said, own, x + wide / 2 - 8, middle, r, box, tone), said, own];
  });
}

function drawn(said, own, x, y, r, box, tone) {
  return svg(
    "g",
    { class: tone },
    svg("rect", { ...box, class: "hit" }),
    evidenceMark(MARK_OF[said], x, y, said === "not done" ? r * 0.72 : r),
    svg("text", { x: x + r + 3, y: y + 4, class: "number" }, own.length.toLocaleString("en-GB")),
  );
}

export function markOf(row, deed, said, own) {
  const claims = own.map(({ claim }) => claim);
  const who = new Set(own.map((one) => one.who.id)).size;
  return {
    key: `deed:${row.focus}:${row.sector}:${deed}:${said}`,
    title: `${sectorWords(row.sector)} ${deed}: ${said}${row.of > 1 ? ` (${row.focus} evidence)` : ""}`,
    note: `${counted(claims.length, "claim")} about ${counted(who, "stakeholder")}`,
    claims,
  };
}
