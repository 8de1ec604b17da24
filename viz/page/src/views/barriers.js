/** Barriers and enablers: what claims say of each factor, what sites say of it, and who holds what. */
import { counted } from "../data/count.js";
import { byRule, factorRows, ORDERS, ordered, SIDES, sitesOf, valences } from "../data/factors.js";
import { spaced } from "../data/study.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { parts } from "../draw/parts.js";
import { scrolling } from "../draw/scrolling.js";
import { factorPicture } from "./barriers-picture.js";
import { whoHoldsWhat } from "./contested.js";
import { factorsFinding } from "./findings.js";
import "./barriers.css";

/** Rows at first: of each level, or in all where levels stand together. */
const AT_FIRST = { level: 12, claims: 30, contested: 30 };
/** Factors that a picture can hold; more are found by search or filters. */
const MOST = 1500;
const NOTE =
  "Verdicts are the sites' own, in the words of the study's tables of verdicts, and do not change with the filters. ";

export const barriers = {
  id: "barriers",
  title: "Barriers and enablers",
  tab: "Barriers",
  draw(app) {
    const shown = factorRows(app.study, app.included);
    const which = parts(app, "factors", "What to show", [
      ["", "Factors"],
      ["views", "Who affirms and who denies"],
    ]);
    if (app.option("factors", "") === "views") {
      const drawn = whoHoldsWhat(app, shown.rows);
      return { ...drawn, controls: [which, ...drawn.controls] };
    }
    const words = valences(app.study);
    const kind = app.option("valence", "");
    const order = app.option("by", "claims");
    const rows = shown.rows.filter((row) => !kind || row.factor.valence === kind);
    const groups = cut(ordered(app.study, rows, order), app.option("many", ""), order);
    const sites = sitesOf(app.study);
    const affirmed = rows.filter((row) => row.sides.affirms.length).sort(ORDERS.claims);
    return {
      ...(affirmed.length ? factorsFinding(affirmed, app.claims) : {}),
      sentence: sentence(rows, sites, words),
      controls: [
        which,
        choice(app, "valence", "Kind:", [["", "all"], ...words.map((word) => [word, word])]),
        choice(app, "by", "Order:", [
          ["claims", "reported in most sources"],
          ["level", "by level"],
          ["contested", "contested first"],
        ]),
        choice(app, "many", "Rows:", [
          [
            "",
            order === "level" ? `the first ${AT_FIRST.level} of each level` : `the first ${AT_FIRST.claims}`,
          ],
          ["all", "all"],
        ]),
      ],
      content: rows.length
        ? [
            scrolling("Factors, as a picture", factorPicture(app, { groups, sites, words })),
            aside(app, shown.without),
          ]
        : [empty(app, shown)],
      table: () => table(app, rows, order, sites),
    };
  },
};

/** The rows of each group that are drawn, and how many are not. */
function cut(groups, many, order) {
  let room = MOST;
  return groups.map((group) => {
    const most = Math.min(many === "all" ? MOST : (AT_FIRST[order] ?? AT_FIRST.level), room);
    let end = Math.min(most, group.rows.length);
    // All that share a place at the cut are shown, so that no name decides.
    while (
      end &&
      end < Math.min(group.rows.length, room) &&
      byRule(group.rows[end - 1], group.rows[end]) === 0
    )
      end += 1;
    const listed = group.rows.slice(0, end);
    room -= listed.length;
    return { ...group, listed, more: group.rows.length - listed.length };
  });
}

function sentence(rows, sites, words) {
  const claims = rows.reduce((sum, row) => sum + row.claims.length, 0);
  const contested = rows.filter((row) => row.contested).length;
  const kinds = words
    .map((word) => [word, rows.filter((row) => row.factor.valence === word).length])
    .filter(([, number]) => number)
    .map(([word, number]) => `${word} ${number}`);
  const judged = sites.length ? NOTE : "The study has no verdicts of sites. ";
  return [
    `${counted(rows.length, "factor")}${kinds.length ? ` (${kinds.join(", ")})` : ""}: `,
    `${counted(claims, "claim")} ${claims === 1 ? "says" : "say"} that they operate, operate in part or do not. `,
    `${contested ? counted(contested, "factor") : "No factor"} ${contested === 1 ? "is" : contested ? "are" : "is"} affirmed by some claims and denied by others; neither cancels the other. `,
    "Claims are not people: see the numbers of speakers and sources. ",
    judged,
  ].join("");
}

function aside(app, without) {
  if (!without) return "";
  const all = app.study.ofKind("Factor").length;
  return el(
    "p",
    { class: "aside" },
    `Without a row: ${counted(without, "factor")} of ${all}. No claim shown says whether they operate, or the filters have taken those claims out.`,
  );
}

function empty(app, shown) {
  const none = !app.study.ofKind("Factor").length;
  return el(
    "p",
    { class: "empty" },
    none
      ? "The study codes no factors, so there is nothing to show here."
      : shown.rows.length
        ? "No factor of that kind has a claim shown. Choose “Kind: all”."
        : "No claim shown says that a factor operates. Put back a filter.",
  );
}

function table(app, rows, order, sites) {
  const listed = ordered(app.study, rows, order).flatMap((group) => group.rows);
  return {
    columns: [
      "factor",
      "label",
      "level",
      "kind",
      ...SIDES,
      "ought_to_be",
      "n_speakers",
      "claims_without_speaker",
      "n_sources",
      "sites_together",
      "rests_on_alone",
      ...sites.map((site) => site.label),
    ],
    rows: listed.map((row) => {
      const speakers = new Set(row.claims.map((claim) => claim.speaker).filter(Boolean));
      return [
        row.factor.id,
        row.factor.label,
        row.level,
        row.factor.valence,
        ...SIDES.map((side) => row.sides[side].length),
        row.ought.length,
        speakers.size,
        row.claims.filter((claim) => !claim.speaker).length,
        new Set(row.claims.map((claim) => claim.source)).size,
        row.agreement || "no verdict given",
        row.alone.map(spaced).join("; "),
        ...sites.map(
          (site) =>
            row.verdicts
              .filter((given) => given.site === site.id)
              .map((given) => given.verdict)
              .join("; ") || "no verdict given",
        ),
      ];
    }),
  };
}
