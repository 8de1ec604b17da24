/** The top of the page: the views, search and what else there is to do, in one line where there is room. */
import { el } from "../draw/dom.js";
import { searchBox } from "./search-box.js";

/** @param {import("../app.js").App} app */
export function header(app) {
  const button = (words, label, title, act) =>
    el("button", { type: "button", title, "aria-label": label, on: { click: act } }, words);
  return el(
    "header",
    { class: "top" },
    app.study.quotes.isWorkingCopy &&
      el("p", { class: "working-copy", role: "note" }, "Working copy, not for sharing"),
    app.views.length > 1 &&
      el(
        "nav",
        { "aria-label": "Views" },
        ...app.views.map((view) =>
          el(
            "a",
            {
              href: "#",
              class: "tab",
              title: view.title,
              "data-view": view.id,
              "data-key": `tab:${view.id}`,
            },
            view.tab ?? view.title,
          ),
        ),
      ),
    el(
      "div",
      { class: "tools" },
      searchBox(app),
      button("◐", "Light or dark", "Change between light and dark", () => app.theme.change()),
      button("Story", "Story", "Keep views with notes, and play them as slides", () => app.show("story")),
      button("Save", "Save or print", "Save this view as a picture or a table, or print it", () =>
        app.show("save"),
      ),
      button("Words", "Words", "What the words on this page mean", () => app.show("words")),
      button("?", "Keys ( ? )", "The keys of this page", () => app.show("keys")),
    ),
  );
}

/** Mark the view that is shown, and make the tabs keep filters and choices. */
export function markTabs(app) {
  for (const tab of app.root.querySelectorAll(".tab")) {
    const view = tab.getAttribute("data-view");
    tab.setAttribute("href", app.address({ view, open: "" }));
    if (view === app.shown.view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}
