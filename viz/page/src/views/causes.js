/** What leads to what: factors as claims link them, as a map in layers and as a matrix. */
import { around, causalTies, circlesOf, linked } from "../data/causes.js";
import { counted, tally } from "../data/count.js";
import { sortsOf } from "../data/factors.js";
import { choice, chosen as chosenOf } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { causesFinding } from "./causes-finding.js";
import { fromToMatrix } from "./causes-matrix.js";
import { causesPicture } from "./causes-picture.js";
import { leastChoice, leastShown } from "./map-choices.js";
import "./causes.css";

/** How many links are drawn: those that most sources affirm. More than the most of all are too many for a picture. */
const LINKS = ["60", "20", "120", "all"];
const MOST = 1000;

/** @param {import("../pane.js").Pane} app @returns {import("../app.js").Drawn} */
export function whatLeadsToWhat(app) {
  const all = causalTies(app.study, app.claims);
  const least = leastShown(app);
  const strong = all.filter(({ sources }) => sources >= least);
  const inFocus = all.some((tie) => [tie.cause.id, tie.effect.id].includes(app.option("cause", "")));
  const chosen = inFocus ? app.option("cause", "") : "";
  const kept = chosen ? around(strong, chosen) : strong;
  const many = chosenOf(app, "links", LINKS);
  const ties = kept.slice(0, many === "all" ? MOST : Number(many));
  const circles = circlesOf(kept);
  return {
    finding: causesFinding(kept, chosen),
    detail: detail(app, all),
    sentence: sentence(),
    controls: all.length ? controls(app, all, chosen) : [],
    content: ties.length
      ? [
          scrolling("What leads to what, as a map", causesPicture(app, ties, sortsOf(app.study), chosen)),
          aside(kept, ties, circles),
          el("h3", { "data-part": "matrix" }, "From what to what, by number of sources"),
          scrolling("From what to what, as a matrix", fromToMatrix(app, ties)),
        ]
      : [el("p", { class: "empty" }, empty(all, least, chosen))],
    table: () => table(kept, circles),
  };
}

function detail(app, all) {
  if (!all.length) return "";
  const claims = all.flatMap((tie) => tie.claims);
  const { sources } = tally(claims);
  return `${counted(claims.length, "claim")} of ${app.claims.length.toLocaleString("en-GB")}, from ${counted(sources, "source")}, ${claims.length === 1 ? "puts" : "put"} such a link into words`;
}

function sentence() {
  return [
    "A line leads from a factor to one that somebody says it brings about or strengthens. ",
    "Thicker means more distinct sources that say so; claims are not counted. Denials have their own sign, and nothing is netted. ",
    "A path of several lines joins claims of different people: nobody need have said the whole of it. ",
    "These are explanations that people gave, not proof of a cause. Where there is no line, nobody put a link into words. Claims of what ought to be are left out.",
  ].join("");
}

function controls(app, all, chosen) {
  const factors = linked(all)
    .map(({ factor }) => factor)
    .sort((a, b) => a.label.localeCompare(b.label));
  return [
    leastChoice(app),
    choice(
      app,
      "cause",
      "Around:",
      [["", "all factors"], ...factors.map(({ id, label }) => [id, short(label)])],
      chosen,
    ),
    choice(
      app,
      "links",
      "Links:",
      LINKS.map((value) => [value, value === "all" ? "all" : `the first ${value}`]),
    ),
  ];
}

/** A list of choices is not wider than the page. */
function short(label) {
  return label.length > 60 ? `${label.slice(0, 58)}…` : label;
}

function aside(kept, ties, { round }) {
  const notes = [
    round.length
      ? `These links form a circle: ${round.map((own) => own.map(({ label }) => `“${label}”`).join(", ")).join("; ")}.`
      : "No links form a circle.",
    kept.length > ties.length &&
      `Not drawn: ${counted(kept.length - ties.length, "link")} that no more sources affirm than those drawn; choose more links, links of more sources, or one factor.`,
  ];
  return el("p", { class: "aside" }, notes.filter(Boolean).join(" "));
}

function empty(all, least, chosen) {
  if (!all.length)
    return "No claim shown says that one factor leads to another. Such claims exist only where somebody put the link into words.";
  return chosen
    ? `No link of this factor is in ${least} sources or more. Choose “any source”.`
    : `No link is in ${least} sources or more. Choose “any source”.`;
}

function table(ties, { isRound }) {
  return {
    columns: [
      "cause",
      "cause_label",
      "effect",
      "effect_label",
      "affirming_sources",
      "n_sources",
      "affirmed",
      "mixed",
      "denied",
      "tentative",
      "in_a_circle",
      "claims",
    ],
    rows: ties.map((tie) => [
      tie.cause.id,
      tie.cause.label,
      tie.effect.id,
      tie.effect.label,
      tie.affirming,
      tie.sources,
      ...["affirms", "mixed", "denies"].map((side) => tie.sides[side].length),
      tie.claims.filter(({ certainty }) => certainty === "tentative").length,
      isRound(tie) ? "yes" : "no",
      tie.claims.map(({ claim }) => claim),
    ]),
  };
}
