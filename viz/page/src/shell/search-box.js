/** Search over nodes, claims, codes and sources: a box with a list that is gone through by arrows. */
import { search } from "../data/search.js";
import { el } from "../draw/dom.js";

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
  const told = el("span", { class: "only-read", role: "status" });
  let options = [];
  let chosen = -1;

  function show() {
    const groups = search(app.study, input.value);
    options = [];
    const parts = groups.map(({ group, total, found }) => {
      const rows = found.map(({ open, label, detail }) => {
        const option = el(
          "div",
          { role: "option", id: `found-${options.length}`, "aria-selected": "false", class: "found" },
          el("span", {}, label),
          el("small", {}, detail),
        );
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => take(open));
        options.push({ option, open });
        return option;
      });
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
    told.textContent = nothing
      ? "Nothing found"
      : groups.map(({ group, total }) => `${total} ${group}`).join(", ");
    told.classList.toggle("shown-nothing", Boolean(nothing));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(Boolean(options.length)));
    choose(-1);
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

  function take(open) {
    hide();
    app.open(open);
  }

  function hide() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      choose((chosen + step + options.length) % options.length);
    } else if (event.key === "Enter" && options.length) {
      event.preventDefault();
      take(options[Math.max(chosen, 0)].open);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      input.value = "";
      show();
    }
  });
  return el("div", { class: "search", role: "search" }, input, told, list);
}
