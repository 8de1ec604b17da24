/** Search over nodes, claims, codes and sources: a box with a list that is gone through by arrows. */
import { foldAll, folded, search } from "../data/search.js";
import { el } from "../draw/dom.js";

/** Letters typed in one go are looked for once. */
const PAUSE = 120;

/** @param {import("../app.js").App} app */
export function searchBox(app) {
  const list = el("div", { id: "found", role: "listbox", "aria-label": "What was found", hidden: true });
  const input = el("input", {
    id: "search",
    type: "search",
    role: "combobox",
    placeholder: "Search ( / )",
    "aria-label": "Search nodes, claims, codes and sources",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  const status = el("span", { class: "only-read", role: "status" });
  let options = [];
  let chosen = -1;
  let later;
  /** Are all views listed, and nothing else looked for? */
  let listed = false;
  foldAll(app.study, window.requestIdleCallback ?? ((act) => setTimeout(act, 30)));

  function show() {
    later = clearTimeout(later);
    const groups = listed ? viewsFound(app, input.value) : everything();
    options = [];
    const parts = groups.map(({ group, total, found }) => {
      const rows = found.map(({ open, view, label, detail }) =>
        option(label, detail, () => (view ? goToView(view) : app.open(open))),
      );
      if (group === "claims" && total > found.length && app.views.some((view) => view.id === "claims")) {
        const words = `Show all ${total.toLocaleString("en-GB")} claims`;
        rows.push(
          option(words, "in the view of claims, with these words", () => showAll(input.value.trim())),
        );
      }
      const name = `${group}: ${total.toLocaleString("en-GB")}${total > found.length ? `, the first ${found.length}` : ""}`;
      return el(
        "div",
        { role: "group", "aria-label": name },
        el("div", { class: "found-group", "aria-hidden": "true" }, name),
        ...rows,
      );
    });
    const nothing = input.value.trim() && !groups.length;
    list.replaceChildren(...parts);
    status.textContent = nothing
      ? "Nothing found"
      : groups.map(({ group, total }) => `${total} ${group}`).join(", ");
    status.classList.toggle("shown-nothing", Boolean(nothing));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(Boolean(options.length)));
    choose(-1);
  }

  /** What the words find; a view comes first where its name begins with them. */
  function everything() {
    const found = search(app.study, input.value);
    const views = input.value.trim() ? viewsFound(app, input.value) : [];
    const begins = views[0]?.found.some(({ label }) => folded(label).startsWith(folded(input.value).trim()));
    return begins ? [...views, ...found] : [...found, ...views];
  }

  function option(label, detail, act) {
    const made = el(
      "div",
      { role: "option", id: `found-${options.length}`, "aria-selected": "false", class: "found" },
      el("span", {}, label),
      " ",
      el("small", {}, detail),
    );
    const take = () => {
      hide();
      act();
    };
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", take);
    options.push({ option: made, take });
    return made;
  }

  function goToView(view) {
    input.value = "";
    app.goTo(app.address({ view, open: "" }));
    app.main.focus();
  }

  function showAll(find) {
    const there = app.address({ view: "claims", open: "", options: { ...app.shown.options, find } });
    // The box of the view has the words then, and the reader goes on there.
    const follow = () => document.querySelector('[data-key="find"]')?.focus();
    input.value = "";
    if (location.hash === there) follow();
    else addEventListener("hashchange", follow, { once: true });
    location.hash = there;
  }

  function choose(place) {
    options[chosen]?.option.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options[place]?.option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function hide() {
    later = clearTimeout(later);
    listed = false;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  input.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(show, PAUSE);
  });
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      choose((chosen + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // Whoever types faster than the list comes gets what belongs to the words, not to their first letters.
      if (later) show();
      options[Math.max(chosen, 0)]?.take();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      show();
    }
  });
  app.listViews = () => {
    if (app.views.length < 2) return;
    input.focus();
    input.value = "";
    listed = true;
    show();
  };
  return el("div", { class: "search", role: "search" }, input, status, list);
}

/** The views whose names have these words, as a group of results; none where no name has them. */
function viewsFound(app, text) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const found = app.views
    .filter(({ title, tab = "" }) => words.every((word) => folded(`${title} ${tab}`).includes(word)))
    .map(({ id, title, tab }) => ({ view: id, label: title, detail: `view ${tab ?? ""}`.trim() }));
  return found.length && app.views.length > 1 ? [{ group: "views", total: found.length, found }] : [];
}
