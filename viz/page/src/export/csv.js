/** Tables as files that Excel opens, with no cell that it would run. */

/** Writes rows as CSV with a byte order mark, so that Excel reads all letters. */
export function csv(columns, rows) {
  return `\ufeff${[columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// As graphmodel/output/cells.py has them; tests/support/cells.json holds both to the same cells. A spreadsheet that
// expects semicolons or tabs begins a cell after one inside a text too. A line that begins with a dash and a space is a
// list of points.
const NEWLINE = /\r\n?|\u2028|\u2029/g;
/** All control characters except tab and line feed, halves of surrogate pairs, and what XML cannot hold. */
const CONTROL = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const FORMULA_INSIDE = /([;\t] *|\n *(?!- ))('*[=+\-@＝＋－＠])/g;

/** A cell: texts that a spreadsheet would take for a formula get an apostrophe in front of that. */
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return cell(value.filter((one) => one !== null && one !== undefined).join("; "));
  if (typeof value !== "string") return String(value);
  const safe = guarded(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text without control characters that no spreadsheet takes for a formula. */
export function guarded(text) {
  const clean = text.replaceAll(NEWLINE, "\n").replaceAll(CONTROL, "");
  const inside = clean.replaceAll(FORMULA_INSIDE, "$1'$2");
  return FORMULA.test(inside) ? `'${inside}` : inside;
}

const LABELLED = ["source", "speaker", "subject", "object"];

/**
 * Claims with all that somebody coded of them, and labels beside the ids that readers need most.
 * @param {import("../data/study.js").Study} study
 * @param {import("../data/study.js").Claim[]} claims
 * @param {Object<string, Array>} [before] columns that stand first, a value for each claim
 */
export function claimsCsv(study, claims, before = {}) {
  const names = study.codedColumns.filter((name) => name !== "coder" || study.namesCoders);
  const columns = names.flatMap((name) => (LABELLED.includes(name) ? [name, `${name}_label`] : [name]));
  const rows = claims.map((claim, place) => [
    ...Object.values(before).map((values) => values[place]),
    ...names.flatMap((name) =>
      LABELLED.includes(name) ? [claim[name], study.label(claim[name])] : [claim[name]],
    ),
    ...study.ownColumns.map((name) => claim.own[name]),
  ]);
  return csv([...Object.keys(before), ...columns, ...study.ownColumns], rows);
}

/** A name that every file system takes. */
export function tableName(text) {
  return (text || "study").replace(/[^\w.-]+/g, "_");
}

/** Hand a file to the reader. */
export function save(name, content, type = "text/csv;charset=utf-8") {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = tableName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
