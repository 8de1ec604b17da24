/** The panel: the claims behind whatever was opened. */

import { bestChain } from "../data/chain.js";
import { counted, provenance } from "../data/count.js";
import { besides, outcomeOf } from "../data/outcomes.js";
import { spaced } from "../data/study.js";
import { touchesShown } from "../data/touches.js";
import { chainBoxes, chainEnds, weakWords } from "../draw/chain.js";
import { el } from "../draw/dom.js";
import { claimsWithTools, claimTools } from "./claim-tools.js";
import { claimCard, nodeLink, takenOut } from "./claims.js";
import { placesOf, typeParts } from "./evidence-type.js";
import { aboutQuotes, quotesPanel } from "./quotes.js";

/**
 * @param {import("../pane.js").Pane} app whose claims are shown
 * @param {string} open what to show, as the address says it
 * @returns {Node[]} what stands in the panel
 */
export function panel(app, open) {
  if (!open) return [el("h2", { tabindex: "-1" }, "Claims"), ...nothingOpen(app)];
  const close = el(
    "button",
    { type: "button", class: "close", on: { click: () => app.close() } },
    "Close (Esc)",
  );
  const whose = app.app.panes.length > 1;
  return [
    close,
    whose
      ? el("p", { class: "of-slice" }, el("b", { class: "slice-letter" }, app.letter), " ", app.title())
      : null,
    ...content(app, open),
  ];
}

function content(app, open) {
  const [what, ...rest] = open.split(":");
  const name = rest.join(":");
  if (what === "node" && app.study.nodes.has(name)) return ofNode(app, app.study.nodes.get(name));
  if (what === "claim" && app.study.claimsById.has(name)) return ofClaim(app, app.study.claimsById.get(name));
  if (what === "quotes") return quotesPanel(app);
  const quote = what === "quote" && app.study.quotes.all.find((one) => one.open === open);
  if (quote) return quotesPanel(app, quote);
  if (what === "chain") return ofChain(app, name);
  const mark = app.marks.find(open);
  if (mark) return ofMark(app, mark);
  return [
    el("h2", { tabindex: "-1" }, "Nothing to show"),
    el(
      "p",
      {},
      "The view as it is now does not show what this address names. Filters may have taken it out.",
    ),
  ];
}

function nothingOpen(app) {
  return [
    el(
      "p",
      {},
      "Choose a row, a mark, a bar, a line or a number to read the claims behind it: who is said to have done what, and where it was said.",
    ),
    el("p", {}, `${provenance(app.claims)}.`, takenOut(app.study.claims.length, app.claims.length)),
    ...aboutQuotes(app),
    el("p", {}, "Press ", el("kbd", {}, "?"), " for the keys, ", el("kbd", {}, "/"), " to search."),
  ];
}

function ofMark(app, mark) {
  const claims = mark.claims ?? [];
  return [
    el("h2", { tabindex: "-1" }, mark.title),
    mark.note ? el("p", {}, mark.note) : null,
    ...(mark.actions ?? []).map(({ label, act }) =>
      el("p", {}, el("button", { type: "button", on: { click: act } }, label)),
    ),
    el("p", { class: "counts" }, claims.length ? `${provenance(claims)}.` : withoutClaims(mark)),
    mark.rows ? rowList(app, mark.rows) : null,
    ...claimsWithTools(app, claims),
  ];
}

function withoutClaims({ rows }) {
  return rows
    ? `No claim is behind this: ${rows.words}. A name below opens the claims on it.`
    : "No claim is behind this.";
}

/** Rows of the study's tables, as they stand there. */
function rowList(app, { list }) {
  return el(
    "ul",
    { class: "statements" },
    ...list.map(({ node, words, where }) =>
      el(
        "li",
        {},
        nodeLink(app, node),
        `: ${words}`,
        where ? el("span", { class: "where" }, ` [${where}]`) : "",
      ),
    ),
  );
}

function ofClaim(app, claim) {
  return [el("h2", { tabindex: "-1" }, `Claim ${claim.claim}`), claimCard(app, claim)];
}

/** Facts of a node that are shown elsewhere in the panel, or mean nothing to a reader. */
const NOT_LISTED = new Set(["id", "kind", "label", "rank", "order", "locator", "text"]);

function ofNode(app, node) {
  const all = placesOf(app.study, node);
  const claims = all.map((place) => app.study.claims[place]).filter((claim) => app.included.has(claim.place));
  const kind = app.study.kindsByName.get(node.kind);
  return [
    el("h2", { tabindex: "-1" }, node.label),
    el(
      "p",
      { class: "tags" },
      el("span", { class: "tag" }, kind?.one ?? node.kind),
      el("span", { class: "tag" }, node.id),
    ),
    app.hasSheet(node)
      ? el(
          "p",
          { class: "to-sheet" },
          el(
            "a",
            { href: app.address({ view: "sheet", options: { ...app.shown.options, sheet: node.id } }) },
            "Page to print",
          ),
        )
      : null,
    storyLink(app, node),
    partnersLink(app, node),
    el("dl", { class: "facts" }, ...nodeFacts(app, node), ...became(app, node)),
    ...typeParts(app, node),
    chainActions(app, node),
    el("p", { class: "counts" }, `${provenance(claims)}.`, takenOut(all.length, claims.length)),
    ...claimsWithTools(app, claims),
  ];
}

/** To the item or workstream as a story, where the page has that view. */
function storyLink(app, node) {
  if (!app.views.find(({ id }) => id === "story")?.takes(node)) return null;
  const options = { ...app.shown.options, story: node.id };
  return el(
    "p",
    { class: "to-sheet" },
    el("a", { href: app.address({ view: "story", open: "", options }) }, "As a story"),
  );
}

/** To the stakeholder and its partners on the map, where the page has that picture. */
function partnersLink(app, node) {
  const map = app.views.find(({ id }) => id === "map");
  if (!map?.hasPartners || !app.study.map?.nodes.includes(node.id)) return null;
  const options = { ...app.shown.options, map: "one", one: node.id };
  return el(
    "p",
    { class: "to-sheet" },
    el("a", { href: app.address({ view: "map", open: "", options }) }, "Only this and its neighbours"),
  );
}

/** What became of an evidence item, by the claims that the filters leave in. */
function became(app, node) {
  const own = touchesShown(app).filter(({ evidence }) => evidence === node.id);
  if (!own.length) return [];
  const ended = outcomeOf(own, app.study.rules);
  return [el("dt", {}, "outcome"), el("dd", {}, [ended.outcome, ...besides(ended)].join(", "))];
}

/** From one node to another by the shortest chain of claims: begin here, or end here. */
function chainActions(app, node) {
  const from = app.option("from", "");
  const begin = el(
    "button",
    { type: "button", on: { click: () => app.choose("from", node.id) } },
    "Begin a chain of claims here",
  );
  if (from === node.id) {
    const button = `Shortest chain from ${node.label}`;
    return el("p", {}, `A chain begins here: open another node, then choose “${button}”.`);
  }
  if (!app.study.nodes.has(from)) return el("p", {}, begin);
  const end = el(
    "button",
    { type: "button", on: { click: () => app.open(`chain:${JSON.stringify([from, node.id])}`) } },
    `Shortest chain from ${app.study.label(from)}`,
  );
  return el("p", { class: "actions" }, end, " ", begin);
}

/** The shortest chain of claims between two nodes, step by step. */
function ofChain(app, name) {
  const [from, to] = chainEnds(name);
  const heading = el("h2", { tabindex: "-1" }, `From ${app.study.label(from)} to ${app.study.label(to)}`);
  const { steps, weak, beginsWeak } = bestChain(app.claims, from, to, app.study.rules.normative);
  if (!steps) {
    return [
      heading,
      el(
        "p",
        {},
        "No chain of claims joins the two, among the claims that the filters leave in. That does not mean that nothing joins them.",
      ),
    ];
  }
  const claims = steps.flatMap((step) => step.claims);
  return [
    heading,
    el(
      "p",
      {},
      `The shortest chain of claims has ${counted(steps.length, "step")}; each claim is followed whichever way it points, and there may be others as short. `,
      weak && steps.length ? weakWords(beginsWeak) : "",
    ),
    chainBoxes(app.study, steps),
    el("p", { class: "counts" }, `${provenance(claims)}.`),
    claimTools(app, claims),
    ...steps.flatMap((step, place) => [
      el("h3", {}, `${place + 1}. `, nodeLink(app, step.from), " – ", nodeLink(app, step.to)),
      ...step.claims.map((claim) => claimCard(app, claim)),
    ]),
  ];
}

/** The properties of a node, in words; those that name nodes as links. */
export function nodeFacts(app, node) {
  const listed = Object.entries(node).filter(
    ([name, value]) =>
      !NOT_LISTED.has(name) && value !== null && value !== undefined && value !== "" && value !== node.id,
  );
  const facts = listed.map(([name, value]) => [spaced(name.replace(/^profile_/, "")), factValue(app, value)]);
  if (node.locator) facts.push(["where", node.locator]);
  return facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]);
}

function factValue(app, value) {
  if (value === true) return "yes";
  if (value === false) return "no";
  const parts = Array.isArray(value) ? value : [value];
  return parts.flatMap((part, place) => [
    place ? "; " : "",
    nodeLink(app, part, app.study.nodes.has(part) ? null : String(part)),
  ]);
}
