/** The place of each stakeholder in the network of ties by claim, as a table that can be sorted. */
import { counted } from "../data/count.js";
import { spaced } from "../data/study.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { capital } from "../draw/text.js";

const AT_FIRST = 40;
const MOST = 2000;

/** Columns of the table `measures` that are shown; the terms that explain them have the same names. */
const COLUMNS = [
  "degree",
  "in_degree",
  "out_degree",
  "strength",
  "betweenness",
  "closeness",
  "eigenvector",
  "constraint",
  "effective_size",
  "efficiency",
  "hierarchy",
  "community",
  "stability",
];
const NO_TIE = "no tie mentioned";

/** @param {import("../pane.js").Pane} app @returns {import("../app.js").Drawn} */
export function measures(app) {
  const { study } = app;
  const rows = study.table("measures");
  const columns = COLUMNS.filter((name) => rows.some((row) => number(row, name) !== null));
  const [chosen, turn] = app.option("measure", "degree").split(" ");
  const up = turn === "up";
  const sorted = [...rows].sort(order(study, chosen, up));
  const listed = sorted.slice(0, app.option("measures", "") === "all" ? MOST : AT_FIRST);
  return {
    ...degreeFinding(study, rows),
    unfiltered: true,
    sentence: [
      "Measures show where each stands in what people said: who is mentioned together with whom. ",
      "A central place is not power, and “no tie mentioned” does not mean that there is none. Filters do not change measures.",
    ].join(""),
    controls: [
      choice(app, "measures", "Rows:", [
        ["", `the first ${AT_FIRST}`],
        ["all", "all"],
      ]),
    ],
    content: rows.length
      ? [
          scrolling("Measures", table(app, listed, columns, { chosen, up })),
          listed.length < sorted.length
            ? el(
                "p",
                { class: "aside" },
                `${(sorted.length - listed.length).toLocaleString("en-GB")} more rows.`,
              )
            : "",
        ]
      : [el("p", { class: "empty" }, "The study names no actors or organisations.")],
    table: () => ({
      columns: ["id", "label", "kind", ...columns, "n_claims", "n_speakers", "n_sources"],
      rows: sorted.map((row) => [
        row.id,
        study.label(row.id),
        study.nodes.get(row.id)?.kind,
        ...columns.map((name) => number(row, name) ?? missing(row)),
        row.n_claims,
        row.n_speakers,
        row.n_sources,
      ]),
    }),
  };
}

/** Who has most partners, beside how many most have. */
function degreeFinding(study, rows) {
  const tied = rows.filter((row) => row.degree).sort((a, b) => b.degree - a.degree);
  const detail = `${tied.length} of ${counted(rows.length, "actor or organisation", "actors and organisations")} ${tied.length === 1 ? "has" : "have"} a tie that a claim mentions`;
  if (tied.length < study.rules.fewestCompared) return { finding: "", detail };
  const [{ id, degree }] = tied;
  const alike = tied.filter((row) => row.degree === degree).length;
  const most = tied[Math.floor(tied.length / 2)].degree;
  const others = (number) => counted(number, "other");
  const first =
    alike === 1
      ? `“${study.label(id)}” is tied to ${others(degree)}, more than anybody else`
      : `${alike} are tied to ${others(degree)}, and nobody to more`;
  return {
    finding: `${first}; half of the ${tied.length} with a tie have ${most === 1 ? "one" : `at most ${most}`}`,
    detail,
  };
}

/** A count of zero is a tie that nobody mentions, and not a measured zero. */
function number(row, name) {
  if (!row.degree) return null;
  return row[name] ?? null;
}

function missing(row) {
  return row.degree ? "not defined" : NO_TIE;
}

function order(study, name, up) {
  const sign = up ? 1 : -1;
  const label = (row) => study.label(row.id);
  if (name === "label") return (a, b) => -sign * label(a).localeCompare(label(b));
  return (a, b) => {
    const [x, y] = [number(a, name), number(b, name)];
    if (x === null || y === null)
      return Number(x === null) - Number(y === null) || label(a).localeCompare(label(b));
    const apart = typeof x === "string" ? y.localeCompare(x) : x - y;
    return sign * apart || b.degree - a.degree || label(a).localeCompare(label(b));
  };
}

function table(app, rows, columns, { chosen, up }) {
  const sorted = (name) =>
    name === chosen ? (up === (name !== "label") ? "ascending" : "descending") : null;
  const head = (name, words) =>
    el(
      "th",
      { scope: "col", "aria-sort": sorted(name), class: name === "label" ? null : "n" },
      el(
        "button",
        {
          type: "button",
          class: "sorter",
          "data-term": name === "label" ? null : spaced(name),
          "data-key": `sort:${name}`,
          on: { click: () => sortBy(app, name, chosen, up) },
        },
        words,
        el("span", { "aria-hidden": "true" }, arrow(sorted(name))),
      ),
    );
  return el(
    "table",
    { class: "numbers measures" },
    el(
      "caption",
      {},
      "Measures of the network of ties by claim; click a heading to sort by it, again to reverse the order",
    ),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        head("label", "Actor or organisation"),
        ...columns.map((name) => head(name, capital(spaced(name)))),
      ),
    ),
    el("tbody", {}, ...rows.map((row) => line(app, row, columns))),
  );
}

function sortBy(app, name, chosen, up) {
  app.choose("measure", name === chosen && !up ? `${name} up` : name);
}

function arrow(sorted) {
  if (!sorted) return "";
  return sorted === "ascending" ? " ▲" : " ▼";
}

function line(app, row, columns) {
  const { study } = app;
  const label = study.label(row.id);
  const name = app.marks.add(el("span", {}, row.is_class ? `${label} (a class)` : label), {
    key: `stakeholder:${row.id}`,
    title: label,
    open: `node:${row.id}`,
  });
  const claims = row.claims.map((place) => study.claims[place]);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, name),
    ...columns.map((column) => el("td", { class: "n" }, cell(app, row, column, claims))),
  );
}

function cell(app, row, column, claims) {
  const value = number(row, column);
  if (value === null) return el("span", { class: "missing" }, missing(row));
  if (column === "community") return value;
  const shown = value.toLocaleString("en-GB", { maximumSignificantDigits: Number.isInteger(value) ? 9 : 3 });
  if (column === "stability") return shown;
  return app.marks.add(el("span", {}, shown), {
    key: `measure:${column}:${row.id}`,
    title: `${app.study.label(row.id)}: ${spaced(column)} ${shown}`,
    note: "The claims of the ties that the measure rests on, in the whole study",
    claims,
  });
}
