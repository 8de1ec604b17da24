/** A picture or table that may be wider than its place, and is then scrolled by keys as well. */
import { el } from "./dom.js";

export function scrolling(label, ...content) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, ...content);
}

/**
 * What scrolls sideways under heads that stay in sight while the page scrolls.
 * @param {Node[]} heads as wide as what is below
 * @param {HTMLElement} below made by {@link scrolling}
 */
export function underHeads(heads, below) {
  const above = el("div", { class: "sticky-heads" }, heads);
  below.addEventListener("scroll", () => above.scrollTo(below.scrollLeft, 0), { passive: true });
  return el("div", { class: "under-heads" }, above, below);
}
