/** What evidence rests on one actor or organisation: the claims behind the numbers of the analysis. */
import { itemStates } from "./states.js";
import { touches } from "./touches.js";

/** Claims that carry the items that rest on one. @param {(row: Object) => boolean} chosen rows of `dependence_items` */
export function carrying(study, chosen) {
  const places = study
    .table("dependence_items")
    .filter(chosen)
    .flatMap((row) => row.claims);
  return [...new Set(places)].map((place) => study.claims[place]);
}

/**
 * Claims that say that items were there, wholly or in part, at the phases that the items reached.
 * @returns {Array<{evidence: string, phase: string, claim: Object}>}
 */
export function reaching(study) {
  const all = touches(study);
  const phases = study.phases.map((phase) => phase.id);
  const items = study.ofKind("EvidenceItem").map((item) => item.id);
  const reached = new Set(
    itemStates(items, all, phases, study.rules)
      .filter(({ state }) => study.rules.inUse.has(state))
      .map(({ evidence, phase }) => `${evidence}\n${phase}`),
  );
  return all
    .filter(
      ({ evidence, says, claim }) =>
        study.rules.signsOfPresence.has(says) && reached.has(`${evidence}\n${claim.phase}`),
    )
    .map(({ evidence, claim }) => ({ evidence, phase: claim.phase, claim }));
}

/**
 * Items that can tell whether they rest on one: two claims or more carry them, for "speaks" all of them with a speaker.
 * @param {Array<{evidence: string, phase: string, claim: Object}>} reached what {@link reaching} gives, or some of it
 * @param {boolean} spoken must all claims have a speaker?
 * @param {boolean} byPhase is it enough that they can at some phase?
 * @returns {Set<string>}
 */
export function tested(reached, spoken, byPhase) {
  const claims = new Map();
  for (const { evidence, phase, claim } of reached) {
    const key = byPhase ? `${evidence}\n${phase}` : evidence;
    if (!claims.has(key)) claims.set(key, new Set());
    claims.get(key).add(claim);
  }
  const can = (own) => own.size > 1 && (!spoken || [...own].every((claim) => claim.speaker));
  return new Set([...claims].filter(([, own]) => can(own)).map(([key]) => key.split("\n")[0]));
}
