/** Small studies for tests, packed as `graphmodel_viz/explorer/contents.py` packs them. */
import { Study } from "../src/data/study.js";

const KINDS = [
  ["Actor", "actor", "actors"],
  ["Organisation", "organisation", "organisations"],
  ["EvidenceItem", "evidence", "evidence items"],
  ["Stage", "stage", "stages"],
  ["Factor", "factor", "factors"],
  ["Objection", "objection", "objections"],
  ["Tool", "tool", "tools"],
  ["Source", "source", "sources"],
  ["Code", "code", "codes"],
  ["Site", "site", "sites"],
  ["WorkStream", "workstream", "workstreams"],
];

/** The rules of states, in the form in which the page holds those of `graphmodel/schema/rules.py`. */
export const RULES = {
  signs: ["plus", "minus", "mixed"],
  states: [
    [[], "silent"],
    [["plus"], "used"],
    [["minus"], "not used"],
    [["mixed"], "partly"],
    [["plus", "mixed"], "partly"],
    [["minus", "mixed"], "disputed"],
    [["plus", "minus"], "disputed"],
    [["plus", "minus", "mixed"], "disputed"],
  ],
  parts: ["lost", "after dispute", "used elsewhere", "never used"],
  standings: {
    "never used": "never",
    "used elsewhere": "elsewhere",
    "after dispute": "after",
    lost: "lost",
    disputed: "disputed",
    partly: "partly used",
    produced: "produced or obtained",
    used: "used",
  },
  in_use: ["used", "partly"],
  said_to_be_used: ["used", "partly", "disputed"],
  mentioned: ["used", "partly", "disputed", "not used"],
  signs_of_presence: ["plus", "mixed"],
  marks: {
    used: "used",
    produced: "produced or obtained",
    "not used": "said to be left out",
    asked: "asked for",
  },
  mark_of_state: [
    ["used", false, "used"],
    ["used", true, "produced"],
    ["partly", false, "partly"],
    ["disputed", false, "disputed"],
    ["not used", false, "not used"],
  ],
  marks_of_effects: ["unasked", "opposed", "asked"],
  lines: { joined: "there or in use at both columns", gap: "not mentioned in between" },
  outcome_rules: [
    { outcome: "only recommended", some: ["normative"], none: ["descriptive"] },
    { outcome: "reached impact", some: ["impact"], none: [] },
    { outcome: "used and lost", some: ["applied", "loss"], none: [] },
    { outcome: "applied", some: ["applied"], none: [] },
    { outcome: "partly applied", some: ["partly_applied"], none: [] },
    { outcome: "never there", some: ["gap"], none: ["loss_not_gap", "there"] },
    { outcome: "not asked for", some: ["unasked"], none: ["loss_not_unasked", "there"] },
    { outcome: "stopped on the way", some: ["loss", "there"], none: [] },
    { outcome: "not used", some: ["loss"], none: [] },
    { outcome: "contested", some: ["opposed"], none: [] },
    { outcome: "unclear", some: ["descriptive"], none: [] },
  ],
  outcomes: [
    "only recommended",
    "reached impact",
    "used and lost",
    "applied",
    "partly applied",
    "never there",
    "not asked for",
    "stopped on the way",
    "not used",
    "contested",
    "unclear",
    "no claims",
  ],
  ends: [
    { name: "in-use", words: "used in the end", outcomes: ["reached impact", "applied"] },
    { name: "lost", words: "used and lost", outcomes: ["used and lost"] },
    { name: "stopped", words: "stopped before use", outcomes: ["not used", "stopped on the way"] },
  ],
  used_in_the_end: "in-use",
  also_lost: "lost",
  bands: [
    { name: "1", words: "1 claim", least: 1, most: 1 },
    { name: "2", words: "2 claims", least: 2, most: 2 },
    { name: "3 and more", words: "3 claims and more", least: 3, most: null },
  ],
  highest_grade: 3,
  fewest_compared: 5,
  fewest_shared: 10,
  no_claims: "no claims",
  undecided: "unclear",
  reached: "reached impact",
  uses: ["reached impact", "used and lost", "partly applied"],
  not_said: "not said",
  normative: "normative",
  agreements: ["sites disagree", "confirmed at every site", "no site's verdict"],
  sites_disagree: "sites disagree",
  every_site: "confirmed at every site",
};

/** Columns of claims, as the page holds those of `graphmodel/schema`. */
export const CLAIM_COLUMNS = {
  coded: [
    ...["claim", "source", "speaker", "coder", "event", "subject", "predicate", "object", "stage", "step"],
    ...["order", "date", "site", "workstream", "about", "reason", "codes", "focus", "polarity", "certainty"],
    ...["extent", "valence", "level", "use", "summary", "quoted", "locator", "note"],
  ],
  derived: ["sign", "phase", "generation", "loss", "gap", "effect", "effect_on", "symmetric", "joins"],
};

/** Rows as a packed frame: every column plain. */
export function packed(rows) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => [name, { plain: rows.map((row) => row[name] ?? null) }]);
  return { rows: rows.length, columns: Object.fromEntries(columns) };
}

/**
 * @param {Object<string, Object[]>} nodes by kind
 * @param {Object[]} claims
 * @param {Object<string, Object[]>} tables
 * @param {Object[]} own the study's own columns of the claims
 */
export function studyOf(nodes, claims, tables = {}, own = []) {
  return new Study({
    study: {
      id: "s",
      title: "A study",
      focuses: ["rural", "urban"],
      in_question: "rural",
      compared_with: "urban",
      steps: ["making", "using"],
      claim_columns: CLAIM_COLUMNS,
      rules: RULES,
      verbs: {},
      kinds: KINDS.map(([kind, one, many]) => ({ kind, one, many })),
    },
    nodes: Object.fromEntries(KINDS.map(([kind]) => [kind, packed(nodes[kind] ?? [])])),
    claims: packed(claims.map((claim) => ({ polarity: "affirms", certainty: "stated", ...claim }))),
    own: packed(own),
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, packed(rows)])),
  });
}

/** Numbers that look like chance and are the same each time. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
