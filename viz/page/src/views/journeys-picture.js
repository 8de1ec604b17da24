/** Evidence journeys drawn: heads that stay in sight, how many items are used at each column, and the rows. */
import { counted, percent } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { evidenceMark } from "../draw/evidence-marks.js";
import { finished, legend } from "../draw/legend.js";
import { kept } from "../draw/paper.js";
import { dashArray, nothing, SIGNS } from "../draw/signs.js";
import { capital, fitted, lines, width } from "../draw/text.js";
import { endRows } from "./journeys-lanes.js";

const BAR = 12;
/** A column is wide enough for a number beside its bar. */
const NARROWEST = 80;
/** Lines that the heads of columns may take before the columns grow. */
const LINES_OF_HEAD = 3;
/** What became of an item stands at the end of its row where the picture is at least this wide. */
const WITH_OUTCOMES = 720;
const LEAST_OUTCOMES = 150;

/** How wide names and columns are: no word is cut, and where there is no room the picture scrolls. */
function layout(app, places, groups) {
  const room = app.width;
  const words = new Set(groups.flatMap(({ rows }) => rows.flatMap(({ item }) => item.label.split(/\s+/))));
  const longest = Math.min(200, Math.max(112, ...[...words].map((word) => width(word, 12))) + 18);
  const heads = places.map(({ label }) =>
    Math.max(
      ...label.split(/\s+/).map((word) => width(word, 12, 600)),
      width(label, 12, 600) / LINES_OF_HEAD,
    ),
  );
  const least = Math.max(NARROWEST, ...heads.map((head) => head + 8));
  const spare = room - least * places.length;
  // Rather than be cut between its columns, a slide does without: rows stand under what became of them.
  const hasRoom = !app.fixedHeight || spare >= longest + LEAST_OUTCOMES;
  const isEnded = room >= WITH_OUTCOMES && hasRoom;
  const ended = isEnded ? Math.min(240, Math.max(LEAST_OUTCOMES, spare * 0.42)) : 0;
  const named = Math.min(330, Math.max(longest, Math.min(room * 0.3, spare - ended)));
  const wide = Math.max((room - named - ended) / Math.max(places.length, 1), least);
  return { W: named + wide * places.length + ended, named, wide, ended };
}

/**
 * @param {import("../pane.js").Pane} app
 * @param {Array} places the columns
 * @param {ReturnType<typeof import("../data/journeys.js").journeysShown>} groups
 * @returns {{key: SVGElement, heads: SVGElement, picture: SVGElement}} the legend, the heads of the columns and the rows,
 *   of one width: they stand under each other
 */
export function journeysPictures(app, places, groups) {
  const at = layout(app, places, groups);
  const { W, named, wide } = at;
  const picture = svg("svg", { class: "picture journeys", role: "group", "aria-label": "Evidence journeys" });
  const bands = svg("g", { class: "bands" });
  picture.append(bands);
  let y = 2;
  const words = barWords(groups, named - 12);
  for (const [place, group] of groups.entries()) {
    picture.append(...bars(app, group, words[place], places, { ...at, y }));
    y += BAR + 20;
  }
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
    const top = y - 14;
    y += 4;
    for (const [place, end] of group.ends.entries()) {
      const drawn = endRows(app, end, group.focus, places, { ...at, y });
      picture.append(...drawn.elements);
      if (!place) picture.append(kept(top, drawn.first));
      y = drawn.y + 4;
    }
  }
  bands.append(...shaded(places, { named, wide, high: y + 6 }));
  return {
    key: key(app.study.rules, Math.min(W, app.width)),
    heads: heads(places, at),
    picture: finished(picture, [], { width: W, y, labels: named }),
  };
}

/** Every second column is shaded, so that an eye can follow it down. */
function shaded(places, { named, wide, high }) {
  return places.flatMap((_, place) =>
    place % 2 ? [] : svg("rect", { x: named + wide * place, y: 0, width: wide, height: high, class: "band" }),
  );
}

/** What the marks mean. */
function key(rules, room) {
  const made = legend(legendEntries(rules), room - 8);
  made.element.setAttribute("transform", "translate(4,4)");
  return sized(svg("svg", { class: "picture joins-next journeys-key" }, made.element), room, made.height + 6);
}

/** The names of the columns. */
function heads(places, { W, named, wide, ended }) {
  const titles = places.map(({ label }) => lines(capital(label), wide - 4, { weight: 600 }));
  const high = Math.max(1, ...titles.map((head) => head.length)) * 15 + 8;
  const picture = svg(
    "svg",
    { class: "picture joins-next journeys-heads" },
    shaded(places, { named, wide, high }),
    titles.flatMap((head, place) =>
      head.map((line, n) =>
        svg(
          "text",
          { x: named + wide * (place + 0.5), y: 15 + n * 15, class: "head", "text-anchor": "middle" },
          line,
        ),
      ),
    ),
    ended ? svg("text", { x: W - ended + 8, y: 15, class: "head" }, "What became of it") : "",
  );
  return sized(picture, W, high);
}

function sized(picture, wide, high) {
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${wide} ${high}`, width: wide, height: high }))
    picture.setAttribute(name, value);
  return picture;
}

/** What stands beside the bars of each group, in two lines; as long as all of them have room for. */
function barWords(groups, room) {
  const names = [({ focus }) => `${capital(focus)}: there or used`, ({ focus }) => capital(focus)];
  const notes = [
    ({ total }) => `wholly or partly, of those mentioned; ${total} in all`,
    ({ total }) => `of those mentioned; ${total} in all`,
    ({ total }) => `${total} in all`,
  ];
  const fitting = (forms, weight) => {
    const form =
      forms.find((words) => groups.every((group) => width(words(group), 12, weight) <= room)) ?? forms.at(-1);
    return groups.map((group) => fitted(form(group), room, 12, weight));
  };
  const [first, second] = [fitting(names, 600), fitting(notes, 400)];
  return groups.map((_, place) => [first[place], second[place]]);
}

/** How many of the items mentioned at each column are used or partly used; those not mentioned stand below. */
function bars(app, group, [name, under], places, { y, named, wide }) {
  const middle = (column) => named + wide * (column + 0.5);
  const tone = app.tone(group.focus);
  const room = wide - 48;
  const made = [
    svg("text", { x: named - 8, y: y + BAR - 2, class: "bar-name", "text-anchor": "end" }, name),
    svg("text", { x: named - 8, y: y + BAR + 11, class: "small quiet", "text-anchor": "end" }, under),
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
        mentioned >= app.study.rules.fewestShared ? percent(used / mentioned) : "",
      ),
      svg(
        "text",
        { x, y: y + BAR + 11, class: "small quiet" },
        mentioned ? `${used} of ${mentioned}` : "none",
      ),
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

function legendEntries(rules) {
  return [
    ...Object.entries(rules.marks).map(([name, label]) => ({
      draw: (x, y) => evidenceMark(name, x, y),
      label,
    })),
    ...Object.entries(rules.lines).map(([name, label]) => ({
      draw: (x, y) =>
        svg("line", {
          ...{ x1: x - 9, x2: x + 9, y1: y, y2: y, class: `way way-${name}` },
          "stroke-dasharray": dashArray(SIGNS.line[name].dash),
        }),
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
      draw: nothing,
      label: "no mark: not mentioned",
    },
  ];
}
