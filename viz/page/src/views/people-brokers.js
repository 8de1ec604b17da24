/** Brokers: who stands between others that are not tied, in which role between groups, beside what chance gives. */
import { brokerClaims, ROLES } from "../data/brokers.js";
import { counted } from "../data/count.js";
import { spaced } from "../data/study.js";
import { choice } from "../draw/controls.js";
import { el, svg } from "../draw/dom.js";
import { finished } from "../draw/legend.js";
import { howCounted } from "../draw/notes.js";
import { scrolling } from "../draw/scrolling.js";
import { numberTable } from "../draw/table.js";
import { term } from "../draw/terms.js";
import { capital, fitted } from "../draw/text.js";

const AT_FIRST = 20;
const ROW = 30;

/** Who stands between most others, beside what chance gives. @returns {import("./findings.js").Finding} */
function finding(study, rows) {
  const [first, second] = rows;
  if (!first) return { finding: "" };
  const all = rows.reduce((sum, { total }) => sum + total, 0);
  const role = ROLES.reduce((best, one) => (first[one] > first[best] ? one : best));
  const chance = Math.round(first[`expected_${role}`] ?? 0);
  return {
    finding:
      second?.total === first.total
        ? `No one stands between most others: ${counted(all, "triad")} among ${rows.length}`
        : `${study.label(first.id)} stands between two others in ${first.total} of ${counted(all, "triad")}`,
    detail:
      first.reference === "compared"
        ? `Most often as ${role}: ${first[role]} triads, where chance gives about ${chance}`
        : "Too few triads to compare with chance",
  };
}

/** @param {import("../app.js").App} app @returns {import("../app.js").Drawn} */
export function brokers(app) {
  const { study } = app;
  const rows = study.table("brokers");
  const listed = app.option("brokers", "") === "all" ? rows : rows.slice(0, AT_FIRST);
  const claimsOf = brokerClaims(study);
  const compared = rows.filter((row) => row.reference === "compared").length;
  return {
    ...finding(study, rows),
    sentence: rows.length
      ? [
          `${counted(rows.length, "actor or organisation", "actors and organisations")} that connect two others who have no tie of their own. `,
          "A number counts triads: one is tied to the broker, and the broker to another. ",
          "Roles depend on the types of organisations that the three belong to. ",
          `Chance is shown where there are enough triads (${compared} of ${rows.length}). `,
          "Being between others in what people said is not power. Filters do not change these numbers.",
        ].join("")
      : "Nobody connects two others that have no tie of their own.",
    controls: [
      choice(app, "brokers", "Rows:", [
        ["", `the first ${AT_FIRST}`],
        ["all", "all"],
      ]),
    ],
    content: rows.length
      ? [
          scrolling("Brokers, as a picture", picture(app, listed, claimsOf)),
          el(
            "p",
            { class: "aside" },
            listed.length < rows.length ? `${rows.length - listed.length} more; choose “Rows: all”. ` : "",
          ),
          el("div", { class: "people-table" }, brokerTable(app, listed, claimsOf)),
          howCounted(app, "broker_notes"),
        ]
      : [
          el(
            "p",
            { class: "empty" },
            "No brokers: no claims mention two ties through one who connects two others.",
          ),
        ],
    table: () => table(study, rows),
  };
}

function picture(app, rows, claimsOf) {
  const W = Math.max(app.width, 760);
  const named = Math.min(300, Math.max(170, W * 0.26));
  const wide = (W - named) / ROLES.length;
  const most = Math.max(
    1,
    ...rows.flatMap((row) => ROLES.map((role) => Math.max(row[role], row[`expected_${role}`] ?? 0))),
  );
  const unit = Math.min(14, (wide - 52) / most);
  const made = svg("svg", {
    class: "picture brokers",
    role: "group",
    "aria-label": "Brokers and their roles",
  });
  ROLES.forEach((role, place) => {
    made.append(
      svg(
        "text",
        { x: named + place * wide, y: 16, class: "head term-head", "data-term": role },
        capital(role),
      ),
      shape(role, named + place * wide + 12, 34),
    );
  });
  let y = 52;
  for (const row of rows) {
    const label = app.study.label(row.id);
    const name = svg(
      "g",
      {},
      svg("rect", { x: 2, y: y + 1, width: named - 12, height: ROW - 2, class: "hit" }),
      svg("text", { x: named - 14, y: y + 13, "text-anchor": "end" }, fitted(label, named - 22, 12)),
      svg(
        "text",
        { x: named - 14, y: y + 26, "text-anchor": "end", class: "tiny" },
        fitted(spaced(row.group ?? "no type stated"), named - 22, 11),
      ),
    );
    made.append(app.marks.add(name, { key: `broker:${row.id}`, title: label, open: `node:${row.id}` }));
    ROLES.forEach((role, place) => {
      made.append(cell(app, row, role, { x: named + place * wide, y, unit, claimsOf }));
    });
    y += ROW;
  }
  return finished(made, entries(), { width: W, y });
}

function cell(app, row, role, { x, y, unit, claimsOf }) {
  const number = row[role];
  const expected = row[`expected_${role}`] ?? null;
  const line = y + ROW / 2;
  const long = number * unit;
  const chance = expected === null ? null : x + expected * unit;
  const past = Math.max(x + long, chance ?? 0);
  const group = svg(
    "g",
    { class: "role" },
    svg("rect", { x: x - 2, y: y + 2, width: Math.max(long + 30, 30), height: ROW - 4, class: "hit" }),
    number ? svg("rect", { x, y: line - 6, width: Math.max(2, long), height: 12, class: "full" }) : null,
    svg("text", { x: past + 5, y: line + 4, class: number ? "number" : "tiny" }, String(number)),
    chance === null
      ? null
      : svg("line", { x1: chance, x2: chance, y1: line - 11, y2: line + 11, class: "chance" }),
  );
  if (!number && expected === null) return group;
  return app.marks.add(group, mark(app, row, role, claimsOf, "role"));
}

function mark(app, row, role, claimsOf, prefix) {
  const expected = row[`expected_${role}`] ?? null;
  const basis =
    expected === null
      ? row.reference
      : `chance would give ${rounded(expected)}; ${percent(row[`share_${role}`])} of random ways give as many or more`;
  return {
    key: `${prefix}:${role}:${row.id}`,
    title: `${app.study.label(row.id)} as ${role}`,
    note: `${counted(row[role], "triad")}; ${basis}`,
    claims: row[role] ? claimsOf(row, role) : [],
  };
}

/** The three of a triad: alike where they belong to one group. */
function shape(role, x, y) {
  const groups = {
    coordinator: "aaa",
    itinerant: "aba",
    gatekeeper: "abb",
    representative: "aab",
    liaison: "abc",
  }[role];
  const dots = [...groups].map((letter, n) =>
    letter === "a"
      ? svg("circle", { cx: n * 26, cy: 0, r: 5, class: "triad-a" })
      : letter === "b"
        ? svg("rect", { x: n * 26 - 5, y: -5, width: 10, height: 10, class: "triad-b" })
        : svg("path", { d: `M${n * 26},-6L${n * 26 + 6},5H${n * 26 - 6}Z`, class: "triad-c" }),
  );
  const lines = [0, 1].map((n) =>
    svg("path", {
      d: `M${n * 26 + 7},0H${n * 26 + 18}M${n * 26 + 14},-3L${n * 26 + 18},0L${n * 26 + 14},3`,
      class: "triad-line",
    }),
  );
  return svg("g", { transform: `translate(${x},${y})`, "data-term": role }, lines, dots);
}

function entries() {
  return [
    {
      draw: (x, y) => svg("rect", { x: x - 12, y: y - 6, width: 24, height: 12, class: "full" }),
      label: "triads counted",
      wide: 26,
    },
    {
      draw: (x, y) => svg("line", { x1: x, x2: x, y1: y - 9, y2: y + 9, class: "chance" }),
      label: "what chance would give; no line: not compared",
    },
    {
      draw: (x, y) =>
        svg(
          "g",
          { transform: `translate(${x - 20},${y})` },
          svg("circle", { cx: 4, cy: 0, r: 5, class: "triad-a" }),
          svg("rect", { x: 17, y: -5, width: 10, height: 10, class: "triad-b" }),
          svg("path", { d: "M40,-6L46,5H34Z", class: "triad-c" }),
        ),
      label: "from, broker, to: the same shape is the same type; hover over a role for what it means",
      wide: 54,
    },
  ];
}

function brokerTable(app, rows, claimsOf) {
  const role = (name) => ({
    title: term(name, capital(name)),
    number: true,
    cell: (row) => row[name],
    mark: (row) => (row[name] ? mark(app, row, name, claimsOf, "number") : undefined),
  });
  const chance = (name) => ({
    title: `${capital(name)} by chance (share)`,
    number: true,
    cell: (row) => {
      const expected = row[`expected_${name}`] ?? null;
      return expected === null ? "" : `${rounded(expected)} (${percent(row[`share_${name}`])})`;
    },
  });
  const label = (row) => app.study.label(row.id);
  return numberTable(app, {
    caption:
      "Triads by role. By chance: the mean over all ways to assign the types; in brackets, the share of random ways that give at least as many",
    columns: [
      { title: term("broker", "Broker"), cell: label },
      { title: "Type", cell: (row) => spaced(row.group ?? "not stated") },
      ...ROLES.map(role),
      {
        title: "All with a role",
        number: true,
        cell: (row) => row.total,
        mark: (row) => ({
          key: `total:${row.id}`,
          title: label(row),
          note: `${counted(row.total, "triad")} with a role; all claims of its ties in triads`,
          claims: claimsOf(row, ""),
        }),
      },
      {
        title: "Type of one not stated",
        number: true,
        cell: (row) => row.ungrouped,
        mark: (row) =>
          row.ungrouped
            ? {
                key: `ungrouped:${row.id}`,
                title: label(row),
                note: `${counted(row.ungrouped, "triad")} in which one of the three has no type, so the role is unknown`,
                claims: claimsOf(row, null),
              }
            : undefined,
      },
      { title: "Comparison", cell: (row) => row.reference },
      ...(rows.some((row) => row.reference === "compared") ? ROLES.map(chance) : []),
    ],
    rows,
  });
}

function table(study, rows) {
  const columns = ["group", ...ROLES, "total", "ungrouped", "reference"];
  const numbers = ["expected", "share"].flatMap((name) => ROLES.map((role) => `${name}_${role}`));
  return {
    columns: ["id", "label", ...columns, ...numbers],
    rows: rows.map((row) => [
      row.id,
      study.label(row.id),
      ...[...columns, ...numbers].map((name) => row[name] ?? null),
    ]),
  };
}

function rounded(number) {
  return number.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}

function percent(share) {
  return `${Math.round(100 * share)} %`;
}
