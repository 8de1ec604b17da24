/** Which page to print: stakeholders and evidence items, with how many claims mention each. */
import { counted } from "../data/count.js";
import { folded } from "../data/search.js";
import { hasProfile, membersOf } from "../data/stakeholder-sheet.js";
import { ALL_ITEMS, itemsByFocus } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { findBox, findWords } from "../draw/find.js";

/** These words are looked for in names and not in claims, so they are an option of their own. */
const FIND = "sheet-find";

/**
 * All that have a page, in the order in which one goes from page to page.
 * @returns {Array<{title: string, evidence: boolean, nodes: Object[]}>}
 */
export function sheetGroups(study) {
  const actors = study.ofKind("Actor");
  const groups = [
    { title: "Stakeholders with a profile", evidence: false, nodes: actors.filter(hasProfile) },
    {
      title: "Other people, roles and groups",
      evidence: false,
      nodes: actors.filter((one) => !hasProfile(one)),
    },
    { title: "Organisations", evidence: false, nodes: study.ofKind("Organisation") },
    ...[...itemsByFocus(study)].map(([focus, nodes]) => ({
      title: focus === ALL_ITEMS ? "Evidence items" : `Evidence items: ${focus}`,
      evidence: true,
      nodes,
    })),
  ];
  return groups
    .filter(({ nodes }) => nodes.length)
    .map((group) => ({ ...group, nodes: [...group.nodes].sort((a, b) => a.label.localeCompare(b.label)) }));
}

/** @param {import("../pane.js").Pane} app */
export function chooser(app) {
  const words = findWords(app, FIND);
  const holds = ({ label, id }) => words.every((word) => folded(`${label} ${id}`).includes(word));
  const groups = sheetGroups(app.study)
    .map((group) => ({ ...group, nodes: group.nodes.filter(holds) }))
    .filter(({ nodes }) => nodes.length);
  const number = groups.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const count = (node) =>
    new Set(
      membersOf(node)
        .flatMap((id) => app.study.claimsOf(id))
        .filter((place) => app.included.has(place)),
    ).size;
  const rows = groups.map((group) => ({ ...group, nodes: group.nodes.map((node) => [node, count(node)]) }));
  return {
    sentence: [
      "Each stakeholder and each piece of evidence has a page to print, with what claims say about it and where: ",
      `${total(rows, false, "stakeholder")} and ${total(rows, true, "evidence item")}${words.length ? " with these words" : ""}. `,
      "The number after a name counts its claims that the filters leave in.",
    ].join(""),
    found: `${number} found`,
    controls: [findBox(app, "Find a stakeholder or evidence", FIND)],
    content: rows.length
      ? rows.map((group) => list(app, group))
      : [
          el(
            "p",
            { class: "empty" },
            words.length
              ? "No name contains these words."
              : "The study lists no stakeholders and no evidence.",
          ),
        ],
    table: () => ({
      columns: ["group", "id", "label", "n_claims"],
      rows: rows.flatMap(({ title, nodes }) =>
        nodes.map(([node, claims]) => [title, node.id, node.label, claims]),
      ),
    }),
  };
}

function total(groups, evidence, noun) {
  const own = groups.filter((group) => group.evidence === evidence);
  return counted(
    own.reduce((sum, { nodes }) => sum + nodes.length, 0),
    noun,
  );
}

function list(app, { title, nodes }) {
  const link = ({ id, label }) => {
    const options = { ...app.shown.options, sheet: id, [FIND]: "" };
    return el("a", { href: app.address({ open: "", options }) }, label);
  };
  return el(
    "section",
    { class: "choices" },
    el("h3", {}, `${title}: ${nodes.length.toLocaleString("en-GB")}`),
    el(
      "ul",
      {},
      ...nodes.map(([node, claims]) =>
        el(
          "li",
          {},
          link(node),
          el("span", { class: "where" }, ` ${claims ? counted(claims, "claim") : "no claims"}`),
        ),
      ),
    ),
  );
}
