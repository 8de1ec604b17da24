/** A view of one slice. It is what a view asks for claims, room and choices; the page has one, or two that are compared. */
import { counted } from "./data/count.js";
import { el } from "./draw/dom.js";
import { Marks } from "./draw/marks.js";
import { withTerms } from "./draw/terms.js";

export class Pane {
  /**
   * @param {import("./app.js").App} app
   * @param {import("./data/slices.js").Slice} slice
   */
  constructor(app, slice) {
    this.app = app;
    this.slice = slice;
    this.name = slice.name;
    /** The claims that the filters leave in, and their places. */
    this.claims = slice.claims;
    this.included = new Set(slice.claims.map((claim) => claim.place));
    this.main = el("div", { class: "pane" });
    this.marks = new Marks(this.main, (open) => this.open(open));
    this._scales = new Map();
  }

  // ---- what the page has ----

  get study() {
    return this.app.study;
  }

  get views() {
    return this.app.views;
  }

  get view() {
    return this.app.view;
  }

  get hover() {
    return this.app.hover;
  }

  get facets() {
    return this.app.facets;
  }

  /** What the page shows, with the filters of this slice; what is open is open in one of the slices. */
  get shown() {
    const { shown } = this.app;
    const { hidden, kept } = this.slice;
    const open = this === this.app.pane ? shown.open : "";
    return { ...shown, hidden, kept, open };
  }

  /** Pixels that a picture may be wide. */
  get width() {
    return this.app.width;
  }

  /** Pixels that a map may be high, where it is not drawn for the window. */
  get fixedHeight() {
    return this.app.fixedHeight;
  }

  tone(focus) {
    return this.app.tone(focus);
  }

  option(name, otherwise) {
    return this.app.option(name, otherwise);
  }

  choose(name, value) {
    this.app.choose(name, value);
  }

  chooseAll(options) {
    this.app.chooseAll(options);
  }

  retype(name, value) {
    this.app.retype(name, value);
  }

  hasSheet(node) {
    return this.app.hasSheet(node);
  }

  close() {
    this.app.close();
  }

  reset() {
    this.app.reset();
  }

  // ---- what is its own ----

  /** "A" or "B". */
  get letter() {
    return this.name.toUpperCase();
  }

  /** Open something in the panel, by the claims of this slice. */
  open(open) {
    this.app.open(open, this.name);
  }

  /** The address of the page with some of what it shows changed; what it opens is opened in this slice. */
  address(change) {
    return this.app.address(change.open ? { pane: paneOf(this.name), ...change } : change);
  }

  /** What the filters leave in, in words; empty where they take nothing out. */
  filterWords() {
    const { words, isRest } = this.slice;
    const [left, all] = [this.claims, this.study.claims].map(({ length }) => length.toLocaleString("en-GB"));
    if (isRest) return `All other claims${words && `, those ${words}`}: ${left} of ${all}`;
    return words ? `Claims ${words}: ${left} of ${all}` : "";
  }

  /** The slice in words, where nothing is taken out, too. */
  title() {
    return this.filterWords() || `All ${counted(this.claims.length, "claim")}`;
  }

  /** The largest number that a scale of a view must hold: that of both slices, so that lengths can be compared. */
  scaleOf(name, own) {
    const most = Math.max(own, this.app.scales.get(name) ?? 0);
    this.app.scales.set(name, most);
    this._scales.set(name, most);
    return most;
  }

  /** What a view shows where nothing is chosen: what the first pane takes, in both. */
  agreed(name, own) {
    if (!this.app.agreed.has(name)) this.app.agreed.set(name, own);
    return this.app.agreed.get(name);
  }

  /** The panes that stand beside each other: one where nothing is compared. @returns {Pane[]} */
  get beside() {
    return this.app.panes;
  }

  /** The places of the claims of all slices that are shown: rows follow from these, so that both panes have the same. */
  get inEither() {
    return new Set(this.beside.flatMap(({ included }) => [...included]));
  }

  /** What the filters do not change stands once, in the first pane. @param {string} what @param {Array} made */
  once(what, made) {
    if (this.name === "a" || !made.length) return made;
    return [
      el("p", { class: "aside" }, `${what}: see A. The filters do not change this, so it is drawn once.`),
    ];
  }

  /** An id that no other pane has. */
  within(id) {
    return this.name === "a" ? id : `${id}-${this.name}`;
  }

  // ---- drawing ----

  /** Draw the view, though not yet on the page. */
  draw() {
    this.end();
    this.marks.clear();
    /** @type {import("./app.js").Drawn} */
    this.drawn = this.claims.length || !this.study.claims.length ? this.view.draw(this) : this._nothingLeft();
  }

  /** Was it drawn on a smaller scale than the other pane? */
  isBehind() {
    return [...this._scales].some(([name, most]) => most < this.app.scales.get(name));
  }

  /** Put what was drawn on the page; the heading stands in the pane where there are two. */
  fill(isCompared) {
    const content = this.drawn.content.filter(Boolean);
    if (!isCompared) {
      this.main.replaceChildren(...content);
      return;
    }
    // Headings and pictures of both begin at the same height.
    const room = el("div", { class: "pane-content" }, ...content);
    const heading = el(
      "p",
      { class: "slice-title" },
      el("b", { class: "slice-letter" }, this.letter),
      " ",
      this.title(),
    );
    this.main.replaceChildren(heading, this.heading(), room);
    this.main.setAttribute("role", "region");
    this.main.setAttribute("aria-label", `${this.letter}: ${this.title()}`);
    // What is in both panes must be told apart by its name, too.
    for (const part of this.main.querySelectorAll("section[aria-label], [role=region]"))
      part.setAttribute("aria-label", `${this.letter}: ${part.getAttribute("aria-label")}`);
  }

  /** What the view says, what kind of picture it is, and how to read it. */
  heading() {
    const { finding, detail, sentence } = this.drawn;
    const { title } = this.view;
    const reading = el(
      "details",
      {
        class: "reading",
        open: this.app.readingOpen,
        on: {
          toggle: (event) => {
            this.app.readingOpen = event.target.open;
          },
        },
      },
      el("summary", {}, "How to read this"),
      el(
        "p",
        { class: "sentence" },
        [sentence].flat().map((part) => withTerms(this.study, part)),
      ),
    );
    return el(
      "div",
      { class: "heading" },
      el("h2", { class: "view-title" }, finding || title),
      el(
        "div",
        { class: "under-title" },
        finding || detail
          ? el("p", { class: "kind" }, [finding && title, detail].filter(Boolean).join(". "))
          : null,
        reading,
      ),
    );
  }

  /** The view is redrawn, or another one is shown. */
  end() {
    this.drawn?.gone?.();
    this.drawn = null;
  }

  /** What is shown where the filters leave no claim in. */
  _nothingLeft() {
    const isRest = this.app.shown.versus === "others" && this.name === "b";
    return {
      finding: isRest ? "No other claims are left" : "The filters leave no claim",
      sentence: isRest
        ? "A holds all claims. Choose filters for it, and all other claims appear here."
        : `None of ${this.study.claims.length.toLocaleString("en-GB")} claims has all that the filters ask for. That does not mean that there is nothing to find.`,
      content: [
        el("p", { class: "empty" }, isRest ? "Choose filters for A first." : this.filterWords()),
        el("button", { type: "button", on: { click: () => this.reset() } }, "Reset all filters"),
      ],
      table: () => ({ columns: [], rows: [] }),
    };
  }
}

/** How the address names a pane: the first is not named. */
export function paneOf(name) {
  return name === "b" ? "b" : "";
}
