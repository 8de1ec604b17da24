/** What is known of each site: its verdicts, and what claims that name it say of evidence. */
import { sitesOf } from "./factors.js";
import { itemsSaid, touchesShown } from "./touches.js";

/** The sites that are places, by name; a comparison between sites is none. @param {import("./study.js").Study} study */
export function placesOf(study) {
  const between = new Set(
    sitesOf(study)
      .filter((site) => site.between)
      .map(({ id }) => id),
  );
  return study
    .ofKind("Site")
    .filter(({ id }) => !between.has(id))
    .sort((a, b) => a.label.localeCompare(b.label) || (a.id < b.id ? -1 : 1));
}

/**
 * Claims whose speaker is the only one named at their site: beside the site's name they would say who said so.
 * @returns {Set<Object>}
 */
export function ofOnlySpeakers({ claims }) {
  const speakers = new Map();
  for (const { site, speaker } of claims) {
    if (!site || !speaker) continue;
    if (!speakers.has(site)) speakers.set(site, new Set());
    speakers.get(site).add(speaker);
  }
  return new Set(claims.filter(({ site, speaker }) => speaker && speakers.get(site)?.size === 1));
}

/**
 * @typedef {Object} SiteShown
 * @property {Object} site the node
 * @property {Object<string, Object[]>} verdicts by verdict the rows of `site_verdicts` that give it here
 * @property {string[]} without findings on which some site has a verdict, and this one none
 * @property {Array} claims those shown that name the site, without those left out
 * @property {Array} apart claims left out, see {@link ofOnlySpeakers}
 * @property {Array<{item: Object, mark: string, claims: Array}>} items evidence that claims here say was used or not; `mark`:
 *   the mark of its state here
 */

/** @param {import("../pane.js").Pane} app @returns {SiteShown[]} by name of the site */
export function sitesShown(app) {
  const { study } = app;
  const given = study.table("site_verdicts").filter(({ between }) => !between);
  const findings = [...new Set(given.map(({ factor }) => factor))];
  const alone = ofOnlySpeakers(study);
  const touches = touchesShown(app).filter(({ claim }) => !alone.has(claim));
  return placesOf(study).map((site) => {
    const own = given.filter((row) => row.site === site.id);
    const verdicts = {};
    for (const row of own) {
      verdicts[row.verdict] ??= [];
      verdicts[row.verdict].push(row);
    }
    const at = app.claims.filter((claim) => claim.site === site.id);
    return {
      site,
      verdicts,
      without: findings.filter((factor) => !own.some((row) => row.factor === factor)),
      claims: at.filter((claim) => !alone.has(claim)),
      apart: at.filter((claim) => alone.has(claim)),
      items: itemsSaid(
        study,
        touches.filter(({ claim }) => claim.site === site.id),
      ),
    };
  });
}

/**
 * Nodes of a kind by the sites whose claims mention them, as subject, object, reason or what the claim is about.
 * @param {import("./study.js").Study} study
 * @param {SiteShown[]} sites
 * @param {string} kind
 * @returns {Array<{node: Object, sites: string[], claims: Array}>} those that most sites mention first
 */
export function mentionedAt(study, sites, kind) {
  const found = new Map();
  for (const { site, claims } of sites) {
    for (const claim of claims) {
      for (const id of new Set([claim.subject, claim.object, claim.about, claim.reason])) {
        const node = study.nodes.get(id);
        if (node?.kind !== kind) continue;
        if (!found.has(id)) found.set(id, { node, sites: new Set(), claims: [] });
        found.get(id).sites.add(site.id);
        found.get(id).claims.push(claim);
      }
    }
  }
  return [...found.values()]
    .map((one) => ({ ...one, sites: [...one.sites] }))
    .sort((a, b) => b.sites.length - a.sites.length || a.node.label.localeCompare(b.node.label));
}
