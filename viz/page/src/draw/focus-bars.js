/** Bars in the colour and hatch of a focus, and what they mean. */
import { svg } from "./dom.js";

/** A bar of one focus. @param {import("../pane.js").Pane} app @param {string} focus empty: none */
export function focusBar(app, focus, box) {
  const tone = app.tone(app.study.inQuestion ? focus : "");
  return svg("g", { class: `bar ${tone}` }, svg("rect", { ...box, class: "bar-full" }));
}

/** Focuses in the order of the study, the one in question first; empty for none. */
export function focusesInOrder({ inQuestion, focuses }, found) {
  const rank = (focus) => (focus === inQuestion ? -1 : focuses.indexOf(focus));
  return [...new Set(found.map((focus) => focus ?? ""))].sort((a, b) => rank(a) - rank(b));
}

/** What the bars of focuses mean, for a legend. */
export function barEntries(app, found) {
  return focusesInOrder(app.study, found)
    .filter((focus) => focus && app.study.inQuestion)
    .map((focus) => ({
      draw: (x, y) => focusBar(app, focus, { x: x - 9, y: y - 6, width: 18, height: 12 }),
      label: focus,
      wide: 18,
    }));
}
