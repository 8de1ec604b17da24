/** The reasons that claims give: the factor that each names, with the claims that name it. */

/**
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @returns {Array<{factor: Object, claims: Array, sources: number}>} most sources first, then most claims
 */
export function reasons(study, claims) {
  const found = new Map();
  for (const claim of claims) {
    if (!claim.reason || claim.certainty === study.rules.normative) continue;
    if (!found.has(claim.reason)) found.set(claim.reason, []);
    found.get(claim.reason).push(claim);
  }
  return [...found]
    .map(([id, own]) => ({
      factor: study.nodes.get(id) ?? { id, label: id },
      claims: own,
      sources: new Set(own.map(({ source }) => source)).size,
    }))
    .sort(
      (a, b) =>
        b.sources - a.sources ||
        b.claims.length - a.claims.length ||
        a.factor.label.localeCompare(b.factor.label),
    );
}
