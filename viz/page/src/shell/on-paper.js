/** Paper has pictures as wide as it is, so that their words can be read, and says how to read them. */
import { isForWall, isWithoutTables, PAPER, WALL } from "../draw/paper.js";
import { clearPaper, layOutPaper } from "../draw/printing.js";

/** @param {import("../app.js").App} app */
export function printing(app) {
  let open = false;
  const readings = () => app.main.querySelectorAll(".reading");
  addEventListener("beforeprint", () => {
    open = app.readingOpen;
    if (document.body.classList.contains("prints-list")) return; // the view does not go on paper
    widenTo(app, isForWall() ? WALL : (app.panes[0].drawn.paper ?? PAPER));
    for (const reading of readings()) reading.setAttribute("open", "");
    if (isWithoutTables()) leaveOutTables(app.main);
    layOutPaper();
  });
  addEventListener("afterprint", () => {
    clearPaper();
    for (const one of app.main.querySelectorAll(".off-paper")) one.classList.remove("off-paper");
    if (app.fixedWidth) app.drawAs(null);
    app.readingOpen = open;
    for (const reading of readings()) reading.toggleAttribute("open", open);
  });
}

/** A map on a canvas stays where the reader moved it: it has a picture of its own for paper. */
function widenTo(app, width) {
  const { drawn } = app.panes[0];
  if (!drawn.pictures && app.main.querySelector("svg.picture")) app.drawAs(width);
}

/** Takes tables of numbers off the paper, and headings that have nothing else under them. */
function leaveOutTables(main) {
  if (!main.querySelector("svg.picture:not(.for-saving *), canvas")) return;
  for (const table of main.querySelectorAll("table.numbers")) {
    (table.closest(".scroll") ?? table).classList.add("off-paper");
  }
  for (const heading of main.querySelectorAll("h3")) {
    const under = [];
    for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling)
      under.push(next);
    if (under.length && under.every((one) => one.classList.contains("off-paper")))
      heading.classList.add("off-paper");
  }
}
