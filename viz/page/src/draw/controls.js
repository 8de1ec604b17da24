/** Choices within a view. */
import { el } from "./dom.js";

/**
 * A choice among a few, kept in the address.
 * @param {import("../pane.js").Pane} app
 * @param {string} name of the option
 * @param {string} label
 * @param {Array<[string, string]>} options value and words
 * @param {string} [otherwise] holds when nothing is chosen: the first where it is not said
 */
export function choice(app, name, label, options, otherwise = options[0][0]) {
  const now = app.option(name, otherwise);
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

/** An option of a view as the address has it, or the first of its values where the address says anything else. */
export function chosen(app, name, values) {
  const said = app.option(name, values[0]);
  return values.includes(said) ? said : values[0];
}

/**
 * The controls of a view, for one bar. Where it has several choices, a narrow window names them in one line, which opens
 * them: the picture comes first.
 * @param {import("../app.js").App} app
 * @param {Node[]} controls
 * @returns {Node[]}
 */
export function foldable(app, controls) {
  const choices = controls.filter((one) => one.matches?.(".choice"));
  if (choices.length < 2) return controls;
  const names = choices.map((one) => one.firstChild.textContent.trim().replace(/:$/, ""));
  const button = el(
    "button",
    {
      type: "button",
      class: "choice-fold",
      "data-key": "choices",
      on: { click: () => show(!app.choicesOpen) },
    },
    `Choose: ${names.join(" · ")}`,
  );
  const show = (open) => {
    app.keepChoices(open);
    button.setAttribute("aria-expanded", String(open));
    for (const one of choices) one.classList.toggle("is-folded", !open);
  };
  show(app.choicesOpen);
  const first = controls.indexOf(choices[0]);
  return [...controls.slice(0, first), button, ...controls.slice(first)];
}
