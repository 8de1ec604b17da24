/** Factors as rows: what claims deny and affirm to two sides of an axis, and sites' verdicts as marks. */
import { counted, tally } from "../data/count.js";
import { SIDES } from "../data/factors.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { levelCell } from "../draw/slanted.js";
import { capital, fitted, lines } from "../draw/text.js";
import { look, valenceMark } from "../draw/valence.js";
import { sideBar } from "./barriers-bars.js";
import { entries, factorMark, SAYS, verdicts } from "./barriers-marks.js";

const LINE = 14;
const ROW = 26;
const KIND = 86;
const COUNT = 72;
const NUMBER = 52;

const HEADS = { denies: "deny it", affirms: "affirm it", mixed: "in part" };

/**
 * @param {import("../pane.js").Pane} app
 * @param {{groups: Array, sites: Array, sorts: import("../data/factors.js").Sorts}} what
 */
export function factorPicture(app, { groups, sites, sorts }) {
  const at = layout(app, groups, sites);
  const picture = svg("svg", {
    class: "picture barriers",
    role: "group",
    "aria-label": "Barriers and enablers",
  });
  let y = 0;
  const drawn = new Set();
  const repeated = [];
  for (const group of groups) {
    y += 18;
    picture.append(svg("text", { x: 4, y, class: "group" }, title(group, sorts.words, at.W)));
    const above = y - 16;
    y = heads(app, picture, at, sites, y + 6, drawn);
    const top = y;
    repeated.push([above, top]);
    for (const row of group.listed) y = lane(app, picture, at, { row, sites, sorts, y });
    picture.append(svg("line", { x1: at.axis, x2: at.axis, y1: top, y2: y, class: "axis" }));
    if (group.more) {
      y += 16;
      const text = `and ${counted(group.more, "more factor")}; choose “Rows: all”`;
      picture.append(svg("text", { x: 8, y, class: "small" }, text));
    }
    y += 14;
  }
  return finished(picture, entries(sorts, sites), { width: at.W, y, heads: repeated, labels: at.named });
}

/** Where the columns stand. One scale holds for all bars. */
function layout(app, groups, sites) {
  const room = app.width;
  const most = (count) => Math.max(1, ...groups.flatMap((group) => group.listed.map(count)));
  const n = Object.fromEntries(
    SIDES.map((side) => [
      side,
      app.scaleOf(
        `side:${side}`,
        most((row) => row.sides[side].length),
      ),
    ]),
  );
  const names = sites.map(({ label }) => label);
  const least = room > 1000 ? 74 : 62;
  const site = levelCell(names, { least, most: 110 }) ?? least;
  const fixed = KIND + 2 * COUNT + NUMBER + sites.length * site + 3 * NUMBER;
  const W = Math.max(room, fixed + 150 + 76);
  const named = Math.max(150, Math.min(400, (W - fixed) * 0.62));
  const unit = Math.min(14, (W - fixed - named - 8) / (n.denies + n.affirms + n.mixed));
  const denies = named + KIND;
  const axis = denies + NUMBER + n.denies * unit;
  const mixed = axis + NUMBER + n.affirms * unit;
  const ought = mixed + NUMBER + n.mixed * unit;
  const speakers = ought + NUMBER;
  const sources = speakers + COUNT;
  const first = Math.max(sources + COUNT, Math.min(W - sites.length * site, sources + COUNT + 40));
  return { W, named, unit, denies, axis, mixed, ought, speakers, sources, first, site };
}

function title(group, words, W) {
  const kinds = words
    .map((word) => [word, group.rows.filter((row) => row.factor.valence === word).length])
    .filter(([, number]) => number);
  const parts = kinds.length ? ` (${kinds.map(([word, number]) => `${word} ${number}`).join(", ")})` : "";
  const name = group.name ? `${capital(group.name)}: ` : "";
  return fitted(`${name}${group.said}${parts}`, W - 8, 14, 700);
}

/** The heads of the columns; the first time, a site's head opens the site. */
function heads(app, picture, at, sites, y, drawn) {
  const columns = [
    { x: at.denies, wide: at.axis - at.denies - 4, text: HEADS.denies, anchor: "end" },
    { x: at.axis + 4, wide: at.mixed - at.axis - 8, text: HEADS.affirms, anchor: "start" },
    { x: at.mixed, wide: at.ought - at.mixed - 4, text: HEADS.mixed, anchor: "start" },
    { x: at.ought, wide: NUMBER - 4, text: "ought to", anchor: "start" },
    { x: at.speakers, wide: COUNT - 8, text: "speakers who affirm", anchor: "end" },
    { x: at.sources, wide: COUNT - 8, text: "sources that affirm", anchor: "end" },
    ...sites.map((site, place) => ({
      x: at.first + place * at.site,
      wide: at.site - 4,
      text: site.label,
      anchor: "middle",
      site,
    })),
  ].map((column) => ({ ...column, made: lines(column.text, column.wide, { weight: 600 }) }));
  const high = Math.max(...columns.map(({ made }) => made.length));
  for (const { x, wide, made, anchor, site } of columns) {
    const middle = { start: x, end: x + wide, middle: x + wide / 2 }[anchor];
    const texts = made.map((line, n) =>
      svg(
        "text",
        {
          x: middle,
          y: y + (high - made.length + n + 1) * 13,
          class: "head",
          "text-anchor": anchor,
        },
        line,
      ),
    );
    if (!site || drawn.has(site.id)) {
      picture.append(...texts);
      continue;
    }
    drawn.add(site.id);
    const head = svg(
      "g",
      {},
      svg("rect", { x, y: y + 1, width: wide, height: high * 13 + 2, class: "hit" }),
      texts,
    );
    picture.append(
      app.marks.add(head, { key: `site:${site.id}`, title: site.label, open: `node:${site.id}` }),
    );
  }
  return y + high * 13 + 6;
}

function lane(app, picture, at, { row, sites, sorts, y }) {
  const { factor } = row;
  const label = lines(factor.label, at.named - 18);
  const high = Math.max(ROW, label.length * LINE + 8);
  const line = y + high / 2;
  const group = svg(
    "g",
    { class: `lane ${look(sorts, factor.valence)}` },
    svg("rect", { x: 0, y, width: at.W, height: high, class: "lane-room" }),
  );
  group.append(named(app, row, at, label, { y, high, line }));
  group.append(
    valenceMark(sorts, factor.valence, at.named + 10, line),
    svg(
      "text",
      { x: at.named + 20, y: line + 4, class: "small" },
      fitted(factor.valence ?? "not stated", KIND - 26, 12),
    ),
  );
  for (const side of SIDES) {
    if (row.sides[side].length) group.append(bar(app, row, side, at, { y, high, line }));
  }
  if (row.ought.length) group.append(ought(app, row, at, { y, high, line }));
  group.append(...support(row, at, line));
  sites.forEach((site, place) => {
    group.append(
      ...verdicts(app, row, site, at.first + place * at.site + at.site / 2 - 2, { y, high, line }),
    );
  });
  picture.append(group);
  return y + high;
}

function named(app, row, at, label, { y, high, line }) {
  const first = line + 4 - ((label.length - 1) * LINE) / 2;
  const element = svg(
    "g",
    { class: "lane-name" },
    svg("rect", { x: 2, y: y + 1, width: at.named - 8, height: high - 2, class: "hit" }),
    label.map((text, n) =>
      svg("text", { x: at.named - 12, y: first + n * LINE, "text-anchor": "end" }, text),
    ),
  );
  return app.marks.add(element, factorMark(row));
}

function bar(app, row, side, at, { y, high, line }) {
  const claims = row.sides[side];
  const long = Math.max(2, claims.length * at.unit);
  const left = side === "denies";
  const x = { denies: at.axis - long, affirms: at.axis, mixed: at.mixed }[side];
  const from = left ? x - 30 : x;
  const element = svg(
    "g",
    { class: `side side-${side}` },
    svg("rect", { x: from, y: y + 1, width: long + 30, height: high - 2, class: "hit" }),
    sideBar(side, { x, y: line - 6, width: long, height: 12 }),
    svg(
      "text",
      { x: left ? x - 5 : x + long + 5, y: line + 4, class: "number", "text-anchor": left ? "end" : "start" },
      claims.length.toLocaleString("en-GB"),
    ),
  );
  return app.marks.add(element, {
    key: `${side}:${row.key}`,
    title: row.factor.label,
    note: SAYS[side],
    claims,
  });
}

function ought(app, row, at, { y, high, line }) {
  const element = svg(
    "g",
    {},
    svg("rect", { x: at.ought - 2, y: y + 1, width: 32, height: high - 2, class: "hit" }),
    svg(
      "text",
      { x: at.ought + 14, y: line + 4, class: "number ought", "text-anchor": "middle" },
      row.ought.length,
    ),
  );
  return app.marks.add(element, {
    key: `ought:${row.key}`,
    title: row.factor.label,
    note: "Claims of what ought to be: they count on neither side",
    claims: row.ought,
  });
}

/**
 * Speakers and sources of claims that affirm, by which rows are ranked. Claims without a speaker may come from
 * anybody: how many speakers is then not known.
 */
function support(row, at, line) {
  if (!row.claims.length) return [];
  const { speakers, sources, unattributed } = tally(row.sides.affirms);
  const number = unattributed ? `${speakers ? `${speakers} + ` : ""}?` : `${speakers}`;
  return [
    [at.speakers, number],
    [at.sources, `${sources}`],
  ].map(([x, text]) =>
    svg("text", { x: x + COUNT - 8, y: line + 4, class: "number", "text-anchor": "end" }, text),
  );
}
