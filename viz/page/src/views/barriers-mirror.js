/** Barriers and enablers side by side: the name in the middle, to its left and right the sources that report it as either. */
import { counted, tally } from "../data/count.js";
import { mirrored, SIDES } from "../data/factors.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { levelCell, levelHeads, slantedHeads } from "../draw/slanted.js";
import { capital, lines, width } from "../draw/text.js";
import { lookOfSide } from "../draw/valence.js";
import { sideBar, sideMark } from "./barriers-bars.js";
import { article, factorMark, verdictEntries, verdicts } from "./barriers-marks.js";

const LINE = 14;
/** Pixels of a site's column, with a head that slants or stands level; level heads for so few sites, from such a width on. */
const SITE = 34;
const LEVEL = { least: 70, most: 110 };
const MOST_LEVEL = 6;
const LEVEL_FROM = 900;
const NEITHER = 78;
/** Below so many pixels verdicts of sites have no column. */
const WITH_SITES = 600;
/** Below so many pixels heads are short. */
const SHORT = 940;
/** Room beside a bar for its number and words, and the height of a bar. */
const BESIDE = { affirms: 18, mixed: 66, denies: 66 };
const BAR = { affirms: 12, mixed: 9, denies: 9 };
const STEP = 15;
/** Bars from above to below. */
const ORDER = ["affirms", "mixed", "denies"];
const WORDS = { affirms: "", mixed: " in part", denies: " deny it" };
const NOTES = {
  affirms: "Sources with a claim that it operates",
  mixed: "Sources with a claim that it operates in part",
  denies: "Sources with a claim that denies that it operates",
};

/** What the legend says where sites have no room. */
const NO_ROOM = {
  draw: (x, y) => svg("text", { x, y: y + 4, class: "small" }, " "),
  label: "verdicts of sites have no room here: they are in a wider picture, and in “In detail”",
  wide: 0,
};

/**
 * @param {import("../pane.js").Pane} app
 * @param {{groups: Array, sites: Array, sorts: import("../data/factors.js").Sorts}} what
 */
export function mirrorPicture(app, { groups, sites: all, sorts }) {
  const { names } = sorts;
  const sites = app.width >= WITH_SITES ? all : [];
  // Level heads leave the rows more of the window; slanted ones need less room across.
  const fits = sites.length <= MOST_LEVEL && app.width >= LEVEL_FROM;
  const level =
    fits &&
    levelCell(
      sites.map(({ label }) => label),
      LEVEL,
    );
  const heads = (level ? levelHeads : slantedHeads)(
    sites.map((site) => ({
      label: site.label,
      mark: { key: `site:${site.id}`, title: site.label, open: `node:${site.id}` },
    })),
    level || SITE,
  );
  const rows = groups.map((group) => ({
    ...group,
    listed: group.listed.map((row) => ({ ...row, ...mirrored(row, sorts) })),
  }));
  const drawn = rows.flatMap(({ listed }) => listed);
  const at = layout(app, drawn, sites, heads, names);
  const picture = svg("svg", {
    class: "picture barriers mirror",
    role: "group",
    "aria-label": "Barriers and enablers side by side",
  });
  let y = sites.length ? heads.top : 34;
  columnHeads(app, picture, at, names, y);
  if (sites.length) picture.append(...heads.draw(app, at.sites));
  y += 6;
  const top = y;
  for (const group of rows) {
    if (group.name) {
      const title = `${capital(group.name)}: ${group.said}`;
      picture.append(svg("text", { x: at.name, y: y + 17, class: "group" }, title));
      y += 26;
    }
    for (const row of group.listed) y = lane(app, picture, at, { row, sites, names, y });
    if (group.more) {
      const text = `and ${counted(group.more, "more factor")}; choose “Rows: all”`;
      picture.append(svg("text", { x: at.name, y: y + 16, class: "small" }, text));
      y += 24;
    }
  }
  for (const x of [at.left, at.right])
    picture.prepend(svg("line", { x1: x, x2: x, y1: top, y2: y, class: "axis" }));
  const without = all.length > sites.length ? [NO_ROOM] : [];
  const legend = [...entries(names, sites, drawn), ...without];
  return finished(picture, legend, { width: at.W, y, heads: [[0, top]] });
}

/** Where the columns stand; one scale holds for all bars. */
function layout(app, rows, sites, heads, names) {
  const room = app.width;
  const longest = (side, polarity) => Math.max(0, ...rows.map((row) => tally(row[side][polarity]).sources));
  const most = (side) =>
    app.scaleOf(`mirror:${side}`, Math.max(1, ...ORDER.map((polarity) => longest(side, polarity))));
  const beside = (side) => Math.max(...ORDER.map((word) => (longest(side, word) ? BESIDE[word] : 20)));
  const extra = (side) => app.scaleOf(`mirror:beside:${side}`, beside(side));
  const hasNeither = app.scaleOf("mirror:neither", Number(rows.some(({ neither }) => neither.length))) > 0;
  const fixed = sites.length * heads.cell + extra("left") + extra("right") + (hasNeither ? NEITHER : 8) + 32;
  // Names take less room where two slices stand beside each other.
  const named = Math.max(
    app.beside.length > 1 || room < WITH_SITES ? 150 : 200,
    Math.min(400, (room - fixed) * 0.46),
  );
  const unit = Math.max(7, Math.min(44, (room - fixed - named) / (most("left") + most("right"))));
  const left = Math.max(
    most("left") * unit + extra("left") + 4,
    width(headOf(names[0], app.width), 12, 600) + 8,
  );
  const right = left + named + sites.length * heads.cell;
  const bars = Math.max(
    most("right") * unit + extra("right"),
    width(headOf(names[1], app.width), 12, 600) + 12,
  );
  const neither = right + bars;
  const over = sites.length ? heads.over - bars - (hasNeither ? NEITHER : 0) : 0;
  const W = Math.max(room, neither + (hasNeither ? NEITHER : 8) + Math.max(0, over));
  return {
    W,
    unit,
    named,
    left,
    cell: heads.cell,
    name: left + 10,
    sites: left + named,
    right,
    neither,
    hasNeither,
  };
}

/** Where there is little room, what is counted is said only by the subtitle and the legend. */
function headOf(word, room) {
  return word ? `as ${article(word)}${room < SHORT ? "" : ", by sources"}` : "";
}

function columnHeads(app, picture, at, names, y) {
  picture.append(
    svg(
      "text",
      { x: at.left - 4, y: y - 2, class: "head", "text-anchor": "end" },
      headOf(names[0], app.width),
    ),
    svg("text", { x: at.right + 4, y: y - 2, class: "head" }, headOf(names[1], app.width)),
  );
  if (at.hasNeither) picture.append(svg("text", { x: at.neither, y: y - 2, class: "head" }, "as neither"));
}

function lane(app, picture, at, { row, sites, names, y }) {
  const label = lines(row.factor.label, at.named - 24);
  const stack = (side) => ORDER.filter((word) => row[side][word].length);
  const deep = app.scaleOf(`mirror:${row.key}`, Math.max(1, stack("left").length, stack("right").length));
  const high = Math.max(26, label.length * LINE + 8, deep * STEP + 8);
  const line = y + high / 2;
  const group = svg(
    "g",
    { class: "lane" },
    svg("rect", { x: 0, y, width: at.W, height: high, class: "lane-room" }),
  );
  const first = line + 4 - ((label.length - 1) * LINE) / 2;
  const name = svg(
    "g",
    { class: "lane-name" },
    svg("rect", { x: at.left + 3, y: y + 1, width: at.named - 8, height: high - 2, class: "hit" }),
    label.map((text, n) => svg("text", { x: at.name, y: first + n * LINE }, text)),
  );
  group.append(app.marks.add(name, factorMark(row)));
  sites.forEach((site, place) => {
    const x = at.sites + (place + 0.5) * at.cell;
    group.append(...verdicts(app, row, site, x, { y, high, line, room: at.cell }));
  });
  for (const [place, side] of ["left", "right"].entries()) {
    const shown = stack(side);
    shown.forEach((polarity, n) => {
      const middle = line + (n - (shown.length - 1) / 2) * STEP;
      group.append(
        bar(app, row, at, { side, word: names[place], polarity, middle, look: lookOfSide(place) }),
      );
    });
  }
  if (row.neither.length) group.append(neither(app, row, at, { y, high, line }));
  picture.append(group);
  return y + high;
}

function bar(app, row, at, { side, word, polarity, middle, look: kind }) {
  const claims = row[side][polarity];
  const { sources } = tally(claims);
  const long = sources * at.unit;
  const left = side === "left";
  const x = left ? at.left - long : at.right;
  const beside = BESIDE[polarity];
  const deep = BAR[polarity];
  const element = svg(
    "g",
    { class: `${kind} side side-${polarity}` },
    svg("rect", {
      x: left ? x - beside : x,
      y: middle - STEP / 2,
      width: long + beside,
      height: STEP,
      class: "hit",
    }),
    sideBar(polarity, { x, y: middle - deep / 2, width: long, height: deep }),
    svg(
      "text",
      {
        x: left ? x - 5 : x + long + 5,
        y: middle + 4,
        class: "number",
        "text-anchor": left ? "end" : "start",
      },
      `${sources}${sources === 1 ? WORDS[polarity].replace("deny", "denies") : WORDS[polarity]}`,
    ),
  );
  return app.marks.add(element, {
    key: `mirror:${side}:${polarity}:${row.key}`,
    title: row.factor.label,
    note: `${NOTES[polarity]}, coded as ${article(word)}: ${sources}`,
    claims,
  });
}

function neither(app, row, at, { y, high, line }) {
  const { sources } = tally(row.neither);
  const element = svg(
    "g",
    {},
    svg("rect", { x: at.neither, y: y + 1, width: 32, height: high - 2, class: "hit" }),
    svg("text", { x: at.neither + 16, y: line + 4, class: "number", "text-anchor": "middle" }, sources),
  );
  return app.marks.add(element, {
    key: `mirror:neither:${row.key}`,
    title: row.factor.label,
    note: `Sources that report it as neither: ${sources}`,
    claims: row.neither,
  });
}

function entries(names, sites, rows) {
  const some = (polarity) => rows.some((row) => row.left[polarity].length || row.right[polarity].length);
  const LABELS = {
    affirms: (word) => `sources that report it as ${article(word)}`,
    mixed: () => "sources that do so in part",
    denies: () => "sources that deny that it operates; the side is what their claim is coded as",
  };
  const affirmed = names.flatMap((name, place) =>
    name
      ? {
          draw: (x, y) => sideMark("affirms", lookOfSide(place), x, y),
          label: LABELS.affirms(name),
          wide: 26,
        }
      : [],
  );
  const others = SIDES.filter((polarity) => polarity !== "affirms" && some(polarity)).map((polarity) => ({
    draw: (x, y) => sideMark(polarity, lookOfSide(0), x, y),
    label: LABELS[polarity](),
    wide: 26,
  }));
  return [...affirmed, ...others, ...verdictEntries(sites)];
}
