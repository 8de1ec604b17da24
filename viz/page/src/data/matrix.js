/**
 * The framework matrix: claims by source (or speaker) and code, as `graphmodel/analysis/matrix.py` counts them
 * for the whole study, and here for the claims that the filters leave in. A test holds the two to the same numbers.
 */

/** The row of claims that no speaker is named for. */
export const NOBODY = "";

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
