/** The framework matrix as one picture, for what is saved: the page has it as a table, whose heads stay in sight. */
import { counted } from "../data/count.js";
import { rowGroups, shade } from "../data/matrix.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { kept } from "../draw/paper.js";
import { levelHeads, slantedHeads } from "../draw/slanted.js";
import { capital, lines } from "../draw/text.js";
import { groupWords, headWords, nameOf, numberWords, ROWS, shadeWords } from "./matrix-table.js";

const LINE = 14;
const PAD = 10;
const TOTAL = 56;
const NAMED = { least: 130, most: 260 };
/** Heads stand level where columns have so much room, and else are slanted. */
const LEVEL = 106;
const SLANTED = 36;
/** Nothing in a saved picture opens; a code is found in it by its id. */
const STILL = {
  marks: {
    add: (element, id) => {
      element.setAttribute("data-mark", id);
      return element;
    },
  },
};

/**
 * @param {import("./matrix-table.js").Shown} shown
 * @returns {{host: HTMLElement, pictures: () => SVGElement[]}} `host` holds the picture once it is asked for
 */
export function savedMatrix(shown) {
  const host = el("div", { class: "for-saving", "aria-hidden": "true" });
  const pictures = () => {
    if (!host.childElementCount) host.append(drawn(shown));
    return [...host.children];
  };
  return { host, pictures };
}

function drawn({ app, laid, by, themes }) {
  const codes = themes.flatMap((theme) => theme.codes);
  const room = Math.floor(app.width * 0.25);
  const named = Math.max(NAMED.least, Math.min(NAMED.most, room));
  const fits = (app.width - named - TOTAL) / codes.length >= LEVEL;
  // Slanted heads would take most of a slide, on each part again.
  const isLevel = fits || Boolean(app.fixedHeight);
  const wide = isLevel ? Math.max(LEVEL, Math.min(140, (app.width - named - TOTAL) / codes.length)) : SLANTED;
  const heads = (isLevel ? levelHeads : slantedHeads)(
    codes.map((code) => ({ label: headWords(code), mark: code.id })),
    wide,
  );
  const first = named + TOTAL;
  const W = first + wide * codes.length + heads.over;
  const picture = svg("svg", { class: "picture matrix-picture" });
  picture.append(
    svg("text", { x: 4, y: heads.top - 6, class: "head" }, capital(ROWS[by][0])),
    ...right("Claims", first - 8, heads.top - 6, "head"),
    ...heads.draw(STILL, first),
  );
  let y = heads.top + 4;
  const top = y;
  const line = (name, row, { className, isShaded = false }) => {
    const label = lines(name, named - 12, { weight: className ? 600 : 400 });
    const high = label.length * LINE + PAD;
    const middle = y + high / 2 + 4;
    picture.append(kept(y, y + high));
    label.forEach((text, n) => {
      const at = middle + (n - (label.length - 1) / 2) * LINE;
      picture.append(svg("text", { x: 4, y: at, class: className }, text));
    });
    picture.append(...right(numberWords(row.claims), first - 8, middle, className));
    codes.forEach((code, place) => {
      const claims = row.cells.get(code.id) ?? [];
      if (!claims.length) return;
      const x = first + place * wide;
      if (isShaded) {
        const box = { x: x + 1, y: y + 1, width: wide - 2, height: high - 2 };
        picture.append(svg("rect", { ...box, class: `matrix-cell shade-${shade(claims.length)}` }));
      }
      const at = { x: x + wide / 2, y: middle, "text-anchor": "middle", class: className ?? "number" };
      picture.append(svg("text", at, numberWords(claims)));
    });
    y += high;
  };
  const groups = rowGroups(app.study, laid.rows, by);
  const isGrouped = groups.filter(({ group }) => group !== null).length > 1;
  for (const group of groups) {
    if (isGrouped && group.group !== null) {
      y += 6;
      const size = counted(group.rows.length, ROWS[by][0]);
      line(`${groupWords(group, by)} (${size})`, group, { className: "head" });
    }
    for (const row of group.rows) line(nameOf(row), row, { isShaded: true });
  }
  y += 6;
  picture.append(
    svg("line", { x1: 0, x2: first + wide * codes.length, y1: y - 3, y2: y - 3, class: "axis" }),
  );
  line(`All ${ROWS[by][1]}`, laid.all, { className: "head" });
  return finished(picture, entries(laid), {
    width: W,
    y,
    heads: [[0, top]],
    labels: first,
    over: heads.over,
  });
}

function right(text, x, y, className) {
  return [svg("text", { x, y, "text-anchor": "end", class: className ?? "number" }, text)];
}

/** What the shades mean, up to the darkest there is. */
function entries(laid) {
  const box = (className) => (x, y) =>
    svg("rect", { x: x - 12, y: y - 7, width: 24, height: 14, class: className });
  return [
    ...shadeWords(laid).map((words, place) => ({
      draw: box(`matrix-cell shade-${place + 1}`),
      label: `${words} ${words === "1" ? "claim" : "claims"}`,
      wide: 26,
    })),
    {
      draw: (x, y) => svg("text", { x, y: y + 4, class: "small" }, " "),
      label: "empty: nothing coded there, which is not that there is no view",
      wide: 0,
    },
  ];
}
