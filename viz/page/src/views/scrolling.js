/** What stands around pictures. A picture or table that may be wider than its place, and is then scrolled by keys as well. */
import { el } from "../draw/dom.js";

export function scrolling(label, ...content) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, ...content);
}

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
