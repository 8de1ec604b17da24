/** Places on the map that a reader has changed: put back, kept in a file, and read from one. */
import { arrangementOf } from "../data/map-places.js";
import { el } from "../draw/dom.js";
import { save, tableName } from "../export/csv.js";
import { fileChoice } from "../shell/file-choice.js";

const FORM = "graphmodel places 1";

/**
 * @param {import("../pane.js").Pane} app
 * @param {?() => void} putBack undoes what was moved in this picture; null where nothing was
 * @returns {HTMLElement} stands under the picture
 */
export function placesControls(app, putBack) {
  const status = el("span", { class: "places-status", role: "status" });
  const { input, choose } = fileChoice("Saved places", (text) => {
    const options = placesIn(text, app.study);
    if (options) app.chooseAll(options);
    else status.textContent = "This file holds no places of this study.";
  });
  const [arranged, moved] = ["arranged", "moved"].map((name) => app.option(name, ""));
  const button = (words, act) =>
    el("button", { type: "button", "data-key": `places:${words}`, on: { click: act } }, words);
  return el(
    "p",
    { class: "controls on-screen" },
    putBack ? button("Put back what was moved", putBack) : "",
    arranged || moved
      ? button("Save places", () => {
          const content = { form: FORM, study: app.study.id, arranged: arrangementOf(arranged) };
          content.moved = movedPlaces(moved);
          save(`${tableName(app.study.id)}-places.json`, JSON.stringify(content, null, 1));
        })
      : "",
    button("Open places", choose),
    input,
    status,
  );
}

/** What a file of places makes of the address; null where it has none of this study. */
export function placesIn(text, { id }) {
  try {
    const { form, study, arranged, moved } = JSON.parse(text);
    if (form !== FORM || study !== id) return null;
    const kept = arrangementOf(JSON.stringify(arranged ?? null));
    const free = movedPlaces(JSON.stringify(moved ?? {}));
    const isEmpty = !Object.keys(free).length;
    return kept || !isEmpty
      ? { arranged: kept ? JSON.stringify(kept) : "", moved: isEmpty ? "" : JSON.stringify(free) }
      : null;
  } catch {
    return null;
  }
}

/** Places that a reader has moved units of the free layout to, by the kind of tie and the grouping. */
export function movedPlaces(text) {
  const isPlace = ([, at]) => Array.isArray(at) && at.length === 2 && at.every(Number.isFinite);
  try {
    const read = Object.entries(JSON.parse(text));
    return Object.fromEntries(
      read.map(([of, own]) => [of, Object.fromEntries(Object.entries(own).filter(isPlace))]),
    );
  } catch {
    return {};
  }
}
