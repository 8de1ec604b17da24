/** What stands behind a number: how many claims, sources and speakers, in words. */

/**
 * @param {import("./study.js").Claim[]} claims
 * @returns {{claims: number, sources: number, speakers: number, unattributed: number}}
 */
export function tally(claims) {
  const sources = new Set();
  const speakers = new Set();
  let unattributed = 0;
  for (const claim of claims) {
    sources.add(claim.source);
    if (claim.speaker) speakers.add(claim.speaker);
    else unattributed += 1;
  }
  return { claims: claims.length, sources: sources.size, speakers: speakers.size, unattributed };
}

/** `1 claim`, `1,397 claims`. */
export function counted(number, noun, plural = `${noun}s`) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? noun : plural}`;
}

/** A sentence on where claims come from. Claims are not people, so speakers are counted beside. */
export function provenance(claims) {
  const { sources, speakers, unattributed } = tally(claims);
  const without = unattributed ? `; ${counted(unattributed, "claim")} without a named speaker` : "";
  return `${counted(claims.length, "claim")} from ${counted(sources, "source")}, ${counted(speakers, "speaker")}${without}`;
}

/** A share as `15 %`, which no line breaks. */
export function percent(share) {
  return share === null || share === undefined ? "not known" : `${Math.round(100 * share)}\u00a0%`;
}

/**
 * A count with what it is of, and its share where there are enough: `17 of 36 items mentioned (47 %)`.
 * @param {import("./states.js").Rules} rules
 */
export function rate({ fewestShared }, part, whole, of = "") {
  const share = whole >= fewestShared ? ` (${percent(part / whole)})` : "";
  return `${part.toLocaleString("en-GB")} of ${whole.toLocaleString("en-GB")}${of && ` ${of}`}${share}`;
}

/**
 * Things under what they have in common, in the order in which it is first met. (`Map.groupBy` is too new.)
 * @template T
 * @param {T[]} things
 * @param {(thing: T) => any} keyOf
 * @returns {Map<any, T[]>}
 */
export function groupedBy(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(thing);
  }
  return groups;
}

/** A share in short: `15 %`, or `1 of 4` where there are too few. @param {import("./states.js").Rules} rules */
export function shortRate({ fewestShared }, part, whole) {
  return whole >= fewestShared ? percent(part / whole) : `${part} of ${whole}`;
}
