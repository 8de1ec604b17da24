/** Measured grades of use, of types of evidence at stages: both focuses on one scale, the widest gaps first. */

import { counted, rate } from "../data/count.js";
import { gradesByType } from "../data/grades.js";
import { touchesShown } from "../data/touches.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { multiples } from "../draw/multiples.js";
import { focusSign, pair, signEntries } from "../draw/pairs.js";
import { scrolling } from "../draw/scrolling.js";
import { capital } from "../draw/text.js";

const ROW = 32;
/** Pixels of a column: before its scale, and behind it for what is not known. */
const [BEFORE, BEHIND] = [14, 54];

/** Heading and picture; nothing where the study measures no use of types. */
export function typesPicture(app) {
  const rows = app.study.table("types");
  if (!rows.length) return [];
  const sides = sidesOf(app.study);
  return [
    el("h3", { "data-part": "types" }, typesFinding(app.study, rows, sides)),
    el("p", { class: "aside" }, words(app.study.rules, rows, sides)),
    scrolling("Types of evidence by stage", grades(app, rows, sides)),
  ];
}

/** The two sides of a cell: what the study asks after, and what it compares. */
export function sidesOf(study) {
  const asked = study.inQuestion
    ? { side: "in_question", focus: study.inQuestion, tone: "tone-asked" }
    : { side: "in_question", focus: "all evidence", tone: "tone-other" };
  return study.inQuestion && study.comparedWith
    ? [{ side: "compared", focus: study.comparedWith, tone: "tone-compared" }, asked]
    : [asked];
}

/** Lower and higher, of the pairs graded for both; inferred cells and least grades are counted apart. */
export function typesFinding(study, rows, sides) {
  if (sides.length < 2) return gradesFinding(study, rows, sides[0]);
  const [compared, asked] = sides;
  const pairs = rows.filter((row) => row.difference !== null && row.difference !== undefined);
  const of = (test) => pairs.filter(({ difference }) => test(difference)).length;
  if (!pairs.length)
    return `No type of evidence is graded for both ${asked.focus} and ${compared.focus} evidence`;
  if (pairs.length < study.rules.fewestCompared)
    return `Too few pairs (${pairs.length}) are graded for both ${asked.focus} and ${compared.focus} evidence to compare them`;
  return `${capital(asked.focus)} evidence is graded lower than ${compared.focus} evidence in ${of((d) => d < 0)} of ${counted(pairs.length, "pair")} graded for both, higher in ${of((d) => d > 0)}`;
}

/** Of one focus: how many grades say that a type was not used. */
function gradesFinding({ rules }, rows, { side, focus }) {
  const grades = rows
    .map((row) => row[`grade_${side}`])
    .filter((grade) => grade !== null && grade !== undefined);
  if (!grades.length) return `No type of evidence is graded for ${focus}`;
  const none = grades.filter((grade) => grade === 0).length;
  return `${rate(rules, none, grades.length, `grades of use of types of ${focus === "all evidence" ? "" : `${focus} `}evidence`)} ${none === 1 ? "is" : "are"} 0, not used`;
}

function words({ highestGrade }, rows, sides) {
  const counts = sides.map(({ side, focus }) => {
    const cells = (grading) => rows.filter((row) => row[`cell_${side}`] === grading);
    const inferred = cells("graded").filter((row) => row[`inferred_${side}`]).length;
    const listed = [
      `${cells("graded").length} of ${rows.length} graded (${inferred} of these inferred)`,
      ...(cells("at least").length ? [`${cells("at least").length} at least what a remark shows`] : []),
      `${cells("unknown").length} unknown, which is not zero`,
    ];
    return `${focus}: ${listed.join(", ")}`;
  });
  const order = sides.length > 1 ? "; the types that differ most come first" : "";
  return `Grades of use from 0 (not used) to ${highestGrade}, as the study measured them, of each type in each column${order}. ${capital(counts.join("; "))}. The filters do not change grades.`;
}

function grades(app, rows, sides) {
  const { highestGrade } = app.study.rules;
  const { stages, types } = gradesByType(rows, sides);
  const claims = claimsByTypeAndStage(app);
  const picture = svg("svg", {
    class: "picture dumbbells types",
    role: "group",
    "aria-label": "Types of evidence by stage",
  });
  const at = ({ x, wide }) => {
    const unit = (wide - BEFORE - BEHIND) / highestGrade;
    return (share) => x + BEFORE + unit * highestGrade * share;
  };
  const { made, y, heads, labels } = multiples({
    room: app.width,
    rows: types.map(({ type, cells }) => ({ label: app.study.label(type), type, cells })),
    columns: stages.map((stage) => ({ stage, label: app.study.label(stage) })),
    least: 116,
    widest: 320,
    high: ROW,
    under: 16,
    drawUnder: (_, place) =>
      Array.from({ length: highestGrade + 1 }, (_, grade) =>
        svg(
          "text",
          { x: at(place)(grade / highestGrade), y: place.y + 12, "text-anchor": "middle", class: "quiet" },
          grade,
        ),
      ),
    drawCell: ({ type, cells }, { stage }, place) => {
      const row = cells.get(stage);
      const own = claims.get(`${type}|${stage}`) ?? [];
      const graded = sides.map((side) => gradeOf(app, row, side, own, { type, stage })).filter(Boolean);
      const scale = { at: at(place), end: 1, middle: place.y + place.high / 2 };
      return [
        ...graded
          .filter(({ share }) => share !== null && share !== undefined)
          .flatMap((one) => upwards(one, scale)),
        ...pair(
          app,
          graded.filter(({ share }) => share !== null),
          scale,
        ),
        ...graded
          .filter(({ share }) => share === null)
          .map((one, n) => unknown(app, one, at(place)(1) + 20 + 21 * n, scale.middle)),
      ];
    },
  });
  picture.append(...made);
  return finished(picture, entries(app, rows, sides), { width: app.width, y, heads, labels });
}

/** What a study says of one focus: a point on the scale; without a place on it where it is not known. */
function gradeOf(app, row, { side, focus, tone }, claims, { type, stage }) {
  const grading = row?.[`cell_${side}`];
  if (!grading) return null;
  const [grade, least] = [row[`grade_${side}`], row[`at_least_${side}`]];
  const { highestGrade } = app.study.rules;
  const isInferred = row[`inferred_${side}`] === true;
  const says = {
    graded: `grade ${grade} of ${highestGrade}`,
    "at least": `no grade, but a remark shows at least ${least}`,
    unknown: "not known",
  }[grading];
  const share = { graded: grade / highestGrade, "at least": least / highestGrade }[grading] ?? null;
  return {
    share,
    tone,
    isLeast: grading === "at least",
    className: `graded-${grading.replace(" ", "-")}`,
    sup: isInferred && grading === "graded" ? "*" : "",
    mark: {
      key: `type:${type}:${stage}:${side}`,
      title: `${app.study.label(type)} at ${app.study.label(stage)}, ${focus}: ${says}`,
      note: [
        isInferred ? "The grade was inferred" : "",
        row.locators,
        claims.length ? "Below: what claims say of items of this type there" : "",
      ]
        .filter(Boolean)
        .join(". "),
      claims: claims
        .filter((touch) => !app.study.inQuestion || touch.item.focus === focus)
        .map((touch) => touch.claim),
    },
  };
}

/** From the least that a remark shows to the end of the scale. */
function upwards({ isLeast, share, tone }, { at, middle }) {
  return isLeast
    ? [svg("line", { x1: at(share), x2: at(1), y1: middle, y2: middle, class: `upwards ${tone}` })]
    : [];
}

function unknown(app, { tone, mark }, x, y) {
  return app.marks.add(
    svg(
      "g",
      { class: `graded-unknown ${tone}` },
      svg("rect", { x: x - 10, y: y - 13, width: 20, height: 26, class: "hit" }),
      focusSign(tone, x, y, 8),
      svg("text", { x, y: y + 4, "text-anchor": "middle" }, "?"),
    ),
    mark,
  );
}

/** Signed claims on items, by type of evidence and stage (and, under a phase, those of its stages). */
function claimsByTypeAndStage(app) {
  const found = new Map();
  const seen = new Set();
  for (const touch of touchesShown(app)) {
    const item = app.study.nodes.get(touch.evidence);
    if (!touch.says || !item?.evidence_type) continue;
    for (const place of new Set([touch.claim.stage, touch.claim.phase])) {
      const key = `${item.evidence_type}|${place}`;
      if (!place || seen.has(`${key}|${touch.claim.place}`)) continue;
      seen.add(`${key}|${touch.claim.place}`);
      if (!found.has(key)) found.set(key, []);
      found.get(key).push({ ...touch, item });
    }
  }
  return found;
}

/** What stands in the picture, and no more. */
function entries(app, rows, sides) {
  const any = (test) => sides.some(({ side }) => rows.some((row) => test(row, side)));
  return [
    ...signEntries(
      app,
      sides.map(({ focus }) => focus),
    ),
    any((row, side) => row[`inferred_${side}`] === true && row[`cell_${side}`] === "graded") && {
      draw: (x, y) => svg("text", { x, y: y + 6, "text-anchor": "middle" }, "*"),
      label: "the grade was inferred",
    },
    any((row, side) => row[`cell_${side}`] === "at least") && {
      draw: (x, y) =>
        svg(
          "g",
          { class: "graded-at-least tone-none" },
          svg("line", { x1: x - 8, x2: x + 14, y1: y, y2: y, class: "upwards" }),
          focusSign("tone-none", x - 8, y, 6),
        ),
      label: "no grade, but a remark shows at least this",
      wide: 28,
    },
    any((row, side) => row[`cell_${side}`] === "unknown") && {
      draw: (x, y) =>
        svg(
          "g",
          { class: "graded-unknown tone-none" },
          focusSign("tone-none", x, y, 8),
          svg("text", { x, y: y + 4, "text-anchor": "middle" }, "?"),
        ),
      label: "not known",
    },
  ].filter(Boolean);
}
