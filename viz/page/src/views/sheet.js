/** Pages to print: one for each stakeholder and one for each evidence item. */
import { provenance } from "../data/count.js";
import { evidenceSheet } from "../data/evidence-sheet.js";
import { STAKEHOLDERS, sentenceOf, tagsOf } from "../data/sheet-parts.js";
import { stakeholderSheet } from "../data/stakeholder-sheet.js";
import { spaced } from "../data/study.js";
import { choice } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { scrolling } from "../draw/scrolling.js";
import { openLink } from "../shell/claims.js";
import { chooser, sheetGroups } from "./sheet-chooser.js";
import { groupHeading, valuesOpened } from "./sheet-marks.js";
import { sheetPage } from "./sheet-page.js";
import "./sheet.css";

const EVIDENCE = "EvidenceItem";

export const sheet = {
  id: "sheet",
  title: "Pages to print",
  tab: "Print",
  takes: (node) => node.kind === EVIDENCE || STAKEHOLDERS.includes(node.kind),
  draw(app) {
    const node = app.study.nodes.get(app.option("sheet", ""));
    if (!node || !sheet.takes(node)) return chooser(app);
    const made =
      node.kind === EVIDENCE
        ? evidenceSheet(app.study, node, app.claims)
        : stakeholderSheet(app.study, node, app.claims);
    const page = app.option("pages", "") === "whole" ? null : sheetPage(app, node, made);
    return {
      sentence: sentence(app, node, made),
      controls: [
        choice(app, "pages", "Print:", [
          ["", "one A4"],
          ["whole", "all claims"],
        ]),
        ...steps(app, node),
      ],
      drawn: page?.fit,
      gone: page?.gone,
      content: page
        ? [scrolling(node.label, page.element)]
        : [
            el(
              "article",
              { class: "sheet" },
              el("h3", { class: "sheet-name" }, node.label),
              ...made.sections.map((section) => sectionOf(app, section, made)),
              sources(app, made.claims),
            ),
          ],
      table: () => table(app.study, made),
    };
  },
};

function sentence(app, node, made) {
  const kind = app.study.kindsByName.get(node.kind)?.one ?? node.kind;
  const others = (made.members ?? []).slice(1).map((id) => app.study.label(id));
  return [
    `What the study says about this ${kind}: ${provenance(made.claims)}. `,
    others.length
      ? `The profile gathers several roles, whose claims are here too: ${others.join(", ")}. `
      : "",
    "Profiles and lists are the study’s own reading and are not changed by filters; what is unknown is marked “not known”.",
  ].join("");
}

/** To the chooser, to print, and to the pages before and after. */
function steps(app, node) {
  const group = sheetGroups(app.study).filter(({ evidence }) => evidence === (node.kind === EVIDENCE));
  const nodes = group.flatMap((one) => one.nodes);
  const place = nodes.findIndex(({ id }) => id === node.id);
  const word = node.kind === EVIDENCE ? "evidence item" : "stakeholder";
  const step = (name, other) =>
    other
      ? el("a", { href: to(app, other.id), "data-key": `sheet:${name}` }, `${name} ${word}: ${other.label}`)
      : "";
  return [
    el("button", { type: "button", on: { click: () => print() } }, "Print this page"),
    el("a", { href: to(app, "") }, "Choose another"),
    step("Previous", nodes[place - 1]),
    step("Next", nodes[place + 1]),
  ].filter(Boolean);
}

function to(app, id) {
  return app.address({ open: "", options: { ...app.shown.options, sheet: id } });
}

function sectionOf(app, section, made) {
  const { title, lead, facts = [], groups = [], unknown } = section;
  const empty = !facts.length && !groups.length;
  return el(
    "section",
    { class: "sheet-section", "aria-label": title },
    el("h4", {}, title),
    lead && !empty ? el("p", { class: "sheet-lead" }, lead) : "",
    empty ? el("p", { class: "not-known" }, unknown ?? "Not known.") : "",
    facts.length
      ? el("dl", { class: "sheet-facts" }, ...facts.map((fact, place) => factOf(app, fact, facts[place + 1])))
      : "",
    ...groups.map((group) => groupOf(app, title, group, made)),
  );
}

/** Where facts stand is said once for those that follow each other. */
function factOf(app, fact, next) {
  const { name, from, begins } = fact;
  return el(
    "div",
    { class: begins ? "begins" : null },
    el("dt", {}, name),
    el(
      "dd",
      {},
      valuesOpened(app, fact),
      from && next?.from !== from ? el("span", { class: "where" }, ` [${from}]`) : "",
    ),
  );
}

function groupOf(app, about, { title, claims }, made) {
  return [
    groupHeading(app, about, title, claims),
    el(
      "ul",
      { class: "statements" },
      ...claims.map((claim) => el("li", {}, statement(app, claim, made.saysOf))),
    ),
  ];
}

/** A claim in a line: who did what, what that says of the item, its summary, its id and where it was made. */
function statement(app, claim, saysOf) {
  const { study } = app;
  const said = saysOf?.get(claim);
  const tags = [saysOf && claim.step ? spaced(claim.step) : "", said, ...tagsOf(claim)].filter(Boolean);
  return [
    el("span", { class: "statement-who" }, sentenceOf(study, claim)),
    tags.length ? ` (${tags.join("; ")})` : "",
    claim.summary ? `: ${claim.summary}` : "",
    " ",
    el(
      "span",
      { class: "where" },
      "[",
      openLink(app, `claim:${claim.claim}`, claim.claim),
      claim.locator ? `, ${claim.locator}` : ", no locator",
      "]",
    ),
  ];
}

/** Where everything on the page comes from. */
function sources(app, claims) {
  const { study } = app;
  const coders = study.namesCoders;
  const heads = ["Claim", "Source", "Said by", "Stage", ...(coders ? ["Coded by"] : []), "Where"];
  if (!claims.length) return el("p", { class: "not-known" }, "The filters leave no claim for this page.");
  const row = (claim) => [
    openLink(app, `claim:${claim.claim}`, claim.claim),
    study.label(claim.source),
    claim.speaker ? study.label(claim.speaker) : "not attributed to a speaker",
    claim.stage ? study.label(claim.stage) : "no stage stated",
    ...(coders ? [claim.coder ?? "not known"] : []),
    claim.locator ?? "no locator",
  ];
  return el(
    "section",
    { class: "sheet-section sheet-sources", "aria-label": "The claims, and where they were made" },
    el("h4", {}, "The claims, and where they were made"),
    scrolling(
      "Claims of this page",
      el(
        "table",
        { class: "numbers" },
        el("caption", {}, `${provenance(claims)}`),
        el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
        el(
          "tbody",
          {},
          ...claims.map((claim) =>
            el(
              "tr",
              {},
              ...row(claim).map((cell, place) =>
                place ? el("td", {}, cell) : el("th", { scope: "row" }, cell),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

function table(study, made) {
  const rows = made.sections.flatMap(({ title, facts = [], groups = [], unknown }) => [
    ...facts.map(({ name, values, from }) => [
      title,
      name,
      values.map((one) => study.label(one)).join("; "),
      "",
      from,
    ]),
    ...groups.flatMap((group) =>
      group.claims.map((claim) => [
        title,
        group.title,
        [sentenceOf(study, claim), claim.summary].filter(Boolean).join(": "),
        claim.claim,
        claim.locator,
      ]),
    ),
    ...(facts.length || groups.length ? [] : [[title, "", unknown ?? "Not known.", "", ""]]),
  ]);
  return { columns: ["section", "what", "statement", "claim", "locator"], rows };
}
