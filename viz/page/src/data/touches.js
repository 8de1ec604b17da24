/** What claims say of evidence items, from what was derived of each claim when the graph was built. */
import { counted, groupedBy } from "./count.js";
import { isOn, NONE } from "./filters.js";
import { isProducedOnly, stateOf } from "./states.js";

const NOT_STATED = "not stated";
/** The focus under which a study that asks after none has its items. */
export const ALL_ITEMS = "all items";
const read = new WeakMap();

/** @returns {import("./states.js").Touch[]} every touch of the study, with its claim */
export function touches(study) {
  if (!read.has(study)) {
    const isItem = (id) => study.nodes.get(id)?.kind === "EvidenceItem";
    const found = study.claims.flatMap((claim) =>
      [...new Set([claim.subject, claim.object])].filter(isItem).map((evidence) => {
        const effect = claim.effect_on === evidence ? claim.effect : null;
        const shown = study.rules.marksOfEffects.includes(effect) ? effect : null;
        return { evidence, claim, says: claim.sign ?? shown, effect, generation: claim.generation };
      }),
    );
    found.sort((a, b) => (a.evidence < b.evidence ? -1 : Number(a.evidence > b.evidence)));
    read.set(study, found);
  }
  return read.get(study);
}

/** The touches whose claims the filters leave in. */
export function touchesShown(app) {
  return touches(app.study).filter((touch) => app.included.has(touch.claim.place));
}

/** Items by focus, without focuses that the filters take out. @param {import("../pane.js").Pane} app */
export function itemsShown(app) {
  const groups = itemsByFocus(app.study);
  const [out, only] = [app.shown?.hidden.focus ?? [], app.shown?.kept.focus ?? []];
  if (!app.study.inQuestion) return groups;
  const value = (focus) => (focus === NOT_STATED ? NONE : focus);
  return new Map([...groups].filter(([focus]) => isOn(value(focus), out, only)));
}

/** Items by the focus they are listed under, the one in question first. */
export function itemsByFocus(study) {
  const groups = new Map();
  const rank = (focus) => (focus === study.inQuestion ? -1 : study.focuses.indexOf(focus));
  for (const item of study.ofKind("EvidenceItem")) {
    const focus = study.inQuestion ? (item.focus ?? NOT_STATED) : ALL_ITEMS;
    if (!groups.has(focus)) groups.set(focus, []);
    groups.get(focus).push(item);
  }
  return new Map([...groups].sort(([a], [b]) => rank(a) - rank(b)));
}

/** `rural item`; of {@link ALL_ITEMS} no focus is named. */
export function itemWord(focus) {
  return focus === ALL_ITEMS ? "item" : `${focus} item`;
}

/** `rural items`, with their number where one is given: `1 rural item`. */
export function itemWords(focus, number) {
  return number === undefined ? `${itemWord(focus)}s` : counted(number, itemWord(focus));
}

/**
 * The items that touches say were used or not, each with the mark of its state by these touches alone.
 * @param {import("./study.js").Study} study
 * @param {import("./states.js").Touch[]} touches
 * @returns {Array<{item: Object, mark: string, claims: Array}>}
 */
export function itemsSaid({ nodes, rules }, touches) {
  const signed = touches.filter(({ says }) => rules.signs.includes(says));
  return [...groupedBy(signed, ({ evidence }) => evidence)].map(([id, own]) => {
    const state = stateOf(own, rules);
    return {
      item: nodes.get(id),
      mark: rules.markOfState.get(`${state}+${isProducedOnly(own, state)}`),
      claims: [...new Set(own.map(({ claim }) => claim))],
    };
  });
}
