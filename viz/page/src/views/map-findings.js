/** What the pictures of the map find, in a sentence: their titles. */

import { counted } from "../data/count.js";
import { mostUndone, SAID } from "../data/deeds.js";
import { MOST_SECTORS_NAMED } from "../data/limits.js";
import { partnersInWords } from "../data/map-one.js";
import { TIE_STATES } from "../data/words.js";
import { listed } from "./findings.js";
import { whomWords } from "./sector-words.js";

/** Which sector has an end in most ties. @returns {import("./findings.js").Finding} */
export function sectorsFinding({ sectors, lines, sectorOf }, left) {
  if (!lines.length) return { finding: "" };
  const ends = (sector) =>
    lines.filter(({ start, end }) => [start, end].some((row) => sectorOf.get(row) === sector)).length;
  const ranked = sectors.map((sector) => [sector, ends(sector)]).sort((a, b) => b[1] - a[1]);
  const [[first, most]] = ranked;
  const alike = ranked.filter(([, number]) => number === most);
  const all = counted(lines.length, "tie");
  const states = ["apart", "ought"]
    .map((state) => [state, lines.filter((line) => line.state === state).length])
    .filter(([, number]) => number)
    .map(
      ([state, number], n) =>
        `${number}${n ? "" : ` of ${all}`} ${number === 1 ? "is" : "are"} ${TIE_STATES[state]}`,
    );
  const named = alike.map(([{ id, title }]) => (id ? title : "those whose sector is not known"));
  const name = first.id ? `in one sector: ${first.title}` : `among ${named[0]}`;
  const several = named.length > MOST_SECTORS_NAMED ? `${named.length} groups` : listed(named);
  return {
    about: first.key,
    finding:
      alike.length > 1
        ? `${several} each have an end of ${most} of ${all} between stakeholders`
        : `${most} of ${all} between stakeholders ${most === 1 ? "has" : "have"} an end ${name}`,
    detail: [
      states.join("; "),
      left
        ? `${counted(left, "band")} of pairs with fewest claims ${left === 1 ? "is" : "are"} not drawn`
        : "",
    ]
      .filter(Boolean)
      .join(". "),
  };
}

/**
 * Of whom most claims say that something was not done with evidence.
 * @param {ReturnType<typeof import("../data/map-flows.js").flowsShown>} shown
 * @param {{evidence: string, order: string[]}} words `evidence`: what it is called; `order`: names of deeds
 * @returns {import("./findings.js").Finding}
 */
export function flowsFinding({ all, flows, through: between }, { evidence, order }) {
  if (!flows.length) return { finding: "", detail: "" };
  const claims = claimsOf(flows);
  const passing = between.length
    ? `${counted(between.length, "stakeholder")} ${between.length === 1 ? "is" : "are"} said both to get ${evidence} and to pass it on`
    : `Nobody is said both to get ${evidence} and to pass it on`;
  const drawn = new Set(claims);
  const most = mostUndone(all.filter(({ claim }) => drawn.has(claim)));
  if (!most)
    return {
      finding: `${counted(claims.length, "claim")} ${claims.length === 1 ? "says" : "say"} who gives or takes ${evidence}; none says that something was not done with it`,
      detail: `Flows of evidence. ${passing}`,
    };
  const undone = claimsSaid(most.undone, SAID[2]).length;
  const own = claimsSaid(most.own, SAID[2]).length;
  const of =
    own < undone ? `${own} of them ${own === 1 ? "is" : "are"}` : own === 1 ? "it is" : "all of them are";
  const where = most.alike > 1 || all.every((one) => !one.sector) ? "" : `; ${of} about ${whomWords(most)}`;
  const deeds = new Map();
  for (const { deed } of most.undone) deeds.set(deed, (deeds.get(deed) ?? 0) + 1);
  const named = [...deeds]
    .sort((a, b) => b[1] - a[1] || order.indexOf(a[0]) - order.indexOf(b[0]))
    .map(([deed, number]) => `${number} “${deed}”`);
  return {
    finding: `${undone} of ${counted(claims.length, "claim")} ${undone === 1 ? "says" : "say"} that something was not done with ${evidence}${where}`,
    detail: `Flows of evidence. Said not to be done: ${named.join(", ")}. ${passing}`,
  };
}

/** How many partners, and with how many nothing joins. @returns {import("./findings.js").Finding} */
export function oneFinding({ one, sectors, lines, partners }) {
  if (!partners.length) return { finding: "" };
  const states = (row) =>
    new Set(lines.filter(({ start, end }) => start === row || end === row).map(({ state }) => state));
  const apart = partners.filter((row) => [...states(row)].every((state) => state === "apart")).length;
  const both = partners.filter((row) => states(row).has("apart") && states(row).has("joined")).length;
  const whom = apart < partners.length ? `${apart} of them` : apart === 1 ? "it" : "all of them";
  return {
    finding: `“${one.label}” has ${partnersInWords(sectors, partners)}${apart ? `; its ties to ${whom} are only denied, or oppose or leave out` : ""}`,
    detail: `One and its partners${both ? `. With ${both} of them, some claims join and others deny, oppose or leave out` : ""}`,
  };
}

/** Claims of flows, each once. */
export function claimsOf(flows) {
  return [...new Set(flows.flatMap(({ claims }) => claims))];
}

/** Claims that say it so, each once. */
export function claimsSaid(own, said) {
  return [...new Set(own.filter((one) => one.said === said).map(({ claim }) => claim))];
}
