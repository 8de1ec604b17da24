/** What a slice holds, in words: “by third-sector managers on ethnicity, not at the stage Contracting”. */
import { isOn, NONE } from "./filters.js";

/** What stands before the values of each facet, in the order in which they are said. */
const BEFORE = {
  speaker: "by",
  speaker_organisation: "by speakers of",
  focus: "on",
  organisation: "about",
  site: "at",
  stage: "at the stage",
  workstream: "in the workstream",
  source: "from",
  source_kind: "from sources of the kind",
  coder: "coded by",
  code: "with the code",
  verb: "with the verb",
  polarity: "with the polarity",
  certainty: "with the certainty",
  kind: "with the kind",
};

/**
 * @param {ReturnType<typeof import("./filters.js").facets>} all
 * @param {Object<string, string[]>} hidden
 * @param {Object<string, string[]>} kept
 * @returns {string} to stand behind “claims”; empty where nothing is taken out
 */
export function sliceWords(all, hidden, kept) {
  const order = Object.keys(BEFORE);
  const sorted = [...all].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const said = sorted.map((facet) => of(facet, hidden[facet.id] ?? [], kept[facet.id] ?? []));
  const only = said.flatMap((one) => one.only);
  return [only.join(" "), ...said.flatMap((one) => one.without)].filter(Boolean).join(", ");
}

function of(facet, out, only) {
  if (only.length) return { only: [phrase(facet, only)], without: out.length ? [without(facet, out)] : [] };
  if (!out.length) return { only: [], without: [] };
  const shown = facet.options.map(({ value }) => value).filter((value) => isOn(value, out, only));
  // A claim with several values may have one that stays beside one that goes, so the others would promise too much.
  return facet.several || shown.length > out.length || !shown.length
    ? { only: [], without: [without(facet, out)] }
    : { only: [phrase(facet, shown)], without: [] };
}

function phrase(facet, values) {
  const label = (value) => facet.options.find((option) => option.value === value)?.label ?? value;
  const named = values.filter((value) => value !== NONE).map(label);
  return [
    named.length ? `${BEFORE[facet.id]} ${named.join(" or ")}` : "",
    values.includes(NONE) ? unstated(facet) : "",
  ]
    .filter(Boolean)
    .join(" or ");
}

function without(facet, values) {
  const named = values.filter((value) => value !== NONE);
  return [
    named.length ? `not ${phrase(facet, named)}` : "",
    values.includes(NONE) ? unstated(facet).replace("no ", "some ") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** Claims that have no value of a facet. */
function unstated({ none, title }) {
  const words = none || `no ${title.toLowerCase()} stated`;
  return words.startsWith("about ") ? words : `with ${words}`;
}
