/** The shortest chain of claims between two nodes, as `graphmodel chain` finds it, under the filters. */

/**
 * A chain of claims that say that something is so. Where there is none, one through denials and wishes, too, which begins
 * with what is so where any does.
 * @param {import("./study.js").Claim[]} claims those that the filters leave in
 * @param {string} from id
 * @param {string} to id
 * @param {string} normative the certainty of claims of what ought to be
 * @returns {{steps: ?Array, weak: boolean, beginsWeak: boolean}} `weak`: some step is only denied, or only ought to be;
 *   `beginsWeak`: the first step is
 */
export function bestChain(claims, from, to, normative) {
  const isSo = (claim) => holds(claim, normative);
  const steps = shortestChain(claims.filter(isSo), from, to);
  if (steps) return { steps, weak: false, beginsWeak: false };
  const leaves = ({ subject, object }) => subject === from || object === from;
  const begun = shortestChain(
    claims.filter((claim) => isSo(claim) || !leaves(claim)),
    from,
    to,
  );
  return { steps: begun ?? shortestChain(claims, from, to), weak: true, beginsWeak: !begun };
}

/** Does a claim say, wholly or in part, that something is so? */
export function holds(claim, normative) {
  return claim.polarity !== "denies" && claim.certainty !== normative;
}

/**
 * Goes from claim to claim whichever way each points, breadth first. Of several shortest chains it gives the
 * first in the order of ids, with every claim of each step.
 * @param {import("./study.js").Claim[]} claims those that the filters leave in
 * @param {string} from id
 * @param {string} to id
 * @returns {?Array<{from: string, to: string, claims: Array}>} the steps; null where no chain joins the two
 */
export function shortestChain(claims, from, to) {
  const next = neighbours(claims);
  const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const reached = [];
    for (const id of edge) {
      for (const other of [...(next.get(id)?.keys() ?? [])].sort()) {
        if (before.has(other)) continue;
        before.set(other, id);
        reached.push(other);
      }
    }
    edge = reached;
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let id = to; before.get(id) !== null; id = before.get(id)) {
    steps.unshift({ from: before.get(id), to: id, claims: next.get(before.get(id)).get(id) });
  }
  return steps;
}

function neighbours(claims) {
  const next = new Map();
  const add = (a, b, claim) => {
    if (!next.has(a)) next.set(a, new Map());
    if (!next.get(a).has(b)) next.get(a).set(b, []);
    next.get(a).get(b).push(claim);
  };
  for (const claim of claims) {
    if (claim.subject === claim.object) continue;
    add(claim.subject, claim.object, claim);
    add(claim.object, claim.subject, claim);
  }
  return next;
}
