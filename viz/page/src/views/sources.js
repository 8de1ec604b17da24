/** Where the claims come from: each source with its kind, its claims and speakers, and its site. */
import { counted, provenance, tally } from "../data/count.js";
import { spaced } from "../data/study.js";
import { el } from "../draw/dom.js";
import { numberTable } from "../draw/table.js";
import { sourcesFinding } from "./findings.js";

const NOT_STATED = "not stated";

export const sources = {
  id: "sources",
  title: "Sources",
  draw(app) {
    const rows = sourceRows(app);
    return {
      finding: sourcesFinding(
        rows.map(({ source, claims }) => [source, claims.length]),
        app.claims.length,
      ),
      sentence: sentence(app, rows),
      content: rows.length
        ? [
            numberTable(app, {
              caption: "Sources by number of claims",
              name: "sources",
              rows,
              columns: columns(),
            }),
          ]
        : [el("p", { class: "empty" }, "The filters leave no claim of any source. Remove a filter.")],
      table: () => ({
        columns: [
          "source",
          "label",
          "type",
          "site",
          "n_claims",
          "n_speakers",
          "unattributed",
          "sites_of_claims",
        ],
        rows: rows.map(({ source, claims, numbers, sites }) => [
          source.id,
          source.label,
          source.type,
          source.site,
          claims.length,
          numbers.speakers,
          numbers.unattributed,
          sites.join("; "),
        ]),
      }),
    };
  },
};

/** A row for each source with a claim that the filters leave in, those with most claims first. */
function sourceRows(app) {
  const { study } = app;
  const bySource = grouped(app.claims);
  return [...bySource]
    .map(([id, claims]) => ({
      source: study.nodes.get(id) ?? { id, label: id },
      claims,
      numbers: tally(claims),
      sites: [...new Set(claims.map((claim) => claim.site).filter(Boolean))]
        .map((site) => study.label(site))
        .sort(),
    }))
    .sort((a, b) => b.claims.length - a.claims.length || a.source.label.localeCompare(b.source.label));
}

function grouped(claims) {
  const found = new Map();
  for (const claim of claims) {
    if (!found.has(claim.source)) found.set(claim.source, []);
    found.get(claim.source).push(claim);
  }
  return found;
}

function sentence(app, rows) {
  const types = new Set(rows.map(({ source }) => source.type).filter(Boolean));
  const silent = app.study.ofKind("Source").length - rows.length;
  return [
    `${provenance(app.claims)}. ${counted(types.size, "type")} of source. `,
    "One source may hold several interviews, and one interview may make many claims, so no number stands for people. ",
    silent ? `${counted(silent, "source")} without a claim that is shown.` : "",
  ].join("");
}

function columns() {
  const unattributed = ({ claims }) => claims.filter((claim) => !claim.speaker);
  const mark = (key, row, note, claims) => ({
    key: `${key}:${row.source.id}`,
    title: row.source.label,
    note,
    claims,
  });
  return [
    {
      title: "Source",
      cell: ({ source }) => source.label,
      mark: ({ source }) => ({ key: `source:${source.id}`, title: source.label, open: `node:${source.id}` }),
    },
    { title: "Type", cell: ({ source }) => spaced(source.type ?? NOT_STATED) },
    {
      title: "Claims",
      number: true,
      cell: ({ claims }) => claims.length,
      mark: (row) => mark("claims", row, "All its claims", row.claims),
    },
    { title: "Speakers", number: true, cell: ({ numbers }) => numbers.speakers },
    {
      title: "Unattributed",
      number: true,
      cell: ({ numbers }) => numbers.unattributed,
      mark: (row) =>
        row.numbers.unattributed
          ? mark("unattributed", row, "Claims without a speaker", unattributed(row))
          : undefined,
    },
    { title: "Sites of its claims", cell: ({ sites }) => sites.join("; ") || NOT_STATED },
  ];
}
