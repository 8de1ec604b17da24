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
  const { rules } = study;
  const deedOf = new Map(
    Object.entries(rules.deeds).flatMap(([deed, verbs]) => verbs.map((verb) => [verb, deed])),
  );
  return claims.flatMap((claim) => {
    const who = study.nodes.get(claim.subject);
    const item = [claim.object, claim.about]
      .map((id) => study.nodes.get(id))
      .find((node) => node?.kind === "EvidenceItem");
    const verb = study.actsAs(claim.predicate);
    const deed = deedOf.get(verb) ?? rules.undone[verb];
    if (!item || !deed || !["Actor", "Organisation"].includes(who?.kind)) return [];
    if (claim.certainty === rules.normative) return [];
    const said = (rules.undone[verb] ? NEVER_SAID : PLAINLY_SAID)[claim.polarity] ?? "in part";
    return [{ claim, who, sector: sectorOf(study, who), item, deed, said }];
  });
}

/**
 * Rows by sector, those that act earliest in the journey of evidence first.
 * @param {Deed[]} all
 * @param {string[]} order names of deeds
 * @returns {Array<{sector: string, deeds: Deed[]}>}
 */
export function bySector(all, order) {
  const groups = new Map();
  for (const deed of all) {
    if (!groups.has(deed.sector)) groups.set(deed.sector, []);
    groups.get(deed.sector).push(deed);
  }
  const mean = (own) => own.reduce((sum, { deed }) => sum + order.indexOf(deed), 0) / own.length;
  return [...groups]
    .map(([sector, own]) => ({ sector, deeds: own, at: mean(own) }))
    .sort((a, b) => (a.sector === "") - (b.sector === "") || a.at - b.at || a.sector.localeCompare(b.sector));
}

/** The sector of which most deeds are said not to be done, with those of all sectors and how many sectors have as many; null where none is. */
export function mostUndone(all) {
  const undone = all.filter(({ said }) => said === "not done");
  const ranked = bySector(undone, []).sort((a, b) => b.deeds.length - a.deeds.length);
  const [first] = ranked;
  const alike = ranked.filter((row) => row.deeds.length === first.deeds.length).length;
  return first ? { sector: first.sector, own: first.deeds, undone, alike } : null;
}

function sectorOf(study, node) {
  const organisation = node.kind === "Organisation" ? node : study.nodes.get(node.organisation);
  return organisation?.type ?? "";
}
