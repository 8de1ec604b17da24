/** Verdicts of sites on factors, and what all marks of barriers and enablers mean. */
import { SIDES } from "../data/factors.js";
import { spaced } from "../data/study.js";
import { VERDICT_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { capital, width } from "../draw/text.js";
import { look, valenceMark } from "../draw/valence.js";
import { verdictMark } from "../draw/verdicts.js";
import { sideMark } from "./barriers-bars.js";

/** What the bars count. */
export const SAYS = {
  denies: "Claims that deny it",
  affirms: "Claims that affirm it",
  mixed: "Claims that affirm it in part",
};

/** The verdicts of one site on a factor: each opens its comment; none is said to be none. */
export function verdicts(app, row, site, x, { y, high, line, room = 60 }) {
  const given = row.verdicts.filter((one) => one.site === site.id);
  if (!given.length) return [verdictMark("none", x, line)];
  const wide = Math.min(24, (Math.min(given.length * 24, room) - 2) / given.length);
  return given.map((one, n) => {
    const middle = x + (n - (given.length - 1) / 2) * wide;
    const element = svg(
      "g",
      {},
      svg("rect", { x: middle - wide / 2, y: y + 1, width: wide, height: high - 2, class: "hit" }),
      verdictMark(one.verdict, middle, line, wide < 18 ? 4 : 5.5),
    );
    return app.marks.add(element, {
      key: `verdict:${row.key}:${site.id}:${n}`,
      title: `${site.label} on “${row.factor.label}”`,
      note: capital(verdictWords(one)),
      rows: verdictRows([one]),
    });
  });
}

/** Verdicts as the study's table has them, for the panel. */
export function verdictRows(given) {
  return {
    words: "a verdict is a row of the study’s table of verdicts, as it stands there",
    list: given.map((one) => ({
      node: one.factor,
      words: verdictWords(one),
      where: one.locator ?? "no locator",
    })),
  };
}

function verdictWords({ verdict, comment }) {
  return comment ? `${verdict}: ${comment}` : `${verdict}, without a comment`;
}

/** What the name of a factor opens. */
export function factorMark(row) {
  const alone = row.alone.map(spaced).join(", ");
  const note = [
    row.agreement && `Sites: ${row.agreement}`,
    alone && `In the whole study it rests on ${alone}`,
  ];
  return {
    key: `factor:${row.key}`,
    title: row.factor.label,
    note: note.filter(Boolean).join(". "),
    claims: [...row.claims, ...row.ought],
    open: `node:${row.factor.id}`,
  };
}

/** What the marks mean, for the legend. */
export function entries(sorts, sites) {
  const { words } = sorts;
  const shapes = words.map((word) => ({ draw: (x, y) => valenceMark(sorts, word, x, y), label: word }));
  const bars = SIDES.map((side) => ({
    draw: (x, y) => sideMark(side, look(sorts, words[0]), x, y),
    label: SAYS[side].toLowerCase(),
    wide: 26,
  }));
  const fills = words.slice(0, 3).map((word) => ({
    draw: (x, y) => sideMark("affirms", look(sorts, word), x, y),
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
  return [...shapes, ...fills, ...bars, ...texts, ...verdictEntries(sites)];
}

/** What the marks of verdicts mean; none where the study has no sites with verdicts. */
export function verdictEntries(sites) {
  if (!sites.length) return [];
  return Object.entries(VERDICT_WORDS).map(([name, label]) => ({
    draw: (x, y) => verdictMark(name, x, y),
    label,
  }));
}

/** A sort of factor with its article. */
export function article(word) {
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}
