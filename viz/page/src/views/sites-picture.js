/** A small picture for each site, all on one scale: its verdicts, and the evidence that claims there mention. */
import { counted, tally } from "../data/count.js";
import { VERDICT_WORDS } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { evidenceMark, markWords } from "../draw/evidence-marks.js";
import { barEntries, focusBar, focusesInOrder } from "../draw/focus-bars.js";
import { finished } from "../draw/legend.js";
import { capital, lines, someOf } from "../draw/text.js";
import { verdictMark } from "../draw/verdicts.js";
import { verdictRows } from "./barriers-marks.js";
import "./sites.css";

const PANEL = 300;
const GAP = 28;
const ROW = 20;
const LINE = 15;
const NAMED = 118;
/** Pixels at the end of a bar for its number. */
const NUMBER = 34;

/**
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/sites.js").SiteShown[]} shown
 */
export function sitesPicture(app, shown) {
  const { rules } = app.study;
  const W = Math.max(app.width, 280);
  const across = Math.max(1, Math.min(shown.length, Math.floor((W + GAP) / (PANEL + GAP))));
  const wide = Math.min(420, (W - GAP * (across - 1)) / across);
  const picture = svg("svg", {
    class: "picture sites",
    role: "group",
    "aria-label": "A small picture for each site",
  });
  const verdicts = Object.keys(VERDICT_WORDS).filter((name) =>
    shown.some((site) => numberOf(site, name).length && hasVerdicts(shown)),
  );
  const marks = Object.keys(rules.marks).filter((name) =>
    shown.some(({ items }) => items.some((item) => item.mark === name)),
  );
  const scale = {
    verdicts: Math.max(1, ...shown.flatMap((site) => verdicts.map((name) => numberOf(site, name).length))),
    items: app.scaleOf(
      "site-items",
      Math.max(
        1,
        ...shown.flatMap(({ items }) =>
          marks.map((name) => items.filter((item) => item.mark === name).length),
        ),
      ),
    ),
  };
  let y = 0;
  for (let from = 0; from < shown.length; from += across) {
    const ends = shown.slice(from, from + across).map((site, place) => {
      const drawn = panel(app, site, { verdicts, marks, scale, wide, names: nameLines(shown, wide) });
      drawn.element.setAttribute("transform", `translate(${place * (wide + GAP)},${y})`);
      picture.append(drawn.element);
      return drawn.height;
    });
    y += Math.max(...ends) + GAP;
  }
  return finished(picture, barEntries(app, focusesOf(shown.flatMap(({ items }) => items))), {
    width: W,
    y: y - GAP,
  });
}

function hasVerdicts(shown) {
  return shown.some(({ verdicts }) => Object.keys(verdicts).length);
}

/** Findings on which a site has this verdict. */
function numberOf({ verdicts, without }, name) {
  return name === "none" ? without : [...new Set((verdicts[name] ?? []).map(({ factor }) => factor))];
}

function noVerdict(findings) {
  return {
    words: "the study’s table of verdicts has no row of this site for these findings",
    list: findings.map((node) => ({ node, words: "no verdict given" })),
  };
}

/** Names take as many lines at each site, so that bars stand side by side. */
function nameLines(shown, wide) {
  return Math.max(...shown.map(({ site }) => lines(site.label, wide, { size: 14, weight: 700 }).length));
}

function panel(app, shown, { verdicts, marks, scale, wide, names }) {
  const { site, items, claims } = shown;
  const { study } = app;
  const element = svg("g", { class: "site-panel" });
  const name = lines(site.label, wide, { size: 14, weight: 700 });
  element.append(
    app.marks.add(
      svg(
        "g",
        {},
        svg("rect", { x: 0, y: 1, width: wide, height: names * 18 + 4, class: "hit" }),
        name.map((line, n) => svg("text", { x: 2, y: 17 + n * 18, class: "group" }, line)),
      ),
      { key: `site:${site.id}`, title: site.label, claims },
    ),
  );
  let y = names * 18 + 8;
  element.append(svg("line", { x1: 0, x2: wide, y1: y, y2: y, class: "axis" }));
  const heading = (words) => {
    for (const line of lines(words, wide, { weight: 600 })) {
      y += LINE;
      element.append(svg("text", { x: 2, y, class: "head" }, line));
    }
    y += 6;
  };
  const note = (words) => {
    for (const line of lines(words, wide)) {
      y += LINE;
      element.append(svg("text", { x: 2, y, class: "small quiet" }, line));
    }
    y += 6;
  };
  if (verdicts.length) {
    const given = new Set(
      Object.values(shown.verdicts)
        .flat()
        .map(({ factor }) => factor),
    );
    heading(`Verdicts: on ${given.size} of ${counted(given.size + shown.without.length, "finding")}`);
    for (const verdict of verdicts) {
      const own = numberOf(shown, verdict);
      element.append(
        bar(app, {
          ...{ y, wide, most: scale.verdicts, words: VERDICT_WORDS[verdict].replace(/^site /, "") },
          pieces: [{ number: own.length, focus: "" }],
          sign: (x, at) => verdictMark(verdict, x, at, 5),
          mark: {
            key: `site-verdict:${site.id}:${verdict}`,
            title: `${site.label}: ${VERDICT_WORDS[verdict].replace(/^site /, "")}`,
            note: counted(own.length, "finding"),
            rows: verdict === "none" ? noVerdict(own) : verdictRows(shown.verdicts[verdict] ?? []),
          },
        }),
      );
      y += ROW;
    }
    y += 8;
  }
  const { sources } = tally(claims);
  heading(
    items.length
      ? `Evidence said to be used or not: ${counted(items.length, "item")}`
      : "Evidence said to be used or not",
  );
  if (items.length) {
    for (const word of marks) {
      const own = items.filter((item) => item.mark === word);
      element.append(
        bar(app, {
          ...{ y, wide, most: scale.items, words: markWords(word) },
          pieces: byFocus(app, own),
          sign: (x, at) => evidenceMark(word, x, at, 5),
          mark: {
            key: `site-items:${site.id}:${word}`,
            title: `${site.label}: ${study.rules.marks[word]}`,
            note: `${counted(own.length, "item")}: ${someOf(own.map(({ item }) => item.label)) || "none"}`,
            claims: [...new Set(own.flatMap((one) => one.claims))],
          },
        }),
      );
      y += ROW;
    }
  } else note("Not mentioned, which does not mean not used.");
  note(
    claims.length
      ? `Counted: ${counted(claims.length, "claim")} that ${claims.length === 1 ? "names" : "name"} the site, from ${counted(sources, "source")}`
      : "No claim that is counted names the site.",
  );
  return { element, height: y };
}

function focusesOf(items) {
  return items.map(({ item }) => item.focus);
}

/** Numbers of items by focus, in the order of the study. */
function byFocus(app, items) {
  return focusesInOrder(app.study, focusesOf(items)).map((focus) => ({
    focus,
    number: items.filter(({ item }) => (item.focus ?? "") === focus).length,
  }));
}

function bar(app, { y, wide, most, words, pieces, sign, mark: opens }) {
  const room = wide - NAMED - NUMBER;
  const number = pieces.reduce((sum, piece) => sum + piece.number, 0);
  let x = NAMED;
  const drawn = pieces.map((piece) => {
    const long = (room * piece.number) / most;
    x += long;
    return focusBar(app, piece.focus, { x: x - long, y: y + 3, width: long, height: ROW - 8 });
  });
  const element = svg(
    "g",
    { class: "tone-none" },
    svg("rect", { x: 0, y, width: wide, height: ROW - 1, class: "hit" }),
    sign(9, y + ROW / 2 - 1),
    svg("text", { x: 22, y: y + ROW / 2 + 3, class: "small" }, capital(words)),
    drawn,
    svg("text", { x: x + 5, y: y + ROW / 2 + 3, class: "number" }, number),
  );
  return number ? app.marks.add(element, opens) : element;
}
