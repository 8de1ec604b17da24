/** The parts of a view that has several: buttons, one of which is pressed. */
import { el } from "./dom.js";

/**
 * @param {import("../app.js").App} app
 * @param {string} name of the option that keeps the choice in the address
 * @param {string} label
 * @param {Array<[string, string]>} options value and words; the first holds when nothing is chosen
 */
export function parts(app, name, label, options) {
  const now = app.option(name, options[0][0]);
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
