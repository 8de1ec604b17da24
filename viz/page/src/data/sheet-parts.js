/** What the pages to print are made of. */
import { spaced } from "./study.js";

/**
 * @typedef {Object} Section
 * @property {string} title
 * @property {string} [lead] a sentence above
 * @property {Array<{name: string, values: string[], from: string, begins?: boolean, claims?: Array}>} [facts] from a
 *   table of the study; values are ids or texts, `from` is where that stands, `begins` whether it begins something new,
 *   `claims` what it counts
 * @property {Array<{title: string, claims: import("./study.js").Claim[]}>} [groups] what claims say
 * @property {string} [unknown] what is said where there are neither facts nor claims
 *
 * @typedef {Object} Sheet
 * @property {Section[]} sections
 * @property {import("./study.js").Claim[]} claims all claims of the sections, in the order of the study
 */

export const STAKEHOLDERS = ["Actor", "Organisation"];

/** Facts of a node or profile: those of the columns that have a value. */
export function facts(node, columns, from) {
  return columns.flatMap(([column, name]) => {
    const values = valuesOf(node?.[column]);
    return values.length ? [{ name, values, from: from ?? "" }] : [];
  });
}

export function valuesOf(value) {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one) => one !== null && one !== undefined && one !== "").map(wordsOf);
}

function wordsOf(value) {
  if (value === true) return "yes";
  return value === false ? "no" : String(value);
}

/** Claims under titles, without empty groups. */
export function grouped(claims, titleOf, order = []) {
  const found = new Map(order.map((title) => [title, []]));
  for (const claim of claims) {
    const title = titleOf(claim);
    if (!found.has(title)) found.set(title, []);
    found.get(title).push(claim);
  }
  return [...found].filter(([, own]) => own.length).map(([title, own]) => ({ title, claims: own }));
}

/** A claim as a sentence of labels. */
export function sentenceOf(study, claim) {
  return `${study.label(claim.subject)} ${spaced(claim.predicate)} ${study.label(claim.object)}`;
}

/** What a claim says of itself that a reader must not miss. */
export function tagsOf(claim) {
  return [claim.polarity, claim.certainty, claim.extent && `${claim.extent} of them`].filter(
    (word) => word && word !== "affirms" && word !== "stated",
  );
}

/** The sections as a page, with all their claims. */
export function sheetOf(sections) {
  const claims = new Set(sections.flatMap(({ groups = [] }) => groups.flatMap((group) => group.claims)));
  return { sections, claims: [...claims].sort((a, b) => a.place - b.place) };
}
