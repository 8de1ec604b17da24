/**
 * What the page shows, as its address says it: Back undoes, and a copied address shows the same.
 *
 * @typedef {Object} Chosen
 * @property {Object<string, string[]>} hidden values taken out, by facet
 * @property {Object<string, string[]>} kept values that alone are shown, by facet
 *
 * @typedef {Object} ShownOnly
 * @property {string} view id of the view
 * @property {string} part of the view where it opens, as `data-part` names it; "" is its top
 * @property {string} open what the panel shows: `node:ID`, `claim:ID`, `mark:KEY` (a mark of the view), or ""
 * @property {Object<string, string>} options choices within views, by name
 * @property {""|"others"|"all"|"own"} versus what the slice is compared with: nothing, all claims that it leaves out,
 *   all claims, or those that `other` leaves in
 * @property {Chosen} other the filters of the second slice
 * @property {""|"b"} pane the slice whose claims the panel shows: the first, or the second
 *
 * @typedef {Chosen & ShownOnly} Shown
 */

const SEPARATOR = "~";
const VERSUS = ["others", "all", "own"];
/** What the address calls the filters of the second slice begins so. */
const SECOND = "vs.";

/** @param {string} hash @returns {Shown} */
export function read(hash) {
  const said = new URLSearchParams(hash.replace(/^#\/?/, ""));
  const versus = VERSUS.includes(said.get("vs")) ? said.get("vs") : "";
  const open = said.get("open") ?? "";
  const shown = {
    view: said.get("view") ?? "",
    part: said.get("part") ?? "",
    open,
    ...chosen(said, ""),
    options: {},
    versus,
    other: versus === "own" ? chosen(said, SECOND) : { hidden: {}, kept: {} },
    pane: versus && open && said.get("in") === "b" ? "b" : "",
  };
  for (const [name, value] of said) {
    if (name.startsWith("set.")) shown.options[name.slice(4)] = value;
  }
  return shown;
}

/** @param {Shown} shown */
export function write(shown) {
  const said = new URLSearchParams({ view: shown.view });
  if (shown.part) said.set("part", shown.part);
  say(said, "", shown);
  if (shown.versus) said.set("vs", shown.versus);
  if (shown.versus === "own") say(said, SECOND, shown.other);
  for (const [name, value] of Object.entries(shown.options)) {
    if (value) said.set(`set.${name}`, value);
  }
  if (shown.open) said.set("open", shown.open);
  if (shown.versus && shown.open && shown.pane) said.set("in", shown.pane);
  return `#/${said}`; // with a slash, so that no checker takes it for a link to a place in the page
}

function chosen(said, prefix) {
  const [hidden, kept] = [{}, {}];
  for (const [name, value] of said) {
    for (const [word, by] of [
      [`${prefix}hide.`, hidden],
      [`${prefix}only.`, kept],
    ]) {
      if (name.startsWith(word)) by[name.slice(word.length)] = value.split(SEPARATOR).map(unescaped);
    }
  }
  return { hidden, kept };
}

function say(said, prefix, { hidden, kept }) {
  for (const [word, by] of [
    ["hide", hidden],
    ["only", kept],
  ]) {
    for (const [facet, values] of Object.entries(by)) {
      if (values.length) said.set(`${prefix}${word}.${facet}`, values.map(escaped).join(SEPARATOR));
    }
  }
}

/** A value may hold the separator. */
function escaped(value) {
  return value.replaceAll("!", "!e").replaceAll(SEPARATOR, "!s");
}

function unescaped(value) {
  return value.replaceAll("!s", SEPARATOR).replaceAll("!e", "!");
}
