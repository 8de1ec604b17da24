/** The map by sector: which stakeholders stand in which sector, and which lines tie them, under the filters. */
import { counted } from "./count.js";
import { MOST_DRAWN, MOST_ROWS } from "./limits.js";
import { hasSources, tiesLeft } from "./map.js";

/**
 * @typedef {Object} Row a stakeholder in its sector, or several that stand in one row
 * @property {string} key `node:ID`, or `rest:SECTOR` for those that have no row of their own
 * @property {string} label
 * @property {?Object} node
 * @property {Object[]} members the stakeholders whose ties are its own
 * @property {Object[]} people those of an organisation, which its row can be opened to
 * @property {boolean} opened
 * @property {number} depth 1 for those inside an organisation
 * @property {number} weight ties of the whole study, by which rows are sorted
 * @property {boolean} here do the filters leave a tie of it in?
 *
 * @typedef {Object} Line what claims say of two rows, or of two sectors, in one state
 * @property {string} key
 * @property {Object} start a row, or a sector
 * @property {Object} end
 * @property {import("./study.js").Claim[]} claims
 * @property {string[]} verbs
 * @property {"joined"|"apart"|"ought"} state
 * @property {boolean} forth does a claim go from start to end?
 * @property {boolean} back
 * @property {string[]} shared
 * @property {number} ties how many lines between rows it stands for
 */

/**
 * Places do not depend on the filters: every stakeholder with a tie of this kind anywhere in the study has a row.
 * @param {import("./study.js").Study} study
 * @param {Set<number>} included places of the claims that the filters leave in
 * @param {{layer: string, opened: Set<string>, classes: boolean, least: number}} choice `opened`: ids of organisations whose
 *   people have rows, and `sector:ID` of sectors that show all rows; `least`: sources of a tie
 */
export function sectorsShown(study, included, { layer: name, opened, classes, least }) {
  const layer = study.map.layers[name];
  const nodes = study.map.nodes.map((id) => study.nodes.get(id));
  const whole = tiesLeft(study, layer, new Set(study.claims.keys()));
  const sectors = sectorsOf(layer, nodes, whole, opened);
  const rowOf = new Map(
    sectors.flatMap(({ rows }) => rows.flatMap((row) => row.members.map((one) => [one, row]))),
  );
  const sectorOf = new Map(sectors.flatMap((sector) => sector.rows.map((row) => [row, sector])));
  const placed = (ties) =>
    ties.map((tie) => ({ ...tie, start: rowOf.get(nodes[tie.start]), end: rowOf.get(nodes[tie.end]) }));
  const left = tiesLeft(study, layer, included).filter(
    ({ start, end }) => classes || !(nodes[start].is_class || nodes[end].is_class),
  );
  const enough = (line) => hasSources(line, least);
  const { lines, inside } = joined(placed(left), layer.directed);
  const kept = lines.filter(enough);
  const within = inside.filter(enough);
  for (const row of sectorOf.keys()) row.here = false;
  for (const { start, end } of [...kept, ...within]) start.here = end.here = true;
  for (const row of rowOf.values()) {
    // An organisation stays where only its people have ties left.
    if (row.here && row.depth) row.head.here = true;
  }
  // An organisation that only has ties of its people heads a row with lines.
  const heads = new Set([...sectorOf.keys()].filter((row) => row.here).map((row) => row.node));
  return {
    sectors,
    sectorOf,
    lines: kept,
    within,
    whole: {
      all: joined(placed(whole), layer.directed).lines,
      weights: weightsOf(whole, layer.groups.sector),
    },
    directed: layer.directed,
    alone: nodes.filter((node) => !rowOf.get(node)?.here && !heads.has(node)),
  };
}

/** Ties of the whole study between two sectors, which the places of regions rest on. */
function weightsOf(ties, { id, group }) {
  const found = new Map();
  for (const { start, end } of ties) {
    const key = [start, end].map((place) => `sector:${id[group[place]] ?? ""}`).join("|");
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

function sectorsOf(layer, nodes, ties, opened) {
  const weight = new Map();
  for (const { start, end } of ties) {
    for (const place of [start, end]) weight.set(nodes[place], (weight.get(nodes[place]) ?? 0) + 1);
  }
  const { sector: by, organisation } = layer.groups;
  const found = new Map();
  nodes.forEach((node, place) => {
    if (!weight.has(node)) return;
    const id = by.id[by.group[place]] ?? "";
    if (!found.has(id)) found.set(id, new Map());
    const body = organisation.id[organisation.group[place]] ?? null;
    const own = body ?? node.id;
    if (!found.get(id).has(own)) found.get(id).set(own, { body, members: [] });
    found.get(id).get(own).members.push(node);
  });
  return [...found]
    .map(([id, bodies]) => sector(id, [...bodies.values()], nodes, weight, opened))
    .sort((a, b) => Number(a.id === "") - Number(b.id === "") || b.weight - a.weight || order(a.id, b.id));
}

function sector(id, bodies, nodes, weight, opened) {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const sum = (members) => members.reduce((total, one) => total + weight.get(one), 0);
  const sorted = bodies
    .map((one) => ({ ...one, head: known.get(one.body) ?? one.members[0], sum: sum(one.members) }))
    .sort((a, b) => b.sum - a.sum || order(a.head.label, b.head.label) || order(a.head.id, b.head.id));
  const all = opened.has(`sector:${id}`);
  // A row that stands for one more takes as much room as that one.
  const shown = all || sorted.length <= MOST_ROWS + 1 ? sorted : sorted.slice(0, MOST_ROWS);
  const rows = shown.flatMap((one) => rowsOf(one, weight, opened));
  const rest = sorted.slice(shown.length).flatMap(({ members }) => members);
  if (rest.length) {
    rows.push(
      row({
        ...{
          key: `rest:${id}`,
          label: `and ${counted(rest.length, "more stakeholder")}`,
          node: null,
          members: rest,
        },
        weight: sum(rest),
      }),
    );
  }
  return {
    key: `sector:${id}`,
    id,
    rows,
    weight: sum(bodies.flatMap(({ members }) => members)),
    size: sorted.length,
    all,
  };
}

/** The row of an organisation, or of one person; the rows of people follow where it is opened. */
function rowsOf({ head, members, sum }, weight, opened) {
  const people = members.filter((one) => one !== head);
  const of = (node, own, more) =>
    row({
      key: `node:${node.id}`,
      label: node.label,
      node,
      members: own,
      weight: weight.get(node) ?? 0,
      ...more,
    });
  if (members.length === 1) return [of(members[0], members, {})];
  if (!opened.has(head.id)) return [of(head, members, { people, weight: sum })];
  const first = of(head, members.includes(head) ? [head] : [], { people, opened: true });
  const inside = people
    .map((one) => of(one, [one], { depth: 1, head: first }))
    .sort((a, b) => b.weight - a.weight || order(a.label, b.label) || order(a.key, b.key));
  return [first, ...inside];
}

function row(given) {
  return { people: [], opened: false, depth: 0, here: false, ...given };
}

/** Lines between rows, one for each pair and state, with every claim once; ties within a row apart. */
export function joined(ties, directed) {
  const lines = new Map();
  const inside = new Map();
  for (const tie of ties) {
    const within = tie.start === tie.end;
    const turned = !within && tie.start.key > tie.end.key;
    const [start, end] = turned ? [tie.end, tie.start] : [tie.start, tie.end];
    const key = `${start.key}|${end.key}|${tie.state}`;
    const into = within ? inside : lines;
    if (!into.has(key)) into.set(key, { key, start, end, state: tie.state, parts: [] });
    into.get(key).parts.push({ ...tie, turned, bothWays: tie.claims.some(({ symmetric }) => symmetric) });
  }
  const merged = (of) =>
    [...of.values()].map((one) => together(one, directed)).sort((a, b) => order(a.key, b.key));
  return { lines: merged(lines), inside: merged(inside) };
}

function together({ key, start, end, state, parts }, directed) {
  return {
    ...{ key, start, end, state },
    claims: [...new Set(parts.flatMap((part) => part.claims))],
    verbs: [...new Set(parts.flatMap((part) => part.verbs))].sort(),
    shared: [...new Set(parts.flatMap((part) => part.shared))].sort(),
    forth: directed && parts.some(({ turned, bothWays }) => !turned || bothWays),
    back: directed && parts.some(({ turned, bothWays }) => turned || bothWays),
    ties: parts.length,
  };
}

/**
 * Bands between sectors in place of lines between rows, one for each pair and state; `ties` counts the lines.
 * @param {{lines: Line[], sectorOf: Map<Row, Object>}} shown
 * @returns {{bands: Line[], inside: Map<Object, Line[]>}} `inside`: lines within a sector, by sector
 */
export function bands({ lines, sectorOf }) {
  const found = new Map();
  const inside = new Map();
  for (const line of lines) {
    const ends = [sectorOf.get(line.start), sectorOf.get(line.end)];
    if (ends[0] === ends[1]) {
      if (!inside.has(ends[0])) inside.set(ends[0], []);
      inside.get(ends[0]).push(line);
      continue;
    }
    const turned = ends[0].key > ends[1].key;
    if (turned) ends.reverse();
    const key = `${ends[0].key}|${ends[1].key}|${line.state}`;
    if (!found.has(key)) found.set(key, { key, start: ends[0], end: ends[1], state: line.state, parts: [] });
    found.get(key).parts.push({ ...line, turned });
  }
  const made = [...found.values()].map(({ key, start, end, state, parts }) => ({
    ...{ key, start, end, state, ties: parts.length },
    claims: [...new Set(parts.flatMap(({ claims }) => claims))],
    verbs: [...new Set(parts.flatMap(({ verbs }) => verbs))].sort(),
    shared: [],
    forth: parts.some(({ turned, forth, back }) => (turned ? back : forth)),
    back: parts.some(({ turned, forth, back }) => (turned ? forth : back)),
  }));
  return { bands: made.sort((a, b) => order(a.key, b.key)), inside };
}

/**
 * The lines between the pairs with most claims, where there are more than a picture can hold. All lines of a pair are in
 * or out together, so that a denial stands wherever what it denies does; so are pairs with as many claims.
 * @template {{start: {key: string}, end: {key: string}, claims: Object[]}} L
 * @param {L[]} lines
 * @returns {{drawn: L[], left: number}} `left`: how many are not drawn
 */
export function strongest(lines, most = MOST_DRAWN) {
  if (lines.length <= most) return { drawn: lines, left: 0 };
  const pair = ({ start, end }) => `${start.key}|${end.key}`;
  const sums = new Map();
  for (const line of lines) sums.set(pair(line), (sums.get(pair(line)) ?? 0) + line.claims.length);
  const sizes = lines.map((line) => sums.get(pair(line))).sort((a, b) => b - a);
  const drawn = lines.filter((line) => sums.get(pair(line)) > sizes[most]);
  return drawn.length ? { drawn, left: lines.length - drawn.length } : { drawn: lines, left: 0 };
}

/** By code points: the same in every browser and language. */
export function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
