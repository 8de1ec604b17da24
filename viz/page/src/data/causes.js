/** What is said to lead to what: one tie for each pair of factors between which some claim puts a link. */
import { held } from "./contested.js";
import { tally } from "./count.js";
import { byRule, SIDES } from "./factors.js";
import { circles } from "./layers.js";

/** The default verb of claims that one factor leads to another. */
const CAUSES = "causes";

/**
 * @typedef {Object} CausalTie
 * @property {string} key
 * @property {Object} cause the node
 * @property {Object} effect the node
 * @property {import("./study.js").Claim[]} claims of what is, whatever they say of the link
 * @property {Object<string, Array>} sides the same, by side
 * @property {number} affirming sources with a claim that affirms it
 * @property {number} sources with any claim on it
 * @property {string} held what its claims come to, a key of `HELD_MARKS`
 */

/**
 * The ties that claims put between factors, those that most sources affirm first. What ought to be is left out, as by
 * the question `barriers/causes`.
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @returns {CausalTie[]}
 */
export function causalTies(study, claims) {
  const found = new Map();
  for (const claim of claims) {
    const [cause, effect] = [claim.subject, claim.object].map((id) => study.nodes.get(id));
    const links = [cause, effect].every((node) => node?.kind === "Factor");
    if (!links || study.actsAs(claim.predicate) !== CAUSES) continue;
    if (claim.certainty === study.rules.normative) continue;
    const key = `${cause.id}>${effect.id}`;
    if (!found.has(key)) found.set(key, { key, cause, effect, claims: [] });
    found.get(key).claims.push(claim);
  }
  return [...found.values()].map(withSides).sort(byRank);
}

function withSides(tie) {
  const side = (name) => tie.claims.filter((claim) => claim.polarity === name);
  const sides = Object.fromEntries(SIDES.map((name) => [name, side(name)]));
  return {
    ...tie,
    sides,
    affirming: tally(sides.affirms).sources,
    sources: tally(tie.claims).sources,
    held: held(tie.claims),
  };
}

const byRank = (a, b) =>
  byRule(a, b) || a.cause.label.localeCompare(b.cause.label) || a.effect.label.localeCompare(b.effect.label);

/** Does some claim say that the one leads to the other, wholly or in part? */
export const isCarried = (tie) => tie.held !== "denies";

/**
 * Factors that lead to each other; a link that is only denied leads nowhere.
 * @param {CausalTie[]} ties
 * @returns {{round: Array<Array<Object>>, isRound: (tie: CausalTie) => boolean}} the factors of each circle, the largest
 *   first, and whether a tie is part of one
 */
export function circlesOf(ties) {
  const round = circles(ties.filter(isCarried));
  const isRound = (tie) =>
    isCarried(tie) && round.some((own) => own.includes(tie.cause) && own.includes(tie.effect));
  return { round, isRound };
}

/**
 * The ties that lead to a factor, step by step, and those that lead on from it; of ties that are only denied, its own.
 * @param {CausalTie[]} ties
 * @param {string} id of the factor
 */
export function around(ties, id) {
  const kept = new Set(ties.filter((tie) => tie.cause.id === id || tie.effect.id === id));
  for (const [near, far] of [
    ["effect", "cause"],
    ["cause", "effect"],
  ]) {
    const seen = new Set([id]);
    let edge = new Set([id]);
    while (edge.size) {
      const next = ties.filter((tie) => isCarried(tie) && edge.has(tie[near].id));
      for (const tie of next) kept.add(tie);
      edge = new Set(next.map((tie) => tie[far].id).filter((one) => !seen.has(one)));
      for (const one of edge) seen.add(one);
    }
  }
  return ties.filter((tie) => kept.has(tie));
}

/** Every factor that a tie names, with the carried ties that lead to it and from it; most ties first. */
export function linked(ties) {
  const found = new Map();
  const of = (node) => {
    if (!found.has(node.id)) found.set(node.id, { factor: node, to: [], from: [] });
    return found.get(node.id);
  };
  for (const tie of ties) {
    const [cause, effect] = [of(tie.cause), of(tie.effect)];
    if (!isCarried(tie)) continue;
    cause.from.push(tie);
    effect.to.push(tie);
  }
  const number = ({ to, from }) => to.length + from.length;
  return [...found.values()].sort(
    (a, b) => number(b) - number(a) || a.factor.label.localeCompare(b.factor.label),
  );
}
