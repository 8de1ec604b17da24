/** Two slices compared: what chooses the second, what stands above both, and how much room each has. */
import { difference } from "../data/slices.js";
import { el } from "../draw/dom.js";

/** Panes whose pictures fit stand beside each other from so many pixels on; and between them. */
const FITTING = 784;
const BETWEEN = 24;
/** A picture that is so many times as wide as its pane is shrunk to it, and can still be read. */
const SHRUNK = 1.13;

const CHOICES = [
  ["", "nothing"],
  ["others", "all other claims"],
  ["all", "all claims"],
  ["own", "a slice of its own filters"],
];

/** The choice of what to compare with, and of the slice whose filters the chips change. */
export function versus(app) {
  const now = app.shown.versus;
  const which = (name) =>
    el(
      "button",
      {
        type: "button",
        class: "slice-switch",
        "data-key": `edit:${name}`,
        "aria-pressed": String(app.editing === name),
        on: { click: () => app.edit(name) },
      },
      name.toUpperCase(),
    );
  return el(
    "p",
    { class: "versus" },
    el(
      "label",
      { class: "choice" },
      "Compare with: ",
      el(
        "select",
        { "data-key": "versus", on: { change: (event) => app.compare(event.target.value) } },
        ...CHOICES.map(([value, words]) => el("option", { value, selected: value === now }, words)),
      ),
    ),
    now === "own"
      ? el(
          "span",
          { role: "group", "aria-label": "Slice whose filters are set below" },
          " The filters below are those of ",
          which("a"),
          which("b"),
        )
      : null,
  );
}

/** What stands above both panes: how the slices differ in numbers. */
export function comparison(app) {
  const [first, second] = app.panes.map(({ slice }) => slice.claims.length);
  return el(
    "div",
    { class: "comparison" },
    el(
      "p",
      {},
      difference(
        app.study,
        app.panes.map(({ slice }) => slice),
      ),
      first === second ? "" : " A slice with more claims has higher counts: look at shares first.",
    ),
    ending(app),
  );
}

/** What stands above a view of which the filters change nothing. */
export function drawnOnce(app) {
  return el(
    "div",
    { class: "comparison" },
    el("p", {}, "The filters do not change this view: A and B are the same, so it is drawn once."),
    ending(app),
  );
}

function ending(app) {
  return el(
    "button",
    {
      type: "button",
      class: "on-screen",
      "data-key": "end-comparison",
      on: { click: () => app.compare("") },
    },
    "End the comparison",
  );
}

/** Pixels that a picture may be wide in the window; panes that stand beside each other share the room. */
export function roomOf(app) {
  const room = roomIn(app.main);
  return Math.max(280, Math.floor(isBeside(app) ? (room - BETWEEN) / 2 : room) - 2);
}

/** Do two panes stand beside each other? Otherwise the second is under the first. */
export function isBeside({ main, shown, isCrowded, isOnce }) {
  return Boolean(shown.versus) && !isCrowded && !isOnce && roomIn(main) >= FITTING;
}

/** Is a picture of a pane too wide for the room beside the other, though it is shrunk? */
export function isTooWide({ below, width }) {
  return [...below.querySelectorAll("svg.picture")].some(
    (one) => one.viewBox.baseVal.width > width * SHRUNK + 1,
  );
}

function roomIn(main) {
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  return main.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
}

/** Controls stand once, above both panes: what acts on the picture of one acts on that of the other, too. */
export function besideEach(controls, others) {
  const acting = (list) => (list ?? []).filter((one) => one?.matches?.("[data-in-each]"));
  const theirs = acting(others);
  acting(controls).forEach((button, place) => {
    button.addEventListener("click", () => theirs[place]?.click());
  });
}
