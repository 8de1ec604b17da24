/** Saves a view as one self-contained picture: title, sentence, filters, picture, legend; two slices under each other. */
import { provenance } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { lines } from "../draw/text.js";
import { save } from "./csv.js";

const MARGIN = 24;
const SCALE = 3;
export const FONT = "Segoe UI, Noto Sans, Arial, sans-serif";
/** What the page's style sheet says of an element, written into it. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "dominant-baseline",
  "paint-order",
  "visibility",
];

export const NO_PICTURE = "This view has no picture. Save its numbers instead, or print it.";

/**
 * @param {import("../app.js").App} app
 * @param {string} name of the file; its ending says the form
 * @returns {Promise<string>} what the reader is to know; empty where the file was saved
 */
export async function savePicture(app, name) {
  const picture = composed(app);
  if (!picture) return NO_PICTURE;
  save(name, name.endsWith(".png") ? await painted(picture, SCALE) : fileOf(picture));
  return "";
}

/** The pictures of a pane, each with the heading that stands above it on the page, where it has one. */
export function picturesOf({ drawn, main }) {
  if (drawn.pictures) return drawn.pictures().map((picture) => ({ picture, caption: "" }));
  let caption = "";
  const found = [];
  for (const element of main.querySelectorAll("h3, svg.picture")) {
    if (element.matches("h3")) caption = element.textContent;
    else {
      found.push({ picture: element, caption });
      caption = "";
    }
  }
  return found;
}

/** Heads and what stands under them are one picture. */
export function isJoined(picture) {
  return picture.classList.contains("joins-next");
}

/** All pictures of a view, or of two slices, under one heading; null where there are none. */
export function composed(app) {
  const panes = app.panes.map((pane) => ({ pane, pictures: picturesOf(pane) }));
  const sizes = panes.flatMap(({ pictures }) => pictures.map(({ picture }) => picture.viewBox.baseVal));
  if (!sizes.length) return null;
  const wide = Math.ceil(Math.max(480, ...sizes.map((size) => size.width))) + 2 * MARGIN;
  const page = getComputedStyle(document.body);
  const made = blank(app, page);
  const paper = made.querySelector("rect");
  let y = MARGIN;
  const write = (texts) => {
    for (const [words, size, weight, most] of texts) {
      for (const text of lines(words, wide - 2 * MARGIN, { most, size, weight })) {
        y += size * 1.35;
        made.append(
          svg("text", { x: MARGIN, y, "font-size": size, "font-weight": weight, fill: page.color }, text),
        );
      }
    }
    y += MARGIN / 2;
  };
  const isCompared = panes.length > 1;
  if (isCompared) write(above(app));
  for (const { pane, pictures } of panes) {
    const heading = headingOf(pane);
    write(
      [
        isCompared && [heading.slice, 16, 700, 3],
        [heading.finding || heading.view, isCompared ? 16 : 18, 700, 4],
        [heading.under, 14, 400, 3],
        !isCompared && [app.study.title, 12, 400, 3],
        [heading.sentence, 13, 400, 6],
        !isCompared && [heading.filters, 13, 400, 6],
        [`${heading.counts}.`, 13, 400, 6],
      ].filter((text) => text?.[0]),
    );
    for (const { picture, caption } of pictures) {
      const { width, height } = picture.viewBox.baseVal;
      if (caption && pictures.length > 1) write([[caption, 14, 700, 4]]);
      made.append(placedAt(picture, { x: MARGIN, y, width, height }));
      y += height + (isJoined(picture) ? 0 : MARGIN);
    }
  }
  sized(made, paper, wide, Math.ceil(y));
  return made;
}

function above(app) {
  return [
    [`${app.view.title}: A against B`, 18, 700, 2],
    [app.study.title, 12, 400, 3],
    [differenceOf(app), 13, 400, 6],
  ];
}

/** How two slices differ, as the page says it above both. */
export function differenceOf(app) {
  return app.above.querySelector("p")?.textContent ?? "";
}

/** A picture without anything on it yet. */
export function blank(app, page) {
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", "font-family": FONT },
    svg("title", {}, `${app.view.title}: ${app.study.title}`),
    svg("rect", { fill: page.backgroundColor }),
  );
}

export function sized(made, paper, width, height) {
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    made.setAttribute(name, value);
  paper.setAttribute("width", width);
  paper.setAttribute("height", height);
}

/** A copy of a picture that needs no style sheet, in a place. */
export function placedAt(picture, at) {
  const copy = styled(picture);
  for (const [name, value] of Object.entries(at)) copy.setAttribute(name, value);
  return copy;
}

/** A copy of a picture that needs no style sheet. */
export function styled(picture) {
  const copy = picture.cloneNode(true);
  const [from, to] = [picture, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  from.forEach((element, place) => {
    const style = element.isConnected ? getComputedStyle(element) : null;
    for (const name of STYLES) {
      const value = style?.getPropertyValue(name);
      if (value) to[place].setAttribute(name, value);
    }
    for (const name of ["class", "tabindex", "role", "data-mark", "style"]) to[place].removeAttribute(name);
  });
  return copy;
}

function fileOf(picture) {
  withPatterns(picture);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}`;
  return new Blob([text], { type: "image/svg+xml" });
}

/** The patterns that a picture is filled with stand on the page, once; what is saved has its own. */
function withPatterns(picture) {
  const fills = [...picture.querySelectorAll('[fill^="url("]')].map((one) => one.getAttribute("fill"));
  const names = new Set(fills.map((fill) => /#([\w-]+)/.exec(fill)?.[1]));
  const used = [...names].map((name) => document.getElementById(name)).filter(Boolean);
  if (used.length) picture.prepend(svg("defs", {}, used.map(styled)));
}

/** A picture as PNG, so many times its size. @returns {Promise<Blob>} */
export async function painted(picture, scale = 1) {
  const address = URL.createObjectURL(fileOf(picture));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Number(picture.getAttribute("width")) * scale;
    canvas.height = Number(picture.getAttribute("height")) * scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The view, what it says of a slice, and what is counted. @param {import("../pane.js").Pane} pane */
export function headingOf(pane) {
  const heading = pane.heading();
  return {
    view: pane.view.title,
    slice: `${pane.letter}: ${pane.title()}`,
    finding: pane.drawn.finding ?? "",
    under: heading.querySelector(".kind")?.textContent ?? "",
    sentence: heading.querySelector(".sentence").textContent,
    filters: pane.filterWords(),
    counts: provenance(pane.claims),
  };
}
