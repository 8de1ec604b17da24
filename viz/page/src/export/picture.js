/** Saves a view as one self-contained picture: title, sentence, filters, picture, legend. */
import { provenance } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { lines } from "../draw/text.js";
import { save } from "./csv.js";

const MARGIN = 24;
const SCALE = 3;
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

/**
 * @param {import("../app.js").App} app
 * @param {import("../app.js").Drawn} drawn
 * @param {string} name of the file; its ending says the form
 * @returns {Promise<string>} what the reader is to know; empty where the file was saved
 */
export async function savePicture(app, drawn, name) {
  const pictures = drawn.pictures ? drawn.pictures() : [...app.main.querySelectorAll("svg.picture")];
  if (!pictures.length) return "This view has no picture. Save its numbers instead, or print it.";
  const picture = composed(app, pictures);
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}`;
  const file = new Blob([text], { type: "image/svg+xml" });
  save(name, name.endsWith(".png") ? await drawnLarge(file, picture) : file);
  return "";
}

/** All pictures of a view under one heading. */
export function composed(app, pictures) {
  const sizes = pictures.map((picture) => picture.viewBox.baseVal);
  const wide = Math.ceil(Math.max(480, ...sizes.map((size) => size.width))) + 2 * MARGIN;
  const page = getComputedStyle(document.body);
  const heading = headingOf(app);
  const texts = [
    ...lines(heading.finding || heading.view, wide - 2 * MARGIN, 4, 18, 700).map((text) => [text, 18, 700]),
    ...lines(heading.under, wide - 2 * MARGIN, 3, 14).map((text) => [text, 14, 400]),
    ...lines(heading.study, wide - 2 * MARGIN, 3, 12).map((text) => [text, 12, 400]),
    ...[heading.sentence, heading.filters, `${heading.counts}.`]
      .filter(Boolean)
      .flatMap((part) => lines(part, wide - 2 * MARGIN, 6, 13).map((text) => [text, 13, 400])),
  ];
  let y = MARGIN;
  const made = svg("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    "font-family": "Segoe UI, Noto Sans, Arial, sans-serif",
  });
  const paper = svg("rect", { width: wide, fill: page.backgroundColor });
  made.append(svg("title", {}, `${heading.view}: ${heading.study}`), paper);
  for (const [text, size, weight] of texts) {
    y += size * 1.35;
    made.append(
      svg("text", { x: MARGIN, y, "font-size": size, "font-weight": weight, fill: page.color }, text),
    );
  }
  y += MARGIN / 2;
  pictures.forEach((picture, place) => {
    const { width, height } = sizes[place];
    const copy = styled(picture);
    for (const [name, value] of Object.entries({ x: MARGIN, y, width, height }))
      copy.setAttribute(name, value);
    made.append(copy);
    y += height + MARGIN;
  });
  y = Math.ceil(y);
  paper.setAttribute("height", y);
  for (const [name, value] of Object.entries({ width: wide, height: y, viewBox: `0 0 ${wide} ${y}` })) {
    made.setAttribute(name, value);
  }
  return made;
}

/** A copy of a picture that needs no style sheet. */
function styled(picture) {
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

async function drawnLarge(file, picture) {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Number(picture.getAttribute("width")) * SCALE;
    canvas.height = Number(picture.getAttribute("height")) * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** The study, the view and what is counted. */
function headingOf(app) {
  return {
    study: app.study.title,
    view: app.view.title,
    finding: app.drawn.finding ?? "",
    under: app.main.querySelector(".kind")?.textContent ?? "",
    sentence: app.main.querySelector(".sentence").textContent,
    filters: app.filterWords(),
    counts: provenance(app.claims),
  };
}
