/** What views of evidence say where there is none to show: what is missing, and what to add. */
import { counted } from "../data/count.js";
import { touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";

/**
 * What is missing: a title, and what to do. Null where some claim that the filters leave in is on an evidence item.
 * @param {import("../pane.js").Pane} app
 * @returns {?{finding: string, toAdd: string}}
 */
export function withoutEvidence(app) {
  const items = app.study.ofKind("EvidenceItem").length;
  if (!items)
    return {
      finding: "The study has no evidence items",
      toAdd:
        "To see what becomes of evidence, list each piece of it in the table evidence, and name it as the subject or object of claims.",
    };
  if (touchesShown(app).length) return null;
  const all = counted(items, "evidence item");
  if (app.claims.length < app.study.claims.length)
    return {
      finding: "No claim that the filters leave in mentions an evidence item",
      toAdd: `The study has ${all}. Remove a filter to see what claims say about them.`,
    };
  return {
    finding: "No claim mentions an evidence item",
    toAdd: `The study has ${all}. Name them as the subject or object of claims to see what becomes of them.`,
  };
}

/** A view that says so and shows no empty picture. @returns {import("../app.js").Drawn} */
export function nothingOfEvidence({ finding, toAdd }, also = []) {
  return {
    finding,
    sentence: toAdd,
    content: [el("p", { class: "empty" }, toAdd), ...also],
    table: () => ({ columns: [], rows: [] }),
  };
}
