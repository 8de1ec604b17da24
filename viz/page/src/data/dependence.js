/** What evidence rests on one: one source, one actor or organisation, one speaker; with the claims behind the numbers. */
import { itemStates } from "./states.js";
import { touches } from "./touches.js";

/** The basis that the page counts itself; the others are those of the analysis. */
export const ONE_SOURCE = "one source";
/** The bases of the analysis. */
export const [TAKES_PART, SPEAKS] = ["takes part", "speaks"];

/**
 * @typedef {Object} Dependence what rests on one, on a basis
 * @property {Array<Object>} focuses rows as of the table `dependence_focus`
 * @property {Array<Object>} ones a row for each on whom something may rest, as of `dependence_actors`
 * @property {Array<Object>} items items that rest on one, as of `dependence_items`; `claims` are places
 * @property {boolean} spoken do only items count all of whose claims have a speaker?
 * @property {(claim: Object) => string[]} whose ids of those whose claim it is
 */

/** The bases, the page's own first. */
export function bases(study) {
  return [ONE_SOURCE, ...new Set(study.table("dependence_focus").map((row) => row.basis))];
}

/** @returns {Dependence} */
export function dependenceOn(study, basis) {
  if (basis === ONE_SOURCE) return onSources(study);
  const of = (name) => study.table(name).filter((row) => row.basis === basis);
  const spoken = basis === SPEAKS;
  return {
    focuses: of("dependence_focus"),
    ones: of("dependence_actors").filter((row) => row.n_reached),
    items: of("dependence_items"),
    spoken,
    whose: (claim) =>
      (spoken ? [claim.speaker] : [...new Set([claim.subject, claim.object])]).filter(Boolean),
  };
}

/** The same for sources: every claim has one. An item rests on one source where all claims that carry it come from there. */
function onSources(study) {
  const reached = reaching(study);
  const groups = study.table("dependence_focus").filter(({ basis }) => basis === TAKES_PART);
  const items = groups
    .map(({ phase }) => phase)
    .filter((phase, at, all) => all.indexOf(phase) === at)
    .flatMap((phase) => {
      const here = reached.filter((one) => !study.nodes.has(phase) || one.phase === phase);
      return [...grouped(here)].map(([evidence, claims]) => ({ evidence, phase, claims: [...claims] }));
    });
  const focusOf = (id) => study.nodes.get(id)?.focus;
  const many = new Set(groups.map(({ focus }) => focus)).size > 1;
  const rests = ({ claims }) => new Set(claims.map(({ source }) => source)).size === 1;
  const focuses = groups.map(({ focus, phase }) => {
    const own = items.filter((one) => one.phase === phase && (!many || focusOf(one.evidence) === focus));
    const several = own.filter(({ claims }) => claims.length > 1);
    return {
      focus,
      phase,
      n_reached: own.length,
      reported_once: own.length - several.length,
      n_tested: several.length,
      n_resting_on_one: several.filter(rests).length,
    };
  });
  const byPhase = items.filter(({ phase }) => study.nodes.has(phase));
  const whole = items.filter(({ phase }) => !study.nodes.has(phase));
  const able = tested(reached, false, true);
  const distinct = (rows) => new Set(rows.map(({ evidence }) => evidence)).size;
  const sources = [...new Set(whole.flatMap(({ claims }) => claims.map(({ source }) => source)))];
  const ones = sources.map((source) => {
    const own = whole.filter(({ claims }) => claims.some((claim) => claim.source === source));
    const alone = (rows) => rows.filter((row) => rests(row) && row.claims[0].source === source);
    return {
      actor: source,
      n_items_touched: own.length,
      n_reached: own.length,
      n_tested: own.filter(({ evidence }) => able.has(evidence)).length,
      n_break: distinct(alone(byPhase).filter(({ claims }) => claims.length > 1)),
      n_break_wholly: alone(whole).filter(({ claims }) => claims.length > 1).length,
      reported_once: distinct(alone(byPhase).filter(({ claims }) => claims.length === 1)),
    };
  });
  ones.sort(
    (a, b) =>
      b.n_break - a.n_break ||
      b.n_tested - a.n_tested ||
      study.label(a.actor).localeCompare(study.label(b.actor)),
  );
  return {
    focuses,
    ones,
    items: items.filter(rests).map(({ evidence, phase, claims }) => ({
      evidence,
      phase,
      actor: claims[0].source,
      reported_once: claims.length === 1,
      claims: claims.map(({ place }) => place),
    })),
    spoken: false,
    whose: (claim) => [claim.source],
  };
}

function grouped(reached) {
  const found = new Map();
  for (const { evidence, claim } of reached) {
    if (!found.has(evidence)) found.set(evidence, new Set());
    found.get(evidence).add(claim);
  }
  return found;
}

/**
 * Items that would not come as far without one, with the phases that they would not reach.
 * @param {Dependence} on
 * @param {string} id of the one
 * @returns {Array<Object>} rows as of `Dependence.items`, one for each item and phase
 */
export function breaking(study, on, id) {
  return on.items.filter((row) => !row.reported_once && row.actor === id && study.nodes.has(row.phase));
}

/** Claims of the items that rest on one, once each. @param {Array<{claims: number[]}>} items */
export function carrying(study, items) {
  const places = items.flatMap((row) => row.claims);
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
 * Items that can be judged: two claims or more carry them, for "speaks" all of them with a speaker.
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
