/** The page as a whole: what is shown follows from the address, and every action changes the address. */
import { read, write } from "./address.js";
import { facets } from "./data/filters.js";
import { slicesOf } from "./data/slices.js";
import { foldable } from "./draw/controls.js";
import { el } from "./draw/dom.js";
import { pagePictures, wholeLists } from "./draw/paper.js";
import { pagePatterns } from "./draw/patterns.js";
import { Pane, paneOf } from "./pane.js";
import { slideBar, storyDialog } from "./shell/bookmarks.js";
import { chips } from "./shell/chips.js";
import { besideEach, comparison, drawnOnce, isBeside, isTooWide, roomOf } from "./shell/comparing.js";
import { keysDialog, saveDialog, wordsDialog } from "./shell/dialogs.js";
import { header, markTabs } from "./shell/header.js";
import { hover } from "./shell/hover.js";
import { printing } from "./shell/on-paper.js";
import { panel } from "./shell/panel.js";
import { Theme } from "./shell/theme.js";

/**
 * @typedef {Object} View
 * @property {string} id names it in the address
 * @property {string} title
 * @property {string} [tab] the title in short, for its tab
 * @property {(study: import("./data/study.js").Study) => boolean} [offered] whether the study has what the view shows
 * @property {(node: Object) => boolean} [takes] whether the view has something of its own to show of this node
 * @property {boolean} [hasPartners] whether the map has a picture of one stakeholder and its partners
 * @property {(pane: Pane) => Drawn} draw
 * @property {(pane: Pane) => import("./shell/bookmarks.js").Step[]} [tour] a story to begin with
 *
 * @typedef {Object} Drawn
 * @property {string} [finding] what the picture says: the title, where there is one
 * @property {string} [detail] the numbers behind it, under the title
 * @property {string} [about] key of the mark that the finding speaks of: a slide has the part of the picture with it
 * @property {string|Node|Array} sentence how to read it: what the picture shows, what it counts and how many
 * @property {Node[]} [controls] choices of this view
 * @property {Node[]} content pictures (`svg.picture`), tables
 * @property {() => {columns: string[], rows: Array<Array>}} table the numbers, for saving
 * @property {() => SVGElement[]} [pictures] what is saved as a picture, where it is not the `svg.picture`s
 * @property {() => void} [drawn] called once the content is on the page
 * @property {(open: string) => void} [selected] called when what the panel shows has changed
 * @property {(open: string) => boolean} [returned] called when the panel was closed; says whether it took the focus
 * @property {() => void} [gone] called before the view is redrawn or another one is shown
 * @property {number} [paper] pixels that the picture is wide on paper, where it is more than others are
 * @property {boolean} [unfiltered] the filters change nothing, so two slices are one picture
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
    this.views = views.filter(({ offered }) => offered?.(study) ?? true);
    this.facets = facets(study);
    this.theme = new Theme(() => this._draw());
    this.filtersOpen = false;
    /** The slice whose filters the chips change. */
    this.editing = "a";
    /** @type {Pane[]} one, or two that are compared */
    this.panes = [];
    this.readingOpen = false;
    this.choicesOpen = false;
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

  /** The view that is shown. */
  get view() {
    return this.views.find((view) => view.id === this.shown.view) ?? this.views[0];
  }

  /** The pane whose claims the panel shows. */
  get pane() {
    return this.panes.find(({ name }) => name === this.shown.pane) ?? this.panes[0];
  }

  /** Pixels that a picture may be wide. */
  get width() {
    return this.fixedWidth ?? roomOf(this);
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

  /** Open something in the panel, by the claims of a slice. */
  open(open, name = "a") {
    this._focusPanel = true;
    const pane = paneOf(name);
    if (open === this.shown.open && pane === this.shown.pane) this._showPanel();
    else this._go({ open, pane });
  }

  /** Close the panel and go back to the mark that opened it. */
  close() {
    this._returnTo = { open: this.shown.open, pane: this.pane.name };
    this._go({ open: "", pane: "" });
  }

  /** Take values of a facet out of the slice that is edited, and show of others only some, where any are named. */
  filter(facet, hidden, kept) {
    const now = this.editing === "b" ? this.shown.other : this.shown;
    const next = { hidden: { ...now.hidden, [facet]: hidden }, kept: { ...now.kept, [facet]: kept } };
    this._go(this.editing === "b" ? { other: next } : next);
  }

  /** Compare the slice with another one: see `versus` in address.js. */
  compare(versus) {
    this.editing = versus === "own" ? "b" : "a";
    const open = versus ? {} : { open: "", pane: "" };
    this._go({ versus, ...open });
  }

  /** Let the chips change the filters of a slice. */
  edit(name) {
    this.editing = name;
    this._draw();
  }

  /** Put everything back, and compare nothing. */
  reset() {
    this._go({ hidden: {}, kept: {}, versus: "" });
  }

  /** The address of the page with some of what it shows changed; another view opens at its top unless a part is named. */
  address(change) {
    const part = "view" in change ? "" : this.shown.part;
    return write({ ...this.shown, part, ...change });
  }

  /** The headings of the parts at which an address can open the view, each once. @returns {HTMLElement[]} */
  get parts() {
    const all = [...this.panes[0].main.querySelectorAll("[data-part]")];
    return [...new Map(all.map((one) => [one.dataset.part, one])).values()];
  }

  /** The heading of the part where the address opens the view; nothing where that is its top. */
  get partShown() {
    return this.parts.find(({ dataset }) => dataset.part === this.shown.part);
  }

  /** Is there a page to print for this node? */
  hasSheet(node) {
    return this.views.some((view) => view.id === "sheet" && view.takes(node));
  }

  /** Show a dialog. */
  show(id) {
    this._before = document.activeElement;
    const dialog = document.getElementById(id);
    dialog.dispatchEvent(new Event("shows"));
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

  keepFilters(open) {
    this.filtersOpen = open;
  }

  keepValueWords(words) {
    this.valueWords = words;
  }

  keepChoices(open) {
    this.choicesOpen = open;
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
    this.above = el("div", { class: "above" });
    this.controls = el("div", { class: "controls" });
    this.below = el("div", { class: "panes" });
    this.main.append(this.above, this.controls, this.below);
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
      pagePatterns(),
    );
    this.hover = hover(this);
    printing(this);
    pagePictures(this.main);
    wholeLists(this.aside);
  }

  /** Draw pictures as wide as said, and a map as high, and not as the window is; null ends. */
  drawAs(width, height = null) {
    this.fixedWidth = width;
    this.fixedHeight = height;
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
    else this._draw(!same && !(before?.view === this.shown.view && before.part === this.shown.part));
    stay?.();
  }

  /** Keeps the mark that was used where it is in the window, while the page around it gets another width. */
  _staying(open) {
    const used = document.activeElement?.closest?.("[data-mark]")?.getAttribute("data-mark");
    const pane = this.pane.name;
    const key = used ?? this.pane.marks.opener(open)?.key;
    const marks = () => this.panes.find(({ name }) => name === pane)?.marks;
    const top = () => (key ? marks()?.element(key)?.getBoundingClientRect().top : undefined);
    const before = top();
    if (before === undefined || before < 0 || before > innerHeight) return null;
    return () => {
      const after = top();
      if (after !== undefined) scrollBy(0, after - before);
    };
  }

  _draw(fresh = false, typing = false) {
    /** Are pictures of two slices too wide to stand beside each other in a narrow window? */
    this.isCrowded = false;
    /** Are both slices one picture, which the filters do not change? */
    this.isOnce = false;
    this._drawPanes(fresh, typing);
    if (this.panes.length > 1 && this.panes[0].drawn.unfiltered) {
      this.isOnce = true;
      this._drawPanes(fresh, typing);
    }
    if (isBeside(this) && isTooWide(this)) {
      this.isCrowded = true;
      this._drawPanes(fresh, typing);
    }
    this._showPanel();
  }

  _drawPanes(fresh, typing) {
    const focused = document.activeElement?.closest?.("[data-key]");
    const key = focused?.getAttribute("data-key");
    const inSecond = this.panes[1]?.main.contains(focused);
    for (const pane of this.panes) pane.end();
    const slices = slicesOf(this.study, this.facets, this.shown);
    this.panes = slices.slice(0, this.isOnce ? 1 : 2).map((slice) => new Pane(this, slice));
    const isCompared = this.panes.length > 1;
    if (this.shown.versus !== "own") this.editing = "a";
    this.filterBar.replaceChildren(...chips(this).filter(Boolean), this.title);
    this.below.classList.toggle("is-beside", isBeside(this));
    this._drawnWidth = this.width;
    /** The largest number of each scale that views ask for. @type {Map<string, number>} */
    this.scales = new Map();
    /** What both panes show where nothing is chosen, by name. @type {Map<string, string>} */
    this.agreed = new Map();
    for (const pane of this.panes) pane.draw();
    for (const pane of this.panes) if (pane.isBehind()) pane.draw();
    const { drawn } = this.panes[0];
    // A box that is typed into must not leave the page, or the focus and the place in the words are lost.
    if (!typing) this.controls.replaceChildren(...foldable(this, (drawn.controls ?? []).filter(Boolean)));
    if (!typing && isCompared) besideEach(drawn.controls, this.panes[1].drawn.controls);
    const heading = () => [this.isOnce ? drawnOnce(this) : "", this.panes[0].heading()];
    this.above.replaceChildren(...(isCompared ? [comparison(this)] : heading()));
    for (const pane of this.panes) pane.fill(isCompared);
    this.below.replaceChildren(...this.panes.map(({ main }) => main));
    const status = this.controls.querySelector(".find-status");
    if (status) status.textContent = typing ? foundWords(this.panes) : "";
    for (const pane of this.panes) pane.drawn.drawn?.();
    if (fresh) this._toPart();
    document.body.dataset.view = this.view.id;
    document.title = `${this.view.title} · ${this.study.title}`;
    markTabs(this);
    if (key) {
      const kept = (inSecond ? (this.panes[1]?.main ?? this.root) : this.root).querySelector(named(key));
      if (kept) kept.focus();
      else this.main.focus({ preventScroll: true }); // what had the focus is gone
    }
  }

  _toPart() {
    if (this.partShown) this.partShown.scrollIntoView();
    else scrollTo(0, 0);
  }

  _showPanel() {
    const { open } = this.shown;
    /** Claims that the panel lists: they are printed with the view. */
    this.listed = 0;
    this.aside.replaceChildren(...panel(this.pane, open).filter(Boolean));
    this.aside.scrollTop = 0;
    for (const pane of this.panes) {
      const own = pane === this.pane ? open : "";
      pane.marks.select(own);
      pane.drawn.selected?.(own);
    }
    if (this._focusPanel) this.aside.querySelector("h2")?.focus();
    this._focusPanel = false;
    if (this._returnTo && !open) this._return(this._returnTo);
    this._returnTo = null;
  }

  /** The panel was closed: go to the mark that had opened it. */
  _return({ open, pane: from }) {
    const { marks, drawn } = this.panes.find(({ name }) => name === from) ?? this.panes[0];
    if (drawn.returned?.(open)) return;
    const back = marks.opener(open);
    ((back && marks.element(back.key)) ?? this.main).focus();
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
    else if (event.key === "g") this.listViews();
    else if (event.key === "?") this.show("keys");
    else if (event.key === "f") this._toggleFilters();
    else if (view) this._go({ view: view.id, part: "", open: "" });
    else return;
    event.preventDefault();
  }

  _toggleFilters() {
    const filters = this.filterBar.querySelector("details.filters");
    filters.open = !filters.open;
    filters.querySelector("summary").focus();
  }
}

/** What a box to find by has found; in each pane, where there are two. */
function foundWords(panes) {
  const found = panes.filter(({ drawn }) => drawn.found);
  return found
    .map(({ letter, drawn }) => (panes.length > 1 ? `${letter}: ${drawn.found}` : drawn.found))
    .join("; ");
}

function named(key) {
  return `[data-key="${CSS.escape(key)}"]`;
}
