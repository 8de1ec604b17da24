/** Finds nodes (codes and sources among them) and claims by words, best matches first. */
import { spaced } from "./study.js";

/** Marks of Latin, Greek and Cyrillic letters, Hebrew points, Arabic vowel signs, and which form of a sign to show. */
const ACCENTS = new RegExp(
  "[\\u0300-\\u036f\\u0483-\\u0487\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f" +
    "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7" +
    "\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\ufe00-\\ufe0f]+",
  "g",
);
/** Small letters that share their capital with others. */
const SAME = { ß: "ss", ς: "σ", ı: "i" };

/** Without case and accents, in one Unicode form: how texts are compared, as `graphmodel/folding.py` says. */
export function folded(text) {
  return String(text ?? "")
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .toLowerCase()
    .replace(/[ßςı]/g, (letter) => SAME[letter])
    .normalize("NFC");
}

/**
 * @param {import("./study.js").Study} study
 * @param {string} text every word of it must be found
 * @param {number} limit most results of each group
 * @returns {Array<{group: string, total: number, found: Array<{open: string, label: string, detail: string}>}>}
 *   kinds of node, the one with the best match first, and then `claims` and `quotations`
 */
export function search(study, text, limit = 8) {
  const phrase = folded(text).trim();
  const words = phrase.split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const groups = kindsOfNode(study).map(({ kind, nodes }) => {
    const found = best(
      nodes.filter(({ all }) => words.every((word) => all.includes(word))),
      ({ label, id }) => rank([id, label], phrase, words),
    );
    return {
      group: kind.many,
      rank: found[0]?.rank,
      total: found.length,
      found: found.slice(0, limit).map(({ item }) => result(item.node)),
    };
  });
  const nodes = groups.filter(({ total }) => total).sort((a, b) => a.rank - b.rank);
  const claims = claimsFound(study, phrase, words, limit);
  const quotes = quotesFound(study, phrase, words, limit);
  return [...nodes, ...[claims, quotes].filter(({ total }) => total)].map(({ group, total, found }) => ({
    group,
    total,
    found,
  }));
}

function claimsFound(study, phrase, words, limit) {
  const holding = study.claims.filter((claim) => {
    const all = claimText(study, claim);
    return words.every((word) => all.includes(word));
  });
  const found = best(holding, (claim) => rank([folded(claim.claim), folded(claim.summary)], phrase, words));
  return {
    group: "claims",
    total: found.length,
    found: found.slice(0, limit).map(({ item }) => ({
      open: `claim:${item.claim}`,
      label: item.summary ?? item.claim,
      detail: `${item.claim} · ${study.label(item.source)}`,
    })),
  };
}

function quotesFound(study, phrase, words, limit) {
  const holding = study.quotes.all.filter((quote) => {
    quote.folded ??= folded(quote.text);
    return words.every((word) => quote.folded.includes(word));
  });
  return {
    group: "quotations",
    total: holding.length,
    found: best(holding, (quote) => rank([quote.folded], phrase, words))
      .slice(0, limit)
      .map(({ item }) => ({ open: item.open, label: item.text, detail: study.label(item.speaker) })),
  };
}

/** Items with their rank, in its order; equal ones stay as they are. */
function best(items, rankOf) {
  return items.map((item) => ({ item, rank: rankOf(item) })).sort((a, b) => a.rank - b.rank);
}

/**
 * How well texts match: 0 one is what was asked for, 1 one begins with it, 2 one has it as it was written from the
 * beginning of a word on, 3 each word begins a word, 4 otherwise.
 */
function rank(texts, phrase, words) {
  const begins = (text, word) => ` ${text.replace(/[^\p{L}\p{M}\p{N}.]+/gu, " ")}`.includes(` ${word}`);
  if (texts.includes(phrase)) return 0;
  if (texts.some((text) => text.startsWith(phrase))) return 1;
  if (texts.some((text) => begins(text, phrase))) return 2;
  return words.every((word) => texts.some((text) => begins(text, word))) ? 3 : 4;
}

function result(node) {
  const detail = node.kind === "Code" && node.theme_label ? `${node.id} · ${node.theme_label}` : node.id;
  return { open: `node:${node.id}`, label: node.label, detail };
}

const kept = new WeakMap();

/** The nodes of each kind with their words, folded once and kept. */
function kindsOfNode(study) {
  if (!kept.has(study)) {
    const kinds = study.kinds.map((kind) => ({
      kind,
      nodes: study.ofKind(kind.kind).map((node) => {
        const [id, label] = [folded(node.id), folded(node.label)];
        return { node, id, label, all: [id, label, folded(node.theme_label)].join(" ") };
      }),
    }));
    kept.set(study, kinds);
  }
  return kept.get(study);
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
      ...Object.values(claim.own ?? {}),
      ...(claim.quotes ?? []).map(({ text }) => text),
      ...claim.codes.map((code) => `${code} ${study.label(code)}`),
    ].join(" "),
  );
  return claim.text;
}

/**
 * Fold all claims a few at a time while the reader does nothing, so that the first word is found at once.
 * @param {import("./study.js").Study} study
 * @param {(act: () => void) => void} idle calls back when there is time
 */
export function foldAll(study, idle, from = 0, many = 500) {
  if (from >= study.claims.length) return;
  idle(() => {
    for (const claim of study.claims.slice(from, from + many)) claimText(study, claim);
    foldAll(study, idle, from + many, many);
  });
}
