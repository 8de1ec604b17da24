/** The stakeholder map under the filters: what stands where, and which claims tie what. */
import { tally } from "./count.js";
import { TIE_STATES } from "./words.js";

/**
 * @typedef {Object} Unit what is drawn as one: a stakeholder, or a group of them that is not opened
 * @property {string} key `node:ID` or `group:PLACE`
 * @property {string} label
 * @property {number} x
 * @property {number} y
 * @property {?Object} node the node of the study; null for a group
 * @property {Object[]} members the stakeholders of a group
 * @property {?number} group its place among the groups
 *
 * @typedef {Object} Tie
 * @property {string} key
 * @property {Unit} start
 * @property {Unit} end
 * @property {string[]} verbs
 * @property {import("./study.js").Claim[]} claims those that the filters leave in
 * @property {"joined"|"apart"|"ought"} state
 * @property {number} lane 0, 1, 2 ... among the ties of the same two
 * @property {string[]} shared what the two are involved in together
 */

/**
 * @param {import("./study.js").Study} study
 * @param {Set<number>} included places of the claims that the filters leave in
 * @param {{layer: string, by: string, opened: Set<string>, classes?: boolean, least?: number}} choice `classes`: are
 *   classes of stakeholders shown? `least`: sources that a line rests on; `by` groups stakeholders by organisation,
 *   sector or community, and is "" where there are no groups; groups whose ids are in `opened` are opened
 * @returns {{units: Unit[], ties: Tie[], directed: boolean, alone: Object[]}} `alone`: stakeholders without a tie left
 */
export function mapShown(study, included, { layer: name, by, opened, classes = true, least = 1 }) {
  const layer = study.map.layers[name];
  const nodes = study.map.nodes.map((id) => study.nodes.get(id));
  const left = tiesLeft(study, layer, included).filter(
    ({ start, end }) => classes || !(nodes[start].is_class || nodes[end].is_class),
  );
  const tied = new Set(left.flatMap(({ start, end }) => [start, end]));
  const unitOf = by ? grouped(layer.groups[by], nodes, tied, opened) : single(layer, nodes, tied);
  const drawn = by
    ? between(left, unitOf)
    : left.map((tie) => ({ ...tie, start: unitOf(tie.start), end: unitOf(tie.end) }));
  const ties = drawn.filter((tie) => hasSources(tie, least));
  const kept = new Set(ties.flatMap(({ start, end }) => [start, end]));
  const isShown = (place) => tied.has(place) && (least < 2 || kept.has(unitOf(place)));
  return {
    units: [...new Set([...tied].filter(isShown).map(unitOf))],
    ties,
    directed: layer.directed && !by,
    alone: nodes.filter((_, place) => !isShown(place)),
  };
}

/** Does a line rest on so many sources? */
export function hasSources({ claims }, least) {
  return least < 2 || tally(claims).sources >= least;
}

/** Ties of a layer with the claims that the filters leave in; `start` and `end` are places among the nodes of the map. */
export function tiesLeft(study, layer, included) {
  const { ties } = layer;
  const found = [];
  ties.claims.forEach((places, n) => {
    const some = places.filter((place) => included.has(place)).map((place) => study.claims[place]);
    if (!some.length) return;
    const whole = some.length === places.length;
    const all = ties.shared[n].map((place) => study.map.things[place]);
    const ends = [ties.start[n], ties.end[n]].map((place) => study.map.nodes[place]);
    const shared = whole || layer.directed ? all : all.filter((thing) => isShared(some, ends, thing));
    if (all.length && !shared.length) return;
    const claims =
      shared.length === all.length
        ? some
        : some.filter((claim) => shared.some((thing) => ends.some((end) => involvesIn(claim, end, thing))));
    found.push({
      key: String(n),
      start: ties.start[n],
      end: ties.end[n],
      verbs: ties.predicates[n].map((place) => study.map.predicates[place]),
      claims,
      state: whole || !layer.directed ? ties.state[n] : stateLeft(ties.state[n], claims),
      lane: ties.lane[n],
      shared,
    });
  });
  return found;
}

/** Do claims still involve both ends in a thing? */
function isShared(claims, ends, thing) {
  return ends.every((end) => claims.some((claim) => involvesIn(claim, end, thing)));
}

/** Does a claim of an involvement tie involve a stakeholder in an event, a workstream or an evidence item? */
function involvesIn(claim, id, thing) {
  if (claim.subject !== id && claim.object !== id) return false;
  const other = claim.subject === id ? claim.object : claim.subject;
  return [claim.event, claim.workstream, other].includes(thing);
}

/** What the claims that are left of a tie by claim say. A verb that sets two apart goes on doing so. */
function stateLeft(state, claims) {
  if (state !== "joined") return state;
  if (claims.some((claim) => claim.joins)) return "joined";
  return claims.every((claim) => claim.certainty === "normative") ? "ought" : "apart";
}

function single(layer, nodes, tied) {
  const units = nodes.map((node, place) =>
    tied.has(place) ? unit(node, layer.x[place], layer.y[place], null) : null,
  );
  return (place) => units[place];
}

function grouped(groups, nodes, tied, opened) {
  const heads = groups.id.map((id, n) => ({
    key: `group:${n}`,
    id: id ?? "",
    label: groups.label[n],
    x: groups.x[n],
    y: groups.y[n],
    node: null,
    members: nodes.filter((_, place) => groups.group[place] === n && tied.has(place)),
    group: n,
  }));
  const units = nodes.map((node, place) => {
    const n = groups.group[place];
    if (n < 0 || !tied.has(place)) return null;
    return opened.has(String(n)) ? unit(node, groups.node_x[place], groups.node_y[place], n) : heads[n];
  });
  return (place) => units[place];
}

function unit(node, x, y, group) {
  return { key: `node:${node.id}`, label: node.label, x, y, node, members: [node], group };
}

/**
 * Ties between units: one for each pair and state, so that what is denied stands beside what is said, with every claim
 * once; those inside a closed group are not drawn.
 */
function between(ties, unitOf) {
  const found = new Map();
  for (const tie of ties) {
    const ends = [unitOf(tie.start), unitOf(tie.end)];
    if (ends[0] === ends[1]) continue;
    ends.sort((a, b) => (a.key < b.key ? -1 : 1));
    const pair = `${ends[0].key}|${ends[1].key}`;
    if (!found.has(pair)) found.set(pair, new Map());
    const states = found.get(pair);
    if (!states.has(tie.state)) states.set(tie.state, { start: ends[0], end: ends[1], parts: [] });
    states.get(tie.state).parts.push(tie);
  }
  return [...found].flatMap(([pair, states]) =>
    Object.keys(TIE_STATES)
      .filter((state) => states.has(state))
      .map((state, lane) => merged(`${pair}|${state}`, states.get(state), state, lane)),
  );
}

function merged(key, { start, end, parts }, state, lane) {
  return {
    ...{ key, start, end, state, lane },
    verbs: [...new Set(parts.flatMap((part) => part.verbs))],
    claims: [...new Set(parts.flatMap((part) => part.claims))],
    shared: [...new Set(parts.flatMap((part) => part.shared))],
  };
}
