/** Where evidence drops out: bars by phase and focus, types by stage, the same numbers, the comparison, reasons. */
import { funnel, numbersTable } from "../data/dropout.js";
import { itemsByFocus, touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { capital } from "../draw/text.js";
import { barsPicture, percent } from "./dropout-bars.js";
import { comparison, funnelTable, reasonsTable } from "./dropout-tables.js";
import { typesPicture } from "./dropout-types.js";

export const dropout = {
  id: "dropout",
  title: "Where it drops out",
  draw(app) {
    const { study } = app;
    const rows = funnel(itemsByFocus(study), touchesShown(app), study.phases, study.rules);
    return {
      finding: finding(study, rows),
      sentence: sentence(study, rows),
      content: study.phases.length
        ? [
            el("h3", {}, "Used and not used, of the items mentioned at each phase"),
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

/** What is found: the shares not used, of the focus in question beside the one compared. */
export function finding({ inQuestion, comparedWith, phases }, rows) {
  const at = (focus, phase) =>
    rows.find((row) => row.focus === focus && row.phase.id === phase.id && row.mentioned.length);
  const share = ({ notUsed, mentioned, notUsedShare }) =>
    `${percent(notUsedShare)} (${notUsed.length} of ${mentioned.length})`;
  if (inQuestion) {
    const pairs = phases
      .map((phase) => [at(inQuestion, phase), at(comparedWith, phase)])
      .filter(([asked, other]) => asked && other);
    if (!pairs.length) return `No phase has both ${inQuestion} and ${comparedWith} items that are mentioned.`;
    const more = pairs.filter(([asked, other]) => asked.notUsedShare > other.notUsedShare).length;
    const less = pairs.filter(([asked, other]) => asked.notUsedShare < other.notUsedShare).length;
    const many = Math.max(more, less);
    const where =
      pairs.length === 1 ? "" : ` at ${many === pairs.length ? "all" : `${many} of`} ${pairs.length} phases`;
    const often =
      more + less === 0
        ? `as often as ${comparedWith} items`
        : `${more >= less ? "more" : "less"} often than ${comparedWith} items${where}`;
    const sizes = pairs.map(
      ([asked, other]) => `${asked.phase.label} ${share(asked)} against ${share(other)}`,
    );
    return `${capital(inQuestion)} items that are mentioned are said not to be used ${often}: ${sizes.join("; ")}.`;
  }
  const shown = rows.filter((row) => row.mentioned.length);
  if (!shown.length) return "No claim says at any phase whether evidence was used.";
  return `Said not to be used, of the items mentioned: ${shown.map((row) => `${row.phase.label} ${share(row)}`).join("; ")}.`;
}

function sentence(study, rows) {
  if (!study.phases.length) return "The study has no phases.";
  return [
    "Counted are evidence items, of those mentioned at a phase: some claim says there that the item was used or was not. ",
    "Items that nobody mentions there stand beside, as a number, and are in no share. ",
    lostWords(rows),
  ].join("");
}

/** Whether anything is lost at all, and how what came before is known. */
export function lostWords(rows) {
  const sum = (name) => rows.reduce((total, row) => total + row[name].length, 0);
  const [lost, after, byRank] = [sum("lost"), sum("afterDispute"), sum("byRank")];
  if (!lost && !after)
    return "No item is lost at any phase: none that is not used somewhere is said to have been used before.";
  const first = lost ? `Lost, over all phases: ${lost}` : "No item is lost at any phase";
  const how = byRank
    ? `Of these, ${byRank} go by the order of phases alone, which stated orders often contradict.`
    : "What came before is known from stated orders or dates.";
  return `${first}; not used after a dispute: ${after}. ${how}`;
}

function notes(app) {
  const notes = app.study.table("dropout_notes").map(({ note }) => el("li", {}, note));
  return notes.length
    ? [el("h3", {}, "Of the whole study, whatever the filters"), el("ul", { class: "notes" }, ...notes)]
    : [];
}
