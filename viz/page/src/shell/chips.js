/** The chips that leave claims in or take them out, with how many claims each has. */
import { only, toggled } from "../data/filters.js";
import { el } from "../draw/dom.js";

/** Facets that are shown at once; the others under "More filters". */
const AT_ONCE = ["focus", "site", "stage"];

/**
 * @param {import("../app.js").App} app
 * @param {Object<string, Map<string, number>>} counts claims of each value that all other facets leave in
 */
export function chips(app, counts) {
  const rows = (facets) =>
    facets.filter(({ options }) => options.length > 1).map((facet) => row(app, facet, counts));
  const first = rows(app.facets.filter(({ id }) => AT_ONCE.includes(id)));
  const more = rows(app.facets.filter(({ id }) => !AT_ONCE.includes(id)));
  const taken = Object.values(app.shown.hidden).reduce((sum, values) => sum + values.length, 0);
  return [
    el(
      "details",
      {
        class: "filters",
        open: app.filtersOpen,
        on: { toggle: (event) => app.keepFilters(event.target.open) },
      },
      el("summary", {}, "Filters", taken ? ` (${taken} taken out)` : ""),
      el("div", { class: "facets" }, ...first),
      more.length
        ? el(
            "details",
            { class: "more", open: app.moreOpen, on: { toggle: (event) => app.keepMore(event.target.open) } },
            el("summary", {}, "More filters: kinds of node, verbs"),
            el("div", { class: "facets" }, ...more),
          )
        : null,
    ),
    taken
      ? el(
          "button",
          { type: "button", class: "reset", on: { click: () => app.reset() } },
          "Reset all filters",
        )
      : null,
  ];
}

function row(app, facet, counts) {
  const hidden = app.shown.hidden[facet.id] ?? [];
  return el(
    "div",
    { class: "facet", role: "group", "aria-label": facet.title },
    el("span", { class: "facet-name", "aria-hidden": "true" }, facet.title),
    ...facet.options.map(({ value, label }) => {
      const on = !hidden.includes(value);
      const number = counts[facet.id].get(value) ?? 0;
      const key = `chip:${facet.id}:${value}`;
      return el(
        "button",
        {
          type: "button",
          class: "chip",
          "data-key": key,
          "aria-pressed": String(on),
          title: "Click to take out or put back; with Shift, show only this",
          on: {
            click: (event) =>
              app.hide(facet.id, event.shiftKey ? only(facet, hidden, value) : toggled(hidden, value)),
          },
        },
        el("span", {
          class: `chip-mark ${facet.id === "focus" ? app.tone(value) : ""}`,
          "aria-hidden": "true",
        }),
        el("span", { class: "chip-name" }, label),
        el("span", { class: "chip-count" }, number.toLocaleString("en-GB")),
      );
    }),
  );
}
