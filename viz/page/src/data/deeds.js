/** Who does what with evidence: claims by the sector of who acts, and by what is done; done, in part, not done. */

/** How a claim says it, in this order. */
export const SAID = ["done", "in part", "not done"];
const NEVER_SAID = { affirms: "not done", denies: "done" };
const PLAINLY_SAID = { affirms: "done", denies: "not done" };

/**
 * @typedef {Object} Deed
 * @property {import("./study.js").Claim} claim
 * @property {Object} who the actor or organisation
 * @property {string} sector the type of its organisation; empty where the study does not say
 * @property {Object} item the evidence
 * @property {string} deed a name of `rules.deeds`
 * @property {string} said one of {@link SAID}
 */

/**
 * Every deed that the claims say of somebody; claims of what ought to be are left out.
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @returns {Deed[]}
 */
export function deeds(study, claims) {
  const saidBy = deedSaid(study.rules, (verb) => study.actsAs(verb));
  return claims.flatMap((claim) => {
    const who = study.nodes.get(claim.subject);
    const item = itemOf(study, claim);
    const one = saidBy(claim);
    if (!item || !one || !isStakeholder(who)) return [];
    return [{ claim, who, sector: sectorOf(study, who), item, ...one }];
  });
}

/** What a claim says is done: the deed and whether it is; null where it says no deed, or only what ought to be. */
export function deedSaid(rules, actsAs) {
  const deedOf = new Map(
    Object.entries(rules.deeds).flatMap(([deed, verbs]) => verbs.map((verb) => [verb, deed])),
  );
  return (claim) => {
    const verb = actsAs(claim.predicate);
    const deed = deedOf.get(verb) ?? rules.undone[verb];
    if (!deed || claim.certainty === rules.normative) return null;
    return { deed, said: (rules.undone[verb] ? NEVER_SAID : PLAINLY_SAID)[claim.polarity] ?? "in part" };
  };
}

/** The evidence item that a claim is about, or undefined. */
function itemOf(study, claim) {
  return [claim.object, claim.about]
    .map((id) => study.nodes.get(id))
    .find((node) => node?.kind === "EvidenceItem");
}

export function isStakeholder(node) {
  return ["Actor", "Organisation"].includes(node?.kind);
}

/**
 * Rows by sector, those of which most claims speak first; those whose sector is not known last.
 * @param {Deed[]} all
 * @returns {Array<{sector: string, deeds: Deed[]}>}
 */
export function bySector(all) {
  const groups = new Map();
  for (const deed of all) {
    if (!groups.has(deed.sector)) groups.set(deed.sector, []);
    groups.get(deed.sector).push(deed);
  }
  return [...groups]
    .map(([sector, own]) => ({ sector, deeds: own }))
    .sort(
      (a, b) =>
        (a.sector === "") - (b.sector === "") ||
        b.deeds.length - a.deeds.length ||
        a.sector.localeCompare(b.sector),
    );
}

/** The sector of which most deeds are said not to be done, with those of all sectors, how many sectors have as many, and the deeds that are done or done in part; null where none is. */
export function mostUndone(all) {
  const undone = all.filter(({ said }) => said === "not done");
  const ranked = bySector(undone).sort((a, b) => b.deeds.length - a.deeds.length);
  const [first] = ranked;
  const alike = ranked.filter((row) => row.deeds.length === first.deeds.length).length;
  if (!first) return null;
  const rest = all.filter(({ said }) => said !== "not done");
  return {
    sector: first.sector,
    own: first.deeds,
    undone,
    alike,
    rest,
    restOwn: rest.filter(({ sector }) => sector === first.sector),
  };
}

/** The type of the organisation that a stakeholder is or belongs to; empty where it is not known. */
export function sectorOf(study, node) {
  const organisation = node?.kind === "Organisation" ? node : study.nodes.get(node?.organisation);
  return organisation?.type ?? "";
}
