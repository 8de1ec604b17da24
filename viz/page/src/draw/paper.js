/** Pictures that are higher than a page are printed in parts, cut where no word and no mark is cut. */
import { el, svg } from "./dom.js";
import { headsAbove, highestHeads } from "./heads.js";

/** Pixels that a picture is wide on paper: its smallest words are printed at 7 points and more. */
export const PAPER = 740;
/** The same of A3 across, for a wall. */
export const WALL = 1560;
/** Pixels of an A4 page inside its margins, a little less to be safe; the first page has the heading, too. */
const UPRIGHT = { wide: 687, high: 990 };
const ACROSS = { wide: 1010, high: 670 };
const A3 = { wide: 1480, high: 1000 };
/** A picture that is wider than this is printed across the page, where it does not fit upright. */
const WIDEST = 860;
/** Pixels of the smallest words on paper: 7 points. */
const SMALLEST = 9.34;
const HEADING = 310;
const NOT_CUT = "text, .mark, .hit, .bar-room, .keep-together";

/** Whether what is printed next is for a wall. */
export function isForWall() {
  return document.body.dataset.paper === "A3";
}

/** Print on A3 across. */
export function printForWall() {
  document.body.dataset.paper = "A3";
  addEventListener("afterprint", () => delete document.body.dataset.paper, { once: true });
  print();
}

/** Whether what is printed next has its pictures without the tables beside them. */
export function isWithoutTables() {
  return document.body.dataset.prints === "pictures";
}

/** Print without tables, where the view has pictures. */
export function printPictures() {
  document.body.dataset.prints = "pictures";
  addEventListener("afterprint", () => delete document.body.dataset.prints, { once: true });
  print();
}

/** @param {HTMLElement} main where views are drawn */
export function pagePictures(main) {
  const made = [];
  addEventListener("beforeprint", () => {
    const pictures = [...main.querySelectorAll("svg.picture:not(.paper-picture, .is-paged, .for-saving *)")];
    // One page for all of a view: a change of its sides would part a heading from its picture.
    const across = !isForWall() && pictures.some(needsAcross);
    document.body.classList.toggle("is-across", across);
    const page = isForWall() ? A3 : across ? ACROSS : UPRIGHT;
    for (const [place, picture] of pictures.entries()) {
      const heads = headsOf(picture);
      const scale = heads ? null : scaleOn(picture, page, place === 0);
      picture.style.width = scale ? `${Math.floor(scale * widthOf(picture))}px` : "";
      if (scale) continue;
      const parts = partsOf(picture, page, heads);
      if (parts.length < 2) continue;
      const paper = el(
        "div",
        { class: "on-paper" },
        parts.map((part) =>
          el(
            "div",
            { class: "paper-part" },
            heads ? copied(heads, [0, heads.viewBox.baseVal.height]) : null,
            inside(picture, part),
            copied(picture, part),
          ),
        ),
      );
      picture.before(paper);
      const originals = [picture, heads].filter(Boolean);
      for (const original of originals) original.classList.add("is-paged");
      made.push([originals, paper]);
    }
  });
  addEventListener("afterprint", () => {
    document.body.classList.remove("is-across");
    for (const picture of main.querySelectorAll("svg.picture")) picture.style.width = "";
    for (const [originals, paper] of made.splice(0)) {
      paper.remove();
      for (const original of originals) original.classList.remove("is-paged");
    }
  });
}

/** A list that shows more on a click shows it on paper, too: up to some 2,000 claims. @param {HTMLElement} aside */
export function wholeLists(aside) {
  addEventListener("beforeprint", () => {
    for (let round = 0; round < 10; round += 1) aside.querySelector(".claims > button.wide")?.click();
  });
}

const widthOf = (picture) => picture.viewBox.baseVal.width;

/** Is it whole, with words that can be read, on a page across alone; or, in parts, too wide for an upright one? */
function needsAcross(picture) {
  if (headsOf(picture)) return widthOf(picture) > WIDEST;
  if (scaleOn(picture, UPRIGHT)) return false;
  return Boolean(scaleOn(picture, ACROSS)) || widthOf(picture) > WIDEST;
}

/** How large the whole picture is on a page; null where its words could not be read. The first stands under a heading. */
function scaleOn(picture, { wide, high }, first = false) {
  const { width, height } = picture.viewBox.baseVal;
  if (!width || !height) return null;
  const sizes = [...picture.querySelectorAll("text")].map((text) =>
    Number.parseFloat(getComputedStyle(text).fontSize),
  );
  const rooms = first ? [high - HEADING, high] : [high];
  return (
    rooms
      .map((room) => Math.min(1, wide / width, room / height))
      .find((scale) => scale * Math.min(...sizes) >= SMALLEST) ?? null
  );
}

/** The heads of the columns of a picture, which stand on each of its pages (`underHeads` of draw/scrolling.js). */
function headsOf(picture) {
  const under = picture.closest(".under-heads .scroll")?.parentElement;
  return under?.querySelector(".sticky-heads svg:last-of-type") ?? null;
}

/** From where to where something stands in a picture that must not be cut, down or across. @returns {Array<[number, number]>} */
export function extentsIn(picture, way = "y", what = NOT_CUT) {
  const [from, to, size] = way === "y" ? ["top", "bottom", "height"] : ["left", "right", "width"];
  const box = picture.getBoundingClientRect();
  const scale = picture.viewBox.baseVal[size] / box[size];
  const all = [...picture.querySelectorAll(what)];
  // Slanted heads reach over other columns.
  const level = way === "y" ? all : all.filter((element) => !element.closest('[transform*="rotate"]'));
  return level.map((element) => {
    const own = element.getBoundingClientRect();
    return [(own[from] - box[from]) * scale, (own[to] - box[from]) * scale];
  });
}

function partsOf(picture, { wide, high }, heads) {
  const { width, height } = picture.viewBox.baseVal;
  if (!width || !height) return [];
  const above = heads?.viewBox.baseVal.height ?? 0;
  const room = (pixels) => (pixels * width) / wide - above;
  return cuts(extentsIn(picture), height, room(high) - highestHeads(picture), room(high - HEADING));
}

/**
 * Parts of a height, each at most a page.
 * @param {Array<[number, number]>} solid from where to where something stands that must not be cut
 * @param {number} height
 * @param {number} page height of a page
 * @param {number} first height of the first page
 * @param {number} least part of a page that is filled; rather something is cut
 * @returns {Array<[number, number]>} from and to of each part
 */
export function cuts(solid, height, page, first = page, least = 1 / 4) {
  const parts = [];
  let from = 0;
  while (height - from > (parts.length ? page : first)) {
    const full = from + (parts.length ? page : first);
    let to = full;
    // Up to the top of whatever lies across, until nothing does.
    for (let moved = true; moved; ) {
      const across = solid.filter(([top, bottom]) => top < to - 0.01 && bottom > to + 0.01);
      moved = across.length > 0;
      if (moved) to = Math.min(...across.map(([top]) => top));
    }
    // Something has to be cut: as little as can be.
    if (to <= from + page * least) to = leastCut(solid, full, page / 4);
    parts.push([from, to]);
    from = to;
  }
  return [...parts, [from, height]];
}

/**
 * Parts of a length that has boxes all over it: what is cut by the end of a part is whole on the next one.
 * @param {Array<[number, number]>} boxes from where to where each goes
 * @param {number} length
 * @param {number} page the length of a part
 */
export function lapping(boxes, length, page) {
  const parts = [];
  let from = 0;
  while (length - from > page) {
    const to = from + page;
    const across = boxes.filter(([start, end]) => start < to && end > to && start > from + page / 4);
    parts.push([from, to]);
    from = Math.min(to, ...across.map(([start]) => start - 2));
  }
  return [...parts, [from, length]];
}

/** Where fewest things lie across, up to so much before the end; the last of such places. */
function leastCut(solid, full, before) {
  const across = (at) => solid.filter(([top, bottom]) => top < at - 0.01 && bottom > at + 0.01).length;
  const places = Array.from({ length: 40 }, (_, n) => full - (n * before) / 40);
  const fewest = Math.min(...places.map(across));
  return places.find((at) => across(at) === fewest);
}

/** Heads inside a picture, again above a part that begins without them. */
function inside(picture, [from]) {
  const legend = picture.querySelector(":scope > .legend")?.transform.baseVal.consolidate()?.matrix;
  const heads = legend && from > legend.f - 20 ? null : headsAbove(picture, from);
  return heads && copied(picture, heads);
}

function copied(picture, [from, to]) {
  const copy = picture.cloneNode(true);
  const { width } = picture.viewBox.baseVal;
  copy.setAttribute("viewBox", `0 ${from} ${width} ${to - from}`);
  copy.removeAttribute("width");
  copy.removeAttribute("height");
  copy.classList.add("paper-picture");
  return copy;
}

/** What keeps a heading on the page of the first row under it. */
export function kept(from, to) {
  return svg("rect", { x: 0, y: from, width: 1, height: Math.max(0, to - from), class: "keep-together" });
}
