/** Claims as words and as cells, for a reader who pastes them elsewhere. */
import { sentenceOf, tagsOf } from "../data/sheet-parts.js";
import { spaced } from "../data/study.js";
import { guarded } from "./csv.js";

const HEADS = [
  "claim",
  "who or what",
  "verb",
  "whom or what",
  "polarity",
  "certainty",
  "stage",
  "date",
  "source",
  "said by",
  "codes",
  "where",
  "summary",
  "quotation",
];

/** Claims as paragraphs: the statement, the words behind it, and where it is from. */
export function claimsText(study, claims) {
  return claims.map((claim) => paragraph(study, claim)).join("\n\n");
}

function paragraph(study, claim) {
  const tags = tagsOf(claim);
  const from = [
    study.label(claim.source),
    claim.speaker ? `said by ${study.label(claim.speaker)}` : "not attributed to a speaker",
    claim.stage && study.label(claim.stage),
    claim.codes.length && `codes ${claim.codes.join(", ")}`,
    claim.locator,
    claim.claim,
  ];
  return [
    `${sentenceOf(study, claim)}${tags.length ? ` (${tags.join(", ")})` : ""}.${claim.summary ? ` ${claim.summary}` : ""}`,
    ...(claim.quotes ?? []).map(({ text }) => `“${text}”`),
    `[${from.filter(Boolean).join("; ")}]`,
  ].join("\n");
}

/** Claims as cells that a spreadsheet takes when they are pasted; no cell is run as a formula. */
export function claimsCells(study, claims) {
  const rows = claims.map((claim) => [
    claim.claim,
    study.label(claim.subject),
    spaced(claim.predicate),
    study.label(claim.object),
    claim.polarity,
    claim.certainty,
    study.label(claim.stage),
    claim.date,
    study.label(claim.source),
    study.label(claim.speaker),
    claim.codes.join("; "),
    claim.locator,
    claim.summary,
    (claim.quotes ?? []).map(({ text }) => text).join(" / "),
  ]);
  return [HEADS, ...rows].map((row) => row.map(oneCell).join("\t")).join("\n");
}

/** A tab or a line end in a text would begin another cell. */
function oneCell(value) {
  return guarded(String(value ?? "").replaceAll(/[\t\r\n]+/g, " "));
}

/** Put words where the reader can paste them from. @returns {Promise<boolean>} whether that worked */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

/** Older browsers, and pages from a disk, may copy only what is selected. */
function copiedBySelection(text) {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const worked = document.execCommand("copy");
  area.remove();
  before?.focus();
  return worked;
}
