/**
 * What the page shows, as its address says it: Back undoes, and a copied address shows the same.
 *
 * @typedef {Object} Shown
 * @property {string} view id of the view
 * @property {string} open what the panel shows: `node:ID`, `claim:ID`, `mark:KEY` (a mark of the view), or ""
 * @property {Object<string, string[]>} hidden values taken out, by facet
 * @property {Object<string, string[]>} kept values that alone are shown, by facet
 * @property {Object<string, string>} options choices within views, by name
 */

const SEPARATOR = "~";

/** @param {string} hash @returns {Shown} */
export function read(hash) {
  const said = new URLSearchParams(hash.replace(/^#\/?/, ""));
  const shown = {
    view: said.get("view") ?? "",
    open: said.get("open") ?? "",
    hidden: {},
    kept: {},
    options: {},
  };
  for (const [name, value] of said) {
    if (name.startsWith("hide.")) shown.hidden[name.slice(5)] = value.split(SEPARATOR).map(unescaped);
    if (name.startsWith("only.")) shown.kept[name.slice(5)] = value.split(SEPARATOR).map(unescaped);
    if (name.startsWith("set.")) shown.options[name.slice(4)] = value;
  }
  return shown;
}

/** @param {Shown} shown */
export function write(shown) {
  const said = new URLSearchParams({ view: shown.view });
  for (const [word, by] of [
    ["hide", shown.hidden],
    ["only", shown.kept],
  ]) {
    for (const [facet, values] of Object.entries(by)) {
      if (values.length) said.set(`${word}.${facet}`, values.map(escaped).join(SEPARATOR));
    }
  }
  for (const [name, value] of Object.entries(shown.options)) {
    if (value) said.set(`set.${name}`, value);
  }
  if (shown.open) said.set("open", shown.open);
  return `#/${said}`; // with a slash, so that no checker takes it for a link to a place in the page
}

/** A value may hold the separator. */
function escaped(value) {
  return value.replaceAll("!", "!e").replaceAll(SEPARATOR, "!s");
}

function unescaped(value) {
  return value.replaceAll("!s", SEPARATOR).replaceAll("!e", "!");
}
