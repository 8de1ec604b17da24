/** What claims and sites say of factors: barriers, enablers and what else the study codes as such. */
import { tally } from "./count.js";

/** The sides that a claim may take; they are counted side by side and never netted. */
export const SIDES = ["denies", "affirms", "mixed"];

/**
 * @typedef {Object} FactorRow
 * @property {string} key of the row: a factor whose claims are at several levels has a row at each
 * @property {Object} factor the node
 * @property {?string} level that its claims are at; null where none is stated
 * @property {Object<string, Array>} sides claims of what is, by side
 * @property {Array} ought claims of what ought to be
 * @property {Array} claims all claims of what is
 * @property {Array<Object>} verdicts rows of `site_verdicts`
 * @property {string} agreement what the sites say, in words; empty where none gives a verdict
 * @property {string[]} alone flags of what its support rests on alone, in the whole study
 * @property {boolean} contested some claims affirm it, some deny it
 */

/**
 * Every factor that a claim in sight names, or of which only sites speak.
 * @param {import("./study.js").Study} study
 * @param {Set<number>} included places of the claims that the filters leave in
 * @returns {{rows: FactorRow[], without: number}} and how many factors have neither
 */
export function factorRows(study, included) {
  const claimsOf = new Map(study.table("factor_claims").map((row) => [row.factor, row]));
  const agreement = new Map(study.table("verdicts").map((row) => [row.factor, row.agreement]));
  const alone = new Map(study.table("rests_on").map((row) => [row.factor, row.alone]));
  const verdicts = grouped(study.table("site_verdicts"));
  const factors = study.ofKind("Factor");
  const rows = [];
  for (const factor of factors) {
    const own = claimsOf.get(factor.id);
    const left = (places) =>
      (places ?? []).filter((place) => included.has(place)).map((place) => study.claims[place]);
    const claims = left(own?.claims);
    const ought = left(own?.ought_claims);
    const given = verdicts.get(factor.id) ?? [];
    if (!claims.length && !ought.length && (own || !given.length)) continue;
    rows.push({
      key: factor.id,
      factor,
      level: factor.level ?? null,
      ...counted(claims, ought),
      verdicts: given,
      agreement: agreement.get(factor.id) ?? "",
      alone: alone.get(factor.id) ?? [],
    });
  }
  return { rows, without: factors.length - rows.length };
}

function counted(claims, ought) {
  const sides = Object.fromEntries(
    SIDES.map((side) => [side, claims.filter((claim) => claim.polarity === side)]),
  );
  return { sides, ought, claims, contested: sides.affirms.length > 0 && sides.denies.length > 0 };
}

/** A row for each level that its claims are at (their own, else the factor's, as the graph has it). */
function byLevel(row) {
  const levels = [...new Set([...row.claims, ...row.ought].map((claim) => claim.level ?? null))];
  if (!levels.length) return [row];
  const at = (level) => (claim) => (claim.level ?? null) === level;
  return levels.map((level) => ({
    ...row,
    key: level === row.level ? row.key : `${row.key}@${level ?? ""}`,
    level,
    ...counted(row.claims.filter(at(level)), row.ought.filter(at(level))),
  }));
}

/** The sorts of factor (barrier, enabler ...): the model's first, then others, by name. */
export function valences(study) {
  const words = [...new Set(study.ofKind("Factor").map((factor) => factor.valence))].filter(Boolean);
  return words.sort((a, b) => a.localeCompare(b));
}

/** What ranks factors: distinct sources, then named speakers, then claims, of those that affirm; denials stand beside. */
const RULE = ["sources", "speakers", "claims"];

const tallies = new WeakMap();

/** Below zero where the first is reported more, zero where they share a place. */
export function byRule(a, b) {
  const [one, other] = [a, b].map((row) => {
    if (!tallies.has(row)) tallies.set(row, tally(row.sides.affirms));
    return tallies.get(row);
  });
  return RULE.reduce((sum, name) => sum || other[name] - one[name], 0);
}

const most = (a, b) => byRule(a, b) || a.factor.label.localeCompare(b.factor.label);

/** Orders of factors. */
export const ORDERS = {
  level: most,
  claims: most,
  contested: (a, b) =>
    Number(b.contested) - Number(a.contested) ||
    Math.min(b.sides.affirms.length, b.sides.denies.length) -
      Math.min(a.sides.affirms.length, a.sides.denies.length) ||
    b.sides.denies.length + b.sides.mixed.length - a.sides.denies.length - a.sides.mixed.length ||
    most(a, b),
};

/**
 * Rows in the order asked for, under their levels where that is the order.
 * @param {import("./study.js").Study} study
 * @param {FactorRow[]} rows
 * @param {"level"|"claims"|"contested"} order
 * @returns {Array<{name: string, rows: FactorRow[]}>} the name is empty where all stand together
 */
export function ordered(study, rows, order) {
  if (order === "claims" || order === "contested") {
    return rows.length ? [{ name: "", rows: [...rows].sort(ORDERS[order]) }] : [];
  }
  const sorted = rows.flatMap(byLevel).sort(ORDERS.level);
  const levels = [...study.table("factor_levels").map((row) => row.level), null];
  return levels
    .map((level) => ({
      name: level ?? "no level stated",
      rows: sorted.filter((row) => row.level === level),
    }))
    .filter((group) => group.rows.length);
}

/** The sites with a verdict: places first, comparisons between them last. */
export function sitesOf(study) {
  const found = new Map(study.table("site_verdicts").map((row) => [row.site, Boolean(row.between)]));
  return [...found]
    .sort(([a, between], [b, other]) => Number(between) - Number(other) || a.localeCompare(b))
    .map(([id, between]) => ({ id, between, label: study.label(id) }));
}

function grouped(rows) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.factor)) found.set(row.factor, []);
    found.get(row.factor).push(row);
  }
  return found;
}
