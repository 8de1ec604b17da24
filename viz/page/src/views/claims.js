/** All claims as a table that can be searched and sorted; only the rows in sight are drawn. */
import { provenance } from "../data/count.js";
import { claimText, folded } from "../data/search.js";
import { spaced } from "../data/study.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";

const ROW = 44;
const SPARE = 8;

export const claims = {
  id: "claims",
  title: "Claims",
  draw(app) {
    const find = app.option("find", "");
    const words = folded(find).split(/\s+/).filter(Boolean);
    const found = app.claims.filter((claim) =>
      words.every((word) => claimText(app.study, claim).includes(word)),
    );
    const sorted = [...found].sort(ORDERS(app.study)[app.option("by", "id")]);
    return {
      sentence: `Every claim that the filters leave in${find ? ` and that has “${find}” in it` : ""}: ${provenance(found)}.`,
      controls: [
        finder(app, find),
        choice(app, "by", "Order:", [
          ["id", "as coded"],
          ["stage", "stage"],
          ["source", "source"],
          ["subject", "who or what"],
        ]),
      ],
      content: [virtual(app, sorted)],
      table: () => ({
        columns: [
          "claim",
          "subject",
          "predicate",
          "object",
          "stage",
          "source",
          "speaker",
          "polarity",
          "certainty",
          "summary",
        ],
        rows: sorted.map((claim) => cells(app.study, claim)),
      }),
    };
  },
};

function ORDERS(study) {
  const place = new Map(study.stages.map((stage, n) => [stage.id, n]));
  const by = (words) => (a, b) => words(a).localeCompare(words(b)) || a.place - b.place;
  return {
    id: (a, b) => a.place - b.place,
    stage: (a, b) => (place.get(a.stage) ?? 1e6) - (place.get(b.stage) ?? 1e6) || a.place - b.place,
    source: by((claim) => study.label(claim.source)),
    subject: by((claim) => study.label(claim.subject)),
  };
}

function finder(app, find) {
  const input = el("input", {
    type: "search",
    value: find,
    "aria-label": "Find in claims",
    placeholder: "Find in claims",
    "data-key": "find",
  });
  input.addEventListener("change", () => app.choose("find", input.value.trim()));
  return input;
}

function cells(study, claim) {
  return [
    claim.claim,
    study.label(claim.subject),
    spaced(claim.predicate),
    study.label(claim.object),
    claim.stage ? study.label(claim.stage) : "",
    study.label(claim.source),
    study.label(claim.speaker),
    claim.polarity,
    claim.certainty,
    claim.summary,
  ];
}

const HEADS = ["Claim", "Who or what", "Verb", "Whom or what", "Stage", "Source", "Speaker", "Summary"];

/** A grid of fixed rows: what is out of sight is room, not elements. */
function virtual(app, list) {
  const body = el("div", { class: "rows", role: "rowgroup" });
  body.style.height = `${list.length * ROW}px`;
  const grid = el(
    "div",
    { class: "grid", role: "table", "aria-label": "Claims", "aria-rowcount": list.length + 1, tabindex: "0" },
    el(
      "div",
      { class: "grid-row grid-head", role: "row", "aria-rowindex": 1 },
      ...HEADS.map((head) => el("span", { role: "columnheader" }, head)),
    ),
    body,
  );
  let drawn = "";
  const fill = () => {
    const from = Math.max(0, Math.floor(grid.scrollTop / ROW) - SPARE);
    const to = Math.min(list.length, Math.ceil((grid.scrollTop + (grid.clientHeight || 600)) / ROW) + SPARE);
    if (drawn === `${from}-${to}`) return;
    drawn = `${from}-${to}`;
    const held = document.activeElement?.getAttribute?.("data-mark");
    body.replaceChildren(...list.slice(from, to).map((claim, n) => line(app, claim, from + n)));
    if (held && !document.activeElement?.hasAttribute?.("data-mark")) app.marks.element(held)?.focus();
  };
  grid.addEventListener("scroll", fill, { passive: true });
  requestAnimationFrame(fill);
  fill();
  return list.length
    ? grid
    : el("p", { class: "empty" }, "No claim is left. Take a filter back, or change the words.");
}

function line(app, claim, place) {
  const { study } = app;
  const row = el("div", {
    class: `grid-row ${app.tone(claim.focus)}`,
    role: "row",
    "aria-rowindex": place + 2,
  });
  row.style.top = `${place * ROW}px`;
  const name = el("span", { class: "claim-id" }, claim.claim);
  app.marks.add(name, {
    key: `claim:${claim.claim}`,
    title: `Claim ${claim.claim}`,
    note: claim.summary,
    open: `claim:${claim.claim}`,
  });
  const texts = [
    study.label(claim.subject),
    spaced(claim.predicate),
    study.label(claim.object),
    claim.stage ? study.label(claim.stage) : "–",
    study.label(claim.source),
    claim.speaker ? study.label(claim.speaker) : "–",
    claim.summary ?? "",
  ];
  row.append(
    el("span", { role: "cell" }, name),
    ...texts.map((text) => el("span", { role: "cell", title: text }, text)),
  );
  row.addEventListener("click", (event) => {
    if (!event.target.closest("[data-mark]")) app.open(`claim:${claim.claim}`);
  });
  return row;
}
