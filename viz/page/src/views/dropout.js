/** Where evidence drops out: bars by phase and focus, grades of types, the gap grid, reasons, the comparison, all numbers. */
import { funnel, numbersTable } from "../data/dropout.js";
import { itemsShown, touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { barsPicture } from "./dropout-bars.js";
import { gapsPicture } from "./dropout-gaps.js";
import { reasonsOfLosses } from "./dropout-reasons.js";
import { comparison, funnelTable } from "./dropout-tables.js";
import { typesPicture } from "./dropout-types.js";
import { dropoutFinding, lostWords } from "./findings.js";
import { nothingOfEvidence, withoutEvidence } from "./without-evidence.js";

export const dropout = {
  id: "dropout",
  title: "Where it drops out",
  tab: "Drop-out",
  draw(app) {
    const { study } = app;
    const none = withoutEvidence(app);
    if (none) return nothingOfEvidence(none, typesPicture(app));
    const rows = funnel(itemsShown(app), touchesShown(app), study.phases, study.rules);
    const isSaid = rows.some(({ mentioned }) => mentioned.length);
    return {
      ...dropoutFinding(study, rows),
      sentence: sentence(study, rows),
      content: study.phases.length
        ? [
            isSaid
              ? scrolling("Used and not used", barsPicture(app, rows))
              : el(
                  "p",
                  { class: "empty" },
                  "Give claims on evidence a stage and a verb that says that it was used or was not: they are what is counted here.",
                ),
            ...app.once("Grades of use", typesPicture(app)),
            ...gapsPicture(app),
            ...app.once("Reasons why evidence was not used", reasonsOfLosses(app)),
            ...app.once("Both focuses in too few sources or enough", comparison(app)),
            isSaid ? funnelTable(app, rows) : "",
            ...app.once("Notes on the whole study", notes(app)),
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
    "This counts evidence items mentioned at a phase: some claim says there that the item was used or was not. ",
    "What is not used goes to the left of the line; what is disputed, partly or wholly used, or obtained without a word on its use goes to its right. ",
    "Items that nobody mentions there are counted beside the bar, as a grey number, and are in no share. ",
    lostWords(rows),
  ].join("");
}

function notes(app) {
  const notes = app.study.table("dropout_notes").map(({ note }) => el("li", {}, note));
  return notes.length
    ? [
        el("h3", { "data-part": "notes" }, "Of the whole study, whatever the filters"),
        el("ul", { class: "notes" }, ...notes),
      ]
    : [];
}
