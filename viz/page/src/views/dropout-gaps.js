/** The gap grid: types of evidence by stage, what is said of their items there, and where no claim says whether any was used. */
import { counted, rate } from "../data/count.js";
import { gapGrid, gapPlaces, NO_TYPE } from "../data/gaps.js";
import { itemsShown, itemWord, itemWords, touchesShown } from "../data/touches.js";
import { choice, chosen } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { multiples } from "../draw/multiples.js";
import { focusSign, signEntries } from "../draw/pairs.js";
import { pie } from "../draw/pie.js";
import { scrolling } from "../draw/scrolling.js";
import { capital, width } from "../draw/text.js";
import { headed } from "./findings.js";

const ROW = 38;
const LARGEST = 16;
const SMALLEST = 3.5;

/** Heading, choice and picture; nothing where no claim says at any place whether evidence was used. */
export function gapsPicture(app) {
  const { study } = app;
  const touches = touchesShown(app);
  const divided = study.stages.length > study.phases.length;
  const by = divided ? chosen(app, "gaps", ["stage", "phase"]) : "phase";
  const all = itemsShown(app);
  const groups = compared(study, all);
  const places = gapPlaces(study, by, touches);
  const grid = gapGrid(groups, touches, by, places, study.rules);
  if (!grid.cells.some(({ reported }) => reported.length)) return [];
  return [
    el("h3", { "data-part": "gaps" }, gapsFinding(app.study, grid.cells, by)),
    el(
      "p",
      { class: "aside" },
      words(
        study,
        grid,
        [...all.keys()].filter((focus) => !groups.has(focus)),
        by,
      ),
    ),
    divided
      ? el(
          "div",
          { class: "controls" },
          choice(app, "gaps", "Columns:", [
            ["stage", "stages"],
            ["phase", "phases"],
          ]),
        )
      : "",
    scrolling(
      "Types of evidence by stage: what is said, and where no claim says whether they were used",
      bubbles(app, grid, places, [...groups.keys()]),
    ),
  ];
}

/** The two focuses that the study compares, or all where it compares none. */
function compared(study, groups) {
  const rows = [...groups].map(([focus, items]) => ({ focus, items, mentioned: items }));
  return new Map(headed(study, rows).map(({ focus, items }) => [focus, items]));
}

/**
 * Where no claim says whether an item was used, of the cells in which the study has items.
 * @param {import("../data/study.js").Study} study
 * @param {import("../data/gaps.js").GapCell[]} cells
 * @param {"phase"|"stage"} by
 */
export function gapsFinding({ rules }, cells, by) {
  const pairs = `pairs of a type of evidence and a ${by}`;
  const parts = [...new Set(cells.map(({ focus }) => focus))].map((focus, n) => {
    const own = cells.filter((cell) => cell.focus === focus);
    const silent = own.filter(({ reported }) => !reported.length).length;
    return `any ${itemWord(focus)} ${n ? "" : "was used "}in ${rate(rules, silent, own.length, n ? "" : pairs)}`;
  });
  return `No claim shown says whether ${parts.join(", ")}`;
}

function words(study, { cells }, others, by) {
  const left = cells.flatMap((cell) =>
    cell.reported.filter(({ mark }) => mark === "not used").map(() => cell),
  );
  const most = new Map();
  for (const { focus, type, place } of left) {
    const key = [focus, type, place].join("|");
    most.set(key, { focus, type, place, number: (most.get(key)?.number ?? 0) + 1 });
  }
  const [first, second] = [...most.values()].sort((a, b) => b.number - a.number);
  const largest =
    first && first.number > (second?.number ?? 0)
      ? ` Most items said to be left out: ${typeWords(study, first.type)} at ${study.label(first.place)}, ${itemWords(first.focus, first.number)}.`
      : "";
  const beside = others.length
    ? ` Items of other focuses (${others.join(", ")}) are not in this picture.`
    : "";
  return `A bubble is the items of a type that some claim says were used or not at a ${by}; its size is their number, its pieces are what is said. Where no claim says whether any was used the cell has no bubble; “of 7” is how many items of the type the study has.${largest}${beside}`;
}

function typeWords(study, type) {
  return type === NO_TYPE ? "no type stated" : study.label(type);
}

function bubbles(app, { types, cells }, places, focuses) {
  const { study } = app;
  const found = new Map(cells.map((cell) => [[cell.focus, cell.type, cell.place].join("|"), cell]));
  const most = app.scaleOf("gaps", Math.max(...cells.map(({ reported }) => reported.length)));
  const numbers = width(String(most), 12) + 8;
  const picture = svg("svg", {
    class: "picture gaps",
    role: "group",
    "aria-label": "Types of evidence by stage: what is said of their items",
  });
  const middle = ({ x, wide }, n) => {
    const half = (wide - 8) / focuses.length;
    return x + 4 + half * n + Math.min(half / 2, LARGEST + 3);
  };
  const { made, y, heads, labels } = multiples({
    room: app.width,
    rows: types.map((type) => ({ type, label: capital(typeWords(study, type)) })),
    columns: places,
    least: focuses.length * (2 * LARGEST + numbers) + 8,
    widest: 220,
    high: ROW,
    under: focuses.length > 1 ? 18 : 4,
    drawUnder: (_, place) =>
      focuses.length > 1
        ? focuses.map((focus, n) =>
            svg(
              "g",
              { class: `dumbbells ${app.tone(focus)}` },
              focusSign(app.tone(focus), middle(place, n), place.y + 8, 4),
            ),
          )
        : [],
    drawCell: ({ type }, column, place) => [
      svg("rect", {
        x: place.x + 2,
        y: place.y + 1,
        width: place.wide - 4,
        height: place.high - 2,
        class: "cell-ground",
      }),
      ...focuses.map((focus, n) => {
        const cell = found.get([focus, type, column.id].join("|"));
        const at = { x: middle(place, n), y: place.y + place.high / 2 };
        if (!cell?.reported.length) return silence(at, cell);
        const half = (place.wide - 8) / focuses.length;
        const hit = { x: place.x + 4 + half * n, y: place.y + 2, width: half, height: place.high - 4 };
        return bubble(app, cell, column, at, hit, most);
      }),
    ],
  });
  picture.append(...made);
  return finished(picture, entries(app, cells, focuses), { width: app.width, y, heads, labels });
}

function silence({ x, y }, cell) {
  const items = cell?.items.length ?? 0;
  return svg(
    "text",
    { x, y: y + 4, "text-anchor": "middle", class: "quiet thin" },
    items ? `of ${items}` : "·",
  );
}

function bubble(app, cell, column, { x, y }, hit, most) {
  const { study } = app;
  const { focus, type, items, reported } = cell;
  const tone = app.tone(focus);
  const r = Math.max(SMALLEST, LARGEST * Math.sqrt(reported.length / most));
  const said = Object.entries(study.rules.marks)
    .map(([mark, meaning]) => ({ mark, meaning, own: reported.filter((one) => one.mark === mark) }))
    .filter(({ own }) => own.length);
  const rest = items.length - reported.length;
  return app.marks.add(
    svg(
      "g",
      {},
      svg("rect", { ...hit, class: "hit" }),
      pie(
        x,
        y,
        r,
        said.map(({ mark, own }) => ({ className: pieceClass(mark, tone), number: own.length })),
      ),
      svg("text", { x: x + r + 3, y: y + 4, class: "number" }, reported.length),
    ),
    {
      key: `gap:${focus}:${type}:${column.id}`,
      title: `${capital(typeWords(study, type))} at ${placeWords(column)}, ${focus}: ${counted(reported.length, "item")} said to be used or not`,
      note: [
        ...said.map(({ meaning, own }) => `${meaning}: ${own.map(({ item }) => item.label).join(", ")}`),
        rest
          ? `${counted(rest, "other")} of this type: no claim says here whether ${rest === 1 ? "it was" : "they were"} used`
          : "",
      ]
        .filter(Boolean)
        .join("; "),
      claims: [...new Set(reported.flatMap(({ claims }) => claims))].sort((a, b) => a.place - b.place),
    },
  );
}

const placeWords = ({ label, group }) => (group ? `${label} (${group})` : label);

const pieceClass = (mark, tone) => `segment ${tone} standing-${mark.replaceAll(" ", "-")}`;

/** What stands in the picture, and no more. */
function entries(app, cells, focuses) {
  const present = new Set(cells.flatMap(({ reported }) => reported.map(({ mark }) => mark)));
  return [
    ...(focuses.length > 1
      ? signEntries(app, focuses).map(({ draw, label }) => ({
          draw: (x, y) => svg("g", { class: "dumbbells" }, draw(x, y)),
          label,
        }))
      : []),
    ...Object.entries(app.study.rules.marks)
      .filter(([mark]) => present.has(mark))
      .map(([mark, label]) => ({
        draw: (x, y) => svg("g", {}, pie(x, y, 8, [{ className: pieceClass(mark, "tone-none"), number: 1 }])),
        label,
        wide: 18,
      })),
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "quiet thin" }, "of 7"),
      label: "no claim says whether it was used: items in the study (· none)",
      wide: 28,
    },
  ];
}
