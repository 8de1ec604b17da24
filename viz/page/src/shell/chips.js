/** The chips that leave claims in or take them out, with how many claims each has. */
import { isOn, toggled } from "../data/filters.js";
import { el } from "../draw/dom.js";

/** Facets that are shown at once; the others under "More filters". */
const AT_ONCE = ["focus", "site", "stage"];
/** Facets that may be long are lists to choose from beyond this number of values. */
const CHIPS_AT_MOST = 12;

/**
 * @param {import("../app.js").App} app
 * @param {Object<string, Map<string, number>>} counts claims of each value that all other facets leave in
 */
export function chips(app, counts) {
  const useful = app.facets.filter(({ options }) => options.length > 1);
  const rows = (facets) => facets.map((facet) => row(app, facet, counts));
  const first = rows(useful.filter(({ id }) => AT_ONCE.includes(id)));
  const more = useful.filter(({ id }) => !AT_ONCE.includes(id));
  // Long lists are drawn only once they are looked at.
  const others = el("div", { class: "facets" }, ...(app.moreOpen ? rows(more) : []));
  const look = (open) => {
    app.keepMore(open);
    if (open && !others.children.length) others.replaceChildren(...rows(more));
  };
  const number = (by) => Object.values(by).reduce((sum, values) => sum + values.length, 0);
  const [taken, only] = [number(app.shown.hidden), number(app.shown.kept)];
  const said = [taken && `${taken} taken out`, only && `only ${only} shown`].filter(Boolean).join(", ");
  return [
    el(
      "details",
      {
        class: "filters",
        open: app.filtersOpen,
        on: { toggle: (event) => app.keepFilters(event.target.open) },
      },
      el("summary", {}, "Filters", said ? ` (${said})` : ""),
      el("div", { class: "facets" }, ...first),
      more.length
        ? el(
            "details",
            { class: "more", open: app.moreOpen, on: { toggle: (event) => look(event.target.open) } },
            el("summary", {}, "More filters: sources, speakers, organisations, codes, verbs and others"),
            others,
          )
        : null,
    ),
    said
      ? el(
          "button",
          { type: "button", class: "reset", on: { click: () => app.reset() } },
          "Reset all filters",
        )
      : null,
  ];
}

function row(app, facet, counts) {
  const [hidden, kept] = [app.shown.hidden[facet.id] ?? [], app.shown.kept[facet.id] ?? []];
  const long = facet.long && facet.options.length > CHIPS_AT_MOST;
  const chosen = ({ value }) => hidden.includes(value) || kept.includes(value);
  return el(
    "div",
    { class: "facet", role: "group", "aria-label": facet.title },
    el("span", { class: "facet-name", "aria-hidden": "true" }, facet.title),
    ...(long ? facet.options.filter(chosen) : facet.options).map((option) =>
      chip(app, facet, option, counts),
    ),
    ...(long
      ? [
          chooser(app, facet, counts, "only", (value) => [hidden, [...kept, value]]),
          chooser(app, facet, counts, "without", (value) => [[...hidden, value], kept]),
        ]
      : []),
  );
}

function chip(app, facet, { value, label }, counts) {
  const [hidden, kept] = [app.shown.hidden[facet.id] ?? [], app.shown.kept[facet.id] ?? []];
  const on = isOn(value, hidden, kept);
  const alone = kept.length === 1 && on ? [] : [value];
  const change =
    kept.length && !hidden.includes(value) ? [hidden, toggled(kept, value)] : [toggled(hidden, value), kept];
  return el(
    "button",
    {
      type: "button",
      class: "chip",
      "data-key": `chip:${facet.id}:${value}`,
      "aria-pressed": String(on),
      title: "Click to take out or put back; with Shift, show only this",
      on: { click: (event) => app.filter(facet.id, ...(event.shiftKey ? [[], alone] : change)) },
    },
    el("span", {
      class: `chip-mark ${facet.id === "focus" ? app.tone(value) : ""}`,
      "aria-hidden": "true",
    }),
    el("span", { class: "chip-name" }, label),
    el("span", { class: "chip-count" }, (counts[facet.id].get(value) ?? 0).toLocaleString("en-GB")),
  );
}

/** A list to choose from, where there are too many values for chips. */
function chooser(app, facet, counts, word, change) {
  const [hidden, kept] = [app.shown.hidden[facet.id] ?? [], app.shown.kept[facet.id] ?? []];
  const left = facet.options.filter(({ value }) => !hidden.includes(value) && !kept.includes(value));
  return el(
    "select",
    {
      "data-key": `chooser:${facet.id}:${word}`,
      "aria-label": `${facet.title}: ${word}`,
      on: { change: (event) => app.filter(facet.id, ...change(left[event.target.selectedIndex - 1].value)) },
    },
    el("option", {}, `${word} …`),
    ...left.map(({ value, label }) => el("option", {}, `${label} (${counts[facet.id].get(value) ?? 0})`)),
  );
}
