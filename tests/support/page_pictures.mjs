/**
 * What the explorer makes of stories, contested factors, brokers, dependence and the matrix, evaluated without a browser.
 * Standard input: `{data, stories}`; standard output: what the views draw, by view.
 */
import { readFileSync } from "node:fs";
import { contestedViews, heldIn, holdersBySector, isDivided } from "../../viz/page/src/data/contested.js";
import { groupedBy } from "../../viz/page/src/data/count.js";
import { bases, dependenceOn } from "../../viz/page/src/data/dependence.js";
import { factorRows } from "../../viz/page/src/data/factors.js";
import { goBetweens } from "../../viz/page/src/data/go-betweens.js";
import { matrix, mostCoded, rowGroups, shade, themes, uncoded } from "../../viz/page/src/data/matrix.js";
import { isBefore } from "../../viz/page/src/data/states.js";
import { goesBack, onSeveral, storyColumns } from "../../viz/page/src/data/story.js";
import { Study } from "../../viz/page/src/data/study.js";
import { touches } from "../../viz/page/src/data/touches.js";
import { brokersFinding } from "../../viz/page/src/views/people-brokers.js";
import { dependenceFinding } from "../../viz/page/src/views/people-dependence.js";

const { data, stories } = JSON.parse(readFileSync(0, "utf-8"));
const study = new Study(data);
const { claims } = study;

function story(id) {
  const isItem = study.nodes.get(id).kind === "EvidenceItem";
  const own = isItem
    ? [...new Set(touches(study).filter(({ evidence }) => evidence === id).map(({ claim }) => claim))]
    : claims.filter(({ workstream }) => workstream === id);
  const all = touches(study).filter(({ evidence, claim }) => own.includes(claim) && (!isItem || evidence === id));
  const byClaim = groupedBy(all, ({ claim }) => claim);
  const before = isItem ? isBefore : onSeveral(byClaim);
  const together = (claim) => (isItem ? "" : (claim.event ?? byClaim.get(claim)?.[0].evidence ?? ""));
  const columns = storyColumns(study, own, before, together);
  return columns.map(({ label, blocks }, at) => [
    label,
    blocks.map((block) => block.map(({ claim }) => claim)),
    goesBack(columns, at, before).map((back) => [back.label, back.claims.length]),
  ]);
}

function contested(by) {
  const { rows } = factorRows(study, new Set(claims.map(({ place }) => place)));
  const views = contestedViews(study, rows, by === "sector" ? "holder" : by);
  const groups =
    by === "sector"
      ? holdersBySector(study, views)
      : views.holders.map((one) => ({ sector: one.id, holders: [one] }));
  const cells = (row) =>
    groups.flatMap(({ sector, holders }) =>
      heldIn(row.cells, holders).map(({ what, holders: some }) => [sector, what, some.length]),
    );
  return {
    columns: groups.map(({ sector }) => sector),
    nobody: views.nobody,
    rows: views.factors.map((row) => [
      row.factor.label,
      row.contested,
      cells(row),
      groups.filter(({ holders }) => isDivided(row.cells, holders)).map(({ sector }) => sector),
    ]),
  };
}

function laid(theme, by) {
  const made = matrix(study, claims, theme.codes, by);
  const numbers = (cells) => [...cells].map(([code, own]) => [code, own.length]);
  const most = mostCoded(theme.codes, made.all.cells);
  return {
    label: theme.label,
    codes: theme.codes.map(({ id }) => id),
    all: [made.all.claims.length, numbers(made.all.cells)],
    most: [most.codes.map(({ id }) => id), most.number],
    groups: rowGroups(study, made.rows, by).map(({ claims: own, cells, rows }) => [
      own.length,
      numbers(cells),
      rows.map((row) => [row.claims.length, numbers(row.cells)]),
    ]),
  };
}

const between = goBetweens(study, claims);
const shown = {
  stories: Object.fromEntries(stories.map((id) => [id, story(id)])),
  contested: Object.fromEntries(["sector", "holder", "organisation", "speaker"].map((by) => [by, contested(by)])),
  brokers: {
    finding: brokersFinding(between),
    tied: between.tied,
    tested: between.tested,
    rows: between.rows
      .filter(({ tested, only }) => tested.length > 1 || only.length)
      .map(({ node, partners, tested, only }) => [
        node.label,
        partners.length,
        tested.length,
        only.map((one) => one.node.label).sort(),
      ]),
  },
  dependence: Object.fromEntries(
    bases(study).map((basis, place) => {
      const words = { one: ["one source", "one actor or organisation", "one speaker"][place] };
      const on = { ...dependenceOn(study, basis), words };
      return [
        words.one,
        {
          finding: dependenceFinding(study, on).finding,
          ones: on.ones.map((row) => [study.label(row.actor), row.n_break, row.n_tested]),
        },
      ];
    }),
  ),
  matrix: Object.fromEntries(["source", "speaker"].map((by) => [by, themes(study).map((theme) => laid(theme, by))])),
  shades: Array.from({ length: 40 }, (_, number) => shade(number)),
  uncoded: uncoded(claims),
};
process.stdout.write(JSON.stringify(shown));
