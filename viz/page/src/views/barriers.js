/** Barriers and enablers: what claims say of each factor, what sites say of it, and who holds what. */
import { counted, tally } from "../data/count.js";
import {
  byRule,
  factorRows,
  mirrored,
  narrowed,
  ORDERS,
  ordered,
  SIDES,
  sitesOf,
  sortsOf,
} from "../data/factors.js";
import { spaced } from "../data/study.js";
import { choice, chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { parts } from "../draw/parts.js";
import { scrolling } from "../draw/scrolling.js";
import { article } from "./barriers-marks.js";
import { mirrorPicture } from "./barriers-mirror.js";
import { factorPicture } from "./barriers-picture.js";
import { whatLeadsToWhat } from "./causes.js";
import { whoHoldsWhat } from "./contested.js";
import { factorsFinding } from "./findings.js";
import { onOnePart } from "./on-one.js";
import "./barriers.css";

/** Rows at first: of each level, or in all where levels stand together. */
const AT_FIRST = { level: 12, claims: 30, contested: 30 };
const ORDER_WORDS = [
  ["claims", "most sources"],
  ["level", "by level"],
  ["contested", "contested first"],
];
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
      ["", "Side by side"],
      ["detail", "In detail"],
      ["views", "Who affirms and who denies"],
      ["causes", "What leads to what"],
    ]);
    if (app.option("factors", "") === "causes") {
      const drawn = whatLeadsToWhat(app);
      return { ...drawn, controls: [which, ...drawn.controls] };
    }
    if (app.option("factors", "") === "views") {
      const drawn = whoHoldsWhat(app, shown.rows);
      return { ...drawn, controls: [which, ...drawn.controls] };
    }
    const draw = app.option("factors", "") === "detail" ? factorPicture : mirrorPicture;
    const sorts = sortsOf(app.study);
    const { words } = sorts;
    const kind = app.option("valence", "");
    const order = chosen(
      app,
      "by",
      ORDER_WORDS.map(([value]) => value),
    );
    const ofKind = (all) => all.filter((row) => !kind || row.factor.valence === kind);
    const rows = ofKind(shown.rows);
    const groups = groupsOf(app, ofKind, order);
    const sites = sitesOf(app.study);
    return {
      ...finding(app, rows, sorts),
      sentence: sentence(rows, sites, words),
      controls: [
        which,
        choice(app, "valence", "Kind:", [["", "all"], ...words.map((word) => [word, word])]),
        choice(app, "by", "Order:", ORDER_WORDS),
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
            scrolling("Factors, as a picture", draw(app, { groups, sites, sorts })),
            aside(app, shown.without),
            ...app.once("What rests on one source", onOnePart(app)),
          ]
        : [empty(app, shown)],
      table: () => table(app, rows, order, sites),
    };
  },
};

/** Rows by the claims of both slices where two are compared, so that both have the same rows; each with its own claims. */
function groupsOf(app, ofKind, order) {
  const either = ofKind(factorRows(app.study, app.inEither).rows);
  const where = app.beside.length > 1 ? " in A or B" : "";
  return cut(ordered(app.study, either, order), app.option("many", ""), order).map((group) => ({
    ...group,
    said: `${counted(group.rows.length, "factor")}${where}`,
    listed: group.listed.map((row) => narrowed(row, app.included)),
  }));
}

/** The factors that most sources report, and how many are reported as both. */
function finding(app, rows, sorts) {
  const affirmed = rows.filter((row) => row.sides.affirms.length).sort(ORDERS.claims);
  if (!affirmed.length) return {};
  const { finding: title, detail } = factorsFinding(app.study.rules, affirmed, app.claims);
  const both = rows.filter((row) => isBoth(mirrored(row, sorts))).length;
  if (!sorts.names.every(Boolean)) return { finding: title, detail };
  const named = sorts.names.map(article);
  const which = `${counted(both, "factor")} reported as ${named[0]} by some claims and as ${named[1]} by others`;
  return {
    finding: title,
    detail: `${detail}. ${both ? which : `No factor is reported both as ${named.join(" and as ")}`}`,
  };
}

const isBoth = ({ left, right }) => [left, right].every((side) => SIDES.some((name) => side[name].length));

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
        : "No claim shown says that a factor operates. Remove a filter.",
  );
}

function table(app, rows, order, sites) {
  const listed = ordered(app.study, rows, order).flatMap((group) => group.rows);
  const sorts = sortsOf(app.study);
  const sides = ["left", "right"].filter((_, place) => sorts.names[place]);
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
      ...sorts.names.filter(Boolean).map((name) => `sources_as_${name.replaceAll(" ", "_")}`),
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
        ...sides.map((side) => tally(mirrored(row, sorts)[side].affirms).sources),
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
