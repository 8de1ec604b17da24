/**
 * Everything in a view that can be opened: what it is called, and the claims behind it.
 *
 * A mark is reached by pointer and by keyboard alike: one mark of a view can be tabbed to, arrows go to the
 * nearest mark in that direction, Home and End to the first and last, Enter or Space opens.
 */
import { provenance } from "../data/count.js";
import { DIRECTIONS, nearest } from "./nearest.js";

/**
 * @typedef {Object} Mark
 * @property {string} key names the mark within its view, the same each time the view is drawn
 * @property {string} title what it is, as a heading
 * @property {string} [note] what its number means
 * @property {import("../data/study.js").Claim[]} [claims] the claims behind it
 * @property {{words: string, list: Array<{node: string, words: string, where?: string}>}} [rows] what it counts where it
 *   rests on no claim: rows of the study's tables, and in words which
 * @property {string} [open] what to open instead of its claims, such as `node:ID`
 * @property {() => void} [act] what a click does instead of opening something
 * @property {Array<{label: string, act: () => void}>} [actions] what else can be done with it, from the panel
 */

export class Marks {
  /** @param {HTMLElement} root where the view is drawn @param {(open: string) => void} opened */
  constructor(root, opened) {
    this.root = root;
    this.opened = opened;
    /** @type {Map<string, Mark>} */
    this.all = new Map();
    /** Finds marks that are no elements (on a canvas), by what they open. @type {?(open: string) => ?Mark} */
    this.elsewhere = null;
    root.addEventListener("click", (event) => this._clicked(event));
    root.addEventListener("keydown", (event) => this._pressed(event));
    root.addEventListener("focusin", (event) => this._entered(event));
  }

  /** Forget all marks: the view is redrawn. */
  clear() {
    this.all.clear();
    this.elsewhere = null;
  }

  /** The mark whose own claims this names, wherever it is drawn. */
  find(open) {
    const own = open.startsWith("mark:") ? this.all.get(open.slice("mark:".length)) : null;
    return own ?? this.elsewhere?.(open) ?? null;
  }

  /** An element that opens this: its own mark, or one that leads there. */
  opener(open) {
    return [...this.all.values()].find((mark) => address(mark) === open) ?? null;
  }

  /**
   * Make an element a mark.
   * @template {Element} E
   * @param {E} element
   * @param {Mark} mark
   * @returns {E}
   */
  add(element, mark) {
    this.all.set(mark.key, mark);
    element.classList.add("can-open");
    element.setAttribute("data-mark", mark.key);
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", this.all.size === 1 ? "0" : "-1");
    element.setAttribute("aria-label", described(mark));
    return element;
  }

  /** The element of a mark, where it is drawn. */
  element(key) {
    return this.root.querySelector(`[data-mark="${CSS.escape(key)}"]`);
  }

  /** Show which mark is open; returns its element. */
  select(open) {
    for (const shown of this.root.querySelectorAll(".is-open")) shown.classList.remove("is-open");
    const found = open ? this.opener(open) : null;
    const element = found && this.element(found.key);
    element?.classList.add("is-open");
    return element ?? null;
  }

  _open(element) {
    const mark = this.all.get(element.getAttribute("data-mark"));
    if (mark?.act) mark.act();
    else if (mark) this.opened(address(mark));
  }

  _clicked(event) {
    const element = event.target.closest("[data-mark]");
    if (element && !event.defaultPrevented) this._open(element);
  }

  _entered(event) {
    const element = event.target.closest?.("[data-mark]");
    if (!element) return;
    for (const other of this.root.querySelectorAll('[data-mark][tabindex="0"]'))
      other.setAttribute("tabindex", "-1");
    element.setAttribute("tabindex", "0");
  }

  _pressed(event) {
    const element = event.target.closest("[data-mark]");
    if (!element || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this._open(element);
      return;
    }
    const next = this._next(element, event.key);
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  _next(element, key) {
    const all = [...this.root.querySelectorAll("[data-mark]")].filter((mark) => mark.getClientRects().length);
    if (key === "Home") return all[0];
    if (key === "End") return all.at(-1);
    const direction = DIRECTIONS[key];
    return direction ? all[nearest(all.map(middle), middle(element), direction)] : null;
  }
}

/** What a mark opens, as the address says it. */
export function address(mark) {
  return mark.open ?? `mark:${mark.key}`;
}

/** A mark in words, for a hover and for a screen reader. */
export function described(mark) {
  const counts = mark.claims ? provenance(mark.claims) : mark.rows ? "No claim is behind this" : "";
  return [mark.title, mark.note, counts].filter(Boolean).join(". ");
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}
