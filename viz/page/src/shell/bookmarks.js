/** A story: views with notes, in an order, kept in a file of the reader's, and played as slides. */
import { read, write } from "../address.js";
import { el } from "../draw/dom.js";
import { save, tableName } from "../export/csv.js";
import { dialog } from "./dialogs.js";
import { fileChoice } from "./file-choice.js";

const FORM = "graphmodel story 1";
const MOST_STEPS = 200;
const LONGEST_NOTE = 2000;

/** @typedef {{note: string, address: string}} Step */

/** @param {import("../app.js").App} app */
export function storyDialog(app) {
  const guide = app.views.find(({ tour }) => tour);
  const list = el("ol", { class: "story-steps" });
  const status = el("p", { class: "dialog-status", role: "status" });
  const note = el("textarea", {
    rows: "3",
    maxlength: String(LONGEST_NOTE),
    "aria-label": "Note on what is shown",
  });
  const place = el("select", {});
  let isSaved = true;
  addEventListener("beforeunload", (event) => {
    if (!isSaved) event.preventDefault();
  });
  const say = (words) => {
    status.textContent = words;
  };
  const show = (focus) => {
    list.replaceChildren(...app.story.map((step, place) => item(app, step, place, change)));
    play.disabled = keep.disabled = !app.story.length;
    if (focus) list.querySelector(`[data-step="${focus}"]`)?.focus();
  };
  const change = (steps, words, focus) => {
    app.story = steps;
    isSaved = !steps.length;
    say(words);
    show(focus);
  };
  const button = (words, act) => el("button", { type: "button", on: { click: act } }, words);
  const play = button("Play as slides", () => {
    made.close();
    app.slides.play(0);
  });
  const keep = button("Save to a file", () => {
    const content = { form: FORM, study: app.study.id, steps: app.story };
    save(`${tableName(app.study.id)}-story.json`, JSON.stringify(content, null, 1));
    isSaved = true;
    say("Saved. Open the file here again to continue, or send it to somebody who has this page.");
  });
  const { input: file, choose } = fileChoice("A saved story", (text) => {
    const steps = stepsOf(text);
    if (steps) {
      change(steps, `${steps.length} opened.`);
      isSaved = true;
    } else say("This file holds no story of this program. Choose one that was saved here.");
  });
  const made = dialog(
    app,
    "story",
    "Story",
    el(
      "p",
      {},
      "Keep views with a note each, and play them as slides. A story is kept in a file of your own.",
    ),
    el("label", {}, "Note on what is shown now", note),
    el("label", { class: "story-place" }, "Opens at ", place),
    button("Add what is shown", () => {
      change(
        [...app.story, { note: note.value.trim(), address: app.address({ part: place.value }) }].slice(
          0,
          MOST_STEPS,
        ),
        "Added.",
      );
      note.value = "";
    }),
    list,
    el(
      "div",
      { class: "story-buttons" },
      play,
      keep,
      button("Open a file", choose),
      guide &&
        button("A tour of the findings", () => {
          change(guide.tour(app.panes[0]), "This is what the overview says, a view for each finding.");
          isSaved = true;
        }),
    ),
    file,
    status,
  );
  made.addEventListener("shows", () => {
    const parts = app.parts.map((one) => [one.dataset.part, one.textContent]);
    place.replaceChildren(
      ...[["", "the top of the view"], ...parts].map(([part, words]) =>
        el("option", { value: part, selected: part === app.shown.part }, words),
      ),
    );
    place.parentElement.hidden = !parts.length;
  });
  show();
  return made;
}

/** One step, to go to, move and remove. */
function item(app, step, place, change) {
  const { story } = app;
  const title = viewTitle(app, step);
  const moved = (to) => {
    const steps = story.filter((one) => one !== step);
    steps.splice(to, 0, step);
    change(steps, `Moved to place ${to + 1}.`, `move-${to}`);
  };
  const small = (sign, words, act, off, name) =>
    el(
      "button",
      {
        type: "button",
        "aria-label": `${words}: ${step.note || title}`,
        title: words,
        disabled: off,
        "data-step": name,
        on: { click: act },
      },
      sign,
    );
  return el(
    "li",
    {},
    el("a", { href: step.address }, step.note || title),
    " ",
    el("small", {}, title),
    " ",
    small("↑", "Earlier", () => moved(place - 1), place === 0, `move-${place}`),
    small("↓", "Later", () => moved(place + 1), place === story.length - 1),
    small("×", "Remove", () =>
      change(
        story.filter((one) => one !== step),
        "Removed.",
      ),
    ),
  );
}

function viewTitle(app, { address }) {
  const { view } = read(address);
  return (app.views.find(({ id }) => id === view) ?? app.views[0]).title;
}

/** The steps of a saved story; null where the file is none. Addresses lead nowhere but into this page. @returns {?Step[]} */
export function stepsOf(text) {
  try {
    const { form, steps } = JSON.parse(text);
    if (form !== FORM || !Array.isArray(steps)) return null;
    return steps.slice(0, MOST_STEPS).map(({ note, address }) => ({
      note: String(note ?? "").slice(0, LONGEST_NOTE),
      address: write(read(String(address ?? ""))),
    }));
  } catch {
    return null;
  }
}

/**
 * The bar under a slide, and what turns slides: large type and nothing around them.
 * @param {import("../app.js").App} app
 */
export function slideBar(app) {
  /** @type {?number} the slide that is shown, while a story is played */
  let playing = null;
  const note = el("p", { class: "slide-note", "aria-live": "polite" });
  const place = el("span", { class: "slide-place" });
  const button = (words, to) => el("button", { type: "button", on: { click: () => play(to()) } }, words);
  const bar = el(
    "section",
    { class: "slide-bar", "aria-label": "Slides", tabindex: "-1", hidden: true },
    note,
    el(
      "div",
      {},
      button("Back", () => playing - 1),
      place,
      button("Next", () => playing + 1),
      button("End (Esc)", () => null),
    ),
  );

  /** Show a slide; null ends. */
  function play(to) {
    const end = to === null || !app.story.length;
    playing = end ? null : Math.max(0, Math.min(app.story.length - 1, to));
    document.documentElement.classList.toggle("is-playing", !end);
    const step = app.story[playing];
    app.goTo(step?.address ?? location.hash);
    bar.hidden = end;
    if (end) return;
    // What the title says already is not said again.
    const title = app.partShown?.textContent ?? app.panes[0].drawn.finding;
    note.textContent = step.note === title ? "" : step.note;
    place.textContent = ` ${playing + 1} of ${app.story.length} `;
    bar.focus();
  }

  /** Keys of slides; says whether the key was one. */
  function turned(event) {
    if (playing === null) return false;
    const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    const ends = event.key === "Escape" && !app.shown.open && !document.querySelector("dialog[open]");
    if (!by && !ends) return false;
    event.preventDefault();
    play(ends ? null : playing + by);
    return true;
  }

  return { bar, play, turned };
}
