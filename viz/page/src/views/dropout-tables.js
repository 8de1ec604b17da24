/** The numbers of the bands, the comparison of the two focuses, and the reasons given for losses. */

import { el } from "../draw/dom.js";
import { numberTable } from "../draw/table.js";
import { term } from "../draw/terms.js";
import { capital } from "../draw/text.js";
import { claimsOf, listed } from "./dropout-bands.js";

const COUNTS = [
  ["used", "Used"],
  ["usedGenerationOnly", "of these, produced or obtained only"],
  ["partly", "Partly"],
  ["disputed", "Disputed"],
  ["lost", "Lost"],
  ["neverTakenUp", "Never taken up"],
  ["notUsed", "Said to be left out, in all"],
  ["silent", "Not mentioned"],
  ["atRisk", "Could be lost here"],
];

/** The same numbers as in the bands, every one of which opens. */
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
    caption: "The same in numbers of items. “Share lost” takes no silence for a loss, then every one.",
    columns: [
      { title: "Focus", cell: (row) => capital(row.focus) },
      { title: "Phase", cell: (row) => row.phase.label },
      ...COUNTS.map(count),
      {
        title: "Share lost",
        number: true,
        cell: (row) =>
          row.lower === null ? "none could be" : `${percent(row.lower)} to ${percent(row.upper)}`,
      },
    ],
    rows,
  });
}

/** What the comparison of the two focuses says: a test over sources, or that there are too few. */
export function comparison(app) {
  const rows = app.study.table("comparison");
  if (!rows.length) return [];
  const { inQuestion, comparedWith } = app.study;
  return [
    el("h3", {}, `Is ${inQuestion} evidence used less than ${comparedWith} evidence?`),
    el(
      "p",
      {},
      "The unit is the source, not the item: for each source that mentions both, the share of its items that are used. Where ",
      term("too few sources"),
      " differ, no p is given. All claims count here, whatever the filters.",
    ),
    numberTable(app, {
      caption: "Share of items said to be used, mean over sources",
      columns: [
        { title: "Phase", cell: (row) => app.study.label(row.phase) },
        { title: "Sources that mention both", number: true, cell: (row) => row.n_sources },
        { title: capital(inQuestion), number: true, cell: (row) => percent(row.share_in_question) },
        { title: capital(comparedWith), number: true, cell: (row) => percent(row.share_compared) },
        { title: "Verdict", cell: (row) => row.verdict, mark: (row) => verdictMark(app, row) },
      ],
      rows,
    }),
  ];
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

function percent(share) {
  return share === null || share === undefined ? "not known" : `${Math.round(100 * share)} %`;
}
