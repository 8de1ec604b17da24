/** The stakeholder map: who is tied to whom, by which claims. */
import { counted } from "../data/count.js";
import { LAYERS, mapShown, TIE_STATES } from "../data/map.js";
import { scene, standOut } from "../data/map-scene.js";
import { choice } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { legend } from "../draw/legend.js";
import { MapCanvas } from "../draw/map-canvas.js";
import { DASHES } from "../draw/map-picture.js";
import { mapSvg } from "../draw/map-svg.js";
import { kindPath } from "../draw/shapes.js";
import { nodeLink } from "../shell/claims.js";
import { mapTables } from "./map-tables.js";

const BY = [
  ["sector", "sector"],
  ["organisation", "organisation"],
  ["community", "community (found in the ties)"],
];
/** The map stays where the reader moved it while only filters or the panel change. */
let kept = null;

export const map = {
  id: "map",
  title: "Stakeholder map",
  draw(app) {
    const { study } = app;
    const name = LAYERS[app.option("layer", "claim")] ? app.option("layer", "claim") : "claim";
    const layer = study.map.layers[name];
    const by = app.option("group", layer.aggregated ? layer.opens_by : "none");
    const grouping = by === "none" ? "" : by;
    const opened = new Set(app.option("opened", "").split(".").filter(Boolean));
    const shown = mapShown(study, app.included, { layer: name, by: grouping, opened });
    const colourBy = app.option("colour", "kind");
    const made = scene(study, shown, { by: colourBy, group: groupOf(study, layer, colourBy) });
    app.marks.elsewhere = (open) => markOf(app, made, name, open, opened);
    const entries = legendEntries(app, made);
    const canvas = new MapCanvas({
      width: app.width,
      height: Math.max(320, Math.min(820, innerHeight - (innerHeight < 600 ? 40 : 420))),
      label: `Map of ${counted(made.units.length, "stakeholder or group", "stakeholders and groups")}. Arrows go from one to the next, Enter opens its claims, plus and minus zoom, 0 shows all.`,
      picked: (found, event) => pick(app, name, found, event),
      named: (found, event) => tell(app, name, found, event),
    });
    const told = el("p", { class: "only-read", role: "status", id: "map-told" });
    const print = el("div", { class: "print-only" });
    const onPrint = () => print.replaceChildren(mapSvg(canvas, entries) ?? "");
    addEventListener("beforeprint", onPrint);
    return {
      sentence: sentence(study, name, made, grouping),
      controls: [
        choice(app, "layer", "Ties:", Object.entries(LAYERS)),
        choice(
          app,
          "group",
          "Together:",
          [
            [
              layer.aggregated ? layer.opens_by : "none",
              layer.aggregated ? `by ${layer.opens_by}` : "each for itself",
            ],
            ["none", "each for itself"],
            ...BY.map(([value, words]) => [value, `by ${words}`]),
          ].filter(([value], n, all) => all.findIndex(([other]) => other === value) === n),
        ),
        choice(app, "colour", "Colour:", [["kind", "kind"], ...BY]),
        button("Show all", () => canvas.fit()),
        button("Closer", () => canvas.zoomBy(1.4)),
        button("Further", () => canvas.zoomBy(1 / 1.4)),
        opened.size ? button("Close the groups", () => app.choose("opened", "")) : "",
      ],
      content: made.units.length
        ? [
            el("div", { class: "map" }, canvas.canvas),
            told,
            print,
            legendPicture(entries, app.width),
            isolates(app, made),
            ...mapTables(app, name, made, layer),
          ]
        : [
            el(
              "p",
              { class: "empty" },
              "No tie of this kind is told in the claims that the filters leave in.",
            ),
            isolates(app, made),
          ],
      returned: () => {
        canvas.canvas.focus({ preventScroll: true });
        return true;
      },
      drawn: () => {
        const key = `${name}|${grouping}`;
        open(app, made);
        canvas.show(made, true);
        if (kept?.key === key && kept.width === app.width) canvas.stand(kept.at);
        kept = { key, width: app.width, at: canvas.at, canvas };
      },
      selected: () => {
        const unit = open(app, made);
        if (unit && canvas.scene) canvas.reveal(unit);
        canvas.draw();
      },
      gone: () => {
        if (kept?.canvas === canvas) kept.at = canvas.at;
        removeEventListener("beforeprint", onPrint);
      },
      pictures: () => [mapSvg(canvas, entries)].filter(Boolean),
      table: () => ties(made),
    };
  },
};

function button(label, act) {
  return el("button", { type: "button", on: { click: act } }, label);
}

/** The group of a unit in a grouping: its label, or null where it is not known. */
function groupOf(study, layer, by) {
  if (by === "kind") return () => null;
  const groups = layer.groups[by];
  const place = new Map(study.map.nodes.map((id, n) => [id, n]));
  return (unit) => {
    const group = groups.group[place.get(unit.members[0]?.id)];
    return group === undefined || group < 0 || groups.id[group] === null ? null : groups.label[group];
  };
}

function sentence(study, name, made, grouping) {
  const claims = new Set(made.ties.flatMap((tie) => tie.claims));
  const states = Object.entries(TIE_STATES).map(([state, words]) => [
    made.ties.filter((tie) => tie.state === state).length,
    words,
  ]);
  const asked = study.inQuestion
    ? ` A line in the colour of ${study.inQuestion} rests on at least one claim about it.`
    : "";
  const groups = grouping
    ? ` Stakeholders stand together by ${grouping}; a group opens from the panel or by a double click.`
    : "";
  return [
    `A line is a tie: ${LAYERS[name]}. ${counted(made.units.length, "mark")} and ${counted(made.ties.length, "tie")}, which rest on ${counted(claims.size, "claim")}: `,
    `${states.map(([number, words]) => `${number} ${words}`).join(", ")}. The thicker, the more claims.${asked}${groups}`,
    " A central place is not power, and no line does not mean that there is no tie.",
  ].join("");
}

function pick(app, name, found, event) {
  if (!found) return;
  if (found.tie) app.open(`mark:tie:${name}:${found.tie.key}`);
  else if (!found.unit.node) {
    if (event.detail > 1)
      app.choose(
        "opened",
        [app.option("opened", ""), found.unit.group].filter((one) => one !== "").join("."),
      );
    else app.open(`mark:${found.unit.key}`);
  } else {
    const before = app.shown.open.startsWith("node:") ? app.shown.open.slice(5) : "";
    if (event.shiftKey && before && before !== found.unit.node.id) {
      app.open(`chain:${JSON.stringify([before, found.unit.node.id])}`);
    } else app.open(`node:${found.unit.node.id}`);
  }
}

function tell(app, name, found, event) {
  const mark =
    found && (found.tie ? app.marks.find(`mark:tie:${name}:${found.tie.key}`) : unitMark(found.unit));
  app.hover.tell(mark, event);
  const told = document.getElementById("map-told");
  if (mark && !event && told) told.textContent = mark.title;
}

function unitMark(unit) {
  const many = unit.node ? "" : ` (${counted(unit.members.length, "stakeholder")})`;
  return { key: unit.key, title: `${unit.label}${many}`, note: `${counted(unit.weight, "tie")} on this map` };
}

/** Ties and groups are no elements; this is what they open. */
function markOf(app, made, name, open, opened) {
  const group = made.units.find((unit) => !unit.node && open === `mark:${unit.key}`);
  if (group) {
    const own = made.ties
      .filter((tie) => tie.start === group || tie.end === group)
      .flatMap((tie) => tie.claims);
    return {
      ...unitMark(group),
      note: `${group.members.map((node) => node.label).join("; ")}. Below: the claims that tie the group to others.`,
      claims: [...new Set(own)],
      actions: [
        {
          label: "Open this group on the map",
          act: () => app.choose("opened", [...opened, group.group].join(".")),
        },
      ],
    };
  }
  const tie = made.ties.find((one) => open === `mark:tie:${name}:${one.key}`);
  return tie ? tieMark(app, name, tie) : null;
}

/** What a tie is called, and its claims. */
export function tieMark(app, name, tie) {
  const verbs = tie.verbs.map((verb) => verb.replaceAll("_", " ")).join(", ");
  const shared = tie.shared.map((id) => app.study.label(id)).join("; ");
  return {
    key: `tie:${name}:${tie.key}`,
    title: `${tie.start.label} – ${tie.end.label}`,
    note: [verbs, TIE_STATES[tie.state], shared && `Told of together with: ${shared}`]
      .filter(Boolean)
      .join(". "),
    claims: tie.claims,
  };
}

/** Let what the panel shows stand out. */
function open(app, made) {
  const [what, ...rest] = app.shown.open.split(":");
  const name = rest.join(":");
  if (what === "node") return standOut(made, { ids: [name] });
  if (what === "chain") return standOut(made, { ids: idsOf(name) });
  if (name.startsWith("tie:")) return standOut(made, { tie: name.split(":").slice(2).join(":") });
  return standOut(made, { key: name });
}

function idsOf(name) {
  try {
    return JSON.parse(name).map(String);
  } catch {
    return [];
  }
}

function isolates(app, made) {
  if (!made.alone.length) return "";
  const list = made.alone.map((node) => el("li", {}, nodeLink(app, node.id)));
  return el(
    "details",
    { class: "isolates" },
    el("summary", {}, `${counted(made.alone.length, "stakeholder")} without such a tie`),
    el("ul", { class: "columns" }, ...list),
  );
}

function legendEntries(app, made) {
  const shape = (kind, colour) => (x, y) =>
    svg("path", {
      d: kindPath(kind, 6),
      transform: `translate(${x},${y})`,
      fill: colour,
      class: "outlined",
      stroke: "currentColor",
    });
  const line = (state, tone) => (x, y) =>
    svg("line", {
      x1: x - 12,
      x2: x + 12,
      y1: y,
      y2: y,
      class: `line-${tone}`,
      "stroke-width": 2,
      "stroke-dasharray": DASHES[state].join(" ") || null,
      stroke: canvasColour(tone),
    });
  const kinds =
    app.option("colour", "kind") === "kind"
      ? []
      : kindsDrawn(app, made).map(({ kind, one }) => ({ draw: shape(kind, "none"), label: one }));
  return [
    ...kinds,
    ...made.colours.map(({ kind, colour, label }) => ({ draw: shape(kind, colour), label })),
    ...Object.entries(TIE_STATES).map(([state, words]) => ({
      draw: line(state, "quiet"),
      label: words,
      wide: 26,
    })),
    ...(app.study.inQuestion
      ? [{ draw: line("joined", "asked"), label: `a claim about ${app.study.inQuestion}`, wide: 26 }]
      : []),
  ];
}

function kindsDrawn(app, made) {
  return app.study.kinds.filter(({ kind }) => made.units.some((unit) => unit.node?.kind === kind));
}

function canvasColour(tone) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${tone}`).trim();
}

function legendPicture(entries, wide) {
  const key = legend(entries, wide - 8);
  const size = { viewBox: `0 0 ${wide} ${key.height}`, width: wide, height: key.height };
  return svg(
    "svg",
    { class: "picture map-legend", role: "img", "aria-label": "Legend of the map", ...size },
    key.element,
  );
}

function ties(made) {
  return {
    columns: ["start", "start_label", "end", "end_label", "verbs", "state", "n_claims", "claims"],
    rows: made.ties.map((tie) => [
      tie.start.node?.id ?? tie.start.key,
      tie.start.label,
      tie.end.node?.id ?? tie.end.key,
      tie.end.label,
      tie.verbs,
      TIE_STATES[tie.state],
      tie.claims.length,
      tie.claims.map((claim) => claim.claim),
    ]),
  };
}
