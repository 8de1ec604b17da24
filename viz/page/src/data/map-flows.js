/** Flows of evidence: who makes, holds and passes on which kind of evidence, and who asks for, gets and uses it. */
import { tally } from "./count.js";
import { deedSaid, deeds, isStakeholder, SAID, sectorOf } from "./deeds.js";
import { MOST_KINDS } from "./limits.js";

const [, IN_PART, NOT_DONE] = SAID;
const [PASSES, GETS] = ["passes it on", "gets it"];

/**
 * @typedef {Object} FlowRow a sector that gives or takes, or a kind of evidence; an item of no kind stands for itself
 * @property {string} key
 * @property {string} id of the sector or of the kind; "" where it is not known
 * @property {?string} label null for a sector
 * @property {import("./deeds.js").Deed[]} deeds
 *
 * @typedef {Object} Flow what claims say of a sector and a kind of evidence: that it is done, or that it is not
 * @property {string} key
 * @property {FlowRow} start the giver, or the kind of evidence
 * @property {FlowRow} end the kind of evidence, or the taker
 * @property {import("./study.js").Claim[]} claims
 * @property {string[]} deeds
 * @property {number} inPart how many of these deeds are said to be done in part
 * @property {"joined"|"apart"} state *apart* where it is said not to be done: such claims have a line of their own
 */

/**
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims those that the filters leave in
 * @param {{isShown: (focus: ?string) => boolean, least: number}} choice `isShown`: is evidence of this focus shown?
 *   `least`: sources of a line
 * @returns {{givers: FlowRow[], kinds: FlowRow[], takers: FlowRow[], flows: Flow[], through: Object[], all: Array}}
 *   `through`: stakeholders that are said both to get evidence, or to ask for it, and to pass it on; `all`: every deed
 */
export function flowsShown(study, claims, { isShown, least }) {
  const { gives, takes } = study.rules;
  const named = deeds(study, claims).filter(({ item }) => isShown(item.focus));
  const all = [...named, ...handedOver(study, claims, isShown)].filter(
    ({ deed }) => gives.includes(deed) || takes.includes(deed),
  );
  const kinds = kindsOf(study, all);
  // Where no sector is known, each stakeholder has a row of its own.
  const bySector = all.some(({ sector }) => sector);
  const rowsOf = (part, own) => {
    const found = new Map();
    for (const one of own) {
      const id = bySector ? one.sector : one.who.id;
      if (!found.has(id))
        found.set(id, { key: `${part}:${id}`, id, label: bySector ? null : one.who.label, deeds: [] });
      found.get(id).deeds.push(one);
    }
    return [...found.values()].sort((a, b) => (a.id === "") - (b.id === "") || bySize(a, b));
  };
  const givers = rowsOf(
    "gives",
    all.filter(({ deed }) => gives.includes(deed)),
  );
  const takers = rowsOf(
    "takes",
    all.filter(({ deed }) => takes.includes(deed)),
  );
  const kindOf = new Map(kinds.flatMap((row) => row.deeds.map((one) => [one, row])));
  const flows = [
    ...linesOf(givers, (row, one) => [row, kindOf.get(one)]),
    ...linesOf(takers, (row, one) => [kindOf.get(one), row]),
  ].filter((flow) => least < 2 || tally(flow.claims).sources >= least);
  const kept = new Set(flows.flatMap(({ start, end }) => [start, end]));
  const left = (rows) => rows.filter((row) => kept.has(row));
  return {
    givers: left(givers),
    kinds: left(kinds),
    takers: left(takers),
    flows,
    through: throughOf(all),
    all,
  };
}

/** Claims that somebody passes something on to somebody: no item is named, so the kind of evidence is not known. */
function handedOver(study, claims, isShown) {
  const saidBy = deedSaid(study.rules, (verb) => study.actsAs(verb));
  return claims.flatMap((claim) => {
    const one = saidBy(claim);
    const [from, to] = [claim.subject, claim.object].map((id) => study.nodes.get(id));
    if (one?.deed !== PASSES || !isStakeholder(from) || !isStakeholder(to)) return [];
    const item = study.nodes.get(claim.about);
    const isItem = item?.kind === "EvidenceItem";
    if (!isShown(isItem ? item.focus : claim.focus)) return [];
    const taken = {
      claim,
      who: to,
      sector: sectorOf(study, to),
      item: isItem ? item : null,
      deed: GETS,
      said: one.said,
    };
    // Who passes on a named item is among the deeds already.
    return isItem ? [taken] : [{ ...taken, who: from, sector: sectorOf(study, from), deed: PASSES }, taken];
  });
}

function kindsOf(study, all) {
  const found = new Map();
  for (const one of all) {
    const id = one.item?.evidence_type ?? one.item?.id ?? "";
    if (!found.has(id)) found.set(id, { key: `kind:${id}`, id, label: study.label(id), deeds: [] });
    found.get(id).deeds.push(one);
  }
  const sorted = [...found.values()].sort((a, b) => (a.id === "") - (b.id === "") || bySize(a, b));
  if (sorted.length <= MOST_KINDS + 1) return sorted;
  const rest = sorted.slice(MOST_KINDS);
  return [
    ...sorted.slice(0, MOST_KINDS),
    {
      key: "kind:rest",
      id: "rest",
      label: `${rest.length} more kinds of evidence`,
      deeds: rest.flatMap((row) => row.deeds),
    },
  ];
}

function linesOf(rows, endsOf) {
  const found = new Map();
  for (const row of rows) {
    for (const one of row.deeds) {
      const [start, end] = endsOf(row, one);
      const state = one.said === NOT_DONE ? "apart" : "joined";
      const key = `${start.key}|${end.key}|${state}`;
      if (!found.has(key)) found.set(key, { key, start, end, state, own: [] });
      found.get(key).own.push(one);
    }
  }
  return [...found.values()].map(({ own, ...flow }) => ({
    ...flow,
    claims: [...new Set(own.map(({ claim }) => claim))],
    deeds: [...new Set(own.map(({ deed }) => deed))],
    inPart: own.filter(({ said }) => said === IN_PART).length,
  }));
}

/** Stakeholders through whom evidence goes, by how many claims say so; those said not to do it do not count. */
function throughOf(all) {
  const by = new Map();
  for (const { who, deed, said, claim } of all) {
    if (said === NOT_DONE) continue;
    if (!by.has(who)) by.set(who, { who, deeds: new Set(), claims: new Set() });
    by.get(who).deeds.add(deed);
    by.get(who).claims.add(claim);
  }
  return [...by.values()].filter(({ deeds: own }) => own.has(GETS) && own.has(PASSES));
}

/** Most claims first, then by name. */
function bySize(a, b) {
  const name = (row) => row.label ?? row.id;
  return b.deeds.length - a.deeds.length || (name(a) < name(b) ? -1 : 1);
}
