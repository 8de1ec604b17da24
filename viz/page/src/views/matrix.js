/** The framework matrix: sources or speakers down, the codes of one theme across, claims in the cells. */
import { counted, provenance } from "../data/count.js";
import { holding } from "../data/find.js";
import { matrix as counting, NOBODY, themes, uncoded } from "../data/matrix.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { findBox, findWords } from "../draw/find.js";
import { onPrint } from "../draw/printing.js";
import "./matrix.css";

/** Summaries of a cell that are shown; the others open with the cell. */
const SUMMARIES = 3;
const SUMMARIES_PRINTED = 12;
/** Codes that stand side by side on a printed page: as numbers, and with summaries. */
const PRINTED_ACROSS = 5;
const PRINTED_SUMMARIES_ACROSS = 3;
const SORTS = { source: ["source", "sources"], speaker: ["speaker", "speakers"] };

export const matrix = {
  id: "matrix",
  title: "Framework matrix",
  tab: "Matrix",
  draw(app) {
    const all = themes(app.study);
    if (!all.length) return withoutCodes();
    const coded = new Set(app.study.claims.flatMap((claim) => claim.codes));
    const first = all.find(({ codes }) => codes.some(({ id }) => coded.has(id))) ?? all[0];
    const chosen = all.find((theme) => named(theme) === app.option("theme")) ?? first;
    const by = app.option("matrix-rows", "source") === "speaker" ? "speaker" : "source";
    const words = findWords(app);
    const laid = counting(app.study, holding(app.study, app.claims, words), chosen.codes, by);
    const shown = {
      app,
      laid,
      by,
      codes: chosen.codes,
      summaries: app.option("matrix-cells", "") === "summaries",
    };
    const printing = onPrint(() => printed(shown));
    const used = chosen.codes.filter(({ id }) => laid.all.cells.get(id)?.length);
    return {
      finding: `${chosen.label}: ${counted(laid.all.claims.length, "claim")} under ${used.length} of ${counted(chosen.codes.length, "code")}`,
      sentence: sentence(app, chosen, laid, by),
      found: `${counted(laid.all.claims.length, "claim")} in ${counted(laid.rows.length, "row")}`,
      controls: [
        findBox(app, "Find in the matrix"),
        choice(
          app,
          "theme",
          "Theme:",
          all.map((theme) => [named(theme), optionWords(app, theme)]),
          named(chosen),
        ),
        choice(app, "matrix-rows", "Rows:", [
          ["source", "sources"],
          ["speaker", "speakers"],
        ]),
        choice(app, "matrix-cells", "Cells:", [
          ["", "numbers of claims"],
          ["summaries", "numbers and summaries"],
        ]),
      ],
      content: laid.rows.length
        ? [room(shown, chosen), el("p", { class: "aside" }, asides(app, by, laid)), printing.place]
        : [el("p", { class: "empty" }, nothing(app, words))],
      table: () => ({
        columns: [by, "label", "n_claims", ...chosen.codes.map(headWords)],
        rows: [...laid.rows, { id: "", label: "all rows", ...laid.all }].map((row) => [
          row.id,
          nameOf(row),
          row.claims.length,
          ...chosen.codes.map((code) => row.cells.get(code.id)?.length ?? 0),
        ]),
      }),
      gone: printing.end,
    };
  },
};

/** A theme with the claims that the filters leave in. */
function optionWords(app, { label, codes }) {
  const own = new Set(codes.map(({ id }) => id));
  const number = app.claims.filter((claim) => claim.codes.some((code) => own.has(code))).length;
  return `${label} (${number ? counted(number, "claim") : "no claims"})`;
}

/** How the address names a theme; nothing chosen is the first that claims have codes of. */
function named({ theme }) {
  return theme || "none";
}

function withoutCodes() {
  const words = "The study has no codebook, so there is no matrix.";
  return { sentence: words, content: [], table: () => ({ columns: ["code"], rows: [] }) };
}

function nothing(app, words) {
  if (words.length)
    return "No claim with a code of this theme holds these words. Change the words or the theme.";
  return app.claims.length === app.study.claims.length
    ? "No claim has a code of this theme."
    : "The filters leave in no claim with a code of this theme. Put back a filter.";
}

function sentence(app, chosen, laid, by) {
  const words = app.option("find", "").trim();
  return [
    `Read across for one ${SORTS[by][0]}, down for one code of “${chosen.label}”. A cell counts the claims of the ${SORTS[by][0]} `,
    `that have the code${words ? ` and hold “${words}”` : ""}: ${provenance(laid.all.claims)}. `,
    "A claim with several codes stands in several cells, and is counted once in its row’s total.",
  ].join("");
}

function asides(app, by, laid) {
  const without = uncoded(app.claims);
  return [
    `An empty cell says that nothing of the ${SORTS[by][0]} was coded there, not that the ${SORTS[by][0]} has no view. `,
    "Claims are not people: one source may be many interviews. ",
    by === "speaker" && laid.rows.some((row) => row.id === NOBODY)
      ? "The last row holds the authors’ narrative and observations, for which nobody is named. "
      : "",
    without ? `Without any code, and so in no matrix: ${counted(without, "claim")}.` : "",
  ].join("");
}

/** The table in a region that scrolls on its own, its heads in sight. */
function room(shown, chosen) {
  return el(
    "div",
    {
      class: "matrix-room",
      role: "region",
      tabindex: "0",
      "aria-label": `Framework matrix, ${chosen.label}`,
    },
    table(shown, shown.codes),
  );
}

function table(shown, codes, forPaper = false) {
  const { laid, by } = shown;
  return el(
    "table",
    { class: `numbers matrix ${shown.summaries ? "with-summaries" : ""}` },
    el("caption", { class: forPaper ? null : "only-read" }, `Claims by ${SORTS[by][0]} and code`),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col", class: "corner" }, SORTS[by][0] === "source" ? "Source" : "Speaker"),
        el("th", { scope: "col", class: "n total" }, "Claims"),
        ...codes.map((code) => el("th", { scope: "col" }, codeHead(shown, code, forPaper))),
      ),
    ),
    el("tbody", {}, ...laid.rows.map((row) => line(shown, row, codes, forPaper))),
    el("tfoot", {}, line(shown, { id: null, label: `All ${SORTS[by][1]}`, ...laid.all }, codes, forPaper)),
  );
}

function line(shown, row, codes, forPaper) {
  const { app } = shown;
  const name = nameOf(row);
  const key = row.id ?? "all";
  const opened = (element, mark) => (forPaper ? element : app.marks.add(element, mark));
  const title = row.id === null ? name : `${name}, codes of this theme`;
  return el(
    "tr",
    { "data-row": row.id ?? "(all)" },
    el("th", { scope: "row" }, rowHead(row, name, opened)),
    el(
      "td",
      { class: "n total" },
      opened(el("span", {}, number(row.claims)), { key: `row:${key}`, title, claims: row.claims }),
    ),
    ...codes.map((code) => cell(shown, row, name, code, opened, forPaper)),
  );
}

function rowHead(row, name, opened) {
  if (!row.id) return name;
  return opened(el("span", {}, name), { key: `head:${row.id}`, title: name, open: `node:${row.id}` });
}

function codeHead({ app }, code, forPaper) {
  const words = [el("b", {}, code.id), code.label === code.id ? "" : ` ${code.label}`];
  if (forPaper) return words;
  return app.marks.add(el("span", {}, words), {
    key: `code:${code.id}`,
    title: headWords(code),
    open: `node:${code.id}`,
  });
}

function cell(shown, row, name, code, opened, forPaper) {
  const claims = row.cells.get(code.id) ?? [];
  // The words are for a screen reader and for no one else: a table of zeros would read as "has no view".
  if (!claims.length)
    return el(
      "td",
      { class: "n none", title: "nothing coded" },
      el("span", { class: "only-read" }, "nothing coded"),
    );
  const made = opened(el("span", { class: "cell-number" }, number(claims)), {
    key: `cell:${row.id ?? "all"}:${code.id}`,
    title: `${name}, ${headWords(code)}`,
    claims,
  });
  const listed = shown.summaries && row.id !== null;
  return el("td", { class: "n" }, made, listed ? summaries(claims, forPaper) : "");
}

function summaries(claims, forPaper) {
  const most = forPaper ? SUMMARIES_PRINTED : SUMMARIES;
  const more = claims.length - most;
  return el(
    "ul",
    { class: "summaries" },
    ...claims.slice(0, most).map((claim) => el("li", {}, `${claim.claim}: ${claim.summary ?? "no summary"}`)),
    more > 0 ? el("li", { class: "more" }, `and ${more} more`) : "",
  );
}

/** For paper: a few codes at a time, so that no column is cut at the edge. */
function printed(shown) {
  const across = shown.summaries ? PRINTED_SUMMARIES_ACROSS : PRINTED_ACROSS;
  const parts = [];
  for (let from = 0; from < shown.codes.length; from += across)
    parts.push(table(shown, shown.codes.slice(from, from + across), true));
  return parts;
}

function nameOf(row) {
  return row.id === NOBODY ? row.label || "no speaker named" : row.label;
}

function headWords(code) {
  return code.label === code.id ? code.id : `${code.id} ${code.label}`;
}

function number(claims) {
  return claims.length.toLocaleString("en-GB");
}
