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
  const columns = across.bands;
  const rows = [
    ...up.bands.filter(({ margin }) => !margin).reverse(),
    ...up.bands.filter(({ margin }) => margin),
  ];
  const W = Math.max(app.width, SIDE + columns.length * 170);
  const wide = (W - SIDE) / columns.length;
  const drawn = svg("svg", { class: "picture power", role: "group", "aria-label": "Power and interest" });
  const heads = columns.map(({ label }) => lines(label, wide - 16, { weight: 600 }));
  const top = Math.max(...heads.map((head) => head.length)) * 15 + 30;
  drawn.append(
    svg("text", { x: SIDE + 8, y: 16, class: "group" }, `${capital(across.dimension)} →`),
    svg("text", { x: 4, y: 16, class: "group" }, `${capital(up.dimension)} ↑`),
  );
  heads.forEach((head, place) => {
    head.forEach((text, n) => {
      const at = { x: SIDE + place * wide + 8, y: 34 + n * 15, class: "head" };
      drawn.append(svg("text", at, text));
    });
  });
  let y = top;
  for (const row of rows) {
    const own = columns.map((column) =>
      (cells.get(`${row.key}|${column.key}`) ?? []).map((actor) => laidOut(app, actor, wide - 8)),
    );
    const names = columns.map((column) => quadrant(found, row, column));
    const named = names.some(Boolean);
    const nameLines = names.map((name) => lines(name, wide - 16, { weight: 600 }));
    const over = named ? Math.max(...nameLines.map((made) => made.length)) * 14 + 6 : 4;
    const side = lines(row.label, SIDE - 10, { weight: 600 });
    const high =
      Math.max(
        2 * LINE,
        side.length * 15 + 8 - over,
        ...own.map((list) => list.reduce((sum, actor) => sum + actor.high, 0)),
      ) +
      over +
      8;
    side.forEach((text, n) => {
      drawn.append(svg("text", { x: 4, y: y + 18 + n * 15, class: "head" }, text));
    });
    own.forEach((list, place) => {
      const x = SIDE + place * wide;
      const margin = row.margin || columns[place].margin;
      drawn.append(
        svg("rect", {
          x: x + 2,
          y: y + 2,
          width: wide - 4,
          height: high - 4,
          class: margin ? "grid-cell grid-margin" : "grid-cell",
        }),
      );
      nameLines[place].forEach((text, n) => {
        drawn.append(svg("text", { x: x + 10, y: y + 17 + n * 14, class: "quadrant" }, text));
      });
      if (!list.length && !margin)
        drawn.append(svg("text", { x: x + 10, y: y + over + 18, class: "small quiet" }, "nobody"));
      let line = y + over;
      for (const actor of list) {
        drawn.append(one(app, actor, { x: x + 4, y: line, wide: wide - 8 }));
        line += actor.high;
      }
    });
    y += high;
  }
  return finished(drawn, entries(actors), { width: W, y, heads: [[0, top]], labels: SIDE });
}

/** What a corner of the grid means, in plain words. */
function quadrant({ up, across }, row, column) {
  if (row.margin || column.margin) return "";
  const end = (key, scale) => (key === "0" ? "low" : key === String(scale.length - 1) ? "high" : "");
  const [high, right] = [end(row.key, up.scale), end(column.key, across.scale)];
  const advice = ADVICE[`${high} ${right}`];
  if (!advice) return "";
  const said = up.scale === across.scale ? `${column.label} ${across.dimension}` : column.label;
  return `${capital(row.label)} ${up.dimension}, ${said}: ${advice}`;
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
