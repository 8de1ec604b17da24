/** The chips that leave claims in or take them out, with how many claims each has. */
import { isOn, toggled } from "../data/filters.js";
import { folded } from "../data/search.js";
import { el } from "../draw/dom.js";
import { versus } from "./comparing.js";

/** Facets that are shown at once; the others under "More filters". */
const AT_ONCE = ["focus", "site", "stage"];
const HELP = "Click: only this, and others that you click. Shift and click: without this.";
/** Values that a search for one lists at most. */
const VALUES_AT_MOST = 40;
/** Facets that may be long are lists to choose from beyond this number of values. */
const CHIPS_AT_MOST = 12;

/** @param {import("../app.js").App} app */
export function chips(app) {
  const edited = app.panes.find(({ name }) => name === app.editing) ?? app.panes[0];
  const { counts } = edited.slice;
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
  const listed = el("div", { class: "facets found-values", hidden: true });
  const find = el("input", {
    type: "search",
    class: "find-value",
    placeholder: "Find a value",
    value: app.valueWords,
    "aria-label": "Find a value to filter by",
    on: { input: (event) => listValues(event.target.value) },
  });
  const listValues = (words) => {
    app.keepValueWords(words);
    const asked = folded(words).trim();
    listed.hidden = asked === "";
    listed.replaceChildren(...(asked ? foundValues(app, useful, asked, counts) : []));
  };
  listValues(app.valueWords);
  const said = app.panes.map((pane) => pane.filterWords()).find(Boolean);
  return [
    el(
      "details",
      {
        class: "filters",
        open: app.filtersOpen,
        on: { toggle: (event) => app.keepFilters(event.target.open) },
      },
      el(
        "summary",
        {},
        app.panes.length > 1 ? "Slice A against slice B" : app.panes[0].title(),
        el("span", { class: "on-screen" }, " · filter"),
      ),
      versus(app),
      el("p", { class: "filter-help" }, HELP, " ", find),
      listed,
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

/** The filters of the slice that the chips change. */
function chosenNow(app) {
  return app.editing === "b" ? app.shown.other : app.shown;
}

/** Values of all facets whose words hold what is asked. */
function foundValues(app, facets, asked, counts) {
  const found = facets.flatMap((facet) =>
    facet.options
      .filter(({ label }) => folded(`${facet.title} ${label}`).includes(asked))
      .map((option) => [facet, option]),
  );
  const shown = found
    .slice(0, VALUES_AT_MOST)
    .map(([facet, option]) => chip(app, facet, option, counts, true));
  if (!found.length) return [el("p", {}, "No value contains these words.")];
  const rest = found.length - shown.length;
  return rest ? [...shown, el("p", {}, `and ${rest} more; type more of the word`)] : shown;
}

function row(app, facet, counts) {
  const [hidden, kept] = [chosenNow(app).hidden[facet.id] ?? [], chosenNow(app).kept[facet.id] ?? []];
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

function chip(app, facet, { value, label }, counts, named = false) {
  const [hidden, kept] = [chosenNow(app).hidden[facet.id] ?? [], chosenNow(app).kept[facet.id] ?? []];
  const on = isOn(value, hidden, kept);
  const takenOut = [toggled(hidden, value), kept.filter((other) => other !== value)];
  const change = hidden.includes(value) ? takenOut : [hidden, toggled(kept, value)];
  return el(
    "button",
    {
      type: "button",
      class: "chip",
      "data-key": `${named ? "value" : "chip"}:${facet.id}:${value}`,
      "aria-pressed": String(on),
      title: HELP,
      on: { click: (event) => app.filter(facet.id, ...(event.shiftKey ? takenOut : change)) },
    },
    el("span", {
      class: `chip-mark ${facet.id === "focus" ? app.tone(value) : ""}`,
      "aria-hidden": "true",
    }),
    el("span", { class: "chip-name" }, named ? `${facet.title}: ${label}` : label),
    el("span", { class: "chip-count" }, (counts[facet.id].get(value) ?? 0).toLocaleString("en-GB")),
  );
}

/** A list to choose from, where there are too many values for chips. */
function chooser(app, facet, counts, word, change) {
  const [hidden, kept] = [chosenNow(app).hidden[facet.id] ?? [], chosenNow(app).kept[facet.id] ?? []];
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
