/**
 * The state of an evidence item at a phase, counted here so that filters change it. The rules are those of
 * `graphmodel/schema/rules.py`, which the page holds as data; a test holds page and analyses to the same answers.
 *
 * @typedef {Object} Rules
 * @property {string[]} signs in their order
 * @property {Map<string, string>} stateOfSigns by the signs in their order, "+" between them
 * @property {Set<string>} inUse states in which an item counts as used
 * @property {Set<string>} saidToBeUsed states in which some claim says that it was used
 * @property {Set<string>} mentioned states in which some claim says that it was used or not
 * @property {Set<string>} signsOfPresence signs that say that it was there, wholly or in part
 * @property {Object<string, string>} marks what each mark means, in the order of a legend
 * @property {Map<string, string>} markOfState by the state and whether it rests on production alone, "+" between them
 * @property {string[]} marksOfEffects effects that have a mark of their own, in their order
 * @property {Object<string, string>} lines what each line of a journey says
 */

/** @returns {Rules} the rules as the page holds them, read */
export function rulesOf(data) {
  return {
    signs: data.signs,
    stateOfSigns: new Map(data.states.map(([of, state]) => [of.join("+"), state])),
    inUse: new Set(data.in_use),
    saidToBeUsed: new Set(data.said_to_be_used),
    mentioned: new Set(data.mentioned),
    signsOfPresence: new Set(data.signs_of_presence),
    marks: data.marks,
    markOfState: new Map(data.mark_of_state.map(([state, produced, mark]) => [`${state}+${produced}`, mark])),
    marksOfEffects: data.marks_of_effects,
    lines: data.lines,
  };
}

/**
 * @typedef {Object} Touch what one claim says of one item that it touches
 * @property {string} evidence
 * @property {import("./study.js").Claim} claim
 * @property {?string} says plus, minus, mixed, unasked, asked, opposed, or null
 * @property {?string} effect unasked, asked, opposed, or null
 * @property {boolean} generation
 */

/** The state that a set of touches gives. */
export function stateOf(touches, rules) {
  const says = new Set(touches.map((touch) => touch.says));
  return rules.stateOfSigns.get(rules.signs.filter((sign) => says.has(sign)).join("+"));
}

/** Whether an item counts as used because claims say that it was produced or obtained, and none that it was used. */
export function isProducedOnly(touches, state) {
  return state === "used" && !touches.some((touch) => touch.says === "plus" && !touch.generation);
}

/**
 * Touches by item and place of the cycle.
 * @param {Touch[]} touches
 * @param {"phase"|"stage"} by
 * @returns {Map<string, Map<string, Touch[]>>} touches by item, then by phase or stage ("" where none is stated)
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
 * @param {Rules} rules
 * @returns {Array<{evidence: string, phase: string, state: string, generationOnly: boolean, lost: boolean,
 *   atRisk: boolean, neverTakenUp: boolean, claims: number[]}>}
 */
export function itemStates(items, touches, phases, rules) {
  const byPhase = byPlace(touches, "phase");
  return items.flatMap((evidence) => {
    let used = false;
    let mentionedAsUsed = false;
    let gone = false;
    return phases.map((phase) => {
      const here = byPhase.get(evidence)?.get(phase) ?? [];
      const signed = here.filter(({ says }) => rules.signs.includes(says));
      const state = stateOf(signed, rules);
      const atRisk = used && !gone;
      const lost = state === "not used" && atRisk;
      const row = {
        evidence,
        phase,
        state,
        generationOnly: isProducedOnly(signed, state),
        lost,
        atRisk,
        neverTakenUp: state === "not used" && !mentionedAsUsed,
        claims: [...new Set(signed.map((touch) => touch.claim.place))],
      };
      gone ||= lost;
      used ||= rules.inUse.has(state);
      mentionedAsUsed ||= rules.saidToBeUsed.has(state);
      return row;
    });
  });
}
