/** The lanes of evidence journeys, with how many items of each focus are used at each column above. */
import { counted } from "../data/count.js";
import { besides } from "../data/outcomes.js";
import { svg } from "../draw/dom.js";
import { finished, legend } from "../draw/legend.js";
import { patterns } from "../draw/patterns.js";
import { mark } from "../draw/shapes.js";
import { capital, fitted, lines, width } from "../draw/text.js";

const ROW = 19;
const LINE = 13;
const BAR = 12;
/** Rows of a group that are drawn until the reader asks for all. */
export const AT_FIRST = 60;
/** A column is wide enough for a number beside its bar. */
const NARROWEST = 82;
const LINES_OF_HEAD = 5;
const KEY_GAP = 10;
/** What became of an item stands at the end of its row where the picture is at least this wide. */
const WITH_OUTCOMES = 720;

/** How wide the names and columns are: names of columns are never cut, and where there is no room the picture scrolls. */
function layout(app, places) {
  const room = app.width;
  const heads = places.map(({ label }) =>
    Math.max(
      ...label.split(/\s+/).map((word) => width(word, 12, 600)),
      width(label, 12, 600) / (LINES_OF_HEAD - 2),
    ),
  );
  const named = Math.min(330, Math.max(130, room * 0.3));
  const ended = room >= WITH_OUTCOMES ? Math.min(240, room * 0.22) : 0;
  const least = Math.max(NARROWEST, ...heads.map((head) => head + 12));
  const wide = Math.max((room - named - ended) / Math.max(places.length, 1), least);
  return { W: named + wide * places.length + ended, named, wide, ended };
}

export function journeysPicture(app, places, groups) {
  const { W, named, wide, ended } = layout(app, places);
  const middle = (place) => named + wide * (place + 0.5);
  const heads = places.map((place) => lines(place.label, wide - 8, LINES_OF_HEAD, 12, 600));
  const top = Math.max(1, ...heads.map((head) => head.length)) * 15 + 8;
  const picture = svg("svg", { class: "picture journeys", role: "group", "aria-label": "Evidence journeys" });
  picture.append(patterns("j"));
  const bands = svg("g", { class: "bands" });
  picture.append(bands);
  heads.forEach((head, place) => {
    head.forEach((line, n) => {
      picture.append(
        svg("text", { x: middle(place), y: 15 + n * 15, class: "head", "text-anchor": "middle" }, line),
      );
    });
  });
  if (ended) picture.append(svg("text", { x: W - ended + 8, y: 15, class: "head" }, "What became of it"));
  let y = top;
  for (const group of groups) {
    picture.append(...bars(app, group, places, { y, named, wide, middle }));
    y += BAR + 20;
  }
  const all = app.option("rows", "") === "all";
  for (const group of groups) {
    y += 16;
    picture.append(
      svg(
        "text",
        { x: 4, y, class: "group" },
        fitted(
          `${capital(group.focus)}: ${counted(group.rows.length, "item")} with a mark, of ${group.total}`,
          W - 8,
          14,
          700,
        ),
      ),
    );
    y += 8;
    const listed = all ? group.rows : group.rows.slice(0, AT_FIRST);
    for (const row of listed) {
      const drawn = lane(app, row, group.focus, places, { y, named, middle, W, ended });
      picture.append(drawn.element);
      y += drawn.height;
    }
    if (listed.length < group.rows.length) {
      y += 14;
      picture.append(
        svg(
          "text",
          { x: 8, y, class: "small" },
          `and ${group.rows.length - listed.length} more; choose “Rows: all”`,
        ),
      );
      y += 4;
    }
  }
  places.forEach((_, place) => {
    if (place % 2 === 0)
      bands.append(svg("rect", { x: named + wide * place, y: 0, width: wide, height: y + 6, class: "band" }));
  });
  return underLegend(finished(picture, [], { width: W, y }), legendEntries(app.study.rules), W);
}

/** Rows may be many, so what the marks mean stands above them. */
function underLegend(picture, entries, wide) {
  const key = legend(entries, wide - 8);
  const drawn = svg("g", { transform: `translate(0,${key.height + KEY_GAP})` });
  drawn.append(...[...picture.children].filter(({ tagName }) => tagName !== "defs"));
  key.element.setAttribute("transform", "translate(4,4)");
  picture.append(key.element, drawn);
  const high = Number(picture.getAttribute("height")) + key.height + KEY_GAP;
  picture.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  picture.setAttribute("height", high);
  return picture;
}

/** The first text that has room; the last is cut where it must be. */
function shortest(texts, room, size, weight) {
  return texts.find((text) => width(text, size, weight) <= room) ?? fitted(texts.at(-1), room, size, weight);
}

/** How many of the items mentioned at each column are used or partly used; those not mentioned stand below. */
function bars(app, group, places, { y, named, wide, middle }) {
  const tone = app.tone(group.focus);
  const room = wide - 48;
  const made = [
    svg(
      "text",
      { x: named - 8, y: y + BAR - 2, class: "bar-name", "text-anchor": "end" },
      shortest([`${capital(group.focus)}: there or used`, capital(group.focus)], named - 12, 12, 600),
    ),
    svg(
      "text",
      { x: named - 8, y: y + BAR + 11, class: "tiny", "text-anchor": "end" },
      shortest(
        [
          `wholly or partly, of those mentioned; ${group.total} in all`,
          `of those mentioned; ${group.total} in all`,
          `${group.total} in all`,
        ],
        named - 12,
        11,
      ),
    ),
  ];
  places.forEach((place, column) => {
    const [used, mentioned] = [group.used[column].length, group.mentioned[column].length];
    const x = middle(column) - wide / 2 + 6;
    const claims = [...new Set(group.mentioned[column].flatMap((row) => row.cells[column].claims))];
    const bar = svg(
      "g",
      { class: `bar ${tone}` },
      svg("rect", { x, y, width: room, height: BAR, class: "bar-room" }),
      svg("rect", { x, y, width: mentioned ? (room * used) / mentioned : 0, height: BAR, class: "bar-full" }),
      svg(
        "text",
        { x: x + room + 4, y: y + BAR - 2, class: "number" },
        mentioned ? `${Math.round((100 * used) / mentioned)} %` : "",
      ),
      svg("text", { x, y: y + BAR + 11, class: "tiny" }, mentioned ? `${used} of ${mentioned}` : "none"),
    );
    made.push(
      app.marks.add(bar, {
        key: `used:${group.focus}:${place.id}`,
        title: `${capital(group.focus)} at ${place.label}`,
        note: `${used} of ${counted(mentioned, "item")} mentioned here (said to be used or not) are there or used, wholly or in part; ${group.total - mentioned} are not mentioned`,
        claims,
      }),
    );
  });
  return made;
}

function lane(app, row, focus, places, { y, named, middle, W, ended }) {
  const { item, cells, lines: ways, became } = row;
  const { rules } = app.study;
  const words = [became.outcome, ...besides(became)].join(", ");
  const name = lines(item.label, named - 18, 4, 12);
  const end = ended ? lines(words, ended - 14, 3, 12) : [];
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
      mark(main, x, line),
    );
    beside.forEach((word, n) => made.append(mark(word, x + 14 + n * 11, line - 1, 4)));
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

function legendEntries(rules) {
  return [
    ...Object.entries(rules.marks).map(([name, label]) => ({ draw: (x, y) => mark(name, x, y), label })),
    ...Object.entries(rules.lines).map(([name, label]) => ({
      draw: (x, y) => svg("line", { x1: x - 9, x2: x + 9, y1: y, y2: y, class: `way way-${name}` }),
      label,
      wide: 20,
    })),
    {
      draw: (x, y) =>
        svg(
          "g",
          { class: "bar tone-none" },
          svg("rect", { x: x - 11, y: y - 6, width: 22, height: BAR, class: "bar-room" }),
          svg("rect", { x: x - 11, y: y - 6, width: 14, height: BAR, class: "bar-full" }),
        ),
      label: "there or used, wholly or in part, of the items mentioned",
      wide: 24,
    },
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "small" }, "–"),
      label: "no mark: not mentioned",
    },
  ];
}
