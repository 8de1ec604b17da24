/**
 * What the claims say of an evidence item at a phase: the five states of `graphmodel/frames/states.py`,
 * counted here so that filters change them. A test holds the two to the same answers.
 */

export const STATES = ["used", "partly", "disputed", "not used", "silent"];

/**
 * @typedef {Object} Touch a row of the table `touches`: what one claim says of one item
 * @property {string} evidence
 * @property {import("./study.js").Claim} claim
 * @property {?string} says plus, minus, mixed, unasked, asked, opposed, or null
 * @property {boolean} generation
 */

/** The state that a set of touches gives. */
export function stateOf(touches) {
  const says = new Set(touches.map((touch) => touch.says));
  if (says.has("plus") && says.has("minus")) return "disputed";
  if (says.has("mixed")) return "partly";
  if (says.has("plus")) return "used";
  return says.has("minus") ? "not used" : "silent";
}

/**
 * Touches by item and place of the cycle.
 * @param {Touch[]} touches
 * @param {"phase"|"stage"} by
 * @returns {Map<string, Map<string, Touch[]>>} touches by item, then by phase or stage ("" where none is told)
 */
export function byPlace(touches, by) {
  const found = new Map();
  for (const touch of touches) {
    if (!found.has(touch.evidence)) found.set(touch.evidence, new Map());
    const places = found.get(touch.evidence);
    const place = touch.claim[by] ?? "";
    if (!places.has(place)) places.set(place, []);
    places.get(place).push(touch);
  }
  return found;
}

/**
 * Each item at each phase, and what became of it there.
 * @param {string[]} items ids
 * @param {Touch[]} touches
 * @param {string[]} phases ids in their order
 * @returns {Array<{evidence: string, phase: string, state: string, generationOnly: boolean, lost: boolean,
 *   atRisk: boolean, neverTakenUp: boolean, claims: number[]}>}
 */
export function itemStates(items, touches, phases) {
  const told = byPlace(touches, "phase");
  return items.flatMap((evidence) => {
    let used = false;
    let heard = false;
    let gone = false;
    return phases.map((phase) => {
      const here = told.get(evidence)?.get(phase) ?? [];
      const signed = here.filter(({ says }) => says === "plus" || says === "minus" || says === "mixed");
      const state = stateOf(signed);
      const atRisk = used && !gone;
      const lost = state === "not used" && atRisk;
      const row = {
        evidence,
        phase,
        state,
        generationOnly:
          state === "used" && !signed.some((touch) => touch.says === "plus" && !touch.generation),
        lost,
        atRisk,
        neverTakenUp: state === "not used" && !heard,
        claims: [...new Set(signed.map((touch) => touch.claim.place))],
      };
      gone ||= lost;
      used ||= state === "used" || state === "partly";
      heard ||= state === "used" || state === "partly" || state === "disputed";
      return row;
    });
  });
}
