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
