/** Where everything stands on a slide: worked out before anything is drawn, so that the most readable slide is chosen. */
import { counted } from "../data/count.js";
import { lines } from "../draw/text.js";
import { differenceOf, headingOf, isJoined, picturesOf } from "./picture.js";

/** Pixels of a slide, by its form. */
export const SLIDES = { wide: [1920, 1080], square: [1080, 1080] };
/** Pixels of words on a slide that are read from three metres: no word is smaller. */
export const READABLE = 24;
const MARGIN = 56;
const GAP = 24;
/** Sizes of the title, the first that is short enough. */
const TITLES = [48, 42, 36, 30, 26];
const [UNDER, SLICE, FOOT, CAPTION] = [24, 24, 24, 13];
const LEADING = 1.3;
const LARGEST = 2.6;
const MOST_COLUMNS = 4;

/**
 * @typedef {Object} Plan
 * @property {"wide"|"square"} form
 * @property {number} columns of slices
 * @property {Array<{text: string, x: number, y: number, size: number, weight: number}>} texts
 * @property {Array<{picture: SVGElement, at: Object<string, number>}>} pictures
 * @property {number} smallest pixels of the smallest words in the pictures
 * @property {number} shown pictures on the slide
 * @property {number} all pictures of the view
 */

/** How many pictures a view has, with heads counted as part of what they stand above; the most of a slice. */
export function pictureCount(app) {
  return Math.max(...app.panes.map((pane) => partsOf(picturesOf(pane)).length));
}

/** Two slices stand beside or under each other: columns of slices on a slide. */
export function columnsOf({ panes }) {
  return panes.length > 1 ? [2, 1] : [1];
}

/** Pixels that the view is drawn wide, for words that are so many times as large on the slide. */
export function widthOf(form, columns, larger) {
  return Math.floor((SLIDES[form][0] - 2 * MARGIN - (columns - 1) * GAP) / columns / larger);
}

/**
 * @param {import("../app.js").App} app
 * @param {"wide"|"square"} form
 * @param {number} columns of slices
 * @param {number} most pictures of the view, from the first on
 * @returns {Plan}
 */
export function planned(app, form, columns, most) {
  const panes = panesOf(app);
  const all = pictureCount(app);
  const pictures = [];
  const { texts, write } = writer();
  const [wide, high] = SLIDES[form];
  const room = wide - 2 * MARGIN;
  const isCompared = panes.length > 1;
  const [{ heading }] = panes;
  const title = isCompared ? `${app.view.title}: A against B` : heading.finding || heading.view;
  let y = titled(write, title, room);
  const under = isCompared ? differenceOf(app) : heading.under;
  if (under) y = write(lines(under, room, { most: 5, size: UNDER }), MARGIN, y + 6, UNDER);

  const foot = lines(footOf(app, panes, Math.min(most, all), all), room, { most: 4, size: FOOT });
  const bottom = high - MARGIN / 2 - foot.length * FOOT * LEADING;
  write(foot, MARGIN, bottom, FOOT);

  const rows = panes.length / columns;
  const boxWide = (room - (columns - 1) * GAP) / columns;
  const boxHigh = (bottom - GAP - (y + GAP) - (rows - 1) * GAP) / rows;
  const laid = panes.map(({ parts, heading: own }, n) => {
    const x = MARGIN + (columns > 1 ? n * (boxWide + GAP) : 0);
    const top = y + GAP + (rows > 1 ? n * (boxHigh + GAP) : 0);
    let at = top;
    if (isCompared) {
      at = write(lines(own.slice, boxWide, { most: 2, size: SLICE, weight: 700 }), x, at - SLICE, SLICE, 700);
      if (own.finding) at = write(lines(own.finding, boxWide, { most: 3, size: SLICE }), x, at, SLICE) + 12;
    }
    const box = { x, y: at, width: boxWide, height: top + boxHigh - at };
    return { box, ...arranged(parts.slice(0, most), box) };
  });
  // Both slices have one scale on the slide, too.
  const scale = Math.min(...laid.map((one) => one.scale));
  for (const one of laid) place(one, scale, texts, pictures);
  const own = panes.flatMap(({ parts }) => parts.slice(0, most).flatMap((part) => part.own));
  const smallest = Math.min(scale * Math.min(...own.map(smallestWords)), ...texts.map(({ size }) => size));
  return { form, columns, texts, pictures, smallest, shown: Math.min(most, all), all };
}

/** The panes, each with its pictures in groups and what its heading says. */
export function panesOf(app) {
  return app.panes.map((pane) => ({
    pane,
    parts: partsOf(picturesOf(pane)),
    heading: headingOf(pane),
  }));
}

function writer() {
  const texts = [];
  const write = (made, x, y, size, weight = 400) => {
    made.forEach((text, n) => texts.push({ text, x, y: y + size * LEADING * (n + 1), size, weight }));
    return y + size * LEADING * made.length;
  };
  return { texts, write };
}

/** Writes the title in the largest type in which it takes two lines; gives where it ends. */
function titled(write, title, room) {
  const size =
    TITLES.find((one) => lines(title, room, { most: 9, size: one, weight: 700 }).length <= 2) ??
    TITLES.at(-1);
  return write(lines(title, room, { most: 4, size, weight: 700 }), MARGIN, MARGIN - size * 0.4, size, 700);
}

/**
 * What stands around a part of a slice's pictures on a slide: its title above, what is counted below.
 * @param {import("../app.js").App} app
 * @param {"wide"|"square"} form
 * @returns {{left: number, top: number, width: number, height: number, textsWith: (place: string) => Array}} the room
 *   between, and the texts with the place of the slide among all
 */
export function framed(app, form, { pane, heading }) {
  const [wide, high] = SLIDES[form];
  const width = wide - 2 * MARGIN;
  const { texts, write } = writer();
  const said = heading.finding || heading.view;
  const top = titled(write, app.panes.length > 1 ? `${heading.slice}. ${said}` : said, width) + GAP;
  const foot = (place) =>
    lines(`${place}. ${footOf(app, [{ pane, heading }], 1, 1)}`, width, { most: 3, size: FOOT });
  const bottom = high - MARGIN / 2 - foot("Slide 100 of 100").length * FOOT * LEADING;
  const textsWith = (place) => {
    const { texts: below, write: writeBelow } = writer();
    writeBelow(foot(place), MARGIN, bottom, FOOT);
    return [...texts, ...below];
  };
  return { left: MARGIN, top, width, height: bottom - GAP / 2 - top, textsWith };
}

/** Filters, what they took out, what is counted, and the study. */
function footOf(app, panes, shown, all) {
  const { claims } = app.study;
  const parts = panes.map(({ pane, heading }) => {
    if (panes.length > 1) return `${pane.letter}: ${heading.counts}`;
    const out = claims.length - pane.claims.length;
    const left = out ? `; ${counted(out, "claim")} left out by the filters` : "; no filter";
    return `${heading.filters ? `${heading.filters}. ` : ""}${heading.counts}${left}`;
  });
  const some = shown < all ? `The first ${shown === 1 ? "" : `${shown} `}of ${all} pictures. ` : "";
  return `${some}${parts.join(". ")}. ${app.study.title}`;
}

/** Pictures with their captions, heads together with what they stand above; sizes as on the page. */
function partsOf(pictures) {
  const groups = [];
  let joins = false;
  for (const { picture, caption } of pictures) {
    if (joins) groups.at(-1).own.push(picture);
    else groups.push({ own: [picture], caption });
    joins = isJoined(picture);
  }
  return groups.map(({ own, caption }) => {
    const boxes = own.map((picture) => picture.viewBox.baseVal);
    const width = Math.max(...boxes.map((one) => one.width));
    const words =
      caption && groups.length > 1 ? lines(caption, width, { most: 4, size: CAPTION, weight: 700 }) : [];
    const room = words.length ? words.length * CAPTION * LEADING + 6 : 0;
    return { own, words, room, width, height: boxes.reduce((sum, { height }) => sum + height, room) };
  });
}

/** Pictures in as many columns as let them be largest. */
function arranged(parts, box) {
  if (!parts.length) return { columns: [], width: 0, scale: LARGEST };
  const tried = Array.from({ length: Math.min(MOST_COLUMNS, parts.length) }, (_, n) =>
    laidOut(parts, n + 1, box),
  );
  return tried.sort((a, b) => b.scale - a.scale)[0];
}

/** Where pictures and the captions above them stand in their box. */
function place({ box, columns, width }, scale, texts, pictures) {
  let x = box.x + Math.max(0, (box.width - width * scale) / 2);
  for (const column of columns) {
    let { y } = box;
    for (const { own, words, room } of column) {
      words.forEach((text, n) => {
        const line = y + (n + 0.85) * CAPTION * LEADING * scale;
        texts.push({ text, x, y: line, size: CAPTION * scale, weight: 700 });
      });
      y += room * scale;
      for (const picture of own) {
        const { width: wide, height } = picture.viewBox.baseVal;
        pictures.push({ picture, at: { x, y, width: wide * scale, height: height * scale } });
        y += height * scale;
      }
      y += GAP * scale;
    }
    x += (Math.max(...column.map((part) => part.width)) + GAP) * scale;
  }
}

/** Parts in so many columns, in their order and about equally high, and how large they can be in a box. */
function laidOut(parts, number, box) {
  const whole = parts.reduce((sum, part) => sum + part.height + GAP, 0);
  const columns = [[]];
  let filled = 0;
  for (const part of parts) {
    const isNext = filled + (part.height + GAP) / 2 > (whole * columns.length) / number;
    if (isNext && columns.length < number && columns.at(-1).length) columns.push([]);
    columns.at(-1).push(part);
    filled += part.height + GAP;
  }
  const width = columns.reduce((sum, own) => sum + Math.max(...own.map((part) => part.width)) + GAP, -GAP);
  const height = Math.max(...columns.map((own) => own.reduce((sum, part) => sum + part.height + GAP, -GAP)));
  return { columns, width, scale: Math.min(LARGEST, box.width / width, box.height / height) };
}

/** Pixels of the smallest words of a picture, in its own measure. */
export function smallestWords(picture) {
  const sizes = [...picture.querySelectorAll("text")].map((text) =>
    Number.parseFloat(text.isConnected ? getComputedStyle(text).fontSize : text.getAttribute("font-size")),
  );
  return Math.min(...sizes.filter(Number.isFinite));
}
