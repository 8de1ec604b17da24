/** The marks of what is said of evidence: `graphmodel/schema/rules.py` says when each stands. */
import { signMark } from "./signs.js";

/** A mark in the colour of a focus. @param {string} name a mark of the rules of the study */
export const evidenceMark = (name, x, y, r) => signMark("evidence", name, x, y, r);

/** A mark in a word or two, beside a number. */
export function markWords(name) {
  return { produced: "produced only", "not used": "left out" }[name] ?? name;
}
