/** Tables of numbers, each number of which can be opened. */
import { el } from "./dom.js";
import { scrolling } from "./scrolling.js";
import { explained } from "./terms.js";

/** A table of more columns is printed across the page. */
const WIDE = 12;

/**
 * @typedef {Object} Column
 * @property {string} title
 * @property {(row: any) => (string|number|Node|null)} cell
 * @property {boolean} [number] set to the right
 * @property {(row: any) => import("./marks.js").Mark} [mark] what a click on the cell opens
 *
 * @param {import("../app.js").App} app
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
  return mark ? app.marks.add(el("span", {}, shown), mark) : shown;
}
