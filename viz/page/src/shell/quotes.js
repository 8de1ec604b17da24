/** Words as they are read: the quotation between the sentences around it, and who said it where that may be said. */
import { spaced } from "../data/study.js";
import { el } from "../draw/dom.js";
import { nodeLink, openLink } from "./claims.js";

const AT_FIRST = 40;

/** One quotation. */
export function quotation(app, quote) {
  const by = quote.speaker ? ["said by ", nodeLink(app, quote.speaker)] : ["who said it is not named"];
  const marked = app.study.quotes.isWorkingCopy
    ? el("span", { class: "tag" }, spaced(quote.permission))
    : null;
  return el(
    "figure",
    { class: "quotation" },
    el(
      "blockquote",
      {},
      quote.before ? el("span", { class: "around" }, quote.before, " ") : null,
      el("q", { dir: "auto" }, quote.text),
      quote.after ? el("span", { class: "around" }, " ", quote.after) : null,
    ),
    el("figcaption", {}, ...by, marked ? " " : null, marked),
  );
}

/** What the page holds of the study's words; nothing where the study has none. */
export function aboutQuotes(app) {
  const { all, lines } = app.study.quotes;
  return [
    ...lines.map((line) => el("p", { class: "about-quotes" }, line)),
    all.length ? el("p", {}, openLink(app, "quotes:", "Read all quotations")) : null,
  ];
}

/** All quotations of the page, or one that stands behind no claim. */
export function quotesPanel(app, only = null) {
  const shown = only ? [only] : app.study.quotes.all;
  const list = el("div", { class: "quotations" });
  const add = (from, to) => {
    for (const quote of shown.slice(from, to)) {
      list.append(quotation(app, quote), el("p", { class: "of-quotation" }, ...whereFrom(app, quote)));
    }
    if (to < shown.length) {
      const more = el("button", { type: "button", class: "wide" }, "Show more quotations");
      more.addEventListener("click", () => {
        more.remove();
        add(to, to + 200);
      });
      list.append(more);
    }
  };
  add(0, AT_FIRST);
  return [
    el("h2", { tabindex: "-1" }, only ? "Quotation" : "Quotations"),
    ...(only ? [] : app.study.quotes.lines.map((line) => el("p", { class: "counts" }, line))),
    list,
  ];
}

/** Where words are from, as far as that may be said. */
function whereFrom(app, quote) {
  const claim = app.study.claims[quote.claim];
  if (claim) return ["Behind claim ", openLink(app, quote.open, claim.claim)];
  return quote.source ? ["From ", nodeLink(app, quote.source)] : ["Behind no claim that may be named"];
}
