/**
 * Cuts a picture for slides: between its rows, and where it is wider than a slide between its columns too. Heads of
 * columns and labels of rows stand on each part.
 */
import { svg } from "../draw/dom.js";
import { headsAbove, highestHeads, labelsOf, overOf } from "../draw/heads.js";
import { entriesOf, legend } from "../draw/legend.js";
import { cuts, extentsIn, lapping } from "../draw/paper.js";
import { fitted } from "../draw/text.js";
import { styled } from "./picture.js";

/** What stands anywhere in a picture and must be whole: a part has none that it would cut. */
const WHOLE = "[data-whole]";
/** A part that is cut between columns is filled so far. */
const FILLED = 0.7;
/** A column of labels takes at most so much of a slide, or else is cut like all others. */
const MOST_LABELS = 0.6;

/** From where to where the columns of a picture go that have room beside its labels; one where all have. */
export function stripsOf(pictures, room) {
  const picture = pictures.at(-1);
  const { width } = picture.viewBox.baseVal;
  if (width <= room + 0.5 || !picture.isConnected) return [[0, width]];
  const boxes = extentsIn(picture, "x", WHOLE);
  if (boxes.length) return lapping(boxes, width, room);
  const named = labelWidth(picture, room);
  const most = room - named - overOf(picture);
  const solid = pictures
    .flatMap((one) => extentsIn(one, "x"))
    .filter(([from, to]) => from >= named - 1 && to - from <= most)
    .map(([from, to]) => [from - named, to - named]);
  // Parts are about as wide as each other.
  const number = Math.ceil((width - named) / most);
  const even = Math.min(most, ((width - named) / number) * 1.12);
  return cuts(solid, width - named, even, even, FILLED).map(([from, to]) => [from + named, to + named]);
}

function labelWidth(picture, room) {
  const own = labelsOf(picture);
  return own <= room * MOST_LABELS ? own : 0;
}

/** Rows of a picture that have room in a height, below heads. */
export function rowsOf(picture, end, room) {
  const boxes = picture.isConnected ? extentsIn(picture, "y", WHOLE) : [];
  if (boxes.length) return lapping(boxes, end, room);
  // The first part has its heads among its rows.
  return cuts(
    picture.isConnected ? extentsIn(picture, "y") : [[0, end]],
    end,
    room,
    room + highestHeads(picture),
  );
}

/** The heads inside a picture that stand above a part of its rows again. @returns {?[number, number]} */
export function repeated(picture, [from]) {
  return headsAbove(picture, from);
}

/** The legend of a picture in lines of so many pixels; null where there is none. */
export function legendFor(pictures, room) {
  const found = pictures.map((picture) => [picture, picture.querySelector(":scope > .legend")]);
  const [picture, key] = found.find(([one, own]) => own && one.isConnected && entriesOf(own)) ?? [];
  if (!picture) return null;
  const made = legend(entriesOf(key), room - 8);
  made.element.setAttribute("transform", "translate(4,0)");
  const size = { viewBox: `0 0 ${room} ${made.height}`, width: room, height: made.height };
  const drawn = svg("svg", { class: picture.getAttribute("class"), ...size }, made.element);
  picture.after(drawn);
  const copy = styled(drawn);
  drawn.remove();
  return { picture: copy, width: room, height: made.height };
}

/** Where the rows of a picture end and its legend begins. */
export function endOf(picture) {
  const key = picture.isConnected ? picture.querySelector(":scope > .legend") : null;
  const moved = key?.transform.baseVal.consolidate()?.matrix;
  return moved ? moved.f - 6 : picture.viewBox.baseVal.height;
}

/** Cuts parts out of one picture, which is copied with its styles once. */
export class Cutter {
  constructor(picture) {
    this.picture = picture;
    this.copy = styled(picture);
    this.boxes = new Map();
    /** The boxes of marks, by their keys. @type {Map<string, Object>} */
    this.marked = new Map();
    if (!picture.isConnected) return;
    const box = picture.getBoundingClientRect();
    const scale = picture.viewBox.baseVal.width / box.width;
    const copies = this.copy.querySelectorAll("*");
    [...picture.querySelectorAll("*")].forEach((element, place) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      this.boxes.set(copies[place], {
        x: [(left - box.left) * scale, (right - box.left) * scale],
        y: [(top - box.top) * scale, (bottom - box.top) * scale],
        isWhole: element.matches(WHOLE),
        isMark: element.matches("text, [data-mark]"),
      });
      const key = element.getAttribute("data-mark");
      if (key) this.marked.set(key, this.boxes.get(copies[place]));
    });
  }

  /** Does anything stand in a part, besides labels of rows and lines that go through it? */
  holds(rows, strip) {
    const all = [...this.boxes.values()];
    const wholes = all.filter(({ isWhole }) => isWhole);
    const begins = ({ x, y }) => x[0] >= strip[0] - 1 && x[0] < strip[1] && y[1] > rows[0] && y[0] < rows[1];
    return wholes.length
      ? wholes.some((box) => meets(box, { x: strip, y: rows }))
      : all.some((box) => box.isMark && begins(box));
  }

  /** Does a mark begin in a part? */
  shows(key, rows, strip) {
    const box = this.marked.get(key);
    const begins = (way, [from, to]) => box[way][0] >= from - 1 && box[way][0] < to;
    return Boolean(box) && begins("x", strip) && begins("y", rows) && box.y[1] <= rows[1] + 1;
  }

  /**
   * A part of the picture, to be placed on a slide.
   * @param {{rows: [number, number], strip: [number, number], room: number, scale: number, x: number, y: number}} at
   *   `room`: how wide the part may be, in pixels of the picture
   * @returns {SVGElement[]}
   */
  part({ rows, strip, room, scale, x, y }) {
    const { width } = this.picture.viewBox.baseVal;
    const high = rows[1] - rows[0];
    const put = (from, to, left, keeps, overflow) => {
      const size = { width: (to - from) * scale, height: high * scale };
      const view = { viewBox: `${from} ${rows[0]} ${to - from} ${high}`, overflow };
      const layer = svg("svg", { x: x + left * scale, y, ...size, ...view });
      layer.append(...this._inside(this.copy, { x: [from, to], y: rows }, keeps));
      return layer;
    };
    if (strip[0] <= 0 && strip[1] >= width) return [put(0, width, 0, () => true)];
    const named = labelWidth(this.picture, room);
    const isText = (element) => element.tagName === "text";
    const begins = (element, [from, to]) => {
      const left = this.boxes.get(element)?.x[0] ?? 0;
      return isText(element) && left >= from - 1 && left < to - 1;
    };
    const layers = [
      put(...strip, named, (one) => !isText(one)),
      put(...strip, named, (one) => begins(one, strip), "visible"),
    ];
    if (!named) return layers;
    const labels = put(0, named, 0, (one) => begins(one, [0, named]), "visible");
    // Headings of groups of rows reach over the columns: they are shortened where those are cut.
    for (const text of labels.querySelectorAll("text"))
      text.textContent = fitted(text.textContent, room - 4, ...sizeOf(text));
    return [...layers, put(0, named, 0, (one) => !isText(one)), labels];
  }

  /** Copies of what lies in a part. */
  _inside(root, part, keeps) {
    return [...root.children].flatMap((child) => {
      if (child.tagName === "title") return [];
      const isGroup = child.tagName === "g";
      if (!isGroup) return this._meets(child, part) && keeps(child) ? [child.cloneNode(true)] : [];
      if (!this._meets(child, part)) return [];
      const group = child.cloneNode(false);
      group.append(...this._inside(child, part, keeps));
      return group.childElementCount ? [group] : [];
    });
  }

  _meets(element, part) {
    const box = this.boxes.get(element);
    return !box || meets(box, part);
  }
}

function meets(box, part) {
  const ways = ["x", "y"];
  return box.isWhole
    ? ways.every((way) => box[way][0] >= part[way][0] - 1 && box[way][1] <= part[way][1] + 1)
    : ways.every((way) => box[way][0] <= part[way][1] && box[way][1] >= part[way][0]);
}

function sizeOf(text) {
  return [Number.parseFloat(text.getAttribute("font-size")) || 12, text.getAttribute("font-weight") || 400];
}
