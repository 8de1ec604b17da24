/** What a reader must also know. */
import { el } from "./dom.js";

/** What a reader must know of how an analysis counts, folded away: a table with one `note` a row. */
export function howCounted(app, table) {
  const notes = app.study.table(table);
  if (!notes.length) return "";
  return el(
    "details",
    { class: "aside wide-aside" },
    el("summary", {}, "How this is counted"),
    el("ul", {}, ...notes.map(({ note }) => el("li", {}, note.replaceAll("`", "")))),
  );
}
