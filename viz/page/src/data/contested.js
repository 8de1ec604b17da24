/** Who is said to hold what of the factors on which claims disagree: a discourse network, as a matrix. */
import { sectorOf } from "./deeds.js";

/** What somebody is said to hold of a factor. */
export const HELD = ["affirms", "denies", "both", "mixed"];

/**
 * What claims of one holder on one factor come to. Both sides stay both: nothing is netted.
 * @param {Array<{polarity: string}>} claims
 */
export function held(claims) {
  const says = new Set(claims.map((claim) => claim.polarity));
  if (says.has("affirms") && says.has("denies")) return "both";
  if (says.has("mixed")) return "mixed";
  return says.has("denies") ? "denies" : "affirms";
}

/**
 * @param {import("./study.js").Study} study
 * @param {import("./factors.js").FactorRow[]} rows
 * @param {"holder"|"organisation"|"speaker"} by whose view it is: who is said to hold it, the organisation of
 *   that, or who said it
 * @returns {{factors: Array, holders: Array<{id: string, claims: Array}>, nobody: number}} factors with a map of
 *   cells by holder; holders, those with most contested factors first; claims that name no holder of that kind
 */
export function contestedViews(study, rows, by) {
  const all = new Map();
  let nobody = 0;
  const factors = rows
    .filter((row) => row.contested || row.sides.mixed.length)
    .map((row) => {
      const cells = new Map();
      for (const claim of row.claims) {
        const id = holder(study, claim, by);
        if (!id) {
          nobody += 1;
          continue;
        }
        if (!cells.has(id)) cells.set(id, []);
        cells.get(id).push(claim);
        if (!all.has(id)) all.set(id, { id, claims: [], factors: new Set() });
        all.get(id).claims.push(claim);
        all.get(id).factors.add(row.factor.id);
      }
      return { ...row, cells };
    });
  const holders = [...all.values()].sort(
    (a, b) =>
      b.factors.size - a.factors.size || b.claims.length - a.claims.length || a.id.localeCompare(b.id),
  );
  return { factors, holders, nobody };
}

/**
 * Holders by the sector of each, those sectors first that hold views on most factors; of unknown sector last.
 * @param {import("./study.js").Study} study
 * @param {ReturnType<typeof contestedViews>} views
 * @returns {Array<{sector: string, holders: Array}>}
 */
export function holdersBySector(study, { holders }) {
  const groups = new Map();
  for (const one of holders) {
    const sector = sectorOf(study, study.nodes.get(one.id));
    if (!groups.has(sector)) groups.set(sector, []);
    groups.get(sector).push(one);
  }
  const reach = (own) => new Set(own.flatMap(({ factors }) => [...factors])).size;
  return [...groups]
    .map(([sector, own]) => ({ sector, holders: own, reach: reach(own) }))
    .sort(
      (a, b) =>
        (a.sector === "") - (b.sector === "") || b.reach - a.reach || a.sector.localeCompare(b.sector),
    );
}

/**
 * What the holders of a sector hold of a factor: the holders of each view.
 * @returns {Array<{what: string, holders: Array<{id: string, claims: Array}>}>} in the order of {@link HELD}; none is left out
 */
export function heldIn(cells, holders) {
  const own = holders
    .filter(({ id }) => cells.has(id))
    .map(({ id }) => ({ id, claims: cells.get(id), what: held(cells.get(id)) }));
  return HELD.map((what) => ({ what, holders: own.filter((one) => one.what === what) })).filter(
    ({ holders: some }) => some.length,
  );
}

/** Is a group on both sides of a factor, in one holder or in several? */
export function isDivided(cells, holders) {
  const views = new Set(heldIn(cells, holders).map(({ what }) => what));
  return views.has("both") || (views.has("affirms") && views.has("denies"));
}

function holder(study, claim, by) {
  if (by === "speaker") return claim.speaker;
  const node = study.nodes.get(claim.subject);
  if (by !== "organisation") return claim.subject;
  return node?.kind === "Organisation" ? node.id : organisation(node);
}

/** An actor of several organisations speaks for none of them. */
function organisation(node) {
  const own = node?.organisation;
  if (Array.isArray(own)) return own.length === 1 ? own[0] : null;
  return own ?? null;
}
