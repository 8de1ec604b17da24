/** The map by sector: sectors in fixed places, stakeholders in them, people inside their organisation when it is opened. */
import { counted, provenance } from "../data/count.js";
import { MOST_LINES } from "../data/limits.js";
import { arrangementOf, rowsInOrder } from "../data/map-places.js";
import { bands, sectorsShown, strongest } from "../data/map-sectors.js";
import { sides } from "../data/regions.js";
import { spaced } from "../data/study.js";
import { LAYERS, TIE_STATES } from "../data/words.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { thickness, tieTone } from "../draw/map-picture.js";
import { drawLine, drawRegions, regionPlaces, standingOut, ways } from "../draw/map-regions.js";
import { choices, isolates } from "./map-choices.js";
import { placesControls } from "./map-files.js";
import { sectorsFinding } from "./map-findings.js";
import { legendEntries } from "./map-legend.js";
import { idsOf } from "./map-marks.js";
import { moving } from "./map-moving.js";
import { mapTables, tieRows } from "./map-tables.js";
import { sectorWords } from "./sector-words.js";
import "./map-sectors.css";

/** Below one of so many rows, those that are left stand closer together. */
const CLOSE = 3;

/** @type {import("./map.js").MapPicture} */
export const sectorMap = {
  value: "sectors",
  words: "By sector",
  fits: ({ study }) =>
    Object.values(study.map.layers).some(
      ({ groups }) => groups.sector.id.filter((id) => id !== null).length > 1,
    ),
  draw(app) {
    const { study } = app;
    const { name, layer, classes, least, controls } = choices(app);
    const opened = new Set(idsOf(app.option("inside", "[]")));
    const shown = sectorsShown(study, app.included, { layer: name, opened, classes, least });
    for (const sector of shown.sectors) sector.title = sectorWords(sector.id);
    const banded = shown.lines.length > MOST_LINES;
    const { bands: between, inside } = bands(shown);
    const { drawn, left } = banded ? strongest(between) : { drawn: shown.lines, left: 0 };
    const picture = regions(app, { ...shown, drawn, inside, banded, opened });
    const made = asScene(shown);
    return {
      ...sectorsFinding(shown, left),
      sentence: sentence(shown, { name, banded, least, left, close: isClose(app, shown) }),
      controls: [
        ...controls,
        opened.size
          ? el("button", { type: "button", on: { click: () => app.choose("inside", "") } }, "Close all")
          : "",
      ],
      content:
        drawn.length + shown.within.length
          ? [
              picture.element,
              placesControls(app, app.option("arranged", "") ? () => app.choose("arranged", "") : null),
              isolates(app, shown.alone),
              ...mapTables(app, name, made, layer),
            ]
          : [
              el(
                "p",
                { class: "empty" },
                "The claims that the filters leave in mention no tie of this kind.",
              ),
              isolates(app, shown.alone),
            ],
      selected: picture.standOut,
      table: () => tieRows(made),
    };
  },
};

/** The picture, and what lets that stand out which is open. */
function regions(app, shown) {
  const { sectors, sectorOf, drawn, banded } = shown;
  const own = arrangementOf(app.option("arranged", ""));
  for (const sector of sectors) sector.rows = rowsInOrder(sector.rows, own?.rows[sector.key]);
  const close = isClose(app, shown);
  const whole = close ? { ...shown.whole, all: drawn } : shown.whole;
  const places = regionPlaces(sectors, whole, app.width, own, close);
  const element = svg("svg", {
    class: "picture sectors",
    role: "group",
    "aria-label": "Stakeholders by sector",
  });
  const kinds = new Map(app.study.kinds.map(({ kind, colour }) => [kind, colour]));
  const claims = claimsOf([...shown.lines, ...shown.within]);
  const boxes = drawRegions(places, {
    fill: (row) => kinds.get(row.node?.kind) ?? "var(--line)",
    radius: (row) => Math.min(9, 4 + 0.8 * Math.sqrt(claims.get(row)?.size ?? 0)),
    heading: (sector, group) => app.marks.add(group, sectorMark(app, sector, shown)),
    row: (row, group) => app.marks.add(group, rowMark(app, row, shown)),
    people: (row, group) => app.marks.add(group, peopleMark(app, row, shown.opened)),
  });
  const way = ways(drawn, places);
  const lineOf = new Map();
  const layer = svg("g", { class: "ties" });
  const sorted = [...drawn].sort((a, b) => b.claims.length - a.claims.length);
  for (const line of sorted) {
    const looks = { ...places, tone: tieTone(app.study, line), thick: thickness(line) };
    const group = drawLine({ line, ...way.get(line) }, looks);
    lineOf.set(app.marks.add(group, lineMark(app, line, banded)), line);
    layer.append(group);
  }
  if (banded) layer.append(...numbers(sorted, way, places));
  element.append(...boxes, layer);
  const here = new Set([...sectorOf.keys()].filter((row) => row.here).map((row) => row.node?.kind));
  const colours = app.study.kinds
    .filter(({ kind }) => here.has(kind))
    .map(({ kind, one, colour }) => ({ kind, colour, label: one }));
  const entries = legendEntries(app, { by: "kind", colours, ties: drawn });
  finished(element, entries, { width: app.width, y: places.height });
  element.addEventListener("click", (event) => beginOrEndChain(app, event), { capture: true });
  const show = standingOut(element, lineOf);
  const moves = moving(app, element, places, own);
  return {
    element: el("div", { class: "sector-map" }, moves.bar, element),
    standOut: (open) => {
      show(keysOf(open, sectorOf));
      moves.show(open);
    },
  };
}

/** Do few rows stand closer together? Not where a reader has put them, and not beside another slice. */
function isClose(app, { sectorOf }) {
  const rows = [...sectorOf.keys()];
  const few = rows.filter(({ here }) => here).length * CLOSE < rows.length;
  return few && !app.option("arranged", "") && app.beside.length === 1;
}

/** With Shift a click on another row opens the chain from what is open to it. */
function beginOrEndChain(app, event) {
  const row = event.target.closest?.("[data-row]")?.getAttribute("data-row") ?? "";
  const [from, to] = [app.shown.open.replace(/^mark:row:/, ""), row].map((key) =>
    key.startsWith("node:") ? key.slice("node:".length) : "",
  );
  if (!event.shiftKey || !from || !to || from === to) return;
  event.preventDefault();
  app.open(`chain:${JSON.stringify([from, to])}`);
}

/** How many lines each band stands for, where it leaves; a number that would cover another is only in the table. */
function numbers(drawn, way, { left, right, columns }) {
  const taken = [];
  return drawn.flatMap((line) => {
    if (line.ties < 2) return [];
    const { from, to } = way.get(line);
    const [out] = sides(from.column, to.column, columns);
    const [x, y] = [out > 0 ? right[from.column] + 14 : left[from.column] - 14, from.y + 4];
    if (taken.some((other) => Math.abs(other[0] - x) < 24 && Math.abs(other[1] - y) < 13)) return [];
    taken.push([x, y]);
    return [svg("text", { x, y, "text-anchor": "middle", class: "number on-tie" }, String(line.ties))];
  });
}

/** Rows that stand for what is open; one that is inside a closed organisation stands in its row. */
function keysOf(open, sectorOf) {
  const [what, ...rest] = open.split(":");
  const ids = what === "node" ? [rest.join(":")] : what === "chain" ? idsOf(rest.join(":")) : [];
  return [...sectorOf.keys()]
    .filter(({ members }) => members.some(({ id }) => ids.includes(id)))
    .map(({ key }) => key);
}

function claimsOf(lines) {
  const found = new Map();
  for (const { start, end, claims } of lines) {
    for (const row of [start, end]) {
      if (!found.has(row)) found.set(row, new Set());
      for (const claim of claims) found.get(row).add(claim);
    }
  }
  return found;
}

const of = (lines, row) => lines.filter(({ start, end }) => start === row || end === row);

function rowMark(app, row, { lines, within }) {
  const own = of(lines, row);
  const inside = of(within, row);
  const claims = [...new Set([...own, ...inside].flatMap((line) => line.claims))];
  const people = row.people.length && !row.opened ? "; those of its people are counted with it" : "";
  const note = `${counted(own.length, "tie")} to others on this map${people}`;
  if (row.node && !row.members.some((one) => one !== row.node))
    return { key: `row:${row.key}`, title: row.label, note, open: row.key };
  return {
    key: `row:${row.key}`,
    title: row.label,
    note: `${note}. ${row.members.map(({ label }) => label).join("; ")}`,
    claims,
    actions: row.node ? [{ label: `All claims about ${row.label}`, act: () => app.open(row.key) }] : [],
  };
}

function peopleMark(app, row, opened) {
  return {
    key: `people:${row.key}`,
    title: row.opened ? `Close ${row.label}` : `Show who is inside ${row.label}`,
    act: () => app.choose("inside", toggled(opened, row.node.id)),
  };
}

function sectorMark(app, sector, { lines, sectorOf, opened }) {
  const own = lines.filter(({ start, end }) => [start, end].some((row) => sectorOf.get(row) === sector));
  const inside = own.filter(({ start, end }) => sectorOf.get(start) === sectorOf.get(end));
  const all = sector.rows.some(({ key }) => key.startsWith("rest:")) || sector.all;
  return {
    key: sector.key,
    title: sector.title,
    note: `${counted(own.length, "tie")} with an end in it, ${inside.length} of them within it`,
    claims: [...new Set(own.flatMap((line) => line.claims))],
    actions: all
      ? [
          {
            label: sector.all ? "Show fewer rows" : `Show all ${sector.size} rows`,
            act: () => app.choose("inside", toggled(opened, sector.key)),
          },
        ]
      : [],
  };
}

/** Ids of what is opened, with one put in or taken out, as the address keeps them. */
function toggled(opened, id) {
  const next = new Set(opened);
  if (!next.delete(id)) next.add(id);
  return next.size ? JSON.stringify([...next].sort()) : "";
}

function lineMark(app, line, banded) {
  const shared = line.shared.map((id) => app.study.label(id)).join("; ");
  const verbs = line.verbs.map(spaced).join(", ");
  const [a, b] = [line.start, line.end].map((one) => one.title ?? one.label);
  return {
    key: `line:${line.key}`,
    title: `${a} – ${b}${banded ? ` (${counted(line.ties, "tie")})` : ""}`,
    note: [verbs, TIE_STATES[line.state], shared && `Mentioned together with: ${shared}`]
      .filter(Boolean)
      .join(". "),
    claims: line.claims,
  };
}

/** As the tables and the saved numbers want it. */
function asScene({ lines, sectorOf }) {
  const units = [...sectorOf.keys()].filter((row) => row.here);
  for (const row of units) row.weight = of(lines, row).length;
  return { units, ties: lines, directed: false };
}

function sentence({ lines, sectorOf, within, alone }, { name, banded, least, left, close }) {
  const claims = [...new Set([...lines, ...within].flatMap((line) => line.claims))];
  const rows = [...sectorOf.keys()].filter(({ here }) => here);
  const states = Object.entries(TIE_STATES).map(
    ([state, words]) => `${lines.filter((line) => line.state === state).length} ${words}`,
  );
  return [
    `A box is a sector: the type of the organisation, or of the one that a person belongs to. ${close ? "Few rows are left, so they stand closer together than on the whole map, in the same columns and order" : "Boxes and rows keep their places unless the filters leave few rows in"}; drag them, or move them with Shift and an arrow, and the address keeps where they are. A line is a tie: ${LAYERS[name]}; one for each pair and for each thing said of it: ${states.join(", ")}. `,
    `${counted(lines.length, "tie")} between ${counted(rows.length, "row")} and ${counted(within.length, "tie")} inside a row rest on ${provenance(claims)}. Thicker means more claims; an arrow points to the one it is done to. `,
    "What people of an organisation are said to do counts with it until it is opened (▸). ",
    banded
      ? "There are too many lines to draw: a band is all ties between two sectors, with their number. "
      : "",
    left ? `Not drawn: ${counted(left, "band")}, those of pairs with fewest claims. ` : "",
    least > 1 ? `Ties that fewer than ${least} sources report are left out. ` : "",
    alone.length ? "Stakeholders without such a tie are listed below. " : "",
    "A central place is not power, and the absence of a line does not mean that there is no tie.",
  ].join("");
}
