/** The marks of views on findings: what a site or somebody says of them. */
import { nothing, signMark } from "./signs.js";

/** A verdict at a place. */
export function verdictMark(name, x, y, r = 5.5) {
  return name === "none" ? nothing(x, y) : signMark("verdict", name, x, y, r);
}

/** What somebody is said to hold, or what claims say of a link, at a place. */
export const heldMark = (what, x, y, r = 5.5) => signMark("held", what, x, y, r);
