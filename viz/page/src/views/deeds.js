/** Who does what with evidence: sectors down, what they do across, done beside not done. */
import { counted, provenance, rate } from "../data/count.js";
import { bySector, deeds, mostUndone, SAID } from "../data/deeds.js";
import { itemsShown } from "../data/touches.js";
import { choice, chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";
import { capital } from "../draw/text.js";
import { ALL, deedsPicture, markOf } from "./deeds-picture.js";
import { sectorWords, whomWords } from "./sector-words.js";
import "./deeds.css";

/** The focus in question with the one that it is compared with beside it. */
const BOTH = "both";

export const deedsView = {
  id: "deeds",
  title: "Who does what with evidence",
  tab: "Who does what",
  draw(app) {
    const { study } = app;
    const groups = groupsShown(app);
    const heard = groups.filter((group) => group.deeds.length);
    const [{ focus, deeds: first }, other] = heard.length ? heard : [groups[0]];
    const shown = groups.flatMap((group) => group.deeds);
    const order = Object.keys(study.rules.deeds);
    // Both of two slices have the same rows and columns.
    const everywhere = app.beside.flatMap((pane) => groupsShown(pane).flatMap((group) => group.deeds));
    const rows = rowsOf(groups, everywhere);
    const used = order.filter((deed) => everywhere.some((one) => one.deed === deed));
    const second = other && deedsFinding(study.rules, other.deeds, other.focus);
    return {
      finding: deedsFinding(study.rules, first, focus),
      detail: [besideUndone(study, first), second].filter(Boolean).join(". "),
      sentence: [
        `${provenance(shown.map(({ claim }) => claim))}. `,
        "A row is a sector: the type of the organisation that acts, or of the one that an actor belongs to; those that most claims mention come first. ",
        "A mark stands for claims that somebody of it does this with evidence, does it in part, or does not do it; the number counts claims. ",
        "Nothing is drawn where nobody says anything, which does not mean that it is not done. Claims of what ought to be are left out.",
      ].join(""),
      controls: focusChoice(app, groups.length > 1 ? BOTH : focus, choices(app)),
      content: shown.length
        ? [
            scrolling("Who does what with evidence", deedsPicture(app, rows, used)),
            el("h3", { "data-part": "table" }, "The same as a table"),
            table(app, rows, order),
          ]
        : [el("p", { class: "empty" }, "No claim shown says what anybody does with this evidence.")],
      table: () => numbers(rows, order),
    };
  },
};

/** The choice of the focus, where the study asks after one. @param {string[]} [values] what can be chosen */
export function focusChoice(app, focus, values = focuses(app)) {
  const { inQuestion, comparedWith } = app.study;
  if (!inQuestion) return [];
  const words = { [ALL]: "all", [BOTH]: `${inQuestion} beside ${comparedWith}` };
  const named = values.map((one) => [one, words[one] ?? one]);
  return [choice(app, "evidence", "Evidence:", named, focus)];
}

/** What can be chosen, of two slices in both: first both focuses that the study compares, where filters leave both in. */
function choices(app) {
  const { inQuestion, comparedWith } = app.study;
  const named = app.beside.flatMap(focuses).filter((focus) => focus !== ALL);
  const all = [...new Set([...named, ALL])];
  return [inQuestion, comparedWith].every((focus) => focus && all.includes(focus)) ? [BOTH, ...all] : all;
}

/** The focuses that are shown, with their deeds; one at least. */
function groupsShown(app) {
  const { inQuestion, comparedWith } = app.study;
  const now = chosen(app, "evidence", choices(app));
  const shown = now === BOTH ? [inQuestion, comparedWith] : [now];
  return shown.map((focus) => ({ focus, deeds: deedsOf(app, focus) }));
}

/** A row for each focus and each sector of some deeds; those of a sector stand together. */
function rowsOf(groups, everywhere) {
  return bySector(everywhere).flatMap(({ sector }) =>
    groups.map((group, place) => ({
      sector,
      focus: group.focus,
      deeds: group.deeds.filter((one) => one.sector === sector),
      /** The first of its sector, which is named there, and how many there are. */
      isFirst: place === 0,
      of: groups.length,
    })),
  );
}

/** The focuses that have items and that the filters leave in, the one in question first; then all. */
export function focuses(app) {
  const { inQuestion, comparedWith, focuses: all } = app.study;
  const shown = itemsShown(app);
  const named = [inQuestion, comparedWith, ...all];
  return [...new Set(named.filter((focus) => shown.has(focus))), ALL];
}

/** The focus that is shown, or {@link ALL}. */
export function focusShown(app) {
  return chosen(app, "evidence", focuses(app));
}

/** The deeds with evidence of one focus that the filters leave in. */
export function deedsOf(app, focus) {
  const all = deeds(app.study, app.claims);
  return focus === ALL ? all : all.filter(({ item }) => item.focus === focus);
}

/** Of whom most is said not to be done. */
export function deedsFinding({ fewestCompared }, shown, focus) {
  if (!shown.length) return "";
  const evidence = focus === ALL ? "evidence" : `${focus} evidence`;
  const most = mostUndone(shown);
  if (!most) return `No claim says that something was not done with ${evidence}`;
  const [own, undone] = [most.own.length, most.undone.length];
  if (undone < fewestCompared)
    return `Too few claims (${undone}) say that something was not done with ${evidence} to say by which sector`;
  const claims = `${own} of ${counted(undone, "claim")} that something was not done with ${evidence} ${own === 1 ? "is" : "are"} about`;
  return `${claims} ${most.alike > 1 ? `each of ${most.alike} sectors` : whomWords(most)}`;
}

/** How much of what is said to be done is about the same sector: one that is much spoken of leads on both sides. */
export function besideUndone({ rules }, shown) {
  const most = mostUndone(shown);
  if (!most?.rest.length || most.alike > 1 || !most.sector) return "";
  if (most.undone.length < rules.fewestCompared) return "";
  const own = most.restOwn.length;
  return `Of claims that something was done, wholly or in part, ${rate(rules, own, most.rest.length)} ${own === 1 ? "is" : "are"} about the same sector`;
}

function table(app, rows, order) {
  return numberTable(app, {
    caption:
      "Claims by sector and by what is done with evidence: done, in part, not done; sectors that most claims mention first",
    name: "deeds",
    rows,
    columns: [
      { title: "Sector", cell: ({ sector }) => sectorWords(sector) },
      ...(rows.some(({ of }) => of > 1) ? [{ title: "Focus", cell: ({ focus }) => focus }] : []),
      ...order.map((deed) => ({
        title: capital(deed),
        number: true,
        cell: (row) => counts(row, deed).join(" · ") || 0,
        mark: (row) => {
          const own = row.deeds.filter((one) => one.deed === deed);
          return own.length ? markOf(row, deed, "all that is said", own) : undefined;
        },
      })),
    ],
  });
}

function counts(row, deed) {
  return SAID.map((said) => [said, row.deeds.filter((one) => one.deed === deed && one.said === said).length])
    .filter(([, number]) => number)
    .map(([said, number]) => `${number} ${said}`);
}

function numbers(rows, order) {
  return {
    columns: [
      "sector",
      "focus",
      "deed",
      ...SAID.map((said) => said.replace(" ", "_")),
      "n_sources",
      "n_speakers",
    ],
    rows: rows.flatMap((row) =>
      order.flatMap((deed) => {
        const own = row.deeds.filter((one) => one.deed === deed);
        if (!own.length) return [];
        const distinct = (name) => new Set(own.map(({ claim }) => claim[name]).filter(Boolean)).size;
        return [
          [
            row.sector,
            row.focus,
            deed,
            ...SAID.map((said) => own.filter((one) => one.said === said).length),
            distinct("source"),
            distinct("speaker"),
          ],
        ];
      }),
    ),
  };
}
