/** A line of time with a lane for each workstream, for evidence, and for organisations that took over from others. */

import { dayOf, yearsOf } from "../data/dated.js";
import { DATE_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { barEntries, focusBar } from "../draw/focus-bars.js";
import { finished } from "../draw/legend.js";
import { capital, fitted, lines, width } from "../draw/text.js";

const LINE = 15;
const ROW = 18;
const BAR = 9;
/** A day is drawn at least so wide. */
const LEAST = 7;
const ARROW = 7;
const LEAST_WIDE = 360;
/** More than so many things in a lane have no words beside them, and share rows. */
const NAMED = 40;
/** Years between two ticks. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const TICK = 44;

/**
 * @param {import("../pane.js").Pane} app
 * @param {Array<{title: string, lanes: import("../data/dated.js").Lane[]}>} groups
 * @returns {{heads: SVGElement, picture: SVGElement}} of one width
 */
export function whenPictures(app, groups) {
  const W = Math.max(app.width, LEAST_WIDE);
  const named = Math.max(104, Math.min(260, W * 0.24));
  const years = yearsOf(groups.flatMap(({ lanes }) => lanes));
  const [first, last] = years.map((year) => dayOf(year));
  const x = (day) => named + ((W - named - 8) * (day - first)) / (last - first);
  const at = { W, named, x, ends: [first, last] };
  const heads = svg("svg", { class: "picture joins-next when-heads" });
  const picture = svg("svg", { class: "picture when", role: "group", "aria-label": "When it happened" });
  const grid = svg("g", {});
  picture.append(grid);
  const marked = ticks(years, (W - named) / (years[1] - years[0]));
  for (const year of marked)
    heads.append(svg("text", { x: x(dayOf(year)) + 2, y: 15, class: "number" }, year));
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${W} 22`, width: W, height: 22 }))
    heads.setAttribute(name, value);
  let y = 4;
  for (const { title, lanes } of groups) {
    if (title) {
      y += LINE;
      picture.append(svg("text", { x: 2, y, class: "group" }, fitted(title, W - 4, 14, 700)));
      y += 8;
    }
    for (const lane of lanes) {
      picture.append(svg("line", { x1: 0, x2: W, y1: y, y2: y, class: "when-rule" }));
      const drawn = laneOf(app, lane, { ...at, y: y + 3 });
      picture.append(...drawn.elements);
      y = drawn.y + 5;
    }
    y += 10;
  }
  for (const year of marked)
    grid.append(svg("line", { x1: x(dayOf(year)), x2: x(dayOf(year)), y1: 0, y2: y, class: "when-year" }));
  const focuses = groups.flatMap(({ lanes }) =>
    lanes.flatMap(({ dated }) => dated.map((one) => focusOf(app, one))),
  );
  const legend = [...barEntries(app, focuses), ...entries(app)];
  return { heads, picture: finished(picture, legend, { width: W, y, labels: named }) };
}

function ticks([first, last], wide) {
  const step = STEPS.find((years) => years * wide >= TICK) ?? STEPS.at(-1);
  const from = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((last - from) / step)) }, (_, n) => from + n * step);
}

function laneOf(app, lane, at) {
  const { named, y } = at;
  const note = `${lane.dated.length} of ${lane.dated.length + lane.undated} with a date`;
  const noted = lines(note, named - 12);
  const name = lines(lane.name, named - 12, { weight: 600 });
  const words = [
    ...name.map((line, n) => svg("text", { x: 4, y: y + 13 + n * LINE, class: "head" }, line)),
    ...noted.map((line, n) =>
      svg("text", { x: 4, y: y + 13 + (name.length + n) * LINE, class: "small quiet" }, line),
    ),
  ];
  const claims = lane.dated.flatMap(({ claim }) => claim ?? []);
  const high = (name.length + noted.length) * LINE + 4;
  const label = lane.node
    ? app.marks.add(
        svg("g", {}, svg("rect", { x: 0, y, width: named - 8, height: high, class: "hit" }), words),
        {
          key: `lane:${lane.node}`,
          title: lane.name,
          note: `Claims: ${note}`,
          claims,
          open: `node:${lane.node}`,
        },
      )
    : svg("g", {}, words);
  const isNamed = lane.dated.length <= NAMED;
  const tops = isNamed ? topsOf(lane.dated, at) : packed(lane.dated, at).map((row) => row * ROW);
  const things = lane.dated.map((one, n) => thing(app, one, isNamed, { ...at, y: y + tops[n] }));
  const last = lane.dated.at(-1);
  const deep = Math.max(...tops) + (isNamed && last ? highOf(last, at) : ROW);
  return { elements: [label, ...things], y: y + Math.max(high, deep) };
}

/** The top of each thing, where each has a row of its own. */
function topsOf(things, at) {
  let top = 0;
  return things.map((one) => {
    const own = top;
    top += highOf(one, at);
    return own;
  });
}

const highOf = (one, at) => (isUnder(one, at) ? ROW + underOf(one, at).length * LINE + 4 : ROW);
const underOf = (one, { W, named }) => lines(wholeOf(one), W - named - 8);
const wholeOf = ({ label, date }) => `${label} (${date})`;

/** Pixels beside a bar. */
function besideOf(one, at) {
  const [from, to] = reach(one, at);
  return { right: at.W - to - 10, left: from - at.named - 10 };
}

/** Do the words have a line of their own under the bar, as there is no room beside it? */
function isUnder(one, at) {
  const { right, left } = besideOf(one, at);
  return width(wholeOf(one), 12) > Math.max(right, left);
}

/** The row of each thing, so that none covers another. They come by their first day. */
function packed(things, at) {
  const ends = [];
  return things.map((one) => {
    const [from, to] = reach(one, at);
    let row = ends.findIndex((end) => end + 3 < from);
    if (row < 0) row = ends.length;
    ends[row] = to;
    return row;
  });
}

/** From where to where a bar is drawn. An open end reaches the edge. */
function reach({ days: [first, last] }, { x, ends }) {
  const from = x(first ?? ends[0]);
  const to = last === null ? x(ends[1]) - ARROW : x(last + 1);
  return to - from < LEAST ? [(from + to - LEAST) / 2, (from + to + LEAST) / 2] : [from, to];
}

function thing(app, one, isNamed, at) {
  const { y, W, named } = at;
  const [from, to] = reach(one, at);
  const middle = y + ROW / 2;
  const room = besideOf(one, at);
  const under = isNamed && isUnder(one, at);
  const whole = wholeOf(one);
  const isRight = width(whole, 12) <= room.right;
  const texts = !isNamed ? [] : under ? underOf(one, at) : [whole];
  const long = Math.max(0, ...texts.map((text) => width(text, 12)));
  const x = under ? Math.max(named + 4, Math.min(from, W - 4 - long)) : isRight ? to + 8 : from - 6;
  const first = under ? y + ROW + 10 : middle + 4;
  const anchor = under || isRight ? "start" : "end";
  const element = svg(
    "g",
    { class: "when-thing" },
    svg("rect", { x: from - 2, y, width: to - from + 4, height: ROW - 1, class: "hit" }),
    bar(app, one, from, to, middle),
    texts.map((text, n) =>
      svg("text", { x, y: first + n * LINE, "text-anchor": anchor, class: "small" }, text),
    ),
  );
  return app.marks.add(element, {
    key: one.key,
    title: one.label,
    note: [capital(one.date), one.note, one.locator && `where: ${one.locator}`].filter(Boolean).join(". "),
    ...(one.claim ? { claims: [one.claim], open: `claim:${one.claim.claim}` } : {}),
    ...(one.node ? { open: `node:${one.node}` } : {}),
  });
}

/** The focus of a claim or an item; empty where it has none. */
function focusOf({ study }, { claim, node }) {
  return (claim ? claim.focus : node ? study.nodes.get(node)?.focus : "") ?? "";
}

/** A bar; open ends are arrows. */
function bar(app, one, from, to, y) {
  const [first, last] = one.days;
  const focus = focusOf(app, one);
  const box = { x: from, y: y - BAR / 2, width: to - from, height: BAR };
  const arrow = (x, way) =>
    svg("path", { d: `M${x},${y - 6}L${x + way * ARROW},${y}L${x},${y + 6}Z`, class: "when-arrow" });
  const tone = app.tone(app.study.inQuestion ? focus : "");
  return svg(
    "g",
    { class: tone },
    one.rough ? svg("rect", { ...box, rx: BAR / 2, class: "when-rough" }) : focusBar(app, focus, box),
    last === null ? arrow(to, 1) : "",
    first === null ? arrow(from, -1) : "",
  );
}

function entries(app) {
  const sample = (one) => (x, y) => bar(app, one, x - 13, x + 13, y);
  return [
    { draw: sample({ days: [0, 1] }), label: DATE_WORDS.within, wide: 30 },
    {
      draw: sample({ days: [0, 1], rough: true }),
      label: DATE_WORDS.rough,
      wide: 30,
    },
    { draw: sample({ days: [0, null], rough: true }), label: DATE_WORDS["open end"], wide: 36 },
  ];
}
