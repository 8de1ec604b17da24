/** The framework matrix: sources or speakers down, the codes of one theme across, claims in the cells. */
import { counted, provenance } from "../data/count.js";
import { holding } from "../data/find.js";
import { matrix as counting, mostCoded, NOBODY, themes, uncoded } from "../data/matrix.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { findBox, findWords } from "../draw/find.js";
import { onPrint } from "../draw/printing.js";
import { capital } from "../draw/text.js";
import { savedMatrix } from "./matrix-picture.js";
import { headWords, matrixTable, nameOf, ROWS, shadesKey } from "./matrix-table.js";
import "./matrix.css";

/** Codes that stand side by side on a printed page: as numbers, with summaries, and written upwards. */
const PRINTED_ACROSS = 5;
const PRINTED_SUMMARIES_ACROSS = 3;
const PRINTED_NARROW_ACROSS = 10;
/** How the address names all themes side by side. */
const EVERY = "all";

export const matrix = {
  id: "matrix",
  title: "Framework matrix",
  tab: "Matrix",
  draw(app) {
    const all = themes(app.study);
    if (!all.length) return withoutCodes();
    const coded = new Set(app.study.claims.flatMap((claim) => claim.codes));
    const first = all.find(({ codes }) => codes.some(({ id }) => coded.has(id))) ?? all[0];
    const isEvery = app.option("theme") === EVERY && all.length > 1;
    const one = all.find((theme) => named(theme) === app.option("theme")) ?? first;
    const chosen = isEvery ? { label: "all themes", codes: all.flatMap(({ codes }) => codes), isEvery } : one;
    const by = app.option("matrix-rows", "source") === "speaker" ? "speaker" : "source";
    const words = findWords(app);
    const laid = counting(app.study, holding(app.study, app.claims, words), chosen.codes, by);
    const shown = {
      app,
      laid,
      by,
      themes: isEvery ? withClaims(all, laid) : [one],
      summaries: !isEvery && app.option("matrix-cells", "") === "summaries",
      isNarrow: isEvery,
    };
    const saved = savedMatrix(shown);
    const printing = onPrint(() => printed(shown));
    const used = chosen.codes.filter(({ id }) => laid.all.cells.get(id)?.length);
    return {
      finding: matrixFinding(chosen, laid),
      about: mostCoded(chosen.codes, laid.all.cells).codes[0]?.id,
      detail: `${capital(chosen.label)}: ${counted(laid.all.claims.length, "claim")} under ${used.length} of ${counted(chosen.codes.length, "code")}`,
      sentence: sentence(app, chosen, laid, by),
      found: `${counted(laid.all.claims.length, "claim")} in ${counted(laid.rows.length, "row")}`,
      controls: [
        findBox(app, "Find in the matrix"),
        choice(
          app,
          "theme",
          "Theme:",
          [
            ...all.map((theme) => [named(theme), optionWords(app, theme)]),
            ...(all.length > 1
              ? [[EVERY, optionWords(app, { label: "All themes", codes: all.flatMap(({ codes }) => codes) })]]
              : []),
          ],
          isEvery ? EVERY : named(one),
        ),
        choice(app, "matrix-rows", "Rows:", [
          ["source", "sources"],
          ["speaker", "speakers"],
        ]),
        isEvery
          ? ""
          : choice(app, "matrix-cells", "Cells:", [
              ["", "numbers of claims"],
              ["summaries", "numbers and summaries"],
            ]),
      ],
      content: laid.rows.length
        ? [
            shadesKey(laid),
            room(shown, chosen.label),
            el("p", { class: "aside" }, asides(app, by, laid)),
            printing.place,
            saved.host,
          ]
        : [el("p", { class: "empty" }, nothing(app, words))],
      pictures: () => (laid.rows.length ? saved.pictures() : []),
      table: () => ({
        columns: [by, "label", "n_claims", ...chosen.codes.map(headWords)],
        rows: [...laid.rows, { id: "", label: "all rows", ...laid.all }].map((row) => [
          row.id,
          nameOf(row),
          row.claims.length,
          ...chosen.codes.map((code) => row.cells.get(code.id)?.length ?? 0),
        ]),
      }),
      gone: printing.end,
    };
  },
};

/** Themes with those of their codes that some claim has. */
function withClaims(all, laid) {
  return all
    .map((theme) => ({ ...theme, codes: theme.codes.filter(({ id }) => laid.all.cells.get(id)?.length) }))
    .filter(({ codes }) => codes.length);
}

/** Which code most claims have. */
function matrixFinding({ label, codes, isEvery }, laid) {
  const most = mostCoded(codes, laid.all.cells);
  const [first, ...others] = most.codes;
  if (!first) return `No claim has a code of “${label}”`;
  const which = `“${headWords(first)}”`;
  const what = isEvery ? "coded claims" : `claims of ${others.length ? "their" : "its"} theme`;
  const all = laid.all.claims.length.toLocaleString("en-GB");
  const number = most.number.toLocaleString("en-GB");
  if (codes.length === 1) return `${which} has ${counted(most.number, "claim")}`;
  return others.length
    ? `${which} and ${counted(others.length, "other code")} have the most ${what}: ${number} each, of ${all}`
    : `${which} has the most ${what}: ${number} of ${all}`;
}

/** A theme with the claims that the filters leave in. */
function optionWords(app, { label, codes }) {
  const own = new Set(codes.map(({ id }) => id));
  const number = app.claims.filter((claim) => claim.codes.some((code) => own.has(code))).length;
  return `${label} (${number ? counted(number, "claim") : "no claims"})`;
}

/** How the address names a theme; nothing chosen is the first that claims have codes of. */
function named({ theme }) {
  return theme || "none";
}

function withoutCodes() {
  const words = "The study has no codebook, so there is no matrix.";
  return { sentence: words, content: [], table: () => ({ columns: ["code"], rows: [] }) };
}

function nothing(app, words) {
  if (words.length)
    return "No claim with a code of this theme holds these words. Change the words or the theme.";
  return app.claims.length === app.study.claims.length
    ? "No claim has a code of this theme."
    : "The filters leave no claim with a code of this theme. Remove a filter.";
}

function sentence(app, chosen, laid, by) {
  const words = app.option("find", "").trim();
  return [
    `Read across for one ${ROWS[by][0]}, down for one code of “${chosen.label}”. Rows are grouped by ${by === "source" ? "the kind of source" : "the sector of the speaker"}. A cell counts the claims of the ${ROWS[by][0]} `,
    `that have the code${words ? ` and hold “${words}”` : ""}: ${provenance(laid.all.claims)}. `,
    "The more claims, the darker the cell; sums of groups and of all rows are not shaded. A claim with several codes stands in several cells, and is counted once in its row’s total.",
  ].join("");
}

function asides(app, by, laid) {
  const without = uncoded(app.claims);
  return [
    `An empty cell says that nothing of the ${ROWS[by][0]} was coded there, not that the ${ROWS[by][0]} has no view. `,
    "Claims are not people: one source may be many interviews. ",
    by === "speaker" && laid.rows.some((row) => row.id === NOBODY)
      ? "The last row holds the authors’ narrative and observations, for which nobody is named. "
      : "",
    without ? `Without any code, and so in no matrix: ${counted(without, "claim")}.` : "",
  ].join("");
}

/** The table in a region that scrolls on its own, its heads in sight. */
function room(shown, label) {
  return el(
    "div",
    { class: "matrix-room", role: "region", tabindex: "0", "aria-label": `Framework matrix, ${label}` },
    matrixTable(shown, shown.themes),
  );
}

/** For paper: a few codes of one theme at a time, so that no column is cut at the edge. */
function printed(shown) {
  const across = shown.isNarrow
    ? PRINTED_NARROW_ACROSS
    : shown.summaries
      ? PRINTED_SUMMARIES_ACROSS
      : PRINTED_ACROSS;
  return shown.themes.flatMap((theme) => {
    const made = [];
    for (let from = 0; from < theme.codes.length; from += across)
      made.push(matrixTable(shown, [{ ...theme, codes: theme.codes.slice(from, from + across) }], true));
    return made;
  });
}
