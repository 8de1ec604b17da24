/** The stakeholder map: who is tied to whom, by which claims, in several pictures. */
import { chainAbove } from "../draw/chain.js";
import { chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { parts } from "../draw/parts.js";
import { freeMap } from "./map-free.js";
import "./map.css";

/**
 * @typedef {Object} MapPicture one way to show the map
 * @property {string} value names it in the address
 * @property {string} words
 * @property {(app: import("../pane.js").Pane) => boolean} fits has the study what it shows?
 * @property {(app: import("../pane.js").Pane) => import("../app.js").Drawn} draw
 */

/** With this width a map of a study of usual size is whole on an upright page. */
const ON_PAPER = 870;

/**
 * @param {(options: import("../draw/map-surface.js").SurfaceOptions) => import("../draw/map-surface.js").MapSurface}
 *   surfaceOf what the free layout is drawn on
 * @param {MapPicture[]} [others] the first is shown at first where it fits, the free layout
 *   where it does not
 * @returns {import("../app.js").View}
 */
export const mapView = (surfaceOf, others = []) => ({
  id: "map",
  title: "Stakeholder map",
  tab: "Map",
  /** Has it a picture of one stakeholder and its partners? */
  hasPartners: others.some(({ value }) => value === "one"),
  draw(app) {
    const free = freeMap(surfaceOf);
    const pictures = [...others, free].filter((picture) => picture.fits(app));
    // A choice of groups is one of the free layout.
    const first = !app.option("group", "") && others[0]?.fits(app) ? others[0] : free;
    const value = chosen(app, "map", [first.value, ...pictures.map((picture) => picture.value)]);
    const drawn = pictures.find((picture) => picture.value === value).draw(app);
    const named = pictures.map((picture) => [picture.value, picture.words]);
    const above = el("div", { class: "chain-above" });
    return {
      ...drawn,
      paper: ON_PAPER,
      content: [above, ...drawn.content],
      selected: (open) => {
        above.replaceChildren(...chainAbove(app, open));
        drawn.selected?.(open);
      },
      controls: [
        named.length > 1 ? parts(app, "map", "Picture", named, first.value) : "",
        ...(drawn.controls ?? []),
      ],
    };
  },
});
