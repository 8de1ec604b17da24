/** Claims that hold words. */
import { claimText } from "./search.js";

/** @param {string[]} words folded; every one must be found */
export function holding(study, claims, words) {
  if (!words.length) return claims;
  return claims.filter((claim) => {
    const text = claimText(study, claim);
    return words.every((word) => text.includes(word));
  });
}
