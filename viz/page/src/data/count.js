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
