/**
 * A network of directed ties in layers from left to right: whatever leads to something stands left of it. Ties that close a
 * circle lead back. Nothing depends on ids or on the order of nodes, only on the order of ties and on labels.
 *
 * @typedef {{cause: {id: string, label: string}, effect: {id: string, label: string}}} Tie
 *
 * @typedef {Object} Slot a place in a layer: of a node, or of a tie that passes
 * @property {?{id: string, label: string}} node null where a tie passes
 * @property {number} layer
 *
 * @typedef {Object} Part nodes that ties connect, and no tie leads out of
 * @property {Slot[][]} layers slots from above to below
 * @property {Map<Tie, Slot[]>} ways of the ties that lead on: their slots from the cause to the effect
 * @property {Array<{tie: Tie, start: Slot, end: Slot}>} back ties that lead back
 */

/** Turns of moving slots towards the middle of their neighbours. */
const TURNS = 8;

/**
 * @param {Tie[]} ties where a circle must be cut, the last of it in this order leads back
 * @returns {Part[]} the largest first
 */
export function layered(ties) {
  const { forward, back } = withoutCircles(ties);
  return components(ties).map((nodes) => {
    const inside = ({ cause }) => nodes.has(cause.id);
    return part(nodes, forward.filter(inside), back.filter(inside));
  });
}

/** Ties without the ones that would close a circle with those before them. */
function withoutCircles(ties) {
  const next = new Map();
  const reaches = (from, to) => {
    const seen = new Set([from]);
    for (const one of seen) {
      if (one === to) return true;
      for (const other of next.get(one) ?? []) seen.add(other);
    }
    return false;
  };
  const [forward, back] = [[], []];
  for (const tie of ties) {
    const [start, end] = [tie.cause.id, tie.effect.id];
    if (reaches(end, start)) back.push(tie);
    else {
      forward.push(tie);
      next.set(start, [...(next.get(start) ?? []), end]);
    }
  }
  return { forward, back };
}

/** Nodes by what connects them, the largest first, then by their first label. @returns {Map<string, Object>[]} */
function components(ties) {
  const of = new Map();
  for (const { cause, effect } of ties) {
    const one = of.get(cause.id) ?? new Map([[cause.id, cause]]);
    const other = of.get(effect.id) ?? new Map([[effect.id, effect]]);
    const [large, small] = one.size < other.size ? [other, one] : [one, other];
    for (const [id, node] of small) large.set(id, node);
    for (const id of large.keys()) of.set(id, large);
  }
  const first = (nodes) => byLabel([...nodes.values()])[0].label;
  return [...new Set(of.values())].sort((a, b) => b.size - a.size || first(a).localeCompare(first(b)));
}

const byLabel = (nodes) => [...nodes].sort((a, b) => a.label.localeCompare(b.label));

function part(nodes, forward, back) {
  const ranks = ranked(nodes, forward);
  const slots = new Map();
  const layers = Array.from({ length: Math.max(...ranks.values()) + 1 }, () => []);
  for (const node of byLabel(nodes.values())) {
    const slot = { node, layer: ranks.get(node.id) };
    slots.set(node.id, slot);
    layers[slot.layer].push(slot);
  }
  const ways = new Map();
  for (const tie of forward) {
    const [start, end] = [slots.get(tie.cause.id), slots.get(tie.effect.id)];
    const passes = [];
    for (let layer = start.layer + 1; layer < end.layer; layer += 1) {
      const slot = { node: null, layer };
      layers[layer].push(slot);
      passes.push(slot);
    }
    ways.set(tie, [start, ...passes, end]);
  }
  return {
    layers: untangled(layers, [...ways.values()]),
    ways,
    back: back.map((tie) => ({ tie, start: slots.get(tie.cause.id), end: slots.get(tie.effect.id) })),
  };
}

/** The layer of each node: right of all that leads to it; what nothing leads to stands next to what it leads to. */
function ranked(nodes, forward) {
  const ranks = new Map([...nodes.keys()].map((id) => [id, 0]));
  for (let moved = true; moved; ) {
    moved = false;
    for (const { cause, effect } of forward) {
      if (ranks.get(effect.id) > ranks.get(cause.id)) continue;
      ranks.set(effect.id, ranks.get(cause.id) + 1);
      moved = true;
    }
  }
  const reached = new Set(forward.map(({ effect }) => effect.id));
  for (const id of nodes.keys()) {
    const after = forward.filter(({ cause }) => cause.id === id).map(({ effect }) => ranks.get(effect.id));
    if (!reached.has(id) && after.length) ranks.set(id, Math.min(...after) - 1);
  }
  return ranks;
}

/** The order within layers that has fewest crossings of those tried. */
function untangled(layers, ways) {
  const [before, after] = [new Map(), new Map()];
  for (const way of ways) {
    way.slice(1).forEach((slot, place) => {
      before.set(slot, [...(before.get(slot) ?? []), way[place]]);
      after.set(way[place], [...(after.get(way[place]) ?? []), slot]);
    });
  }
  let [best, fewest] = [layers, crossings(layers, after)];
  let now = layers.map((layer) => [...layer]);
  for (let turn = 0; turn < TURNS && fewest; turn += 1) {
    const beside = turn % 2 ? after : before;
    const order = turn % 2 ? [...now.keys()].reverse() : [...now.keys()];
    now = now.map((layer) => [...layer]);
    for (const at of order) {
      const places = placesIn(now);
      const middle = new Map(
        now[at].map((slot) => {
          const own = (beside.get(slot) ?? []).map((other) => places.get(other));
          return [
            slot,
            own.length ? own.reduce((sum, place) => sum + place, 0) / own.length : places.get(slot),
          ];
        }),
      );
      now[at].sort((a, b) => middle.get(a) - middle.get(b));
    }
    const number = crossings(now, after);
    if (number < fewest) [best, fewest] = [now, number];
  }
  return best;
}

/** Where each slot stands in its layer, from 0 above to 1 below. */
function placesIn(layers) {
  return new Map(layers.flatMap((layer) => layer.map((slot, at) => [slot, (at + 0.5) / layer.length])));
}

/** How often ties cross between neighbouring layers. */
export function crossings(layers, after) {
  const places = placesIn(layers);
  let number = 0;
  for (const layer of layers) {
    const pairs = layer.flatMap((slot) =>
      (after.get(slot) ?? []).map((other) => [places.get(slot), places.get(other)]),
    );
    pairs.forEach(([a, b], at) => {
      for (const [c, d] of pairs.slice(at + 1)) if ((a - c) * (b - d) < 0) number += 1;
    });
  }
  return number;
}

/**
 * Nodes that lead to each other: each set of which every node is reached from every other.
 * @param {Tie[]} ties
 * @returns {Array<Array<{id: string, label: string}>>} by label, the largest first
 */
export function circles(ties) {
  const nodes = new Map(ties.flatMap(({ cause, effect }) => [cause, effect]).map((node) => [node.id, node]));
  const next = new Map([...nodes.keys()].map((id) => [id, new Set()]));
  for (const { cause, effect } of ties) next.get(cause.id).add(effect.id);
  const reached = (from) => {
    const seen = new Set(next.get(from));
    for (const one of seen) for (const other of next.get(one)) seen.add(other);
    return seen;
  };
  const reach = new Map([...nodes.keys()].map((id) => [id, reached(id)]));
  const done = new Set();
  const found = [];
  for (const node of byLabel(nodes.values())) {
    if (done.has(node.id) || !reach.get(node.id).has(node.id)) continue;
    const own = [...nodes.values()].filter(
      ({ id }) => reach.get(node.id).has(id) && reach.get(id).has(node.id),
    );
    for (const { id } of own) done.add(id);
    found.push(byLabel(own));
  }
  return found.sort((a, b) => b.length - a.length);
}
