/** The columns of a story as one picture, for what is saved: the page has them as text, which wraps and is read aloud. */
import { counted } from "../data/count.js";
import { goesBack } from "../data/story.js";
import { el, svg } from "../draw/dom.js";
import { evidenceMark } from "../draw/evidence-marks.js";
import { finished } from "../draw/legend.js";
import { lines } from "../draw/text.js";
import { backWords, keyEntries, toldIn } from "./story-columns.js";

/** How wide a column is. */
const WIDE = { least: 200, most: 260 };
const GAP = 18;
const SIGN = 18;
const LINE = 15;
/** Above the first line; then all lines of all columns stand on one grid, so that a cut between rows cuts none. */
const TOP = 4;

/**
 * @param {Parameters<typeof import("./story-columns.js").storyPicture>} told
 * @param {import("../data/states.js").Touch[]} all whose signs the legend explains
 * @returns {{host: HTMLElement, pictures: () => SVGElement[]}} `host` holds the picture once it is asked for
 */
export function savedStory(told, all) {
  const host = el("div", { class: "for-saving", "aria-hidden": "true" });
  const pictures = () => {
    if (!host.childElementCount) host.append(...drawn(...told, all));
    return [...host.children];
  };
  return { host, pictures };
}

function drawn(app, columns, touches, before, several, all) {
  const picture = svg("svg", { class: "picture" });
  const above = svg("svg", { class: "picture joins-next" });
  const room = (app.width + GAP) / columns.length - GAP;
  const wide = Math.floor(Math.max(WIDE.least, Math.min(WIDE.most, room)));
  const heads = columns.map(({ label }) => lines(label, wide, { size: 14, weight: 700 }));
  const top = Math.max(...heads.map(({ length }) => length)) * 17 + 10;
  const ends = columns.map((column, at) => {
    const x = at * (wide + GAP);
    heads[at].forEach((text, n) => {
      const y = top - 10 - (heads[at].length - 1 - n) * 17;
      above.append(svg("text", { x, y, class: "group" }, text));
    });
    above.append(svg("line", { x1: x, x2: x + wide, y1: top - 4, y2: top - 4, class: "zero" }));
    const place = { picture, x, y: TOP, wide };
    for (const back of goesBack(columns, at, before)) write(place, backWords(column, back), "quiet");
    if (!column.claims.length) write(place, "Not mentioned here.", "quiet");
    column.blocks.forEach((block, n) => {
      if (n) write(place, "then ↓", "quiet");
      const from = place.y;
      if (block.length > 1)
        write(place, `Order not stated: ${counted(block.length, "claim")}`, "quiet", SIGN);
      for (const claim of block)
        lineOf(place, app, claim, toldIn(app, claim, touches.get(claim) ?? [], several));
      if (block.length > 1)
        picture.append(
          svg("path", { d: `M${x + 3},${from - 2}h-3V${place.y - 6}h3`, class: "axis", fill: "none" }),
        );
    });
    return place.y;
  });
  const width = columns.length * (wide + GAP) - GAP;
  for (const [name, value] of Object.entries({ width, height: top, viewBox: `0 0 ${width} ${top}` }))
    above.setAttribute(name, value);
  return [above, finished(picture, keyEntries(app, all), { width, y: Math.max(...ends) })];
}

/** Words below what stands in a column already. */
function write(place, words, className, indent = 0) {
  for (const text of lines(words, place.wide - indent)) {
    place.picture.append(svg("text", { x: place.x + indent, y: place.y + 11, class: className }, text));
    place.y += LINE;
  }
}

function lineOf(place, app, claim, { signs, who, evidence, speaker, reason }) {
  const { picture } = place;
  place.picture = svg("g", { "data-whole": "" });
  picture.append(place.picture);
  signs.forEach(({ touch, name }, n) => {
    const tone = app.tone(app.study.nodes.get(touch.evidence)?.focus);
    place.picture.append(
      svg("g", { class: tone }, evidenceMark(name, place.x + 9, place.y + 7 + n * LINE, 5)),
    );
  });
  const least = place.y + signs.length * LINE;
  write(place, claim.summary || "no summary", null, SIGN);
  const names = (ids) => ids.map((id) => app.study.label(id)).join("; ");
  if (who.length) write(place, `Who: ${names(who)}`, "quiet", SIGN);
  if (evidence.length) write(place, `Evidence: ${names(evidence)}`, "quiet", SIGN);
  write(place, `${speaker} · ${claim.claim}`, "quiet", SIGN);
  if (reason) write(place, reason, null, SIGN);
  place.y = Math.max(place.y, least) + LINE;
  place.picture = picture;
}
