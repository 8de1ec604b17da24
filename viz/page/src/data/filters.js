/** Which claims a reader has left in, and how many each chip would add. */

/** What claims without a value are listed under. */
export const NONE = "";
const ORDER = new Intl.Collator("en", { numeric: true });

/**
 * The facets, by the names and with the meaning of the options that take a slice (`--site`, `--code`;
 * graphmodel/frames/slices.py), and two of the page's own, `kind` and `verb`. Each reads the values of a claim: a
 * stage is also the phase it belongs to, a code its theme, an actor the body it belongs to.
 * @param {import("./study.js").Study} study
 */
export function facets(study) {
  const kindOf = (id) => study.nodes.get(id)?.kind ?? NONE;
  const stages = (id) => above(id, (stage) => study.nodes.get(stage)?.parent);
  const bodies = (id) => {
    const node = study.nodes.get(id);
    const body = node?.kind === "Actor" ? node.organisation : node?.kind === "Organisation" ? id : null;
    return body ? [body] : [];
  };
  const cell = (id, title, more = {}) => ({
    id,
    title,
    none: `no ${title.toLowerCase()} stated`,
    values: (claim) => [claim[id] ?? NONE],
    ...more,
  });
  return [
    cell("focus", "Focus"),
    cell("site", "Site"),
    cell("stage", "Stage", { several: true, values: (claim) => orNone(stages(claim.stage)) }),
    cell("source", "Source", { long: true }),
    cell("source_kind", "Kind of source", {
      values: (claim) => orNone([study.nodes.get(claim.source)?.type].filter(Boolean)),
    }),
    cell("workstream", "Workstream", { long: true }),
    cell("speaker", "Speaker", { long: true }),
    cell("speaker_organisation", "Speaker’s organisation", {
      long: true,
      none: "no speaker of a known organisation",
      values: (claim) => orNone(bodies(claim.speaker)),
    }),
    cell("organisation", "Organisation", {
      long: true,
      several: true,
      none: "about no organisation",
      values: (claim) => orNone([...bodies(claim.subject), ...bodies(claim.object)]),
    }),
    ...(study.namesCoders ? [cell("coder", "Coder")] : []),
    cell("certainty", "Certainty"),
    cell("polarity", "Polarity"),
    cell("code", "Code", {
      long: true,
      several: true,
      none: "no code",
      values: (claim) => orNone(claim.codes.flatMap((code) => above(code, theme))),
    }),
    cell("kind", "Kind", {
      several: true,
      none: "",
      values: (claim) => orNone([kindOf(claim.subject), kindOf(claim.object)]),
    }),
    cell("verb", "Verb", { none: "", values: (claim) => [claim.predicate] }),
  ].map((facet) => indexed(study, facet));
}

/**
 * @param {import("./study.js").Claim[]} claims
 * @param {ReturnType<typeof facets>} all
 * @param {Object<string, string[]>} hidden values taken out, by facet: a claim with one of them goes
 * @param {Object<string, string[]>} kept values by facet: where there are any, a claim without one of them goes
 * @returns {{claims: Array, counts: Object<string, Map<string, number>>}} the claims that stay, and for
 *   each value of each facet the claims that have it and that all other facets leave in
 */
export function filtered(claims, all, hidden, kept = {}) {
  const marked = (facet, values) => Uint8Array.from(facet.options, ({ value }) => values.includes(value));
  const active = all.flatMap((facet, place) => {
    const [out, only] = [hidden[facet.id] ?? [], kept[facet.id] ?? []];
    if (!out.length && !only.length) return [];
    return [{ place, facet, out: marked(facet, out), only: only.length ? marked(facet, only) : null }];
  });
  const numbers = all.map((facet) => new Int32Array(facet.options.length));
  const staying = [];
  for (const claim of claims) {
    let [failed, failing] = [0, -1];
    for (const { place, facet, out, only } of active) {
      const own = facet.places[claim.place];
      if (own.some((value) => out[value]) || (only && !own.some((value) => only[value]))) {
        failed += 1;
        failing = place;
      }
    }
    if (failed === 0) staying.push(claim);
    if (failed > 1) continue;
    for (let place = 0; place < all.length; place += 1) {
      if (failed === 1 && place !== failing) continue;
      for (const value of all[place].places[claim.place]) numbers[place][value] += 1;
    }
  }
  const counts = Object.fromEntries(
    all.map((facet, place) => [
      facet.id,
      new Map(facet.options.map(({ value }, index) => [value, numbers[place][index]])),
    ]),
  );
  return { claims: staying, counts };
}

/** Does a facet show this value, by what is taken out and what alone is kept? */
export function isOn(value, hidden, kept) {
  return !hidden.includes(value) && (!kept.length || kept.includes(value));
}

/** Values of a facet after one was toggled. */
export function toggled(hidden, value) {
  return hidden.includes(value) ? hidden.filter((other) => other !== value) : [...hidden, value];
}

/** A facet with its options and, for each claim, the places of its values among them: filtering is done often. */
function indexed(study, facet) {
  const values = study.claims.map(facet.values);
  const listed = options(study, facet, new Set(values.flat()));
  const place = new Map(listed.map(({ value }, index) => [value, index]));
  const once = new Map();
  const places = values.map((own) => {
    const key = own.length === 1 ? own[0] : own.join("\n");
    if (!once.has(key))
      once.set(
        key,
        own.filter((value) => place.has(value)).map((value) => place.get(value)),
      );
    return once.get(key);
  });
  return { ...facet, options: listed, places };
}

function options(study, facet, present) {
  const named = order(study, facet.id).filter((value) => present.has(value));
  const among = new Set([NONE, ...named]);
  const option = (value) => ({ value, label: words(study, facet.id, value) });
  const rest = [...present].filter((value) => !among.has(value)).map(option);
  rest.sort((a, b) => ORDER.compare(a.label, b.label) || (a.value < b.value ? -1 : 1));
  const listed = [...named.map(option), ...rest];
  return present.has(NONE) && facet.none ? [...listed, { value: NONE, label: facet.none }] : listed;
}

function order(study, facet) {
  if (facet === "focus") return study.focuses;
  if (facet === "stage") return study.stages.map((stage) => stage.id);
  if (facet === "kind") return study.kinds.map((kind) => kind.kind);
  return [];
}

function words(study, facet, value) {
  if (facet === "verb") return value.replaceAll("_", " ");
  if (facet === "kind") return study.kindsByName.get(value)?.one ?? value;
  if (facet === "code") return `${value} ${study.nodes.get(value)?.label ?? themeLabel(study, value)}`.trim();
  return study.label(value);
}

function themeLabel(study, code) {
  return study.ofKind("Code").find((node) => String(node.theme) === code)?.theme_label ?? "";
}

/** A value with all that it is part of. */
function above(id, up) {
  const found = new Set();
  for (let one = id; one && !found.has(one); one = up(one)) found.add(one);
  return [...found];
}

/** The code that a code is a sub-code of: 8 of 8.1. */
function theme(code) {
  return code.includes(".") ? code.slice(0, code.lastIndexOf(".")) : null;
}

function orNone(values) {
  return values.length ? [...new Set(values)] : [NONE];
}
