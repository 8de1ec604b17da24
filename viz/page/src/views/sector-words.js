/** What sectors are called. */
import { spaced } from "../data/study.js";
import { UNSTATED } from "../data/words.js";
import { capital } from "../draw/text.js";

/** A sector in words; a word without a vowel is an abbreviation. */
export function sectorWords(sector) {
  if (!sector) return UNSTATED.sector;
  return capital(spaced(sector).replaceAll(/\b[^aeiou\s]{2,5}\b/g, (word) => word.toUpperCase()));
}

/** The sector of whom most is said not to be done, inside a sentence. @param {{sector: string}} most */
export function whomWords({ sector }) {
  return sector ? `one sector: ${inText(sectorWords(sector))}` : "stakeholders whose sector is not known";
}

function inText(words) {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
