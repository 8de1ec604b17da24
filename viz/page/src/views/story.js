/** One evidence item as a story: its claims in columns by phase, each with its sign, who says it, why and the words. */
import { counted, provenance } from "../data/count.js";
import { outcomesShown } from "../data/outcomes.js";
import { touchesShown } from "../data/touches.js";
import { el, svg } from "../draw/dom.js";
import { legend } from "../draw/legend.js";
import { mark } from "../draw/shapes.js";
import { quotation } from "../shell/quotes.js";
import "./story.css";

const NO_PHASE = "";

export const story = {
  id: "story",
  title: "One item as a story",
  tab: "One item",
  draw(app) {
    const items = outcomesShown(app).flatMap(({ mentioned }) => mentioned);
    if (!items.length) return nothing(app);
    const ranked = [...items].sort(
      (a, b) => b.claims.length - a.claims.length || a.item.label.localeCompare(b.item.label),
    );
    const shown = ranked.find(({ item }) => item.id === app.option("story", "")) ?? ranked[0];
    const { item } = shown;
    const touches = touchesShown(app).filter(({ evidence }) => evidence === item.id);
    const columns = columnsOf(app.study, touches);
    const reasons = new Set(touches.map(({ claim }) => claim.reason).filter(Boolean)).size;
    return {
      finding: `“${item.label}”: the outcome is “${shown.outcome}”${shown.deciding.length ? `, by ${shown.deciding.length} of ${counted(touches.length, "claim")}` : ""}${besidesWords(shown)}`,
      detail: `${provenance(touches.map(({ claim }) => claim))}${reasons ? `; ${counted(reasons, "reason")} given` : ""}`,
      sentence: [
        `${counted(touches.length, "claim")} that ${touches.length === 1 ? "touches" : "touch"} the item, in columns by the phase that each names; within a column by stated order and date, else as coded. `,
        "Signs say whether a claim reports that the item was there or used. ",
        openOrder(app.study, item),
      ].join(""),
      controls: [chooser(app, ranked, item)],
      content: [
        el("div", { class: "story" }, ...columns.map((column) => columnOf(app, column, item))),
        key(app, touches),
      ],
      table: () => ({
        columns: ["phase", "claim", "says", "summary", "speaker", "source", "reason"],
        rows: columns.flatMap(({ label, touches: own }) =>
          own.map(({ claim, says }) => [
            label,
            claim.claim,
            says ?? "",
            claim.summary ?? "",
            app.study.label(claim.speaker),
            app.study.label(claim.source),
            app.study.label(claim.reason),
          ]),
        ),
      }),
    };
  },
};

/** What stands beside an outcome: it was opposed, or lost elsewhere. */
function besidesWords({ opposed, lostElsewhere }) {
  const words = [opposed && "opposed", lostElsewhere && "lost elsewhere"].filter(Boolean);
  return words.length ? `; also ${words.join(" and ")}` : "";
}

function nothing(app) {
  const words = app.study.ofKind("EvidenceItem").length
    ? "No claim shown is about an evidence item."
    : "The study has no evidence items, so there is no journey to read.";
  return {
    sentence: `${words} 0 items.`,
    content: [el("p", { class: "empty" }, words)],
    table: () => ({ columns: ["phase"], rows: [] }),
  };
}

/** Where the claims permit several orders, a reader must know. */
function openOrder(study, item) {
  const row = study.table("journeys").find(({ evidence }) => evidence === item.id);
  return row?.orders > 1
    ? `The order of its steps is open: the claims permit ${row.orders_exact === false ? "at least " : ""}${row.orders.toLocaleString("en-GB")} orders.`
    : "";
}

function chooser(app, ranked, item) {
  return el(
    "label",
    { class: "choice" },
    "Item: ",
    el(
      "select",
      {
        "data-key": "choice:story",
        on: { change: (event) => app.choose("story", event.target.value) },
      },
      ...ranked.map(({ item: { id, label }, claims }) =>
        el(
          "option",
          { value: id, selected: id === item.id },
          `${label} (${counted(claims.length, "claim")})`,
        ),
      ),
    ),
  );
}

/** The phases that a claim names, in their order, then the claims that name none. */
function columnsOf(study, touches) {
  const phases = study.phases.map(({ id, label }) => ({ id, label }));
  return [...phases, { id: NO_PHASE, label: "No stage stated" }]
    .map((phase) => ({
      ...phase,
      touches: touches
        .filter(({ claim }) => (claim.phase ?? NO_PHASE) === phase.id)
        .sort(
          (a, b) =>
            (a.claim.order ?? Number.MAX_VALUE) - (b.claim.order ?? Number.MAX_VALUE) ||
            String(a.claim.date ?? "").localeCompare(String(b.claim.date ?? "")) ||
            a.claim.place - b.claim.place,
        ),
    }))
    .filter(({ id, touches: own }) => own.length || id !== NO_PHASE);
}

function columnOf(app, { id, label, touches }, item) {
  return el(
    "section",
    { class: id === NO_PHASE ? "story-column no-phase" : "story-column" },
    el("h3", {}, label),
    touches.length
      ? el("ol", {}, ...touches.map((touch) => lineOf(app, touch, item)))
      : el("p", { class: "aside" }, "Not mentioned here."),
  );
}

/** The mark of one claim: of what it says, and whether that rests on production. */
function markName({ says, generation, effect }, rules) {
  const state = { plus: generation ? "produced" : "used", mixed: "partly", minus: "not used" }[says];
  return (
    state ??
    (rules.marksOfEffects.includes(says) ? says : rules.marksOfEffects.includes(effect) ? effect : "")
  );
}

function lineOf(app, touch, item) {
  const { claim } = touch;
  const name = markName(touch, app.study.rules);
  const said = name ? app.study.rules.marks[name] : "says neither";
  const opening = app.marks.add(el("span", { class: "story-claim" }, claim.summary || "no summary"), {
    key: `told:${claim.claim}`,
    title: claim.summary || claim.claim,
    note: said,
    claims: [claim],
    open: `claim:${claim.claim}`,
  });
  const speaker = claim.speaker ? app.study.label(claim.speaker) : "no named speaker";
  return el(
    "li",
    { class: app.tone(item.focus) },
    el(
      "span",
      { class: "story-sign", title: said },
      name
        ? svg(
            "svg",
            { width: 16, height: 16, viewBox: "-8 -8 16 16", role: "img", "aria-label": said },
            mark(name, 0, 0, 5),
          )
        : "",
    ),
    el(
      "div",
      {},
      opening,
      el("small", {}, `${speaker} · ${app.study.label(claim.source)}`),
      claim.reason ? el("small", { class: "story-why" }, `Why: ${app.study.label(claim.reason)}`) : null,
      ...(claim.quotes ?? []).map((quote) => quotation(app, quote)),
    ),
  );
}

function key(app, touches) {
  const names = new Set(touches.map((touch) => markName(touch, app.study.rules)));
  const entries = Object.entries(app.study.rules.marks)
    .filter(([name]) => names.has(name))
    .map(([name, label]) => ({ draw: (x, y) => mark(name, x, y), label }));
  if (!entries.length) return "";
  const room = Math.max(280, Math.min(app.width, 900));
  const made = legend(entries, room);
  made.element.setAttribute("transform", "translate(4,4)");
  return svg(
    "svg",
    {
      class: "picture story-key",
      width: room,
      height: made.height + 4,
      viewBox: `0 0 ${room} ${made.height + 4}`,
    },
    made.element,
  );
}
