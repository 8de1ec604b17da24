/**
 * Saves a view as slides: the finding in large type, the picture, what was counted at the foot. No word is smaller than
 * can be read from three metres.
 */
import { counted } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { save } from "./csv.js";
import { blank, NO_PICTURE, painted, picturesOf, placedAt, sized } from "./picture.js";
import { partSlides } from "./slide-parts.js";
import { columnsOf, pictureCount, planned, READABLE, SLIDES, widthOf } from "./slide-plan.js";

/** Milliseconds between two files: Chromium drops those beyond ten in a second, without a word. */
const BETWEEN = 150;
/** So many files are saved without a question. */
const UNASKED = 40;
/** Words of a picture are 12 pixels on the page; a slide is tried with pictures drawn to be so many times as large. */
const LARGER = [2.02, 2.6, 4.2];

/**
 * Save one slide: all of the view, or as many of its pictures as can be read, or else the part that its finding speaks of.
 * @param {import("../app.js").App} app
 * @param {string} name of the file, without its ending
 * @param {"wide"|"square"} form
 * @returns {Promise<string>} what the reader is to know
 */
export async function saveSlide(app, name, form) {
  if (!hasPicture(app)) return NO_PICTURE;
  const plan = whole(app, form);
  if (plan) {
    save(`${name}-${form}.png`, await painted(plan.picture));
    const { shown, all, smallest } = plan;
    const part = shown < all ? `It has ${shown} of the ${counted(all, "picture")} of this view. ` : "";
    return `Saved. ${part}${words(smallest)}`;
  }
  const { about } = app.panes[0].drawn;
  const one = partSlides(app, form, (parts) => [
    parts.find(({ shows }) => about && shows(about)) ?? parts[0],
  ]);
  save(`${name}-${form}.png`, await painted(one.slides[0]));
  return one.all === 1
    ? `Saved. ${words(one.smallest)}`
    : `Saved ${about ? "one" : "the first"} of ${one.all} slides that the view takes. ${words(one.smallest)} Filter, or show fewer rows, to have more on it, or save the slides in parts.`;
}

/**
 * Save a view as so many slides as it takes. See {@link saveSlide}.
 * @param {(number: number) => Promise<boolean>} agreed whether the reader wants so many files
 */
export async function saveSlides(app, name, form, agreed) {
  if (!hasPicture(app)) return NO_PICTURE;
  const { slides, smallest } = partSlides(app, form);
  if (slides.length > UNASKED && !(await agreed(slides.length))) return "Nothing was saved.";
  const shape = form === "wide" ? "slide" : `${form}-slide`;
  for (const [n, slide] of slides.entries()) {
    save(`${name}-${shape}-${n + 1}-of-${slides.length}.png`, await painted(slide));
    await new Promise((go) => setTimeout(go, BETWEEN));
  }
  return `Saved ${counted(slides.length, "slide")}. ${words(smallest)}`;
}

function hasPicture({ panes }) {
  return panes.some((pane) => picturesOf(pane).length);
}

function words(smallest) {
  const size = Math.floor(smallest + 0.01);
  const enough = size >= READABLE ? "" : `, too small to read from three metres (${READABLE} are needed)`;
  return `The smallest words are ${size} pixels high${enough}.`;
}

/** The slide with most pictures whose words can be read; null where there is none. A map is drawn for its slide. */
function whole(app, form) {
  if (app.panes.some(({ drawn }) => drawn.pictures)) return null;
  const plans = (columns) =>
    Array.from({ length: pictureCount(app) }, (_, n) => planned(app, form, columns, n + 1));
  try {
    const tried = columnsOf(app).flatMap((columns) =>
      LARGER.map((larger) => {
        const width = widthOf(form, columns, larger);
        app.drawAs(width);
        return { width, plan: best(plans(columns)) };
      }).filter(({ plan }) => plan),
    );
    const plan = best(tried.map((one) => one.plan));
    if (!plan) return null;
    app.drawAs(tried.find((one) => one.plan === plan).width);
    const again = best(plans(plan.columns));
    return again && { ...again, picture: composed(app, again) };
  } finally {
    app.drawAs(null);
  }
}

/** With most pictures, and of those the one whose words are largest. */
function best(all) {
  const readable = all.filter(({ smallest }) => smallest >= READABLE - 0.01);
  return readable.sort((a, b) => b.shown - a.shown || b.smallest - a.smallest)[0] ?? null;
}

function composed(app, plan) {
  const page = getComputedStyle(document.body);
  const made = blank(app, page);
  sized(made, made.querySelector("rect"), ...SLIDES[plan.form]);
  for (const { text, x, y, size, weight } of plan.texts)
    made.append(svg("text", { x, y, "font-size": size, "font-weight": weight, fill: page.color }, text));
  for (const { picture, at } of plan.pictures) made.append(placedAt(picture, at));
  return made;
}
