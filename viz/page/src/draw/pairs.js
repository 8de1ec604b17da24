/** Marks of focuses on one scale, such as what two focuses have of something. */
import { svg } from "./dom.js";
import { outline, SIGNS } from "./signs.js";
import { capital } from "./text.js";

/** Pixels between marks that would cover each other. */
const APART = 14;

/** The sign of a focus, half so wide as `r` says. @param {string} tone the class of its colour */
export function focusSign(tone, x, y, r = 6) {
  const { shape } = SIGNS.focus[tone === "tone-asked" ? "asked" : "compared"];
  return svg("path", { d: outline(shape, r), transform: `translate(${x},${y})`, class: "dot" });
}

/**
 * @typedef {Object} Point
 * @property {number} share its place on the scale
 * @property {string} tone the class of its colour
 * @property {string} [words] beside it, where it is the first or the last
 * @property {string} [sup] a sign at its upper right
 * @property {string} [className] of its own
 * @property {Object} mark
 *
 * @param {import("../pane.js").Pane} app
 * @param {Point[]} points
 * @param {{at: (share: number) => number, end: number, middle: number}} scale `end`: the last share; `middle`: its height
 * @returns {SVGElement[]} the scale, what lies between the marks, and the marks
 */
export function pair(app, points, { at, end, middle }) {
  const scale = svg("line", { x1: at(0), x2: at(end), y1: middle, y2: middle, class: "axis faint" });
  if (!points.length) return [scale];
  const sorted = [...points].sort((a, b) => a.share - b.share);
  const [first, last] = [at(sorted[0].share), at(sorted.at(-1).share)];
  const apart = sorted.length > 1 && last - first < APART ? APART : 0;
  return [
    scale,
    svg("line", { x1: first, x2: last, y1: middle, y2: middle, class: "between" }),
    ...sorted.map((point, n) => {
      const isLast = n === sorted.length - 1;
      const x = at(point.share);
      const level = middle + apart * (n - (sorted.length - 1) / 2);
      const tall = apart || 26;
      return app.marks.add(
        svg(
          "g",
          { class: [point.tone, point.className].filter(Boolean).join(" ") },
          svg("rect", { x: x - 11, y: level - tall / 2, width: 22, height: tall, class: "hit" }),
          focusSign(point.tone, x, level),
          point.sup && svg("text", { x: x + 6, y: level - 1, class: "sup" }, point.sup),
          // Between two others there is no room for words; they stand in the note.
          point.words && (isLast || n === 0)
            ? svg(
                "text",
                {
                  x: isLast ? x + 12 : x - 12,
                  y: level + 4,
                  "text-anchor": isLast ? "start" : "end",
                  class: "number",
                },
                point.words,
              )
            : null,
        ),
        point.mark,
      );
    }),
  ];
}

/** The entries of a legend that name the focuses. */
export function signEntries(app, focuses) {
  return focuses.map((focus) => {
    const tone = app.tone(focus);
    return { draw: (x, y) => svg("g", { class: tone }, focusSign(tone, x, y, 5)), label: capital(focus) };
  });
}
