/** Who ties others together: of whom all that is said to tie them to anybody names one partner. */

/**
 * @typedef {Object} GoBetween
 * @property {Object} node the partner
 * @property {Array<{node: Object, claims: Array}>} partners all that are said to be tied to it
 * @property {Array<{node: Object, claims: Array}>} tested of these, those with two claims or more that tie them to anybody
 * @property {Array<{node: Object, claims: Array}>} only of the tested, those that all these claims tie to this partner
 *
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @param {boolean} classes do bodies that are coded as one class count?
 * @returns {{rows: GoBetween[], tied: number, tested: number, once: number}} rows by how many depend on each; how many
 *   stakeholders are tied to somebody, how many of them by two claims or more, and how many by one, which cannot be judged
 */
export function goBetweens(study, claims, classes = true) {
  const partners = new Map();
  const add = (one, other, claim) => {
    if (!partners.has(one)) partners.set(one, new Map());
    const own = partners.get(one);
    if (!own.has(other)) own.set(other, []);
    own.get(other).push(claim);
  };
  for (const claim of claims) {
    const ends = [claim.subject, claim.object].map((id) => study.nodes.get(id));
    if (!claim.joins || ends.includes(undefined) || ends[0] === ends[1]) continue;
    if (!classes && ends.some((node) => node.is_class)) continue;
    add(ends[0], ends[1], claim);
    add(ends[1], ends[0], claim);
  }
  const claimsOf = new Map(
    [...partners].map(([node, own]) => [node, [...new Set([...own.values()].flat())]]),
  );
  const isTested = (node) => claimsOf.get(node).length > 1;
  const rows = [...partners].map(([node, own]) => {
    const all = [...own].map(([partner, shared]) => ({ node: partner, claims: shared }));
    const tested = all.filter(({ node: partner }) => isTested(partner));
    const only = tested.filter(({ node: partner }) => partners.get(partner).size === 1);
    return { node, partners: all.sort(byClaims), tested: tested.sort(byClaims), only: only.sort(byClaims) };
  });
  rows.sort(
    (a, b) =>
      b.only.length - a.only.length ||
      b.partners.length - a.partners.length ||
      a.node.label.localeCompare(b.node.label),
  );
  const tested = [...partners.keys()].filter(isTested).length;
  return { rows, tied: partners.size, tested, once: partners.size - tested };
}

const byClaims = (a, b) => b.claims.length - a.claims.length || a.node.label.localeCompare(b.node.label);

/** Sentences can be made of pairs in which one has no other partner; two that have only each other make one. */
export function onlyTies({ rows }) {
  const pairs = rows.flatMap((row) => row.only.map((one) => ({ ...one, through: row.node, row })));
  const seen = new Set();
  return pairs
    .filter(({ node, through }) => {
      const key = [node.id, through.id].sort().join("\n");
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort(
      (a, b) =>
        sourcesOf(b) - sourcesOf(a) ||
        b.claims.length - a.claims.length ||
        a.node.label.localeCompare(b.node.label),
    );
}

const sourcesOf = ({ claims }) => new Set(claims.map(({ source }) => source)).size;
