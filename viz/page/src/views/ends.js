/** What became of the items, as one bar a focus, its pieces the ends of the rules. */
import { counted } from "../data/count.js";
import { endOf } from "../data/outcomes.js";
import { svg } from "../draw/dom.js";
import { capital, someOf } from "../draw/text.js";
import { headed } from "./findings.js";
import { bars } from "./small-pictures.js";
import "./ends.css";

/**
 * @param {import("../pane.js").Pane} app
 * @param {ReturnType<typeof import("../data/outcomes.js").outcomesShown>} outcomes
 * @param {number} room pixels
 */
export function endsPicture(app, outcomes, room) {
  const { rules } = app.study;
  const groups = headed(app.study, outcomes);
  const ended = (end) =>
    groups.some(({ mentioned }) => mentioned.some(({ outcome }) => endOf(outcome, rules) === end));
  return bars(app, {
    name: "What became of the items",
    room,
    whole: true,
    bars: groups.map(({ focus, mentioned }) => ({
      label: `${capital(focus)}: ${mentioned.length} mentioned`,
      tone: app.tone(focus),
      pieces: rules.ends.map((end) => {
        const own = mentioned.filter(({ outcome }) => endOf(outcome, rules) === end);
        return {
          number: own.length,
          className: `end-${end.name}`,
          mark: {
            key: `end:${focus}:${end.name}`,
            title: `${capital(focus)}: ${end.words}`,
            note: `${own.length} of ${counted(mentioned.length, "item")} mentioned: ${someOf(own.map(({ item }) => item.label))}`,
            claims: [
              ...new Set(own.flatMap(({ deciding, claims }) => (deciding.length ? deciding : claims))),
            ].sort((a, b) => a.place - b.place),
          },
        };
      }),
    })),
    entries: rules.ends.filter(ended).map((end) => ({
      draw: (x, y) =>
        svg(
          "g",
          {},
          groups.map(({ focus }, place) =>
            endSwatch(
              app.tone(focus),
              end.name,
              x - 9 + (18 * place) / groups.length,
              y - 6,
              18 / groups.length,
            ),
          ),
        ),
      label: end.words,
      wide: 18,
    })),
  });
}

/** What stands for an end, by its name, in the colour of a focus. The hatches are those of {@link endsPicture}. */
export function endSwatch(tone, end, x, y, wide = 12) {
  return svg(
    "g",
    { class: `segment ${tone} end-${end}` },
    svg("rect", { x, y, width: wide, height: 12, class: "body" }),
  );
}
