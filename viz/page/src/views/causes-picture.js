/** The map of what is said to lead to what: boxes in layers from left to right, as thick a line as sources say so. */
import { counted } from "../data/count.js";
import { layered } from "../data/layers.js";
import { svg } from "../draw/dom.js";
import { edgeOf, layerPlaces } from "../draw/layers-place.js";
import { finished } from "../draw/legend.js";
import { dashArray, SIGNS } from "../draw/signs.js";
import { capital, lines } from "../draw/text.js";
import { look, valenceMark } from "../draw/valence.js";
import { heldMark } from "../draw/verdicts.js";

const LINE = 15;
const BOX = { least: 132, most: 250 };
const GUTTER = { least: 56, most: 130 };
/** Room in a box beside its label. */
const INSIDE = 32;
const ARROW = 8;

/** A link that is only denied has the dashes of a tie that is. */
const dashes = (held) => dashArray(SIGNS.tie[held === "denies" ? "apart" : "joined"].dash);

/** Pixels that a line is thick for so many sources. */
export const thick = (sources) => Math.min(1.4 + 1.5 * (Math.max(1, sources) - 1), 9);

/**
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/causes.js").CausalTie[]} ties
 * @param {import("../data/factors.js").Sorts} sorts
 * @param {string} chosen id of the factor in focus, or ""
 */
export function causesPicture(app, ties, sorts, chosen) {
  const parts = layered(ties);
  const deep = Math.max(...parts.map(({ layers }) => layers.length));
  const edges = 2 * edgeOf(parts) + 8;
  const gutter = clamp((app.width * 0.26) / Math.max(1, deep - 1), GUTTER);
  const box = clamp((app.width - edges - (deep - 1) * gutter) / deep, BOX);
  const W = Math.max(app.width, deep * box + (deep - 1) * gutter + edges);
  const label = (node) => lines(node.label, box - INSIDE);
  const high = (node) => label(node).length * LINE + 12;
  const { boxes, ways, bottom } = layerPlaces(parts, { room: W - 8, box, gutter, high });
  const picture = svg("svg", { class: "picture causes", role: "group", "aria-label": "What leads to what" });
  const inside = svg("g", { transform: "translate(4,6)" });
  for (const way of ways) inside.append(tieMark(app, way));
  for (const place of boxes) {
    inside.append(boxMark(app, place, { box, label: label(place.node), sorts, ties, chosen }));
  }
  picture.append(inside);
  const present = sorts.words.filter((word) => boxes.some(({ node }) => node.valence === word));
  return finished(picture, entries(ways, sorts, present), { width: W, y: bottom + 6 });
}

function clamp(number, { least, most }) {
  return Math.max(least, Math.min(most, number));
}

function boxMark(app, { node, x, y, high }, { box, label, sorts, ties, chosen }) {
  const own = ties.filter(({ cause, effect }) => cause === node || effect === node);
  const first = y + high / 2 + 4 - ((label.length - 1) * LINE) / 2;
  const to = own.filter(({ effect }) => effect === node).length;
  const element = svg(
    "g",
    { class: node.id === chosen ? "cause-box is-chosen" : "cause-box", "data-whole": "" },
    svg("rect", { x, y, width: box, height: high, rx: 4, class: `room ${look(sorts, node.valence)}` }),
    svg("rect", { x: x - 1, y: y - 1, width: box + 2, height: high + 2, class: "hit" }),
    valenceMark(sorts, node.valence, x + 13, y + high / 2),
    label.map((text, n) => svg("text", { x: x + 25, y: first + n * LINE }, text)),
  );
  const action =
    node.id === chosen
      ? { label: "Show all links", act: () => app.choose("cause", "") }
      : { label: "Show what leads to it and what it leads to", act: () => app.choose("cause", node.id) };
  return app.marks.add(element, {
    key: `cause:${node.id}`,
    title: node.label,
    note: `${node.valence ? `${capital(node.valence)}. ` : ""}${counted(to, "link leads", "links lead")} to it, ${counted(own.length - to, "leads", "lead")} on from it`,
    claims: [...new Set(own.flatMap(({ claims }) => claims))],
    actions: [action],
  });
}

function tieMark(app, { tie, points, back }) {
  const path = back ? corners(points) : curve(points);
  const wide = thick(tie.affirming || tie.sources);
  const [x, y] = points.at(-1);
  const tip = ARROW + wide / 2;
  const sign = tie.held !== "affirms";
  const number = tie.affirming > 1 ? String(tie.affirming) : "";
  const element = svg(
    "g",
    { class: `cause-tie held-${tie.held}` },
    svg("path", { d: path, class: "cause-hit" }),
    svg("path", { d: path, class: "cause-line", "stroke-width": wide, "stroke-dasharray": dashes(tie.held) }),
    svg("path", { d: `M${x},${y}l${-tip},${-tip / 2}v${tip}Z`, class: "cause-tip" }),
    sign ? heldMark(tie.held, x - tip - 8, y, 4.5) : null,
    number
      ? svg("text", { x: x - tip - (sign ? 17 : 4), y: y - 3, class: "number", "text-anchor": "end" }, number)
      : null,
  );
  return app.marks.add(element, tieOpens(tie, "tie"));
}

/** What a mark of a tie opens. */
export function tieOpens(tie, prefix) {
  const { affirms, denies, mixed } = tie.sides;
  const said = [
    affirms.length && `${counted(tie.affirming, "source")} ${tie.affirming === 1 ? "says" : "say"} so`,
    mixed.length && `${counted(mixed.length, "claim")} in part`,
    denies.length && `${counted(denies.length, "claim")} that it does not`,
  ].filter(Boolean);
  return {
    key: `${prefix}:${tie.key}`,
    title: `“${tie.cause.label}” leads to “${tie.effect.label}”`,
    note: said.join("; "),
    claims: tie.claims,
  };
}

/** A line that leaves and arrives level. */
function curve([first, ...rest]) {
  let [px, py] = first;
  const parts = rest.map(([x, y]) => {
    const bend = (x - px) / 2;
    const made = y === py ? `H${x}` : `C${px + bend},${py} ${x - bend},${y} ${x},${y}`;
    [px, py] = [x, y];
    return made;
  });
  return `M${first[0]},${first[1]}${parts.join("")}`;
}

/** A line of level and upright pieces with round corners. */
function corners(points) {
  const r = 5;
  const made = [`M${points[0][0]},${points[0][1]}`];
  for (let at = 1; at < points.length - 1; at += 1) {
    const [[px, py], [x, y], [nx, ny]] = points.slice(at - 1, at + 2);
    const near = (a, b) => b + Math.sign(a - b) * Math.min(r, Math.abs(a - b) / 2);
    made.push(`L${near(px, x)},${near(py, y)}Q${x},${y} ${near(nx, x)},${near(ny, y)}`);
  }
  return `${made.join("")}L${points.at(-1)[0]},${points.at(-1)[1]}`;
}

/** What the signs of ties mean, other than that all claims affirm. */
export const LINK_WORDS = {
  mixed: "is said to lead to it in part",
  both: "some claims say that it leads to it, some that it does not",
  denies: "is said not to lead to it",
};

/** What the marks mean; of signs, those that are drawn. */
function entries(ways, sorts, present) {
  const line = (wide, kind) => (x, y) =>
    svg(
      "g",
      { class: `cause-tie held-${kind}` },
      svg("path", {
        ...{ d: `M${x - 14},${y}H${x + 6}`, class: "cause-line", "stroke-width": wide },
        "stroke-dasharray": dashes(kind),
      }),
      svg("path", { d: `M${x + 14},${y}l-9,-4.5v9Z`, class: "cause-tip" }),
      kind === "affirms" ? null : heldMark(kind, x - 3, y, 4.5),
    );
  const drawn = new Set(ways.map(({ tie }) => tie.held));
  const most = Math.max(...ways.map(({ tie }) => tie.affirming));
  return [
    ...present.map((word) => ({ draw: (x, y) => valenceMark(sorts, word, x, y), label: word })),
    { draw: line(thick(1), "affirms"), label: "is said to lead to it, by one source", wide: 32 },
    most > 1 && {
      draw: line(thick(most), "affirms"),
      label: `thicker, with a number: by this many sources (here ${most})`,
      wide: 32,
    },
    ...Object.entries(LINK_WORDS).map(
      ([kind, label]) => drawn.has(kind) && { draw: line(thick(1), kind), label, wide: 32 },
    ),
    ways.some(({ back }) => back) && {
      draw: (x, y) =>
        svg(
          "g",
          { class: "cause-tie" },
          svg("path", { d: `M${x + 10},${y - 6}v10h-20v-7h4`, class: "cause-line", "stroke-width": 1.4 }),
        ),
      label: "curved below: leads back to the left",
      wide: 28,
    },
  ].filter(Boolean);
}
