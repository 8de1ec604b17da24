/**
 * Draws the map on a canvas, which is the only way that 20,000 nodes and 100,000 ties pan without a graphics card.
 * While a large map is moved, the picture made before is moved; it is redrawn once it stops.
 */
import { quadtree } from "d3-quadtree";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { el } from "./dom.js";
import { arrow, bend, curveAt, outline } from "./map-picture.js";
import { MapSurface, strength } from "./map-surface.js";
import { dashesOf } from "./signs.js";

const HEAVY = 6_000;
const NEAR = 7;
/** Pixels that the pointer goes before what it holds is moved. */
const FAR = 4;

export class MapCanvas extends MapSurface {
  /** @param {import("./map-surface.js").SurfaceOptions} options */
  constructor(options) {
    super("canvas", options);
    this.at = zoomIdentity;
    const { width: wide, height } = this.size;
    const scale = Math.min(2, devicePixelRatio || 1);
    this.scale = scale;
    this.canvas.width = wide * scale;
    this.canvas.height = height * scale;
    this.still = el("canvas", { width: wide * scale, height: height * scale });
    this.zoom = zoom()
      // What begins on a unit moves the unit, not the map.
      .filter((event) => !this.held && !event.button && (!event.ctrlKey || event.type === "wheel"))
      .scaleExtent([0.02, 12])
      .on("zoom", (event) => this._moved(event.transform))
      .on("end", () => this._rest());
    select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    for (const [name, act] of [
      ["pointerdown", this._hold],
      ["pointermove", this._drag],
      ["pointerup", this._release],
      ["pointercancel", this._release],
    ])
      this.canvas.addEventListener(name, (event) => act.call(this, event));
    this.canvas.addEventListener("click", (event) => this._clicked(event));
    this.canvas.addEventListener("pointermove", (event) => this._hovered(event));
  }

  /** Show a scene; the view stays where it is unless `fit`. */
  show(scene, fit = true) {
    this.scene = scene;
    this.tree = quadtree(
      scene.units,
      (unit) => unit.x,
      (unit) => unit.y,
    );
    this.heavy = scene.ties.length + scene.units.length > HEAVY;
    this.seen = strength(scene.ties.length);
    if (fit) this.fit();
    else this.draw();
  }

  /** Zoom about the middle. */
  zoomBy(factor) {
    select(this.canvas).call(this.zoom.scaleBy, factor);
  }

  scaleNow() {
    return this.at.k;
  }

  /** The transform with a place in the middle. */
  standingAt({ x, y, k }) {
    const { width: wide, height } = this.size;
    return zoomIdentity
      .translate(wide / 2, height / 2)
      .scale(k)
      .translate(-x, -y);
  }

  worldAt(x, y) {
    return this.at.invert([x, y]);
  }

  screen(unit) {
    return this.at.apply([unit.x, unit.y]);
  }

  draw() {
    if (!this.scene) return;
    const paint = this.canvas.getContext("2d");
    paint.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    paint.fillStyle = this.colour("paper");
    paint.fillRect(0, 0, this.size.width, this.size.height);
    this._ties(paint);
    this._units(paint);
    this.labels = this._labels();
    this._text(paint);
    const now = this.scene.units[this.current];
    if (now && document.activeElement === this.canvas) this._ring(paint, now);
    this.drawnAt = this.at;
    if (this.heavy) this.still.getContext("2d").drawImage(this.canvas, 0, 0);
  }

  /** Stand where a transform says. */
  stand(transform) {
    select(this.canvas).call(this.zoom.transform, transform);
  }

  _moved(transform) {
    this.at = transform;
    if (!this.heavy || !this.drawnAt) {
      this.draw();
      return;
    }
    const paint = this.canvas.getContext("2d");
    const k = transform.k / this.drawnAt.k;
    paint.setTransform(1, 0, 0, 1, 0, 0);
    paint.fillStyle = this.colour("paper");
    paint.fillRect(0, 0, this.canvas.width, this.canvas.height);
    const [x, y] = [transform.x - this.drawnAt.x * k, transform.y - this.drawnAt.y * k];
    paint.setTransform(k, 0, 0, k, x * this.scale, y * this.scale);
    paint.drawImage(this.still, 0, 0);
    this._rest();
  }

  _rest() {
    if (!this.heavy) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.draw(), 180);
  }

  _ties(paint) {
    const styles = new Map();
    for (const tie of this.scene.ties) {
      const key = `${tie.faded}|${tie.stroke}|${tie.state}|${tie.thick.toFixed(1)}`;
      if (!styles.has(key)) styles.set(key, []);
      styles.get(key).push(tie);
    }
    const inSight = this._sight();
    const arrows = this.scene.directed && !this.heavy;
    const ordered = [...styles.values()].sort((a, b) => b[0].faded - a[0].faded);
    for (const ties of ordered) {
      const { faded, stroke, state, thick } = ties[0];
      paint.globalAlpha = faded ? 0.12 : this.seen;
      paint.strokeStyle = paint.fillStyle = this.colour(stroke);
      paint.lineWidth = thick;
      paint.setLineDash(this.heavy ? [] : dashesOf(state));
      paint.beginPath();
      for (const tie of ties) {
        const [a, b] = [this.screen(tie.start), this.screen(tie.end)];
        if (!inSight(a, b)) continue;
        paint.moveTo(a[0], a[1]);
        if (this.heavy) paint.lineTo(b[0], b[1]);
        else paint.quadraticCurveTo(...bend(tie, a, b), b[0], b[1]);
      }
      paint.stroke();
      if (arrows) for (const tie of ties) this._arrow(paint, tie, inSight);
    }
    paint.setLineDash([]);
    paint.globalAlpha = 1;
  }

  _arrow(paint, tie, inSight) {
    const [a, b] = [this.screen(tie.start), this.screen(tie.end)];
    if (!inSight(a, b)) return;
    const { x, y, angle } = arrow(bend(tie, a, b), b, tie.end.r);
    paint.beginPath();
    paint.moveTo(x, y);
    paint.lineTo(x - 8 * Math.cos(angle - 0.4), y - 8 * Math.sin(angle - 0.4));
    paint.lineTo(x - 8 * Math.cos(angle + 0.4), y - 8 * Math.sin(angle + 0.4));
    paint.fill();
  }

  /** Is a line between two places on the screen perhaps in sight? */
  _sight() {
    const { width: wide, height } = this.size;
    return ([ax, ay], [bx, by]) =>
      !((ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > wide && bx > wide) || (ay > height && by > height));
  }

  _units(paint) {
    const small = this.scene.units.length > 2_000;
    const side = Math.max(1.5, Math.min(6, 40 * this.at.k));
    const { width: wide, height } = this.size;
    paint.lineWidth = 1;
    for (const unit of this.scene.units) {
      const [x, y] = this.screen(unit);
      if (x < -40 || y < -40 || x > wide + 40 || y > height + 40) continue;
      paint.globalAlpha = unit.faded ? 0.18 : 1;
      paint.fillStyle = unit.fill;
      if (small) {
        paint.fillRect(x - side / 2, y - side / 2, side, side);
        continue;
      }
      unit.path ??= new Path2D(outline(unit, unit.r));
      paint.translate(x, y);
      paint.strokeStyle = this.colour("strong");
      paint.fill(unit.path);
      paint.stroke(unit.path);
      paint.translate(-x, -y);
      if (!unit.node) this._number(paint, unit, x, y);
      if (unit.chosen) this._ring(paint, unit);
    }
    paint.globalAlpha = 1;
  }

  /** The unit, or else the tie, at a place of the screen. */
  find(x, y, ties = true) {
    const [wx, wy] = this.at.invert([x, y]);
    const most = Math.max(...this.scene.units.map((unit) => unit.r), 0) + NEAR;
    const unit = this.tree.find(wx, wy, most / this.at.k);
    if (unit) {
      const [ux, uy] = this.screen(unit);
      if (Math.hypot(ux - x, uy - y) <= unit.r + 4) return { unit };
    }
    if (!ties) return null;
    let best = null;
    let least = NEAR;
    const inSight = this._sight();
    for (const tie of this.scene.ties) {
      const [a, b] = [this.screen(tie.start), this.screen(tie.end)];
      if (!inSight(a, b)) continue;
      const far = this.heavy ? toLine(a, b, x, y) : toCurve(a, bend(tie, a, b), b, x, y);
      if (far < least) [best, least] = [tie, far];
    }
    return best ? { tie: best } : null;
  }

  _place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  _hold(event) {
    const unit = event.button ? null : this.find(...this._place(event), false)?.unit;
    this.dropped = false;
    this.held = unit ? { unit, from: this._place(event), far: false } : null;
    if (unit) this.canvas.setPointerCapture(event.pointerId);
  }

  _drag(event) {
    if (!this.held) return;
    const [x, y] = this._place(event);
    const { unit, from } = this.held;
    this.held.far ||= Math.hypot(x - from[0], y - from[1]) > FAR;
    if (!this.held.far) return;
    [unit.x, unit.y] = this.at.invert([x, y]);
    cancelAnimationFrame(this.next);
    this.next = requestAnimationFrame(() => this.draw());
  }

  _release() {
    const { held } = this;
    this.held = null;
    this.dropped = Boolean(held?.far);
    if (this.dropped) this.moved([held.unit]);
  }

  _clicked(event) {
    if (this.dropped) return;
    const found = this.find(...this._place(event));
    if (found?.unit) this.current = this.scene.units.indexOf(found.unit);
    this.picked(found, event);
  }

  _hovered(event) {
    if (event.buttons) return;
    const found = this.find(...this._place(event), this.scene.ties.length < HEAVY);
    this.canvas.style.cursor = found ? "pointer" : "grab";
    this.named(found, event);
  }
}

function toLine([ax, ay], [bx, by], x, y) {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}

function toCurve(a, m, b, x, y) {
  let least = Number.POSITIVE_INFINITY;
  let before = a;
  for (let step = 1; step <= 10; step += 1) {
    const at = curveAt(a, m, b, step / 10);
    least = Math.min(least, toLine(before, at, x, y));
    before = at;
  }
  return least;
}
