/** What evidence rests on one actor or organisation: would it have come as far without the claims about them? */

import { counted } from "../data/count.js";
import { carrying, reaching, tested } from "../data/dependence.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { howCounted } from "../draw/notes.js";
import { scrolling } from "../draw/scrolling.js";
import { sharePicture } from "../draw/shares.js";
import { capital } from "../draw/text.js";

const AT_FIRST = 25;

/** @param {import("../app.js").App} app @returns {import("../app.js").Drawn} */
export function dependence(app) {
  const { study } = app;
  const focuses = study.table("dependence_focus");
  const bases = [...new Set(focuses.map((row) => row.basis))];
  const basis = app.option("basis", bases[0]);
  const of = focuses.filter((row) => row.basis === basis);
  const actors = study.table("dependence_actors").filter((row) => row.basis === basis && row.n_reached);
  const reached = of.some((row) => row.n_reached);
  const all = app.option("dependence", "") === "all";
  const listed = all ? actors : actors.slice(0, AT_FIRST);
  return {
    ...finding(study, of),
    sentence: sentence(of, basis),
    controls: [
      choice(
        app,
        "basis",
        "Whose claim it is:",
        bases.map((word) => [word, `who ${word}`]),
      ),
      choice(app, "dependence", "Rows:", [
        ["", `the first ${AT_FIRST} actors and organisations`],
        ["all", "all"],
      ]),
    ],
    content: reached
      ? [
          scrolling("By focus, as a picture", byFocus(app, of, basis)),
          scrolling("By actor, as a picture", byActor(app, listed, basis)),
          el(
            "p",
            { class: "aside" },
            listed.length < actors.length
              ? `${counted(actors.length - listed.length, "more actor or organisation", "more actors and organisations")} on whom less rests; choose “Rows: all”. `
              : "",
          ),
          howCounted(app, "dependence_notes"),
        ]
      : [
          el(
            "p",
            { class: "empty" },
            "No item is said to have reached a phase, so nothing can depend on anybody.",
          ),
        ],
    table: () =>
      table(
        study,
        of,
        study.table("dependence_actors").filter((row) => row.basis === basis),
      ),
  };
}

/** How many items depend on one, of those that can tell; and how many cannot. @returns {import("./findings.js").Finding} */
function finding(study, rows) {
  const whole = rows
    .filter((row) => !study.nodes.has(row.phase) && row.n_reached)
    .sort((a, b) => (b.focus === study.inQuestion) - (a.focus === study.inQuestion));
  if (!whole.length) return { finding: "" };
  const items = ({ focus }, number) => counted(number, `${focus} item`).replace(/all items items?/, "items");
  const parts = whole
    .filter((row) => row.n_tested)
    .map((row) => `${row.n_resting_on_one} of ${items(row, row.n_tested)}`);
  const once = whole.map((row) => `${row.reported_once} of ${items(row, row.n_reached)}`);
  return {
    finding: parts.length
      ? `${parts.join(", ")} that two claims or more carry ${parts.length > 1 || whole[0].n_resting_on_one !== 1 ? "hang" : "hangs"} on one actor or organisation`
      : "No item is carried by two claims or more, so none can tell what hangs on one",
    detail: `Carried by one claim, which can tell nothing: ${once.join(", ")}`,
  };
}

function sentence(rows, basis) {
  const total = (name) => Math.max(0, ...rows.map((row) => row[name]));
  if (!total("n_reached")) return "No evidence is said to have reached a phase.";
  return [
    "An item depends on one where every claim that says it was used, wholly or in part, is about or by the same actor or organisation ",
    `(here: who ${basis}). Without those claims nothing would show that it was used. `,
    "It shows how much of what was said depends on one, not that nobody else did anything. Items are counted, in the whole study: filters do not change them.",
  ].join("");
}

function byFocus(app, rows, basis) {
  const { study } = app;
  const reached = reaching(study);
  const focusOf = (id) => study.nodes.get(id)?.focus;
  const many = new Set(rows.map((row) => row.focus)).size > 1;
  const within = (row) => (id, phase) =>
    (!many || focusOf(id) === row.focus) && (study.nodes.has(row.phase) ? phase === row.phase : true);
  const spoken = basis !== FIRST(study);
  const testedClaims = (fits) => {
    const own = reached.filter((one) => fits(one.evidence, one.phase));
    const items = tested(own, spoken, false);
    return unique(own.filter(({ evidence }) => items.has(evidence)).map(({ claim }) => claim));
  };
  const groups = [...new Set(rows.map((row) => row.focus))].map((focus) => ({
    title: `${capital(focus)}: items that rest on one, of those that two claims or more carry`,
    rows: rows
      .filter((row) => row.focus === focus)
      .map((row) => {
        const phase = study.nodes.has(row.phase) ? study.label(row.phase) : row.phase;
        const fits = within(row);
        const title = `${capital(focus)}: ${phase}`;
        const once = `${counted(row.reported_once, "item")} more of the ${row.n_reached} that reached it ${row.reported_once === 1 ? "is" : "are"} reported once, by one claim, and can tell nothing`;
        return {
          label: study.nodes.has(row.phase) ? phase : `${phase}: all phases together`,
          name: null,
          whole: row.n_tested,
          part: row.n_resting_on_one,
          partMark: {
            key: `rests:${focus}:${row.phase}`,
            title,
            note: `${counted(row.n_resting_on_one, "item")} of ${row.n_tested} depend on one (${row.on_an_actor} on an actor, ${row.n_resting_on_one - row.on_an_actor} on an organisation); ${once}`,
            claims: carrying(
              study,
              (item) =>
                item.basis === basis &&
                !item.reported_once &&
                item.phase === row.phase &&
                (!many || focusOf(item.evidence) === focus),
            ),
          },
          wholeMark: {
            key: `reached:${focus}:${row.phase}`,
            title,
            note: `${counted(row.n_tested, "item")} that two claims or more ${spoken ? "with a speaker " : ""}carry; in ${row.nobody_named} a claim names nobody; ${once}`,
            claims: testedClaims(fits),
          },
        };
      }),
  }));
  return sharePicture(app, {
    label: "Items that depend on one, by focus and phase",
    groups,
    words: {
      full: "items that depend on one",
      whole: "items that reached the phase by two claims or more",
    },
  });
}

function byActor(app, rows, basis) {
  const { study } = app;
  const reached = reaching(study);
  const theirs = new Map(rows.map((row) => [row.actor, []]));
  const items = tested(reached, basis !== FIRST(study), true);
  for (const { claim } of reached.filter(({ evidence }) => items.has(evidence))) {
    const ids = basis === FIRST(study) ? [claim.subject, claim.object] : [claim.speaker];
    for (const id of new Set(ids)) theirs.get(id)?.push(claim);
  }
  return sharePicture(app, {
    label: "Items that depend on each actor and organisation",
    groups: [
      {
        title: "By actor and organisation: items that would not have come as far without their claims",
        rows: rows.map((row) => ({
          label: study.label(row.actor),
          name: {
            key: `depends:${row.actor}`,
            title: study.label(row.actor),
            open: `node:${row.actor}`,
          },
          whole: row.n_tested,
          part: row.n_break,
          partMark: {
            key: `breaks:${row.actor}`,
            title: study.label(row.actor),
            note: `${counted(row.n_break, "item")} would not have come as far without their claims, ${row.n_break_wholly} of them would reach no phase`,
            claims: carrying(
              study,
              (item) => item.basis === basis && !item.reported_once && item.actor === row.actor,
            ),
          },
          wholeMark: {
            key: `touched:${row.actor}`,
            title: study.label(row.actor),
            note: `Of ${counted(row.n_items_touched, "item")} with a claim of theirs, ${row.n_reached} reached a phase, ${row.n_tested} by two claims or more; these are their claims that carry those. ${counted(row.reported_once, "item")} ${row.reported_once === 1 ? "rests" : "rest"} on a single claim, theirs`,
            claims: unique(theirs.get(row.actor) ?? []),
          },
        })),
      },
    ],
    words: {
      full: "items that would not have come as far without their claims",
      whole: "items with a claim of theirs that reached a phase by two claims or more",
    },
  });
}

/** The basis that the analysis names first: who takes part; the other is who speaks. */
function FIRST(study) {
  return study.table("dependence_focus")[0]?.basis;
}

function table(study, focuses, actors) {
  return {
    columns: [
      "basis",
      "focus",
      "phase",
      "actor",
      "label",
      "n_reached",
      "n_resting_on_one",
      "n_tested",
      "reported_once",
      "n_break_wholly",
    ],
    rows: [
      ...focuses.map((row) => [
        row.basis,
        row.focus,
        row.phase,
        "",
        "",
        row.n_reached,
        row.n_resting_on_one,
        row.n_tested,
        row.reported_once,
        "",
      ]),
      ...actors.map((row) => [
        row.basis,
        "",
        "",
        row.actor,
        study.label(row.actor),
        row.n_reached,
        row.n_break,
        row.n_tested,
        row.reported_once,
        row.n_break_wholly,
      ]),
    ],
  };
}

function unique(claims) {
  return [...new Set(claims)];
}
