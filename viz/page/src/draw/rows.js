/**
 * A grid of as many rows as there are, of which only those in sight are drawn.
 *
 * The grid itself has the focus and names the current row (`aria-activedescendant`), so redrawing rows
 * never loses it. Arrows, Page up and down, Home and End go from row to row, Enter or Space opens.
 */
import { el } from "./dom.js";

const SPARE = 6;
/** At most this high are column heads and borders. */
const HEAD = 64;

/**
 * @param {object} given
 * @param {string} given.id prefix of the ids of rows
 * @param {string} given.label
 * @param {any[]} given.list
 * @param {number} given.height of a row in pixels
 * @param {?HTMLElement} given.head row of column heads
 * @param {(item: any, place: number) => HTMLElement} given.row makes a row
 * @param {(item: any) => void} given.open
 * @param {string} [given.className]
 * @param {() => string} [given.describedBy] id of an element that lists the keys
 */
export class Rows {
  constructor(given) {
    Object.assign(this, given);
    this.first = given.head ? 1 : 0;
    this.active = 0;
    this._drawn = "";
    this.body = el("div", { class: "rows", role: "rowgroup" });
    const high = this.list.length * this.height;
    this.body.style.height = `${high}px`;
    this.element = el(
      "div",
      {
        class: `grid ${given.className ?? ""}`,
        role: "grid",
        tabindex: "0",
        "aria-label": given.label,
        "aria-rowcount": this.list.length + this.first,
        "aria-readonly": "true",
        on: {
          keydown: (event) => this._pressed(event),
          click: (event) => this._clicked(event),
          focus: () => this._mark(),
        },
      },
      given.head ? el("div", { role: "rowgroup", class: "grid-heads" }, given.head) : "",
      this.body,
    );
    // A few rows need no more room than they are high.
    this.element.style.maxHeight = `${high + HEAD}px`;
    this.element.addEventListener("scroll", () => this.fill(), { passive: true });
  }

  /** Draw the rows that are in sight. */
  fill(again = false) {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor(scrollTop / this.height) - SPARE);
    const to = Math.min(
      this.list.length,
      Math.ceil((scrollTop + (clientHeight || 600)) / this.height) + SPARE,
    );
    if (!again && this._drawn === `${from}-${to}`) return;
    this._drawn = `${from}-${to}`;
    const places = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
    // The current row stays, however far off it is: a screen reader must find what is named.
    if (this.active < from && this.list.length) places.unshift(this.active);
    if (this.active >= to && this.active < this.list.length) places.push(this.active);
    this.body.replaceChildren(...places.map((place) => this._row(place)));
    this._mark();
  }

  /** Mean a row, and bring it into sight. */
  go(place) {
    this.active = Math.max(0, Math.min(this.list.length - 1, place));
    const head = this.element.querySelector(".grid-heads")?.offsetHeight ?? 0;
    const top = this.active * this.height;
    const room = this.element.clientHeight - head;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + this.height > this.element.scrollTop + room)
      this.element.scrollTop = top + this.height - room;
    this.fill(true);
  }

  /** Show which row is open; -1 for none. */
  select(place) {
    this.opened = place;
    if (place >= 0) this.go(place);
    else this.fill(true);
  }

  _row(place) {
    const row = this.row(this.list[place], place);
    row.id = `${this.id}-${place}`;
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", place + 1 + this.first);
    row.setAttribute("aria-selected", String(place === this.opened));
    row.classList.toggle("is-open", place === this.opened);
    row.style.top = `${place * this.height}px`;
    row.style.height = `${this.height}px`;
    return row;
  }

  _mark() {
    for (const row of this.body.querySelectorAll(".is-meant")) row.classList.remove("is-meant");
    const row = this.body.querySelector(`[id="${this.id}-${this.active}"]`);
    row?.classList.add("is-meant");
    if (row) this.element.setAttribute("aria-activedescendant", row.id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  _clicked(event) {
    const row = event.target.closest?.(".rows [role=row]");
    if (!row || event.defaultPrevented) return;
    this.active = Number(row.id.slice(this.id.length + 1));
    this.open(this.list[this.active]);
  }

  _pressed(event) {
    if (event.target !== this.element || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
    if (step) this.go(this.active + step);
    else if (event.key === "Home") this.go(0);
    else if (event.key === "End") this.go(this.list.length - 1);
    else if (event.key === "Enter" || event.key === " ") {
      if (this.list.length) this.open(this.list[this.active]);
    } else return;
    event.preventDefault();
  }
}
