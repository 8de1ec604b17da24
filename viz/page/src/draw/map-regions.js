/** Draws sectors as regions with a heading, stakeholders as rows in them, and the lines that tie them. */

import { MOST_LINES, MOST_ROWS } from "../data/limits.js";
import { rearranged } from "../data/map-places.js";
import { arranged, freePlaces, sides, stacked, way } from "../data/regions.js";
import { svg } from "./dom.js";
import { kindPath } from "./kinds.js";
import { dashArray, SIGNS } from "./signs.js";
import { lines as inLines, width } from "./text.js";

const LINE = 15;
const GAP = 26;
const EDGE = 8;
/** Pixels that a row has for each line that ends at one of its sides. */
const PORT = 5;
/** About how high a region is for each of its rows while all are closed; its place depends on that. */
const NOMINAL = { head: 56, row: 30 };

/** Below so many pixels all regions stand in one column. */
const NARROW = 560;

/** How many columns there is room for, how wide each is, and how wide the room between them. */
function columnsIn(room, columns = room < NARROW ? 1 : room < 700 ? 2 : room < 1500 ? 3 : 5) {
  const share = columns > 3 ? 0.08 : 0.13;
  const between = columns === 1 ? 70 : Math.max(78, Math.min(190, room * share));
  const wide = columns === 1 ? room - between : (room - between * (columns - 1)) / columns;
  const left = Array.from({ length: columns }, (_, n) => Math.round(n * (wide + between)) + 1);
  return { columns, wide: Math.floor(wide) - 2, left, right: left.map((x) => x + Math.floor(wide) - 2) };
}

/**
 * The places of all regions and rows. They follow from the whole study and the width, not from the filters, and opening
 * a row moves no region to another place among the others.
 * @param {Array<Object>} sectors with `key`, `title`, `size` (rows while all are closed) and `rows`
 * @param {{all: Array<Object>, weights: Map<string, number>}} whole lines of the whole study between rows, and how many ties
 *   there are between sectors, by their keys
 * @param {number} room pixels
 * @param {?import("../data/map-places.js").Arrangement} own where a reader has put them
 * @param {boolean} close whether only what the filters leave in takes room, in the same columns and order
 */
export function regionPlaces(sectors, { all, weights }, room, own = null, close = false) {
  const size = columnsIn(room);
  const ends = new Map();
  for (const { start, end } of all) {
    for (const row of [start, end]) ends.set(row, (ends.get(row) ?? 0) + 1);
  }
  const perLine = all.length > MOST_LINES ? 0 : PORT / (size.columns > 1 ? 2 : 1); // bands end at regions, not at rows
  const shown = close ? onlyHere(sectors) : sectors.map((sector) => ({ sector, rows: sector.rows }));
  const laid = shown.map(({ sector, rows }) =>
    laidOut(sector, size.wide, (row) => (ends.get(row) ?? 0) * perLine, rows),
  );
  const nominal = sectors.map(({ key, id, size: rows }) => ({
    key,
    height: NOMINAL.head + NOMINAL.row * Math.min(rows, MOST_ROWS + 1),
    last: id === "",
  }));
  const byKey = new Map(laid.map((one) => [one.key, one]));
  const stacks = rearranged(arranged(nominal, weights, size.columns), own);
  const { placed, height } = stacked(
    stacks.map((stack) => stack.map(({ key }) => byKey.get(key)).filter(Boolean)),
    GAP,
  );
  const free = size.left.map((_, column) =>
    freePlaces(
      [...placed.values()].filter((one) => one.column === column),
      GAP,
    ),
  );
  const keys = stacks.map((stack) => stack.map(({ key }) => key));
  return { ...size, ...atPlaces(laid, placed), free, stacks: keys, height: height + GAP, top: GAP / 2 };
}

/** Sectors with rows that the filters leave in, with these rows. */
function onlyHere(sectors) {
  return sectors
    .map((sector) => ({ sector, rows: sector.rows.filter(({ here }) => here) }))
    .filter(({ rows }) => rows.length);
}

/** All regions below each other, for a narrow window: lines go along their right side. */
function inOneColumn(regions, drawn, room) {
  const size = columnsIn(room, 1);
  const needed = (row) => drawn.filter(({ start, end }) => start === row || end === row).length * PORT;
  const laid = regions.map((one) => laidOut(one, size.wide, needed));
  const { placed, height } = stacked([laid], GAP);
  return { ...size, ...atPlaces(laid, placed), free: [[]], width: room, height: height + GAP, top: GAP / 2 };
}

/** A region for each column: rows that lines lead through from left to right. */
export function columnPlaces(regions, drawn, room) {
  if (room < NARROW) return inOneColumn(regions, drawn, room);
  const size = columnsIn(Math.max(700, room), regions.length);
  const sum = new Map();
  for (const line of drawn) {
    for (const row of [line.start, line.end]) sum.set(row, (sum.get(row) ?? 0) + 1);
  }
  const laid = regions.map((one) =>
    laidOut(one, size.wide, (row) => ((sum.get(row) ?? 0) * 2 * PORT) / (row.sides ?? 1)),
  );
  const placed = new Map(laid.map(({ key, height }, column) => [key, { column, y: 0, height }]));
  const height = Math.max(...laid.map((one) => one.height));
  return {
    ...size,
    ...atPlaces(laid, placed),
    free: regions.map(() => []),
    width: size.right.at(-1) + 2,
    height: height + GAP,
    top: GAP / 2,
  };
}

/** One region in the middle, the others in columns at its two sides, as even as can be. */
export function onePlaces(regions, middle, drawn, room) {
  if (room < NARROW) return inOneColumn([middle, ...regions], drawn, room);
  const size = columnsIn(Math.max(700, room), 3);
  const needed = (row) => (drawn.filter(({ start, end }) => start === row || end === row).length * PORT) / 2;
  const stacks = [[], [laidOut(middle, size.wide, needed)], []];
  const high = (stack) => stack.reduce((sum, { height }) => sum + height + GAP, 0);
  for (const one of regions) {
    const side = high(stacks[0]) <= high(stacks[2]) ? stacks[0] : stacks[2];
    side.push(laidOut(one, size.wide, () => 0));
  }
  const { placed, height } = stacked(stacks, GAP);
  // In sight where the columns are longer than a window.
  placed.get(middle.key).y = Math.min(placed.get(middle.key).y, 140);
  return {
    ...size,
    ...atPlaces(stacks.flat(), placed),
    free: stacks.map(() => []),
    width: size.right.at(-1) + 2,
    height: height + GAP,
    top: GAP / 2,
  };
}

/** A region with its heading and rows, from its own top. */
function laidOut(sector, wide, needed, shown = sector.rows) {
  const head = inLines(sector.title, wide - 2 * EDGE, { size: 14, weight: 700 });
  let y = head.length * 17 + 12;
  const rows = shown.map((row) => {
    const indent = (row.depth ?? 0) * 14;
    const text = inLines(row.label, wide - 34 - indent);
    const notes = (row.notes ?? []).flatMap((note) => inLines(note, wide - 34 - indent));
    const below = notes.length + (row.people?.length ? 1 : 0);
    const height = Math.max((text.length + below) * LINE + 8, Math.min(needed(row) + 6, 150));
    const at = { row, text, notes, indent, top: y, height };
    y += height;
    return at;
  });
  return { key: sector.key, sector, head, rows, height: y + 6 };
}

function atPlaces(laid, placed) {
  const regions = laid.map((one) => ({ ...one, ...placed.get(one.key) }));
  const at = new Map();
  for (const region of regions) {
    at.set(region.sector, { column: region.column, top: region.y, height: region.height });
    for (const { row, top, height: high } of region.rows)
      at.set(row, { column: region.column, top: region.y + top, height: high });
  }
  return { regions, at };
}

/**
 * Where each line ends: lines at one side of a row stand below each other, in the order of their other ends.
 * @returns {Map<Object, {d: string, from: Object, to: Object}>} by line
 */
export function ways(drawn, places) {
  const { at, columns, left, right, free } = places;
  const ports = new Map();
  const middle = (one) => at.get(one).top + at.get(one).height / 2;
  for (const line of drawn) {
    const [out, into] = sides(at.get(line.start).column, at.get(line.end).column, columns);
    for (const [one, other, side, what] of [
      [line.start, line.end, out, "from"],
      [line.end, line.start, into, "to"],
    ]) {
      if (!ports.has(one)) ports.set(one, { [-1]: [], 1: [] });
      ports.get(one)[side].push({ line, what, y: middle(other), far: at.get(other).column });
    }
  }
  const ends = new Map(drawn.map((line) => [line, {}]));
  for (const [one, bySide] of ports) {
    for (const list of Object.values(bySide)) {
      list.sort((a, b) => a.y - b.y);
      const { top, height, column } = at.get(one);
      const step = Math.min(PORT * 2, (height - 6) / list.length);
      list.forEach(({ line, what }, n) => {
        const y = places.top + top + height / 2 + (n - (list.length - 1) / 2) * step;
        ends.get(line)[what] = { column, y };
      });
    }
  }
  const lanes = new Map();
  const shifted = free.map((own) => own.map((y) => y + places.top));
  return new Map(
    drawn.map((line) => {
      const { from, to } = ends.get(line);
      const key = `${from.column}|${to.column}`;
      const lane = lanes.get(key) ?? 0;
      lanes.set(key, lane + 1);
      const aside = Math.abs(from.column - to.column) > 1 ? ((lane % 5) - 2) * 4 : 0;
      return [line, { d: way(from, to, { left, right, free: shifted }, aside), from, to }];
    }),
  );
}

/**
 * @param {ReturnType<typeof regionPlaces>} places
 * @param {{row: (row: Object, group: SVGElement) => void, people: (row: Object, group: SVGElement) => void,
 *   heading: (sector: Object, group: SVGElement) => void, fill: (row: Object) => string, radius: (row: Object) => number}} by
 *   makes what is drawn a mark
 * @returns {SVGElement[]}
 */
export function drawRegions(places, by) {
  return places.regions.flatMap((region) => {
    const { sector, head, rows, column, y } = region;
    if (!rows.some(({ row }) => row.here)) return [];
    const [x, top] = [places.left[column], y + places.top];
    const group = svg("g", { class: "region" });
    group.append(
      svg("rect", { x, y: top, width: places.wide, height: region.height, rx: 4, class: "region-room" }),
    );
    const title = svg("g", { "data-whole": "" });
    title.append(
      svg("rect", {
        x: x + 2,
        y: top + 2,
        width: places.wide - 4,
        height: head.length * 17 + 6,
        class: "hit",
      }),
      ...head.map((text, n) => svg("text", { x: x + EDGE, y: top + 18 + n * 17, class: "group" }, text)),
    );
    by.heading(sector, title);
    group.append(title);
    for (const { row, text, notes, indent, top: at, height } of rows) {
      if (row.here)
        group.append(
          svg(
            "g",
            { "data-whole": "" },
            drawRow(row, { x: x + indent, y: top + at, height, text, notes, wide: places.wide - indent }, by),
          ),
        );
    }
    return [group];
  });
}

function drawRow(row, { x, y, height, text, notes, wide }, by) {
  const below = notes.length + (row.people?.length ? 1 : 0);
  const r = by.radius(row);
  const inset = r ? 30 : EDGE;
  const first = y + height / 2 - ((text.length + below - 1) * LINE) / 2;
  const name = svg(
    "g",
    { "data-row": row.key },
    svg("rect", {
      x: x + 2,
      y: y + 1,
      width: wide - 4,
      height: height - 2 - (row.people?.length ? LINE : 0),
      class: "hit",
    }),
    r > 0 &&
      svg("path", {
        d: kindPath(row.node?.kind ?? "Actor", r),
        transform: `translate(${x + 16},${first})`,
        fill: by.fill(row),
        class: "outlined",
      }),
    ...text.map((one, n) => svg("text", { x: x + inset, y: first + 4 + n * LINE }, one)),
    ...notes.map((one, n) =>
      svg("text", { x: x + inset, y: first + 4 + (text.length + n) * LINE, class: "note" }, one),
    ),
  );
  by.row(row, name);
  if (!row.people?.length) return [name];
  const words = `${row.opened ? "▾" : "▸"} ${row.people.length} ${row.people.length === 1 ? "person or role" : "people and roles"}`;
  const at = first + text.length * LINE;
  const people = svg("g", { "data-row": row.key });
  people.append(
    svg("rect", { x: x + 26, y: at - 8, width: width(words) + 8, height: 16, class: "hit" }),
    svg("text", { x: x + 30, y: at + 4, class: "opens" }, words),
  );
  by.people(row, people);
  return [name, people];
}

/** A line with its dashes, its arrows and room to point at. */
export function drawLine({ line, d, from, to }, { tone, thick, left, right, columns }) {
  const group = svg("g", { class: `tie line-${tone}` });
  const [out, into] = sides(from.column, to.column, columns);
  group.append(
    svg("path", { d, class: "reach" }),
    svg("path", {
      d,
      class: "way-of-tie",
      "stroke-width": thick,
      "stroke-dasharray": dashArray(SIGNS.tie[line.state].dash),
    }),
  );
  const head = (at, side) => {
    const x = side > 0 ? right[at.column] : left[at.column];
    return svg("path", { d: `M${x},${at.y}l${side * 7},-3.2v6.4Z`, class: "head-of-tie" });
  };
  if (line.forth) group.append(head(to, into));
  if (line.back) group.append(head(from, out));
  return group;
}

/** Lets rows and lines stand out while the pointer or the focus is on them, or while they are open. */
export function standingOut(picture, lineOf) {
  const rows = [...picture.querySelectorAll("[data-row]")];
  let kept = new Set();
  const show = (keys, own = null) => {
    const some = keys.size > 0 || own;
    const near = new Set(keys);
    for (const [element, line] of lineOf) {
      const touches = element === own || [line.start, line.end].some(({ key }) => keys.has(key));
      element.classList.toggle("is-near", Boolean(some) && touches);
      if (touches) near.add(line.start.key).add(line.end.key);
    }
    for (const row of rows) row.classList.toggle("is-near", near.has(row.getAttribute("data-row")));
    picture.classList.toggle("has-near", Boolean(some));
  };
  const of = (event) => {
    const row = event.target.closest?.("[data-row]");
    const tie = event.target.closest?.(".tie");
    if (row) show(new Set([row.getAttribute("data-row")]));
    else if (tie && lineOf.has(tie)) show(new Set(), tie);
    else show(kept);
  };
  for (const name of ["pointerover", "focusin"]) picture.addEventListener(name, of);
  for (const name of ["pointerleave", "focusout"]) picture.addEventListener(name, () => show(kept));
  return (keys) => {
    kept = new Set(keys);
    show(kept);
  };
}
