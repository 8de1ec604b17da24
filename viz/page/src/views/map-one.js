/** One stakeholder in the middle, its partners beside it by sector, with what is said of them. */
import { provenance } from "../data/count.js";
import { MOST_SAID } from "../data/limits.js";
import { deedsOfOne, oneShown, saidInWords, stakeholdersTied } from "../data/map-one.js";
import { spaced } from "../data/study.js";
import { LAYERS, TIE_STATES } from "../data/words.js";
import { choice } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { thickness, tieTone } from "../draw/map-picture.js";
import { drawLine, drawRegions, onePlaces, standingOut, ways } from "../draw/map-regions.js";
import { scrolling } from "../draw/scrolling.js";
import { choices } from "./map-choices.js";
import { oneFinding } from "./map-findings.js";
import { legendEntries } from "./map-legend.js";
import { mapTables, tieRows } from "./map-tables.js";
import { sectorWords } from "./sector-words.js";
import "./map-sectors.css";

const MOST_LISTED = 200;

/** @type {import("./map.js").MapPicture} */
export const oneMap = {
  value: "one",
  words: "One and its partners",
  fits: ({ study }) => Object.values(study.map.layers).some(({ ties }) => ties.start.length > 0),
  draw(app) {
    const { study } = app;
    const { name, layer, classes, least, controls } = choices(app);
    const listed = stakeholdersTied(study, app.included, name, MOST_LISTED);
    const asked = study.nodes.get(app.option("one", ""));
    const id = study.map.nodes.includes(asked?.id) ? asked.id : listed[0]?.id;
    if (!id)
      return {
        finding: "",
        sentence: "",
        controls,
        content: [nothing()],
        table: () => tieRows({ ties: [] }),
      };
    const shown = oneShown(study, app.included, { layer: name, id, classes, least });
    const named = listed.some((node) => node.id === id) ? listed : [study.nodes.get(id), ...listed];
    const pick = named.map((node) => [node.id, node.label]).sort((a, b) => (a[1] < b[1] ? -1 : 1));
    const made = { units: [shown.one, ...shown.partners], ties: shown.lines, directed: false };
    for (const unit of made.units)
      unit.weight = shown.lines.filter(({ start, end }) => start === unit || end === unit).length;
    const picture = onePicture(app, shown);
    return {
      ...oneFinding(shown),
      sentence: sentence(shown, name),
      controls: [choice(app, "one", "Stakeholder:", pick, id), ...controls],
      content: shown.lines.length
        ? [scrolling(`Partners of ${shown.one.label}`, picture.element), ...mapTables(app, name, made, layer)]
        : [nothing()],
      selected: (open) => picture.standOut(open),
      table: () => tieRows(made),
    };
  },
};

function nothing() {
  return el("p", { class: "empty" }, "The claims that the filters leave in mention no tie of this kind.");
}

function onePicture(app, { one, members, sectors, lines, partners }) {
  for (const row of partners) {
    const said = wordsOf(app, row);
    row.notes = said.slice(0, MOST_SAID);
    if (said.length > MOST_SAID) row.notes.push(`and ${said.length - MOST_SAID} more`);
  }
  const own = deedsOfOne(app.study, app.claims, members);
  one.notes = members.length > 1 ? [`with ${members.length - 1} of its people and roles`] : [];
  const evidence = {
    key: "evidence",
    label: "What it does with evidence",
    node: null,
    members: [],
    here: true,
  };
  evidence.notes = own.map(({ words }) => words);
  const middle = { key: "one", title: "In the middle", rows: own.length ? [one, evidence] : [one] };
  for (const sector of sectors) sector.title = sectorWords(sector.id);
  const places = onePlaces(sectors, middle, lines, app.width);
  const element = svg("svg", {
    class: "picture sectors",
    role: "group",
    "aria-label": `Partners of ${one.label}`,
  });
  const kinds = new Map(app.study.kinds.map(({ kind, colour }) => [kind, colour]));
  const boxes = drawRegions(places, {
    fill: (row) => kinds.get(row.node?.kind),
    radius: (row) => (row === one ? 9 : row.node ? 5 : 0),
    heading: () => {},
    row: (row, group) =>
      app.marks.add(group, row === evidence ? evidenceMark(one, own) : partnerMark(app, row, one)),
  });
  const way = ways(lines, places);
  const lineOf = new Map();
  const layer = svg("g", {});
  for (const line of lines) {
    const looks = { ...places, tone: tieTone(app.study, line), thick: thickness(line) };
    const group = drawLine({ line, ...way.get(line) }, looks);
    lineOf.set(app.marks.add(group, lineMark(line)), line);
    layer.append(group);
  }
  element.append(...boxes, layer);
  const drawn = new Set([one, ...partners].map(({ node }) => node.kind));
  const colours = app.study.kinds
    .filter(({ kind }) => drawn.has(kind))
    .map(({ kind, one: label, colour }) => ({ kind, colour, label }));
  finished(element, legendEntries(app, { by: "kind", colours, ties: lines }), {
    width: places.width,
    y: places.height,
  });
  const show = standingOut(element, lineOf);
  return {
    element,
    standOut: (open) => show(open !== one.key && partners.some(({ key }) => key === open) ? [open] : []),
  };
}

/** What is said of a partner: verbs, or what both are involved in. */
function wordsOf(app, row) {
  return row.said.length ? row.said.map(saidInWords) : row.shared.map((id) => app.study.label(id));
}

function partnerMark(app, row, one) {
  if (row === one) return { key: `row:${row.key}`, title: row.label, open: row.key };
  return {
    key: `row:${row.key}`,
    title: `${one.label} – ${row.label}`,
    note: wordsOf(app, row).join("; "),
    claims: row.claims,
  };
}

function evidenceMark(one, own) {
  return {
    key: "deeds",
    title: `What ${one.label} does with evidence`,
    note: own.map(({ words }) => words).join("; "),
    claims: [...new Set(own.flatMap(({ claims }) => claims))],
  };
}

function lineMark(line) {
  return {
    key: `line:${line.key}`,
    title: `${line.start.label} – ${line.end.label}`,
    note: `${line.verbs.map(spaced).join(", ")}. ${TIE_STATES[line.state]}`,
    claims: line.claims,
  };
}

function sentence({ one, lines, members, directed }, name) {
  const claims = [...new Set(lines.flatMap((line) => line.claims))];
  const people = members.length > 1 ? ` What its people and roles are said to do is its own here.` : "";
  const below = directed
    ? "Under each partner stand the verbs: → what the one in the middle does, ← what is done to it, ↔ both, with the number of claims where there is more than one."
    : "Under each partner stands what both are involved in.";
  return `A line is a tie of “${one.label}”: ${LAYERS[name]}. ${below}${people} ${provenance(claims)}. The absence of a line does not mean that there is no tie.`;
}
