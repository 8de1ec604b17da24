/** What the panel says of a type of evidence: its grades of use, each with its place in the report, and its items. */
import { counted } from "../data/count.js";
import { el } from "../draw/dom.js";
import { capital } from "../draw/text.js";
import { nodeLink } from "./claims.js";

const TYPE = "EvidenceType";

/** The evidence items of a type; none of any other node. */
export function itemsOfType(study, node) {
  if (node.kind !== TYPE) return [];
  return study.ofKind("EvidenceItem").filter((item) => item.evidence_type === node.id);
}

/** Claims (places) on a node, and for a type those on its items, in their order. */
export function placesOf(study, node) {
  const ids = [node, ...itemsOfType(study, node)].map(({ id }) => id);
  return [...new Set(ids.flatMap((id) => study.claimsOf(id)))].sort((a, b) => a - b);
}

/** Its grades and its items; nothing of any other node. */
export function typeParts(app, node) {
  if (node.kind !== TYPE) return [];
  const items = itemsOfType(app.study, node);
  return [...gradesOf(app.study, node), ...listOf(app, items)];
}

function gradesOf(study, node) {
  const rows = study.table("types").filter((row) => row.evidence_type === node.id);
  const sides = study.inQuestion
    ? [
        ["compared", study.comparedWith],
        ["in_question", study.inQuestion],
      ].filter(([, focus]) => focus)
    : [["in_question", ""]];
  const lines = rows.flatMap((row) => {
    const said = sides.map(([side, focus]) => gradeWords(row, side, focus)).filter(Boolean);
    if (!said.length) return [];
    const where = row.locators ? el("span", { class: "where" }, ` [${row.locators}]`) : "";
    return [el("li", {}, `${study.label(row.stage)}: ${said.join("; ")}`, where)];
  });
  if (!lines.length) return [];
  return [
    el("h3", {}, "Grades of use, as the study measured them"),
    el("ul", { class: "statements" }, ...lines),
  ];
}

/** `general 2 of 3 (inferred)`; empty where the table has no such row. */
function gradeWords(row, side, focus) {
  const words = {
    graded: `${row[`grade_${side}`]} of 3`,
    "at least": `no grade, at least ${row[`at_least_${side}`]} of 3`,
    unknown: "not known",
  }[row[`cell_${side}`]];
  if (!words) return "";
  return `${focus} ${words}${row[`inferred_${side}`] ? " (inferred)" : ""}`.trim();
}

function listOf(app, items) {
  if (!items.length) return [el("p", {}, "The study has no evidence item of this type.")];
  return [
    el("h3", {}, capital(counted(items.length, "evidence item of this type", "evidence items of this type"))),
    el(
      "ul",
      { class: "statements" },
      ...items.map((item) => {
        const shown = app.study.claimsOf(item.id).filter((place) => app.included.has(place)).length;
        return el("li", {}, nodeLink(app, item.id), `: ${counted(shown, "claim")}`);
      }),
    ),
  ];
}
