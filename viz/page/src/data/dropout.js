/** Where items stand at each phase, and how many there are of each, of those mentioned there. */
import { itemStates } from "./states.js";

/**
 * The two sides of the line from which a bar goes: what is said not to be used, and what is said to be used, wholly,
 * in part or by some. Shares are of the items mentioned.
 * @param {ReturnType<typeof numbers>} row
 * @returns {{left: Array<{name: string, rows: Object[]}>, right: Array<{name: string, rows: Object[]}>,
 *   notUsed: number, rest: number}} the standings of each side that items have, from the left; and its share
 */
export function sides(row, rules) {
  const all = Object.keys(rules.standings).map((name) => ({
    name,
    rows: row.mentioned.filter((one) => standing(one) === name),
  }));
  const of = (isLeft) => all.filter(({ name, rows }) => rows.length && rules.parts.includes(name) === isLeft);
  return {
    left: of(true),
    right: of(false),
    notUsed: row.notUsedShare ?? 0,
    rest: row.mentioned.length ? 1 - row.notUsedShare : 0,
  };
}

/** Where an item stands: its state, *not used* and *used* divided. */
export function standing(row) {
  return row.part ?? (row.generationOnly ? "produced" : row.state);
}

/**
 * The items of each focus at each phase.
 * @param {Map<string, Object[]>} groups nodes by focus
 * @param {import("./states.js").Touch[]} touches
 * @param {Array<{id: string, label: string}>} phases in their order
 * @param {import("./states.js").Rules} rules
 * @returns {Array<{focus: string, phase: Object, total: number} & ReturnType<typeof numbers>>}
 */
export function funnel(groups, touches, phases, rules) {
  const ids = phases.map((phase) => phase.id);
  return [...groups].flatMap(([focus, items]) => {
    const states = itemStates(
      items.map((item) => item.id),
      touches,
      ids,
      rules,
    );
    return phases.map((phase) => ({
      focus,
      phase,
      total: items.length,
      ...numbers(
        states.filter((row) => row.phase === phase.id),
        rules,
      ),
    }));
  });
}

/** The numbers of one focus and phase, as `graphmodel dropout` has them in `funnel`; counts as the rows counted. */
export function numbers(here, rules) {
  const of = (test) => here.filter(test);
  const [lost, afterDispute, usedElsewhere, neverUsed] = rules.parts.map((part) =>
    of((row) => row.part === part),
  );
  const mentioned = of((row) => rules.mentioned.has(row.state));
  const notUsed = of((row) => row.state === "not used");
  const silent = of((row) => row.state === "silent");
  const usedBefore = mentioned.filter((row) => row.usedBefore);
  const [notUsedLeast, notUsedGreatest] = here.length
    ? [notUsed.length / here.length, (notUsed.length + silent.length) / here.length]
    : [null, null];
  const [lostLeast, lostGreatest] = lostBounds(here);
  return {
    all: here,
    mentioned,
    used: of((row) => row.state === "used"),
    usedBeyondGeneration: of((row) => row.state === "used" && !row.generationOnly),
    usedGenerationOnly: of((row) => row.generationOnly),
    partly: of((row) => row.state === "partly"),
    disputed: of((row) => row.state === "disputed"),
    notUsed,
    lost,
    afterDispute,
    usedElsewhere,
    neverUsed,
    byRank: [...lost, ...afterDispute].filter((row) => row.byRank),
    silent,
    usedBefore,
    notUsedShare: share(notUsed, mentioned),
    notUsedLeast,
    notUsedGreatest,
    lostShare: share(lost, usedBefore),
    lostLeast,
    lostGreatest,
  };
}

function share(part, whole) {
  return whole.length ? part.length / whole.length : null;
}

/** Least and greatest share of items lost, over every way in which silences could be resolved, as in `bounds.py`. */
function lostBounds(here) {
  const couldBe = (row) => row.usedBefore || row.silentBefore;
  const high = here.filter((row) => ["not used", "silent"].includes(row.state) && couldBe(row));
  const low = here.filter((row) => row.usedBefore && row.state === "not used");
  const greatest = share(high, [...new Set([...high, ...here.filter((row) => row.usedBefore)])]);
  const least = share(low, [...low, ...here.filter((row) => row.state !== "not used" && couldBe(row))]);
  if (greatest === null && least === null) return [null, null];
  return [least ?? 1, greatest ?? 0];
}

const COUNTS = {
  mentioned: "mentioned",
  used: "used",
  used_generation_only: "usedGenerationOnly",
  partly: "partly",
  disputed: "disputed",
  not_used: "notUsed",
  lost: "lost",
  after_dispute: "afterDispute",
  used_elsewhere: "usedElsewhere",
  never_used: "neverUsed",
  by_rank: "byRank",
  silent: "silent",
  used_before: "usedBefore",
};
const SHARES = {
  not_used_share: "notUsedShare",
  not_used_least: "notUsedLeast",
  not_used_greatest: "notUsedGreatest",
  lost_share: "lostShare",
  lost_least: "lostLeast",
  lost_greatest: "lostGreatest",
};

/** As `graphmodel dropout --table funnel` has it. */
export function numbersTable(rows) {
  const share = (value) => (value === null ? "" : Number(value.toFixed(6)));
  return {
    columns: ["focus", "phase", ...Object.keys(COUNTS), ...Object.keys(SHARES)],
    rows: rows.map((row) => [
      row.focus,
      row.phase.label,
      ...Object.values(COUNTS).map((name) => row[name].length),
      ...Object.values(SHARES).map((name) => share(row[name])),
    ]),
  };
}
