/** What a picture shows, said in sentences, each of which opens its claims. */
import { counted, tally } from "../data/count.js";
import { el } from "../draw/dom.js";

const AT_FIRST = 8;
const MOST = 300;

/**
 * @param {import("../pane.js").Pane} app
 * @param {string} title
 * @param {Array<{key: string, title: string, words: string, claims: Array}>} sentences those on most sources first
 */
export function saidInWords(app, title, sentences) {
  if (!sentences.length) return "";
  const [first, rest] = [sentences.slice(0, AT_FIRST), sentences.slice(AT_FIRST, MOST)];
  return el(
    "section",
    { class: "in-words", "aria-label": title },
    el("h3", { "data-part": "words" }, title),
    list(app, first),
    rest.length ? el("details", {}, el("summary", {}, `Show ${rest.length} more`), list(app, rest)) : "",
  );
}

function list(app, sentences) {
  return el("ul", {}, ...sentences.map((one) => el("li", {}, `${one.words}: `, number(app, one), ".")));
}

function number(app, { key, title, words, claims }) {
  const { sources, speakers } = tally(claims);
  const said = [
    counted(claims.length, "claim"),
    counted(sources, "source"),
    speakers ? counted(speakers, "named speaker") : "no named speaker",
  ];
  return app.marks.add(el("span", {}, said.join(", ")), { key, title, note: words, claims });
}
