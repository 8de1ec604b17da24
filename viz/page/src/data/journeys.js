/** What claims say of every evidence item along the cycle, or along the steps of its journey. */
import { byPlace, stateOf } from "./states.js";
import { itemsByFocus, touchesShown } from "./touches.js";

/** What a claim says beside the state, in the order in which it is shown. */
const BESIDE = ["unasked", "opposed", "asked"];

/** The columns: phases, stages or steps, each with the field of a claim that names it. */
export function columns(app) {
  const by = app.option("columns", "phase");
  const { study } = app;
  if (by === "step") return study.steps.map((step) => ({ by, id: step, label: step }));
  const stated = new Set(study.claims.map((claim) => claim.stage));
  const stages = by === "phase" ? study.phases : study.stages.filter((stage) => stated.has(stage.id));
  return stages.map((stage) => ({ by, id: stage.id, label: stage.label }));
}

/**
 * What claims say of every item at every column.
 * @returns {Array<{focus: string, rows: Array, silent: Array, total: number}>} rows with a mark, and items without
 */
export function journeysShown(app, places) {
  const shown = touchesShown(app);
  const { rules } = app.study;
  const byColumn = byPlace(shown, places[0]?.by ?? "phase");
  const claimsOf = byPlace(shown, "none");
  return [...itemsByFocus(app.study)].map(([focus, items]) => {
    const rows = items.map((item) => {
      const cells = places.map((place) => cell(byColumn.get(item.id)?.get(place.id) ?? [], rules));
      const saidToBeUsed = cells.map(({ state }) => rules.saidToBeUsed.has(state));
      return {
        item,
        cells,
        last: saidToBeUsed.lastIndexOf(true),
        first: saidToBeUsed.indexOf(true),
        claims: (claimsOf.get(item.id)?.get("") ?? []).map((touch) => touch.claim),
      };
    });
    const marked = rows.filter((row) => row.cells.some(({ main }) => main));
    marked.sort(ORDERS[app.option("sort", "far")] ?? ORDERS.far);
    return { focus, rows: marked, silent: rows.filter((row) => !marked.includes(row)), total: items.length };
  });
}

const ORDERS = {
  far: (a, b) => b.last - a.last || a.first - b.first || b.claims.length - a.claims.length,
  claims: (a, b) => b.claims.length - a.claims.length,
  name: (a, b) => a.item.label.localeCompare(b.item.label),
};

/** What a cell shows: its main mark, and smaller ones beside it. */
function cell(touches, rules) {
  const state = stateOf(touches, rules);
  const beside = BESIDE.filter((word) => touches.some((touch) => touch.says === word));
  const main = state === "silent" ? beside.shift() : state;
  const claims = [...new Set(touches.filter((touch) => touch.says).map((touch) => touch.claim))];
  return { state, main, beside, claims };
}
