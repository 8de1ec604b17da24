/** The rows of evidence journeys: one item each, and strips of items that have a single mark. */
import { counted } from "../data/count.js";
import { isSingle, singlesAt } from "../data/journeys.js";
import { besides } from "../data/outcomes.js";
import { svg } from "../draw/dom.js";
import { evidenceMark } from "../draw/evidence-marks.js";
import { kept } from "../draw/paper.js";
import { dashArray, SIGNS } from "../draw/signs.js";
import { capital, fitted, lines, someOf, width } from "../draw/text.js";
import { endSwatch } from "./ends.js";

const ROW = 19;
const LINE = 13;
/** Rows of an outcome that are drawn until the reader asks for all. */
export const AT_FIRST = 20;
/** So few rows with a single mark take no more room than their strip. */
const FOLDED = 3;
const PAIR = 6;

/** Whether every item has a row of its own. */
function isWhole(app) {
  return app.option("rows", "") === "all";
}

/**
 * The rows of one outcome under its name.
 * @param {import("../pane.js").Pane} app
 * @param {{end: string, words: string, rows: Array}} group
 * @param {string} focus
 * @param {Array} places the columns
 * @param {{y: number, named: number, wide: number, W: number, ended: number}} at
 * @returns {{elements: Node[], y: number, first: number}} where they end, and where the first row ends
 */
export function endRows(app, group, focus, places, at) {
  const [single, more] = [group.rows.filter(isSingle), group.rows.filter((row) => !isSingle(row))];
  const folds = single.length >= FOLDED && !isWhole(app);
  const open = folds && opened(app).includes(keyOf(focus, group.end));
  const rows = folds ? more : group.rows;
  const listed = isWhole(app) ? rows : rows.slice(0, AT_FIRST);
  let y = at.y + 16;
  const elements = [
    endSwatch(app.tone(focus), group.end, 6, y - 10),
    svg(
      "text",
      { x: 24, y, class: "head" },
      fitted(`${capital(group.words)}: ${counted(group.rows.length, "item")}`, at.W - 28, 12, 600),
    ),
  ];
  y += 6;
  let first = 0;
  const drawn = (row) => {
    const made = lane(app, row, focus, places, { ...at, y });
    elements.push(made.element);
    y += made.height;
    first ||= y;
  };
  listed.forEach(drawn);
  if (listed.length < rows.length) {
    y += 14;
    elements.push(
      svg(
        "text",
        { x: 8, y, class: "small" },
        `and ${rows.length - listed.length} more; choose “Rows: every item”`,
      ),
    );
    y += 4;
  }
  if (folds) {
    const made = strip(app, single, group, focus, places, { ...at, y }, open);
    elements.push(made.element);
    y += made.height;
    first ||= y;
    if (open) single.forEach(drawn);
  }
  elements.push(kept(at.y, first));
  return { elements, y, first };
}

function keyOf(focus, end) {
  return `${end}.${encodeURIComponent(focus)}`;
}

/** The strips that the reader has opened. */
function opened(app) {
  return app.option("singles", "").split(" ").filter(Boolean);
}

/** Items with a single mark, counted by column and mark; their name opens and folds their rows. */
function strip(app, rows, group, focus, places, { y, named, wide }, open) {
  const { rules } = app.study;
  const at = singlesAt(rows, places, Object.keys(rules.marks));
  const key = keyOf(focus, group.end);
  const middle = (column) => named + wide * (column + 0.5);
  const name = lines(`${open ? "▾" : "▸"} ${rows.length} items with one mark each`, named - 18, {
    weight: 600,
  });
  const pair = (own) => 12 + PAIR + width(String(own.length), 12) + PAIR;
  const broken = at.map((pairs) => inLines(pairs, ([, own]) => pair(own), wide - 8));
  const high = ROW + (Math.max(name.length, ...broken.map((one) => one.length)) - 1) * 17;
  const first = (many, step) => y + high / 2 - ((many - 1) * step) / 2;
  const toggled = open ? opened(app).filter((other) => other !== key) : [...opened(app), key];
  const label = app.marks.add(
    svg(
      "g",
      { "data-key": `singles:${key}`, "aria-expanded": String(open) },
      svg("rect", { x: 2, y: y + 1, width: named - 8, height: high - 2, class: "hit" }),
      name.map((text, n) =>
        svg(
          "text",
          { x: named - 10, y: first(name.length, LINE) + 4 + n * LINE, "text-anchor": "end", class: "head" },
          text,
        ),
      ),
    ),
    {
      key: `singles:${key}`,
      title: `${capital(focus)}, ${group.words}: ${rows.length} items with one mark each`,
      note: open ? "Folds their rows" : "Shows each in a row of its own",
      act: () => app.choose("singles", toggled.join(" ")),
    },
  );
  const cells = broken.flatMap((rowsOfPairs, column) =>
    rowsOfPairs.flatMap((pairs, n) => {
      const total = pairs.reduce((sum, [, own]) => sum + pair(own), 0);
      const line = first(rowsOfPairs.length, 17) + n * 17;
      let x = middle(column) - total / 2;
      return pairs.map(([word, own]) => {
        const left = x;
        x += pair(own);
        const labels = own.map(({ item }) => item.label);
        return app.marks.add(
          svg(
            "g",
            { class: "cell single" },
            svg("rect", { x: left, y: line - 9, width: pair(own) - 2, height: 18, class: "hit" }),
            evidenceMark(word, left + 8, line),
            svg("text", { x: left + 12 + PAIR, y: line + 4, class: "number" }, own.length),
          ),
          {
            key: `single:${key}:${places[column].id}:${word}`,
            title: `${capital(focus)}, ${group.words}: ${counted(own.length, "item")} with one mark, at ${places[column].label}`,
            note: `${capital(rules.marks[word])}: ${someOf(labels, 12)}`,
            claims: [...new Set(own.flatMap(({ cells }) => cells[column].claims))],
          },
        );
      });
    }),
  );
  const element = svg(
    "g",
    { class: `strip ${app.tone(focus)}` },
    svg("rect", { x: named, y, width: wide * places.length, height: high, class: "strip-room" }),
    label,
    cells,
  );
  return { element, height: high };
}

/** Things side by side, broken into lines of at most so much room; one that is wider has a line of its own. */
function inLines(things, wide, room) {
  const made = [];
  let left = 0;
  for (const thing of things) {
    if (!made.length || wide(thing) > left) {
      made.push([]);
      left = room;
    }
    made.at(-1).push(thing);
    left -= wide(thing);
  }
  return made;
}

function lane(app, row, focus, places, { y, named, wide, W, ended }) {
  const { item, cells, lines: ways, became } = row;
  const { rules } = app.study;
  const middle = (column) => named + wide * (column + 0.5);
  const words = [became.outcome, ...besides(became)].join(", ");
  const name = lines(item.label, named - 18);
  const end = ended ? lines(words, ended - 14) : [];
  const height = ROW + (Math.max(name.length, end.length) - 1) * LINE;
  const line = y + height / 2;
  const first = (texts) => line + 4 - ((texts.length - 1) * LINE) / 2;
  const group = svg(
    "g",
    { class: `lane ${app.tone(focus)}` },
    svg("rect", { x: 0, y, width: W, height, class: "lane-room" }),
  );
  const label = svg(
    "g",
    { class: "lane-name" },
    svg("rect", { x: 2, y: y + 1, width: named - 8, height: height - 2, class: "hit" }),
    name.map((text, n) =>
      svg("text", { x: named - 10, y: first(name) + n * LINE, "text-anchor": "end" }, text),
    ),
  );
  group.append(
    app.marks.add(label, {
      key: `item:${item.id}`,
      title: item.label,
      note: capital(words),
      claims: row.claims,
      open: `node:${item.id}`,
    }),
  );
  if (ended) {
    const text = svg(
      "g",
      {},
      svg("rect", { x: W - ended + 4, y: y + 1, width: ended - 6, height: height - 2, class: "hit" }),
      end.map((one, n) => svg("text", { x: W - ended + 8, y: first(end) + n * LINE, class: "small" }, one)),
    );
    group.append(
      app.marks.add(text, {
        key: `became:${item.id}`,
        title: `${item.label}: ${became.outcome}`,
        note: capital(words),
        claims: became.deciding.length ? became.deciding : row.claims,
      }),
    );
  }
  for (const one of ways) {
    group.append(
      svg(
        "line",
        {
          x1: middle(one.from),
          x2: middle(one.to),
          y1: line,
          y2: line,
          class: `way way-${one.line}`,
          "stroke-dasharray": dashArray(SIGNS.line[one.line].dash),
          "data-line": `${item.id}:${places[one.from].id}:${places[one.to].id}`,
        },
        svg("title", {}, rules.lines[one.line]),
      ),
    );
  }
  cells.forEach(({ marks, claims }, column) => {
    if (!marks.length) return;
    const [main, ...beside] = marks;
    const x = middle(column);
    const made = svg(
      "g",
      { class: "cell" },
      svg("rect", { x: x - 12, y: y + 1, width: 24, height: height - 2, class: "hit" }),
      evidenceMark(main, x, line),
    );
    beside.forEach((word, n) => made.append(evidenceMark(word, x + 14 + n * 11, line - 1, 4)));
    const said = marks.map((word) => rules.marks[word]).join("; ");
    group.append(
      app.marks.add(made, {
        key: `cell:${item.id}:${places[column].id}`,
        title: `${item.label} at ${places[column].label}`,
        note: capital(said),
        claims,
      }),
    );
  });
  return { element: group, height };
}
