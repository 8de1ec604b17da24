/** Finds nodes, claims, codes and sources by words. */
import { spaced } from "./study.js";

/** Lower case, without accents: how texts are compared. */
export function folded(text) {
  return String(text ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/**
 * @param {import("./study.js").Study} study
 * @param {string} text every word of it must be found
 * @param {number} limit most results of each group
 * @returns {Array<{group: string, total: number, found: Array<{open: string, label: string, detail: string}>}>}
 */
export function search(study, text, limit = 8) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const all = (haystack) => words.every((word) => haystack.includes(word));
  const groups = [
    ...study.kinds.map((kind) => ({
      group: kind.many,
      found: study
        .ofKind(kind.kind)
        .filter((node) => all(folded(`${node.label} ${node.id}`)))
        .sort((a, b) => rank(a.label, words) - rank(b.label, words))
        .map((node) => ({ open: `node:${node.id}`, label: node.label, detail: node.id })),
    })),
    {
      group: "claims",
      found: study.claims
        .filter((claim) => all(claimText(study, claim)))
        .map((claim) => ({
          open: `claim:${claim.claim}`,
          label: claim.summary ?? claim.claim,
          detail: `${claim.claim} · ${study.label(claim.source)}`,
        })),
    },
  ];
  return groups
    .filter(({ found }) => found.length)
    .map(({ group, found }) => ({ group, total: found.length, found: found.slice(0, limit) }));
}

/** The words of a claim, folded once and kept. */
export function claimText(study, claim) {
  claim.text ??= folded(
    [
      claim.claim,
      claim.summary,
      study.label(claim.subject),
      spaced(claim.predicate),
      study.label(claim.object),
      study.label(claim.source),
      study.label(claim.speaker),
      claim.locator,
      claim.note,
      ...claim.codes.map((code) => `${code} ${study.label(code)}`),
    ].join(" "),
  );
  return claim.text;
}

/** Labels that begin with the first word come first. */
function rank(label, words) {
  return folded(label).startsWith(words[0]) ? 0 : 1;
}
