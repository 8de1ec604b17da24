/** The matrix of types of evidence by stage: measured grades of use, both focuses side by side. */
import { touchesShown } from "../data/touches.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { scrolling } from "../draw/scrolling.js";
import { capital, fitted, lines } from "../draw/text.js";

const ROW = 26;
const HIGHEST = 3;

/** Heading and picture; nothing where the study measures no use of types. */
export function typesPicture(app) {
  const rows = app.study.table("types");
  if (!rows.length) return [];
  const sides = sidesOf(app.study);
  return [
    el("h3", {}, "Types of evidence by stage"),
    el("p", {}, words(rows, sides)),
    scrolling("Types of evidence by stage", matrix(app, rows, sides)),
  ];
}

/** The two sides of a cell: what the study asks after, and what it compares. */
function sidesOf(study) {
  const asked = { side: "in_question", focus: study.inQuestion || "all evidence", tone: "tone-asked" };
  return study.inQuestion
    ? [{ side: "compared", focus: study.comparedWith, tone: "tone-compared" }, asked]
    : [asked];
}

function words(rows, sides) {
  const graded = (side) => rows.filter((row) => row[`cell_${side}`] === "graded").length;
  const counts = sides
    .map(({ side, focus }) => `${graded(side)} of ${rows.length} cells are graded for ${focus}`)
    .join(", ");
  return `Grades of use from 0 (not used) to ${HIGHEST}, as the study measured them: ${counts}. “?” means unknown, which is not zero. The filters do not change grades.`;
}

function matrix(app, rows, sides) {
  const stages = unique(rows.map((row) => row.stage));
  const types = unique(rows.map((row) => row.evidence_type));
  const cell = new Map(rows.map((row) => [`${row.evidence_type}|${row.stage}`, row]));
  const claims = claimsByTypeAndStage(app);
  const W = Math.max(app.width, 130 + stages.length * 70);
  const named = Math.min(260, W * 0.28);
  const wide = (W - named) / stages.length;
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
    picture.append(
      svg(
        "text",
        { x: named - 8, y: y + ROW / 2 + 4, "text-anchor": "end" },
        fitted(app.study.label(type), named - 14, 12),
      ),
    );
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

function one(app, row, { side, focus, tone }, claims, { x, y, wide, type, stage }) {
  const grade = row?.[`grade_${side}`] ?? null;
  const grading = row?.[`cell_${side}`] ?? "no cell";
  const inferred = row?.[`inferred_${side}`] === true;
  const text = grading === "graded" ? String(grade) : grading === "unknown" ? "?" : "";
  const group = svg(
    "g",
    { class: `grade ${tone} ${grading === "graded" ? `grade-${grade}` : grading.replace(" ", "-")}` },
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
    grading === "graded"
      ? `grade ${grade} of ${HIGHEST}`
      : grading === "unknown"
        ? "not known"
        : "no cell in the study's table";
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
    { draw: box("tone-none", "unknown"), label: "? not known", wide: 20 },
    { draw: (x, y) => svg("text", { x, y: y + 5, "text-anchor": "middle" }, "*"), label: "inferred" },
  ];
}

function unique(values) {
  return [...new Set(values)];
}
