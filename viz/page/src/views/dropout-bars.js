/** The bars: at each phase the items mentioned, by focus; what is not used to the left of a line, the rest to its right. */

import { rate } from "../data/count.js";
import { sides, standing } from "../data/dropout.js";
import { DROPOUT_HEADS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { capital, lines, someOf, width } from "../draw/text.js";

const BAR = 24;
/** A bar of few items is thin: its shares say little. */
const THIN = 10;
/** Room above a bar for the numbers of pieces that are too narrow for them. */
const ABOVE = 14;
const LINE = 15;
/** From this width on, words stand beside their bar and not above it. */
const BESIDE = 640;
const WIDEST = 820;
const [LEFT_HEAD, ...RIGHT_HEADS] = Object.values(DROPOUT_HEADS);

/** @param {import("../pane.js").Pane} app @param {ReturnType<typeof import("../data/dropout.js").funnel>} rows */
export function barsPicture(app, rows) {
  const picture = svg("svg", {
    class: "picture bars",
    role: "group",
    "aria-label":
      "Of the items mentioned at each phase, those not used to the left of a line, the others to its right",
  });
  const shown = rows.filter(({ total }) => total).map((row) => ({ row, ...sides(row, app.study.rules) }));
  const size = layout(app, shown);
  picture.append(...heads(size));
  let y = 20;
  for (const phase of app.study.phases) {
    const here = shown.filter(({ row }) => row.phase.id === phase.id);
    if (!here.length) continue;
    const top = y;
    const name = lines(phase.label, size.W - 8, { size: 14, weight: 700 });
    name.forEach((line, n) => {
      picture.append(svg("text", { x: 4, y: y + 16 + n * 17, class: "group" }, line));
    });
    y += name.length * 17 + 8;
    for (const one of here) {
      const drawn = barOf(app, one, y, size);
      picture.append(...drawn.made);
      y += drawn.height;
    }
    // Phases of both of two slices begin at the same height.
    y = top + app.scaleOf(`dropout:${phase.id}`, y - top) + 8;
  }
  picture.append(...axis(y, size));
  return finished(picture, entries(app, shown), { width: size.W, y: y + 22 });
}

/** Where the line stands, and how many pixels are all items mentioned. */
function layout(app, shown) {
  const W = Math.max(app.width, 280);
  const isBeside = W >= BESIDE;
  const left = isBeside ? Math.min(250, Math.round(W * 0.26)) : 4;
  const silent = isBeside ? width("999 not mentioned", 12) + 12 : 0;
  const wide = Math.min(W - left - silent - 6, WIDEST);
  const [notUsed, rest] = ["notUsed", "rest"].map((name) =>
    app.scaleOf(`dropout:${name}`, Math.max(...shown.map((one) => one[name]), 0)),
  );
  const least = width(LEFT_HEAD, 12) + 10;
  const unit = Math.min(wide / (notUsed + rest || 1), (wide - least) / (rest || 1));
  const zero = left + Math.max(notUsed * unit, least);
  return { W, isBeside, left, zero, unit, notUsed, rest, end: left + wide };
}

function heads({ zero, W }) {
  const right = RIGHT_HEADS.find((words) => zero + 6 + width(words, 12) <= W) ?? "";
  return [
    svg("text", { x: zero - 6, y: 14, class: "quiet", "text-anchor": "end" }, LEFT_HEAD),
    svg("text", { x: zero + 6, y: 14, class: "quiet" }, right),
  ];
}

function barOf(app, { row, left, right, notUsed }, y, { W, isBeside, left: from, zero, unit, end }) {
  const tone = app.tone(row.focus);
  const silent = silence(row);
  const room = isBeside ? from - 14 : W - 8;
  const words = lines(finding(app.study.rules, row), room, { weight: 600 }).map((line) => [line, "bar-name"]);
  if (!isBeside) words.push(...lines(silent, room).map((line) => [line, "quiet"]));
  if (!row.mentioned.length)
    return { made: unmentioned(words, silent, y, { isBeside, end }), height: words.length * LINE + 8 };
  const top = y + ABOVE + (isBeside ? 0 : words.length * LINE);
  const high = row.mentioned.length < app.study.rules.fewestShared ? THIN : BAR;
  const middle = top + BAR / 2;
  const first = isBeside ? middle + 4 - ((words.length - 1) * LINE) / 2 : y + 12;
  const made = words.map(([line, name], n) => svg("text", { x: 4, y: first + n * LINE, class: name }, line));
  if (isBeside) made.push(svg("text", { x: end + 10, y: middle + 4, class: "quiet silent" }, silent));
  let x = zero - notUsed * unit;
  let free = 0;
  for (const piece of [...left, ...right]) {
    const long = (unit * piece.rows.length) / row.mentioned.length;
    const place = { x, long, y: middle - high / 2, high, free };
    const drawn = segment(app, row, piece, tone, place);
    free = drawn.free;
    made.push(drawn.group);
    x += long;
  }
  const bottom = Math.max(top + BAR, first + (words.length - 1) * LINE + 4);
  made.push(svg("line", { x1: zero, x2: zero, y1: top - 4, y2: top + BAR + 4, class: "zero" }));
  return { made, height: bottom + (isBeside ? 8 : 12) - y };
}

/** Where no item is mentioned, words stand alone. */
function unmentioned(words, silent, y, { isBeside, end }) {
  const made = words.map(([line, name], n) => svg("text", { x: 4, y: y + 14 + n * LINE, class: name }, line));
  if (isBeside) made.push(svg("text", { x: end + 10, y: y + 14, class: "quiet silent" }, silent));
  return made;
}

/** What the bar shows, in words. */
function finding(rules, { focus, mentioned, notUsed }) {
  if (!mentioned.length) return `${capital(focus)}: no item is mentioned here`;
  return `${capital(focus)}: ${rate(rules, notUsed.length, mentioned.length, "mentioned are not used")}`;
}

function silence({ silent }) {
  return silent.length ? `${silent.length.toLocaleString("en-GB")} not mentioned` : "all mentioned";
}

/** A piece of a bar; `free`: from where on numbers can stand above the bar. */
function segment(app, row, { name, rows: own }, tone, { x, y, long, high, free }) {
  const text = String(own.length);
  const group = svg(
    "g",
    { class: `segment ${tone} standing-${name.replaceAll(" ", "-")}` },
    svg("rect", { x, y, width: long, height: high, class: "body" }),
    // The pointer has more room than the frame of what is chosen, which goes around the piece.
    svg("rect", { x, y: y - 12, width: long, height: high + 14, class: "lane-room" }),
    svg("rect", { x, y, width: long, height: high, class: "hit" }),
  );
  const wide = width(text, 12) + 6;
  const middle = x + long / 2;
  if (wide <= long - 2 && high === BAR)
    group.append(
      svg("rect", { x: middle - wide / 2, y: y + 4, width: wide, height: 16, class: "plate" }),
      svg("text", { x: middle, y: y + 16, "text-anchor": "middle", class: "number" }, text),
    );
  else if (middle - wide / 2 + 2 >= free) {
    group.append(svg("text", { x: middle, y: y - 3, "text-anchor": "middle", class: "number" }, text));
    free = middle + wide / 2 - 2;
  }
  app.marks.add(group, {
    key: `band:${row.focus}:${row.phase.id}:${name}`,
    title: `${capital(row.focus)} at ${row.phase.label}: ${app.study.rules.standings[name]}`,
    note: `${rate(app.study.rules, own.length, row.mentioned.length, "mentioned here")}: ${listed(app, own)}`,
    claims: claimsOf(app, own),
  });
  return { group, free };
}

/** Shares on both sides of the line. */
function axis(y, { zero, unit, notUsed, rest, W }) {
  const step = [0.1, 0.2, 0.25, 0.5].find((one) => one * unit >= 44) ?? 1;
  const ticks = [];
  for (let n = -Math.floor(notUsed / step + 1e-9); n * step <= rest + 1e-9; n += 1) ticks.push(n * step);
  if (!ticks.includes(0)) ticks.push(0);
  let free = 0;
  return [
    svg("line", { x1: zero - notUsed * unit, x2: zero + rest * unit, y1: y, y2: y, class: "axis" }),
    ...ticks.flatMap((share) => {
      const x = zero + unit * share;
      const words = `${Math.round(Math.abs(share) * 100)}\u00a0%`;
      const half = width(words, 12) / 2;
      const at = Math.min(Math.max(x, half + 1), W - half - 1);
      const tick = svg("line", { x1: x, x2: x, y1: y, y2: y + 4, class: "axis" });
      if (at - half < free) return [tick];
      free = at + half + 4;
      return [tick, svg("text", { x: at, y: y + 17, class: "quiet", "text-anchor": "middle" }, words)];
    }),
  ];
}

/** The claims of rows of states, each once. */
export function claimsOf(app, rows) {
  return [...new Set(rows.flatMap((row) => row.claims))].map((place) => app.study.claims[place]);
}

/** Labels of the items of rows of states; the first few where there are many. */
export function listed(app, rows, most = 8) {
  return someOf(
    rows.map((row) => app.study.label(row.evidence)),
    most,
  );
}

/** What stands in the bars, and no more. */
function entries(app, shown) {
  const { rules } = app.study;
  const present = new Set(shown.flatMap(({ row }) => row.mentioned.map(standing)));
  const parts = Object.keys(rules.standings)
    .filter((name) => present.has(name))
    .map((name) => ({
      draw: (x, y) => swatch(name, x, y, 14),
      label: rules.standings[name],
      wide: 20,
    }));
  const few = shown.some(({ row }) => row.mentioned.length && row.mentioned.length < rules.fewestShared);
  const thin = {
    draw: (x, y) => swatch("used", x, y, 6),
    label: `thin: fewer than ${rules.fewestShared} items mentioned, so no share is given`,
    wide: 20,
  };
  return few ? [...parts, thin] : parts;
}

function swatch(name, x, y, high) {
  return svg(
    "g",
    { class: `segment tone-none standing-${name.replaceAll(" ", "-")}` },
    svg("rect", { x: x - 10, y: y - high / 2, width: 20, height: high, class: "body" }),
  );
}
