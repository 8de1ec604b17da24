/** Findings as rows, sites as columns: the verdict of each, under how the sites stand to the finding. */
import { counted } from "../data/count.js";
import { sitesOf } from "../data/factors.js";
import { VERDICT_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { kept } from "../draw/paper.js";
import { capital, lines } from "../draw/text.js";
import { verdictMark } from "../draw/verdicts.js";
import { verdicts } from "./barriers-marks.js";

const ROW = 22;
const LINE = 14;
const SITE = 110;
/** Rows of a group that are drawn; others are in the table that a reader can save. */
const MOST = 100;

/**
 * @param {import("../pane.js").Pane} app
 * @param {Array<{words: string, rows: Array}>} findings groups of rows with a verdict
 * @param {import("../data/sites.js").SiteShown[]} shown
 * @returns {{heads: SVGElement, picture: SVGElement}} of one width
 */
export function findingsPictures(app, findings, shown) {
  const between = sitesOf(app.study).filter((site) => site.between);
  const columns = [...shown.map(({ site }) => site), ...between];
  const site = Math.max(62, Math.min(SITE, (app.width - 170) / columns.length));
  const named = Math.max(150, Math.min(560, app.width - site * columns.length));
  const W = named + site * columns.length;
  const middle = (place) => named + site * (place + 0.5);
  const heads = svg("svg", { class: "picture joins-next site-heads" });
  const titles = columns.map(({ label }) => lines(label, site - 6, { weight: 600 }));
  const high = Math.max(1, ...titles.map((title) => title.length)) * LINE + 8;
  titles.forEach((title, place) => {
    heads.append(
      ...title.map((line, n) =>
        svg(
          "text",
          {
            x: middle(place),
            y: high - 6 - (title.length - n - 1) * LINE,
            class: "head",
            "text-anchor": "middle",
          },
          line,
        ),
      ),
    );
  });
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${W} ${high}`, width: W, height: high }))
    heads.setAttribute(name, value);
  const picture = svg("svg", {
    class: "picture site-findings",
    role: "group",
    "aria-label": "Findings by site",
  });
  let y = 0;
  for (const { words, rows } of findings) {
    const top = y;
    y += 18;
    picture.append(
      svg("text", { x: 2, y, class: "head" }, `${capital(words)}: ${counted(rows.length, "finding")}`),
    );
    y += 6;
    for (const [rank, row] of rows.slice(0, MOST).entries()) {
      const label = lines(row.factor.label, named - 14);
      const tall = ROW + (label.length - 1) * LINE;
      picture.append(
        svg("line", { x1: 0, x2: W, y1: y, y2: y, class: "site-rule" }),
        app.marks.add(
          svg(
            "g",
            {},
            svg("rect", { x: 0, y: y + 1, width: named - 6, height: tall - 2, class: "hit" }),
            label.map((line, n) => svg("text", { x: 6, y: y + 15 + n * LINE }, line)),
          ),
          {
            key: `finding:${row.key}`,
            title: row.factor.label,
            note: capital(words),
            open: `node:${row.key}`,
          },
        ),
        ...columns.flatMap((column, place) =>
          verdicts(app, row, column, middle(place), { y, high: tall, line: y + tall / 2 }),
        ),
      );
      y += tall;
      if (!rank) picture.append(kept(top, y));
    }
    if (rows.length > MOST) {
      y += 16;
      picture.append(svg("text", { x: 6, y, class: "small" }, `and ${rows.length - MOST} more`));
    }
    y += 8;
  }
  const used = new Set(findings.flatMap(({ rows }) => rows.flatMap((row) => row.verdicts.map(verdictOf))));
  const entries = Object.entries(VERDICT_WORDS)
    .filter(([name]) => name === "none" || used.has(name))
    .map(([name, label]) => ({ draw: (x, at) => verdictMark(name, x, at), label }));
  return { heads, picture: finished(picture, entries, { width: W, y, labels: named }) };
}

function verdictOf({ verdict }) {
  return verdict;
}
