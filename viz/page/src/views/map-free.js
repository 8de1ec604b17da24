/** The map in a free layout: who is tied to whom stands close, on a canvas that can be moved and zoomed. */
import { counted } from "../data/count.js";
import { mapShown } from "../data/map.js";
import { scene } from "../data/map-scene.js";
import { LAYERS, TIE_STATES } from "../data/words.js";
import { choice, chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { mapLegendHeight, mapSvg } from "../draw/map-svg.js";
import { onPrint } from "../draw/printing.js";
import { choices, isolates } from "./map-choices.js";
import { movedPlaces, placesControls } from "./map-files.js";
import { legendEntries, legendPicture } from "./map-legend.js";
import { announce, markOf, pick, showOpen } from "./map-marks.js";
import { mapTables, tieRows } from "./map-tables.js";

const BY = [
  ["sector", "sector"],
  ["organisation", "organisation"],
  ["community", "community (found in the ties)"],
];
/** The map stays where the reader moved it while only filters or the panel change. */
const keptOf = new Map();

/**
 * @param {(options: import("../draw/map-surface.js").SurfaceOptions) => import("../draw/map-surface.js").MapSurface}
 *   surfaceOf what the map is drawn on
 * @returns {import("./map.js").MapPicture}
 */
export const freeMap = (surfaceOf) => ({
  value: "free",
  words: "Free layout",
  fits: () => true,
  draw(app) {
    const { study } = app;
    const { name, layer, classes, least, controls } = choices(app);
    const known = BY.filter(([value]) => layer.groups[value].id.some((id) => id !== null));
    const groupings = known.map(([value]) => value);
    const opensBy = study.opensWith.group ?? (layer.aggregated ? layer.opens_by : "none");
    const by = chosen(app, "group", [opensBy, "none", ...groupings]);
    const grouping = by === "none" ? "" : by;
    const opened = new Set(app.option("opened", "").split(".").filter(Boolean));
    const shown = mapShown(study, app.included, { layer: name, by: grouping, opened, classes, least });
    const places = movedPlaces(app.option("moved", ""));
    const picture = `${name}|${grouping}`;
    const own = places[picture] ?? {};
    for (const unit of shown.units) if (own[unit.key]) [unit.x, unit.y] = own[unit.key];
    const colourBy = chosen(app, "colour", [study.opensWith.colour ?? "kind", "kind", ...groupings]);
    const made = scene(study, shown, { by: colourBy, group: groupOf(study, layer, colourBy) });
    app.marks.elsewhere = (open) => markOf(app, made, name, open, opened);
    const entries = legendEntries(app, made);
    const canvas = surfaceOf({
      width: app.width,
      height: heightOf(app, entries),
      label: `Map of ${counted(made.units.length, "stakeholder or group", "stakeholders and groups")}. Arrows go from one to the next, Enter opens its claims, plus and minus zoom, 0 shows all, Shift with an arrow moves it.`,
      picked: (found, event) => pick(app, name, found, event),
      named: (found, event) => announce(app, name, found, event),
      moved: (units) => {
        const next = { ...own };
        for (const { key, x, y } of units) next[key] = [Math.round(x), Math.round(y)];
        app.choose("moved", JSON.stringify({ ...places, [picture]: next }));
      },
    });
    const status = el("p", { class: "only-read", role: "status", id: app.within("map-status") });
    const printing = onPrint(() => [mapSvg(canvas, entries)].filter(Boolean));
    return {
      ...finding(made),
      sentence: sentence(study, name, made, grouping),
      controls: [
        ...controls,
        choice(
          app,
          "group",
          "Group:",
          [["none", "none"], ...known.map(([value, words]) => [value, `by ${words}`])],
          opensBy,
        ),
        choice(app, "colour", "Colour:", [["kind", "kind"], ...known], study.opensWith.colour ?? "kind"),
        moving("Show all", () => canvas.fit()),
        moving("+", () => canvas.zoomBy(1.4), "Closer"),
        moving("−", () => canvas.zoomBy(1 / 1.4), "Further"),
        opened.size ? changing("Close the groups", () => app.choose("opened", "")) : "",
      ],
      content: made.units.length
        ? [
            el("div", { class: "map" }, canvas.canvas),
            status,
            printing.place,
            legendPicture(entries, app.width),
            placesControls(
              app,
              Object.keys(own).length ? () => app.choose("moved", without(places, picture)) : null,
            ),
            isolates(app, made.alone),
            ...mapTables(app, name, made, layer),
          ]
        : [
            el("p", { class: "empty" }, "The claims that the filters leave in mention no tie of this kind."),
            isolates(app, made.alone),
          ],
      returned: () => {
        canvas.canvas.focus({ preventScroll: true });
        return true;
      },
      drawn: () => {
        showOpen(app, made);
        canvas.show(made, true);
        const kept = keptOf.get(app.name);
        if (app.fixedHeight) {
          if (kept?.key === picture) canvas.standAs(kept.canvas);
          return;
        }
        if (kept?.key === picture && kept.width === app.width) canvas.stand(kept.at);
        canvas.current = made.units.findIndex((unit) => unit.key === kept?.current);
        keptOf.set(app.name, { key: picture, width: app.width, at: canvas.at, canvas });
      },
      selected: () => {
        const unit = showOpen(app, made);
        if (unit && canvas.scene) canvas.reveal(unit);
        canvas.draw();
      },
      gone: () => {
        const kept = keptOf.get(app.name);
        if (kept?.canvas === canvas)
          Object.assign(kept, { at: canvas.at, current: made.units[canvas.current]?.key });
        printing.end();
      },
      pictures: () => [mapSvg(canvas, entries)].filter(Boolean),
      table: () => tieRows(made),
    };
  },
});

/** Pixels that the map is high, above its legend. */
function heightOf(app, entries) {
  if (app.fixedHeight)
    return Math.max(160, Math.floor(app.fixedHeight - mapLegendHeight(entries, app.width)));
  return Math.max(320, Math.min(820, innerHeight - (innerHeight < 600 ? 40 : 270)));
}

/** All places but those of one picture. */
function without(places, picture) {
  const rest = Object.entries(places).filter(([other]) => other !== picture);
  return rest.length ? JSON.stringify(Object.fromEntries(rest)) : "";
}

/** A button that changes what the address says. */
function changing(label, act) {
  return el("button", { type: "button", on: { click: act } }, label);
}

/** A button that moves the map, and that of the slice beside it. */
function moving(label, act, name = label) {
  const moves = { type: "button", "data-in-each": true, "aria-label": name, title: name, on: { click: act } };
  return el("button", moves, label);
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
  const each =
    name === "claim" && !grouping
      ? " (a line for each verb and direction)"
      : grouping
        ? " (a line for each pair and each thing said of it)"
        : "";
  const asked = study.inQuestion
    ? ` A line in the colour of ${study.inQuestion} rests on at least one claim about it.`
    : "";
  const groups = grouping
    ? ` Stakeholders are grouped by ${grouping}; a group opens from the panel or by a double click.`
    : "";
  return [
    `A line is a tie: ${LAYERS[name]}${each}. ${counted(made.units.length, "mark")} and ${counted(made.ties.length, "line")} between ${counted(pairs.size, "pair")}, which rest on ${counted(claims.size, "claim")}: `,
    `${states.map(([number, words]) => `${number.toLocaleString("en-GB")} ${words}`).join(", ")}. Thicker means more claims.${asked}${groups}`,
    " What is dragged stays there, in the address, and in a story that keeps it. A central place is not power, and the absence of a line does not mean that there is no tie.",
  ].join("");
}
