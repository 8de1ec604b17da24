/** One A4 for a stakeholder or an evidence item: what is known, and of the claims as many as there is room for. */
import { counted } from "../data/count.js";
import { sentenceOf } from "../data/sheet-parts.js";
import { el } from "../draw/dom.js";
import { openLink } from "../shell/claims.js";
import { allClaims, groupHeading, valuesOpened } from "./sheet-marks.js";
import "./sheet-page.css";

/** So many facts and groups of claims of a section are tried, the most first, until all fit with a claim in each group. */
const TRIED = [
  { facts: 99, groups: 99 },
  { facts: 18, groups: 10 },
  { facts: 12, groups: 7 },
  { facts: 9, groups: 5 },
  { facts: 6, groups: 4 },
  { facts: 4, groups: 3 },
  { facts: 4, groups: 2 },
  { facts: 4, groups: 1 },
  { facts: 2, groups: 1 },
];

/**
 * @param {import("../pane.js").Pane} app
 * @param {Object} node
 * @param {import("../data/sheet-parts.js").Sheet & {saysOf?: Map<Object, string>}} made
 * @returns {{element: HTMLElement, fit: () => void, gone: () => void}} `fit` once the element is on the page, `gone`
 *   before it leaves
 */
export function sheetPage(app, node, made) {
  const body = el("div", { class: "page-body" });
  const kind = app.study.kindsByName.get(node.kind)?.one ?? node.kind;
  const filters = app.filterWords();
  const element = el(
    "article",
    { class: "sheet sheet-page" },
    el("h3", { class: "sheet-name" }, node.label),
    el(
      "p",
      { class: "page-kind" },
      `What the study says about this ${kind}: `,
      allClaims(app, made.claims),
      ".",
    ),
    body,
    el(
      "p",
      { class: "page-foot" },
      `${app.study.title}${filters ? `. ${filters}` : ""}. Claims are the first as coded; numbers count all of them. “Print: all claims” has the rest.`,
    ),
  );
  return {
    element,
    fit() {
      document.body.classList.add("is-one-page");
      const fits = (most, claims) => {
        body.replaceChildren(...sections(app, made, most, claims));
        return body.scrollWidth <= body.clientWidth + 1;
      };
      const most = TRIED.find((one) => fits(one, 1)) ?? TRIED.at(-1);
      // The more rounds, in which each group gets a claim more, the fuller the page.
      let rounds = 1;
      while (rounds < made.claims.length && fits(most, rounds + 1)) rounds += 1;
      if (!fits(most, rounds)) fits(most, 0);
    },
    gone: () => document.body.classList.remove("is-one-page"),
  };
}

function sections(app, made, most, claims) {
  const known = made.sections.filter(({ facts = [], groups = [] }) => facts.length || groups.length);
  return [
    // Who or what it is comes first, and whole.
    ...known.map((section, place) =>
      sectionOf(app, section, made, place ? most : { ...most, facts: TRIED[1].facts }, claims),
    ),
    ...made.sections
      .filter((section) => !known.includes(section))
      .map(({ title, unknown }) => el("p", { class: "not-known" }, `${title}: ${unknown ?? "Not known."}`)),
  ];
}

function sectionOf(app, { title, facts = [], groups = [] }, made, most, claims) {
  const largest = [...groups].sort((a, b) => b.claims.length - a.claims.length).slice(0, most.groups);
  const shown = groups.filter((group) => largest.includes(group));
  return el(
    "section",
    { class: "sheet-section", "aria-label": title },
    el("h4", {}, title),
    facts.length
      ? el("dl", { class: "page-facts" }, ...facts.slice(0, most.facts).map((fact) => factOf(app, fact)))
      : "",
    moreOf(facts.length - most.facts, "more fact"),
    ...shown.map((group) => groupOf(app, title, group, made, claims)),
    moreOf(groups.length - shown.length, "more heading"),
  );
}

function moreOf(number, noun) {
  return number > 0 ? el("p", { class: "where" }, `and ${counted(number, noun)}`) : "";
}

function factOf(app, fact) {
  const { name, begins } = fact;
  return el(
    "div",
    { class: begins ? "begins" : null },
    el("dt", {}, `${name}: `),
    el("dd", {}, valuesOpened(app, fact)),
  );
}

function groupOf(app, about, { title, claims }, { saysOf }, most) {
  const listed = claims.slice(0, most);
  return [
    groupHeading(app, about, title, claims),
    listed.length
      ? el(
          "ul",
          { class: "statements" },
          ...listed.map((claim) => el("li", {}, statement(app, claim, saysOf))),
        )
      : "",
    listed.length ? moreOf(claims.length - listed.length, "more claim") : "",
  ];
}

/** A claim in its summary, or as a sentence where it has none. */
function statement(app, claim, saysOf) {
  const said = saysOf?.get(claim);
  return [
    claim.summary || sentenceOf(app.study, claim),
    said ? ` (${said})` : "",
    " ",
    el("span", { class: "where" }, "[", openLink(app, `claim:${claim.claim}`, claim.claim), "]"),
  ];
}
