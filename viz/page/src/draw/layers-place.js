/** Where the boxes and ties of a layered network stand, in pixels. */

const GAP = 14;
const PASSING = 18;
/** Between two ties at one box. */
const PORT = 15;
/** Between two ties that lead back. */
const LANE = 12;
const BETWEEN_PARTS = 26;
const TURNS = 10;

/**
 * Places the parts of a network, small ones beside each other where there is room.
 * @param {import("../data/layers.js").Part[]} parts
 * @param {{room: number, box: number, gutter: number, high: (node: Object) => number}} sizes pixels: of the picture, a
 *   box, the room between two layers, and a box's height for its label
 * @returns {{boxes: Array<{node: Object, x: number, y: number, high: number}>, ways: Array<{tie: Object, points:
 *   Array<[number, number]>, back: boolean}>, bottom: number}}
 */
export function layerPlaces(parts, sizes) {
  const boxes = [];
  const ways = [];
  const edge = edgeOf(parts);
  let [left, top, bottom] = [edge, 0, 0];
  for (const part of parts) {
    const wide = part.layers.length * (sizes.box + sizes.gutter);
    const full = left + wide - sizes.gutter > sizes.room - edge;
    if (left > edge && full) [left, top] = [edge, bottom + BETWEEN_PARTS];
    const made = placedPart(part, sizes, left, top);
    boxes.push(...made.boxes);
    ways.push(...made.ways);
    bottom = Math.max(bottom, made.bottom);
    left += wide;
  }
  return { boxes, ways, bottom };
}

/** Room left and right of all boxes, for ties that lead back. */
export function edgeOf(parts) {
  return parts.some(({ back }) => back.length) ? 36 : 0;
}

function placedPart(part, { box, gutter, high }, left, top) {
  const [into, out] = [new Map(), new Map()];
  const add = (map, slot, tie) => map.set(slot, [...(map.get(slot) ?? []), tie]);
  for (const [tie, way] of part.ways) {
    add(out, way[0], tie);
    add(into, way.at(-1), tie);
  }
  for (const { tie, start, end } of part.back) {
    add(out, start, tie);
    add(into, end, tie);
  }
  const many = (slot) => Math.max(into.get(slot)?.length ?? 0, out.get(slot)?.length ?? 0);
  const size = (slot) => (slot.node ? Math.max(high(slot.node), many(slot) * PORT + 4) : PASSING);
  const middles = relaxed(part, size);
  const least = Math.min(...[...middles].map(([slot, y]) => y - size(slot) / 2));
  const y = (slot) => top + middles.get(slot) - least;
  const x = (slot) => left + slot.layer * (box + gutter);
  let bottom = Math.max(...[...middles.keys()].map((slot) => y(slot) + size(slot) / 2));

  // Ties at one side of a box stand in the order of where they come from or go to; those that lead back, below.
  const other = (tie, place) => {
    const way = part.ways.get(tie);
    return way ? y(way.at(place)) : Number.POSITIVE_INFINITY;
  };
  const port = (map, slot, tie, place) => {
    const own = [...map.get(slot)].sort((a, b) => other(a, place) - other(b, place) || 0);
    return y(slot) + (own.indexOf(tie) - (own.length - 1) / 2) * PORT;
  };
  const ways = [...part.ways].map(([tie, way]) => {
    const passing = way.slice(1, -1).flatMap((slot) => [
      [x(slot), y(slot)],
      [x(slot) + box, y(slot)],
    ]);
    const from = [x(way[0]) + box, port(out, way[0], tie, 1)];
    const to = [x(way.at(-1)), port(into, way.at(-1), tie, -2)];
    return { tie, points: [from, ...passing, to], back: false };
  });
  part.back.forEach(({ tie, start, end }, place) => {
    bottom += LANE;
    const from = [x(start) + box, port(out, start, tie, 1)];
    const to = [x(end), port(into, end, tie, -2)];
    const [right, far] = [from[0] + 10 + (place % 4) * 4, to[0] - 20 - (place % 4) * 4];
    const round = [
      [right, from[1]],
      [right, bottom],
      [far, bottom],
      [far, to[1]],
    ];
    ways.push({ tie, points: [from, ...round, to], back: true });
  });
  const boxes = part.layers
    .flat()
    .filter(({ node }) => node)
    .map((slot) => ({ node: slot.node, x: x(slot), y: y(slot) - size(slot) / 2, high: size(slot) }));
  return { boxes, ways, bottom };
}

/** The middle of each slot, near those of its neighbours; none covers another. */
function relaxed(part, size) {
  const beside = new Map();
  const add = (slot, other) => beside.set(slot, [...(beside.get(slot) ?? []), other]);
  for (const way of part.ways.values()) {
    way.slice(1).forEach((slot, place) => {
      add(slot, way[place]);
      add(way[place], slot);
    });
  }
  const middles = new Map();
  for (const layer of part.layers)
    apart(
      layer,
      layer.map(() => 0),
      size,
      middles,
    );
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const layer of turn % 2 ? [...part.layers].reverse() : part.layers) {
      const wanted = layer.map((slot) => {
        const own = (beside.get(slot) ?? []).map((other) => middles.get(other));
        return own.length ? own.reduce((sum, y) => sum + y, 0) / own.length : middles.get(slot);
      });
      apart(layer, wanted, size, middles);
    }
  }
  return middles;
}

/** Middles as near to the wanted ones as the sizes let them be: between pushing all down and pushing all up. */
function apart(layer, wanted, size, middles) {
  const room = (at) => (size(layer[at]) + size(layer[at + 1])) / 2 + GAP;
  const down = [...wanted];
  for (let at = 1; at < layer.length; at += 1) down[at] = Math.max(down[at], down[at - 1] + room(at - 1));
  const up = [...wanted];
  for (let at = layer.length - 2; at >= 0; at -= 1) up[at] = Math.min(up[at], up[at + 1] - room(at));
  layer.forEach((slot, at) => {
    middles.set(slot, (down[at] + up[at]) / 2);
  });
}
