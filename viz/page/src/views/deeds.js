/** Who does what with evidence: sectors down, what they do across, done beside not done. */
import { counted, provenance } from "../data/count.js";
import { bySector, deeds, mostUndone, SAID } from "../data/deeds.js";
import { spaced } from "../data/study.js";
import { choice, chosen } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { mark } from "../draw/shapes.js";
import { numberTable } from "../draw/table.js";
import { capital, lines, width } from "../draw/text.js";
import "./deeds.css";

const ROW = 44;
const HEAD = 34;
const NARROWEST = 60;
const STACKED = 22;
const LINE = 15;
/** Radius of a mark: its area grows with the claims. */
const radius = (number) => Math.min(4.5 + 2.6 * Math.sqrt(number), 17);
const MARK_OF = { done: "used", "in part": "partly", "not done": "not used" };
const ALL = "all";

export const deedsView = {
  id: "deeds",
  title: "Who does what with evidence",
  tab: "Who does what",
  draw(app) {
    const { study } = app;
    const focus = focusShown(app);
    const shown = deedsOf(app, focus);
    const order = Object.keys(study.rules.deeds);
    const rows = bySector(shown, order);
    return {
      finding: deedsFinding(shown, focus),
      sentence: [
        `${provenance(shown.map(({ claim }) => claim))}. `,
        "A row is a sector: the type of the organisation that acts, or of the one that an actor belongs to. ",
        "A mark stands for claims that somebody of it does this with evidence, does it in part, or does not do it; the number counts claims. ",
        "Nothing is drawn where nobody says anything, which does not mean that it is not done. Claims of what ought to be are left out.",
      ].join(""),
      controls: study.inQuestion
        ? [
            choice(
              app,
              "evidence",
              "Evidence:",
              focuses(study).map((one) => [one, one === ALL ? "all" : one]),
              study.inQuestion,
            ),
          ]
        : [],
      content: rows.length
        ? [
            scrolling("Who does what with evidence", deedsPicture(app, rows, app.width, app.tone(focus))),
            el("h3", {}, "The same as a table"),
            table(app, rows, order),
          ]
        : [el("p", { class: "empty" }, "No claim shown says what anybody does with this evidence.")],
      table: () => numbers(rows, order),
    };
  },
};

function focuses(study) {
  const present = new Set(study.ofKind("EvidenceItem").map(({ focus }) => focus));
  const named = [study.inQuestion, study.comparedWith, ...study.focuses];
  return [...new Set(named.filter((focus) => present.has(focus))), ALL];
}

function focusShown(app) {
  return app.study.inQuestion ? chosen(app, "evidence", focuses(app.study)) : ALL;
}

/** The deeds with evidence of one focus that the filters leave in. */
export function deedsOf(app, focus) {
  const all = deeds(app.study, app.claims);
  return focus === ALL ? all : all.filter(({ item }) => item.focus === focus);
}

/** Of whom most is said not to be done. */
export function deedsFinding(shown, focus) {
  if (!shown.length) return "";
  const evidence = focus === ALL ? "evidence" : `${focus} evidence`;
  const most = mostUndone(shown);
  if (!most) return `Nobody is said not to do something with ${evidence}`;
  const [own, undone] = [most.own.length, most.undone.length];
  const claims = `${own} of ${counted(undone, "claim")} that something was not done with ${evidence} ${own === 1 ? "is" : "are"} about`;
  if (most.alike > 1) return `${claims} each of ${most.alike} sectors`;
  return most.sector
    ? `${claims} one sector: ${inText(sectorWords(most.sector))}`
    : `${claims} stakeholders whose sector is not known`;
}

/** A sector in words; a word without a vowel is an abbreviation. */
export function sectorWords(sector) {
  if (!sector) return "Sector not known";
  return capital(spaced(sector).replaceAll(/\b[^aeiou\s]{2,5}\b/g, (word) => word.toUpperCase()));
}

function inText(words) {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

/**
 * The picture; also a small one on the overview.
 * @param {import("../app.js").App} app
 * @param {ReturnType<typeof bySector>} rows
 * @param {number} room pixels
 * @param {string} tone class of the marks
 */
export function deedsPicture(app, rows, room, tone) {
  const order = Object.keys(app.study.rules.deeds);
  const used = order.filter((deed) => rows.some((row) => row.deeds.some((one) => one.deed === deed)));
  const named = Math.min(230, Math.max(110, room * 0.2));
  const wide = Math.max((Math.min(room, 1500) - named) / used.length, NARROWEST);
  const W = named + wide * used.length;
  const picture = svg("svg", { class: "picture deeds", role: "group", "aria-label": "Who does what" });
  used.forEach((deed, place) => {
    lines(deed, wide - 4, 2, 12, 600).forEach((text, n) => {
      const at = {
        x: named + wide * (place + 0.5),
        y: 13 + n * LINE,
        class: "head",
        "text-anchor": "middle",
      };
      picture.append(svg("text", at, text));
    });
  });
  let y = HEAD;
  rows.forEach((row, place) => {
    const cells = used.map((deed) => partsOf(row, deed));
    const deep = Math.max(...cells.map((cell) => (fitsBeside(cell, wide) ? 1 : cell.length)));
    const high = Math.max(ROW, deep * STACKED + 10);
    if (place % 2 === 0) picture.append(svg("rect", { x: 0, y, width: W, height: high, class: "band" }));
    const name = lines(sectorWords(row.sector), named - 16, 3, 12, 400);
    const first = y + high / 2 + 4 - ((name.length - 1) * LINE) / 2;
    name.forEach((text, n) => {
      picture.append(svg("text", { x: named - 10, y: first + n * LINE, "text-anchor": "end" }, text));
    });
    used.forEach((deed, column) => {
      const at = { x: named + wide * column, y, wide, high, tone };
      const draw = fitsBeside(cells[column], wide) ? sideBySide : stacked;
      picture.append(
        ...draw(cells[column], at).map(([group, said, own]) =>
          app.marks.add(group, markOf(row, deed, said, own)),
        ),
      );
    });
    y += high;
  });
  return finished(
    picture,
    SAID.map((said) => ({
      draw: (x, at) => svg("g", { class: tone }, mark(MARK_OF[said], x, at, 6)),
      label: { done: "said to be done", "in part": "in part", "not done": "said not to be done" }[said],
      wide: 16,
    })).concat([
      {
        draw: (x, at) => svg("text", { x, y: at + 4, "text-anchor": "middle" }, "5"),
        label: "number of claims",
      },
    ]),
    { width: W, y: y + 2 },
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
    mark(MARK_OF[said], x, y, said === "not done" ? r * 0.72 : r),
    svg("text", { x: x + r + 3, y: y + 4, class: "number" }, own.length.toLocaleString("en-GB")),
  );
}

function markOf(row, deed, said, own) {
  const claims = own.map(({ claim }) => claim);
  const who = new Set(own.map((one) => one.who.id)).size;
  return {
    key: `deed:${row.sector}:${deed}:${said}`,
    title: `${sectorWords(row.sector)} ${deed}: ${said}`,
    note: `${counted(claims.length, "claim")} about ${counted(who, "stakeholder")}`,
    claims,
  };
}

function table(app, rows, order) {
  return numberTable(app, {
    caption: "Claims by sector and by what is done with evidence: done, in part, not done",
    name: "deeds",
    rows,
    columns: [
      { title: "Sector", cell: ({ sector }) => sectorWords(sector) },
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
    columns: ["sector", "deed", ...SAID.map((said) => said.replace(" ", "_")), "n_sources", "n_speakers"],
    rows: rows.flatMap((row) =>
      order.flatMap((deed) => {
        const own = row.deeds.filter((one) => one.deed === deed);
        if (!own.length) return [];
        const distinct = (name) => new Set(own.map(({ claim }) => claim[name]).filter(Boolean)).size;
        return [
          [
            row.sector,
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
