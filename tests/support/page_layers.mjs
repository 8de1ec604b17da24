/**
 * What the explorer makes of networks, evaluated without a browser. Standard input: a JSON list of lists of
 * `[cause, effect]`, names that are labels, too; standard output: for each its parts, as `of_figure` of
 * `tests/viz/test_layers_alike.py` has them.
 */
import { readFileSync } from "node:fs";
import { layered } from "../../viz/page/src/data/layers.js";

const made = JSON.parse(readFileSync(0, "utf-8")).map((pairs) => {
  const node = (id) => ({ id, label: id });
  const ties = pairs.map(([cause, effect]) => ({ cause: node(cause), effect: node(effect) }));
  const name = ({ cause, effect }) => `${cause.id}>${effect.id}`;
  return layered(ties).map(({ layers, ways, back }) => {
    const passing = new Map([...ways].flatMap(([tie, slots]) => slots.map((slot) => [slot, name(tie)])));
    return {
      layers: layers.map((layer) => layer.map((slot) => slot.node?.id ?? passing.get(slot))),
      back: back.map(({ tie }) => name(tie)),
    };
  });
});
process.stdout.write(JSON.stringify(made));
