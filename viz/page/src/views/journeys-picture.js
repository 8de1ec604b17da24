/** The lanes of evidence journeys, with how many items of each focus are used at each column above. */
import { counted } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { patterns } from "../draw/patterns.js";
import { mark } from "../draw/shapes.js";
import { capital, fitted, lines } from "../draw/text.js";

const ROW = 19;
const BAR = 12;
/** Rows of a group that are drawn until the reader asks for all. */
export const AT_FIRST = 60;

export function journeysPicture(app, places, groups) {
  const W = Math.max(app.width, 120 + places.length * 46);
  const named = Math.min(330, Math.max(110, W * 0.3));
  const wide = (W - named) / Math.max(places.length, 1);
  const middle = (place) => named + wide * (place + 0.5);
  const heads = places.map((place) => lines(place.label, wide - 8, 4, 12, 600));
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
        `${capital(group.focus)}: ${counted(group.rows.length, "item")} with a mark, of ${group.total}`,
      ),
    );
    y += 8;
    const listed = all ? group.rows : group.rows.slice(0, AT_FIRST);
    for (const row of listed) {
      picture.append(lane(app, row, group.focus, places, { y, named, middle, W }));
      y += ROW;
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
  return finished(picture, legendEntries(app.study.rules), { width: W, y });
}

/** How many items of a group are used or partly used at each column (dark), and how many are mentioned (pale). */
function bars(app, group, places, { y, named, wide, middle }) {
  const tone = app.tone(group.focus);
  const room = wide - 44;
  const label = `${capital(group.focus)}: used or partly used`;
  const made = [
    svg(
      "text",
      { x: named - 8, y: y + BAR - 2, class: "bar-name", "text-anchor": "end" },
      fitted(label, named - 12, 12, 600),
    ),
  ];
  places.forEach((place, column) => {
    const [used, mentioned] = [group.used[column].length, group.mentioned[column].length];
    const length = (number) => (group.total ? (Math.max(room, 8) * number) / group.total : 0);
    const x = middle(column) - wide / 2 + 6;
    const claims = [...new Set(group.mentioned[column].flatMap((row) => row.cells[column].claims))];
    const bar = svg(
      "g",
      { class: `bar ${tone}` },
      svg("rect", { x, y, width: Math.max(room, 8), height: BAR, class: "bar-room" }),
      svg("rect", { x, y, width: length(mentioned), height: BAR, class: "bar-mentioned" }),
      svg("rect", { x, y, width: length(used), height: BAR, class: "bar-full" }),
      svg(
        "text",
        { x: x + Math.max(room, 8) + 4, y: y + BAR - 2, class: "number" },
        group.total ? `${Math.round((100 * used) / group.total)} %` : "",
      ),
      svg("text", { x, y: y + BAR + 11, class: "tiny" }, `${used} of ${group.total}`),
    );
    made.push(
      app.marks.add(bar, {
        key: `used:${group.focus}:${place.id}`,
        title: `${capital(group.focus)} at ${place.label}`,
        note: `${used} of ${counted(group.total, "item")} used or partly used here; ${mentioned} mentioned, that is, said to be used or not`,
        claims,
      }),
    );
  });
  return made;
}

function lane(app, row, focus, places, { y, named, middle, W }) {
  const { item, cells, lines } = row;
  const { rules } = app.study;
  const line = y + ROW / 2;
  const group = svg(
    "g",
    { class: `lane ${app.tone(focus)}` },
    svg("rect", { x: 0, y, width: W, height: ROW, class: "lane-room" }),
  );
  const label = svg(
    "g",
    { class: "lane-name" },
    svg("rect", { x: 2, y: y + 1, width: named - 8, height: ROW - 2, class: "hit" }),
    svg("text", { x: named - 10, y: line + 4, "text-anchor": "end" }, fitted(item.label, named - 18, 12)),
  );
  group.append(
    app.marks.add(label, {
      key: `item:${item.id}`,
      title: item.label,
      claims: row.claims,
      open: `node:${item.id}`,
    }),
  );
  for (const one of lines) {
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
      svg("rect", { x: x - 12, y: y + 1, width: 24, height: ROW - 2, class: "hit" }),
      mark(main, x, line),
    );
    beside.forEach((word, n) => made.append(mark(word, x + 14 + n * 11, line - 1, 4)));
    const words = marks.map((word) => rules.marks[word]).join("; ");
    group.append(
      app.marks.add(made, {
        key: `cell:${item.id}:${places[column].id}`,
        title: `${item.label} at ${places[column].label}`,
        note: capital(words),
        claims,
      }),
    );
  });
  return group;
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
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "small" }, "–"),
      label: "no mark: not mentioned",
    },
  ];
}
