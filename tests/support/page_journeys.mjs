/**
 * What the explorer makes of journeys, evaluated without a browser. Standard input: a JSON list of
 * `{data, by, hidden}`; standard output: for each the items by id with marks and lines, the counts of each
 * focus, the funnel, the states of items at phases and their outcomes.
 */
import { readFileSync } from "node:fs";
import { funnel, numbersTable } from "../../viz/page/src/data/dropout.js";
import { dropoutFinding, journeysFinding, lostWords } from "../../viz/page/src/views/findings.js";
import { columns, journeysShown } from "../../viz/page/src/data/journeys.js";
import { endOf, outcomesShown, SETS } from "../../viz/page/src/data/outcomes.js";
import { Study } from "../../viz/page/src/data/study.js";
import { itemsByFocus, touchesShown } from "../../viz/page/src/data/touches.js";

const words = ({ finding, detail }) => [finding, detail].filter(Boolean).join(". ");

const shown = JSON.parse(readFileSync(0, "utf-8")).map(({ data, by, hidden }) => {
  const study = new Study(data);
  const claims = study.claims.filter(({ claim }) => !hidden.includes(claim));
  const app = {
    study,
    claims,
    included: new Set(claims.map((claim) => claim.place)),
    option: (name, otherwise) => (name === "columns" ? by : otherwise),
  };
  const places = columns(app);
  const outcomes = outcomesShown(app);
  const groups = journeysShown(app, places, outcomes);
  const items = groups.flatMap((group) => [...group.rows, ...group.silent]);
  const rows = funnel(itemsByFocus(study), touchesShown(app), study.phases, study.rules);
  return {
    findings: { journeys: words(journeysFinding(study, outcomes)), dropout: words(dropoutFinding(study, rows)) },
    lost: lostWords(rows),
    standings: study.rules.standings,
    outcome_words: study.rules.outcomes,
    sets: Object.keys(SETS),
    funnel: numbersTable(rows),
    items_at_phases: rows.flatMap(({ phase, all }) =>
      all.map((row) => [row.evidence, phase.id, row.state, row.part, row.generationOnly, row.usedBefore, row.byRank]),
    ),
    ends: Object.fromEntries(
      outcomes.flatMap(({ mentioned }) =>
        mentioned.map(({ item, outcome }) => [item.id, endOf(outcome, study.rules)?.words]),
      ),
    ),
    outcomes: Object.fromEntries(
      outcomes.flatMap(({ items }) =>
        items.map(({ item, outcome, deciding, opposed, lostElsewhere, uses }) => [
          item.id,
          [outcome, deciding.map(({ claim }) => claim), opposed, lostElsewhere, uses],
        ]),
      ),
    ),
    columns: places.map(({ id }) => id),
    items: Object.fromEntries(
      items.map(({ item, cells, lines }) => [
        item.id,
        [cells.map(({ marks }) => marks), lines.map(({ from, to, line }) => [from, to, line])],
      ]),
    ),
    counts: Object.fromEntries(
      groups.map(({ focus, total, used, mentioned }) => [
        focus,
        [total, used.map((rows) => rows.length), mentioned.map((rows) => rows.length)],
      ]),
    ),
  };
});
process.stdout.write(JSON.stringify(shown));
