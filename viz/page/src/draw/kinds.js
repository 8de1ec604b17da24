/** The shapes of kinds of nodes. */
import { outline, SIGNS } from "./signs.js";

/** The path of the shape of a kind of node, about the origin; also for canvas, as `new Path2D(...)`. */
export function kindPath(kind, r) {
  const { Actor, EvidenceType } = SIGNS.kind;
  return outline((SIGNS.kind[kind] ?? (kind === "EvidenceItem" ? EvidenceType : Actor)).shape, r);
}
