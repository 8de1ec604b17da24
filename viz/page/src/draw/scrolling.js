/** A picture or table that may be wider than its place, and is then scrolled by keys as well. */
import { el } from "./dom.js";

export function scrolling(label, ...content) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, ...content);
}
