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
    app.views.length > 1 && tabs(app),
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

function tabs(app) {
  const summary = el("summary", { class: "tab", "data-key": "more-views" }, "More");
  const more = el("details", { class: "more-views" }, summary, el("div", {}));
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    summary.focus();
    event.stopPropagation();
  });
  more.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !more.contains(relatedTarget)) more.open = false;
  });
  addEventListener("pointerdown", ({ target }) => {
    if (!more.contains(target)) more.open = false;
  });
  const links = app.views.map((view) =>
    el(
      "a",
      { href: "#", class: "tab", title: view.title, "data-view": view.id, "data-key": `tab:${view.id}` },
      view.tab ?? view.title,
    ),
  );
  return el("nav", { "aria-label": "Views" }, ...links, more);
}

/** Mark the view that is shown, and make the tabs keep filters and choices. */
export function markTabs(app) {
  const nav = app.root.querySelector(".top nav");
  if (!nav) return;
  const links = [...nav.querySelectorAll("a.tab")];
  const more = nav.querySelector(".more-views");
  for (const tab of links) {
    const view = tab.getAttribute("data-view");
    tab.setAttribute("href", app.address({ view, open: "" }));
    if (view === app.shown.view) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  // A window of another size keeps the list open; a view that was chosen closes it.
  if (nav.dataset.shown !== app.shown.view) more.open = false;
  nav.dataset.shown = app.shown.view;
  oneLine(nav, links, more);
}

/** Tabs that one line has no room for go under "More", which names the view that is shown where it is one of them. */
function oneLine(nav, links, more) {
  const summary = more.querySelector("summary");
  const focused = document.activeElement;
  more.before(...links);
  more.hidden = true;
  const wide = links.map((link) => link.getBoundingClientRect().width);
  const room = nav.clientWidth;
  const sum = (many) => wide.slice(0, many).reduce((total, one) => total + one, 0);
  if (sum(links.length) > room) {
    more.hidden = false;
    const shown = links.findIndex((link) => link.hasAttribute("aria-current"));
    const fitting = (words, isCurrent) => {
      summary.textContent = words;
      summary.toggleAttribute("aria-current", isCurrent); // whose letters are wider
      const left = room - summary.getBoundingClientRect().width;
      let many = links.length - 1;
      while (many > 1 && sum(many) > left) many -= 1;
      return many;
    };
    let many = fitting("More", false);
    if (shown >= many) many = Math.min(fitting(`More: ${links[shown].textContent}`, true), shown);
    more.querySelector("div").append(...links.slice(many));
  } else more.open = false;
  // Moved links lose the focus.
  if (links.includes(focused)) (more.contains(focused) && !more.open ? summary : focused).focus();
}
