/** Who affirms and who denies: factors on which claims disagree, beside those who are said to hold a view. */

import { contestedViews, HELD, held, holdersBySector, isDivided } from "../data/contested.js";
import { counted } from "../data/count.js";
import { HELD_WORDS } from "../data/words.js";
import { choice, chosen } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { nothing } from "../draw/signs.js";
import { slantedHeads } from "../draw/slanted.js";
import { numberTable } from "../draw/table.js";
import { capital, lines, someOf } from "../draw/text.js";
import { heldMark } from "../draw/verdicts.js";
import { factorName, sectorMatrix } from "./contested-sectors.js";
import { sectorWords } from "./sector-words.js";

const AT_FIRST = { columns: 30, rows: 40 };
const MOST = { columns: 120, rows: 200 };
const LINE = 14;
const CELL = 34;
const NAMES = 3;

const WHOSE = {
  sector: "sectors",
  holder: "actors and organisations",
  organisation: "organisations",
  speaker: "speakers",
};

/**
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/factors.js").FactorRow[]} rows
 * @returns {import("../app.js").Drawn}
 */
export function whoHoldsWhat(app, rows) {
  const by = chosen(app, "whose", Object.keys(WHOSE));
  const views = contestedViews(app.study, rows, by === "sector" ? "holder" : by);
  views.factors.sort(
    (a, b) =>
      Number(b.contested) - Number(a.contested) ||
      b.cells.size - a.cells.size ||
      b.claims.length - a.claims.length ||
      a.factor.label.localeCompare(b.factor.label),
  );
  const limits = app.option("views", "") === "all" ? MOST : AT_FIRST;
  const kept = { ...views, holders: views.holders.slice(0, limits.columns) };
  const groups = holdersBySector(app.study, by === "sector" ? views : kept);
  const factors = views.factors.slice(0, limits.rows);
  const columns = by === "sector" ? "" : ` and ${AT_FIRST.columns} of ${WHOSE[by]}`;
  const left = [
    views.factors.length > factors.length && counted(views.factors.length - factors.length, "more factor"),
    by !== "sector" &&
      views.holders.length > kept.holders.length &&
      `${views.holders.length - kept.holders.length} more of ${WHOSE[by]}, each with views on fewer factors`,
  ].filter(Boolean);
  return {
    finding: contestedFinding(app.study, views, by),
    sentence: sentence(views, by),
    controls: [
      choice(app, "whose", "Whose view:", [
        ["sector", "by sector"],
        ["holder", "who is said to hold it"],
        ["organisation", "their organisations"],
        ["speaker", "who said it"],
      ]),
      choice(app, "views", "Show:", [
        ["", `the first ${AT_FIRST.rows} factors${columns}`],
        ["all", "all"],
      ]),
    ],
    content: views.factors.length
      ? [
          scrolling(
            "Who holds what, as a picture",
            by === "sector" ? sectorMatrix(app, factors, groups) : matrix(app, factors, groups),
          ),
          left.length ? el("p", { class: "aside" }, `Not drawn: ${left.join(" and ")}.`) : "",
          nobody(views, by),
          sidesTable(app, factors, by === "sector" ? "holder" : by),
        ]
      : [
          el(
            "p",
            { class: "empty" },
            "No claims shown disagree on a factor: each is only affirmed or only denied. Silence is not agreement.",
          ),
        ],
    table: () => table(app, views),
  };
}

/** On how many factors claims differ, and in how many of them one holder or one sector is on both sides. */
function contestedFinding(study, views, by) {
  const both = views.factors.filter((row) => row.contested);
  if (!both.length) return "";
  const groups =
    by === "sector" ? holdersBySector(study, views) : views.holders.map((one) => ({ holders: [one] }));
  const known = groups.filter(({ sector }) => sector !== "");
  const within = both.filter(({ cells }) => known.some(({ holders }) => isDivided(cells, holders)));
  const is = both.length === 1 ? "is" : "are";
  const one = `in ${within.length || "none"} of them one ${ONE[by]} is ${by === "speaker" ? "" : "said to be "}on both sides`;
  const such = both.length === 1 ? `${within.length ? "" : "no "}one ${ONE[by]} is on both sides` : one;
  return `${counted(both.length, "factor")} ${is} affirmed by some claims and denied by others; ${such.replace("no one", "no")}`;
}

const ONE = {
  sector: "sector",
  holder: "actor or organisation",
  organisation: "organisation",
  speaker: "speaker",
};

function sentence(views, by) {
  if (!views.factors.length) return "No factor shown is affirmed by some claims and denied by others.";
  const both = views.factors.filter((row) => row.contested).length;
  const only = views.factors.length - both;
  return [
    `${counted(both, "factor")} that some claims affirm and some deny`,
    only ? ` come first, and ${only} more that some affirm only in part follow` : "",
    `, by ${counted(views.holders.length, by === "speaker" ? "speaker" : "holder")}${by === "sector" ? ", counted by the sector of each" : ` (${WHOSE[by]})`}. `,
    by === "speaker"
      ? "A mark is what a speaker said of the factor, whoever they say holds it. "
      : "A mark is what claims say that they hold; others may have said so. ",
    "No mark: no claim mentions their view, which is not agreement. Both sides are shown; neither cancels the other.",
  ].join("");
}

function nobody(views, by) {
  if (!views.nobody) return "";
  const words = by === "speaker" ? "name no speaker" : "are about nobody whose organisation is stated";
  return el("p", { class: "aside" }, `Not in the columns: ${counted(views.nobody, "claim")} that ${words}.`);
}

function matrix(app, factors, groups) {
  const holders = groups.flatMap((group) => group.holders);
  const heads = slantedHeads(
    groups.flatMap(({ sector, holders: own }) =>
      own.map(({ id, claims }) => ({
        label: app.study.label(id),
        under: sectorWords(sector),
        mark: { key: `who:${id}`, title: app.study.label(id), claims, open: `node:${id}` },
      })),
    ),
    CELL,
  );
  const { top, over } = heads;
  const named = Math.max(180, Math.min(420, app.width - holders.length * CELL - over - 8));
  const W = Math.max(app.width, named + holders.length * CELL + over + 8);
  const picture = svg("svg", { class: "picture contested", role: "group", "aria-label": "Who holds what" });
  const lineAt = svg("g");
  picture.append(lineAt, ...heads.draw(app, named));
  let y = top + 6;
  factors.forEach((row, number) => {
    const label = lines(row.factor.label, named - 20);
    const high = Math.max(CELL, label.length * LINE + 8);
    if (number % 2 === 0)
      lineAt.append(
        svg("rect", { x: 0, y, width: named + holders.length * CELL, height: high, class: "band" }),
      );
    picture.append(factorName(app, row, label, { y, high, named }));
    holders.forEach(({ id }, place) => {
      const claims = row.cells.get(id);
      if (!claims) return;
      picture.append(cell(app, row, id, claims, { x: named + place * CELL, y, high }));
    });
    y += high;
  });
  let place = 0;
  for (const group of groups) {
    group.holders.forEach((_, n) => {
      const x = named + place * CELL;
      const kind = n ? "matrix-line" : "matrix-line group-line";
      lineAt.append(svg("line", { x1: x, x2: x, y1: top, y2: y, class: kind }));
      place += 1;
    });
  }
  return finished(picture, entries(), { width: W, y, heads: [[0, top + 6]], labels: named, over });
}

function cell(app, row, id, claims, { x, y, high }) {
  const what = held(claims);
  const element = svg(
    "g",
    {},
    svg("rect", { x: x + 1, y: y + 1, width: CELL - 2, height: high - 2, class: "hit" }),
    heldMark(what, x + CELL / 2, y + high / 2),
  );
  return app.marks.add(element, {
    key: `holds:${row.factor.id}:${id}`,
    title: `${app.study.label(id)} on “${row.factor.label}”`,
    note: capital(HELD_WORDS[what]),
    claims,
  });
}

function entries() {
  return [
    ...HELD.map((what) => ({
      draw: (x, y) => heldMark(what, x, y),
      label: HELD_WORDS[what],
    })),
    {
      draw: nothing,
      label: "no mark: no claim mentions their view",
    },
  ];
}

/** For each factor the names on each side. A name opens nothing; the number opens the claims. */
function sidesTable(app, factors, by) {
  const side = (what) => ({
    title: TITLES[what],
    cell: (row) => names(app, on(row, what)),
    mark: (row) => {
      const found = on(row, what);
      if (!found.length) return undefined;
      return {
        key: `side:${what}:${row.factor.id}`,
        title: row.factor.label,
        note: `${TITLES[what]}: ${found.map(([id]) => app.study.label(id)).join("; ")}`,
        claims: found.flatMap(([, claims]) => claims),
      };
    },
  });
  return numberTable(app, {
    caption: `The same in words: ${WHOSE[by]} on each side`,
    columns: [{ title: "Factor", cell: (row) => row.factor.label }, ...HELD.map(side)],
    rows: factors,
  });
}

const TITLES = { affirms: "Affirm it", denies: "Deny it", both: "Both", mixed: "In part" };

function on(row, what) {
  return [...row.cells].filter(([, claims]) => held(claims) === what).sort(([a], [b]) => a.localeCompare(b));
}

function names(app, found) {
  if (!found.length) return "";
  const labels = found.map(([id]) => app.study.label(id));
  return `${found.length}: ${someOf(labels, NAMES)}`;
}

function table(app, views) {
  return {
    columns: ["factor", "factor_label", "holder", "holder_label", "holds", "n_claims", "claims"],
    rows: views.factors.flatMap((row) =>
      [...row.cells].map(([id, claims]) => [
        row.factor.id,
        row.factor.label,
        id,
        app.study.label(id),
        held(claims),
        claims.length,
        claims.map((claim) => claim.claim),
      ]),
    ),
  };
}
