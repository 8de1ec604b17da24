/** The numbers of the bars, and the comparison of the two focuses. */

import { counted, groupedBy, percent, rate } from "../data/count.js";
import { el } from "../draw/dom.js";
import { numberTable } from "../draw/table.js";
import { term } from "../draw/terms.js";
import { capital } from "../draw/text.js";
import { nodeLink } from "../shell/claims.js";
import { claimsOf, listed } from "./dropout-bars.js";

const COUNTS = [
  ["mentioned", "Mentioned"],
  ["usedBeyondGeneration", "Used"],
  ["usedGenerationOnly", "Produced or obtained only"],
  ["partly", "Partly"],
  ["disputed", "Disputed"],
  ["notUsed", "Not used", "mentioned"],
  ["neverUsed", "of these, never used"],
  ["usedElsewhere", "used elsewhere"],
  ["afterDispute", "after dispute"],
  ["lost", "lost, of those used before", "usedBefore"],
];

/** The same numbers as in the bars, every one of which opens. */
export function funnelTable(app, rows) {
  const count = ([name, title, of]) => ({
    title,
    number: true,
    cell: (row) => (of ? share(app.study.rules, row[name], row[of]) : row[name].length),
    mark: (row) =>
      row[name].length
        ? {
            key: `funnel:${row.focus}:${row.phase.id}:${name}`,
            title: `${capital(row.focus)} at ${row.phase.label}: ${title.toLowerCase()}`,
            note: `Items: ${listed(app, row[name], 20)}`,
            claims: claimsOf(app, row[name]),
          }
        : null,
  });
  return numberTable(app, {
    caption: `The same in numbers of items. Shares are of the items mentioned at the phase, where there are at least ${app.study.rules.fewestShared}. The last column alone counts all items: the least and the greatest share that could be not used, whatever became of those that nobody mentions.`,
    columns: [
      { title: "Phase", cell: (row) => row.phase.label },
      { title: "Focus", cell: (row) => capital(row.focus) },
      ...COUNTS.map(count),
      { title: "Not mentioned", number: true, cell: (row) => row.silent.length },
      { title: "Not used, of all items", number: true, cell: bounds },
    ],
    rows: app.study.phases.flatMap((phase) => rows.filter((row) => row.phase.id === phase.id)),
  });
}

/** Kept on one line. */
const unbroken = (words) => words.replaceAll(" ", "\u00a0");

const share = (rules, part, whole) => (whole.length ? unbroken(rate(rules, part.length, whole.length)) : "");

/** `4 to 79 %` */
function bounds({ notUsedLeast, notUsedGreatest }) {
  if (notUsedLeast === null) return "";
  return unbroken(`${Math.round(100 * notUsedLeast)} to ${percent(notUsedGreatest)}`);
}

const WEIGHTS = [
  ["zero", "0"],
  ["half", "½"],
  ["one", "1"],
];

/** What the comparison of the two focuses says: size and direction in three ways, and whether a test can be made. */
export function comparison(app) {
  const rows = app.study.table("comparison");
  const { inQuestion, comparedWith } = app.study;
  if (!rows.length || !comparedWith) return [];
  const heading = el("h3", { "data-part": "comparison" }, comparisonFinding(app.study, rows));
  if (!rows.some((row) => row.n_sources)) return [heading];
  return [
    heading,
    el(
      "p",
      {},
      `For each source that mentions both, the share of its ${inQuestion} items that are used or obtained (also those that are only said to be produced or obtained), less that of its ${comparedWith} items; then the mean over sources. Partly used and disputed items count as 0, as a half and as 1, side by side. Where `,
      term("too few sources"),
      " differ, size and direction are given without a test. All claims count here, whatever the filters.",
    ),
    numberTable(app, {
      caption: `Share of items used or obtained: ${inQuestion} less ${comparedWith}, mean over sources`,
      columns: [
        { title: "Phase", cell: (row) => app.study.label(row.phase) },
        ...WEIGHTS.map(([weight, words]) => ({
          title: `Partly and disputed as ${words}`,
          cell: (row) => difference(row, weight),
        })),
        { title: "Verdict", cell: (row) => row.verdict, mark: (row) => verdictMark(app, row) },
        {
          title: "Sources that mention both",
          cell: (row) =>
            row.sources?.length
              ? el(
                  "span",
                  {},
                  `${row.sources.length}: `,
                  ...row.sources.flatMap((id, place) => [place ? ", " : "", nodeLink(app, id)]),
                )
              : 0,
        },
      ],
      rows,
    }),
  ];
}

/**
 * The heading: in how many phases the focus in question is used less, by the way that counts each, and what a test
 * makes of it.
 */
export function comparisonFinding({ inQuestion, comparedWith }, rows) {
  const compared = rows.filter((row) => row.direction);
  if (!compared.length) return `No source mentions both ${inQuestion} and ${comparedWith} items at a phase`;
  const few = compared.filter(isUntested).length;
  if (compared.length === 1 && few)
    return `Too few sources mention both ${inQuestion} and ${comparedWith} items to compare them`;
  const groups = { lower: "less than", higher: "more than", equal: "as much as" };
  const parts = [...groupedBy(compared, ({ direction }) => groups[direction] ?? "")].map(([how, own]) => {
    const where = atPhases(own.length, compared.length);
    return how
      ? `${how} ${comparedWith} evidence ${where}`
      : `more or less than ${comparedWith} evidence, depending on what counts as use, ${where}`;
  });
  const said = `${inQuestion} evidence is used or obtained ${parts.join("; ")}`;
  if (few === compared.length) return `In too few sources to test it, ${said}`;
  const tested = groupedBy(compared, (row) =>
    isUntested(row) ? "too few sources to test it" : verdictOf(row),
  );
  const verdicts = [...tested].map(([words, own]) => `${words} ${atPhases(own.length, compared.length)}`);
  return `By source, ${said}: ${verdicts.join(", ")}`;
}

const isUntested = (row) =>
  WEIGHTS.every(([weight]) => row[`p_${weight}`] === null || row[`p_${weight}`] === undefined);

/** The verdict without its numbers. */
const verdictOf = ({ verdict }) => verdict.split(" (")[0];

/** `at 2 of 3 phases`, `at each of the 3 phases`. */
function atPhases(number, all) {
  const phases = counted(all, "phase");
  if (number < all) return `at ${number} of ${phases}`;
  return all === 1 ? "at the one phase compared" : all === 2 ? "at both phases" : `at each of the ${phases}`;
}

function difference(row, weight) {
  const value = row[`difference_${weight}`];
  if (value === null || value === undefined) return null;
  const points = `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
  return `${points} (${percent(row[`share_in_question_${weight}`])} against ${percent(row[`share_compared_${weight}`])})`;
}

function verdictMark(app, row) {
  return {
    key: `comparison:${row.phase}`,
    title: `${app.study.label(row.phase)}: ${row.verdict}`,
    claims: (row.claims ?? []).map((place) => app.study.claims[place]),
  };
}
