/** A view as slides that each have a part of a picture, with its heads and its legend, so that all words can be read. */
import { svg } from "../draw/dom.js";
import { highestHeads } from "../draw/heads.js";
import { blank, sized } from "./picture.js";
import { Cutter, endOf, legendFor, repeated, rowsOf, stripsOf } from "./slide-cut.js";
import { framed, panesOf, READABLE, SLIDES, smallestWords } from "./slide-plan.js";

const GAP = 16;
/** A legend that takes more of a slide has one of its own. */
const MOST_LEGEND = 0.4;
const CAPTION = 13;
const LEADING = 17;

/**
 * @typedef {Object} Part
 * @property {ReturnType<typeof framed>} frame
 * @property {string} pane name of its slice
 * @property {number} smallest pixels of its smallest words
 * @property {(made: SVGElement) => void} draw
 * @property {(key: string) => boolean} shows whether a mark begins in it
 */

/**
 * The slides of a view, in order.
 * @param {import("../app.js").App} app
 * @param {"wide"|"square"} form
 * @param {(parts: Part[]) => Part[]} [chosen] those of the parts that are drawn
 * @returns {{slides: SVGElement[], smallest: number, all: number}} `all`: how many slides the view takes
 */
export function partSlides(app, form, chosen = (parts) => parts) {
  try {
    const [{ width, height }] = panesOf(app).map((one) => framed(app, form, one));
    // Words are 12 pixels on the page.
    app.drawAs(Math.floor((width * 12) / READABLE), Math.floor((height * 12) / READABLE));
    const parts = panesOf(app).flatMap((one) => partsOf(app, form, one));
    const drawn = chosen(parts);
    const slides = drawn.map((part) => composed(app, form, part, parts));
    return { slides, smallest: Math.min(...drawn.map((part) => part.smallest)), all: parts.length };
  } finally {
    app.drawAs(null);
  }
}

function partsOf(app, form, one) {
  const frame = framed(app, form, one);
  return one.parts
    .flatMap((group) => partsOfGroup(frame, group))
    .map((part) => ({ ...part, frame, pane: one.pane.name }));
}

/** The parts of a picture and of the heads that stand above it. @returns {Array<{draw: Function, smallest: number, shows: Function}>} */
function partsOfGroup(frame, group) {
  const small = Math.min(...group.own.map(smallestWords));
  const scale = scaleOf(frame, group, small);
  const room = frame.width / scale;
  const picture = group.own.at(-1);
  const key = legendFor(group.own, room);
  const heads = group.own.slice(0, -1).filter((head) => endOf(head) > 0);
  const above = group.room + heads.reduce((sum, head) => sum + endOf(head), 0);
  const keyHigh = key ? key.height + GAP : 0;
  const isApart = keyHigh > (frame.height / scale) * MOST_LEGEND;
  const free = frame.height / scale - above - highestHeads(picture) - (isApart ? 0 : keyHigh);
  const cutters = new Map([...heads, picture].map((own) => [own, new Cutter(own)]));
  const rows = rowsOf(picture, endOf(picture), Math.max(free, 60));
  const strips = stripsOf([...heads, picture], room);
  const caption = (made) =>
    group.words.forEach((text, n) => {
      const at = { x: frame.left, y: frame.top + (n + 0.85) * LEADING * scale };
      made.append(
        svg("text", { ...at, "font-size": CAPTION * scale, "font-weight": 700, fill: ink() }, text),
      );
    });
  const legendAt = (made, y) => {
    const size = { width: key.width * scale, height: key.height * scale };
    const copy = key.picture.cloneNode(true);
    for (const [name, value] of Object.entries({ x: frame.left, y, ...size })) copy.setAttribute(name, value);
    made.append(copy);
  };
  const drawing = (own, strip) => (made) => {
    caption(made);
    let y = frame.top + group.room * scale;
    const put = (of, [from, to]) => {
      made.append(...cutters.get(of).part({ rows: [from, to], strip, room, scale, x: frame.left, y }));
      y += (to - from) * scale;
    };
    for (const head of heads) put(head, [0, endOf(head)]);
    const again = repeated(picture, own);
    if (again) put(picture, again);
    put(picture, own);
    if (key && !isApart) legendAt(made, y + GAP * scale);
  };
  const smallest = small * scale;
  // Columns of which nothing stands in some rows have no slide there.
  const held = (own, strip) => strips.length === 1 || cutters.get(picture).holds(own, strip);
  const parts = rows.flatMap((own) =>
    strips
      .filter((strip) => held(own, strip))
      .map((strip) => ({
        draw: drawing(own, strip),
        smallest,
        shows: (key) => cutters.get(picture).shows(key, own, strip),
      })),
  );
  const meaning = (made) => {
    caption(made);
    legendAt(made, frame.top + group.room * scale);
  };
  return isApart ? [...parts, { draw: meaning, smallest, shows: () => false }] : parts;
}

/** Words as large as they must be; a picture that is narrow is not made larger, so that more rows have room. */
function scaleOf(frame, group, small) {
  const least = READABLE / small;
  // What cannot be cut fills the slide.
  const whole = Math.min(frame.width / group.width, frame.height / group.height);
  return group.own.at(-1).isConnected ? least : whole;
}

function composed(app, form, part, all) {
  const page = getComputedStyle(document.body);
  const made = blank(app, page);
  sized(made, made.querySelector("rect"), ...SLIDES[form]);
  const place = `Slide ${all.indexOf(part) + 1} of ${all.length}`;
  for (const { text, x, y, size, weight } of part.frame.textsWith(place))
    made.append(svg("text", { x, y, "font-size": size, "font-weight": weight, fill: ink() }, text));
  part.draw(made);
  return made;
}

function ink() {
  return getComputedStyle(document.body).color;
}
