/** What became of each evidence item, by the table of outcomes of `graphmodel/schema/rules.py`. */
import { itemsShown, touchesShown } from "./touches.js";

/** Whether an item with so many claims is in a band of the rules. */
export function isInBand({ least, most }, number) {
  return least <= number && (most === null || number <= most);
}

/** How an item with this outcome ended, of the rules; undefined without claims. */
export function endOf(outcome, { ends }) {
  return ends.find(({ outcomes }) => outcomes.includes(outcome));
}

/** The sets of claims that the rules name: whether a touch is in each. */
export const SETS = {
  normative: ({ claim }, rules) => claim.certainty === rules.normative,
  descriptive: ({ claim }, rules) => claim.certainty !== rules.normative,
  there: ({ claim }, rules) => rules.signsOfPresence.has(claim.sign),
  loss: ({ claim }) => Boolean(claim.loss),
  gap: ({ claim }) => Boolean(claim.gap),
  loss_not_gap: ({ claim }) => Boolean(claim.loss && !claim.gap),
  loss_not_unasked: ({ claim, effect }) => Boolean(claim.loss) && effect !== "unasked",
  impact: ({ effect }) => effect === "impact",
  applied: ({ effect }) => effect === "applied",
  partly_applied: ({ effect }) => effect === "partly applied",
  opposed: ({ effect }) => effect === "opposed",
  unasked: ({ effect }) => effect === "unasked",
};

/**
 * @param {import("./states.js").Touch[]} touches those of one item
 * @param {import("./states.js").Rules} rules
 * @returns {{outcome: string, deciding: Array, opposed: boolean, lostElsewhere: boolean, uses: string[]}}
 *   `deciding`: the claims in the sets that the outcome names; `uses`: kinds of use, of an item that reached impact
 */
export function outcomeOf(touches, rules) {
  const within = (name) => touches.filter((touch) => SETS[name](touch, rules));
  const has = (name) => within(name).length > 0;
  const rule = rules.outcomeRules.find(
    ({ some, none }) => some.every(has) && !none.some(has) && touches.length,
  );
  const outcome = rule?.outcome ?? rules.noClaims;
  const decides = outcome === rules.undecided ? [] : (rule?.some ?? []);
  const deciding = [...new Set(decides.flatMap((name) => within(name).map(({ claim }) => claim)))];
  deciding.sort((a, b) => (a.claim < b.claim ? -1 : 1));
  const uses = outcome === rules.reached ? deciding.map(({ use }) => use || rules.notSaid) : [];
  return {
    outcome,
    deciding,
    opposed: has("opposed"),
    lostElsewhere: rules.uses.includes(outcome) && has("loss"),
    uses: [...new Set(uses)].sort(),
  };
}

/** "1 claim", "on one claim only" and so on: what an outcome rests on and what stands beside it. */
export function besides({ deciding, opposed, lostElsewhere, uses }) {
  return [
    ...(deciding.length === 1 ? ["on one claim"] : deciding.length ? [`on ${deciding.length} claims`] : []),
    ...(opposed ? ["opposed"] : []),
    ...(lostElsewhere ? ["lost elsewhere"] : []),
    ...(uses.length ? [`use ${uses.join(", ")}`] : []),
  ];
}

/**
 * What became of every item, by what the filters leave in.
 * @returns {Array<{focus: string, total: number, items: Array<Object>, mentioned: Array<Object>}>} by focus; an item has
 *   `item`, `claims` and what {@link outcomeOf} gives; those `mentioned` have a claim
 */
export function outcomesShown(app) {
  const touches = new Map();
  for (const touch of touchesShown(app)) {
    if (!touches.has(touch.evidence)) touches.set(touch.evidence, []);
    touches.get(touch.evidence).push(touch);
  }
  return [...itemsShown(app)].map(([focus, nodes]) => {
    const items = nodes.map((item) => {
      const own = touches.get(item.id) ?? [];
      return { item, claims: own.map(({ claim }) => claim), ...outcomeOf(own, app.study.rules) };
    });
    return { focus, total: items.length, items, mentioned: items.filter(({ claims }) => claims.length) };
  });
}
