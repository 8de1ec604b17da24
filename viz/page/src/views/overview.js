/** The overview: what the study found, each finding as a sentence with a small picture that leads to its view. */
import { counted, provenance, rate, shortRate, tally } from "../data/count.js";
import { bySector, mostUndone } from "../data/deeds.js";
import { funnel } from "../data/dropout.js";
import { factorRows, ORDERS } from "../data/factors.js";
import { outcomesShown } from "../data/outcomes.js";
import { band, grid } from "../data/ratings.js";
import { lossReasons } from "../data/reasons.js";
import { itemsShown, touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { signEntries } from "../draw/pairs.js";
import { scrolling } from "../draw/scrolling.js";
import { capital } from "../draw/text.js";
import { aboutQuotes } from "../shell/quotes.js";
import { besideUndone, deedsFinding, deedsOf, focuses } from "./deeds.js";
import { reasonsFinding } from "./dropout-reasons.js";
import { sidesOf, typesFinding } from "./dropout-types.js";
import { endsPicture } from "./ends.js";
import { dropoutFinding, factorsFinding, journeysFinding } from "./findings.js";
import { onOne } from "./on-one.js";
import { powerFinding } from "./people-power.js";
import { sectorWords } from "./sector-words.js";
import { bars, dotTable, dumbbells } from "./small-pictures.js";
import "./overview.css";

const SHOWN = 6;
/** Pixels from which two findings stand side by side, and between them. */
const [TWO_FROM, BETWEEN] = [1010, 40];

export const overview = {
  id: "overview",
  title: "Overview",
  tour,
  draw(app) {
    const room = app.width >= TWO_FROM ? Math.floor((app.width - BETWEEN) / 2) : app.width;
    const found = FINDINGS.map((make) => make(app, Math.min(room, 720))).filter((one) => one?.finding);
    return {
      finding: app.study.title,
      detail: `${counted(found.length, "finding")} from ${provenance(app.claims)}`,
      sentence: [
        "Each sentence is computed from the claims that the filters leave in, unless it says that they do not change it; each mark of a picture opens the claims behind it. ",
        `${provenance(app.claims)}. `,
        "Claims are what people said, not how often something happens; where nobody spoke, nothing is said.",
      ].join(""),
      content: [el("div", { class: "overview" }, ...found.map((one) => section(app, one))), aboutStudy(app)],
      table: () => ({
        columns: ["view", "finding", "numbers"],
        rows: found.map(({ view, finding, detail }) => [view, finding, detail ?? ""]),
      }),
    };
  },
};

/** The findings as a story: the view of each where it shows the finding, with its sentence as a note. */
function tour(app) {
  const found = FINDINGS.map((make) => make(app, app.width)).filter((one) => one?.finding);
  return found.map((one) => ({ note: one.finding, address: address(app, one) }));
}

/** Where a finding is shown: its view, the part of it, and the choices with which the view shows it. */
function address(app, { view, part = "", options = {} }) {
  return app.address({ view, part, open: "", options: { ...app.shown.options, ...options } });
}

function section(app, one) {
  const { finding, detail, picture, view, more } = one;
  const title = app.views.find(({ id }) => id === view)?.title ?? view;
  return el(
    "section",
    { class: "found-finding" },
    el("h3", {}, finding),
    detail ? el("p", { class: "rests" }, detail) : null,
    picture ? scrolling(finding, picture) : null,
    el("p", { class: "more-of on-screen" }, el("a", { href: address(app, one) }, more ?? title)),
  );
}

const FINDINGS = [ends, dropped, types, undone, why, power, reported, resting];

function ends(app, room) {
  const outcomes = outcomesShown(app);
  if (!outcomes.some(({ mentioned }) => mentioned.length)) return null;
  return {
    ...journeysFinding(app.study, outcomes),
    picture: endsPicture(app, outcomes, room),
    view: "journeys",
  };
}

function dropped(app, room) {
  const { study } = app;
  const all = funnel(itemsShown(app), touchesShown(app), study.phases, study.rules);
  const rows = all.filter(({ mentioned }) => mentioned.length);
  if (!rows.length) return null;
  const two = rows.filter(({ focus }) => [study.inQuestion, study.comparedWith].includes(focus));
  const shown = two.length ? two : rows;
  const focuses = [...new Set(shown.map(({ focus }) => focus))];
  const picture = dumbbells(app, {
    name: "Shares not used",
    room,
    rows: study.phases
      .map((phase) => ({
        label: phase.label,
        points: shown
          .filter((row) => row.phase.id === phase.id)
          .map((row) => ({
            share: row.notUsedShare,
            tone: app.tone(row.focus),
            words: shortRate(study.rules, row.notUsed.length, row.mentioned.length),
            mark: {
              key: `share:${row.focus}:${phase.id}`,
              title: `${capital(row.focus)} at ${phase.label}: said not to be used`,
              note: rate(study.rules, row.notUsed.length, row.mentioned.length, "items mentioned"),
              claims: claimsOf(app, row.notUsed),
            },
          })),
      }))
      .filter(({ points }) => points.length),
    entries: signEntries(app, focuses),
  });
  return { ...dropoutFinding(study, all), picture, view: "dropout" };
}

function claimsOf(app, rows) {
  return [...new Set(rows.flatMap(({ claims }) => claims))]
    .sort((a, b) => a - b)
    .map((at) => app.study.claims[at]);
}

function types(app, room) {
  const { highestGrade } = app.study.rules;
  const rows = app.study.table("types");
  const sides = sidesOf(app.study);
  const pairs = rows.filter(({ difference }) => difference !== null && difference !== undefined);
  if (sides.length < 2 || !pairs.length) return null;
  const [compared, asked] = sides;
  const sorted = pairs
    .filter(({ difference }) => difference)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, SHOWN);
  const picture =
    sorted.length &&
    dumbbells(app, {
      name: "Grades of use",
      room,
      rows: sorted.map((row) => ({
        label: `${app.study.label(row.evidence_type)}, ${app.study.label(row.stage)}`,
        points: sides.map(({ side, focus }) => ({
          share: row[`grade_${side}`] / highestGrade,
          tone: app.tone(focus),
          words: String(row[`grade_${side}`]),
          mark: {
            key: `graded:${row.evidence_type}:${row.stage}:${side}`,
            title: `${app.study.label(row.evidence_type)} at ${app.study.label(row.stage)}, ${focus}: grade ${row[`grade_${side}`]} of ${highestGrade}`,
            note: row.locators,
            open: `node:${row.evidence_type}`,
          },
        })),
      })),
      whole: true,
      ends: (share) => String(share * highestGrade),
      entries: signEntries(app, [compared.focus, asked.focus]),
    });
  return {
    finding: typesFinding(app.study, rows, sides),
    detail: `Grades of use from 0 to ${highestGrade}, of types of evidence at a phase, as the study measured them; the widest gaps first. The filters do not change grades.`,
    picture,
    view: "dropout",
    part: "types",
    more: "All types of evidence, under Where it drops out",
  };
}

function undone(app, room) {
  const [focus] = focuses(app);
  const shown = deedsOf(app, focus);
  const most = mostUndone(shown);
  if (!most) return null;
  const rows = bySector(most.undone).sort((a, b) => b.deeds.length - a.deeds.length);
  const picture = bars(app, {
    name: "Said not to be done",
    room,
    bars: rows.slice(0, SHOWN).map(({ sector, deeds: own }) => ({
      label: sectorWords(sector),
      pieces: [
        {
          number: own.length,
          className: "of-claims",
          mark: {
            key: `undone:${sector}`,
            title: `${sectorWords(sector)}: said not to be done`,
            note: counted(own.length, "claim"),
            claims: own.map(({ claim }) => claim),
          },
        },
      ],
    })),
  });
  return {
    finding: deedsFinding(app.study.rules, shown, focus),
    detail: `Claims that something was not done, by the sector that did not do it. ${[provenance(most.undone.map(({ claim }) => claim)), besideUndone(app.study, shown)].filter(Boolean).join(". ")}.`,
    picture,
    view: "deeds",
  };
}

function why(app, room) {
  const rows = app.study.table("reasons");
  if (!rows.length) return null;
  const ranked = lossReasons(app.study, rows);
  const all = new Set(ranked.flatMap(({ claims }) => claims));
  return {
    finding: reasonsFinding(app.study, ranked),
    detail: `${counted(ranked.length, "factor")} in ${counted(all.size, "claim")}; the bars count sources. The filters do not change this.`,
    picture: ofSources(app, "Reasons", ranked, room),
    view: "dropout",
    part: "reasons",
    more: "All reasons, under Where it drops out",
  };
}

/** Factors by their number of sources. */
function ofSources(app, name, rows, room) {
  return bars(app, {
    name,
    room,
    bars: rows.slice(0, SHOWN).map(({ factor, claims }) => ({
      label: factor.label,
      open: `node:${factor.id}`,
      pieces: [
        {
          number: tally(claims).sources,
          className: "of-sources",
          mark: { key: `${name}:sources:${factor.id}`, title: factor.label, note: "Sources", claims },
        },
      ],
    })),
  });
}

function power(app, room) {
  const found = grid(app.study);
  const { up, across } = found;
  const rated = found.actors.filter((one) => one.up.known === "scale" && one.across.known === "scale");
  if (!rated.length) return null;
  const cell = (row, column) =>
    rated
      .filter((one) => band(one.up) === row.key && band(one.across) === column.key)
      .map((one) => ({
        key: `power:${one.id}`,
        title: app.study.label(one.id),
        note: `power: ${one.up.words}; interest: ${one.across.words}`,
        open: `node:${one.id}`,
      }));
  // A place between two words has a line only where somebody of both ratings lies there.
  const onScale = ({ bands, scale }, rating) =>
    bands.filter(
      ({ key, label, margin }) =>
        !margin && (scale.includes(label) || rated.some((one) => band(one[rating]) === key)),
    );
  const columns = onScale(across, "across");
  const picture = dotTable(app, {
    name: "Power and interest",
    room,
    columns: columns.map(({ label }) => label),
    rows: onScale(up, "up")
      .map((row) => ({
        label: `${row.label} ${up.dimension}`,
        cells: columns.map((column) => cell(row, column)),
      }))
      .reverse(),
  });
  const { finding, detail } = powerFinding(found);
  return {
    finding,
    detail: `${detail} The filters do not change ratings.`,
    picture,
    view: "people",
    options: { people: "" },
  };
}

function reported(app, room) {
  const { rows } = factorRows(app.study, app.included);
  const affirmed = rows.filter((row) => row.sides.affirms.length).sort(ORDERS.claims);
  if (!affirmed.length) return null;
  return {
    ...factorsFinding(app.study.rules, affirmed, app.claims),
    picture: ofSources(
      app,
      "Factors",
      affirmed.map(({ factor, sides }) => ({ factor, claims: sides.affirms })),
      room,
    ),
    view: "barriers",
    options: { factors: "", valence: "", by: "claims" },
  };
}

function resting(app, room) {
  const found = onOne(app, room);
  return found && { ...found, view: "barriers", part: "alone", options: { factors: "" } };
}

/** How to read this study: where its claims come from, and what they cannot say. */
function aboutStudy(app) {
  const { study } = app;
  const all = tally(study.claims);
  const kinds = new Map();
  const used = new Set(study.claims.map(({ source }) => source));
  for (const { type } of study.ofKind("Source").filter(({ id }) => used.has(id))) {
    const words = capital(String(type ?? "of a kind that is not stated").replaceAll("_", " "));
    kinds.set(words, (kinds.get(words) ?? 0) + 1);
  }
  const sources = [...kinds].sort((a, b) => b[1] - a[1]).map(([words, number]) => `${words} ${number}`);
  return el(
    "section",
    { class: "about-study" },
    el("h3", {}, "How to read this study"),
    el("p", {}, `${provenance(study.claims)}.`),
    sources.length ? el("p", {}, `Sources: ${sources.join(", ")}.`) : null,
    el(
      "p",
      {},
      `Claims are not people: ${all.unattributed.toLocaleString("en-GB")} of ${all.claims.toLocaleString("en-GB")} name no speaker. Not mentioned is not absent, unknown is not zero, and claims that contradict each other stand side by side.`,
    ),
    ...study.table("about_study").map(({ note }) => el("p", {}, note)),
    ...study.table("journeys_cautions").map(({ note }) => el("p", {}, note)),
    ...aboutQuotes(app),
  );
}
