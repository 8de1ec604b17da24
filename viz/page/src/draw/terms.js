/** The words of the glossary where they are read: their meaning shows on hover and on focus. */
import { el } from "./dom.js";

/** A term that says what it means. */
export function term(name, text = name) {
  return el("span", { class: "term", "data-term": name, tabindex: "0" }, text);
}

/** A text that is a term of the glossary as such; any other text as it is. */
export function explained(study, text) {
  const name = typeof text === "string" ? study.termOf(text) : null;
  return name ? term(name, text) : text;
}

/**
 * A text in which each term of the glossary says what it means where it first stands. Only for the pointer: the list
 * under "Words" has the same for the keyboard.
 */
export function withTerms(study, text) {
  if (typeof text !== "string") return text;
  const seen = new Set();
  return text.split(study.termPattern).map((piece) => {
    const name = study.termOf(piece);
    if (!name || seen.has(name)) return piece;
    seen.add(name);
    return el("span", { class: "term", "data-term": name }, piece);
  });
}
