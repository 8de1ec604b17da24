/** Flows of evidence: who gives which kind of it, who takes it, and where it is said not to pass. */
import { counted, provenance, tally } from "../data/count.js";
import { SAID } from "../data/deeds.js";
import { MOST_THROUGH } from "../data/limits.js";
import { flowsShown } from "../data/map-flows.js";
import { strongest } from "../data/map-sectors.js";
import { FLOW_COLUMNS, FLOW_STATES, UNSTATED } from "../data/words.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { stateTone } from "../draw/map-picture.js";
import { columnPlaces, drawLine, drawRegions, standingOut, ways } from "../draw/map-regions.js";
import { scrolling } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";
import { capital } from "../draw/text.js";
import { focusChoice, focusShown } from "./deeds.js";
import { ALL } from "./deeds-picture.js";
import { leastChoice, leastShown } from "./map-choices.js";
import { claimsOf, claimsSaid, flowsFinding } from "./map-findings.js";
import { lineSwatch } from "./map-legend.js";
import { sectorWords } from "./sector-words.js";
import "./map-sectors.css";

/** @type {import("./map.js").MapPicture} */
export const flowMap = {
  value: "flows",
  words: "Flows of evidence",
  fits: ({ study }) => study.rules.gives.length > 0 && study.ofKind("EvidenceItem").length > 0,
  draw(app) {
    const focus = focusShown(app);
    const isShown = (one) => focus === ALL || one === focus;
    const shown = flowsShown(app.study, app.claims, { isShown, least: leastShown(app) });
    const { drawn, left } = strongest(shown.flows);
    const picture = flowsPicture(app, shown, drawn, focus);
    const { finding: found, detail } = flowsFinding(shown, {
      evidence: focus === ALL ? "evidence" : `${focus} evidence`,
      order: Object.keys(app.study.rules.deeds),
    });
    const undrawn = left
      ? `. ${counted(left, "line")} of pairs with fewest claims ${left === 1 ? "is" : "are"} not drawn`
      : "";
    return {
      finding: found,
      detail: `${detail}${undrawn}`,
      sentence: [
        "A line leads from the sector that is said to make, hold or pass on evidence to its kind, and on to the sector that is said to ask for, get, weigh or use it. Stakeholders whose sector is not known are shown one by one, as are items whose kind is not known. ",
        "It does not say that it is the same evidence on both sides. A dashed line counts claims that it is not done; it is beside the line of what is done, and neither is subtracted from the other. ",
        `${provenance(claimsOf(shown.flows))}. Thicker means more claims. Claims of what ought to be are left out; no line means that nobody mentions it.`,
      ].join(""),
      controls: [...focusChoice(app, focus), leastChoice(app)],
      content: shown.flows.length
        ? [
            scrolling("Flows of evidence", picture.element),
            through(app, shown),
            el("h3", { "data-part": "table" }, "The same as a table"),
            flowTable(app, shown),
          ]
        : [el("p", { class: "empty" }, "No claim shown says who gives or takes evidence.")],
      selected: picture.selected,
      table: () => numbers(shown),
    };
  },
};

function flowsPicture(app, { givers, kinds, takers }, flows, focus) {
  for (const row of [...givers, ...takers]) row.label ??= sectorWords(row.id);
  for (const row of kinds) row.label = row.id ? capital(row.label) : UNSTATED.evidence;
  for (const row of [...givers, ...kinds, ...takers]) {
    Object.assign(row, { here: true, notes: [saidWords(row.deeds)], sides: kinds.includes(row) ? 2 : 1 });
    row.node = kinds.includes(row) ? { kind: "EvidenceType" } : null;
  }
  const areKinds = kinds.some(({ id }) => app.study.nodes.get(id)?.kind === "EvidenceType");
  const drawn = new Set(flows.flatMap(({ start, end }) => [start, end]));
  const regions = Object.entries({ givers, kinds, takers }).map(([key, all]) => ({
    key,
    title: key === "kinds" && !areKinds ? "Evidence" : FLOW_COLUMNS[key],
    rows: all.filter((row) => drawn.has(row)),
  }));
  const places = columnPlaces(regions, flows, app.width);
  const element = svg("svg", {
    class: "picture sectors flows",
    role: "group",
    "aria-label": "Flows of evidence",
  });
  const colour = app.study.kindsByName.get("EvidenceType")?.colour;
  const boxes = drawRegions(places, {
    fill: () => colour,
    radius: (row) => (row.node ? 5 : 0),
    heading: () => {},
    row: (row, group) => app.marks.add(group, rowMark(row)),
  });
  const way = ways(flows, places);
  const lineOf = new Map();
  const toneOf = (state) => (focus === app.study.inQuestion ? "asked" : stateTone(state));
  const layer = svg("g", {});
  for (const flow of [...flows].sort((a, b) => b.claims.length - a.claims.length)) {
    const thick = Math.min(9, 0.6 + 1.2 * Math.sqrt(flow.claims.length));
    const group = drawLine(
      { line: { ...flow, forth: true }, ...way.get(flow) },
      { ...places, tone: toneOf(flow.state), thick },
    );
    lineOf.set(app.marks.add(group, flowMark(flow)), flow);
    layer.append(group);
  }
  element.append(...boxes, layer);
  const entries = Object.entries(FLOW_STATES).map(([state, label]) => ({
    draw: lineSwatch(state, toneOf(state)),
    label,
    wide: 26,
  }));
  finished(element, entries, { width: places.width, y: places.height });
  const show = standingOut(element, lineOf);
  return { element, selected: () => show([]) };
}

/** `12 done, 3 in part, 5 not done`: claims, never set off against each other. */
function saidWords(own) {
  return SAID.map((said) => [claimsSaid(own, said).length, said])
    .filter(([number]) => number)
    .map(([number, said]) => `${number} ${said}`)
    .join(" · ");
}

function rowMark(row) {
  const who = new Set(row.deeds.map((one) => one.who.id)).size;
  return {
    key: row.key,
    title: row.label,
    note: `${[...new Set(row.deeds.map(({ deed }) => deed))].join(", ")}: ${saidWords(row.deeds)}; ${counted(who, "stakeholder")}`,
    claims: [...new Set(row.deeds.map(({ claim }) => claim))],
  };
}

function flowMark(flow) {
  return {
    key: `flow:${flow.key}`,
    title: `${flow.start.label} → ${flow.end.label}`,
    note: `${flow.deeds.join(", ")}: ${FLOW_STATES[flow.state]}${flow.inPart ? ` (${flow.inPart} in part)` : ""}`,
    claims: flow.claims,
  };
}

/** Those through whom evidence goes. */
function through(app, { through: between }) {
  if (!between.length) return "";
  const sorted = [...between].sort(
    (a, b) => b.claims.size - a.claims.size || (a.who.label < b.who.label ? -1 : 1),
  );
  const item = ({ who, deeds: own, claims }) =>
    el(
      "li",
      {},
      app.marks.add(el("span", {}, who.label), {
        key: `through:${who.id}`,
        title: who.label,
        note: [...own].join(", "),
        claims: [...claims],
      }),
      ` (${counted(claims.size, "claim")})`,
    );
  return el(
    "div",
    { class: "passing" },
    el("h3", { "data-part": "through" }, "Through whom: said both to get evidence and to pass it on"),
    el("ul", { class: "columns" }, sorted.slice(0, MOST_THROUGH).map(item)),
    sorted.length > MOST_THROUGH
      ? el("p", {}, `and ${sorted.length - MOST_THROUGH} more with fewer claims`)
      : null,
  );
}

function flowTable(app, { flows }) {
  const sorted = [...flows].sort((a, b) => b.claims.length - a.claims.length || (a.key < b.key ? -1 : 1));
  return numberTable(app, {
    name: "flows",
    caption: "Lines of the picture, by number of claims",
    rows: sorted,
    columns: [
      { title: "From", cell: ({ start }) => start.label },
      { title: "To", cell: ({ end }) => end.label },
      { title: "What", cell: ({ deeds: own }) => own.join(", ") },
      { title: "What claims say", cell: ({ state }) => FLOW_STATES[state] },
      { title: "Claims", number: true, cell: ({ claims }) => claims.length, mark: flowMark },
      { title: "Speakers", number: true, cell: ({ claims }) => tally(claims).speakers },
      { title: "Sources", number: true, cell: ({ claims }) => tally(claims).sources },
    ],
  });
}

function numbers({ flows }) {
  return {
    columns: ["from", "to", "deeds", "state", "n_claims", "claims"],
    rows: flows.map(({ start, end, deeds: own, state, claims }) => [
      start.key,
      end.key,
      own.join("; "),
      state,
      claims.length,
      claims.map(({ claim }) => claim).join("; "),
    ]),
  };
}
