/** The words behind claims. Which of them the page holds was decided when it was made. */
import { rows } from "./decode.js";

/**
 * @typedef {Object} Quote some words of a source
 * @property {string} text the words
 * @property {?string} before what stands before them in the source
 * @property {?string} after what stands after them
 * @property {?string} speaker id of who said them, where that may be said
 * @property {?string} source id of the source, where that may be said
 * @property {?number} claim the place of the claim that they stand behind
 * @property {string} permission
 * @property {string} open how the panel names it
 */

/**
 * @param {?{rows: object, lines: string[], working_copy: boolean}} held what the page holds of the study's words
 * @param {import("./study.js").Claim[]} claims get the words behind them as `quotes`
 * @returns {{all: Quote[], lines: string[], isWorkingCopy: boolean}}
 */
export function quotesOf(held, claims) {
  const all = held
    ? rows(held.rows, ["text", "before", "after", "speaker", "source", "claim", "permission"])
    : [];
  all.forEach((quote, place) => {
    const claim = claims[quote.claim];
    quote.open = claim ? `claim:${claim.claim}` : `quote:${place}`;
    if (claim) claim.quotes = [...(claim.quotes ?? []), quote];
  });
  return { all, lines: held?.lines ?? [], isWorkingCopy: held?.working_copy ?? false };
}
