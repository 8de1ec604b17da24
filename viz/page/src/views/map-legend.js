/** What shapes, colours and lines of the map mean. */
import { TIE_STATES } from "../data/words.js";
import { svg } from "../draw/dom.js";
import { kindPath } from "../draw/kinds.js";
import { legend } from "../draw/legend.js";
import { stateTone } from "../draw/map-picture.js";
import { dashArray, SIGNS } from "../draw/signs.js";

/** The entries of the legend, for the page and for the saved picture alike. */
export function legendEntries(app, made) {
  const shape = (kind, colour) => (x, y) =>
    svg("path", {
      d: kindPath(kind, 6),
      transform: `translate(${x},${y})`,
      fill: colour,
      class: "outlined",
      stroke: "currentColor",
    });
  const kinds =
    made.by === "kind"
      ? []
      : kindsDrawn(app, made).map(({ kind, one }) => ({ draw: shape(kind, "none"), label: one }));
  return [
    ...kinds,
    ...made.colours.map(({ kind, colour, label }) => ({ draw: shape(kind, colour), label })),
    ...Object.entries(TIE_STATES)
      .filter(([state]) => made.ties.some((tie) => tie.state === state))
      .map(([state, words]) => ({ draw: lineSwatch(state, stateTone(state)), label: words, wide: 26 })),
    ...(made.ties.some(({ claims }) => claims.some(({ focus }) => focus && focus === app.study.inQuestion))
      ? [{ draw: lineSwatch("joined", "asked"), label: `a claim about ${app.study.inQuestion}`, wide: 26 }]
      : []),
  ];
}

/** Draws a line of a state for a legend. */
export function lineSwatch(state, tone) {
  return (x, y) =>
    svg("line", {
      x1: x - 12,
      x2: x + 12,
      y1: y,
      y2: y,
      class: `line-${tone}`,
      "stroke-width": 2,
      "stroke-dasharray": dashArray(SIGNS.tie[state].dash),
      stroke: canvasColour(tone),
    });
}

function kindsDrawn(app, made) {
  return app.study.kinds.filter(({ kind }) => made.units.some((unit) => unit.node?.kind === kind));
}

function canvasColour(tone) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${tone}`).trim();
}

/** The legend as a picture below the map. */
export function legendPicture(entries, wide) {
  const key = legend(entries, wide - 8);
  const size = { viewBox: `0 0 ${wide} ${key.height}`, width: wide, height: key.height };
  return svg(
    "svg",
    { class: "picture map-legend", role: "img", "aria-label": "Legend of the map", ...size },
    key.element,
  );
}
