/** When: what has a date, on one line of time; and how much has none. */

import { counted } from "../data/count.js";
import { claimLanes, hasDates, otherLanes, yearOf } from "../data/dated.js";
import { LANES } from "../data/words.js";
import { el } from "../draw/dom.js";
import { scrolling, underHeads } from "../draw/scrolling.js";
import { whenPictures } from "./when-picture.js";
import "./when.css";

export const when = {
  id: "when",
  title: "When it happened",
  tab: "When",
  offered: hasDates,
  draw(app) {
    const { lanes, without } = claimLanes(app.study, app.claims);
    const others = otherLanes(app.study);
    const dated = lanes.flatMap((lane) => lane.dated);
    const groups = [
      { title: LANES.claims, lanes },
      { title: "", lanes: others },
    ].filter((group) => group.lanes.length);
    const { heads, picture } = groups.length ? whenPictures(app, groups) : {};
    return {
      finding: finding(app, dated, others),
      detail: detail(app, dated, without),
      sentence: [
        `A bar goes from the first to the last day that a date may mean, so a claim dated with a year alone has a bar as long as the year: ${counted(dated.length, "claim")} ${dated.length === 1 ? "is" : "are"} drawn. `,
        "A hollow bar with round ends is a date that the study gives as about, between, before or after; an arrow is an end that nobody states. ",
        "A claim without a date is not early or late: nobody says when. ",
        "Dates of evidence and of organisations are from the study’s tables, and do not change with the filters.",
      ].join(""),
      content: picture
        ? [underHeads([heads], scrolling("When it happened", picture))]
        : [el("p", { class: "empty" }, "No claim that the filters leave in has a date.")],
      table: () => table([...lanes, ...others]),
    };
  },
};

function finding({ claims }, dated, others) {
  const has = dated.length === 1 ? "has" : "have";
  const years = dated.flatMap(({ days }) => days.map(yearOf));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const span = dated.length ? (first === last ? `, in ${first}` : `, from ${first} to ${last}`) : "";
  const besides = others.map(({ kind, dated: own }) =>
    counted(own.length, kind === "evidence" ? "evidence item" : kind),
  );
  const one = others.length === 1 && others[0].dated.length === 1;
  const also = besides.length ? `; ${besides.join(" and ")} ${one ? "has" : "have"} one, too` : "";
  return `${dated.length.toLocaleString("en-GB")} of ${counted(claims.length, "claim")} ${has} a date${span}${also}`;
}

function detail({ claims }, dated, without) {
  const none = claims.length - dated.length;
  const parts = [
    `${counted(none, "claim")} without a date ${none === 1 ? "is" : "are"} not drawn`,
    without
      ? `${counted(without, "workstream")} that claims name ${without === 1 ? "has" : "have"} no dated claim`
      : "",
  ];
  return parts.filter(Boolean).join("; ");
}

function table(lanes) {
  return {
    columns: ["lane", "what", "claim", "date", "rough"],
    rows: lanes.flatMap(({ name, dated }) =>
      dated.map(({ label, claim, date, rough }) => [
        name,
        label,
        claim?.claim ?? "",
        date,
        rough ? "yes" : "no",
      ]),
    ),
  };
}
