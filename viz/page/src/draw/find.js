/** A box to find by: what is shown follows as the reader types. */
import { folded } from "../data/search.js";
import { el } from "./dom.js";

const PAUSE = 200;

/**
 * @param {import("../pane.js").Pane} app
 * @param {string} label what is looked through, such as "Find in claims"
 * @param {string} [name] of the option that has the words: `find` is shared by views of claims
 * @returns {HTMLElement}
 */
export function findBox(app, label, name = "find") {
  let later;
  const follow = (input) => {
    clearTimeout(later);
    const words = input.value.trim();
    if (input.isConnected && words !== app.option(name, "")) app.retype(name, words);
  };
  const input = el("input", {
    type: "search",
    value: app.option(name, ""),
    "aria-label": label,
    placeholder: label,
    autocomplete: "off",
    "data-key": name,
    on: {
      input: () => {
        clearTimeout(later);
        later = setTimeout(follow, PAUSE, input);
      },
      change: () => follow(input),
      keydown: (event) => event.key === "Enter" && follow(input),
    },
  });
  return el("span", { class: "find" }, input, el("span", { class: "find-status only-read", role: "status" }));
}

/** The words that must all be found, folded. */
export function findWords(app, name = "find") {
  return folded(app.option(name, "")).split(/\s+/).filter(Boolean);
}
