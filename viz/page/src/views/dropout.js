/** Where evidence drops out: bars by phase and focus, types by stage, the same numbers, the comparison, reasons. */
import { funnel, numbersTable } from "../data/dropout.js";
import { itemsShown, touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { barsPicture } from "./dropout-bars.js";
import { comparison, funnelTable, reasonsTable } from "./dropout-tables.js";
import { typesPicture } from "./dropout-types.js";
import { dropoutFinding, lostWords } from "./findings.js";

export const dropout = {
  id: "dropout",
  title: "Where it drops out",
  tab: "Drop-out",
  draw(app) {
    const { study } = app;
    const rows = funnel(itemsShown(app), touchesShown(app), study.phases, study.rules);
    return {
      ...dropoutFinding(study, rows),
      sentence: sentence(study, rows),
      content: study.phases.length
        ? [
            scrolling("Used and not used", barsPicture(app, rows)),
            ...typesPicture(app),
            funnelTable(app, rows),
            ...comparison(app),
            ...reasonsTable(app),
            ...notes(app),
          ]
        : [
            el(
              "p",
              { class: "empty" },
              "The study has no stages, so there is no cycle that evidence could drop out of.",
            ),
          ],
      table: () => numbersTable(rows),
    };
  },
};

function sentence(study, rows) {
  if (!study.phases.length) return "The study has no phases.";
  return [
    "Counted are evidence items, of those mentioned at a phase: some claim says there that the item was used or was not. ",
    "Items that nobody mentions there stand beside, as a number, and are in no share. ",
    lostWords(rows),
  ].join("");
}

function notes(app) {
  const notes = app.study.table("dropout_notes").map(({ note }) => el("li", {}, note));
  return notes.length
    ? [el("h3", {}, "Of the whole study, whatever the filters"), el("ul", { class: "notes" }, ...notes)]
    : [];
}
