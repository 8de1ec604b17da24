/** What the views find, in a sentence: their titles. */

import { counted, percent, rate, tally } from "../data/count.js";
import { endOf } from "../data/outcomes.js";
import { itemWords } from "../data/touches.js";
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
  const share = ({ notUsed, mentioned }) => rate(study.rules, notUsed.length, mentioned.length);
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
    finding: phaseFinding(study.rules, inQuestion ? `${only} items` : "items", shown),
    detail: shown.map((row) => `${row.phase.label} ${share(row)}`).join("; "),
  };
}

/** In words, at which phase the share not used is largest. */
function phaseFinding(rules, items, shown) {
  const most = Math.max(...shown.map(({ notUsedShare }) => notUsedShare));
  if (!most) return `At no phase are ${items} said not to be used`;
  if (shown.length > 1 && shown.some(({ mentioned }) => mentioned.length < rules.fewestCompared))
    return `Too few ${items} are mentioned at some phases to compare phases`;
  const where = shown.filter(({ notUsedShare }) => notUsedShare === most);
  if (shown.length > 1 && where.length === shown.length)
    return `${atEach(shown.length)}, the same share of ${items} is said not to be used`;
  const at = where.map(({ phase }) => phase.label).join(" and ");
  const isEnough = where.every(({ mentioned }) => mentioned.length >= rules.fewestShared);
  const phases = counted(shown.length, "phase");
  if (shown.length > 1)
    return isEnough
      ? `The share of ${items} said not to be used is largest at ${at}, of ${phases}: ${where.length > 1 ? percent(most) : rate(rules, where[0].notUsed.length, where[0].mentioned.length)}`
      : `The share of ${items} said not to be used is largest at ${at}, of ${phases}`;
  const [{ notUsed, mentioned }] = shown;
  if (mentioned.length < rules.fewestCompared)
    return `Too few ${items} are mentioned at ${at} to say whether they are used (${mentioned.length})`;
  return `Of the ${items} mentioned at ${at}, ${rate(rules, notUsed.length, mentioned.length)} ${notUsed.length === 1 ? "is" : "are"} said not to be used`;
}

/** In words, at how many phases the share not used is larger, smaller or the same. */
function shareFinding({ inQuestion, comparedWith, rules }, pairs) {
  const fewest = rules.fewestCompared;
  const large = pairs.filter((pair) => pair.every(({ mentioned }) => mentioned.length >= fewest));
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
  const which = large.length < pairs.length ? ` with ${fewest} items or more of both` : "";
  const where =
    first < large.length
      ? `At ${first} of ${all}${which}`
      : first > 1
        ? `${atEach(first)}${which}`
        : `At ${large[0][0].phase.label}`;
  return `${where}, ${words} of ${inQuestion} items ${than} ${comparedWith} items is said not to be used${also}`;
}

/** `At each of the 3 phases`, where a sentence begins; behind "not used", "at all 3 phases" would say another thing. */
function atEach(number) {
  return number === 2 ? "At both phases" : `At each of the ${counted(number, "phase")}`;
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

/** How many items ended so. @param {string} name of an end of the rules */
export function numberEnded(items, name, rules) {
  return items.filter(({ outcome }) => endOf(outcome, rules)?.name === name).length;
}

/** How many of those mentioned are used in the end, how many changed something, and how many are lost as well. @returns {Finding} */
export function journeysFinding(study, outcomes) {
  const { rules } = study;
  const [used, both] = [rules.usedInTheEnd, rules.alsoLost].map((name) =>
    rules.ends.find((end) => end.name === name),
  );
  const shown = headed(study, outcomes);
  if (!shown.length) return { finding: "No claim shown mentions an evidence item of a focus shown" };
  if (shown.every(({ mentioned }) => mentioned.length < rules.fewestCompared))
    return {
      finding: `Too few items are mentioned to say what became of them (${shown.map(({ focus, mentioned }) => itemWords(focus, mentioned.length)).join(", ")})`,
    };
  const parts = shown.map(({ focus, mentioned }) => {
    const reached = mentioned.filter(({ outcome }) => outcome === rules.reached);
    const alone = reached.filter(({ deciding }) => deciding.length === 1).length;
    const changed = reached.length
      ? `${reached.length} reached impact, ${alone} of these on one claim`
      : study.supply.length
        ? "none reached impact"
        : "";
    const lost = numberEnded(mentioned, both.name, rules);
    const some = [changed, lost ? `${lost} more ${both.words}` : ""].filter(Boolean).join(", ");
    return {
      share: `${numberEnded(mentioned, used.name, rules)} of ${itemsOf(focus, mentioned.length)}`,
      some: some && `${focus}: ${some}`,
    };
  });
  return {
    finding: `${capital(parts.map(({ share }) => share).join(" and "))} are said to be ${used.words}`,
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
  return `${itemWords(focus, number)} mentioned`;
}

/**
 * What holds of the first of a ranking, with those that have as many: of how many of all sources; where these are too
 * few, it says so.
 * @param {import("../data/states.js").Rules} rules
 * @param {Array} ranked factors with their numbers of sources, most first
 * @param {string} what is said of them, such as `reported`
 * @param {string} several what they are called where all have as many
 * @param {number} all sources
 */
export function leading({ fewestCompared }, ranked, what, several, all) {
  if (all < fewestCompared)
    return `Too few sources (${all}) to say which ${several} is ${what.replace(/,$/, "")} most often`;
  const [[first, most]] = ranked;
  const alike = ranked.filter(([, number]) => number === most).length;
  const where = `${what} in ${most} of ${counted(all, "source")}`;
  if (alike === 1) return `“${first.label}” is ${where}${ranked.length > 1 ? ", more than any other" : ""}`;
  if (alike === ranked.length) return `${counted(alike, several)} are each ${where}`;
  return `“${first.label}” and ${counted(alike - 1, "other")} are each ${where}, more than any other`;
}

/** Sources that a title names where they hold as many claims; of more, it says how many they are. */
const MOST_NAMED = 4;

/**
 * The sources that hold most claims, all of them where several hold as many.
 * @param {Array<[{label: string}, number]>} ranked sources with their claims, most first
 * @param {number} all claims
 */
export function sourcesFinding(ranked, all) {
  if (!ranked.length) return "";
  const most = ranked[0][1];
  const first = ranked.filter(([, number]) => number === most).map(([source]) => `“${source.label}”`);
  const of = `${most} of ${counted(all, "claim")} from ${counted(ranked.length, "source")}`;
  if (first.length === 1) return `${first[0]} holds ${of}`;
  if (first.length === ranked.length)
    return `All ${first.length} sources hold ${counted(most, "claim")} each`;
  const named = first.length > MOST_NAMED ? counted(first.length, "source") : listed(first);
  return `${named} each hold ${of}, more than any other`;
}

/** `A, B and C`. */
export function listed(words) {
  return [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
}

/**
 * The factors that most sources report.
 * @param {import("../data/states.js").Rules} rules
 * @param {Array} rows with claims that affirm, in the order of sources
 * @param {Array} claims all that are shown
 */
export function factorsFinding(rules, rows, claims) {
  const ranked = rows.map((row) => [row.factor, tally(row.sides.affirms).sources]);
  return {
    finding: leading(rules, ranked, "reported", "factor", tally(claims).sources),
    detail: "Sources with a claim that it operates; claims that deny it are not counted here",
  };
}
