/** Verdicts of sites on factors, and what all marks of barriers and enablers mean. */
import { SIDES } from "../data/factors.js";
import { svg } from "../draw/dom.js";
import { capital, width } from "../draw/text.js";
import { look, valenceMark } from "../draw/valence.js";
import { VERDICTS, verdictMark } from "../draw/verdicts.js";
import { sideMark } from "./barriers-bars.js";

/** What the bars count. */
export const SAYS = {
  denies: "Claims that deny it",
  affirms: "Claims that affirm it",
  mixed: "Claims that affirm it in part",
};

/** The verdicts of one site on a factor: each opens its comment; none is said to be none. */
export function verdicts(app, row, site, x, { y, high, line }) {
  const given = row.verdicts.filter((one) => one.site === site.id);
  if (!given.length) return [verdictMark("none", x, line)];
  const wide = Math.min(24, (at24(given.length) - 2) / given.length);
  return given.map((one, n) => {
    const middle = x + (n - (given.length - 1) / 2) * wide;
    const element = svg(
      "g",
      {},
      svg("rect", { x: middle - wide / 2, y: y + 1, width: wide, height: high - 2, class: "hit" }),
      verdictMark(one.verdict, middle, line, given.length > 2 ? 4 : 5.5),
    );
    const comment = one.comment ? `: ${one.comment}` : ", without a comment";
    return app.marks.add(element, {
      key: `verdict:${row.key}:${site.id}:${n}`,
      title: `${site.label} on “${row.factor.label}”`,
      note: `${capital(one.verdict)}${comment}${one.locator ? ` (where: ${one.locator})` : ""}`,
    });
  });
}

/** Pixels for so many marks of one site. */
function at24(number) {
  return Math.min(number * 24, 60);
}

/** What the marks mean, for the legend. */
export function entries(words, sites) {
  const shapes = words.map((word) => ({ draw: (x, y) => valenceMark(words, word, x, y), label: word }));
  const bars = SIDES.map((side) => ({
    draw: (x, y) => sideMark(side, look(words, words[0]), x, y),
    label: SAYS[side].toLowerCase(),
    wide: 26,
  }));
  const fills = words.slice(0, 3).map((word) => ({
    draw: (x, y) => sideMark("affirms", look(words, word), x, y),
    label: `bar of ${article(word)}`,
    wide: 26,
  }));
  const texts = [
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "number ought" }, "3"),
      label: "ought to: claims of what ought to be",
    },
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "small" }, "+ ?"),
      label: "and claims without a named speaker",
      wide: width("+ ?"),
    },
  ];
  const verdictsShown = sites.length
    ? Object.entries(VERDICTS).map(([name, label]) => ({ draw: (x, y) => verdictMark(name, x, y), label }))
    : [];
  return [...shapes, ...fills, ...bars, ...texts, ...verdictsShown];
}

function article(word) {
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}
