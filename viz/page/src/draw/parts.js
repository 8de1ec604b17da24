/** The parts of a view that has several: buttons, one of which is pressed. */
import { el } from "./dom.js";

/**
 * @param {import("../pane.js").Pane} app
 * @param {string} name of the option that keeps the choice in the address
 * @param {string} label
 * @param {Array<[string, string]>} options value and words
 * @param {string} [otherwise] holds when nothing is chosen: the first where it is not said
 */
export function parts(app, name, label, options, otherwise = options[0][0]) {
  const now = app.option(name, otherwise);
  return el(
    "div",
    { class: "parts", role: "group", "aria-label": label },
    ...options.map(([value, words]) =>
      el(
        "button",
        {
          type: "button",
          "aria-pressed": String(value === now),
          "data-key": `part:${name}:${value}`,
          on: { click: () => app.choose(name, value) },
        },
        words,
      ),
    ),
  );
}
