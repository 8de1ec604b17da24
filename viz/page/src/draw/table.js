/** Tables of numbers, each number of which can be opened. */
import { el } from "./dom.js";
import { scrolling } from "./scrolling.js";
import { explained } from "./terms.js";

/** A table of more columns is printed across the page. */
const WIDE = 12;
/** A word that may widen a table, and how many letters of it are shown. */
const UNBROKEN = /\S{40,}/;
const LONGEST = 240;

/**
 * @typedef {Object} Column
 * @property {string} title
 * @property {(row: any) => (string|number|Node|null)} cell
 * @property {boolean} [number] set to the right
 * @property {(row: any) => import("./marks.js").Mark} [mark] what a click on the cell opens
 *
 * @param {import("../pane.js").Pane} app
 * @param {{caption: string, columns: Column[], rows: any[], name?: string, most?: number}} table the first column
 *   names the row; a table with a `name` shows `most` rows until the reader asks for all (paper has all of them)
 */
export function numberTable(app, { caption, columns, rows, name = "", most = 15 }) {
  const cut = name && rows.length > most && app.option(`all-${name}`, "") !== "yes";
  const head = columns.map(({ title, number }) =>
    el("th", { scope: "col", class: number ? "n" : null }, explained(app.study, title)),
  );
  const body = rows.map((row, number) =>
    el(
      "tr",
      { class: cut && number >= most ? "beyond" : null },
      ...columns.map((column, place) =>
        el(
          place ? "td" : "th",
          { scope: place ? null : "row", class: column.number ? "n" : null },
          content(app, column, row),
        ),
      ),
    ),
  );
  return scrolling(
    caption,
    el(
      "table",
      { class: columns.length > WIDE ? "numbers wide-table" : "numbers" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...head)),
      el("tbody", {}, ...body),
    ),
    cut
      ? el(
          "button",
          {
            type: "button",
            class: "on-screen",
            "data-key": `all-${name}`,
            on: { click: () => app.choose(`all-${name}`, "yes") },
          },
          `Show all ${rows.length} rows`,
        )
      : null,
  );
}

function content(app, column, row) {
  const value = column.cell(row);
  const shown =
    value === null || value === undefined || value === ""
      ? "–"
      : typeof value === "number"
        ? value.toLocaleString("en-GB")
        : value;
  const mark = column.mark?.(row);
  return mark ? app.marks.add(el("span", {}, bounded(shown, true)), mark) : bounded(shown, false);
}

/** A text without blanks is broken; one that is long, too, is shown in short. Its whole is in what it opens, or below it. */
function bounded(value, opens) {
  if (typeof value !== "string" || !UNBROKEN.test(value)) return value;
  if (value.length <= LONGEST) return el("span", { class: "breaks" }, value);
  const short = `${[...value].slice(0, LONGEST / 2).join("")}…`;
  if (opens) return el("span", { class: "breaks" }, short);
  return el("details", { class: "breaks" }, el("summary", {}, short), value);
}
