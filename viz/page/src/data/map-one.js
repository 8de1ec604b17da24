/** One stakeholder and its partners: what it is said to do with each, and they with it. */
import { counted } from "./count.js";
import { deeds, SAID } from "./deeds.js";
import { hasSources, tiesLeft } from "./map.js";
import { joined, order } from "./map-sectors.js";
import { spaced } from "./study.js";

const ARROWS = { forth: "→", back: "←", both: "↔" };

/**
 * @typedef {Object} Said what is said of two stakeholders by one verb in one direction
 * @property {"forth"|"back"|"both"} way from the one in the middle, to it, or both ways
 * @property {string} verb
 * @property {"joined"|"apart"|"ought"} state
 * @property {import("./study.js").Claim[]} claims
 */

/**
 * An organisation stands for its people: what they are said to do is its own, and what is between them is left out.
 * @param {import("./study.js").Study} study
 * @param {Set<number>} included places of the claims that the filters leave in
 * @param {{layer: string, id: string, classes: boolean, least: number}} choice `id`: of the stakeholder in the middle
 * @returns {{one: Object, members: Object[], sectors: Array<{id: string, rows: Object[]}>, lines: Array, partners: Object[]}}
 *   rows of partners with what is said (`said`) and, of ties by
 *   involvement, what the two are involved in (`shared`), by sector, those with most claims first
 */
export function oneShown(study, included, { layer: name, id, classes, least }) {
  const layer = study.map.layers[name];
  const nodes = study.map.nodes.map((node) => study.nodes.get(node));
  const node = study.nodes.get(id);
  const members = nodes.filter(
    (other) => other === node || (other.organisation === id && other.kind === "Actor"),
  );
  const isOwn = new Set(members);
  const one = { key: `node:${id}`, node, label: node.label, members, here: true };
  const rows = new Map();
  const { sector: by } = layer.groups;
  const rowOf = (place) => {
    const other = nodes[place];
    if (isOwn.has(other)) return one;
    if (!rows.has(other)) {
      const sector = by.id[by.group[place]] ?? "";
      rows.set(other, {
        key: `node:${other.id}`,
        node: other,
        label: other.label,
        members: [other],
        sector,
        here: true,
      });
    }
    return rows.get(other);
  };
  const ties = tiesLeft(study, layer, included)
    .filter(({ start, end }) => isOwn.has(nodes[start]) !== isOwn.has(nodes[end]))
    .filter(
      ({ start, end }) =>
        classes || ![start, end].some((place) => nodes[place].is_class && !isOwn.has(nodes[place])),
    )
    .map((tie) => ({ ...tie, start: rowOf(tie.start), end: rowOf(tie.end) }));
  const lines = joined(ties, layer.directed).lines.filter((line) => hasSources(line, least));
  const partners = [...rows.values()].filter((row) =>
    lines.some(({ start, end }) => start === row || end === row),
  );
  for (const row of partners) {
    const own = ties.filter(({ start, end }) => start === row || end === row);
    row.said = layer.directed ? saidOf(own, one) : [];
    row.shared = [...new Set(own.flatMap(({ shared }) => shared))].sort();
    row.claims = [...new Set(own.flatMap(({ claims }) => claims))];
  }
  return { one, members, sectors: sectorsOf(partners), lines, partners, directed: layer.directed };
}

function saidOf(ties, one) {
  const found = new Map();
  for (const { start, verbs, claims, state } of ties) {
    const symmetric = claims.some((claim) => claim.symmetric);
    const way = symmetric ? "both" : start === one ? "forth" : "back";
    for (const verb of verbs) {
      const key = `${way}|${verb}|${state}`;
      if (!found.has(key)) found.set(key, { way, verb, state, claims: [] });
      const said = found.get(key);
      said.claims = [...new Set([...said.claims, ...claims])];
    }
  }
  return [...found.values()].sort(
    (a, b) => b.claims.length - a.claims.length || order(a.verb, b.verb) || order(a.way, b.way),
  );
}

/** `→ engages (3)`; what is only denied, opposes or leaves out, and what only ought to be, says so. */
export function saidInWords({ way, verb, state, claims }) {
  const denied = claims.every(({ polarity }) => polarity === "denies");
  const said = denied ? "denied" : state === "ought" ? "ought to be" : "";
  const number = claims.length > 1 || said ? ` (${[claims.length, said].filter(Boolean).join(" ")})` : "";
  return `${ARROWS[way]} ${spaced(verb)}${number}`.trim();
}

function sectorsOf(partners) {
  const found = new Map();
  for (const row of partners) {
    if (!found.has(row.sector))
      found.set(row.sector, { id: row.sector, key: `sector:${row.sector}`, rows: [] });
    found.get(row.sector).rows.push(row);
  }
  const size = ({ rows }) => rows.reduce((sum, { claims }) => sum + claims.length, 0);
  for (const { rows } of found.values())
    rows.sort((a, b) => b.claims.length - a.claims.length || order(a.label, b.label) || order(a.key, b.key));
  return [...found.values()].sort(
    (a, b) => Number(a.id === "") - Number(b.id === "") || size(b) - size(a) || order(a.id, b.id),
  );
}

/**
 * What some stakeholders are said to do with evidence, a line for each deed.
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @param {Object[]} members
 * @returns {Array<{deed: string, words: string, claims: import("./study.js").Claim[]}>}
 */
export function deedsOfOne(study, claims, members) {
  const all = deeds(study, claims).filter(({ who }) => members.includes(who));
  return Object.keys(study.rules.deeds).flatMap((deed) => {
    const own = all.filter((one) => one.deed === deed);
    const numbers = SAID.map((said) => [own.filter((one) => one.said === said).length, said]);
    const words = numbers.filter(([number]) => number).map(([number, said]) => `${number} ${said}`);
    return own.length
      ? [{ deed, words: `${deed}: ${words.join(" · ")}`, claims: own.map(({ claim }) => claim) }]
      : [];
  });
}

/** The stakeholders with a tie of this kind, those with most claims first; `most` of them. */
export function stakeholdersTied(study, included, name, most) {
  const layer = study.map.layers[name];
  const sums = new Map();
  for (const { start, end, claims } of tiesLeft(study, layer, included)) {
    for (const place of [start, end]) sums.set(place, (sums.get(place) ?? 0) + claims.length);
  }
  const nodes = new Map([...sums].map(([place, sum]) => [study.nodes.get(study.map.nodes[place]), sum]));
  return [...nodes]
    .sort((a, b) => b[1] - a[1] || order(a[0].label, b[0].label) || order(a[0].id, b[0].id))
    .slice(0, most)
    .map(([node]) => node);
}

/** `31 partners in 12 sectors`. */
export function partnersInWords(sectors, partners) {
  const known = sectors.filter(({ id }) => id).length;
  return `${counted(partners.length, "partner")}${known ? ` in ${counted(known, "sector")}` : ""}`;
}
