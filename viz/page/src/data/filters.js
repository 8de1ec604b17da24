/** Which claims a reader has left in, and how many each chip would add. */

/** What claims without a value are listed under. */
export const NONE = "";

/**
 * The facets: each reads the values of a claim, of which all must be shown for the claim to stay.
 * @param {import("./study.js").Study} study
 */
export function facets(study) {
  const kindOf = (id) => study.nodes.get(id)?.kind ?? NONE;
  return [
    { id: "focus", title: "Focus", none: "no focus stated", values: (claim) => [claim.focus ?? NONE] },
    { id: "site", title: "Site", none: "no site stated", values: (claim) => [claim.site ?? NONE] },
    { id: "stage", title: "Stage", none: "no stage stated", values: (claim) => [claim.stage ?? NONE] },
    {
      id: "kind",
      title: "Kind",
      none: "",
      values: (claim) => unique(kindOf(claim.subject), kindOf(claim.object)),
    },
    { id: "verb", title: "Verb", none: "", values: (claim) => [claim.predicate] },
  ].map((facet) => ({ ...facet, options: options(study, facet) }));
}

/**
 * @param {import("./study.js").Claim[]} claims
 * @param {ReturnType<typeof facets>} all
 * @param {Object<string, string[]>} hidden values that the reader has taken out, by facet
 * @returns {{claims: Array, counts: Object<string, Map<string, number>>}} the claims that stay, and for
 *   each value of each facet the claims that have it and that all other facets leave in
 */
export function filtered(claims, all, hidden) {
  const out = all.map((facet) => new Set(hidden[facet.id] ?? []));
  const counts = Object.fromEntries(all.map((facet) => [facet.id, new Map()]));
  const kept = [];
  for (const claim of claims) {
    const values = all.map((facet) => facet.values(claim));
    const failing = values.map((own, place) => own.some((value) => out[place].has(value)));
    const failed = failing.reduce((sum, fails) => sum + fails, 0);
    if (failed === 0) kept.push(claim);
    if (failed > 1) continue;
    all.forEach((facet, place) => {
      if (failed === 1 && !failing[place]) return;
      for (const value of values[place]) {
        counts[facet.id].set(value, (counts[facet.id].get(value) ?? 0) + 1);
      }
    });
  }
  return { claims: kept, counts };
}

/** Values of a facet after one was toggled. */
export function toggled(hidden, value) {
  return hidden.includes(value) ? hidden.filter((other) => other !== value) : [...hidden, value];
}

/** Values of a facet to hide so that only one is shown; none where it is the only one already. */
export function only(facet, hidden, value) {
  const others = facet.options.map((option) => option.value).filter((other) => other !== value);
  const already = others.every((other) => hidden.includes(other)) && !hidden.includes(value);
  return already ? [] : others;
}

function options(study, facet) {
  const present = new Set(study.claims.flatMap(facet.values));
  const named = order(study, facet.id).filter((value) => present.has(value));
  const rest = [...present].filter((value) => value !== NONE && !named.includes(value)).sort();
  const listed = [...named, ...rest].map((value) => ({ value, label: words(study, facet.id, value) }));
  return present.has(NONE) && facet.none ? [...listed, { value: NONE, label: facet.none }] : listed;
}

function order(study, facet) {
  if (facet === "focus") return study.focuses;
  if (facet === "stage") return study.stages.map((stage) => stage.id);
  if (facet === "kind") return study.kinds.map((kind) => kind.kind);
  return [];
}

function words(study, facet, value) {
  if (facet === "verb") return value.replaceAll("_", " ");
  if (facet === "kind") return study.kindsByName.get(value)?.one ?? value;
  return study.label(value);
}

function unique(first, second) {
  return first === second ? [first] : [first, second];
}
