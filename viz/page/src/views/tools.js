/** The tools that the study can make, what the graph fills of each, and what came back from those who used them. */
import "./tools.css";
import { counted, percent } from "../data/count.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";

export const tools = {
  id: "tools",
  title: "Tools",
  draw(app) {
    const { tools: all = [], results = [], notes = [], drafts = [] } = app.study.tools;
    return {
      finding: finding(all, results),
      sentence: sentence(all, results, drafts),
      content: [
        all.length ? numberTable(app, { caption: "Tools", columns: COLUMNS, rows: all }) : nothing(),
        ...lacking(all),
        ...waiting(drafts),
        ...results.flatMap((part) => section(app, part)),
        ...notes.map((text) => el("p", { class: "where" }, text)),
      ],
      table: () => ({
        columns: ["tool", "title", "purpose", "audience", "minutes", "people", "filled", "places", "missing"],
        rows: all.map((one) => [
          one.name,
          one.title,
          one.purpose,
          one.audience,
          one.minutes,
          one.people,
          one.filled,
          one.places,
          one.missing.join(" "),
        ]),
      }),
    };
  },
};

const COLUMNS = [
  {
    title: "Tool",
    cell: ({ title, name, purpose }) => el("div", { class: "tool" }, title, small(purpose), small(name)),
  },
  { title: "Who", cell: ({ audience, people }) => `${audience}; people: ${people}` },
  { title: "Minutes", number: true, cell: ({ minutes }) => minutes },
  { title: "Filled from the graph", number: true, cell: filled },
];

function small(text) {
  return el("div", { class: "where" }, text);
}

function filled({ filled: some, places }) {
  return places ? `${some} of ${places} places (${percent(some / places)})` : "takes nothing from the graph";
}

/** How much the graph fills, and whether anybody has used a tool. */
function finding(all, results) {
  const [some, places] = ["filled", "places"].map((name) => all.reduce((sum, one) => sum + one[name], 0));
  if (!places) return "";
  const back = results.length ? "answers came back" : "no session has come back yet";
  return `The study fills ${percent(some / places)} of the places of ${counted(all.length, "tool")}; ${back}`;
}

function sentence(all, results, drafts) {
  return [
    `${counted(all.length, "tool")} that this study can make. A place is a cell for content of the graph; `,
    "filters change nothing here. ",
    results.length
      ? "What sessions said stands below, a column for each group. "
      : "No session has come back yet. ",
    drafts.length ? `${counted(drafts.length, "claim")} of sessions waiting to be confirmed.` : "",
  ].join("");
}

function nothing() {
  return el("p", { class: "empty" }, "This page was made without tools.");
}

/** What the study lacks, by tool. */
function lacking(all) {
  const some = all.filter(({ missing }) => missing.length);
  if (!some.length) return [];
  const items = some.map(({ title, missing }) =>
    el(
      "li",
      {},
      `${title}: `,
      missing.flatMap((text) => code(text)),
    ),
  );
  return [el("h3", {}, "What the study lacks"), el("ul", { class: "statements" }, ...items)];
}

/** A text in which what stands between backticks is to be typed. */
function code(text) {
  return `${text} `.split("`").map((piece, place) => (place % 2 ? el("code", {}, piece) : piece));
}

function waiting(drafts) {
  if (!drafts.length) return [];
  return [
    el("h3", {}, "Claims of sessions that wait to be confirmed"),
    el("p", {}, code("They count nowhere until somebody confirms them: `graphmodel queue STUDY`.")),
    el("ul", { class: "statements" }, ...drafts.map((text) => el("li", {}, text))),
  ];
}

/** One part of what sessions said; what a row is about opens with the claims behind it. */
function section(app, { title, headings, groups }) {
  const head = headings.map((text) => (text ? el("th", { scope: "col" }, text) : el("td")));
  const bodies = groups.map(([name, node, rows]) =>
    el(
      "tbody",
      {},
      name
        ? el(
            "tr",
            {},
            el(
              "th",
              { scope: "rowgroup", colspan: headings.length, class: "about" },
              about(app, name, node, title),
            ),
          )
        : null,
      ...rows.map((cells) =>
        el(
          "tr",
          {},
          ...cells.map((text, place) => el(place ? "td" : "th", { scope: place ? null : "row" }, text)),
        ),
      ),
    ),
  );
  const table = el("table", { class: "numbers said" }, el("thead", {}, el("tr", {}, ...head)), ...bodies);
  return [el("h3", {}, title), scrolling(title, table)];
}

function about(app, name, node, title) {
  const mark = { key: `said:${title}:${node}`, title: name, open: `node:${node}` };
  return app.study.nodes.has(node) ? app.marks.add(el("span", {}, name), mark) : name;
}
