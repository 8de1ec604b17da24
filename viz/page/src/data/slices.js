/** The slices of a study that a reader looks at: one, or two that are compared. */
import { counted, tally } from "./count.js";
import { filtered } from "./filters.js";
import { sliceWords } from "./slice-words.js";
import { touches } from "./touches.js";

/**
 * @typedef {Object} Slice
 * @property {"a"|"b"} name
 * @property {Object<string, string[]>} hidden values taken out, by facet
 * @property {Object<string, string[]>} kept values that alone are shown, by facet
 * @property {import("./study.js").Claim[]} claims
 * @property {Object<string, Map<string, number>>} counts claims of each value that all other facets leave in
 * @property {string} words what it holds, to stand behind “claims”; empty where nothing is taken out
 * @property {boolean} [isRest] it is all that the first slice leaves out
 */

/**
 * @param {import("./study.js").Study} study
 * @param {ReturnType<typeof import("./filters.js").facets>} facets
 * @param {import("../address.js").Shown} shown
 * @returns {Slice[]} one, or two where it is compared
 */
export function slicesOf(study, facets, shown) {
  const made = (name, { hidden, kept }) => ({
    name,
    hidden,
    kept,
    ...filtered(study.claims, facets, hidden, kept),
    words: sliceWords(facets, hidden, kept),
  });
  const first = made("a", shown);
  if (!shown.versus) return [first];
  if (shown.versus !== "others") return [first, made("b", shown.other)];
  const inFirst = new Set(first.claims);
  const second = made("b", complement(facets, shown));
  return [
    first,
    {
      ...second,
      claims: study.claims.filter((claim) => !inFirst.has(claim)),
      isRest: true,
    },
  ];
}

/**
 * The filters that leave in what others take out. Filters can say it where one facet is filtered in one way; where they
 * cannot, nothing is taken out.
 * @param {import("../address.js").Chosen} chosen
 * @returns {import("../address.js").Chosen}
 */
export function complement(facets, { hidden, kept }) {
  const active = facets.filter(({ id }) => hidden[id]?.length || kept[id]?.length);
  const [one] = active;
  if (active.length !== 1 || (hidden[one.id]?.length && kept[one.id]?.length))
    return { hidden: {}, kept: {} };
  const { id } = one;
  return kept[id]?.length
    ? { hidden: { [id]: kept[id] }, kept: {} }
    : { hidden: {}, kept: { [id]: hidden[id] } };
}

/**
 * How two slices differ in numbers, in words.
 * @param {import("./study.js").Study} study
 * @param {Slice[]} slices two
 * @returns {string}
 */
export function difference(study, [a, b]) {
  const [first, second] = [a, b].map(({ claims }) => tally(claims));
  const inFirst = new Set(a.claims);
  const both = b.claims.filter((claim) => inFirst.has(claim)).length;
  const items = [a, b].map(({ claims }) => itemsOf(study, claims));
  const shared = [...items[0]].filter((item) => items[1].has(item)).length;
  const against = (one, other, noun) => `${counted(one, noun)} against ${other.toLocaleString("en-GB")}`;
  const sentences = [
    `A has ${against(first.claims, second.claims, "claim")} of B, from ${against(first.sources, second.sources, "source")} and ${against(first.speakers, second.speakers, "speaker")}`,
    items[0].size || items[1].size
      ? `A mentions ${counted(items[0].size, "evidence item")}, B ${items[1].size}; ${shared || "none"} of them in both`
      : "",
    overlap(both, first.claims, second.claims),
  ];
  return `${sentences.filter(Boolean).join(". ")}.`;
}

function overlap(both, first, second) {
  if (!both) return "No claim is in both";
  if (both === first && both === second) return "Both slices hold the same claims";
  if (both === first) return "All claims of A are in B, too, and counted in each";
  if (both === second) return "All claims of B are in A, too, and counted in each";
  return `${counted(both, "claim")} ${both === 1 ? "is" : "are"} in both slices and counted in each`;
}

function itemsOf(study, claims) {
  const places = new Set(claims.map(({ place }) => place));
  return new Set(
    touches(study)
      .filter(({ claim }) => places.has(claim.place))
      .map(({ evidence }) => evidence),
  );
}
