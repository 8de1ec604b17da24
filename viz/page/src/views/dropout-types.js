/** The matrix of types of evidence by stage: measured grades of use, both focuses side by side. */

import { counted } from "../data/count.js";
import { touchesShown } from "../data/touches.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { capital, fitted, lines, width } from "../draw/text.js";

const ROW = 30;
const HIGHEST = 3;

/** Heading and picture; nothing where the study measures no use of types. */
export function typesPicture(app) {
  const rows = app.study.table("types");
  if (!rows.length) return [];
  const sides = sidesOf(app.study);
  return [
    el("h3", {}, typesFinding(rows, sides)),
    el("p", {}, words(rows, sides)),
    scrolling("Types of evidence by stage", matrix(app, rows, sides)),
  ];
}

/** The two sides of a cell: what the study asks after, and what it compares. */
export function sidesOf(study) {
  const asked = { side: "in_question", focus: study.inQuestion || "all evidence", tone: "tone-asked" };
  return study.inQuestion && study.comparedWith
    ? [{ side: "compared", focus: study.comparedWith, tone: "tone-compared" }, asked]
    : [asked];
}

/** Lower and higher, of the pairs graded for both; inferred cells and least grades are counted apart. */
export function typesFinding(rows, sides) {
  if (sides.length < 2) return "Types of evidence by stage";
  const [compared, asked] = sides;
  const pairs = rows.filter((row) => row.difference !== null && row.difference !== undefined);
  const of = (test) => pairs.filter(({ difference }) => test(difference)).length;
  if (!pairs.length)
    return `No type of evidence is graded for both ${asked.focus} and ${compared.focus} evidence`;
  return `${capital(asked.focus)} evidence is graded lower than ${compared.focus} evidence in ${of((d) => d < 0)} of ${counted(pairs.length, "pair")} graded for both, higher in ${of((d) => d > 0)}`;
}

function words(rows, sides) {
  const counts = sides.map(({ side, focus }) => {
    const cells = (grading) => rows.filter((row) => row[`cell_${side}`] === grading);
    const inferred = cells("graded").filter((row) => row[`inferred_${side}`]).length;
    const listed = [
      `${cells("graded").length} of ${rows.length} cells are graded (${inferred} of these inferred)`,
      ...(cells("at least").length ? [`${cells("at least").length} are at least what a remark shows`] : []),
      `${cells("unknown").length} are unknown`,
    ];
    return `${focus}: ${listed.join(", ")}`;
  });
  return `Types of evidence by stage. Grades of use from 0 (not used) to ${HIGHEST}, as the study measured them; ${counts.join("; ")}. “?” means unknown, which is not zero; “≥1” that a remark shows some use, with no grade; “*” that the grade was inferred. The filters do not change grades.`;
}

function matrix(app, rows, sides) {
  const stages = unique(rows.map((row) => row.stage));
  const types = unique(rows.map((row) => row.evidence_type));
  const cell = new Map(rows.map((row) => [`${row.evidence_type}|${row.stage}`, row]));
  const claims = claimsByTypeAndStage(app);
  const named = Math.min(260, Math.max(130, app.width * 0.28));
  const wide = Math.max((app.width - named) / stages.length, narrowest(app, stages, sides));
  const W = named + wide * stages.length;
  const half = (wide - 12) / sides.length;
  const picture = svg("svg", {
    class: "picture types",
    role: "group",
    "aria-label": "Types of evidence by stage",
  });
  let y = 0;
  stages.forEach((stage, place) => {
    const head = lines(app.study.label(stage), wide - 10, 3, 12, 600);
    head.forEach((line, n) => {
      picture.append(svg("text", { x: named + wide * place + 6, y: 14 + n * 15, class: "head" }, line));
    });
    y = Math.max(y, head.length * 15 + 4);
  });
  stages.forEach((_, place) => {
    sides.forEach(({ focus }, n) => {
      picture.append(
        svg(
          "text",
          { x: named + wide * place + 6 + half * n, y: y + 12, class: "tiny" },
          fitted(capital(focus), half - 4, 11),
        ),
      );
    });
  });
  y += 20;
  for (const type of types) {
    const name = lines(app.study.label(type), named - 14, 2, 12);
    const first = y + ROW / 2 + 4 - (name.length - 1) * 7;
    name.forEach((text, n) => {
      picture.append(svg("text", { x: named - 8, y: first + n * 14, "text-anchor": "end" }, text));
    });
    stages.forEach((stage, place) => {
      const row = cell.get(`${type}|${stage}`);
      sides.forEach((side, n) => {
        picture.append(
          one(app, row, side, claims.get(`${type}|${stage}`) ?? [], {
            x: named + wide * place + 6 + half * n,
            y,
            wide: half,
            type,
            stage,
          }),
        );
      });
    });
    y += ROW;
  }
  return finished(picture, entries(sides), { width: W, y });
}

/** The least room in which no head of a column is cut. */
function narrowest(app, stages, sides) {
  const words = stages.flatMap((stage) => app.study.label(stage).split(/\s+/));
  const sideHeads = sides.map(({ focus }) => width(capital(focus), 11) + 6);
  return Math.max(
    ...words.map((word) => width(word, 12, 600) + 12),
    ...stages.map((stage) => width(app.study.label(stage), 12, 600) / 2.2 + 12),
    Math.max(...sideHeads) * sides.length + 12,
  );
}

function one(app, row, { side, focus, tone }, claims, { x, y, wide, type, stage }) {
  const grade = row?.[`grade_${side}`] ?? null;
  const grading = row?.[`cell_${side}`] ?? "no cell";
  const inferred = row?.[`inferred_${side}`] === true;
  const least = row?.[`at_least_${side}`];
  const text = { graded: String(grade), "at least": `≥${least}`, unknown: "?" }[grading] ?? "";
  const group = svg(
    "g",
    {
      class: `grade ${tone} ${grading === "graded" ? `grade-${grade}` : grading.replace(" ", "-")} ${inferred ? "inferred" : ""}`,
    },
    svg("rect", { x, y: y + 1, width: wide, height: ROW - 3, class: "body" }),
    svg("rect", { x, y: y + 1, width: wide, height: ROW - 3, class: "hit" }),
    text
      ? svg(
          "text",
          { x: x + wide / 2, y: y + ROW / 2 + 4, "text-anchor": "middle", class: "grade-text" },
          inferred ? `${text}*` : text,
        )
      : null,
  );
  const says =
    {
      graded: `grade ${grade} of ${HIGHEST}`,
      "at least": `no grade, but a remark shows at least ${least}`,
      unknown: "not known",
    }[grading] ?? "no cell in the study's table";
  return app.marks.add(group, {
    key: `type:${type}:${stage}:${side}`,
    title: `${app.study.label(type)} at ${app.study.label(stage)}, ${focus}: ${says}`,
    note: [
      inferred ? "The cell was inferred" : "",
      row?.locators,
      claims.length ? "Below: what claims say of items of this type there" : "",
    ]
      .filter(Boolean)
      .join(". "),
    claims: claims
      .filter((touch) => !app.study.inQuestion || touch.item.focus === focus)
      .map((touch) => touch.claim),
  });
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

function entries(sides) {
  const box = (tone, grade) => (x, y) =>
    svg(
      "g",
      { class: `grade ${tone} ${grade}` },
      svg("rect", { x: x - 10, y: y - 7, width: 20, height: 14, class: "body" }),
    );
  return [
    ...sides.flatMap(({ tone, focus }) =>
      [0, 1, 2, 3].map((grade) => ({
        draw: box(tone, `grade-${grade}`),
        label: grade ? String(grade) : `${focus}: 0`,
        wide: 20,
      })),
    ),
    { draw: box("tone-none", "at-least"), label: "≥ a remark shows at least this", wide: 20 },
    { draw: box("tone-none", "unknown"), label: "? not known", wide: 20 },
    {
      draw: (x, y) => svg("text", { x, y: y + 5, "text-anchor": "middle" }, "*"),
      label: "inferred, counted apart",
    },
  ];
}

function unique(values) {
  return [...new Set(values)];
}
