/** The table of the framework matrix: rows in groups, codes under their themes, cells shaded by their number of claims. */

import { counted } from "../data/count.js";
import { NOBODY, rowGroups, SHADES, shade } from "../data/matrix.js";
import { spaced } from "../data/study.js";
import { UNSTATED } from "../data/words.js";
import { el } from "../draw/dom.js";
import { capital } from "../draw/text.js";
import { sectorWords } from "./sector-words.js";

/** Summaries of a cell that are shown; the others open with the cell. */
const SUMMARIES = 3;
const SUMMARIES_PRINTED = 12;
/** What a row is, alone and several. */
export const ROWS = { source: ["source", "sources"], speaker: ["speaker", "speakers"] };

/**
 * @typedef {Object} Shown
 * @property {import("../pane.js").Pane} app
 * @property {ReturnType<typeof import("../data/matrix.js").matrix>} laid
 * @property {"source"|"speaker"} by
 * @property {boolean} summaries whether cells list them
 * @property {boolean} isNarrow whether codes are written upwards, because there are many
 *
 * @param {Shown} shown
 * @param {ReturnType<typeof import("../data/matrix.js").themes>} themes with their codes, the columns
 * @param {boolean} forPaper without marks
 */
export function matrixTable(shown, themes, forPaper = false) {
  const { app, laid, by, summaries, isNarrow } = shown;
  const codes = themes.flatMap((theme) => theme.codes);
  const groups = rowGroups(app.study, laid.rows, by);
  const kinds = ["numbers", "matrix", summaries && "with-summaries", isNarrow && "all-themes"];
  return el(
    "table",
    { class: kinds.filter(Boolean).join(" ") },
    el(
      "caption",
      { class: forPaper ? null : "only-read" },
      `Claims by ${ROWS[by][0]} and code${themes.length > 1 ? "" : `: ${themes[0].label}`}`,
    ),
    el("thead", {}, themes.length > 1 ? themeHeads(themes) : "", codeHeads(shown, codes, forPaper)),
    ...groups.map((group) =>
      el(
        "tbody",
        {},
        groups.filter((one) => one.group !== null).length > 1 && group.group !== null
          ? groupLine(shown, group, codes, forPaper)
          : "",
        ...group.rows.map((row) => line(shown, row, codes, forPaper)),
      ),
    ),
    el("tfoot", {}, line(shown, { id: null, label: `All ${ROWS[by][1]}`, ...laid.all }, codes, forPaper)),
  );
}

function themeHeads(themes) {
  return el(
    "tr",
    { class: "themes" },
    el("td", { class: "corner" }),
    el("td", { class: "total" }),
    ...themes.map(({ label, codes }) =>
      el("th", { scope: "colgroup", colspan: codes.length }, el("span", {}, label)),
    ),
  );
}

function codeHeads(shown, codes, forPaper) {
  return el(
    "tr",
    {},
    el("th", { scope: "col", class: "corner" }, capital(ROWS[shown.by][0])),
    el("th", { scope: "col", class: "n total" }, "Claims"),
    ...codes.map((code) => el("th", { scope: "col", class: "code-head" }, codeHead(shown, code, forPaper))),
  );
}

function codeHead({ app }, code, forPaper) {
  const words = [el("b", {}, code.id), code.label === code.id ? "" : ` ${code.label}`];
  if (forPaper) return el("span", {}, words);
  return app.marks.add(el("span", {}, words), {
    key: `code:${code.id}`,
    title: headWords(code),
    open: `node:${code.id}`,
  });
}

/** What a group of rows is called. */
export function groupWords({ group }, by) {
  if (by === "speaker") return sectorWords(group);
  return group ? capital(spaced(group)) : UNSTATED["kind of source"];
}

function groupLine(shown, group, codes, forPaper) {
  const { app, by } = shown;
  const name = groupWords(group, by);
  const opened = (element, mark) => (forPaper ? element : app.marks.add(element, mark));
  const number = (claims, code) =>
    claims?.length
      ? opened(el("span", { class: "cell-number" }, numberWords(claims)), {
          key: `group:${group.group}:${code?.id ?? ""}`,
          title: code ? `${name}, ${headWords(code)}` : `${name}, codes shown`,
          claims,
        })
      : "";
  return el(
    "tr",
    { class: "row-group", "data-group": group.group },
    el(
      "th",
      { scope: "rowgroup" },
      el("b", {}, name),
      " ",
      el("small", {}, counted(group.rows.length, ROWS[by][0])),
    ),
    el("td", { class: "n total" }, number(group.claims)),
    ...codes.map((code) => el("td", { class: "n" }, number(group.cells.get(code.id), code))),
  );
}

function line(shown, row, codes, forPaper) {
  const { app } = shown;
  const name = nameOf(row);
  const key = row.id ?? "all";
  const opened = (element, mark) => (forPaper ? element : app.marks.add(element, mark));
  const title = row.id === null ? name : `${name}, codes shown`;
  return el(
    "tr",
    { "data-row": row.id ?? "(all)" },
    el("th", { scope: "row" }, rowHead(row, name, opened)),
    el(
      "td",
      { class: "n total" },
      opened(el("span", {}, numberWords(row.claims)), { key: `row:${key}`, title, claims: row.claims }),
    ),
    ...codes.map((code) => cell(shown, row, name, code, opened, forPaper)),
  );
}

function rowHead(row, name, opened) {
  if (!row.id) return name;
  return opened(el("span", {}, name), { key: `head:${row.id}`, title: name, open: `node:${row.id}` });
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
  const made = opened(el("span", { class: "cell-number" }, numberWords(claims)), {
    key: `cell:${row.id ?? "all"}:${code.id}`,
    title: `${name}, ${headWords(code)}`,
    claims,
  });
  const isCell = row.id !== null;
  return el(
    "td",
    { class: isCell ? `n shade-${shade(claims.length)}` : "n" },
    made,
    shown.summaries && isCell ? summaries(claims, forPaper) : "",
  );
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

/** What the shades of the cells mean, up to the darkest there is. @param {Shown["laid"]} laid */
export function shadesKey(laid) {
  const swatches = shadeWords(laid).map((words, place) =>
    el("span", { class: `swatch shade-${place + 1}` }, words),
  );
  return el(
    "p",
    { class: "matrix-key" },
    "Claims in a cell: ",
    ...swatches.flatMap((swatch) => [swatch, " "]),
    el("span", { class: "swatch" }, "nothing coded"),
  );
}

/** The numbers of claims that each shade stands for, up to the darkest there is. @param {Shown["laid"]} laid */
export function shadeWords({ rows }) {
  const most = Math.max(0, ...rows.flatMap(({ cells }) => [...cells.values()].map(({ length }) => length)));
  return SHADES.filter((least) => least <= most).map((least, place) => {
    const to = SHADES[place + 1];
    return !to ? `${least} and more` : to === least + 1 ? String(least) : `${least} to ${to - 1}`;
  });
}

export function nameOf(row) {
  return row.id === NOBODY ? row.label || "no speaker named" : row.label;
}

export function headWords(code) {
  return code.label === code.id ? code.id : `${code.id} ${code.label}`;
}

export function numberWords(claims) {
  return claims.length.toLocaleString("en-GB");
}
