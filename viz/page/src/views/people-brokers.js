/** Who ties others together: who has no other tie than to one, in words and bars; measures of brokers in a table. */

import { ROLES } from "../data/brokers.js";
import { counted, tally } from "../data/count.js";
import { goBetweens, onlyTies } from "../data/go-betweens.js";
import { FIRST_BROKERS } from "../data/limits.js";
import { BROKER_SHARE } from "../data/words.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { sharePicture } from "../draw/shares.js";
import { saidInWords } from "./in-words.js";
import { brokerRoles } from "./people-broker-table.js";

const MOST = 200;

/** @param {import("../pane.js").Pane} app @returns {import("../app.js").Drawn} */
export function brokers(app) {
  const { study } = app;
  const hasClasses = [...study.nodes.values()].some((node) => node.is_class);
  const found = goBetweens(study, app.claims, app.option("classes", "") !== "out");
  const rows = found.rows.filter((row) => row.tested.length > 1 || row.only.length);
  const all = app.option("brokers", "") === "all";
  const listed = rows.slice(0, all ? MOST : FIRST_BROKERS);
  return {
    finding: brokersFinding(found),
    detail: detail(found),
    sentence: [
      "A stakeholder depends on another where every claim that ties it to anybody names that one: without these claims nothing would be said about whom it works with. ",
      "Claims that tie two say that one shares with, works with, funds, manages, supports, involves or influences the other, wholly or in part. ",
      "One claim can name only one partner, so stakeholders with a single such claim cannot be judged and are counted separately. ",
      "It shows what people mentioned; there may be other ties. Being between others is not power.",
    ].join(""),
    controls: [
      choice(app, "brokers", "Rows:", [
        ["", `the first ${FIRST_BROKERS}`],
        ["all", "all"],
      ]),
      hasClasses
        ? choice(app, "classes", "Classes:", [
            ["", "shown"],
            ["out", "left out"],
          ])
        : "",
    ],
    content: [
      ...(listed.length
        ? [
            scrolling("Who ties others, as a picture", picture(app, listed)),
            listed.length < rows.length
              ? el("p", { class: "aside" }, `${rows.length - listed.length} more; choose “Rows: all”.`)
              : "",
            saidInWords(app, "In words", onlyTies(found).map(sentenceOf(app))),
          ]
        : [el("p", { class: "empty" }, empty(found))]),
      brokerRoles(app, all),
    ],
    table: () => table(study, found),
  };
}

/** On whom most others depend. */
export function brokersFinding({ rows, tested }) {
  if (!tested) return "";
  const of = `Of ${counted(tested, "stakeholder")} that two claims or more tie to others`;
  const first = rows.filter((row) => row.only.length && row.only.length === rows[0].only.length);
  if (!first.length) return `${of}, none is tied to one partner alone`;
  const number = first[0].only.length;
  const is = number === 1 ? "is" : "are";
  if (first.length > 1) return `${of}, each of ${first.length} partners has ${number} tied to it alone`;
  const more = rows.some((row) => row !== first[0] && row.only.length) ? ", more than to any other" : "";
  return `${of}, ${number} ${is} tied to “${first[0].node.label}” alone${more}`;
}

function detail({ tied, once }) {
  if (!tied) return "";
  return `${counted(tied, "stakeholder")} said to be tied to somebody; ${once} by a single claim, so dependence cannot be judged.`;
}

function empty({ tied }) {
  return tied
    ? "No stakeholder is said to be tied to two others that several claims name, so nobody stands between others."
    : "No claim shown says that two stakeholders are tied, so nobody stands between others.";
}

function picture(app, rows) {
  const claims = (partners) => [...new Set(partners.flatMap((one) => one.claims))];
  return sharePicture(app, {
    label: "Stakeholders that are tied to one partner alone",
    groups: [
      {
        title: BROKER_SHARE.title,
        rows: rows.map(({ node, partners, tested, only }) => ({
          label: `${node.label}${node.is_class ? " (a class)" : ""}`,
          name: { key: `between:${node.id}`, title: node.label, open: `node:${node.id}` },
          whole: tested.length,
          part: only.length,
          partMark: {
            key: `only:${node.id}`,
            title: `Tied to “${node.label}” alone`,
            note: only.map((one) => one.node.label).join("; "),
            claims: claims(only),
          },
          wholeMark: {
            key: `partners:${node.id}`,
            title: `Partners of “${node.label}”`,
            note: `${counted(partners.length, "partner")}, ${tested.length} of them with two claims or more that tie them to anybody`,
            claims: claims(tested),
          },
        })),
      },
    ],
    words: { full: BROKER_SHARE.part, whole: BROKER_SHARE.whole },
    none: BROKER_SHARE.none,
  });
}

function sentenceOf(app) {
  return ({ node, through, claims }) => {
    const focus = app.study.inQuestion;
    const about = focus && claims.every((claim) => claim.focus === focus) ? ` over ${focus}` : "";
    return {
      key: `words:${node.id}`,
      title: `“${node.label}” and “${through.label}”`,
      words: `All that is said to tie “${node.label}” to others${about} leads to “${through.label}”`,
      claims,
    };
  };
}

function table(study, { rows }) {
  const measured = new Map(study.table("brokers").map((row) => [row.id, row]));
  const columns = ["group", ...ROLES, "total", "ungrouped", "reference"];
  const numbers = ["expected", "share"].flatMap((name) => ROLES.map((role) => `${name}_${role}`));
  const names = [...columns, ...numbers];
  return {
    columns: ["id", "label", "partners", "partners_tested", "tied_to_it_alone", "n_sources", ...names],
    rows: rows.map(({ node, partners, tested, only }) => [
      node.id,
      node.label,
      partners.length,
      tested.length,
      only.map((one) => one.node.id),
      tally(partners.flatMap(({ claims }) => claims)).sources,
      ...names.map((name) => measured.get(node.id)?.[name] ?? null),
    ]),
  };
}
