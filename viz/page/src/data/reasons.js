/** The reasons that claims give why evidence was not used or not asked for: factors, with the claims that name them. */

/**
 * Factors that stand beside losses, over all phases.
 * @param {import("./study.js").Study} study
 * @param {Array<{factor: string, focus: string, claims: number[]}>} rows of the table `reasons`
 * @returns {Array<{factor: Object, claims: Array, sources: number, groups: Map<string, Array>}>} with the claims of each
 *   focus; most sources first, then most claims
 */
export function lossReasons(study, rows) {
  const found = new Map();
  for (const { factor, focus, claims } of rows) {
    if (!found.has(factor)) found.set(factor, new Map());
    const groups = found.get(factor);
    groups.set(focus, new Set([...(groups.get(focus) ?? []), ...claims]));
  }
  return [...found]
    .map(([id, places]) => {
      const groups = new Map(
        [...places].map(([focus, own]) => [
          focus,
          [...own].sort((a, b) => a - b).map((at) => study.claims[at]),
        ]),
      );
      const all = new Set([...groups.values()].flat());
      return {
        factor: study.nodes.get(id) ?? { id, label: id },
        claims: [...all].sort((a, b) => a.place - b.place),
        sources: new Set([...all].map(({ source }) => source)).size,
        groups,
      };
    })
    .sort(
      (a, b) =>
        b.sources - a.sources ||
        b.claims.length - a.claims.length ||
        a.factor.label.localeCompare(b.factor.label),
    );
}
