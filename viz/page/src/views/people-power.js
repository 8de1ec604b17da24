/** The grid of power and interest: one line an actor, in the cell of its medians, so that none covers another. */
import { counted } from "../data/count.js";
import { band, grid } from "../data/ratings.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { capital, lines } from "../draw/text.js";
import { entries, rangeWords, ratingMark, said } from "./people-power-marks.js";

const LINE = 26;
const LETTERS = 14;
const SIDE = 84;
/** Pixels that a column of the grid is wide at least. */
const NARROWEST = 170;
const LISTED = 2000;

/** @param {import("../pane.js").Pane} app @returns {import("../app.js").Drawn} */
export function powerInterest(app) {
  const found = grid(app.study);
  const whole = found.actors.filter(({ up, across }) => up.known === "scale" && across.known === "scale");
  const rest = found.actors.length - whole.length;
  return {
    ...powerFinding(found),
    unfiltered: true,
    sentence: found.actors.length
      ? [
          `${counted(found.actors.length, "actor")} that sources rate: ${whole.length} on both scales, shown where their middle ratings lie; `,
          `${rest} on one scale only, or in words without a place on it, shown in the margins. `,
          "A rating is a source's word or a coder's inference from it; a central place in the network is not power. ",
          "Filters do not change ratings.",
        ].join("")
      : "The study has no ratings, so nothing is known about anybody's power and interest. A central place in the network is not power.",
    content: found.actors.length
      ? [scrolling("Power and interest, as a picture", picture(app, found)), unrated(app, found.unrated)]
      : [el("p", { class: "empty" }, "No source rates the power or the interest of an actor.")],
    table: () => table(app, found),
  };
}

/** Of those with a place on both scales: how many of the powerful stand at each end of interest, how many of the supportive have little power. */
export function powerFinding({ up, across, actors }) {
  const whole = actors.filter((one) => one.up.known === "scale" && one.across.known === "scale");
  const [strongest, keenest] = [up.scale.length - 1, across.scale.length - 1];
  if (!whole.length || strongest < 1 || keenest < 1) return { finding: "" };
  const powerful = whole.filter((one) => one.up.at === strongest);
  const keen = whole.filter((one) => one.across.at === keenest);
  const both = powerful.filter((one) => keen.includes(one)).length;
  const against = powerful.filter((one) => one.across.at === 0).length;
  const weak = keen.filter((one) => one.up.at === 0).length;
  const [high, low] = [up.scale[strongest], up.scale[0]].map((word) => `${word} ${up.dimension}`);
  const [word, other] = [keenest, 0].map((place) =>
    up.scale === across.scale ? `of ${across.scale[place]} ${across.dimension}` : across.scale[place],
  );
  const parts = [
    powerful.length
      ? powerful.length === 1
        ? `1 has ${high} and is ${both ? word : against ? other : `neither ${word} nor ${other}`}`
        : `${powerful.length} have ${high}, ${both || "none"} of them ${word} and ${against || "none"} ${other}`
      : `none has ${high}`,
    keen.length
      ? keen.length === 1
        ? `1 is ${word} and ${weak ? "has" : "does not have"} ${low}`
        : `${keen.length} are ${word}, ${weak || "none"} of them with ${low}`
      : `none is ${word}`,
  ];
  return {
    finding: `Of ${counted(whole.length, "actor")} rated on both scales, ${parts.join("; ")}`,
    detail: `${counted(actors.length, "actor")} rated. ${leftOut(actors, whole)}`,
  };
}

const UNPLACED = { off: "rated in words that have no place on its scale", none: "not rated" };

/** How many rated actors have no place on one of the scales, and why. */
function leftOut(actors, whole) {
  const rest = actors.filter((one) => !whole.includes(one));
  if (!rest.length) return "All have a place on both scales.";
  const why = new Map();
  for (const one of rest) {
    const words = [
      ["power", one.up],
      ["interest", one.across],
    ]
      .filter(([, { known }]) => known !== "scale")
      .map(([dimension, { known }]) => `${dimension} ${UNPLACED[known]}`)
      .join(" and ");
    why.set(words, (why.get(words) ?? 0) + 1);
  }
  const reasons = [...why].sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
  return `Left out: ${reasons.map(([words, number]) => `${number} with ${words}`).join("; ")}.`;
}

/** A grid; in a narrow window its cells stand below each other. */
function picture(app, found) {
  const { up, across, actors } = found;
  const cells = new Map();
  for (const actor of actors) {
    const key = `${band(actor.up)}|${band(actor.across)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(actor);
  }
  for (const own of cells.values())
    own.sort((a, b) => app.study.label(a.id).localeCompare(app.study.label(b.id)));
  const what = {
    found,
    columns: across.bands,
    rows: [...up.bands.filter(({ margin }) => !margin).reverse(), ...up.bands.filter(({ margin }) => margin)],
    at: (row, column) => cells.get(`${row.key}|${column.key}`) ?? [],
  };
  const element = svg("svg", { class: "picture power", role: "group", "aria-label": "Power and interest" });
  const isGrid = app.width >= SIDE + across.bands.length * NARROWEST;
  const size = isGrid ? beside(app, element, what) : below(app, element, what);
  return finished(element, entries(actors), { width: app.width, ...size });
}

/** The cells beside each other, a column for each place on one scale. */
function beside(app, element, { found, rows, columns, at }) {
  const { up, across } = found;
  const wide = (app.width - SIDE) / columns.length;
  const heads = columns.map(({ label }) => lines(label, wide - 16, { weight: 600 }));
  const top = Math.max(...heads.map((head) => head.length)) * 15 + 30;
  element.append(
    svg("text", { x: SIDE + 8, y: 16, class: "group" }, `${capital(across.dimension)} →`),
    svg("text", { x: 4, y: 16, class: "group" }, `${capital(up.dimension)} ↑`),
  );
  heads.forEach((head, place) => {
    head.forEach((text, n) => {
      const where = { x: SIDE + place * wide + 8, y: 34 + n * 15, class: "head" };
      element.append(svg("text", where, text));
    });
  });
  let y = top;
  for (const row of rows) {
    const laid = columns.map((column) =>
      cellOf(app, at(row, column), quadrant(found, row, column), row.margin || column.margin, wide),
    );
    const side = lines(row.label, SIDE - 10, { weight: 600 });
    side.forEach((text, n) => {
      element.append(svg("text", { x: 4, y: y + 18 + n * 15, class: "head" }, text));
    });
    const over = Math.max(...laid.map((cell) => cell.over));
    const listed = Math.max(2 * LINE, side.length * 15 + 8 - over, ...laid.map((cell) => cell.listed));
    laid.forEach((cell, place) => {
      element.append(...drawnCell(app, cell, { x: SIDE + place * wide, y, wide, over, listed }));
    });
    y += over + listed + 8;
  }
  return { y, heads: [[0, top]], labels: SIDE };
}

/** The cells below each other, each under its place on both scales; nobody in a margin is not mentioned. */
function below(app, element, { found, rows, columns, at }) {
  const said = ({ dimension }, { label, margin }) => (margin ? label : `${dimension}: ${label}`);
  let y = 0;
  for (const row of rows)
    for (const column of columns) {
      const margin = row.margin || column.margin;
      const actors = at(row, column);
      if (margin && !actors.length) continue;
      const words = capital(`${said(found.up, row)}; ${said(found.across, column)}`);
      for (const text of lines(words, app.width - 8, { weight: 600 })) {
        y += 16;
        element.append(svg("text", { x: 4, y, class: "head" }, text));
      }
      const cell = cellOf(app, actors, advice(found, row, column), margin, app.width);
      const listed = Math.max(actors.length ? 0 : LINE, cell.listed);
      element.append(...drawnCell(app, cell, { x: 0, y: y + 4, wide: app.width, over: cell.over, listed }));
      y += cell.over + listed + 18;
    }
  return { y };
}

/** What stands in a cell, and how high its words and its actors are. */
function cellOf(app, actors, words, margin, wide) {
  const named = words ? lines(words, wide - 16, { weight: 600 }) : [];
  const own = actors.map((actor) => laidOut(app, actor, wide - 8));
  const listed = own.reduce((sum, actor) => sum + actor.high, 0);
  return { own, named, margin, over: named.length ? named.length * 14 + 6 : 4, listed };
}

function drawnCell(app, { own, named, margin }, { x, y, wide, over, listed }) {
  const frame = {
    x: x + 2,
    y: y + 2,
    width: wide - 4,
    height: over + listed + 4,
    class: margin ? "grid-cell grid-margin" : "grid-cell",
  };
  const made = [
    svg("rect", frame),
    ...named.map((text, n) => svg("text", { x: x + 10, y: y + 17 + n * 14, class: "quadrant" }, text)),
  ];
  if (!own.length && !margin)
    made.push(svg("text", { x: x + 10, y: y + over + 18, class: "small quiet" }, "nobody"));
  let line = y + over;
  for (const actor of own) {
    made.push(one(app, actor, { x: x + 4, y: line, wide: wide - 8 }));
    line += actor.high;
  }
  return made;
}

/** What a corner of the grid means, in plain words, with its place on both scales. */
function quadrant(found, row, column) {
  const { up, across } = found;
  const words = advice(found, row, column);
  if (!words) return "";
  const said = up.scale === across.scale ? `${column.label} ${across.dimension}` : column.label;
  return `${capital(row.label)} ${up.dimension}, ${said}: ${words}`;
}

function advice({ up, across }, row, column) {
  if (row.margin || column.margin) return "";
  const end = (key, scale) => (key === "0" ? "low" : key === String(scale.length - 1) ? "high" : "");
  return ADVICE[`${end(row.key, up.scale)} ${end(column.key, across.scale)}`] ?? "";
}

const ADVICE = {
  "high high": "work with them closely",
  "high low": "win them over",
  "low high": "back them and keep them informed",
  "low low": "keep an eye on them",
};

/** An actor with its label, and below it the sources that rate it and the range where they differ. */
function laidOut(app, actor, wide) {
  const label = lines(app.study.label(actor.id), wide - 34);
  const under = lines(rangeWords(actor), wide - 34);
  return { ...actor, label, under, high: (label.length + under.length) * LETTERS + 12 };
}

function one(app, actor, { x, y, wide }) {
  const { study } = app;
  const { label: made, under, high } = actor;
  const label = study.label(actor.id);
  const element = svg(
    "g",
    { class: "rated" },
    svg("rect", { x, y: y + 1, width: wide, height: high - 2, class: "hit" }),
    ratingMark(actor.basis, x + 13, y + 14),
    [...made, ...under].map((text, n) =>
      svg(
        "text",
        { x: x + 27, y: y + 18 + n * LETTERS, class: n < made.length ? null : "small quiet" },
        text,
      ),
    ),
  );
  const claims = study
    .claimsOf(actor.id)
    .map((place) => study.claims[place])
    .filter((claim) => app.included.has(claim.place));
  return app.marks.add(element, {
    key: `rated:${actor.id}`,
    title: label,
    note: `${said("Power", actor.up, study)}. ${said("Interest", actor.across, study)}. Ratings, not claims, give its place; the claims are those that name it`,
    claims,
  });
}

/** Actors without a rating are listed: not rated is neither weak nor indifferent. */
function unrated(app, actors) {
  if (!actors.length) return "";
  const sorted = [...actors].sort((a, b) => a.label.localeCompare(b.label));
  const links = (list) =>
    list.flatMap((actor, n) => [
      n ? "; " : "",
      el("a", { href: app.address({ open: `node:${actor.id}` }), class: "open-link" }, actor.label),
    ]);
  return el(
    "div",
    { class: "aside wide-aside" },
    el(
      "p",
      {},
      `Not rated: ${counted(actors.length, "actor")}. Nobody says how much power or interest they have; that is not little.`,
    ),
    el("details", {}, el("summary", {}, "Show them"), el("p", {}, ...links(sorted.slice(0, LISTED)), ".")),
  );
}

function table(app, { actors, unrated: without }) {
  const side = ({ words, row }) => [
    words,
    row?.range ?? "",
    row?.off_scale?.join("; ") ?? "",
    row?.n_ratings ?? "",
    row?.stated ?? "",
    row?.inferred ?? "",
  ];
  const columns = ["median", "range", "off_scale", "n_ratings", "stated", "inferred"];
  return {
    columns: [
      "actor",
      "label",
      ...["power", "interest"].flatMap((name) => columns.map((column) => `${name}_${column}`)),
      "n_sources",
      "sources",
    ],
    rows: [
      ...actors.map((actor) => [
        actor.id,
        app.study.label(actor.id),
        ...side(actor.up),
        ...side(actor.across),
        actor.sources.length,
        actor.sources.map((id) => app.study.label(id)),
      ]),
      ...without.map((actor) => {
        const nothing = ["not rated", "", "", "", "", ""];
        return [actor.id, actor.label, ...nothing, ...nothing, 0, ""];
      }),
    ],
  };
}
