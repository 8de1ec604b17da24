/** A chain of claims from one node to another, as boxes with the verbs between them. */
import { bestChain, holds } from "../data/chain.js";
import { spaced } from "../data/study.js";
import { el } from "./dom.js";

/** Two ids from the address, which a reader may have cut. */
export function chainEnds(name) {
  try {
    const [from, to] = JSON.parse(name);
    return [String(from), String(to)];
  } catch {
    return [name, ""];
  }
}

/** What a chain that is not wholly of what is so says of itself. */
export function weakWords(beginsWeak) {
  const begins = beginsWeak ? ", and none that begins with one either" : "";
  return `No chain of claims that say that something is so joins the two${begins}: a step that is struck through is only denied, or only ought to be.`;
}

/**
 * @param {import("../data/study.js").Study} study
 * @param {Array<{from: string, to: string, claims: Object[]}>} steps
 * @param {boolean} [across] from left to right, in place of downwards
 * @returns {?HTMLElement} null where there is no step
 */
export function chainBoxes(study, steps, across = false) {
  if (!steps.length) return null;
  const [on, back] = across ? ["→", "←"] : ["↓", "↑"];
  const box = (id) => el("li", { class: "chain-box" }, study.label(id));
  const arrow = ({ from, claims }) => {
    const forth = claims.some((claim) => claim.subject === from);
    const verbs = [...new Set(claims.map(({ predicate }) => spaced(predicate)))].join(", ");
    const words = `${forth ? on : back} ${verbs}`;
    const isSo = claims.some((claim) => holds(claim, study.rules.normative));
    return el("li", { class: "chain-verb" }, isSo ? words : el("s", {}, words));
  };
  return el(
    "ol",
    { class: across ? "chain across" : "chain" },
    box(steps[0].from),
    ...steps.flatMap((step) => [arrow(step), box(step.to)]),
  );
}

/** The chain that is open, above a picture; nothing where none is. @param {import("../pane.js").Pane} app */
export function chainAbove(app, open) {
  if (!open.startsWith("chain:")) return [];
  const [from, to] = chainEnds(open.slice("chain:".length));
  const { steps, weak, beginsWeak } = bestChain(app.claims, from, to, app.study.rules.normative);
  if (!steps?.length) return [];
  return [chainBoxes(app.study, steps, true), weak ? el("p", {}, weakWords(beginsWeak)) : ""].filter(Boolean);
}
