/** All claims as a table that can be searched and sorted; only the rows in sight are drawn. */
import { counted, provenance, tally } from "../data/count.js";
import { holding } from "../data/find.js";
import { spaced } from "../data/study.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { findBox, findWords } from "../draw/find.js";
import { onPrint } from "../draw/printing.js";
import { Rows } from "../draw/rows.js";
import "./claims.css";

const ROW = 44;
const TIGHT_ROW = 62;
const CARD = 150;
const TALL_CARD = 246;
/** Narrower than this, a claim is a card and not a line of a table. */
const TABLE_FROM = 780;
/** Narrower than this, a row of the table has more lines. */
const WIDE_FROM = 1100;
/** Narrower than this, a card has more lines. */
const CARD_FROM = 480;
/** More claims than these would be hundreds of pages. */
const PRINTED = 2000;
/** Claims on a printed page, about. */
const PER_PAGE = 10;

/** The row that is meant, and how far down the grid is, stay while the same claims are shown. */
const keptOf = new Map();

/** Columns: name in the address, head, text of a claim, and whether the words or the order of the study sort it. */
const COLUMNS = [
  { id: "id", head: "Claim", text: (_, claim) => claim.claim, rank: () => (claim) => claim.place },
  { id: "subject", head: "Who or what", text: (study, claim) => study.label(claim.subject) },
  { id: "verb", head: "Verb", text: (_, claim) => spaced(claim.predicate) },
  { id: "object", head: "Whom or what", text: (study, claim) => study.label(claim.object) },
  { id: "stage", head: "Stage", text: (study, claim) => study.label(claim.stage), rank: stageRank },
  { id: "source", head: "Source", text: (study, claim) => study.label(claim.source) },
  { id: "speaker", head: "Speaker", text: (study, claim) => study.label(claim.speaker) },
  { id: "summary", head: "Summary", text: (_, claim) => claim.summary ?? "" },
];
const SAVED = [
  ...COLUMNS.slice(0, 7).map(({ id }) => (id === "id" ? "claim" : id)),
  "polarity",
  "certainty",
  "summary",
];

export const claims = {
  id: "claims",
  title: "Claims",
  draw(app) {
    const { study } = app;
    const find = app.option("find", "");
    const found = holding(study, app.claims, findWords(app));
    const by = COLUMNS.find(({ id }) => id === app.option("claims-by", "id")) ?? COLUMNS[0];
    const down = app.option("claims-order", "") === "down";
    const list = sorted(study, found, by, down);
    const rows = list.length ? grid(app, list, by, down) : null;
    const printing = onPrint(() => printed(app, list));
    const same = app.address({ open: "" });
    const numbers = tally(found);
    return {
      finding: `${counted(found.length, "claim")} from ${counted(numbers.sources, "source")}${find ? ` with “${find}”` : ""}`,
      sentence: `Every claim that the filters leave in${find ? ` and that has “${find}” in it` : ""}: ${provenance(found)}.`,
      found: `${counted(found.length, "claim")} found`,
      controls: [
        findBox(app, "Find in claims"),
        choice(
          app,
          "claims-by",
          "Order:",
          COLUMNS.map(({ id, head }) => [id, id === "id" ? "as coded" : head.toLowerCase()]),
        ),
        choice(app, "claims-order", "Direction:", [
          ["", "first to last"],
          ["down", "last to first"],
        ]),
      ],
      content: rows
        ? [rows.element, el("p", { class: "aside on-screen" }, pagesWords(list.length)), printing.place]
        : [el("p", { class: "empty" }, "No claim is left. Remove a filter, or change the words.")],
      table: () => ({ columns: SAVED, rows: list.map((claim) => cells(study, claim)) }),
      drawn: () => {
        if (!rows) return;
        const kept = keptOf.get(app.name);
        if (kept?.claims === same) {
          rows.active = Math.min(kept.active, list.length - 1);
          rows.element.scrollTop = kept.top;
        }
        rows.fill(true);
      },
      selected: (open) => rows?.select(list.findIndex(({ claim }) => open === `claim:${claim}`)),
      returned: () => {
        rows?.element.focus();
        return Boolean(rows);
      },
      gone: () => {
        if (rows) keptOf.set(app.name, { claims: same, active: rows.active, top: rows.element.scrollTop });
        printing.end();
      },
    };
  },
};

/** Nobody prints a hundred pages without knowing. */
function pagesWords(number) {
  const pages = Math.ceil(Math.min(number, PRINTED) / PER_PAGE);
  return pages > 3 ? `Printed, these are about ${pages} pages; filter or find first to print fewer.` : "";
}

/** By the words of a column, or by its own rank; equal ones, and those without a value, stay as coded. */
function sorted(study, found, by, down) {
  const rank = by.rank?.(study) ?? ((claim) => by.text(study, claim).toLowerCase());
  const keyed = found.map((claim) => ({ claim, key: rank(claim) }));
  const words = new Intl.Collator("en", { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : words.compare(a, b));
  const empty = (key) => key === "" || key === Number.POSITIVE_INFINITY;
  keyed.sort(
    (a, b) =>
      empty(a.key) - empty(b.key) ||
      (empty(a.key) ? 0 : compare(a.key, b.key) * (down ? -1 : 1)) ||
      a.claim.place - b.claim.place,
  );
  return keyed.map(({ claim }) => claim);
}

function stageRank(study) {
  const places = new Map(study.stages.map((stage, place) => [stage.id, place]));
  return (claim) => places.get(claim.stage) ?? Number.POSITIVE_INFINITY;
}

function cells(study, claim) {
  const texts = COLUMNS.map(({ text }) => text(study, claim));
  return [...texts.slice(0, 7), claim.polarity, claim.certainty, claim.summary];
}

function grid(app, list, by, down) {
  const cards = app.width < TABLE_FROM;
  return new Rows({
    id: app.within("claim-row"),
    label: `Claims: ${list.length.toLocaleString("en-GB")}. Enter opens a claim.`,
    list,
    height: heightOf(app.width),
    head: cards ? null : heads(app, by, down),
    className: cards || app.width >= WIDE_FROM ? "" : "grid-tight",
    row: (claim) => (cards ? card(app, claim) : line(app, claim)),
    open: (claim) => app.open(`claim:${claim.claim}`),
  });
}

function heightOf(width) {
  if (width >= TABLE_FROM) return width < WIDE_FROM ? TIGHT_ROW : ROW;
  return width < CARD_FROM ? TALL_CARD : CARD;
}

function heads(app, by, down) {
  const head = (column) => {
    const here = column === by;
    const sort = () => app.chooseAll({ "claims-by": column.id, "claims-order": here && !down ? "down" : "" });
    return el(
      "span",
      { role: "columnheader", "aria-sort": here ? (down ? "descending" : "ascending") : "none" },
      el(
        "button",
        { type: "button", class: "sort", "data-key": `sort:${column.id}`, on: { click: sort } },
        column.head,
        el("span", { "aria-hidden": "true", class: "sort-mark" }, here ? (down ? " ▼" : " ▲") : ""),
      ),
    );
  };
  return el("div", { class: "grid-row grid-head", role: "row", "aria-rowindex": 1 }, ...COLUMNS.map(head));
}

function line(app, claim) {
  return el(
    "div",
    { class: `grid-row ${app.tone(claim.focus)}` },
    ...COLUMNS.map(({ id, text }) => {
      const words = text(app.study, claim) || "–";
      return el("span", { role: "gridcell", title: words, class: id === "id" ? "claim-id" : null }, words);
    }),
  );
}

/** A claim in a narrow window: everything that the table has, in lines. */
function card(app, claim) {
  const [id, subject, verb, object, stage, source, speaker, summary] = COLUMNS.map(({ text }) =>
    text(app.study, claim),
  );
  const part = (name, ...words) => el("span", { role: "gridcell", class: name }, ...words);
  return el(
    "div",
    { class: `grid-row card ${app.tone(claim.focus)}`, title: summary },
    part("card-top", el("b", { class: "claim-id" }, id), ` · ${stage || "no stage stated"}`),
    part("card-who", subject, " ", el("i", {}, verb), " ", object),
    part("card-summary", summary || "no summary"),
    part("card-from", `${source} · ${speaker || "no speaker named"}`),
  );
}

/** On paper a claim is a row that is as high as it must be, and all found ones are there. */
function printed(app, list) {
  const { study } = app;
  const shown = list.slice(0, PRINTED);
  const left = list.length - shown.length;
  const table = el(
    "table",
    { class: "numbers paper-claims" },
    el("caption", {}, `${counted(shown.length, "claim")}`),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ...["Claim", "Statement", "Stage", "Where"].map((head) => el("th", { scope: "col" }, head)),
      ),
    ),
    el("tbody", {}, ...shown.map((claim) => paperRow(study, claim))),
  );
  return [
    left
      ? el(
          "p",
          {},
          `The first ${counted(shown.length, "claim")} of ${list.length.toLocaleString("en-GB")} are printed. Narrow them by filters or words, or save all as CSV.`,
        )
      : "",
    table,
  ];
}

function paperRow(study, claim) {
  const statement = `${study.label(claim.subject)} ${spaced(claim.predicate)} ${study.label(claim.object)}`;
  const tags = [claim.polarity, claim.certainty].filter(
    (word) => word && word !== "affirms" && word !== "stated",
  );
  const where = [
    study.label(claim.source),
    claim.speaker ? study.label(claim.speaker) : "",
    claim.locator ?? "",
  ];
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, claim.claim),
    el(
      "td",
      {},
      el("b", {}, statement),
      tags.length ? ` (${tags.join(", ")})` : "",
      claim.summary ? el("div", {}, claim.summary) : "",
    ),
    el("td", {}, claim.stage ? study.label(claim.stage) : "–"),
    el("td", {}, where.filter(Boolean).join("; ")),
  );
}
