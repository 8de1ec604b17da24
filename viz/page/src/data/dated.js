/** What has a date: claims by workstream, evidence, organisations that took over from others. */

import { groupedBy } from "./count.js";
import { LANES, UNSTATED } from "./words.js";

/** Days before the first of January 1970, as day numbers count them. */
const EPOCH = 719163;
const DAY = 86_400_000;
const NONE = "";

/**
 * @typedef {Object} Dated something with a date
 * @property {string} key
 * @property {string} label
 * @property {string} date as the study has it
 * @property {[?number, ?number]} days the first and the last day that it may mean; null where it is open
 * @property {boolean} rough whether the study gives it as about, between, before or after
 * @property {import("./study.js").Claim} [claim]
 * @property {string} [node] id of an evidence item
 * @property {string} [note]
 *
 * @typedef {Object} Lane
 * @property {"claims"|"evidence"|"reorganisation"} kind of what it holds
 * @property {string} name
 * @property {string} [node] id of what it stands for
 * @property {Dated[]} dated by their first day
 * @property {number} undated how many of the same have no date
 */

/** Whether a study has anything that stands on a timeline. @param {import("./study.js").Study} study */
export function hasDates(study) {
  return study.claims.some(({ days }) => days) || study.table("dated").some(isPlaced);
}

function isPlaced({ first, last }) {
  return first !== null || last !== null;
}

/** A date is rough where it is given as a range, an approximation, or with an open end. */
function isRough(date, [first, last]) {
  return first === null || last === null || /[~/]/.test(date);
}

/**
 * Claims left in, by the workstream that they name: those with dated claims, the most first; claims without a
 * workstream come last.
 * @param {import("./study.js").Study} study
 * @param {import("./study.js").Claim[]} claims
 * @returns {{lanes: Lane[], without: number}} and how many workstreams that claims name have no dated claim
 */
export function claimLanes(study, claims) {
  const groups = groupedBy(claims, ({ workstream }) => workstream ?? NONE);
  const lanes = [...groups].map(([id, own]) => {
    const placed = own.filter(({ days }) => days);
    return {
      kind: "claims",
      name: id === NONE ? UNSTATED.workstream : study.label(id),
      node: id === NONE ? undefined : id,
      dated: placed.map((claim) => ({
        key: `dated:${claim.claim}`,
        label: claim.summary || claim.claim,
        date: claim.date,
        days: claim.days,
        rough: isRough(claim.date, claim.days),
        claim,
      })),
      undated: own.length - placed.length,
    };
  });
  const rank = (lane) => (lane.node ? -lane.dated.length : 1);
  const drawn = lanes.filter(({ dated }) => dated.length);
  drawn.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  for (const { dated } of drawn) dated.sort(byDay);
  return { lanes: drawn, without: lanes.filter(({ node, dated }) => node && !dated.length).length };
}

/** Evidence and reorganisations with their own dates: a lane each, where the study has any. @returns {Lane[]} */
export function otherLanes(study) {
  const rows = study.table("dated");
  const items = study.ofKind("EvidenceItem").length;
  const of = (kind) => rows.filter((row) => row.kind === kind);
  const evidence = of("evidence").filter(isPlaced);
  const changes = of("reorganisation");
  return [
    {
      kind: "evidence",
      name: LANES.evidence,
      dated: evidence.map((row) => thing(row, study.label(row.id), { node: row.id })),
      undated: items - evidence.length,
    },
    {
      kind: "reorganisation",
      name: LANES.reorganisation,
      dated: changes
        .filter(isPlaced)
        .map((row) =>
          thing(row, `${study.label(row.id)} → ${study.label(row.to)}`, { note: row.what ?? "" }),
        ),
      undated: changes.filter((row) => !isPlaced(row)).length,
    },
  ].filter(({ dated }) => dated.length);
}

function thing({ kind, id, to, date, first, last, locator }, label, more) {
  const days = [first, last];
  return {
    key: `${kind}:${id}:${to ?? ""}:${date}`,
    label,
    date,
    days,
    rough: isRough(date, days),
    locator,
    ...more,
  };
}

function byDay(a, b) {
  const [one, other] = [a, b].map(({ days: [first, last] }) => [first ?? last, last ?? first]);
  return one[0] - other[0] || one[1] - other[1] || (a.key < b.key ? -1 : 1);
}

/**
 * From when to when a timeline goes: whole years about all that is dated, with a year behind what has no end.
 * @param {Lane[]} lanes
 * @returns {[number, number]} years; the second is the first year that is not on it
 */
export function yearsOf(lanes) {
  const ends = lanes.flatMap(({ dated }) => dated.flatMap(({ days }) => days.filter((day) => day !== null)));
  const all = lanes.flatMap(({ dated }) => dated.map(({ days }) => days));
  const [first, last] = [least(ends), -least(ends.map((day) => -day))].map(yearOf);
  const open = (end) => all.some((days) => days[end] === null);
  return [open(0) ? first - 1 : first, (open(1) ? last + 1 : last) + 1];
}

function least(numbers) {
  return numbers.reduce((a, b) => Math.min(a, b));
}

/** The year of a day number. */
export function yearOf(day) {
  return new Date((day - EPOCH) * DAY).getUTCFullYear();
}

/** The day number of the first day of a month of a year. */
export function dayOf(year, month = 0) {
  return EPOCH + Date.UTC(year, month, 1) / DAY;
}
