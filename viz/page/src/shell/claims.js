/** Claims as they are read: who is said to have done what, and where that was said. */
import { counted } from "../data/count.js";
import { tagsOf } from "../data/sheet-parts.js";
import { spaced } from "../data/study.js";
import { el } from "../draw/dom.js";
import { quotation } from "./quotes.js";

const AT_FIRST = 40;

/**
 * Claims under the headings of their order.
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/study.js").Claim[]} ordered
 * @param {import("../data/claim-orders.js").ClaimOrder} order
 * @param {number} [most] how many to show before a button asks for more
 */
export function claimList(app, ordered, order, most = AT_FIRST) {
  const { study } = app;
  const list = el("div", { class: "claims" });
  let heading = null;
  const add = (from, to) => {
    for (const claim of ordered.slice(from, to)) {
      const next = order.heading(study, claim);
      if (next !== heading) list.append(el("h3", {}, next));
      heading = next;
      list.append(claimCard(app, claim));
    }
    if (to < ordered.length) {
      const more = el(
        "button",
        { type: "button", class: "wide" },
        `Show ${Math.min(200, ordered.length - to)} of ${(ordered.length - to).toLocaleString("en-GB")} more claims`,
      );
      more.addEventListener("click", () => {
        more.remove();
        add(to, to + 200);
      });
      list.append(more);
    }
  };
  add(0, most);
  return list;
}

/** One claim. */
export function claimCard(app, claim) {
  const { study } = app;
  const tags = tagsOf(claim);
  return el(
    "article",
    { class: `claim ${app.tone(claim.focus)}`, "aria-label": `Claim ${claim.claim}` },
    el(
      "p",
      { class: "claim-head" },
      nodeLink(app, claim.subject),
      " ",
      el("span", { class: "verb", title: study.meaning(claim.predicate) }, spaced(claim.predicate)),
      " ",
      nodeLink(app, claim.object),
      ...tags.map((tag) => el("span", { class: "tag" }, tag)),
    ),
    claim.summary ? el("p", { class: "claim-summary" }, claim.summary) : null,
    ...(claim.quotes ?? []).map((quote) => quotation(app, quote)),
    claim.note ? el("p", { class: "claim-note" }, `Coder's note: ${claim.note}`) : null,
    el(
      "dl",
      { class: "facts" },
      ...facts(app, claim).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
    ),
  );
}

/** What is known of where a claim comes from; what is not known is said to be unknown where it matters. */
function facts(app, claim) {
  const { study } = app;
  const linked = (name, id) => (id ? [[name, nodeLink(app, id)]] : []);
  const plain = (name, value) =>
    value === null || value === undefined || value === "" ? [] : [[name, String(value)]];
  return [
    ["Source", nodeLink(app, claim.source)],
    ["Said by", claim.speaker ? nodeLink(app, claim.speaker) : "not attributed to a speaker"],
    ...linked("Site", claim.site),
    ...linked("Workstream", claim.workstream),
    ...linked("Holds for", claim.about),
    ...linked("Reason given", claim.reason),
    ...plain("Step", claim.step),
    ...plain("Date", claim.date),
    ...plain("Focus", claim.focus),
    ...(claim.codes.length
      ? [["Codes", claim.codes.map((code, n) => [n ? ", " : "", nodeLink(app, code, codeName(study, code))])]]
      : []),
    ...(study.namesCoders ? [["Coded by", claim.coder ?? "not known"]] : []),
    ["Where", claim.locator ?? "no locator"],
    [
      "Behind it",
      claim.quoted === true
        ? "a quotation in the source"
        : claim.quoted === false
          ? "no quotation"
          : "not known",
    ],
    ...study.ownColumns.flatMap((name) => plain(spaced(name), claim.own[name])),
    ["Claim", openLink(app, `claim:${claim.claim}`, claim.claim)],
  ];
}

function codeName(study, code) {
  const label = study.label(code);
  return label === code ? code : `${code} ${label}`;
}

/** A node's label as a link that opens it. */
export function nodeLink(app, id, text = null) {
  return app.study.nodes.has(id)
    ? openLink(app, `node:${id}`, text ?? app.study.label(id))
    : el("span", {}, text ?? id ?? "");
}

/** A link to what the panel can show. */
export function openLink(app, open, text) {
  return el("a", { href: app.address({ open }), class: "open-link" }, text);
}

/** The sentence above a list where filters have taken some away. */
export function takenOut(all, left) {
  const out = all - left;
  return out ? ` ${counted(out, "more claim")} ${out === 1 ? "is" : "are"} taken out by the filters.` : "";
}
