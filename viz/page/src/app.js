/** The page as a whole: what is shown follows from the address, and every action changes the address. */
import { read, write } from "./address.js";
import { facets, filtered, filterWords } from "./data/filters.js";
import { el } from "./draw/dom.js";
import { Marks } from "./draw/marks.js";
import { PAPER, pagePictures, wholeLists } from "./draw/paper.js";
import { clearPaper, layOutPaper } from "./draw/printing.js";
import { withTerms } from "./draw/terms.js";
import { slideBar, storyDialog } from "./shell/bookmarks.js";
import { chips } from "./shell/chips.js";
import { keysDialog, saveDialog, wordsDialog } from "./shell/dialogs.js";
import { header, markTabs } from "./shell/header.js";
import { hover } from "./shell/hover.js";
import { panel } from "./shell/panel.js";
import { Theme } from "./shell/theme.js";

/**
 * @typedef {Object} View
 * @property {string} id names it in the address
 * @property {string} title
 * @property {string} [tab] the title in short, for its tab
 * @property {(app: App) => Drawn} draw
 * @property {(app: App) => import("./shell/bookmarks.js").Step[]} [tour] a story to begin with
 *
 * @typedef {Object} Drawn
 * @property {string} [finding] what the picture says: the title, where there is one
 * @property {string} [detail] the numbers behind it, under the title
 * @property {string|Node|Array} sentence how to read it: what the picture shows, what it counts and how many
 * @property {Node[]} [controls] choices of this view
 * @property {Node[]} content pictures (`svg.picture`), tables
 * @property {() => {columns: string[], rows: Array<Array>}} table the numbers, for saving
 * @property {() => SVGElement[]} [pictures] what is saved as a picture, where it is not the `svg.picture`s
 * @property {() => void} [drawn] called once the content is on the page
 * @property {(open: string) => void} [selected] called when what the panel shows has changed
 * @property {(open: string) => boolean} [returned] called when the panel was closed; says whether it took the focus
 * @property {() => void} [gone] called before the view is redrawn or another one is shown
 * @property {string} [found] what the words in a box to find by have found, for a screen reader
 */

export class App {
  /**
   * @param {HTMLElement} root
   * @param {import("./data/study.js").Study} study
   * @param {View[]} views the first is shown at first
   */
  constructor(root, study, views) {
    this.root = root;
    this.study = study;
    this.views = views;
    this.facets = facets(study);
    this.theme = new Theme(() => this._draw());
    this.filtersOpen = false;
    this.readingOpen = false;
    /** @type {import("./shell/bookmarks.js").Step[]} */
    this.story = [];
    this.moreOpen = false;
    this.valueWords = "";
    this._build();
    addEventListener("hashchange", () => this._follow());
    addEventListener("resize", () => this._resized());
    addEventListener("keydown", (event) => this._pressed(event));
    this._follow();
  }

  // ---- what views and the shell ask of the page ----

  /** The view that is shown. `claims` are those that the filters leave in, `included` their places. */
  get view() {
    return this.views.find((view) => view.id === this.shown.view) ?? this.views[0];
  }

  /** Pixels that a picture may be wide. */
  get width() {
    if (this._onPaper) return PAPER;
    const { paddingLeft, paddingRight } = getComputedStyle(this.main);
    const room = this.main.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    return Math.max(280, Math.floor(room) - 2);
  }

  /** The class that gives a focus its colour: what the study asks after, what it compares, others. */
  tone(focus) {
    if (!focus) return "tone-none";
    if (focus === this.study.inQuestion) return "tone-asked";
    return focus === this.study.comparedWith ? "tone-compared" : "tone-other";
  }

  /** An option of a view, as the address has it. */
  option(name, otherwise) {
    return this.shown.options[name] ?? otherwise;
  }

  /** Change an option of a view. */
  choose(name, value) {
    this.chooseAll({ [name]: value });
  }

  /** Change several options at once: one step back undoes them. */
  chooseAll(options) {
    this._go({ options: { ...this.shown.options, ...options } });
  }

  /** Change an option while the reader types: the history does not grow, and the controls stay as they are. */
  retype(name, value) {
    this.shown = { ...this.shown, options: { ...this.shown.options, [name]: value } };
    history.replaceState(null, "", this.address({}));
    this._followed = location.hash;
    this._draw(false, true);
  }

  /** Open something in the panel. */
  open(open) {
    this._focusPanel = true;
    if (open === this.shown.open) this._showPanel();
    else this._go({ open });
  }

  /** Close the panel and go back to the mark that opened it. */
  close() {
    this._returnTo = this.shown.open;
    this._go({ open: "" });
  }

  /** Take values of a facet out, and show of others only some, where any are named. */
  filter(facet, hidden, kept) {
    this._go({
      hidden: { ...this.shown.hidden, [facet]: hidden },
      kept: { ...this.shown.kept, [facet]: kept },
    });
  }

  /** Put everything back. */
  reset() {
    this._go({ hidden: {}, kept: {} });
  }

  /** The address of the page with some of what it shows changed. */
  address(change) {
    return write({ ...this.shown, ...change });
  }

  /** Is there a page to print for this node? */
  hasSheet(node) {
    return this.views.some((view) => view.id === "sheet" && view.takes(node));
  }

  /** Show a dialog. */
  show(id) {
    this._before = document.activeElement;
    const dialog = document.getElementById(id);
    const status = dialog.querySelector(".dialog-status");
    if (status) status.textContent = "";
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  /** Show what an address says, drawn again where it is shown already. */
  goTo(address) {
    if (address === location.hash) this._draw(true);
    else {
      location.hash = address;
      this._follow();
    }
  }

  /** Go back to where the reader was before a dialog. */
  returnFocus() {
    this._before?.focus?.();
  }

  /** What is taken out by the filters, in words; empty where nothing is. */
  filterWords() {
    const words = filterWords(this.facets, this.shown.hidden, this.shown.kept);
    const [left, all] = [this.claims, this.study.claims].map(({ length }) => length.toLocaleString("en-GB"));
    return words ? `${left} of ${all} claims · ${words}` : "";
  }

  keepFilters(open) {
    this.filtersOpen = open;
  }

  keepValueWords(words) {
    this.valueWords = words;
  }

  keepMore(open) {
    this.moreOpen = open;
  }

  // ---- how it works ----

  _build() {
    this.filterBar = el("section", { class: "filter-bar", "aria-label": "Filters" });
    this.title = el("h1", { title: this.study.title }, this.study.title);
    this.main = el("main", { id: "view", tabindex: "-1" });
    this.aside = el("aside", { class: "panel", "aria-label": "Claims" });
    this.slides = slideBar(this);
    this.marks = new Marks(this.main, (open) => this.open(open));
    this.root.replaceChildren(
      el(
        "a",
        { href: "#view", class: "skip", on: { click: (event) => this._skip(event) } },
        "To the picture",
      ),
      header(this),
      this.filterBar,
      el("div", { class: "body" }, this.main, this.aside),
      keysDialog(this),
      wordsDialog(this),
      saveDialog(this),
      storyDialog(this),
      this.slides.bar,
    );
    this.hover = hover(this);
    this._print();
    pagePictures(this.main);
    wholeLists(this.aside);
  }

  /** Paper has pictures as wide as it is, so that their words can be read, and says how to read them. */
  _print() {
    let open = false;
    addEventListener("beforeprint", () => {
      open = this.readingOpen;
      this._drawOnPaper(true);
      this.main.querySelector(".reading")?.setAttribute("open", "");
      layOutPaper();
    });
    addEventListener("afterprint", () => {
      clearPaper();
      this._drawOnPaper(false);
      this.readingOpen = open;
      this.main.querySelector(".reading")?.toggleAttribute("open", open);
    });
  }

  /** A map on a canvas stays where the reader moved it: it has a picture of its own for paper. */
  _drawOnPaper(onPaper) {
    const hasPictures = !this.drawn.pictures && this.main.querySelector("svg.picture");
    if (!hasPictures) return;
    this._onPaper = onPaper;
    this._draw();
  }

  _skip(event) {
    event.preventDefault();
    (this.main.querySelector('[data-mark][tabindex="0"]') ?? this.main).focus();
  }

  /** Goes there at once, so that a second click finds what the first has made. */
  _go(change) {
    location.hash = this.address(change);
    this._follow();
  }

  /** Show what the address says, unless that is what is shown. */
  _follow() {
    if (this._followed === location.hash && this.shown) return;
    this._followed = location.hash;
    const before = this.shown;
    this.shown = read(location.hash);
    this.shown.view = this.view.id;
    const same = before && write({ ...before, open: "" }) === write({ ...this.shown, open: "" });
    // The panel takes room from the picture, which is drawn again where that changes its width.
    const stay = same ? this._staying(this.shown.open || before.open) : null;
    document.body.classList.toggle("has-open", Boolean(this.shown.open));
    if (same && this.width === this._drawnWidth) this._showPanel();
    else this._draw(!same && before?.view !== this.shown.view);
    stay?.();
  }

  /** Keeps the mark that was used where it is in the window, while the page around it gets another width. */
  _staying(open) {
    const used = document.activeElement?.closest?.("[data-mark]")?.getAttribute("data-mark");
    const key = used ?? this.marks.opener(open)?.key;
    const top = () => (key ? this.marks.element(key)?.getBoundingClientRect().top : undefined);
    const before = top();
    if (before === undefined || before < 0 || before > innerHeight) return null;
    return () => {
      const after = top();
      if (after !== undefined) scrollBy(0, after - before);
    };
  }

  _draw(fresh = false, typing = false) {
    const key = document.activeElement?.closest?.("[data-key]")?.getAttribute("data-key");
    const { claims, counts } = filtered(this.study.claims, this.facets, this.shown.hidden, this.shown.kept);
    this.claims = claims;
    this.included = new Set(claims.map((claim) => claim.place));
    this.filterBar.replaceChildren(...chips(this, counts).filter(Boolean), this.title);
    this.marks.clear();
    this.drawn?.gone?.();
    this._drawnWidth = this.width;
    const drawn =
      this.claims.length || !this.study.claims.length ? this.view.draw(this) : this._nothingLeft();
    this.drawn = drawn;
    const controls = typing
      ? this.main.querySelector(".controls")
      : el("div", { class: "controls" }, ...(drawn.controls ?? []));
    const above = [this._heading(drawn)];
    if (typing) {
      // A box that is typed into must not leave the page, or the focus and the place in the words are lost.
      for (const other of [...this.main.children]) if (other !== controls) other.remove();
      controls.before(...above);
      controls.after(...drawn.content.filter(Boolean));
    } else this.main.replaceChildren(...above, controls, ...drawn.content);
    const status = controls.querySelector(".find-status");
    if (status) status.textContent = typing ? (drawn.found ?? "") : "";
    drawn.drawn?.();
    if (fresh) scrollTo(0, 0);
    document.body.dataset.view = this.view.id;
    document.title = `${this.view.title} · ${this.study.title}`;
    markTabs(this);
    if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
    this._showPanel();
  }

  /** What is shown where the filters leave no claim in. */
  _nothingLeft() {
    return {
      finding: "The filters leave no claim in",
      sentence: `None of ${this.study.claims.length.toLocaleString("en-GB")} claims has all that the filters ask for. That does not mean that there is nothing to find.`,
      content: [
        el("p", { class: "empty" }, this.filterWords()),
        el("button", { type: "button", on: { click: () => this.reset() } }, "Reset all filters"),
      ],
      table: () => ({ columns: [], rows: [] }),
    };
  }

  /** What the view says, what kind of picture it is, and how to read it. */
  _heading({ finding, detail, sentence }) {
    const reading = el(
      "details",
      {
        class: "reading",
        open: this.readingOpen,
        on: {
          toggle: (event) => {
            this.readingOpen = event.target.open;
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
    const { title } = this.view;
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

  _showPanel() {
    const { open } = this.shown;
    this.aside.replaceChildren(...panel(this, open).filter(Boolean));
    this.aside.scrollTop = 0;
    const element = this.marks.select(open);
    this.drawn.selected?.(open);
    if (this._focusPanel) this.aside.querySelector("h2")?.focus();
    this._focusPanel = false;
    if (this._returnTo && !open && !this.drawn.returned?.(this._returnTo)) {
      const back = this.marks.opener(this._returnTo);
      (back && this.marks.element(back.key) ? this.marks.element(back.key) : this.main).focus();
    }
    this._returnTo = "";
    return element;
  }

  /** Pictures are as wide as the window lets them be. */
  _resized() {
    clearTimeout(this._later);
    this._later = setTimeout(() => this.width !== this._drawnWidth && this._draw(), 120);
  }

  _pressed(event) {
    if (this.slides.turned(event)) return;
    if (event.key === "Escape" && this.shown.open && !document.querySelector("dialog[open]")) this.close();
    const typing = event.target.closest?.("input, select, textarea, dialog");
    if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
    const view = this.views[Number(event.key) - 1];
    if (event.key === "/") document.getElementById("search").focus();
    else if (event.key === "?") this.show("keys");
    else if (event.key === "f") this._toggleFilters();
    else if (view) this._go({ view: view.id, open: "" });
    else return;
    event.preventDefault();
  }

  _toggleFilters() {
    const filters = this.filterBar.querySelector("details.filters");
    filters.open = !filters.open;
    filters.querySelector("summary").focus();
  }
}
