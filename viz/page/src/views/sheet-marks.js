/** What opens on a page to print: the claims that a heading or a fact counts. */
import { counted, provenance } from "../data/count.js";
import { el } from "../draw/dom.js";
import { nodeLink } from "../shell/claims.js";

/** The heading of a group of claims; its number opens them. */
export function groupHeading(app, section, title, claims) {
  const key = `sheet:${section}:${title}`;
  const number = el("span", {}, counted(claims.length, "claim"));
  return el(
    "h5",
    {},
    `${title} (`,
    app.marks.add(number, { key, title: `${section}: ${title}`, claims }),
    ")",
  );
}

/** The values of a fact: nodes open themselves, and what rests on claims opens these. */
export function valuesOpened(app, { name, values, claims }) {
  const parts = values.map((value, place) => [place ? "; " : "", nodeLink(app, value)]);
  if (!claims?.length) return parts;
  return [app.marks.add(el("span", {}, parts), { key: `sheet:fact:${name}`, title: name, claims })];
}

/** How many claims a page rests on, and from how many sources and speakers; opens them. */
export function allClaims(app, claims) {
  const mark = { key: "sheet:all", title: "All claims of this page", claims };
  return app.marks.add(el("span", {}, provenance(claims)), mark);
}
