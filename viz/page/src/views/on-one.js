/** What barriers and enablers rest on alone: one source, one speaker, one site. */
import { counted } from "../data/count.js";
import { factorRows } from "../data/factors.js";
import { ALONE } from "../data/words.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { bars } from "./small-pictures.js";

/**
 * How many barriers and enablers rest on one: the finding, its numbers and its picture; null where none is affirmed. Of
 * the whole study, as `graphmodel triangulate` has it: what the filters leave in cannot rest on less.
 */
export function onOne(app, room) {
  const { study } = app;
  const every = new Set(study.claims.map(({ place }) => place));
  const affirmed = factorRows(study, every).rows.filter((row) => row.sides.affirms.length);
  if (!affirmed.length) return null;
  const of = (flag) => affirmed.filter((row) => row.alone.includes(flag));
  const picture = bars(app, {
    name: "What factors rest on alone",
    room,
    bars: Object.entries(ALONE).map(([flag, words]) => ({
      label: words,
      pieces: [
        {
          number: of(flag).length,
          className: "of-factors",
          mark: {
            key: `alone:${flag}`,
            title: `Barriers and enablers that rest on ${words}`,
            note: `${of(flag).length} of ${affirmed.length}, of the whole study`,
            rows: {
              list: of(flag).map(({ factor, sides }) => ({
                node: factor.id,
                words: counted(sides.affirms.length, "claim"),
              })),
            },
            claims: of(flag)
              .flatMap(({ sides }) => sides.affirms)
              .sort((a, b) => a.place - b.place),
          },
        },
      ],
    })),
  });
  const alone = of("one_source").length;
  return {
    finding:
      affirmed.length < study.rules.fewestCompared
        ? `Too few barriers and enablers (${affirmed.length}) to say how many rest on one source`
        : `${alone} of ${counted(affirmed.length, "barrier or enabler", "barriers and enablers")} ${alone === 1 ? "rests" : "rest"} on one source`,
    detail:
      "Of those that some claim affirms. Sources that retell others are not counted, and one may rest alone on several things. The filters do not change this.",
    picture,
  };
}

/** The same as a part of a view. */
export function onOnePart(app) {
  const found = onOne(app, Math.min(app.width, 820));
  if (!found) return [];
  return [
    el("h3", { "data-part": "alone" }, found.finding),
    el("p", { class: "aside" }, found.detail),
    scrolling("What barriers and enablers rest on alone", found.picture),
  ];
}
