/** What the views find, in a sentence: their titles. */

import { counted, percent, tally } from "../data/count.js";
import { capital } from "../draw/text.js";

/**
 * What a view finds: a title, and the numbers behind it.
 * @typedef {Object} Finding
 * @property {string} finding a short sentence; empty where the study has nothing to find it in
 * @property {string} [detail] its numbers
 */

/** The shares not used, of the focus in question beside the one compared. @returns {Finding} */
export function dropoutFinding(study, rows) {
  const { inQuestion, comparedWith, phases } = study;
  if (!phases.length) return { finding: "" };
  const at = (focus, phase) =>
    rows.find((row) => row.focus === focus && row.phase.id === phase.id && row.mentioned.length);
  const share = ({ notUsed, mentioned, notUsedShare }) =>
    `${percent(notUsedShare)} (${notUsed.length} of ${mentioned.length})`;
  const heard = (focus) => rows.some((row) => row.focus === focus && row.mentioned.length);
  if (inQuestion && heard(inQuestion) && heard(comparedWith)) {
    const pairs = phases
      .map((phase) => [at(inQuestion, phase), at(comparedWith, phase)])
      .filter(([asked, other]) => asked && other);
    if (!pairs.length)
      return { finding: `No phase has both ${inQuestion} and ${comparedWith} items that are mentioned` };
    const sizes = pairs.map(
      ([asked, other]) => `${asked.phase.label} ${share(asked)} against ${share(other)}`,
    );
    return {
      finding: shareFinding(study, pairs),
      detail: sizes.join("; "),
    };
  }
  const only = [inQuestion, comparedWith, ...rows.map(({ focus }) => focus)].find(heard);
  const shown = rows.filter((row) => row.focus === only && row.mentioned.length);
  if (!shown.length) return { finding: "No claim says at any phase whether evidence was used" };
  return {
    finding: phaseFinding(inQuestion ? `${only} items` : "items", shown),
    detail: shown.map((row) => `${row.phase.label} ${share(row)}`).join("; "),
  };
}

/** Items of a focus at a phase from which shares are compared in a title; below, the numbers stand alone. */
const FEWEST = 5;

/** In words, at which phase the share not used is largest. */
function phaseFinding(items, shown) {
  const most = Math.max(...shown.map(({ notUsedShare }) => notUsedShare));
  if (!most) return `No ${items} mentioned are said not to be used at any phase`;
  if (shown.length > 1 && shown.some(({ mentioned }) => mentioned.length < FEWEST))
    return `Too few ${items} are mentioned at some phases to compare phases`;
  const where = shown.filter(({ notUsedShare }) => notUsedShare === most);
  if (shown.length > 1 && where.length === shown.length)
    return `The same share of ${items} is said not to be used at all ${counted(shown.length, "phase")}`;
  const share = `The share of ${items} said not to be used is ${percent(most)} at ${where.map(({ phase }) => phase.label).join(" and ")}`;
  return shown.length > 1 ? `${share}, the largest of ${counted(shown.length, "phase")}` : share;
}

/** In words, at how many phases the share not used is larger, smaller or the same. */
function shareFinding({ inQuestion, comparedWith }, pairs) {
  const large = pairs.filter((pair) => pair.every(({ mentioned }) => mentioned.length >= FEWEST));
  if (!large.length)
    return `Too few ${inQuestion} and ${comparedWith} items are mentioned at any phase to compare them`;
  const of = (test) => large.filter(([asked, other]) => test(asked.notUsedShare - other.notUsedShare)).length;
  const [[first, words], ...others] = [
    [of((d) => d > 0), "a larger share"],
    [of((d) => d < 0), "a smaller share"],
    [of((d) => d === 0), "the same share"],
  ]
    .filter(([number]) => number)
    .sort((a, b) => b[0] - a[0]);
  const also = others.map(([number, other]) => `, ${other} at ${number}`).join("");
  const than = words === "the same share" ? "as of" : "than of";
  const all = counted(large.length, "phase");
  const many =
    first < large.length ? `${first} of ${all}` : first > 1 ? `all ${all}` : large[0][0].phase.label;
  const which = large.length < pairs.length ? ` (phases with ${FEWEST} items or more of both)` : "";
  return `Of ${inQuestion} items ${words} ${than} ${comparedWith} items is said not to be used at ${many}${also}${which}`;
}

/** Whether anything is lost at all, and how what came before is known. */
export function lostWords(rows) {
  const sum = (name) => rows.reduce((total, row) => total + row[name].length, 0);
  const [lost, after, byRank] = [sum("lost"), sum("afterDispute"), sum("byRank")];
  if (!lost && !after)
    return "No item is lost at any phase: none that is not used somewhere is said to have been used before.";
  const first = lost ? `Lost, over all phases: ${lost}` : "No item is lost at any phase";
  const how = byRank
    ? `Of these, ${byRank} go by the order of phases alone, which stated orders often contradict.`
    : "What came before is known from stated orders or dates.";
  return `${first}; not used after a dispute: ${after}. ${how}`;
}

/** Outcomes by which an item was applied in full, or changed something. */
export function inUse({ outcomeRules }) {
  return outcomeRules
    .filter(({ some }) => some.includes("impact") || some.includes("applied"))
    .map(({ outcome }) => outcome);
}

/** How many of those mentioned came into use, and how many changed something. @returns {Finding} */
export function journeysFinding(study, outcomes) {
  const used = inUse(study.rules);
  const shown = headed(study, outcomes);
  if (!shown.length) return { finding: "No claim that the filters leave in mentions an evidence item" };
  const parts = shown.map(({ focus, mentioned }) => {
    const of = (test) => mentioned.filter(test);
    const reached = of(({ outcome }) => outcome === study.rules.reached);
    const alone = reached.filter(({ deciding }) => deciding.length === 1).length;
    const some = reached.length
      ? `${reached.length} reached impact, ${alone} of these on one claim`
      : study.supply.length
        ? "none reached impact"
        : "";
    return {
      share: `${of(({ outcome }) => used.includes(outcome)).length} of ${itemsOf(focus, mentioned.length)}`,
      some: some && `${focus}: ${some}`,
    };
  });
  return {
    finding: `${capital(parts.map(({ share }) => share).join(" and "))} are said to have been applied or to have changed something`,
    detail: parts
      .map(({ some }) => some)
      .filter(Boolean)
      .join("; "),
  };
}

/** The two focuses that the study compares, or all groups where it compares none; only with items mentioned. */
export function headed({ inQuestion, comparedWith }, outcomes) {
  const heard = outcomes.filter(({ mentioned }) => mentioned.length);
  const two = heard.filter(({ focus }) => focus === inQuestion || focus === comparedWith);
  return two.length ? two : heard;
}

/** `82 ethnicity items mentioned`. */
export function itemsOf(focus, number) {
  return `${counted(number, `${focus} item`).replace(/all items items?/, number === 1 ? "item" : "items")} mentioned`;
}

/**
 * What holds of the first of a ranking, with those that have as many: of how many of all sources.
 * @param {Array} ranked factors with their numbers of sources, most first
 * @param {string} what is said of them, such as `reported`
 * @param {string} several what they are called where all have as many
 * @param {number} all sources
 */
export function leading(ranked, what, several, all) {
  const [[first, most]] = ranked;
  const alike = ranked.filter(([, number]) => number === most).length;
  const where = `${what} in ${most} of ${counted(all, "source")}`;
  if (alike === 1) return `“${first.label}” is ${where}${ranked.length > 1 ? ", more than any other" : ""}`;
  if (alike === ranked.length) return `${counted(alike, several)} are each ${where}`;
  return `“${first.label}” and ${counted(alike - 1, "other")} are each ${where}, more than any other`;
}

/**
 * The factors that most sources report.
 * @param {Array} rows with claims that affirm, in the order of sources
 * @param {Array} claims all that are shown
 */
export function factorsFinding(rows, claims) {
  const ranked = rows.map((row) => [row.factor, tally(row.sides.affirms).sources]);
  return {
    finding: leading(ranked, "reported", "factor", tally(claims).sources),
    detail: "With a claim that it operates; denials stand beside",
  };
}
