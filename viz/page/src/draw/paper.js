/** Pictures that are higher than a page are printed in parts, cut where no word and no mark is cut. */
import { el } from "./dom.js";

/** Pixels that a picture is wide on paper: its smallest words are printed at 7 points and more. */
export const PAPER = 740;
/** Pixels of an A4 page inside its margins, a little less to be safe; the first page has the heading, too. */
const UPRIGHT = { wide: 687, high: 990 };
const ACROSS = { wide: 1010, high: 670 };
/** A picture that is wider than this is printed across the page. */
const WIDEST = 860;
const HEADING = 250;
const NOT_CUT = "text, .mark, .hit, .bar-room";

/** @param {HTMLElement} main where views are drawn */
export function pagePictures(main) {
  const made = [];
  addEventListener("beforeprint", () => {
    for (const picture of main.querySelectorAll("svg.picture:not(.paper-picture, .is-paged)")) {
      const across = picture.viewBox.baseVal.width > WIDEST;
      picture.classList.toggle("is-across", across);
      const parts = partsOf(picture, across);
      if (parts.length < 2) continue;
      // Before the picture, so that its hatches are found in what is shown.
      const paper = el(
        "div",
        { class: "on-paper" },
        parts.map((part) => copied(picture, part)),
      );
      picture.before(paper);
      picture.classList.add("is-paged");
      made.push([picture, paper]);
    }
  });
  addEventListener("afterprint", () => {
    for (const [picture, paper] of made.splice(0)) {
      paper.remove();
      picture.classList.remove("is-paged");
    }
  });
}

/** A list that shows more on a click shows it on paper, too: up to some 2,000 claims. @param {HTMLElement} aside */
export function wholeLists(aside) {
  addEventListener("beforeprint", () => {
    for (let round = 0; round < 10; round += 1) aside.querySelector(".claims > button.wide")?.click();
  });
}

function partsOf(picture, across) {
  const { width, height } = picture.viewBox.baseVal;
  if (!width || !height) return [];
  const box = picture.getBoundingClientRect();
  const scale = height / box.height;
  const solid = [...picture.querySelectorAll(NOT_CUT)].map((element) => {
    const own = element.getBoundingClientRect();
    return [(own.top - box.top) * scale, (own.bottom - box.top) * scale];
  });
  const { wide, high } = across ? ACROSS : UPRIGHT;
  // Across the page it begins on one of its own, without the heading.
  return cuts(solid, height, (high * width) / wide, ((high - (across ? 0 : HEADING)) * width) / wide);
}

/**
 * Parts of a height, each at most a page.
 * @param {Array<[number, number]>} solid from where to where something stands that must not be cut
 * @param {number} height
 * @param {number} page height of a page
 * @param {number} first height of the first page
 * @returns {Array<[number, number]>} from and to of each part
 */
export function cuts(solid, height, page, first = page) {
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
    // Something higher than a page has to be cut.
    if (to <= from + page / 4) to = full;
    parts.push([from, to]);
    from = to;
  }
  return [...parts, [from, height]];
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
