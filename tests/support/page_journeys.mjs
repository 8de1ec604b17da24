/**
 * What the explorer makes of journeys, evaluated without a browser. Standard input: a JSON list of
 * `{data, by}`; standard output: for each the items by id with marks and lines, and the counts of each focus.
 */
import { readFileSync } from "node:fs";
import { columns, journeysShown } from "../../viz/page/src/data/journeys.js";
import { Study } from "../../viz/page/src/data/study.js";

const shown = JSON.parse(readFileSync(0, "utf-8")).map(({ data, by }) => {
  const study = new Study(data);
  const app = {
    study,
    claims: study.claims,
    included: new Set(study.claims.map((claim) => claim.place)),
    option: (name, otherwise) => (name === "columns" ? by : otherwise),
  };
  const places = columns(app);
  const groups = journeysShown(app, places);
  const items = groups.flatMap((group) => [...group.rows, ...group.silent]);
  return {
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
