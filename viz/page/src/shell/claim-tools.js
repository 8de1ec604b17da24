/** A list of claims with what a reader can do with it: sort, copy, save, print. */
import { inOrder, ORDERS, usefulOrders } from "../data/claim-orders.js";
import { counted } from "../data/count.js";
import { el } from "../draw/dom.js";
import { claimsCells, claimsText, copied } from "../export/claims-text.js";
import { saveClaims } from "../export/saving.js";
import { claimList } from "./claims.js";

/** Claims that stand on a printed page, about, and the most that are printed. */
const PER_PAGE = 8;
const MOST_PRINTED = 2000;
/** More pages than these are printed only once the reader knows. */
const PAGES_AT_ONCE = 5;
/**
 * The order that the reader chose last. It is kept between draws, and not in the address, because it is how this reader
 * likes to read lists, not what the page shows: it holds for what is opened next, and no link carries it.
 */
let chosen = ORDERS[0].id;

/**
 * @param {import("../pane.js").Pane} app
 * @param {import("../data/study.js").Claim[]} claims
 * @returns {Node[]}
 */
export function claimsWithTools(app, claims) {
  const { study } = app;
  const useful = usefulOrders(study, claims);
  const order = useful.find(({ id }) => id === chosen) ?? ORDERS[0];
  let ordered = inOrder(study, claims, order);
  let list = claimList(app, ordered, order);
  const sort = (id) => {
    chosen = id;
    const next = ORDERS.find((one) => one.id === id);
    ordered = inOrder(study, claims, next);
    const made = claimList(app, ordered, next);
    list.replaceWith(made);
    list = made;
  };
  const sorting = useful.length > 1 ? sortBy(useful, order, sort) : null;
  const filters = app.filterWords();
  return [
    tools(app, () => ordered, sorting),
    filters ? el("p", { class: "list-filters" }, filters) : null,
    list,
  ].filter(Boolean);
}

/** What can be done with claims, without a choice of their order. */
export function claimTools(app, claims) {
  return tools(app, () => claims, null);
}

function sortBy(useful, order, sort) {
  return el(
    "label",
    { class: "choice" },
    "Sort by ",
    el(
      "select",
      { "data-key": "claims-sorted", on: { change: (event) => sort(event.target.value) } },
      ...useful.map(({ id, words }) => el("option", { value: id, selected: id === order.id }, words)),
    ),
  );
}

function tools(app, listed, sorting) {
  const claims = listed();
  if (!claims.length) return null;
  app.app.listed = claims.length;
  const status = el("p", { class: "tool-status", role: "status" });
  const copy = async (text, what) => {
    const worked = await copied(text);
    status.textContent = worked
      ? `${counted(claims.length, "claim")} copied ${what}.`
      : "The browser does not let this page copy. Save the claims instead.";
  };
  const button = (words, act, name = null) =>
    el("button", { type: "button", "aria-label": name, on: { click: act } }, words);
  return el(
    "div",
    { class: "saving" },
    el(
      "div",
      { class: "claim-tools" },
      sorting,
      button("Copy", () => copy(claimsText(app.study, listed()), "as text"), "Copy as text"),
      button("Copy for Excel", () => copy(claimsCells(app.study, listed()), "as a table")),
      button("Save (CSV)", () => saveClaims(app, listed()), "Save these claims (CSV)"),
      button("Print", () => askToPrint(status, claims.length), "Print this list"),
    ),
    status,
  );
}

/**
 * Nobody prints a hundred pages without knowing.
 * @param {HTMLElement} status where it is asked
 * @param {number} number of claims
 * @param {() => void} act prints
 */
export function askToPrint(status, number, act = printList) {
  const pages = Math.ceil(Math.min(number, MOST_PRINTED) / PER_PAGE);
  if (pages <= PAGES_AT_ONCE) {
    act();
    return;
  }
  const some = number > MOST_PRINTED ? `The first ${MOST_PRINTED.toLocaleString("en-GB")} of the` : "The";
  const words = `${some} ${counted(number, "claim")} in the panel take roughly ${pages} pages. `;
  ask(status, words, { [`Print about ${pages} pages`]: act, "Do not print": () => status.replaceChildren() });
}

/**
 * A question before something that takes much.
 * @param {HTMLElement} status where it is asked
 * @param {string} words
 * @param {Object<string, () => void>} answers what each button says and does; the first has the focus
 */
export function ask(status, words, answers) {
  const buttons = Object.entries(answers).map(([label, act]) =>
    el("button", { type: "button", on: { click: act } }, label),
  );
  status.replaceChildren(words, ...buttons.flatMap((button) => [button, " "]));
  buttons[0].focus();
}

function printList() {
  const { classList } = document.body;
  classList.add("prints-list");
  addEventListener("afterprint", () => classList.remove("prints-list"), { once: true });
  print();
}
