/** Where evidence drops out: bands by focus, types by stage, the same numbers, the comparison, reasons. */
import { band, numbers } from "../data/dropout.js";
import { itemsByFocus, touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { capital } from "../draw/text.js";
import { bandsPicture } from "./dropout-bands.js";
import { comparison, funnelTable, reasonsTable } from "./dropout-tables.js";
import { typesPicture } from "./dropout-types.js";

export const dropout = {
  id: "dropout",
  title: "Where it drops out",
  draw(app) {
    const phases = app.study.phases;
    const shown = touchesShown(app);
    const ids = phases.map((phase) => phase.id);
    const bands = [...itemsByFocus(app.study)].map(([focus, items]) => ({
      focus,
      ...band(items, shown, ids, app.study.rules),
    }));
    const rows = bands.flatMap(({ focus, states }) =>
      phases.map((phase) => ({ focus, phase, ...numbers(states, phase.id) })),
    );
    return {
      sentence: sentence(app, bands, rows),
      content: phases.length
        ? [
            el("h3", {}, "Each group from 100 %"),
            scrolling("Bands", bandsPicture(app, bands)),
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

/** What is found, in words: how many are said to be left out, and how many nobody mentions. */
function sentence(app, bands, rows) {
  const parts = bands.map(({ focus, total }) => {
    const own = rows.filter((row) => row.focus === focus);
    const never = own.map((row) => row.neverTakenUp.length);
    const lost = own.map((row) => row.lost.length);
    return `${capital(focus)} (${total} items): never taken up ${inWords(never)}; lost ${inWords(lost)}.`;
  });
  return [
    `Each band holds all evidence items of one focus, at each of ${app.study.phases.length} phases. `,
    "Numbers of items said to be left out, phase by phase: ",
    parts.join(" "),
    " “Not mentioned” is not “left out”: such items are dotted and counted apart.",
  ].join("");
}

/** `5, 6 and 8`. */
function inWords(counts) {
  return counts.length > 1
    ? `${counts.slice(0, -1).join(", ")} and ${counts.at(-1)}`
    : String(counts[0] ?? "");
}

function notes(app) {
  const notes = app.study.table("dropout_notes").map(({ note }) => el("li", {}, note));
  return notes.length ? [el("h3", {}, "Also important"), el("ul", { class: "notes" }, ...notes)] : [];
}

function numbersTable(rows) {
  const share = (value) => (value === null ? "" : Number(value.toFixed(4)));
  const columns = [
    "focus",
    "phase",
    "used",
    "used_generation_only",
    "partly",
    "disputed",
    "not_used",
    "silent",
    "lost",
  ];
  return {
    columns: [...columns, "never_taken_up", "at_risk", "hazard_lower", "hazard_upper"],
    rows: rows.map((row) => [
      row.focus,
      row.phase.label,
      row.used.length,
      row.usedGenerationOnly.length,
      row.partly.length,
      row.disputed.length,
      row.notUsed.length,
      row.silent.length,
      row.lost.length,
      row.neverTakenUp.length,
      row.atRisk.length,
      share(row.lower),
      share(row.upper),
    ]),
  };
}
