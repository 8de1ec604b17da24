/** The numbers of the bars, the comparison of the two focuses, and the reasons given for losses. */

import { counted, percent } from "../data/count.js";
import { el } from "../draw/dom.js";
import { numberTable } from "../draw/table.js";
import { term } from "../draw/terms.js";
import { capital } from "../draw/text.js";
import { nodeLink } from "../shell/claims.js";
import { claimsOf, listed } from "./dropout-bars.js";

const COUNTS = [
  ["mentioned", "Mentioned"],
  ["used", "Used"],
  ["usedGenerationOnly", "of these, produced or obtained only"],
  ["partly", "Partly"],
  ["disputed", "Disputed"],
  ["notUsed", "Not used"],
  ["neverUsed", "of these, never used"],
  ["usedElsewhere", "used elsewhere"],
  ["afterDispute", "after dispute"],
  ["lost", "lost"],
];

/** The same numbers as in the bars, every one of which opens. */
export function funnelTable(app, rows) {
  const count = ([name, title]) => ({
    title,
    number: true,
    cell: (row) => row[name].length,
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
    caption:
      "The same in numbers of items. Share not used: of the items mentioned. Share lost: of those mentioned and used at a phase before. In brackets the least and the greatest that it could be among all items, whatever became of those that nobody mentions.",
    columns: [
      { title: "Focus", cell: (row) => capital(row.focus) },
      { title: "Phase", cell: (row) => row.phase.label },
      ...COUNTS.map(count),
      { title: "Share not used", number: true, cell: (row) => range(row, "notUsed", row.mentioned) },
      {
        title: "Share lost",
        number: true,
        cell: (row) => range(row, "lost", row.usedBefore),
      },
      { title: "Not mentioned", number: true, cell: (row) => row.silent.length },
    ],
    rows,
  });
}

/** `15 % (4–79 %)`, kept on one line. */
function range(row, name, whole) {
  const [least, greatest] = [row[`${name}Least`], row[`${name}Greatest`]];
  const number = (share) => Math.round(100 * share);
  const bounds = least === null ? "" : ` (${number(least)}\u2060–\u2060${number(greatest)} %)`;
  const share = whole.length ? percent(row[`${name}Share`]) : "none";
  return `${share}${bounds}`.replaceAll(" ", "\u00a0");
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
  return [
    el("h3", {}, comparisonFinding(app.study, rows)),
    el(
      "p",
      {},
      `For each source that mentions both, the share of its ${inQuestion} items that are used, less that of its ${comparedWith} items; then the mean over sources. Partly used and disputed items count as 0, as a half and as 1, side by side. Where `,
      term("too few sources"),
      " differ, size and direction stand without a test. All claims count here, whatever the filters.",
    ),
    numberTable(app, {
      caption: `Share of items used: ${inQuestion} less ${comparedWith}, mean over sources`,
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

/** The heading: in how many phases the focus in question is used less, by the way that counts each. */
export function comparisonFinding({ inQuestion, comparedWith }, rows) {
  const compared = rows.filter((row) => row.direction);
  if (!compared.length) return `No source mentions both ${inQuestion} and ${comparedWith} items at a phase`;
  const groups = { lower: "less than", higher: "more than", equal: "as much as" };
  const words = ({ direction }) => groups[direction] ?? "";
  const counts = new Map(
    compared.map((row) => [words(row), compared.filter((one) => words(one) === words(row)).length]),
  );
  const phases = counted(compared.length, "phase");
  const parts = [...counts].map(([how, number]) => {
    const where =
      number === compared.length ? `at ${number > 1 ? "all " : ""}${phases}` : `at ${number} of ${phases}`;
    return how
      ? `${how} ${comparedWith} evidence ${where}`
      : `more or less than ${comparedWith} evidence, depending on what counts as use, ${where}`;
  });
  return `By source, ${inQuestion} evidence is used ${parts.join("; ")}`;
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

/** Factors given as the reason for a loss, or mentioned together with one. */
export function reasonsTable(app) {
  const rows = app.study.table("reasons");
  if (!rows.length) return [];
  return [
    el("h3", {}, "Why, as people give it"),
    numberTable(app, {
      caption:
        "Factors given as the reason for a loss, or mentioned together with one. Claims, not people; all claims, whatever the filters.",
      columns: [
        {
          title: "Factor",
          cell: (row) => app.study.label(row.factor),
          mark: (row) => ({
            key: `reason:${row.phase}:${row.focus}:${row.factor}:node`,
            title: app.study.label(row.factor),
            open: `node:${row.factor}`,
          }),
        },
        { title: "Phase", cell: (row) => app.study.label(row.phase) },
        { title: "Focus", cell: (row) => row.focus },
        { title: "As the reason (claims)", number: true, cell: (row) => row.as_reason },
        { title: "With a loss (claims)", number: true, cell: (row) => row.beside },
        {
          title: "Claims",
          number: true,
          cell: (row) => row.n_claims,
          mark: (row) => ({
            key: `reason:${row.phase}:${row.focus}:${row.factor}`,
            title: `${app.study.label(row.factor)}, at ${app.study.label(row.phase)} (${row.focus})`,
            claims: row.claims.map((place) => app.study.claims[place]),
          }),
        },
        { title: "Speakers", number: true, cell: (row) => row.n_speakers },
        { title: "Claims without a speaker", number: true, cell: (row) => row.unattributed },
        { title: "Sources", number: true, cell: (row) => row.n_sources },
      ],
      rows,
      name: "reasons",
    }),
  ];
}
