/** A story: claims in columns by phase, and within a column what the stated orders and dates decide. */
import { groupedBy } from "./count.js";
import { MOST_ORDERED } from "./limits.js";
import { isBefore } from "./states.js";
import { UNSTATED } from "./words.js";

export const NO_PHASE = "";

/**
 * @typedef {Object} Column
 * @property {string} id of the phase; empty where claims name none
 * @property {string} label
 * @property {Array} claims
 * @property {Array<Array>} blocks the claims in parts that follow each other by what is stated; within a part of several
 *   claims the order is open
 */

/**
 * @callback Before
 * @param {Object} first
 * @param {Object} second
 * @returns {?boolean} whether the first claim is before the second; null where nothing decides
 */

/**
 * What decides the order of claims on several items: the stated order is one's place in the journey of an item, so it
 * decides only between claims on the same one; else dates.
 * @param {Map<Object, import("./states.js").Touch[]>} touches of each claim
 * @returns {Before}
 */
export function onSeveral(touches) {
  const items = (claim) => (touches.get(claim) ?? []).map(({ evidence }) => evidence);
  return (first, second) => {
    const shared = items(first).some((item) => items(second).includes(item));
    return shared ? isBefore(first, second) : isBefore({ days: first.days }, { days: second.days });
  };
}

/**
 * The phases that claims name, in their order, then the claims that name none.
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @param {Before} before
 * @param {(claim: Object) => string} [togetherOf] claims of which this is the same stand together
 * @returns {Column[]}
 */
export function storyColumns(study, claims, before, togetherOf = () => "") {
  const phases = study.phases.map(({ id, label }) => ({ id, label }));
  return [...phases, { id: NO_PHASE, label: UNSTATED.stage }]
    .map((phase) => {
      const own = claims.filter((claim) => (claim.phase ?? NO_PHASE) === phase.id);
      const sorted = [...groupedBy(own, togetherOf).values()].flatMap((some) => some.sort(asStated));
      return { ...phase, claims: sorted, blocks: blocksOf(sorted, before) };
    })
    .filter(({ id, claims: own }) => own.length || id !== NO_PHASE);
}

/** By stated order, else by date, else as coded. */
function asStated(a, b) {
  const order = ({ order: one }) => one ?? Number.MAX_VALUE;
  const day = ({ days }) => days?.[0] ?? Number.MAX_VALUE;
  return order(a) - order(b) || day(a) - day(b) || a.place - b.place;
}

/**
 * Claims cut where all before the cut are stated to come before all behind it.
 * @param {import("./study.js").Claim[]} claims in an order in which none stands above one that is before it
 * @param {Before} before
 */
export function blocksOf(claims, before) {
  const n = claims.length;
  if (!n) return [];
  if (n > MOST_ORDERED) return [claims];
  // A pair that nothing decides forbids every cut between the two.
  const forbidden = new Array(n + 1).fill(0);
  for (let a = 0; a < n; a += 1) {
    for (let b = n - 1; b > a; b -= 1) {
      if (before(claims[a], claims[b])) continue;
      forbidden[a + 1] += 1;
      forbidden[b + 1] -= 1;
    }
  }
  const blocks = [[claims[0]]];
  let against = 0;
  for (let at = 1; at < n; at += 1) {
    against += forbidden[at];
    if (against) blocks.at(-1).push(claims[at]);
    else blocks.push([claims[at]]);
  }
  return blocks;
}

/**
 * Where the story goes back: columns before one in which some claim is stated to come after a claim of this one.
 * @param {Column[]} columns
 * @param {number} at the place of this one
 * @param {Before} before
 * @returns {Array<{label: string, claims: Array}>} each with the claims of this column that come before one of its claims
 */
export function goesBack(columns, at, before) {
  const { claims } = columns[at];
  return columns.slice(0, at).flatMap(({ label, claims: others }) => {
    if (claims.length > MOST_ORDERED || others.length > MOST_ORDERED) return [];
    const back = claims.filter((claim) => others.some((other) => before(claim, other)));
    return back.length ? [{ label, claims: back }] : [];
  });
}
