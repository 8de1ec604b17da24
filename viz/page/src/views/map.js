/** The stakeholder map: who is tied to whom, by which claims. */
import { counted } from "../data/count.js";
import { LAYERS, mapShown, TIE_STATES } from "../data/map.js";
import { scene } from "../data/map-scene.js";
import { choice, chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { mapSvg } from "../draw/map-svg.js";
import { onPrint } from "../draw/printing.js";
import { nodeLink } from "../shell/claims.js";
import { legendEntries, legendPicture } from "./map-legend.js";
import { announce, markOf, pick, showOpen } from "./map-marks.js";
import { mapTables, tieRows } from "./map-tables.js";
import "./map.css";

const BY = [
  ["sector", "sector"],
  ["organisation", "organisation"],
  ["community", "community (found in the ties)"],
];
/** The map stays where the reader moved it while only filters or the panel change. */
let kept = null;

/**
 * @param {(options: import("../draw/map-surface.js").SurfaceOptions) => import("../draw/map-surface.js").MapSurface}
 *   surfaceOf what the map is drawn on
 * @returns {import("../app.js").View}
 */
export const mapView = (surfaceOf) => ({
  id: "map",
  title: "Stakeholder map",
  tab: "Map",
  draw(app) {
    const { study } = app;
    const layers = Object.entries(LAYERS).filter(([layer]) => layer in study.map.layers);
    const name = chosen(
      app,
      "layer",
      layers.map(([layer]) => layer),
    );
    const layer = study.map.layers[name];
    const known = BY.filter(([value]) => layer.groups[value].id.some((id) => id !== null));
    const groupings = known.map(([value]) => value);
    const opensBy = study.opensWith.group ?? (layer.aggregated ? layer.opens_by : "none");
    const by = chosen(app, "group", [opensBy, "none", ...groupings]);
    const grouping = by === "none" ? "" : by;
    const opened = new Set(app.option("opened", "").split(".").filter(Boolean));
    const classes = app.option("classes", "") !== "out";
    const shown = mapShown(study, app.included, { layer: name, by: grouping, opened, classes });
    const colourBy = chosen(app, "colour", [study.opensWith.colour ?? "kind", "kind", ...groupings]);
    const made = scene(study, shown, { by: colourBy, group: groupOf(study, layer, colourBy) });
    app.marks.elsewhere = (open) => markOf(app, made, name, open, opened);
    const entries = legendEntries(app, made);
    const canvas = surfaceOf({
      width: app.width,
      height: Math.max(320, Math.min(820, innerHeight - (innerHeight < 600 ? 40 : 270))),
      label: `Map of ${counted(made.units.length, "stakeholder or group", "stakeholders and groups")}. Arrows go from one to the next, Enter opens its claims, plus and minus zoom, 0 shows all.`,
      picked: (found, event) => pick(app, name, found, event),
      named: (found, event) => announce(app, name, found, event),
    });
    const status = el("p", { class: "only-read", role: "status", id: "map-status" });
    const printing = onPrint(() => [mapSvg(canvas, entries)].filter(Boolean));
    return {
      ...finding(made),
      sentence: sentence(study, name, made, grouping),
      controls: [
        layers.length > 1 ? choice(app, "layer", "Ties:", layers) : "",
        choice(
          app,
          "group",
          "Group:",
          [["none", "none"], ...known.map(([value, words]) => [value, `by ${words}`])],
          opensBy,
        ),
        choice(app, "colour", "Colour:", [["kind", "kind"], ...known], study.opensWith.colour ?? "kind"),
        study.map.nodes.some((id) => study.nodes.get(id).is_class)
          ? choice(app, "classes", "Classes:", [
              ["", "shown"],
              ["out", "left out"],
            ])
          : "",
        button("Show all", () => canvas.fit()),
        button("+", () => canvas.zoomBy(1.4), "Closer"),
        button("−", () => canvas.zoomBy(1 / 1.4), "Further"),
        opened.size ? button("Close the groups", () => app.choose("opened", "")) : "",
      ],
      content: made.units.length
        ? [
            el("div", { class: "map" }, canvas.canvas),
            status,
            printing.place,
            legendPicture(entries, app.width),
            isolates(app, made),
            ...mapTables(app, name, made, layer),
          ]
        : [
            el("p", { class: "empty" }, "The claims that the filters leave in mention no tie of this kind."),
            isolates(app, made),
          ],
      returned: () => {
        canvas.canvas.focus({ preventScroll: true });
        return true;
      },
      drawn: () => {
        const key = `${name}|${grouping}`;
        showOpen(app, made);
        canvas.show(made, true);
        if (kept?.key === key && kept.width === app.width) canvas.stand(kept.at);
        kept = { key, width: app.width, at: canvas.at, canvas };
      },
      selected: () => {
        const unit = showOpen(app, made);
        if (unit && canvas.scene) canvas.reveal(unit);
        canvas.draw();
      },
      gone: () => {
        if (kept?.canvas === canvas) kept.at = canvas.at;
        printing.end();
      },
      pictures: () => [mapSvg(canvas, entries)].filter(Boolean),
      table: () => tieRows(made),
    };
  },
});

function button(label, act, name = label) {
  return el("button", { type: "button", "aria-label": name, title: name, on: { click: act } }, label);
}

/** Who takes part in most ties, and how many ties do not join. @returns {import("./findings.js").Finding} */
function finding({ ties, units }) {
  if (!ties.length) return { finding: "" };
  const of = (unit) => ties.filter(({ start, end }) => start === unit || end === unit).length;
  const ranked = units.map((unit) => [unit, of(unit)]).sort((a, b) => b[1] - a[1]);
  const [most] = ranked;
  const apart = ties.filter(({ state }) => state === "apart").length;
  const tied = counted(ties.length, "tie");
  const alike = ranked.filter(([, number]) => number === most[1]).length;
  return {
    finding:
      alike > 1
        ? `${alike} stakeholders each take part in ${most[1]} of ${tied}${alike < ranked.filter(([, number]) => number).length ? ", more than any other" : ""}`
        : `“${most[0].label}” takes part in ${most[1]} of ${tied}`,
    detail: apart ? `${apart} of ${tied} are only denied, or said to oppose or leave out` : "",
  };
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
  const pairs = new Set(made.ties.map((tie) => `${tie.start.key}>${tie.end.key}`));
  const states = Object.entries(TIE_STATES).map(([state, words]) => [
    made.ties.filter((tie) => tie.state === state).length,
    words,
  ]);
  const each = name === "claim" && !grouping ? " (a line for each verb and direction)" : "";
  const asked = study.inQuestion
    ? ` A line in the colour of ${study.inQuestion} rests on at least one claim about it.`
    : "";
  const groups = grouping
    ? ` Stakeholders stand together by ${grouping}; a group opens from the panel or by a double click.`
    : "";
  return [
    `A line is a tie: ${LAYERS[name]}${each}. ${counted(made.units.length, "mark")} and ${counted(made.ties.length, "line")} between ${counted(pairs.size, "pair")}, which rest on ${counted(claims.size, "claim")}: `,
    `${states.map(([number, words]) => `${number.toLocaleString("en-GB")} ${words}`).join(", ")}. The thicker, the more claims.${asked}${groups}`,
    " A central place is not power, and no line does not mean that there is no tie.",
  ].join("");
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
