/**
 * Draws the map by vis-network, which pyvis brings along, on the page of `graphmodel map`. pyvis gives the shapes of
 * stakeholders and the curves of their ties; what the filters, groups and the panel change is set here.
 */

import { fitting, MapSurface, strength } from "./map-surface.js";
import { dashesOf } from "./signs.js";

/** Above so many lines, each is drawn straight and one pixel wide. */
const MANY = 2_000;

/** The curve of a line between groups, which pyvis does not know: the first is straight. */
function curve(lane) {
  return lane > 0 && { enabled: true, type: lane % 2 ? "curvedCW" : "curvedCCW", roundness: 0.12 };
}

export class VisMap extends MapSurface {
  /**
   * @param {import("./map-surface.js").SurfaceOptions} options
   * @param {{nodes: Object[], edges: Object[], options: Object}} network what pyvis makes
   * @param {Object} vis the program vis-network
   */
  constructor(options, network, vis) {
    super("div", options);
    this.canvas.className = "vis-map";
    this.vis = vis;
    this.given = {
      nodes: new Map(network.nodes.map((node) => [`node:${node.id}`, node])),
      edges: new Map(network.edges.map((edge) => [edge.id, edge])),
      options: network.options,
    };
    /** World units for a pixel, at the zoom that shapes and lines are drawn for. */
    this.unitsOfPixel = 1;
    this.labels = [];
  }

  get at() {
    return this.network
      ? { ...this.network.getViewPosition(), k: this.network.getScale() }
      : { x: 0, y: 0, k: 1 };
  }

  /** Show a scene. */
  show(scene) {
    this.scene = scene;
    if (!scene.units.length) return;
    this.seen = strength(scene.ties.length);
    this.units = new Map(scene.units.map((unit) => [unit.key, unit]));
    this.ties = new Map(scene.ties.map((tie) => [tie.key, tie]));
    this.unitsOfPixel = 1 / fitting(scene.units, this.size).k;
    this.drawn = { nodes: new Map(), edges: new Map() };
    this.nodes = new this.vis.DataSet(
      this._rows(
        "nodes",
        scene.units.map((unit) => this._node(unit)),
      ),
    );
    this.edges = new this.vis.DataSet(
      this._rows(
        "edges",
        scene.ties.map((tie) => this._edge(tie)),
      ),
    );
    this.network = new this.vis.Network(
      this.canvas,
      { nodes: this.nodes, edges: this.edges },
      this.given.options,
    );
    // One stop for the keyboard: the map itself.
    this.canvas.querySelector(".vis-network")?.setAttribute("tabindex", "-1");
    this._listen();
    this.fit();
  }

  /** Redraw only what looks different from before: that is what takes time. */
  draw() {
    if (!this.network) return;
    this.nodes.update(
      this._rows(
        "nodes",
        this.scene.units.map((unit) => this._node(unit)),
      ),
    );
    this.edges.update(
      this._rows(
        "edges",
        this.scene.ties.map((tie) => this._edge(tie)),
      ),
    );
    this.network.redraw();
  }

  screen(unit) {
    const { x, y } = this.network.canvasToDOM({ x: unit.x, y: unit.y });
    return [x, y];
  }

  reach(unit) {
    return unit.r * this.unitsOfPixel * this.network.getScale();
  }

  scaleNow() {
    return this.network.getScale();
  }

  standingAt(place) {
    return place;
  }

  /** Stand with a place in the middle. */
  stand({ x, y, k }) {
    this.network?.moveTo({ position: { x, y }, scale: k });
  }

  /** Zoom about the middle. */
  zoomBy(factor) {
    this.network?.moveTo({ scale: this.network.getScale() * factor });
  }

  _rows(set, rows) {
    const drawn = this.drawn[set];
    return rows.filter((row) => {
      const text = JSON.stringify(row);
      const changed = drawn.get(row.id) !== text;
      drawn.set(row.id, text);
      return changed;
    });
  }

  _node(unit) {
    const border = this.colour(unit.chosen ? "link" : "strong");
    const colour = { background: unit.fill, border };
    return {
      shape: "dot", // of a group; pyvis gives those of stakeholders
      ...this.given.nodes.get(unit.key),
      id: unit.key,
      label: undefined, // drawn here, so that labels keep off each other and keep their size
      x: unit.x,
      y: unit.y,
      size: unit.r * this.unitsOfPixel,
      borderWidth: (unit.chosen ? 4 : 1) * this.unitsOfPixel,
      opacity: unit.faded ? 0.18 : 1,
      color: { ...colour, highlight: colour, hover: colour },
    };
  }

  _edge(tie) {
    const many = this.scene.ties.length > MANY;
    const colour = this.colour(tie.stroke);
    const given = this.given.edges.get(tie.key);
    return {
      ...given,
      id: tie.key,
      from: tie.start.key,
      to: tie.end.key,
      width: (many ? 1 : tie.thick) * this.unitsOfPixel,
      dashes:
        !many &&
        dashesOf(tie.state).length > 0 &&
        dashesOf(tie.state).map((long) => long * this.unitsOfPixel),
      smooth: many ? false : (given?.smooth ?? curve(tie.lane)),
      arrows: this.scene.directed && !many ? "to" : "",
      color: { color: colour, highlight: colour, hover: colour, opacity: tie.faded ? 0.12 : this.seen },
    };
  }

  _listen() {
    const found = ({ nodes, edges, node, edge }) => {
      const unit = this.units.get(nodes?.[0] ?? node);
      if (unit) return { unit };
      const tie = this.ties.get(edges?.[0] ?? edge);
      return tie ? { tie } : null;
    };
    const clicked = (detail) => (event) => {
      const one = found(event);
      if (one?.unit) this.current = this.scene.units.indexOf(one.unit);
      this.network.unselectAll();
      this.picked(one, { detail, shiftKey: Boolean(event.event?.srcEvent?.shiftKey) });
    };
    this.network.on("click", clicked(1));
    this.network.on("doubleClick", clicked(2));
    for (const name of ["hoverNode", "hoverEdge"])
      this.network.on(name, (event) => this.named(found(event), event.event));
    for (const name of ["blurNode", "blurEdge"]) this.network.on(name, () => this.named(null, null));
    this.network.on("dragEnd", ({ nodes }) => {
      const places = this.network.getPositions(nodes);
      for (const key of nodes) Object.assign(this.units.get(key), places[key]);
      if (nodes.length) this.moved(nodes.map((key) => this.units.get(key)));
    });
    this.network.on("afterDrawing", (paint) => this._over(paint));
  }

  /** Labels, numbers of groups and the ring, in pixels of the screen. */
  _over(paint) {
    const ratio = paint.canvas.width / paint.canvas.clientWidth;
    paint.save();
    paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.labels = this._labels();
    this._text(paint);
    for (const unit of this.scene.units) if (!unit.node) this._number(paint, unit, ...this.screen(unit));
    const now = this.scene.units[this.current];
    if (now && document.activeElement === this.canvas) this._ring(paint, now);
    paint.restore();
  }
}
