/** What the map draws: units and ties with their looks, and what stands out. */
import { PALETTE, REST, radius, thickness, tieTone } from "../draw/map-picture.js";
import { counted } from "./count.js";

/**
 * @param {import("./study.js").Study} study
 * @param {ReturnType<import("./map.js").mapShown>} shown
 * @param {{by: string, group: (unit: any) => ?string}} colours how units are coloured; `group` names the group of a unit
 */
export function scene(study, shown, { by, group }) {
  const claims = new Map();
  const degree = new Map();
  for (const tie of shown.ties) {
    for (const end of [tie.start, tie.end]) {
      degree.set(end, (degree.get(end) ?? 0) + 1);
      if (!claims.has(end)) claims.set(end, new Set());
      for (const claim of tie.claims) claims.get(end).add(claim.place);
    }
  }
  const { colourOf, entries } = colouring(study, shown.units, by, group);
  for (const unit of shown.units) {
    unit.weight = degree.get(unit) ?? 0;
    unit.r = radius(unit, claims.get(unit)?.size ?? 0);
    unit.fill = colourOf(unit);
    unit.faded = unit.must = unit.may = unit.chosen = false;
  }
  for (const tie of shown.ties) {
    tie.thick = thickness(tie);
    tie.stroke = tieTone(study, tie);
    tie.faded = false;
  }
  return { ...shown, by, colours: entries };
}

function colouring(study, units, by, group) {
  if (by === "kind") {
    const kinds = study.kinds.filter(({ kind }) => units.some((unit) => unit.node?.kind === kind));
    const colours = new Map(kinds.map(({ kind, colour }) => [kind, colour]));
    return {
      colourOf: (unit) => (unit.node ? colours.get(unit.node.kind) : REST),
      entries: kinds.map(({ kind, one, colour }) => ({ kind, colour, label: one })),
    };
  }
  const sizes = new Map();
  for (const unit of units) sizes.set(group(unit), (sizes.get(group(unit)) ?? 0) + unit.members.length);
  const named = [...sizes.keys()].filter((name) => name !== null);
  named.sort((a, b) => sizes.get(b) - sizes.get(a) || String(a).localeCompare(String(b)));
  const colours = new Map(named.slice(0, PALETTE.length).map((name, place) => [name, PALETTE[place]]));
  const entries = [...colours].map(([label, colour]) => ({
    kind: "Actor",
    colour,
    label: `${label} (${sizes.get(label)})`,
  }));
  const rest = named.length - colours.size;
  if (rest > 0) entries.push({ kind: "Actor", colour: REST, label: counted(rest, "smaller group") });
  if (sizes.has(null))
    entries.push({ kind: "Actor", colour: "#ffffff", label: `not known (${sizes.get(null)})` });
  return {
    colourOf: (unit) => (group(unit) === null ? "#ffffff" : (colours.get(group(unit)) ?? REST)),
    entries,
  };
}

/**
 * Lets what is open stand out: it and its neighbours stay, all else fades.
 * @param {Object} made a scene
 * @param {{ids?: string[], key?: string, tie?: string}} open ids of nodes, or the key of a group or a tie
 * @returns {?Object} the unit that is open
 */
export function standOut(made, { ids = [], key = "", tie = "" }) {
  const chosen = made.units.filter((unit) => unit.key === key || ids.some((id) => holds(unit, id)));
  const opened = made.ties.filter((one) => one.key === tie);
  const some = chosen.length + opened.length > 0;
  const near = new Set(chosen);
  for (const one of made.ties) {
    const touches =
      ids.length > 1
        ? near.has(one.start) && near.has(one.end)
        : chosen.includes(one.start) || chosen.includes(one.end);
    one.faded = some && !touches && !opened.includes(one);
  }
  for (const one of made.ties.filter((other) => !other.faded && some)) near.add(one.start).add(one.end);
  for (const unit of made.units) {
    unit.faded = some && !near.has(unit);
    unit.chosen = unit.must = chosen.includes(unit);
    unit.may = some && near.has(unit);
  }
  return chosen[0] ?? opened[0]?.start ?? null;
}

function holds(unit, id) {
  return unit.members.some((node) => node.id === id);
}
