/**
 * What every way to draw the map has in common: labels that keep off each other, the keyboard, and where it stands.
 * One that extends this draws the shapes and lines.
 */
import { el } from "./dom.js";
import { placed } from "./labels.js";
import { bend, curveAt } from "./map-picture.js";
import { DIRECTIONS, nearest } from "./nearest.js";
import { lines, width } from "./text.js";

/** A label stands in lines of at most so many pixels: names are whole where they fit in so many lines. */
const LABEL = 150;
const MOST_LINES = 3;
const LINE = 14;
/** Labels keep off so many ties, as far as they can. */
const MOST_KEPT_OFF = 400;
/** Pixels of the screen that a key moves a unit by. */
const STEP = 12;
/** What stands behind a label: a plate that lines show through, and a halo that they do not. */
export const PLATE = 0.7;
export const HALO = 4;

/**
 * @typedef {Object} Scene
 * @property {Array<Object>} units each with `x`, `y`, `r`, `fill`, `label`, `faded`, `must` (its label is always shown)
 * @property {Array<Object>} ties each with `start`, `end` (units), `lane`, `state`, `thick`, `stroke`, `faded`
 * @property {boolean} directed
 *
 * @typedef {Object} SurfaceOptions
 * @property {number} width in pixels
 * @property {number} height
 * @property {string} label for a screen reader
 * @property {(found: ?{unit?: Object, tie?: Object}, event: {detail: number, shiftKey: boolean}) => void} picked
 * @property {(found: ?{unit?: Object, tie?: Object}, event: ?PointerEvent) => void} named
 * @property {(units: Object[]) => void} moved a reader has moved units to another place
 */

export class MapSurface {
  /**
   * @param {"canvas"|"div"} tag
   * @param {SurfaceOptions} options
   */
  constructor(tag, { width: wide, height, picked, named, moved, label }) {
    this.size = { width: wide, height };
    this.picked = picked;
    this.named = named;
    this.moved = moved;
    this.current = -1;
    this.styles = getComputedStyle(document.documentElement);
    this.canvas = el(tag, {
      tabindex: "0",
      role: "application",
      "data-key": "map",
      "aria-roledescription": "map",
      "aria-label": label,
    });
    this.canvas.style.width = `${wide}px`;
    this.canvas.style.height = `${height}px`;
    this.canvas.addEventListener("keydown", (event) => this._pressed(event));
    this.canvas.addEventListener("focus", () => this.draw());
    this.canvas.addEventListener("blur", () => this.draw());
  }

  /** A colour of the page's styles. */
  colour(name) {
    return this.styles.getPropertyValue(`--${name}`).trim();
  }

  /** Pixels of the screen from the middle of a unit to its edge. */
  reach(unit) {
    return unit.r;
  }

  /** Move and zoom so that everything is seen. */
  fit() {
    this.stand(this.standingAt(fitting(this.scene.units, this.size)));
  }

  /** Show what another surface shows, in this size. */
  standAs(other) {
    const ratio = Math.min(this.size.width / other.size.width, this.size.height / other.size.height);
    const [x, y] = other.worldAt(other.size.width / 2, other.size.height / 2);
    this.stand(this.standingAt({ x, y, k: other.scaleNow() * ratio }));
  }

  /** Move so that a unit is in sight. */
  reveal(unit) {
    const [x, y] = this.screen(unit);
    const { width: wide, height } = this.size;
    if (x > 40 && y > 40 && x < wide - 40 && y < height - 40) return;
    this.stand(this.standingAt({ x: unit.x, y: unit.y, k: this.scaleNow() }));
  }

  /** A group says in its middle how many it holds. */
  _number(paint, unit, x, y) {
    paint.fillStyle = this.colour("paper");
    paint.beginPath();
    paint.arc(x, y, 10, 0, 2 * Math.PI);
    paint.fill();
    paint.fillStyle = this.colour("ink");
    paint.font = "600 11px system-ui, sans-serif";
    paint.textAlign = "center";
    paint.textBaseline = "middle";
    paint.fillText(String(unit.members.length), x, y);
    paint.textAlign = "start";
  }

  _ring(paint, unit) {
    const [x, y] = this.screen(unit);
    paint.strokeStyle = this.colour("strong");
    paint.lineWidth = 3;
    paint.beginPath();
    paint.arc(x, y, this.reach(unit) + 5, 0, 2 * Math.PI);
    paint.stroke();
    paint.lineWidth = 1;
  }

  /** Which labels find room where the map now stands. */
  _labels() {
    const { width: wide, height } = this.size;
    const units = this.scene.units.filter((unit) => {
      const [x, y] = this.screen(unit);
      return !unit.faded && x > -20 && y > -20 && x < wide + 20 && y < height + 20;
    });
    units.sort((a, b) => Number(b.must) - Number(a.must) || b.weight - a.weight);
    const most = units.slice(0, 400);
    const texts = most.map((unit) => lines(unit.label, LABEL, { most: MOST_LINES }));
    const spots = placed(
      most.map((unit, n) => {
        const [x, y] = this.screen(unit);
        const wide = Math.max(...texts[n].map((text) => width(text, 12)));
        return {
          ...{ x, y, r: this.reach(unit), width: wide, lines: texts[n].length },
          ...{ must: unit.must, may: unit.may },
        };
      }),
      this.size,
      LINE,
      this._points(),
    );
    return spots.flatMap((spot, n) =>
      spot
        ? texts[n].map((text, line) => ({
            x: spot.x,
            y: spot.y + (line - (texts[n].length - 1) / 2) * LINE,
            text,
            unit: most[n],
          }))
        : [],
    );
  }

  /** Points along the ties on the screen; none where there are too many to keep off. */
  _points() {
    const { ties } = this.scene;
    if (ties.length > MOST_KEPT_OFF) return [];
    return ties
      .filter(({ faded }) => !faded)
      .flatMap((tie) => {
        const [a, b] = [this.screen(tie.start), this.screen(tie.end)];
        const [m, long] = [bend(tie, a, b), Math.hypot(b[0] - a[0], b[1] - a[1])];
        const steps = Math.min(80, Math.ceil(long / 9));
        return Array.from({ length: Math.max(0, steps - 1) }, (_, n) => curveAt(a, m, b, (n + 1) / steps));
      });
  }

  _text(paint) {
    paint.font = '12px "Segoe UI", system-ui, -apple-system, "Noto Sans", sans-serif';
    paint.textBaseline = "middle";
    paint.lineJoin = "round";
    for (const { x, y, text } of this.labels) {
      // Lines that no place keeps clear of shine through between the words, but cross none.
      paint.globalAlpha = PLATE;
      paint.fillStyle = paint.strokeStyle = this.colour("paper");
      paint.fillRect(x - 1, y - LINE / 2, width(text, 12) + 2, LINE);
      paint.globalAlpha = 1;
      paint.lineWidth = HALO;
      paint.strokeText(text, x, y);
      paint.fillStyle = this.colour("ink");
      paint.fillText(text, x, y);
    }
    paint.lineWidth = 1;
  }

  _pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    const { units } = this.scene;
    if (direction && event.shiftKey && units[this.current]) {
      this._nudge(units[this.current], event.key);
    } else if (direction && units.length) {
      const from = units[this.current]
        ? this.screen(units[this.current])
        : [this.size.width / 2, this.size.height / 2];
      const next = units[this.current]
        ? nearest(
            units.map((unit) => this.screen(unit)),
            from,
            direction,
          )
        : 0;
      if (next >= 0) this._goTo(next);
    } else if (event.key === "Home" || event.key === "End") {
      this._goTo(event.key === "Home" ? 0 : units.length - 1);
    } else if (event.key === "+" || event.key === "=") this.zoomBy(1.3);
    else if (event.key === "-") this.zoomBy(1 / 1.3);
    else if (event.key === "0") this.fit();
    else if ((event.key === "Enter" || event.key === " ") && units[this.current]) {
      this.picked({ unit: units[this.current] }, event);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Move a unit a little, by keyboard. */
  _nudge(unit, key) {
    const step = STEP / this.scaleNow();
    unit.x += { ArrowLeft: -step, ArrowRight: step }[key] ?? 0;
    unit.y += { ArrowUp: -step, ArrowDown: step }[key] ?? 0;
    this.moved([unit]);
  }

  _goTo(place) {
    this.current = place;
    const unit = this.scene.units[place];
    if (!unit) return;
    this.reveal(unit);
    this.draw();
    this.named({ unit }, null);
  }
}

/** The place in the middle and the zoom that show all units, with room for labels. */
export function fitting(units, { width: wide, height }) {
  if (!units.length) return { x: 0, y: 0, k: 1 };
  const [left, right, top, bottom] = units.reduce(
    (box, { x, y }) => [Math.min(box[0], x), Math.max(box[1], x), Math.min(box[2], y), Math.max(box[3], y)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const k = Math.min(2.2, (wide - 160) / (right - left || 1), (height - 70) / (bottom - top || 1));
  return { x: (left + right) / 2, y: (top + bottom) / 2, k };
}

/** How strongly lines are drawn: the more there are, the fainter each, so that none hides the others. */
export function strength(ties) {
  return Math.max(0.06, Math.min(0.85, 60 / Math.max(1, ties) ** 0.6));
}
