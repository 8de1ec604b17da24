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
      ...withSides(claims, ought),
      verdicts: given,
      agreement: agreement.get(factor.id) ?? "",
      alone: alone.get(factor.id) ?? [],
    });
  }
  return { rows, without: factors.length - rows.length };
}

function withSides(claims, ought) {
  const sides = Object.fromEntries(
    SIDES.map((side) => [side, claims.filter((claim) => claim.polarity === side)]),
  );
  return { sides, ought, claims, contested: sides.affirms.length > 0 && sides.denies.length > 0 };
}

/** The row with only those of its claims that are left in. @param {FactorRow} row @param {Set<number>} included */
export function narrowed(row, included) {
  const left = (claims) => claims.filter(({ place }) => included.has(place));
  return { ...row, ...withSides(left(row.claims), left(row.ought)) };
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
    ...withSides(row.claims.filter(at(level)), row.ought.filter(at(level))),
  }));
}

/** What a claim reports a factor as: its own word, else that of the factor. */
const reportedAs = (claim, factor) => claim.valence ?? factor.valence;

/**
 * Claims by what they report a factor as: an enabler that is missing is often reported as a barrier.
 * @param {FactorRow} row
 * @param {Sorts} sorts
 * @returns {{left: Object<string, Array>, right: Object<string, Array>, neither: Array}} claims of what is, by side of the
 *   picture, then by what they say
 */
export function mirrored(row, { place }) {
  const at = (side) => (claim) => place(reportedAs(claim, row.factor)) === side;
  const bySide = (own) => Object.fromEntries(SIDES.map((side) => [side, row.sides[side].filter(at(own))]));
  return { left: bySide(0), right: bySide(1), neither: row.claims.filter(at(NEITHER)) };
}

/** The place of a word that stands on neither side. */
const NEITHER = 2;

/**
 * @typedef {Object} Sorts the sorts of factors of a study, as its settings say what its words act as
 * @property {string[]} words those that its factors have: barriers first, then enablers, then others, by name
 * @property {string[]} names of the left side (barriers) and the right (enablers); empty where there is no such word
 * @property {(word: ?string) => number} place 0: left, 1: right, 2: neither
 */

/** @param {import("./study.js").Study} study @returns {Sorts} where it has neither, its first two words are the sides */
export function sortsOf(study) {
  const found = [...new Set(study.ofKind("Factor").map((factor) => factor.valence))].filter(Boolean);
  const byName = (a, b) => (a < b ? -1 : 1);
  found.sort(byName);
  const acting = [study.barriers, study.enablers];
  const sides = acting.some(({ length }) => length) ? acting : [found.slice(0, 1), found.slice(1, 2)];
  const place = (word) => {
    const at = sides.findIndex((words) => words.includes(word));
    return at < 0 ? NEITHER : at;
  };
  const words = found.sort((a, b) => place(a) - place(b) || byName(a, b));
  return { words, names: sides.map((own) => own.join(" or ")), place };
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
