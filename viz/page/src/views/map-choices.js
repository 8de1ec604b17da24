/** What every picture of the map lets a reader choose: the kind of tie, classes, and on how many sources a tie rests. */
import { counted } from "../data/count.js";
import { LAYERS } from "../data/words.js";
import { choice, chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { nodeLink } from "../shell/claims.js";

const LEAST = ["1", "2", "3", "5"];

/** @param {import("../pane.js").Pane} app */
export function choices(app) {
  const { study } = app;
  const layers = Object.entries(LAYERS).filter(([layer]) => layer in study.map.layers);
  const name = chosen(
    app,
    "layer",
    layers.map(([layer]) => layer),
  );
  return {
    name,
    layer: study.map.layers[name],
    classes: app.option("classes", "") !== "out",
    least: leastShown(app),
    controls: [
      layers.length > 1 ? choice(app, "layer", "Ties:", layers) : "",
      leastChoice(app),
      study.map.nodes.some((id) => study.nodes.get(id).is_class)
        ? choice(app, "classes", "Classes:", [
            ["", "shown"],
            ["out", "left out"],
          ])
        : "",
    ],
  };
}

/** On how many sources a line rests at least. */
export function leastShown(app) {
  return Number(chosen(app, "least", LEAST));
}

export function leastChoice(app) {
  return choice(
    app,
    "least",
    "Reported by:",
    LEAST.map((value) => [value, value === "1" ? "any source" : `at least ${value} sources`]),
  );
}

/** A list of what stands alone, which would only be a cloud on the map. */
export function isolates(app, alone) {
  if (!alone.length) return "";
  const list = alone.map((node) => el("li", {}, nodeLink(app, node.id)));
  return el(
    "details",
    { class: "isolates" },
    el("summary", {}, `${counted(alone.length, "stakeholder")} without such a tie`),
    el("ul", { class: "columns" }, ...list),
  );
}
