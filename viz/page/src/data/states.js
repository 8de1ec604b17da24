/**
 * The state of an evidence item at a phase, counted here so that filters change it. The rules are those of
 * `graphmodel/schema/rules.py`, which the page holds as data; a test holds page and analyses to the same answers.
 *
 * @typedef {Object} Rules
 * @property {string[]} signs in their order
 * @property {Map<string, string>} stateOfSigns by the signs in their order, "+" between them
 * @property {string[]} parts what *not used* can mean: lost, after dispute, used elsewhere, never used
 * @property {Object<string, string>} standings what an item mentioned at a phase can be, from the left end of a bar, with
 *   what each means in a legend
 * @property {Set<string>} inUse states in which an item counts as used
 * @property {Set<string>} saidToBeUsed states in which some claim says that it was used
 * @property {Set<string>} mentioned states in which some claim says that it was used or not
 * @property {Set<string>} signsOfPresence signs that say that it was there, wholly or in part
 * @property {Object<string, string>} marks what each mark means, in the order of a legend
 * @property {Map<string, string>} markOfState by the state and whether it rests on production alone, "+" between them
 * @property {string[]} marksOfEffects effects that have a mark of their own, in their order
 * @property {Object<string, string>} lines what each line of a journey says
 * @property {Object<string, string[]>} deeds what a stakeholder does with evidence, with the verbs that say so
 * @property {Object<string, string>} undone verbs that say that a deed is not done
 * @property {string[]} gives deeds of those whom evidence comes from
 * @property {string[]} takes deeds of those to whom it goes
 * @property {Array<{outcome: string, some: string[], none: string[]}>} outcomeRules the first that holds is the outcome
 * @property {string[]} outcomes in their order
 * @property {End[]} ends what became of the items mentioned, from the left end of a bar
 * @property {string} usedInTheEnd the name of the end of items that are used in the end
 * @property {string} alsoLost the name of the end of items that are applied and lost
 * @property {Band[]} bands items by the number of claims on them: more claims are more chances to be stopped
 * @property {number} highestGrade of the use of a type of evidence; the lowest is 0
 * @property {number} fewestCompared items, claims, sources or pairs from which a title compares or ranks
 * @property {number} fewestShared items from which a count is shown as a share besides
 * @property {string} noClaims the outcome of an item without claims
 * @property {string} undecided the outcome that no claim decides
 * @property {string} reached the outcome whose kinds of use are shown
 * @property {string[]} uses outcomes beside which a loss is shown
 * @property {string} notSaid the kind of use of a claim that names none
 * @property {string} normative the certainty of claims about what ought to be
 * @property {string[]} agreements how sites stand to a finding, in the words of the table `verdicts`: what divides them first
 * @property {string} sitesDisagree the one of `agreements` where some confirm and some contradict
 * @property {string} everySite the one of `agreements` where all confirm
 *
 * @typedef {{name: string, words: string, outcomes: string[]}} End
 * @typedef {{name: string, words: string, least: number, most: ?number}} Band
 */

/** @returns {Rules} the rules as the page holds them, read */
export function rulesOf(data) {
  return {
    signs: data.signs,
    stateOfSigns: new Map(data.states.map(([of, state]) => [of.join("+"), state])),
    parts: data.parts,
    standings: data.standings,
    inUse: new Set(data.in_use),
    saidToBeUsed: new Set(data.said_to_be_used),
    mentioned: new Set(data.mentioned),
    signsOfPresence: new Set(data.signs_of_presence),
    marks: data.marks,
    markOfState: new Map(data.mark_of_state.map(([state, produced, mark]) => [`${state}+${produced}`, mark])),
    marksOfEffects: data.marks_of_effects,
    lines: data.lines,
    deeds: data.deeds,
    undone: data.undone,
    gives: data.gives ?? [],
    takes: data.takes ?? [],
    outcomeRules: data.outcome_rules,
    outcomes: data.outcomes,
    ends: data.ends,
    usedInTheEnd: data.used_in_the_end,
    alsoLost: data.also_lost,
    bands: data.bands,
    highestGrade: data.highest_grade,
    fewestCompared: data.fewest_compared,
    fewestShared: data.fewest_shared,
    noClaims: data.no_claims,
    undecided: data.undecided,
    reached: data.reached,
    uses: data.uses,
    notSaid: data.not_said,
    normative: data.normative,
    agreements: data.agreements,
    sitesDisagree: data.sites_disagree,
    everySite: data.every_site,
  };
}

/**
 * @typedef {Object} Touch what one claim says of one item that it touches
 * @property {string} evidence
 * @property {import("./study.js").Claim} claim
 * @property {?string} says plus, minus, mixed, unasked, asked, opposed, or null
 * @property {?string} effect what effect the claim has on this item, of `rules.EFFECTS`, or null
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
 * Which of two claims was first, as far as they say: both have an order, which decides; else both have a date.
 * @returns {?boolean} whether the first is before the second; null where the two cannot be compared
 */
export function isBefore(first, second) {
  const ordered = (claim) => claim.order !== null && claim.order !== undefined;
  if (ordered(first) && ordered(second)) return first.order < second.order;
  if (!first.days || !second.days) return null;
  if (first.days[1] < second.days[0]) return true;
  return first.days[0] > second.days[1] ? false : null;
}

/** Whether some use is before some claim, as far as they say; null where no two of them can be compared. */
function someBefore(uses, claims) {
  let compared = null;
  for (const use of uses) {
    for (const claim of claims) {
      const before = isBefore(use, claim);
      if (before) return true;
      compared ??= before;
    }
  }
  return compared;
}

/**
 * Each item at each phase, and what became of it there.
 * @param {string[]} items ids
 * @param {Touch[]} touches
 * @param {string[]} phases ids in their order
 * @param {Rules} rules
 * @returns {Array<{evidence: string, phase: string, state: string, generationOnly: boolean, part: ?string,
 *   usedBefore: boolean, byRank: boolean, silentBefore: boolean, claims: number[]}>} `part`: of *not used*, which of
 *   `rules.parts`; `usedBefore`: used or partly at some phase before; `byRank`: what was used or disputed before is so by
 *   the order of phases alone; `silentBefore`: some phase of lower rank is silent
 */
export function itemStates(items, touches, phases, rules) {
  const byPhase = byPlace(touches, "phase");
  return items.flatMap((evidence) => ofItem(evidence, byPhase.get(evidence) ?? new Map(), phases, rules));
}

function ofItem(evidence, byPhase, phases, rules) {
  const isUse = ({ says }) => rules.signsOfPresence.has(says);
  const [lost, afterDispute, elsewhere, never] = rules.parts;
  const ever = [...byPhase.values()].some((own) => own.some(isUse));
  const at = phases.map((phase) => {
    const signed = (byPhase.get(phase) ?? []).filter(({ says }) => rules.signs.includes(says));
    const uses = signed.filter(isUse).map(({ claim }) => claim);
    return { phase, signed, uses, claims: signed.map(({ claim }) => claim), state: stateOf(signed, rules) };
  });
  return at.map(({ phase, signed, claims, state }, here) => {
    const before = (states) => {
      const ways = at
        .filter((other, there) => there !== here && states.has(other.state))
        .map((other) => someBefore(other.uses, claims) ?? (at.indexOf(other) < here ? "by rank" : false));
      return ways.includes(true) ? "stated" : ways.includes("by rank") ? "by rank" : "";
    };
    const [used, disputed] = [before(rules.inUse), before(new Set(["disputed"]))];
    const part = used ? lost : disputed ? afterDispute : ever ? elsewhere : never;
    return {
      evidence,
      phase,
      state,
      generationOnly: isProducedOnly(signed, state),
      part: state === "not used" ? part : null,
      usedBefore: used !== "",
      byRank: (used || disputed) === "by rank",
      silentBefore: at.slice(0, here).some((other) => other.state === "silent"),
      claims: [...new Set(claims.map((claim) => claim.place))],
    };
  });
}
