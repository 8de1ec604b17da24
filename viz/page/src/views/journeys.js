/** Evidence journeys: what became of the items, and one row per item with what claims say about it where. */

import { acrossOf, columns, journeysShown } from "../data/journeys.js";
import { isInBand, outcomesShown } from "../data/outcomes.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { howCounted } from "../draw/notes.js";
import { scrolling, underHeads } from "../draw/scrolling.js";
import { endsPicture } from "./ends.js";
import { headed, itemsOf, journeysFinding, numberEnded } from "./findings.js";
import { AT_FIRST } from "./journeys-lanes.js";
import { outcomesTable, usesWords } from "./journeys-outcomes.js";
import { journeysPictures } from "./journeys-picture.js";
import { nothingOfEvidence, withoutEvidence } from "./without-evidence.js";
import "./journeys.css";

const ACROSS = {
  step: "steps of the journey",
  phase: "phases of the cycle",
  stage: "stages of the cycle",
};
/** Where the window is smaller than this, only the heads of the columns stay in sight, and the legend goes. */
const ROOMY = { width: 720, height: 600 };

export const journeys = {
  id: "journeys",
  title: "Evidence journeys",
  tab: "Journeys",
  draw(app) {
    const none = withoutEvidence(app);
    if (none) return nothingOfEvidence(none);
    const places = columns(app);
    const outcomes = outcomesShown(app);
    const groups = journeysShown(app, places, outcomes);
    const { key, heads, picture } = journeysPictures(app, places, groups);
    const keyStays = app.width >= ROOMY.width && innerHeight >= ROOMY.height;
    return {
      ...journeysFinding(app.study, outcomes),
      sentence: sentence(app.study, places, groups, outcomes),
      controls: [
        choice(
          app,
          "columns",
          "Across:",
          acrossOf(app.study).map((by) => [by, ACROSS[by]]),
        ),
        choice(app, "sort", "Order:", [
          ["far", "how far it got"],
          ["outcome", "outcome"],
          ["claims", "number of claims"],
          ["name", "name"],
        ]),
        choice(app, "rows", "Rows:", [
          ["", `the first ${AT_FIRST} of each outcome, single marks folded`],
          ["all", "every item"],
        ]),
      ],
      content: [
        headed(app.study, outcomes).length
          ? scrolling("What became of the items", endsPicture(app, outcomes, Math.min(app.width, 1100)))
          : null,
        el("h3", { "data-part": "items" }, "Item by item, by what became of it"),
        keyStays ? null : key,
        underHeads([keyStays ? key : "", heads], scrolling("Evidence journeys", picture)),
        aside(groups),
        el("h3", { "data-part": "claims" }, "What became of the items, by the number of claims"),
        outcomesTable(app, outcomes),
        ...usesWords(app.study, outcomes).map((words) => el("p", { class: "aside" }, words)),
        ...app.study.table("journeys_cautions").map(({ note }) => el("p", { class: "aside" }, note)),
        howCounted(app, "journeys_notes"),
      ].filter(Boolean),
      table: () => table(places, groups),
    };
  },
};

function sentence(study, places, groups, outcomes) {
  const last = places.at(-1);
  if (!last) return "The study has no stages, so there is no cycle to lay journeys out along.";
  const { rules } = study;
  const most = rules.bands.at(-1);
  const alike = headed(study, outcomes).flatMap(({ focus, mentioned }) => {
    const own = mentioned.filter(({ claims }) => isInBand(most, claims.length));
    if (!own.length) return [];
    return `${numberEnded(own, rules.usedInTheEnd, rules)} of ${itemsOf(focus, own.length)}`;
  });
  const parts = groups
    .filter(({ mentioned }) => mentioned.at(-1).length)
    .map(
      ({ focus, used: at, mentioned }) => `${at.at(-1).length} of ${itemsOf(focus, mentioned.at(-1).length)}`,
    );
  return [
    "More claims on an item are more chances to be stopped, so focuses compare within equal numbers of claims",
    alike.length ? ` (with ${most.words}, used in the end: ${alike.join(", ")}). ` : ". ",
    `Below, a row is a piece of evidence, a mark what claims say of it there. At “${last.label}”, the last column, `,
    parts.length ? `${parts.join(", ")} there are used or partly used. ` : "no item is mentioned. ",
    "What became of an item rests on claims that it was applied, or that it informed or changed something; without one it stays open, also where a mark says that it was used. ",
    "No mark: nobody mentions it there, which does not mean that it was not used. ",
    "Counts show what people said, not how often it happens.",
  ].join("");
}

/** Items that no claim places in the cycle: counted, and never drawn as if they were not used. */
function aside(groups) {
  const silent = groups.filter((group) => group.silent.length);
  if (!silent.length) return "";
  const words = silent.map((group) => `${group.silent.length} of ${group.total} (${group.focus})`).join(", ");
  return el(
    "p",
    { class: "aside" },
    `Without a row: ${words}. Nobody says at which point of the cycle they were used or not used, or the filters have taken those claims out.`,
  );
}

function table(places, groups) {
  return {
    columns: [
      ...["focus", "evidence", "label", ...places.map((place) => place.label)],
      ...["n_claims", "outcome", "n_deciding", "opposed", "lost_elsewhere", "kinds_of_use"],
    ],
    rows: groups.flatMap((group) =>
      [...group.rows, ...group.silent].map(({ item, cells, claims, became }) => [
        group.focus,
        item.id,
        item.label,
        ...cells.map(({ marks }) => marks.join("; ") || "not mentioned"),
        claims.length,
        became.outcome,
        became.deciding.length,
        became.opposed ? "yes" : "no",
        became.lostElsewhere ? "yes" : "no",
        became.uses.join("; "),
      ]),
    ),
  };
}
