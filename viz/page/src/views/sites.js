/** Sites side by side: the verdicts of each, and what claims that name it say of evidence. */
import { counted } from "../data/count.js";
import { mentionedAt, placesOf, sitesShown } from "../data/sites.js";
import { el } from "../draw/dom.js";
import { scrolling, underHeads } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";
import { capital, someOf } from "../draw/text.js";
import { findingsPictures } from "./sites-findings.js";
import { sitesPicture } from "./sites-picture.js";

/** What may be mentioned at a site; roles and people are not named beside one. */
const KINDS = { EvidenceItem: "evidence item", Factor: "factor" };

export const sites = {
  id: "sites",
  title: "Sites side by side",
  tab: "Sites",
  offered: (study) => placesOf(study).length > 1,
  draw(app) {
    const shown = sitesShown(app);
    const findings = findingsOf(app.study);
    const mentioned = Object.entries(KINDS)
      .map(([kind, noun]) => ({ kind, noun, rows: mentionedAt(app.study, shown, kind) }))
      .filter(({ rows }) => rows.length);
    const [title, detail] = [
      verdictWords(app.study.rules, findings, shown),
      mentionWords(shown, mentioned),
    ].filter(Boolean);
    const { heads, picture } = findingsPictures(app, findings, shown);
    return {
      finding: title ?? "No site has a verdict, and no claim names one",
      detail,
      sentence: sentence(app, shown),
      content: [
        scrolling("Sites side by side", sitesPicture(app, shown)),
        ...apart(shown),
        findings.length
          ? el("h3", { "data-part": "findings" }, "Finding by finding, by how the sites stand to it")
          : null,
        findings.length ? underHeads([heads], scrolling("Findings by site", picture)) : null,
        ...mentioned.map((one) => mentionTable(app, shown, one)),
      ].filter(Boolean),
      table: () => table(app.study, shown, findings),
    };
  },
};

/** Findings with a verdict, by how the sites stand to them. */
function findingsOf(study) {
  const agreement = new Map(study.table("verdicts").map((row) => [row.factor, row.agreement]));
  const given = study.table("site_verdicts");
  const rows = [...new Set(given.map(({ factor }) => factor))].map((id) => ({
    key: id,
    factor: study.nodes.get(id),
    agreement: agreement.get(id) ?? study.rules.agreements.at(-1),
    verdicts: given.filter(({ factor }) => factor === id),
  }));
  rows.sort((a, b) => a.factor.label.localeCompare(b.factor.label));
  return study.rules.agreements
    .map((words) => ({ words, rows: rows.filter((row) => row.agreement === words) }))
    .filter((group) => group.rows.length);
}

function verdictWords(rules, findings, shown) {
  const number = (words) => findings.find((group) => group.words === words)?.rows.length ?? 0;
  const all = findings.reduce((sum, { rows }) => sum + rows.length, 0);
  if (!all) return "";
  const [divided, every] = [number(rules.sitesDisagree), number(rules.everySite)];
  const disagree = divided
    ? `Sites disagree on ${divided} of ${counted(all, "finding")}`
    : `On none of ${counted(all, "finding")} does one of the ${shown.length} sites confirm what another contradicts`;
  return `${disagree}; ${every ? `${allOf(shown)} confirm ${every}` : `none is confirmed by ${allOf(shown)}`}`;
}

function allOf({ length }) {
  return length === 2 ? "both" : `all ${length}`;
}

/** What claims mention in all sites, and what in one alone. */
function mentionWords(shown, mentioned) {
  if (!mentioned.length) return "";
  const parts = mentioned.map(({ noun, rows }) => {
    const everywhere = rows.filter(({ sites: at }) => at.length === shown.length);
    const names = everywhere.slice(0, 2).map(({ node }) => `“${node.label}”`);
    const more = everywhere.length - names.length;
    return names.length
      ? `${names.join(", ")}${more ? ` and ${counted(more, `more ${noun}`)}` : ""}`
      : `none of ${counted(rows.length, noun)}`;
  });
  const once = mentioned.map(({ noun, rows }) =>
    counted(rows.filter(({ sites: at }) => at.length === 1).length, noun),
  );
  return `Mentioned in claims of ${allOf(shown)} sites: ${parts.join(", ")}; only of one: ${once.join(", ")}`;
}

function sentence({ study, claims }, shown) {
  const naming = shown.reduce((sum, site) => sum + site.claims.length + site.apart.length, 0);
  return [
    `${counted(shown.length, "site")}, each on the same scale. ${counted(naming, "claim")} of ${claims.length.toLocaleString("en-GB")} shown ${naming === 1 ? "names" : "name"} a site, by a cell of ${naming === 1 ? "its" : "their"} own or through the source or workstream; all others count for none. `,
    study.table("site_verdicts").length
      ? "A verdict is what the study says of a finding at a site: sites disagree where one confirms what another contradicts. Verdicts do not change with the filters, and a site may give two on one finding. "
      : "The study has no verdicts of sites. ",
    "No verdict, or no mention, does not mean that something is absent there: perhaps nobody was asked. ",
    "Roles and people are not named beside a site.",
  ].join("");
}

/** Claims that would say who spoke at a site. */
function apart(shown) {
  return shown
    .filter(({ apart: left }) => left.length)
    .map(({ site, apart: left }) =>
      el(
        "p",
        { class: "aside" },
        `${site.label}: ${counted(left.length, "claim")} of the only speaker named there ${left.length === 1 ? "is" : "are"} not counted here, so that nobody is known by the site.`,
      ),
    );
}

function mentionTable(app, shown, { kind, noun, rows }) {
  const many = `${noun}s`;
  const where = [
    [`${allOf(shown)} sites`, (at) => at.length === shown.length],
    ...(shown.length > 2
      ? [["several sites, not all", (at) => at.length > 1 && at.length < shown.length]]
      : []),
    ...shown.map(({ site }) => [`${site.label} alone`, (at) => at.length === 1 && at[0] === site.id]),
  ].map(([words, holds]) => ({ words, own: rows.filter(({ sites: at }) => holds(at)) }));
  return numberTable(app, {
    caption: `${capital(many)} by the sites whose claims mention them. Not mentioned is not absent.`,
    columns: [
      { title: "Mentioned in claims of", cell: ({ words }) => words },
      {
        title: capital(many),
        number: true,
        cell: ({ own }) => own.length,
        mark: ({ words, own }) =>
          own.length && {
            key: `mentioned:${kind}:${words}`,
            title: `${capital(counted(own.length, noun))} mentioned in claims of ${words}`,
            note: someOf(own.map(({ node }) => node.label)),
            claims: [...new Set(own.flatMap(({ claims }) => claims))],
          },
      },
      {
        title: "The first by number of claims",
        cell: ({ own }) =>
          [...own]
            .sort((a, b) => b.claims.length - a.claims.length)
            .slice(0, 3)
            .map(({ node }) => node.label)
            .join("; "),
      },
    ],
    rows: where,
  });
}

function table(study, shown, findings) {
  const verdictAt = (row, site) =>
    row.verdicts
      .filter((given) => given.site === site.id)
      .map(({ verdict }) => verdict)
      .join("; ") || "no verdict given";
  return {
    columns: ["finding", "label", "sites_together", ...shown.map(({ site }) => study.label(site.id))],
    rows: findings.flatMap(({ words, rows }) =>
      rows.map((row) => [
        row.factor.id,
        row.factor.label,
        words,
        ...shown.map(({ site }) => verdictAt(row, site)),
      ]),
    ),
  };
}
