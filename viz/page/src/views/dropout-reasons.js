/** Why evidence was not used or not asked for, as people give it: factors by the sources that give them, for each focus, and the same as a table. */
import { counted, tally } from "../data/count.js";
import { lossReasons } from "../data/reasons.js";
import { el } from "../draw/dom.js";
import { signEntries } from "../draw/pairs.js";
import { scrolling } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";
import { leading } from "./findings.js";
import { dumbbells } from "./small-pictures.js";

const SHOWN = 10;
const NAME = "Reasons why evidence was not used or not asked for";

/** Heading, picture and table; nothing where no factor is given. */
export function reasonsOfLosses(app) {
  const rows = app.study.table("reasons");
  if (!rows.length) return [];
  const ranked = lossReasons(app.study, rows);
  return [
    el("h3", { "data-part": "reasons" }, reasonsFinding(app.study, ranked)),
    el(
      "p",
      { class: "aside" },
      `In how many sources claims give a factor as the reason that an item was not used or not asked for, or mention it with that, by the focus of the item${ranked.length > SHOWN ? `; the first ${SHOWN} of ${counted(ranked.length, "factor")}` : ""}. Reasons for anything else are not counted here. All claims, whatever the filters.`,
    ),
    scrolling(NAME, reasonsPicture(app, ranked)),
    numberTable(app, {
      caption:
        "Factors given as the reason that evidence was not used or not asked for, or mentioned with that. Claims, not people; all claims, whatever the filters.",
      columns: [
        {
          title: "Factor",
          cell: (row) => app.study.label(row.factor),
          mark: (row) => ({
            key: `reason:${row.phase}:${row.focus}:${row.factor}:node`,
            title: app.study.label(row.factor),
            open: `node:${row.factor}`,
          }),
        },
        { title: "Phase", cell: (row) => app.study.label(row.phase) },
        { title: "Focus", cell: (row) => row.focus },
        { title: "As the reason (claims)", number: true, cell: (row) => row.as_reason },
        { title: "Mentioned with it (claims)", number: true, cell: (row) => row.beside },
        {
          title: "Claims",
          number: true,
          cell: (row) => row.n_claims,
          mark: (row) => ({
            key: `reason:${row.phase}:${row.focus}:${row.factor}`,
            title: `${app.study.label(row.factor)}, at ${app.study.label(row.phase)} (${row.focus})`,
            claims: row.claims.map((place) => app.study.claims[place]),
          }),
        },
        { title: "Speakers", number: true, cell: (row) => row.n_speakers },
        { title: "Claims without a speaker", number: true, cell: (row) => row.unattributed },
        { title: "Sources", number: true, cell: (row) => row.n_sources },
      ],
      rows,
      name: "reasons",
    }),
  ];
}

/** Which factor most sources give. @param {ReturnType<typeof lossReasons>} ranked */
export function reasonsFinding(study, ranked) {
  return leading(
    study.rules,
    ranked.map(({ factor, sources }) => [factor, sources]),
    "given as the reason that evidence was not used or not asked for, or mentioned with that,",
    "factor",
    tally(study.claims).sources,
  );
}

function reasonsPicture(app, ranked) {
  const shown = ranked.slice(0, SHOWN);
  const focuses = [...new Set(shown.flatMap(({ groups }) => [...groups.keys()]))];
  const most = Math.max(
    ...shown.flatMap(({ groups }) => [...groups.values()].map((claims) => tally(claims).sources)),
  );
  return dumbbells(app, {
    name: NAME,
    room: Math.min(app.width, 900),
    rows: shown.map(({ factor, groups }) => ({
      label: factor.label,
      points: [...groups].map(([focus, claims]) => ({
        share: tally(claims).sources / most,
        tone: app.tone(focus),
        words: String(tally(claims).sources),
        mark: {
          key: `why:${factor.id}:${focus}`,
          title: `${factor.label}: ${focus} evidence not used or not asked for`,
          note: "Sources that give it as the reason that an item was not used or not asked for, or mention it with that; of the whole study",
          claims,
        },
      })),
    })),
    whole: true,
    ends: (share) => String(Math.round(share * most)),
    entries: signEntries(app, focuses),
  });
}
