/** What claims say of every evidence item along the cycle, or along the steps of its journey. */
import { endOf } from "./outcomes.js";
import { byPlace, isProducedOnly, stateOf } from "./states.js";
import { spaced } from "./study.js";
import { itemsShown, touchesShown } from "./touches.js";

/** What may stand across: steps first where any claim has one, for they say most of a journey. */
export function acrossOf(study) {
  const usual = ["phase", "stage"];
  return study.steps.length && study.claims.some(({ step }) => step) ? ["step", ...usual] : usual;
}

/** The columns: phases, stages or steps, each with the field of a claim that names it. */
export function columns(app) {
  const { study } = app;
  const across = acrossOf(study);
  const asked = app.option("columns", across[0]);
  const by = across.includes(asked) ? asked : across[0];
  if (by === "step") return study.steps.map((step) => ({ by, id: step, label: spaced(step) }));
  const stages = by === "phase" ? study.phases : study.stages;
  return stages.map((stage) => ({ by, id: stage.id, label: stage.label }));
}

/**
 * What claims say of every item at every column, and what became of it.
 * @param {ReturnType<typeof import("./outcomes.js").outcomesShown>} outcomes
 * @returns {Array<{focus: string, rows: Array, ends: Array, silent: Array, total: number, used: Array[],
 *   mentioned: Array[]}>} rows with a mark, the same by the end that their outcome is (`end`, `words`, `rows`), and items
 *   without a mark; by column, those used or partly used, and those said to be used or not
 */
export function journeysShown(app, places, outcomes) {
  const shown = touchesShown(app);
  const { rules } = app.study;
  const byColumn = byPlace(shown, places[0]?.by ?? "phase");
  const became = new Map(outcomes.flatMap(({ items }) => items.map((one) => [one.item.id, one])));
  return [...itemsShown(app)].map(([focus, items]) => {
    const rows = items.map((item) => {
      const cells = places.map((place) => cell(byColumn.get(item.id)?.get(place.id) ?? [], rules));
      const saidToBeUsed = cells.map(({ state }) => rules.saidToBeUsed.has(state));
      return {
        item,
        cells,
        lines: linesOf(cells, rules),
        last: saidToBeUsed.lastIndexOf(true),
        first: saidToBeUsed.indexOf(true),
        claims: became.get(item.id).claims,
        became: became.get(item.id),
      };
    });
    const marked = rows.filter((row) => row.cells.some(({ marks }) => marks.length));
    const rank = ({ became: { outcome } }) => rules.outcomes.indexOf(outcome);
    const orders = { ...ORDERS, outcome: (a, b) => rank(a) - rank(b) || ORDERS.claims(a, b) };
    const order = orders[app.option("sort", "far")] ?? orders.far;
    marked.sort((a, b) => order(a, b) || ORDERS.name(a, b));
    const at = (states) =>
      places.map((_, column) => rows.filter((row) => states.has(row.cells[column].state)));
    return {
      focus,
      rows: marked,
      ends: rules.ends
        .map((end) => ({
          end: end.name,
          words: end.words,
          rows: marked.filter(({ became: { outcome } }) => endOf(outcome, rules) === end),
        }))
        .filter((one) => one.rows.length),
      silent: rows.filter((row) => !marked.includes(row)),
      total: items.length,
      used: at(rules.inUse),
      mentioned: at(rules.mentioned),
    };
  });
}

/** Whether a row has one mark and nothing else to follow. */
export function isSingle({ cells }) {
  return cells.reduce((sum, { marks }) => sum + marks.length, 0) === 1;
}

/**
 * Rows with a single mark, by column and mark.
 * @returns {Array<Array<[string, Array]>>} for each column the marks there with their rows, in the order of `marks`
 */
export function singlesAt(rows, places, marks) {
  return places.map((_, column) =>
    marks
      .map((name) => [name, rows.filter(({ cells }) => cells[column].marks[0] === name)])
      .filter(([, own]) => own.length),
  );
}

const ORDERS = {
  far: (a, b) => b.last - a.last || a.first - b.first || b.claims.length - a.claims.length,
  claims: (a, b) => b.claims.length - a.claims.length,
  name: (a, b) => a.item.label.localeCompare(b.item.label),
};

/** What a cell shows: its marks, that of the state first. */
function cell(touches, rules) {
  const state = stateOf(touches, rules);
  const ofState = rules.markOfState.get(`${state}+${isProducedOnly(touches, state)}`);
  const effects = rules.marksOfEffects.filter((effect) => touches.some((touch) => touch.effect === effect));
  const claims = [...new Set(touches.filter((touch) => touch.says).map((touch) => touch.claim))];
  return { state, marks: ofState ? [ofState, ...effects] : effects, claims };
}

/**
 * The lines of a journey, by the rule of `LINES` in `graphmodel/schema/rules.py`: from a column where the item is said
 * to be used to the next; any other mark in between breaks it.
 * @returns {Array<{from: number, to: number, line: "joined"|"gap"}>}
 */
function linesOf(cells, rules) {
  const lines = [];
  let from = null;
  cells.forEach(({ state, marks }, to) => {
    if (rules.saidToBeUsed.has(state)) {
      if (from !== null) lines.push({ from, to, line: to === from + 1 ? "joined" : "gap" });
      from = to;
    } else if (marks.length) from = null;
  });
  return lines;
}
