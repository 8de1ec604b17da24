/** The marks of views on findings: what a site or somebody says of them. */
import { nothing, signMark } from "./signs.js";

/** What each verdict is called, in the order of a legend. */
export const VERDICTS = {
  confirms: "site confirms",
  contradicts: "contradicts",
  elaborates: "elaborates",
  unclear: "unclear",
  none: "no verdict given",
};

/** A verdict at a place. */
export function verdictMark(name, x, y, r = 5.5) {
  return name === "none" ? nothing(x, y) : signMark("verdict", name, x, y, r);
}

/** What somebody is said to hold, in the words of a legend. */
export const HELD_WORDS = {
  affirms: "is said to affirm it",
  denies: "is said to deny it",
  both: "some claims say they affirm it, some that they deny it",
  mixed: "affirms it in part",
};

/** What somebody is said to hold, or what claims say of a link, at a place. */
export const heldMark = (what, x, y, r = 5.5) => signMark("held", what, x, y, r);
