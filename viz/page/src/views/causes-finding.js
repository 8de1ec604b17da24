/** What the links between factors come to, in a sentence. */

import { isCarried, linked } from "../data/causes.js";
import { counted, tally } from "../data/count.js";
import { MOST_LINKS_NAMED } from "../data/limits.js";
import { listed } from "./findings.js";

/**
 * What the links come to, with how few sources they rest on.
 * @param {import("../data/causes.js").CausalTie[]} ties
 * @param {string} chosen id of the factor in focus, or ""
 */
export function causesFinding(ties, chosen) {
  const carried = ties.filter(isCarried);
  if (!carried.length) return ties.length ? "Claims only deny that one factor leads to another" : "";
  const rest = resting(carried);
  const all = linked(ties);
  const first = chosen
    ? all.filter(({ factor }) => factor.id === chosen)
    : all.filter((one) => links(one) === links(all[0]));
  if (carried.length === 1 && !chosen)
    return `“${carried[0].cause.label}” is said to lead to “${carried[0].effect.label}”; ${rest}`;
  if (first.length === 1)
    return `“${first[0].factor.label}” is said to follow from ${counted(first[0].to.length, "factor")} and to lead to ${first[0].from.length}${chosen ? "" : ", more links than any other"}; ${rest}`;
  const named = first.map(({ factor }) => `“${factor.label}”`);
  if (named.length > MOST_LINKS_NAMED)
    return `${counted(named.length, "factor")} have ${counted(links(first[0]), "link")} each, and none has more; ${rest}`;
  return `${listed(named)} have ${counted(links(first[0]), "link")} each, more than any other; ${rest}`;
}

/** How many links rest on one source. */
function resting(carried) {
  const numbers = carried.map(saying);
  const alone = numbers.filter((number) => number === 1).length;
  if (numbers.length === 1) return `${counted(numbers[0], "source")} ${alone ? "says" : "say"} so`;
  if (alone === numbers.length) return `each of ${alone} links rests on one source`;
  return `${alone || "none"} of ${numbers.length} links ${alone === 1 ? "rests" : "rest"} on one source`;
}

/** Sources that say so, wholly or in part. */
const saying = ({ sides }) => tally([...sides.affirms, ...sides.mixed]).sources;

const links = ({ to, from }) => to.length + from.length;
