/** What is said of the items of each type of evidence at each place of the cycle, and where nothing is. */
import { byPlace, isProducedOnly, stateOf } from "./states.js";

/** What items without a type are listed under. */
export const NO_TYPE = "";

/**
 * @typedef {Object} GapCell
 * @property {string} focus
 * @property {string} type id of the type of evidence, or {@link NO_TYPE}
 * @property {string} place id of the phase or stage
 * @property {Object[]} items all items of the type and focus that the study has
 * @property {Array<{item: Object, mark: string, claims: Object[]}>} reported those of which some claim says here that
 *   they were used or not, with the mark of their state
 */

/**
 * The places that make columns: phases, or stages, without those phases of which only their stages are named.
 * @param {import("./study.js").Study} study
 * @param {"phase"|"stage"} by
 * @param {import("./states.js").Touch[]} touches
 * @returns {Array<{id: string, label: string, group: string}>} `group`: the phase of a stage
 */
export function gapPlaces(study, by, touches) {
  if (by === "phase") return study.phases.map(({ id, label }) => ({ id, label, group: "" }));
  const named = new Set(
    touches.filter(({ says }) => study.rules.signs.includes(says)).map(({ claim }) => claim.stage),
  );
  const divided = new Set(study.stages.filter(({ id, phase }) => id !== phase).map(({ phase }) => phase));
  return study.stages
    .filter(({ id }) => !divided.has(id) || named.has(id))
    .map(({ id, label, phase }) => ({
      id,
      label: divided.has(id) ? "the phase as a whole" : label,
      group: study.label(phase),
    }));
}

/**
 * @param {Map<string, Object[]>} groups items by focus
 * @param {import("./states.js").Touch[]} touches
 * @param {"phase"|"stage"} by
 * @param {Array<{id: string}>} places
 * @param {import("./states.js").Rules} rules
 * @returns {{types: string[], cells: GapCell[]}} types of which most items are reported first; a cell for each focus,
 *   type and place where the study has items of the type and focus
 */
export function gapGrid(groups, touches, by, places, rules) {
  const said = byPlace(touches, by);
  const cells = [];
  const heard = new Map();
  for (const [focus, items] of groups) {
    for (const [type, own] of byType(items)) {
      for (const place of places) {
        const reported = own.flatMap((item) =>
          reportedAt(item, said.get(item.id)?.get(place.id) ?? [], rules),
        );
        cells.push({ focus, type, place: place.id, items: own, reported });
        heard.set(type, [...(heard.get(type) ?? []), ...reported.map(({ item }) => item.id)]);
      }
    }
  }
  const number = (type) => new Set(heard.get(type)).size;
  const types = [...heard.keys()].sort(
    (a, b) => (a === NO_TYPE) - (b === NO_TYPE) || number(b) - number(a) || (a < b ? -1 : 1),
  );
  return { types, cells };
}

function reportedAt(item, touches, rules) {
  const state = stateOf(touches, rules);
  if (!rules.mentioned.has(state)) return [];
  const signed = touches.filter(({ says }) => rules.signs.includes(says));
  const mark = rules.markOfState.get(`${state}+${isProducedOnly(signed, state)}`);
  return [{ item, mark, claims: [...new Set(signed.map(({ claim }) => claim))] }];
}

function byType(items) {
  const found = new Map();
  for (const item of items) {
    const type = item.evidence_type ?? NO_TYPE;
    if (!found.has(type)) found.set(type, []);
    found.get(type).push(item);
  }
  return found;
}
