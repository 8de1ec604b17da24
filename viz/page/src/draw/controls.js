/** Choices within a view. */
import { el } from "./dom.js";

/**
 * A choice among a few, kept in the address.
 * @param {import("../app.js").App} app
 * @param {string} name of the option
 * @param {string} label
 * @param {Array<[string, string]>} options value and words; the first holds when nothing is chosen
 */
export function choice(app, name, label, options) {
  const now = app.option(name, options[0][0]);
  return el(
    "label",
    { class: "choice" },
    `${label} `,
    el(
      "select",
      { "data-key": `choice:${name}`, on: { change: (event) => app.choose(name, event.target.value) } },
      ...options.map(([value, words]) => el("option", { value, selected: value === now }, words)),
    ),
  );
}

/** A term with its meaning on hover and for a screen reader. */
export function term(name, text = name) {
  return el("span", { class: "term", "data-term": name, tabindex: "0" }, text);
}
