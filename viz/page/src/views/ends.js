/** What became of the items, as one bar a focus: in use, in part, contested, not said, stopped. */
import { counted } from "../data/count.js";
import { svg } from "../draw/dom.js";
import { capital } from "../draw/text.js";
import { headed } from "./findings.js";
import { bars } from "./small-pictures.js";
import "./ends.css";

/** From the left end of a bar: its name, its words, and the sets of the rule of an outcome that put it here. */
const ENDS = [
  ["in-use", "applied or changed something", ["impact", "applied"]],
  ["partly", "applied in part", ["partly_applied"]],
  ["unclear", "nobody says what came of it", ["descriptive", "normative"]],
  ["contested", "contested", ["opposed"]],
  ["stopped", "said to have stopped or not to be used", ["gap", "unasked", "loss"]],
];

/** The end of an outcome; what was applied and lost later counts as applied, as in the finding. */
function endOf(outcome, rules) {
  const some = rules.outcomeRules.find((rule) => rule.outcome === outcome)?.some ?? [];
  return ENDS.find(([, , sets]) => some.some((set) => sets.includes(set)))?.[0] ?? "unclear";
}

/**
 * @param {import("../app.js").App} app
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
    hatched: "o",
    bars: groups.map(({ focus, mentioned }) => ({
      label: `${capital(focus)}: ${mentioned.length} mentioned`,
      tone: app.tone(focus),
      pieces: ENDS.map(([end, words]) => {
        const own = mentioned.filter(({ outcome }) => endOf(outcome, rules) === end);
        return {
          number: own.length,
          className: `end-${end}`,
          mark: {
            key: `end:${focus}:${end}`,
            title: `${capital(focus)}: ${words}`,
            note: `${own.length} of ${counted(mentioned.length, "item")} mentioned: ${own
              .slice(0, 20)
              .map(({ item }) => item.label)
              .join("; ")}${own.length > 20 ? "; and others" : ""}`,
            claims: [
              ...new Set(own.flatMap(({ deciding, claims }) => (deciding.length ? deciding : claims))),
            ].sort((a, b) => a.place - b.place),
          },
        };
      }),
    })),
    entries: ENDS.filter(([end]) => ended(end)).map(([end, words]) => ({
      draw: (x, y) =>
        svg(
          "g",
          {},
          groups.map(({ focus }, place) =>
            svg(
              "g",
              { class: `segment ${app.tone(focus)} end-${end}` },
              svg("rect", {
                x: x - 9 + (18 * place) / groups.length,
                y: y - 6,
                width: 18 / groups.length,
                height: 12,
                class: "body",
              }),
            ),
          ),
        ),
      label: words,
      wide: 18,
    })),
  });
}
