/** Who does what with evidence: sectors down, what they do across, done beside not done. */
import { counted, provenance, rate } from "../data/count.js";
import { bySector, deeds, mostUndone, SAID } from "../data/deeds.js";
import { itemsShown } from "../data/touches.js";
import { choice, chosen } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { evidenceMark } from "../draw/evidence-marks.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";
import { capital, lines, width } from "../draw/text.js";
import { sectorWords, whomWords } from "./sector-words.js";
import "./deeds.css";

const ROW = 44;
/** Of a row that shares its sector with another one. */
const LOW = 34;
const NARROWEST = 64;
const STACKED = 22;
const LINE = 15;
/** Radius of a mark: its area grows with the claims. */
const radius = (number) => Math.min(4.5 + 2.6 * Math.sqrt(number), 17);
const MARK_OF = { done: "used", "in part": "partly", "not done": "not used" };
export const ALL = "all";
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
        "A row is a sector: the type of the organisation that acts, or of the one that an actor belongs to; those of which most claims speak stand first. ",
        "A mark stands for claims that somebody of it does this with evidence, does it in part, or does not do it; the number counts claims. ",
        "Nothing is drawn where nobody says anything, which does not mean that it is not done. Claims of what ought to be are left out.",
      ].join(""),
      controls: focusChoice(app, groups.length > 1 ? BOTH : focus, choices(app)),
      content: shown.length
        ? [
            scrolling("Who does what with evidence", deedsPicture(app, rows, app.width, used)),
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

/** The class that gives a row its colour; all evidence has that of no focus. */
const toneOf = (app, focus) => app.tone(focus === ALL ? "" : focus);

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

/**
 * @param {import("../pane.js").Pane} app
 * @param {ReturnType<typeof rowsOf>} rows
 * @param {number} room pixels
 * @param {string[]} used the deeds that have a column
 */
function deedsPicture(app, rows, room, used) {
  const focuses = [...new Set(rows.map(({ focus }) => focus))];
  const beside = focuses.length > 1 ? Math.max(...focuses.map((one) => width(one, 12, 600))) + 10 : 0;
  const sector = Math.min(230, Math.max(110, room * 0.2));
  const named = sector + beside;
  const wide = Math.max((Math.min(room, 1500) - named) / used.length, NARROWEST);
  const W = named + wide * used.length;
  const picture = svg("svg", { class: "picture deeds", role: "group", "aria-label": "Who does what" });
  const heads = used.map((deed) => lines(deed, wide - 4, { weight: 600 }));
  const top = Math.max(2, ...heads.map(({ length }) => length)) * LINE + 4;
  heads.forEach((head, place) => {
    head.forEach((text, n) => {
      const at = {
        x: named + wide * (place + 0.5),
        y: 13 + n * LINE,
        class: "head",
        "text-anchor": "middle",
      };
      picture.append(svg("text", at, text));
    });
  });
  let y = top;
  const names = rows.map(({ sector: own }) => lines(sectorWords(own), sector - 16));
  const highs = rows.map((row, place) => {
    const cells = used.map((deed) => partsOf(row, deed));
    const own = Math.max(...cells.map((cell) => (fitsBeside(cell, wide) ? 1 : cell.length)));
    const deep = app.scaleOf(`deeds:${row.focus}:${row.sector}`, own);
    const least = (names[place].length * LINE + 8) / row.of;
    return Math.max(row.of > 1 ? LOW : ROW, deep * STACKED + (row.of > 1 ? 4 : 10), least);
  });
  rows.forEach((row, place) => {
    const high = highs[place];
    const tone = toneOf(app, row.focus);
    if (row.isFirst) {
      const whole = highs.slice(place, place + row.of).reduce((sum, one) => sum + one, 0);
      if ((place / row.of) % 2 === 0)
        picture.append(svg("rect", { x: 0, y, width: W, height: whole, class: "band" }));
      const name = names[place];
      const first = y + whole / 2 + 4 - ((name.length - 1) * LINE) / 2;
      name.forEach((text, n) => {
        picture.append(svg("text", { x: sector - 10, y: first + n * LINE, "text-anchor": "end" }, text));
      });
    }
    if (beside) {
      const at = { x: named - 10, y: y + high / 2 + 4, "text-anchor": "end", class: `focus-name ${tone}` };
      picture.append(svg("text", at, row.focus));
    }
    used.forEach((deed, column) => {
      const at = { x: named + wide * column, y, wide, high, tone };
      const cell = partsOf(row, deed);
      const draw = fitsBeside(cell, wide) ? sideBySide : stacked;
      picture.append(
        ...draw(cell, at).map(([group, said, own]) => app.marks.add(group, markOf(row, deed, said, own))),
      );
    });
    y += high;
  });
  return finished(
    picture,
    SAID.map((said) => ({
      draw: (x, at) => svg("g", { class: toneOf(app, focuses[0]) }, evidenceMark(MARK_OF[said], x, at, 6)),
      label: { done: "said to be done", "in part": "in part", "not done": "said not to be done" }[said],
      wide: 16,
    })).concat([
      {
        draw: (x, at) => svg("text", { x, y: at + 4, "text-anchor": "middle" }, "5"),
        label: "number of claims",
      },
    ]),
    { width: W, y: y + 2, heads: [[0, top]], labels: named },
  );
}

function partsOf(row, deed) {
  return SAID.map((said) => [said, row.deeds.filter((one) => one.deed === deed && one.said === said)]).filter(
    ([, own]) => own.length,
  );
}

const GAP = 8;
const sizesOf = (parts) =>
  parts.map(([, own]) => 2 * radius(own.length) + 4 + width(own.length.toLocaleString("en-GB")));
const neededBy = (parts) => sizesOf(parts).reduce((sum, size) => sum + size, 0) + GAP * (parts.length - 1);

/** Marks that have no room beside each other stand below each other. */
function fitsBeside(parts, wide) {
  return neededBy(parts) <= wide - 8;
}

function sideBySide(parts, { x, y, wide, high, tone }) {
  const sizes = sizesOf(parts);
  let at = x + (wide - neededBy(parts)) / 2;
  return parts.map(([said, own], n) => {
    const r = radius(own.length);
    const place = at;
    at += sizes[n] + GAP;
    const box = { x: place - 2, y: y + 3, width: sizes[n] + 3, height: high - 6 };
    return [drawn(said, own, place + r, y + high / 2, r, box, tone), said, own];
  });
}

function stacked(parts, { x, y, wide, high, tone }) {
  const top = y + (high - parts.length * STACKED) / 2;
  return parts.map(([said, own], n) => {
    const middle = top + (n + 0.5) * STACKED;
    const r = Math.min(radius(own.length), STACKED / 2 - 2);
    const box = { x: x + 4, y: middle - STACKED / 2 + 1, width: wide - 8, height: STACKED - 2 };
    return [drawn(said, own, x + wide / 2 - 8, middle, r, box, tone), said, own];
  });
}

function drawn(said, own, x, y, r, box, tone) {
  return svg(
    "g",
    { class: tone },
    svg("rect", { ...box, class: "hit" }),
    evidenceMark(MARK_OF[said], x, y, said === "not done" ? r * 0.72 : r),
    svg("text", { x: x + r + 3, y: y + 4, class: "number" }, own.length.toLocaleString("en-GB")),
  );
}

function markOf(row, deed, said, own) {
  const claims = own.map(({ claim }) => claim);
  const who = new Set(own.map((one) => one.who.id)).size;
  return {
    key: `deed:${row.focus}:${row.sector}:${deed}:${said}`,
    title: `${sectorWords(row.sector)} ${deed}: ${said}${row.of > 1 ? ` (${row.focus} evidence)` : ""}`,
    note: `${counted(claims.length, "claim")} about ${counted(who, "stakeholder")}`,
    claims,
  };
}

function table(app, rows, order) {
  return numberTable(app, {
    caption:
      "Claims by sector and by what is done with evidence: done, in part, not done; sectors of which most claims speak first",
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
