/** In which orders a list of claims is read, and the heading that claims of one place in the order stand under. */

import { spaced } from "./study.js";
import { UNSTATED } from "./words.js";

const LAST = Number.MAX_VALUE;
const WORDS = new Intl.Collator("en", { numeric: true });

/**
 * @typedef {Object} ClaimOrder
 * @property {string} id
 * @property {string} words for a choice
 * @property {(study: import("./study.js").Study) => (claim: import("./study.js").Claim) => number|string} rank what sorts
 * @property {(study: import("./study.js").Study, claim: import("./study.js").Claim) => string} heading
 */

/** @type {ClaimOrder[]} */
export const ORDERS = [
  {
    id: "stage",
    words: "stage",
    rank: (study) => {
      const places = new Map(study.stages.map((stage, place) => [stage.id, place]));
      return (claim) => places.get(claim.stage) ?? LAST;
    },
    heading: (study, claim) => (claim.stage ? study.label(claim.stage) : UNSTATED.stage),
  },
  {
    id: "source",
    words: "source",
    rank: (study) => (claim) => study.label(claim.source),
    heading: (study, claim) => study.label(claim.source),
  },
  {
    id: "speaker",
    words: "speaker",
    rank: (study) => (claim) => (claim.speaker ? study.label(claim.speaker) : LAST),
    heading: (study, claim) => (claim.speaker ? study.label(claim.speaker) : "Not attributed to a speaker"),
  },
  {
    id: "date",
    words: "date",
    rank: () => (claim) => claim.days?.[0] ?? LAST,
    heading: (_, claim) => (claim.days ? claim.date : "No date stated"),
  },
  {
    id: "sign",
    words: "affirmed, mixed, denied",
    rank: () => (claim) => ["affirms", "mixed", "denies"].indexOf(claim.polarity),
    heading: (_, claim) =>
      ({ affirms: "Affirmed", mixed: "Affirmed in part", denies: "Denied" })[claim.polarity] ?? "Not stated",
  },
  {
    id: "verb",
    words: "verb",
    rank: () => (claim) => spaced(claim.predicate),
    heading: (_, claim) => spaced(claim.predicate),
  },
];

/** Orders that tell some of these claims from others. */
export function usefulOrders(study, claims) {
  return ORDERS.filter(({ heading }) => new Set(claims.map((claim) => heading(study, claim))).size > 1);
}

/** Claims in an order: equal ones by the order that the study states, then as coded. */
export function inOrder(study, claims, order) {
  const rank = order.rank(study);
  const keyed = claims.map((claim) => ({ claim, key: rank(claim) }));
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === typeof b) return WORDS.compare(a, b) || (a < b ? -1 : Number(a > b));
    return typeof a === "number" ? 1 : -1; // what has no words comes last
  };
  keyed.sort(
    (a, b) =>
      compare(a.key, b.key) ||
      (a.claim.order ?? LAST) - (b.claim.order ?? LAST) ||
      a.claim.place - b.claim.place,
  );
  return keyed.map(({ claim }) => claim);
}
