/** The bars: the items mentioned at a phase as 100 %, by focus, and how far silence could move the share not used. */
import { counted, percent } from "../data/count.js";
import { standing, standings, standingWords } from "../data/dropout.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { patterns } from "../draw/patterns.js";
import { capital, lines, width } from "../draw/text.js";

const BAR = 24;
/** From this width on, words stand beside their bar and not above it. */
const BESIDE = 760;
const WIDEST = 760;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** @param {import("../app.js").App} app @param {ReturnType<typeof import("../data/dropout.js").funnel>} rows */
export function barsPicture(app, rows) {
  const W = Math.max(app.width, 280);
  const named = W >= BESIDE ? Math.min(380, W * 0.38) : 0;
  const left = named || 4;
  const size = { W, named, left, wide: Math.min(W - left - 6, WIDEST) };
  const picture = svg("svg", {
    class: "picture bars",
    role: "group",
    "aria-label": "Of the items mentioned at each phase, those used and those not used",
  });
  picture.append(patterns("d"));
  let y = 4;
  for (const phase of app.study.phases) {
    const head = lines(phase.label, W - 8, 2, 14, 700);
    head.forEach((line, n) => {
      picture.append(svg("text", { x: 4, y: y + 14 + n * 17, class: "group" }, line));
    });
    y += head.length * 17 + 6;
    for (const row of rows.filter((one) => one.phase.id === phase.id && one.total)) {
      const drawn = barOf(app, row, y, size);
      picture.append(...drawn.made);
      y += drawn.height;
    }
    y += 8;
  }
  picture.append(...axis(y, size));
  return finished(picture, entries(app, rows), { width: W, y: y + 22 });
}

function barOf(app, row, y, { W, named, left, wide }) {
  const tone = app.tone(row.focus);
  const room = (named || W) - 12;
  const texts = [
    ...lines(finding(row), room, 3, 12, 600).map((line) => [line, "bar-name"]),
    ...lines(silence(row), room, 3, 11).map((line) => [line, "tiny"]),
  ];
  const words = texts.map(([line, name], n) => svg("text", { x: 4, y: y + 12 + n * 15, class: name }, line));
  const top = named ? y + 1 : y + texts.length * 15 + 3;
  const made = [...words];
  let x = left;
  for (const name of standings(app.study.rules)) {
    const own = row.mentioned.filter((one) => standing(one) === name);
    if (!own.length) continue;
    const long = (wide * own.length) / row.mentioned.length;
    made.push(segment(app, { row, tone, name, own }, { x, y: top, long }));
    x += long;
  }
  if (row.mentioned.length) made.push(bounds(row, left, top + BAR + 6, wide, tone));
  const high = (row.mentioned.length ? BAR + 14 : 0) + (named ? 0 : texts.length * 15 + 3);
  return { made, height: Math.max(high, texts.length * 15) + 8 };
}

/** What the bar shows, in words. */
export function finding({ focus, mentioned, notUsed, notUsedShare }) {
  if (!mentioned.length) return `${capital(focus)}: no item is mentioned here`;
  return `${capital(focus)}: ${notUsed.length} of ${counted(mentioned.length, "item")} mentioned not used (${percent(notUsedShare)})`;
}

function silence({ total, silent, mentioned, notUsedLeast, notUsedGreatest }) {
  if (!silent.length) return `${total === 1 ? "The one item is" : `All ${total} items are`} mentioned.`;
  const beside = `${silent.length} of ${total} not mentioned here`;
  return mentioned.length
    ? `${beside}; whatever became of those, ${percent(notUsedLeast)} to ${percent(notUsedGreatest)} of all ${total} are not used`
    : `${beside}, so nothing can be said`;
}

function segment(app, { row, tone, name, own }, { x, y, long }) {
  const text = String(own.length);
  const group = svg(
    "g",
    { class: `segment ${tone} standing-${name.replaceAll(" ", "-")}` },
    svg("rect", { x, y, width: long, height: BAR, class: "body" }),
    svg("rect", { x, y, width: long, height: BAR, class: "hit" }),
  );
  const wide = width(text, 12) + 6;
  if (wide <= long - 2) {
    group.append(
      svg("rect", { x: x + (long - wide) / 2, y: y + 4, width: wide, height: 16, class: "plate" }),
      svg("text", { x: x + long / 2, y: y + 16, "text-anchor": "middle" }, text),
    );
  }
  return app.marks.add(group, {
    key: `band:${row.focus}:${row.phase.id}:${name}`,
    title: `${capital(row.focus)} at ${row.phase.label}: ${standingWords(name, app.study.rules)}`,
    note: `${own.length} of ${counted(row.mentioned.length, "item")} mentioned here: ${listed(app, own)}`,
    claims: claimsOf(app, own),
  });
}

/** A line from the least to the greatest share that silence permits. */
function bounds({ notUsedLeast, notUsedGreatest, total }, left, y, wide, tone) {
  const [x1, x2] = [notUsedLeast, notUsedGreatest].map((share) => left + wide * share);
  return svg(
    "g",
    { class: `bounds ${tone}` },
    svg("title", {}, `Not used: ${percent(notUsedLeast)} to ${percent(notUsedGreatest)} of all ${total}`),
    ...boundsLine(x1, x2, y),
  );
}

function boundsLine(x1, x2, y) {
  return [
    svg("line", { x1, x2, y1: y, y2: y }),
    svg("line", { x1, x2: x1, y1: y - 4, y2: y + 4 }),
    svg("line", { x1: x2, x2, y1: y - 4, y2: y + 4 }),
  ];
}

function axis(y, { left, wide }) {
  const anchor = (share) => (share === 0 ? "start" : share === 1 ? "end" : "middle");
  return [
    svg("line", { x1: left, x2: left + wide, y1: y, y2: y, class: "axis" }),
    ...TICKS.flatMap((share) => {
      const x = left + wide * share;
      return [
        svg("line", { x1: x, x2: x, y1: y, y2: y + 4, class: "axis" }),
        svg("text", { x, y: y + 16, class: "tiny", "text-anchor": anchor(share) }, percent(share)),
      ];
    }),
  ];
}

/** The claims of rows of states, each once. */
export function claimsOf(app, rows) {
  return [...new Set(rows.flatMap((row) => row.claims))].map((place) => app.study.claims[place]);
}

/** Labels of the items of rows of states; the first few where there are many. */
export function listed(app, rows, most = 8) {
  const labels = rows.slice(0, most).map((row) => app.study.label(row.evidence));
  return labels.join("; ") + (rows.length > most ? `; and ${rows.length - most} more` : "");
}

/** What stands in the bars, and no more. */
function entries(app, rows) {
  const { rules } = app.study;
  const present = new Set(rows.flatMap((row) => row.mentioned.map(standing)));
  const parts = standings(rules)
    .filter((name) => present.has(name))
    .map((name) => ({
      draw: (x, y) =>
        svg(
          "g",
          { class: `segment tone-none standing-${name.replaceAll(" ", "-")}` },
          svg("rect", { x: x - 10, y: y - 7, width: 20, height: 14, class: "body" }),
        ),
      label: standingWords(name, rules),
      wide: 20,
    }));
  const line = {
    draw: (x, y) => svg("g", { class: "bounds tone-none" }, ...boundsLine(x - 10, x + 10, y)),
    label: "not used, of all items: least and greatest",
    wide: 20,
  };
  return [...parts, line];
}
