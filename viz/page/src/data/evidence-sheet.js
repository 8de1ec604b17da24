/** The page of an evidence item: its journey step by step. */

import { facts, grouped, sheetOf, valuesOf } from "./sheet-parts.js";
import { spaced } from "./study.js";
import { touches } from "./touches.js";
import { UNSTATED } from "./words.js";

/** Marks that a single sign makes. */
const MARK_OF_SIGN = { plus: "used", mixed: "partly", minus: "not used" };

/**
 * @param {import("./study.js").Study} study
 * @param {Object} node an evidence item
 * @param {import("./study.js").Claim[]} claims those that the filters leave in
 * @returns {import("./sheet-parts.js").Sheet & {saysOf: Map<Object, string>}} `saysOf`: what a claim says of the item
 */
export function evidenceSheet(study, node, claims) {
  const shown = new Set(claims);
  const own = touches(study).filter(({ evidence, claim }) => evidence === node.id && shown.has(claim));
  const saysOf = new Map(own.map((touch) => [touch.claim, words(touch, study.rules)]));
  const touching = own.map(({ claim }) => claim);
  const others = claims.filter((claim) => !saysOf.has(claim) && claim.about === node.id);
  const sections = [
    what(node),
    ended(study, node),
    steps(study, touching),
    stopped(study, node, touching),
    silent(study, own),
    others.length
      ? { title: "What else claims say about it", groups: [{ title: "Claims", claims: others }] }
      : null,
  ].filter(Boolean);
  return { ...sheetOf(sections), saysOf };
}

/** What a claim says of the item, in the words of the marks. */
function words({ says, generation }, { marks }) {
  if (says === "plus" && generation) return "produced, obtained or passed on";
  return marks[MARK_OF_SIGN[says] ?? says] ?? "";
}

function what(node) {
  const found = facts(
    node,
    [
      ["evidence_type", "Type"],
      ["focus", "Focus"],
      ["instance", "One item, or a class of items"],
      ["scope", "Scope"],
      ["producer", "Made by"],
      ["workstream", "Workstream"],
      ["site", "Site"],
      ["date", "Date"],
    ],
    node.locator,
  );
  const unknown = [
    ["producer", "Made by"],
    ["date", "Date"],
  ].filter(([column]) => !valuesOf(node[column]).length);
  return {
    title: "What it is",
    facts: [...found, ...unknown.map(([, name]) => ({ name, values: ["not known"], from: "" }))],
  };
}

/** What the analysis of journeys found, on the whole study. */
function ended(study, node) {
  const row = study.table("journeys").find(({ evidence }) => evidence === node.id);
  const named = (value) => valuesOf(value).flatMap((one) => one.split("; "));
  const list = (name, values, otherwise) => ({
    name,
    values: values.length ? values : [otherwise],
    from: "",
  });
  const behind = (row?.outcome_claims ?? []).map((place) => study.claims[place]);
  return {
    title: "How its journey ended",
    lead: "Computed from all claims of the study; filters do not change it.",
    facts: row
      ? [
          list("Outcome", valuesOf(row.outcome), "not known"),
          { ...list("Rests on", [restsOn(row, study.rules)], ""), claims: behind },
          list("How certain", valuesOf(row.certainty), "not known"),
          ...(row.kinds_of_use ? [list("Kinds of use", named(row.kinds_of_use), "")] : []),
          ...(row.opposed || row.lost_elsewhere
            ? [
                list(
                  "Besides",
                  [
                    ...(row.opposed ? ["contested or blocked"] : []),
                    ...(row.lost_elsewhere ? ["said not to be used elsewhere"] : []),
                  ],
                  "",
                ),
              ]
            : []),
          list("Furthest step mentioned", named(row.furthest_step).map(spaced), "not known"),
          list("Last stage mentioned", named(row.last_stage), "not known"),
          list("Last step mentioned", named(row.last_step).map(spaced), "not known"),
          ...(behind.length
            ? [list("Claims behind the outcome", [behind.map(({ claim }) => claim).join(", ")], "")]
            : []),
          ...(row.orders > 1
            ? [
                list(
                  "Order of its steps",
                  [
                    `not fixed: the claims permit ${row.orders_exact === false ? "at least " : ""}${row.orders.toLocaleString("en-GB")} orders`,
                  ],
                  "",
                ),
              ]
            : []),
        ]
      : [],
    unknown: "Not known: no claim mentions this item. That is silence, not absence.",
  };
}

/** How many claims decide the outcome. */
function restsOn({ outcome, n_deciding }, rules) {
  if (outcome === rules.undecided) return "no claim: what came later is not reported";
  if (!n_deciding) return "no claim";
  return n_deciding === 1 ? "one claim only" : `${n_deciding} claims`;
}

function steps(study, touching) {
  const places = new Map(study.stages.map((stage, place) => [stage.id, place]));
  const place = (claim) => places.get(claim.stage) ?? places.size;
  const ordered = [...touching].sort(
    (a, b) =>
      place(a) - place(b) ||
      (a.order ?? Number.MAX_VALUE) - (b.order ?? Number.MAX_VALUE) ||
      String(a.date ?? "").localeCompare(String(b.date ?? "")) ||
      a.place - b.place,
  );
  return {
    title: "Its journey, step by step",
    lead: ordered.length
      ? "By the stages of the cycle, and within a stage by the order and the dates that are stated. Where neither is stated, the order is that of the coding and means nothing."
      : "",
    groups: grouped(ordered, (claim) => (claim.stage ? study.label(claim.stage) : UNSTATED.stage)),
    unknown: "Not known: no claim that the filters leave in mentions this item.",
  };
}

function stopped(study, node, touching) {
  const row = study.table("journeys").find(({ evidence }) => evidence === node.id);
  const factors = valuesOf(row?.stopped_by).flatMap((one) => one.split("; "));
  const basis = row?.stopped_basis ? spaced(row.stopped_basis) : "";
  const reasons = touching.filter((claim) => claim.reason);
  return {
    title: "What stopped it",
    facts: factors.length
      ? [
          { name: "Factors", values: factors, from: "" },
          ...(basis ? [{ name: "Why these", values: [basis], from: "" }] : []),
        ]
      : [],
    groups: grouped(reasons, (claim) => `Reason given: ${study.label(claim.reason)}`),
    unknown: "Not known: nobody names a reason. Nothing may have stopped it.",
  };
}

/** Phases at which no claim says that it was used or was not: the definition of *mentioned* everywhere. */
function silent(study, own) {
  const mentioned = new Set(own.filter(({ claim }) => claim.sign).map(({ claim }) => claim.phase));
  const quiet = study.phases.filter((phase) => !mentioned.has(phase.id));
  return {
    title: "Where it is not mentioned",
    lead: quiet.length
      ? "No claim says there that it was used or was not. Silence does not mean that it was not used."
      : "",
    facts: quiet.length ? [{ name: "Phases", values: quiet.map(({ id }) => id), from: "" }] : [],
    unknown: study.phases.length ? "Claims mention it at every phase." : "The study has no phases.",
  };
}
