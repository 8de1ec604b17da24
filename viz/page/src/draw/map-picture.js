/** What the map looks like: sizes, lines and colours of units and ties, for canvas and for SVG alike. */
import { kindPath } from "./kinds.js";
import { SIGNS } from "./signs.js";

/** Fill colours for groups, which colour-blind readers can tell apart; what is beyond them shares a grey. */
export const PALETTE = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
  "#d55e00",
  "#f0e442",
  "#7a5cc7",
];
export const REST = "#9aa0a8";

const LANE = 16;

/** Radius of a unit in pixels. */
export function radius(unit, claims) {
  if (!unit.node) return 10 + Math.min(26, 3 * Math.sqrt(unit.members.length));
  return 5 + Math.min(9, 1.3 * Math.sqrt(claims));
}

/** The outline of a unit about the origin, as the text of a path. */
export function outline(unit, r) {
  return kindPath(unit.node ? unit.node.kind : "Actor", r);
}

/** How a tie is coloured: in that of the focus in question where some claim is about it, else by its state. */
export function tieTone({ inQuestion }, { claims, state }) {
  if (claims.some(({ focus }) => inQuestion && focus === inQuestion)) return "asked";
  return stateTone(state);
}

/** The colour of a state, where no focus colours it. */
export const stateTone = (state) => (SIGNS.tie[state].colour === "ink" ? "ink" : "quiet");

/** Pixels of a tie's line. */
export function thickness(tie) {
  return 1 + Math.min(4, Math.log2(tie.claims.length) * 0.8);
}

/**
 * What a tie's line bends towards: nothing for the first tie of two units, which is straight, and one side or the
 * other for those beside it. Sides are counted from the unit whose key comes first, so that ties there and back do not overlap.
 */
export function bend(tie, [x1, y1], [x2, y2]) {
  const side = Math.ceil(tie.lane / 2) * (tie.lane % 2 ? 1 : -1) * (tie.start.key < tie.end.key ? 1 : -1);
  const long = Math.hypot(x2 - x1, y2 - y1) || 1;
  const away = (2 * LANE * side) / long;
  return [(x1 + x2) / 2 + (y1 - y2) * away, (y1 + y2) / 2 + (x2 - x1) * away];
}

/** The place at a share of the line from a to b that bends towards m. */
export function curveAt(a, m, b, share) {
  return [0, 1].map((n) => (1 - share) ** 2 * a[n] + 2 * share * (1 - share) * m[n] + share ** 2 * b[n]);
}

/** Where the arrow of a directed tie stands: its tip at the edge of the end's unit, and its direction. */
export function arrow([mx, my], [x2, y2], r) {
  const angle = Math.atan2(y2 - my, x2 - mx);
  return { x: x2 - Math.cos(angle) * (r + 1), y: y2 - Math.sin(angle) * (r + 1), angle };
}
