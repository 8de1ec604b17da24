/** Evidence journeys: one row per item, the cycle across, and what claims say about the item where. */
import { counted } from "../data/count.js";
import { columns, journeysShown } from "../data/journeys.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { AT_FIRST, journeysPicture } from "./journeys-picture.js";

export const journeys = {
  id: "journeys",
  title: "Evidence journeys",
  draw(app) {
    const places = columns(app);
    const groups = journeysShown(app, places);
    const picture = journeysPicture(app, places, groups);
    return {
      sentence: sentence(places, groups),
      controls: [
        choice(app, "columns", "Across:", [
          ["phase", "phases of the cycle"],
          ["stage", "stages of the cycle"],
          ["step", "steps of the journey"],
        ]),
        choice(app, "sort", "Order:", [
          ["far", "how far it got"],
          ["claims", "number of claims"],
          ["name", "name"],
        ]),
        choice(app, "rows", "Rows:", [
          ["", `the first ${AT_FIRST} of each group`],
          ["all", "all"],
        ]),
      ],
      content: [scrolling("Evidence journeys", picture), aside(groups)],
      table: () => table(places, groups),
    };
  },
};

function sentence(places, groups) {
  const last = places.at(-1);
  if (!last) return "The study has no stages, so there is no cycle to lay journeys out along.";
  const used = groups.map(({ focus, total, used, mentioned }) => {
    const items = counted(total, `${focus} item`).replace("all items item", "item");
    return `${used.at(-1).length} of ${items} (${mentioned.at(-1).length} mentioned)`;
  });
  return [
    `A row is a piece of evidence, a mark what claims say of it there. At “${last.label}”, the last column, `,
    `${used.join(", ")} are used or partly used. Mentioned: said to be used or not. `,
    "No mark: nobody mentions it there, which does not mean that it was not used. ",
    "Counts show what people said, not how often it happens.",
  ].join("");
}

/** Items that no claim places in the cycle: counted, and never drawn as if they were left out. */
function aside(groups) {
  const silent = groups.filter((group) => group.silent.length);
  if (!silent.length) return "";
  const words = silent.map((group) => `${group.silent.length} of ${group.total} (${group.focus})`).join(", ");
  return el(
    "p",
    { class: "aside" },
    `Without a row: ${words}. Nobody says at which point of the cycle they were used or left out, or the filters have taken those claims out.`,
  );
}

function table(places, groups) {
  return {
    columns: ["focus", "evidence", "label", ...places.map((place) => place.label), "n_claims"],
    rows: groups.flatMap((group) =>
      [...group.rows, ...group.silent].map((row) => [
        group.focus,
        row.item.id,
        row.item.label,
        ...row.cells.map(({ marks }) => marks.join("; ") || "not mentioned"),
        row.claims.length,
      ]),
    ),
  };
}
