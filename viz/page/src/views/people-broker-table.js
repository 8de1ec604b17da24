/** Brokers as networks count them: triads by role between groups, beside what chance gives. */
import { brokerClaims, ROLES } from "../data/brokers.js";
import { counted, percent } from "../data/count.js";
import { spaced } from "../data/study.js";
import { el } from "../draw/dom.js";
import { howCounted } from "../draw/notes.js";
import { numberTable } from "../draw/table.js";
import { term } from "../draw/terms.js";
import { capital } from "../draw/text.js";

const AT_FIRST = 20;

/** The measures of brokers, folded away; of the whole study. @param {import("../pane.js").Pane} app */
export function brokerRoles(app, all) {
  const rows = app.study.table("brokers");
  if (!rows.length) return "";
  const listed = all ? rows : rows.slice(0, AT_FIRST);
  const compared = rows.filter((row) => row.reference === "compared").length;
  return el(
    "details",
    { class: "aside wide-aside" },
    el("summary", {}, "For those who analyse networks: roles of brokers, compared with chance"),
    el(
      "p",
      {},
      `${counted(rows.length, "actor or organisation", "actors and organisations")} connect two others who have no tie of their own. A number counts triads: one is tied to the broker, and the broker to another. Roles depend on the types of organisations that the three belong to. Chance is shown where there are enough triads (${compared} of ${rows.length}). Filters do not change these numbers.`,
    ),
    el("div", { class: "people-table" }, brokerTable(app, listed, brokerClaims(app.study))),
    howCounted(app, "broker_notes"),
  );
}

function mark(app, row, role, claimsOf) {
  const expected = row[`expected_${role}`] ?? null;
  const basis =
    expected === null
      ? row.reference
      : `chance would give ${rounded(expected)}; ${percent(row[`share_${role}`])} of random ways give as many or more`;
  return {
    key: `number:${role}:${row.id}`,
    title: `${app.study.label(row.id)} as ${role}`,
    note: `${counted(row[role], "triad")}; ${basis}`,
    claims: row[role] ? claimsOf(row, role) : [],
  };
}

function brokerTable(app, rows, claimsOf) {
  const role = (name) => ({
    title: term(name, capital(name)),
    number: true,
    cell: (row) => row[name],
    mark: (row) => (row[name] ? mark(app, row, name, claimsOf) : undefined),
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

function rounded(number) {
  return number.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}
