/** The dialogs: keys, words, saving and printing. */
import { el } from "../draw/dom.js";
import { PRINTS, saveView } from "../export/saving.js";
import { ask, askToPrint } from "./claim-tools.js";

const KEYS = [
  ["/", "search"],
  ["1 to 9", "go to one of the first nine views"],
  ["g", "list all views, to choose one by its name or with the arrows"],
  ["Tab", "to the picture, the filters, the panel"],
  ["arrows, Home, End", "from mark to mark in a picture"],
  ["Enter or Space", "open the claims behind a mark"],
  ["Esc", "close the panel and return to the mark"],
  ["Shift and click, or Shift and Enter", "on a filter: without this"],
  ["Alt and left arrow", "undo (the browser's Back)"],
  ["f", "show or hide the filters"],
  ["Left, right", "in a story that is played: the slide before, the next one"],
  ["?", "this list"],
];

/** @param {import("../app.js").App} app */
export function keysDialog(app) {
  return dialog(
    app,
    "keys",
    "Keys",
    el(
      "dl",
      { class: "keys" },
      ...KEYS.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]),
    ),
  );
}

/** @param {import("../app.js").App} app */
export function wordsDialog(app) {
  return dialog(
    app,
    "words",
    "Words",
    ...app.study.glossary.map(({ title, terms }) => [
      el("h3", {}, title),
      el(
        "dl",
        { class: "glossary" },
        ...terms.flatMap(({ term, definition }) => [el("dt", {}, term), el("dd", {}, definition)]),
      ),
    ]),
  );
}

/** @param {import("../app.js").App} app */
export function saveDialog(app) {
  const status = el("p", { class: "dialog-status", role: "status" });
  const agreed = (number) =>
    new Promise((answer) => {
      ask(status, `This view takes ${number} slides. Filter, or show fewer rows, to have fewer. `, {
        [`Save ${number} files`]: () => answer(true),
        "Do not save": () => answer(false),
      });
    });
  const saved = async (what) => {
    const act = async () => {
      status.textContent = await saveView(app, what, agreed);
    };
    // The claims that the panel lists are printed, too.
    if (PRINTS[what]) askToPrint(status, app.listed, act);
    else await act();
  };
  const button = (label, what) =>
    el("button", { type: "button", class: "wide", on: { click: () => saved(what) } }, label);
  return dialog(
    app,
    "save",
    "Save or print",
    el(
      "p",
      {},
      "This saves the view as it is now, with its sentence, its legend and the filters that are on.",
    ),
    button("Picture for documents (SVG)", "svg"),
    button("Picture, three times its size (PNG)", "png"),
    button("Slide of 16:9, 1920 × 1080 pixels", "wide"),
    button("All of it as slides of 16:9, in parts", "wide-parts"),
    button("Square slide, 1080 × 1080 pixels", "square"),
    button("All of it as square slides, in parts", "square-parts"),
    button("The numbers of this view (CSV)", "csv"),
    button("All claims that the filters leave in (CSV)", "claims"),
    button("Print, or save as PDF", "print"),
    button("Print the pictures without their tables", "pictures"),
    button("Print on A3, for the wall", "wall"),
    status,
  );
}

/** A dialog with a title and a button that closes it. */
export function dialog(app, id, title, ...content) {
  const made = el(
    "dialog",
    { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title`, tabindex: "-1", autofocus: true }, title),
    ...content,
    el("form", { method: "dialog" }, el("button", { class: "wide" }, "Close")),
  );
  made.addEventListener("close", () => app.returnFocus());
  return made;
}
