/**
 * The framework matrix: claims by source (or speaker) and code, as `graphmodel/analysis/matrix.py` counts them
 * for the whole study, and here for the claims that the filters leave in. A test holds the two to the same numbers.
 */

import { sectorOf } from "./deeds.js";

/** The row of claims that no speaker is named for. */
export const NOBODY = "";
/** What cells are shaded by: the least number of claims of each shade, each twice the one before. */
export const SHADES = [1, 2, 4, 8, 16];

/** The shade of a cell, from 1; 0 without a claim. */
export function shade(number) {
  return SHADES.filter((least) => number >= least).length;
}

/**
 * The themes of the codebook in its order; codes without a theme come last, under "".
 * @param {import("./study.js").Study} study
 * @returns {Array<{theme: string, label: string, codes: Array<Object>}>} codes in the order of their numbers
 */
export function themes(study) {
  const found = new Map();
  for (const code of [...study.ofKind("Code")].sort((a, b) => byNumber(a.id, b.id))) {
    const theme = code.theme ?? "";
    if (!found.has(theme)) found.set(theme, { theme, label: titleOf(code), codes: [] });
    found.get(theme).codes.push(code);
  }
  const all = [...found.values()];
  if (all.length === 1 && !all[0].theme) all[0].label = "all codes";
  return [...all.filter(({ theme }) => theme), ...all.filter(({ theme }) => !theme)];
}

/**
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @param {Array<{id: string}>} codes columns
 * @param {"source"|"speaker"} by what a row is
 * @returns {{rows: Array<{id: string, label: string, claims: Array, cells: Map<string, Array>}>,
 *   all: {claims: Array, cells: Map<string, Array>}}} rows with a claim, by their ids, {@link NOBODY} last; a claim
 *   stands in the cell of each of its codes, and once in the claims of its row
 */
export function matrix(study, claims, codes, by) {
  const chosen = new Set(codes.map((code) => code.id));
  const found = new Map();
  const all = { claims: [], cells: new Map() };
  for (const claim of claims) {
    const own = [...new Set(claim.codes)].filter((code) => chosen.has(code));
    if (!own.length) continue;
    const id = claim[by] ?? NOBODY;
    if (!found.has(id)) found.set(id, { id, label: study.label(id), claims: [], cells: new Map() });
    for (const row of [found.get(id), all]) {
      row.claims.push(claim);
      for (const code of own) {
        if (!row.cells.has(code)) row.cells.set(code, []);
        row.cells.get(code).push(claim);
      }
    }
  }
  const rows = [...found.values()].sort(
    (a, b) => (a.id === NOBODY) - (b.id === NOBODY) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  return { rows, all };
}

/**
 * Rows by the kind of their source, or by the sector of their speaker; {@link NOBODY} is in no group.
 * @param {import("./study.js").Study} study
 * @param {ReturnType<typeof matrix>["rows"]} rows
 * @param {"source"|"speaker"} by
 * @returns {Array<{group: ?string, rows: Array, claims: Array, cells: Map<string, Array>}>} by the names of groups, what
 *   has none ("") after them, and last, as null, what no speaker is named for
 */
export function rowGroups(study, rows, by) {
  const found = new Map();
  for (const row of rows) {
    const node = study.nodes.get(row.id);
    const name =
      row.id === NOBODY ? null : ((by === "source" ? node?.type : node && sectorOf(study, node)) ?? "");
    if (!found.has(name)) found.set(name, { group: name, rows: [], claims: [], cells: new Map() });
    const group = found.get(name);
    group.rows.push(row);
    group.claims.push(...row.claims);
    for (const [code, claims] of row.cells)
      group.cells.set(code, [...(group.cells.get(code) ?? []), ...claims]);
  }
  const place = ({ group }) => (group === null ? 2 : group === "" ? 1 : 0);
  return [...found.values()].sort((a, b) => place(a) - place(b) || (a.group < b.group ? -1 : 1));
}

/**
 * The codes that most claims have.
 * @param {Array<{id: string}>} codes
 * @param {Map<string, Array>} cells claims by code
 * @returns {{codes: Array<Object>, number: number}} one, or several that have as many
 */
export function mostCoded(codes, cells) {
  const of = ({ id }) => cells.get(id)?.length ?? 0;
  const number = Math.max(0, ...codes.map(of));
  return { codes: number ? codes.filter((code) => of(code) === number) : [], number };
}

/** How many claims have no code at all: they are in no matrix. */
export function uncoded(claims) {
  return claims.reduce((sum, claim) => sum + (claim.codes.length ? 0 : 1), 0);
}

/** 1.2 before 1.10, and numbers before words. */
export function byNumber(first, second) {
  const [a, b] = [first.split("."), second.split(".")];
  for (let place = 0; place < Math.max(a.length, b.length); place += 1) {
    if (a[place] === undefined) return -1;
    if (b[place] === undefined) return 1;
    const numbers = [a[place], b[place]].map((part) => (/^\d+$/.test(part) ? Number(part) : null));
    if (numbers[0] !== null && numbers[1] !== null && numbers[0] !== numbers[1])
      return numbers[0] - numbers[1];
    if ((numbers[0] === null) !== (numbers[1] === null)) return numbers[0] === null ? 1 : -1;
    if (numbers[0] === null && a[place] !== b[place]) return a[place] < b[place] ? -1 : 1;
  }
  return 0;
}

function titleOf(code) {
  if (!code.theme) return "codes without a theme";
  return code.theme_label ? `${code.theme} ${code.theme_label}` : `theme ${code.theme}`;
}
