/** The columns of a story: each claim a line with its sign, its words, who says it, why, and where the order is open. */
import { counted } from "../data/count.js";
import { goesBack, NO_PHASE } from "../data/story.js";
import { el, svg } from "../draw/dom.js";
import { evidenceMark } from "../draw/evidence-marks.js";
import { legend } from "../draw/legend.js";
import { nodeLink } from "../shell/claims.js";
import { quotation } from "../shell/quotes.js";

const STAKEHOLDERS = ["Actor", "Organisation"];

/**
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/story.js").Column[]} columns
 * @param {Map<Object, import("../data/states.js").Touch[]>} touches what each claim says of which items
 * @param {import("../data/story.js").Before} before
 * @param {boolean} several whether the claims are about several items, so that each line names who and what
 */
export function storyPicture(app, columns, touches, before, several) {
  return el(
    "div",
    { class: "story" },
    ...columns.map((column, at) => {
      const line = (claim) => lineOf(app, claim, touches.get(claim) ?? [], several);
      return el(
        "section",
        { class: column.id === NO_PHASE ? "story-column no-phase" : "story-column" },
        el("h3", {}, column.label),
        el(
          "div",
          {},
          ...goesBack(columns, at, before).map((back) => backTo(app, column, back)),
          column.claims.length
            ? el("ol", {}, ...column.blocks.map((block, place) => blockOf(block, place, line)))
            : el("p", { class: "aside" }, "Not mentioned here."),
        ),
      );
    }),
  );
}

/** That claims of a column are stated to come before some of a column to its left. */
function backTo(app, column, back) {
  const { label, claims } = back;
  return app.marks.add(el("small", { class: "story-back" }, backWords(column, back)), {
    key: `back:${column.id}:${label}`,
    title: `Stated to come before a claim at “${label}”`,
    note: column.label,
    claims,
  });
}

export function backWords(column, { label, claims }) {
  return `↩ ${claims.length} of ${counted(column.claims.length, "claim")} ${claims.length === 1 ? "is" : "are"} stated to come before a claim at “${label}”`;
}

/** Claims that follow those above, or several of which nobody says which was first. */
function blockOf(block, place, line) {
  const then = place ? el("span", { class: "story-then" }, "then") : null;
  if (block.length === 1) return el("li", {}, then, line(block[0]));
  return el(
    "li",
    {},
    then,
    el(
      "div",
      { class: "story-open" },
      el("small", {}, `Order not stated: ${counted(block.length, "claim")}`),
      el("ol", {}, ...block.map((claim) => el("li", {}, line(claim)))),
    ),
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

/**
 * What a line says of a claim besides its words.
 * @returns {{signs: Array<{touch: Object, name: string}>, who: string[], evidence: string[], speaker: string, reason: string}}
 *   `who` and `evidence`: ids of nodes, where the story is not of one item
 */
export function toldIn(app, claim, touches, several) {
  const signs = touches
    .map((touch) => ({ touch, name: markName(touch, app.study.rules) }))
    .filter(({ name }) => name);
  const speaker = claim.speaker ? app.study.label(claim.speaker) : "no named speaker";
  const ends = [...new Set([claim.subject, claim.object])];
  return {
    signs,
    who: several ? ends.filter((id) => STAKEHOLDERS.includes(app.study.nodes.get(id)?.kind)) : [],
    evidence: several ? touches.map(({ evidence }) => evidence) : [],
    speaker: `${speaker} · ${app.study.label(claim.source)}`,
    reason: claim.reason ? `Why: ${app.study.label(claim.reason)}` : "",
  };
}

function lineOf(app, claim, touches, several) {
  const { rules } = app.study;
  const { signs, who, evidence, speaker, reason } = toldIn(app, claim, touches, several);
  const opening = app.marks.add(el("span", { class: "story-claim" }, claim.summary || "no summary"), {
    key: `told:${claim.claim}`,
    title: claim.summary || claim.claim,
    note: signs.length ? signs.map(({ name }) => rules.marks[name]).join("; ") : "says neither",
    claims: [claim],
    open: `claim:${claim.claim}`,
  });
  return el(
    "div",
    { class: "story-line" },
    el(
      "span",
      { class: "story-sign" },
      ...signs.map(({ touch, name }) => signOf(app, touch, rules.marks[name], name)),
    ),
    el(
      "div",
      {},
      opening,
      who.length ? el("small", {}, "Who: ", links(app, who)) : null,
      evidence.length ? el("small", {}, "Evidence: ", links(app, evidence)) : null,
      el("small", {}, `${speaker} · `, el("span", { class: "story-id" }, claim.claim)),
      reason ? el("small", { class: "story-why" }, reason) : null,
      ...(claim.quotes ?? []).map((quote) => quotation(app, quote)),
    ),
  );
}

function signOf(app, { evidence }, said, name) {
  return svg(
    "svg",
    {
      class: app.tone(app.study.nodes.get(evidence)?.focus),
      width: 16,
      height: 16,
      viewBox: "-8 -8 16 16",
      role: "img",
      "aria-label": said,
    },
    svg("title", {}, said),
    evidenceMark(name, 0, 0, 5),
  );
}

function links(app, ids) {
  return ids.map((id, place) => [place ? "; " : "", nodeLink(app, id)]);
}

/** What the signs mean. @param {import("../data/states.js").Touch[]} touches */
export function storyKey(app, touches) {
  const entries = keyEntries(app, touches);
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

export function keyEntries(app, touches) {
  const names = new Set(touches.map((touch) => markName(touch, app.study.rules)));
  return Object.entries(app.study.rules.marks)
    .filter(([name]) => names.has(name))
    .map(([name, label]) => ({ draw: (x, y) => evidenceMark(name, x, y), label }));
}
