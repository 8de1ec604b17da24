/** From what to what, as a matrix: causes down, effects across, the sources that say so in the cells. */
import { counted } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { levelHeads, slantedHeads } from "../draw/slanted.js";
import { lines } from "../draw/text.js";
import { heldMark } from "../draw/verdicts.js";
import { LINK_WORDS, tieOpens } from "./causes-picture.js";

const SLANTED = 34;
/** Slanted heads would take most of a slide, on each part again. */
const LEVEL = 124;
const ROW = 28;
const LINE = 14;

/**
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/causes.js").CausalTie[]} ties
 */
export function fromToMatrix(app, ties) {
  const [causes, effects] = ["cause", "effect"].map((end) => sides(ties, end));
  const cellWide = app.fixedHeight ? LEVEL : SLANTED;
  const heads = (app.fixedHeight ? levelHeads : slantedHeads)(
    effects.map(({ factor, own }) => ({
      label: factor.label,
      mark: factorMark("effect", factor, own, "follows from"),
    })),
    cellWide,
  );
  const named = Math.max(170, Math.min(400, app.width - effects.length * cellWide - heads.over - 8));
  const W = Math.max(app.width, named + effects.length * cellWide + heads.over + 8);
  const picture = svg("svg", { class: "picture from-to", role: "group", "aria-label": "From what to what" });
  const ground = svg("g");
  picture.append(
    ground,
    svg("text", { x: 4, y: heads.top - 2, class: "head" }, "From ↓ to ↗"),
    ...heads.draw(app, named),
  );
  const most = app.scaleOf("from-to", Math.max(1, ...ties.map(({ affirming }) => affirming)));
  let y = heads.top + 6;
  causes.forEach(({ factor, own }, number) => {
    const label = lines(factor.label, named - 20);
    const high = Math.max(ROW, label.length * LINE + 8);
    const wide = named + effects.length * cellWide;
    if (number % 2 === 0) ground.append(svg("rect", { x: 0, y, width: wide, height: high, class: "band" }));
    const first = y + high / 2 + 4 - ((label.length - 1) * LINE) / 2;
    const name = svg(
      "g",
      {},
      svg("rect", { x: 2, y: y + 1, width: named - 8, height: high - 2, class: "hit" }),
      label.map((text, n) => svg("text", { x: named - 12, y: first + n * LINE, "text-anchor": "end" }, text)),
    );
    picture.append(app.marks.add(name, factorMark("from", factor, own, "leads to")));
    for (const tie of own) {
      const place = effects.findIndex((one) => one.factor === tie.effect);
      picture.append(cell(app, tie, most, { x: named + place * cellWide, y, wide: cellWide, high }));
    }
    y += high;
  });
  for (const place of effects.keys()) {
    const x = named + place * cellWide;
    ground.append(svg("line", { x1: x, x2: x, y1: heads.top, y2: y, class: "matrix-line" }));
  }
  return finished(picture, entries(ties), {
    width: W,
    y,
    heads: [[0, heads.top + 6]],
    labels: named,
    over: heads.over,
  });
}

/** The factors at one end of the ties, those of most ties first. */
function sides(ties, end) {
  const found = new Map();
  for (const tie of ties) {
    const factor = tie[end];
    if (!found.has(factor)) found.set(factor, { factor, own: [] });
    found.get(factor).own.push(tie);
  }
  return [...found.values()].sort(
    (a, b) => b.own.length - a.own.length || a.factor.label.localeCompare(b.factor.label),
  );
}

function factorMark(end, factor, own, says) {
  return {
    key: `${end}:${factor.id}`,
    title: factor.label,
    note: `Claims say of ${counted(own.length, "factor")} whether it ${says} ${own.length === 1 ? "it" : "them"}`,
    claims: own.flatMap(({ claims }) => claims),
  };
}

function cell(app, tie, most, { x, y, wide, high }) {
  const middle = y + high / 2;
  const sign = tie.held !== "affirms";
  const element = svg(
    "g",
    {},
    svg("rect", {
      x: x + 2,
      y: y + 2,
      width: wide - 4,
      height: high - 4,
      class: "cell",
      "fill-opacity": (0.3 * tie.affirming) / most,
    }),
    svg("rect", { x: x + 1, y: y + 1, width: wide - 2, height: high - 2, class: "hit" }),
    tie.affirming || !sign
      ? svg(
          "text",
          { x: x + wide / 2 - (sign ? 8 : 0), y: middle + 4, class: "number", "text-anchor": "middle" },
          tie.affirming,
        )
      : null,
    sign ? heldMark(tie.held, x + wide / 2 + (tie.affirming ? 7 : 0), middle, 5) : null,
  );
  return app.marks.add(element, tieOpens(tie, "cell"));
}

function entries(ties) {
  const drawn = new Set(ties.map(({ held }) => held));
  return [
    {
      draw: (x, y) => svg("text", { x, y: y + 4, class: "number", "text-anchor": "middle" }, "2"),
      label: "sources that say that the one on the left leads to the one above",
    },
    ...Object.entries(LINK_WORDS)
      .filter(([kind]) => drawn.has(kind))
      .map(([kind, label]) => ({
        draw: (x, y) => heldMark(kind, x, y, 5),
        label,
      })),
    {
      draw: (x, y) => svg("text", { x, y: y + 4, class: "small", "text-anchor": "middle" }, " "),
      label: "empty: no claim makes this link, which does not mean that there is none",
      wide: 0,
    },
  ];
}
