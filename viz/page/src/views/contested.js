/** Who affirms and who denies: factors on which claims disagree, beside those who are said to hold a view. */

import { contestedViews, HELD, held } from "../data/contested.js";
import { counted } from "../data/count.js";
import { choice } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { mark } from "../draw/shapes.js";
import { numberTable } from "../draw/table.js";
import { capital, fitted, lines, width } from "../draw/text.js";
import { HELD_MARKS } from "../draw/verdicts.js";

const AT_FIRST = { columns: 30, rows: 40 };
const MOST = { columns: 120, rows: 200 };
const LINE = 14;
const CELL = 28;
const SLANT = 55;
const NAMES = 3;

const WHOSE = { holder: "actors and organisations", organisation: "organisations", speaker: "speakers" };

/**
 * @param {import("../app.js").App} app
 * @param {import("../data/factors.js").FactorRow[]} rows
 * @returns {import("../app.js").Drawn}
 */
export function whoHoldsWhat(app, rows) {
  const by = app.option("whose", "holder");
  const views = contestedViews(app.study, rows, by);
  views.factors.sort(
    (a, b) =>
      b.cells.size - a.cells.size ||
      b.claims.length - a.claims.length ||
      a.factor.id.localeCompare(b.factor.id),
  );
  const limits = app.option("views", "") === "all" ? MOST : AT_FIRST;
  const holders = views.holders.slice(0, limits.columns);
  const factors = views.factors.slice(0, limits.rows);
  const controls = [
    choice(app, "whose", "Whose view:", [
      ["holder", "who is said to hold it"],
      ["organisation", "their organisations"],
      ["speaker", "who said it"],
    ]),
    choice(app, "views", "Show:", [
      ["", `the first ${AT_FIRST.rows} factors and ${AT_FIRST.columns} of ${WHOSE[by]}`],
      ["all", "all"],
    ]),
  ];
  const left = [
    views.factors.length > factors.length && counted(views.factors.length - factors.length, "more factor"),
    views.holders.length > holders.length &&
      `${views.holders.length - holders.length} more of ${WHOSE[by]}, each with views on fewer factors`,
  ].filter(Boolean);
  return {
    sentence: sentence(views, by),
    controls,
    content: views.factors.length
      ? [
          scrolling("Who holds what, as a picture", matrix(app, factors, holders)),
          left.length ? el("p", { class: "aside" }, `Not drawn: ${left.join(" and ")}.`) : "",
          nobody(views, by),
          sidesTable(app, factors, by),
        ]
      : [
          el(
            "p",
            { class: "empty" },
            "No claims in sight disagree on a factor: each is only affirmed or only denied. Silence is not agreement.",
          ),
        ],
    table: () => table(app, views),
  };
}

function sentence(views, by) {
  if (!views.factors.length) return "No factor shown is affirmed by some claims and denied by others.";
  const both = views.factors.filter((row) => row.contested).length;
  const only = views.factors.length - both;
  return [
    `${counted(both, "factor")} that some claims affirm and some deny`,
    only ? `, and ${only} more that some affirm only in part` : "",
    `, by ${counted(views.holders.length, by === "speaker" ? "speaker" : "holder")} (${WHOSE[by]}). `,
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

function matrix(app, factors, holders) {
  const longest = Math.max(60, ...holders.map(({ id }) => Math.min(190, width(app.study.label(id), 12))));
  const turn = (SLANT * Math.PI) / 180;
  const top = longest * Math.sin(turn) + 14;
  const over = longest * Math.cos(turn) + 8;
  const named = Math.max(180, Math.min(420, app.width - holders.length * CELL - over - 8));
  const W = Math.max(app.width, named + holders.length * CELL + over + 8);
  const picture = svg("svg", { class: "picture contested", role: "group", "aria-label": "Who holds what" });
  const lineAt = svg("g");
  picture.append(lineAt);
  holders.forEach(({ id, claims }, place) => {
    const x = named + place * CELL + CELL / 2;
    const label = app.study.label(id);
    const name = svg(
      "g",
      { transform: `translate(${x},${top}) rotate(${-SLANT})` },
      svg("rect", { x: 2, y: -CELL / 2 + 2, width: longest + 6, height: CELL - 6, class: "hit" }),
      svg("text", { x: 6, y: 4 }, fitted(label, longest, 12)),
    );
    picture.append(app.marks.add(name, { key: `who:${id}`, title: label, claims, open: `node:${id}` }));
  });
  let y = top + 6;
  factors.forEach((row, number) => {
    const label = lines(row.factor.label, named - 20, 2, 12);
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
  holders.forEach((_, place) => {
    const x = named + place * CELL;
    lineAt.append(svg("line", { x1: x, x2: x, y1: top, y2: y, class: "matrix-line" }));
  });
  return finished(picture, entries(), { width: W, y });
}

function factorName(app, row, label, { y, high, named }) {
  const first = y + high / 2 + 4 - ((label.length - 1) * LINE) / 2;
  const element = svg(
    "g",
    {},
    svg("rect", { x: 2, y: y + 1, width: named - 8, height: high - 2, class: "hit" }),
    label.map((text, n) => svg("text", { x: named - 12, y: first + n * LINE, "text-anchor": "end" }, text)),
  );
  return app.marks.add(element, {
    key: `factor:${row.factor.id}`,
    title: row.factor.label,
    note: [row.factor.valence, row.factor.level].filter(Boolean).join(", "),
    claims: row.claims,
    open: `node:${row.factor.id}`,
  });
}

function cell(app, row, id, claims, { x, y, high }) {
  const what = held(claims);
  const [shape, words] = HELD_MARKS[what];
  const element = svg(
    "g",
    { class: "holds" },
    svg("rect", { x: x + 1, y: y + 1, width: CELL - 2, height: high - 2, class: "hit" }),
    mark(shape, x + CELL / 2, y + high / 2, 5.5),
  );
  return app.marks.add(element, {
    key: `holds:${row.factor.id}:${id}`,
    title: `${app.study.label(id)} on “${row.factor.label}”`,
    note: capital(words),
    claims,
  });
}

function entries() {
  return [
    ...HELD.map((what) => ({
      draw: (x, y) => svg("g", { class: "holds" }, mark(HELD_MARKS[what][0], x, y, 5.5)),
      label: HELD_MARKS[what][1],
    })),
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "small" }, "–"),
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
  const listed = found.slice(0, NAMES).map(([id]) => app.study.label(id));
  const more = found.length - listed.length;
  return `${found.length}: ${listed.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
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
