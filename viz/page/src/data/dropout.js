/** Where items stand at each phase, how they got there, and how many there are of each. */
import { itemStates } from "./states.js";

/** What can become of an item at a phase, from the top of a band down. */
export const STANDINGS = [
  ["used", "said to be used"],
  ["partly", "partly or rarely used"],
  ["disputed", "disputed"],
  ["lost", "lost: left out after use"],
  ["never", "never taken up"],
  ["again", "left out again"],
  ["silent", "not mentioned"],
];

/** Where an item stands: its state, and if it is said to be left out, whether it was used before. */
export function standing(row) {
  if (row.state !== "not used") return row.state;
  if (row.lost) return "lost";
  return row.neverTakenUp ? "never" : "again";
}

/**
 * One band: the items of a focus through the phases.
 * @param {Object[]} items nodes
 * @param {import("./states.js").Touch[]} touches
 * @param {string[]} phases ids in their order
 * @param {import("./states.js").Rules} rules
 */
export function band(items, touches, phases, rules) {
  const ids = items.map((item) => item.id);
  const states = itemStates(ids, touches, phases, rules).map((row) => ({ ...row, standing: standing(row) }));
  const at = (item, phase) => states[item * phases.length + phase];
  const columns = phases.map((phase, place) => ({
    phase,
    groups: STANDINGS.map(([name]) => ({
      name,
      rows: ids.map((_, n) => at(n, place)).filter((row) => row.standing === name),
    })),
  }));
  const flows = phases.slice(1).map((_, place) => {
    const found = new Map();
    ids.forEach((_, n) => {
      const [from, to] = [at(n, place), at(n, place + 1)];
      const key = `${from.standing}>${to.standing}`;
      if (!found.has(key)) found.set(key, { from: from.standing, to: to.standing, rows: [] });
      found.get(key).rows.push([from, to]);
    });
    return [...found.values()];
  });
  return { total: ids.length, states, columns, flows };
}

/** The numbers of one focus and phase, as `graphmodel dropout` has them in `funnel` and `hazards`. */
export function numbers(states, phase) {
  const here = states.filter((row) => row.phase === phase);
  const of = (test) => here.filter(test);
  const atRisk = of((row) => row.atRisk);
  const lost = of((row) => row.lost);
  const silentAtRisk = atRisk.filter((row) => row.state === "silent");
  return {
    used: of((row) => row.state === "used"),
    usedGenerationOnly: of((row) => row.generationOnly),
    partly: of((row) => row.state === "partly"),
    disputed: of((row) => row.state === "disputed"),
    notUsed: of((row) => row.state === "not used"),
    silent: of((row) => row.state === "silent"),
    lost,
    neverTakenUp: of((row) => row.neverTakenUp),
    atRisk,
    lower: atRisk.length ? lost.length / atRisk.length : null,
    upper: atRisk.length ? (lost.length + silentAtRisk.length) / atRisk.length : null,
  };
}
