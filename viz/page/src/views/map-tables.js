/** What the map shows, as tables: for those who read rather than look, and for keyboard and screen reader. */

import { tally } from "../data/count.js";
import { spaced } from "../data/study.js";
import { TIE_STATES } from "../data/words.js";
import { el } from "../draw/dom.js";
import { numberTable } from "../draw/table.js";
import { tieMark } from "./map-marks.js";

const MOST_ROWS = 400;

export function mapTables(app, name, made, layer) {
  const units = [...made.units].sort((a, b) => b.weight - a.weight || a.label.localeCompare(b.label));
  const tallies = new Map(made.ties.map((tie) => [tie, tally(tie.claims)]));
  const order = ["sources", "speakers", "claims"];
  const ties = [...made.ties].sort((a, b) =>
    order.reduce((sum, what) => sum || tallies.get(b)[what] - tallies.get(a)[what], 0),
  );
  return [
    el("h3", { "data-part": "tables" }, "The same as tables"),
    numberTable(app, {
      name: "stakeholders",
      caption: said("Stakeholders on the map, by number of ties", units),
      rows: units.slice(0, MOST_ROWS),
      columns: [
        {
          title: "Stakeholder",
          cell: (unit) => unit.label,
          mark: (unit) => ({
            key: `unit:${unit.key}`,
            title: unit.label,
            open: unit.node ? unit.key : `mark:${unit.key}`,
          }),
        },
        {
          title: "Kind",
          cell: (unit) => (unit.node ? kindOf(app.study, unit.node) : "group"),
        },
        { title: "Ties", number: true, cell: (unit) => unit.weight },
      ],
    }),
    numberTable(app, {
      name: "ties",
      caption: said("Ties, by number of sources, then of speakers, then of claims", ties),
      rows: ties.slice(0, MOST_ROWS),
      columns: [
        { title: "From", cell: (tie) => tie.start.label },
        { title: "Verbs", cell: (tie) => tie.verbs.map(spaced).join(", ") },
        { title: made.directed ? "To" : "With", cell: (tie) => tie.end.label },
        { title: "What claims say", cell: (tie) => TIE_STATES[tie.state] },
        {
          title: "Claims",
          number: true,
          cell: (tie) => tie.claims.length,
          mark: (tie) => tieMark(app, name, tie),
        },
        { title: "Speakers", number: true, cell: (tie) => tally(tie.claims).speakers },
        { title: "Sources", number: true, cell: (tie) => tally(tie.claims).sources },
      ],
    }),
    ...(layer.notes.length
      ? [
          el(
            "p",
            { class: "aside" },
            "Of single stakeholders in the whole study, whatever the filters. The map by sector has other numbers: there an organisation has the ties of its people, and those of the same two are one.",
          ),
          el("ul", { class: "notes" }, ...layer.notes.map((note) => el("li", {}, note))),
        ]
      : []),
  ];
}

function kindOf(study, node) {
  return `${study.kindsByName.get(node.kind).one}${node.is_class ? " (a class)" : ""}`;
}

function said(words, rows) {
  return rows.length > MOST_ROWS
    ? `${words}; the first ${MOST_ROWS.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")}`
    : words;
}

/** Every tie with its claims, for saving. */
export function tieRows(made) {
  return {
    columns: ["start", "start_label", "end", "end_label", "verbs", "state", "n_claims", "claims"],
    rows: made.ties.map((tie) => [
      tie.start.node?.id ?? tie.start.key,
      tie.start.label,
      tie.end.node?.id ?? tie.end.key,
      tie.end.label,
      tie.verbs,
      TIE_STATES[tie.state],
      tie.claims.length,
      tie.claims.map((claim) => claim.claim),
    ]),
  };
}
