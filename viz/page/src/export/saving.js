/** What a reader can keep of a view: a picture, its numbers, the claims, a printed page. */
import { printForWall, printPictures } from "../draw/paper.js";
import { claimsCsv, csv, save, tableName } from "./csv.js";
import { savePicture } from "./picture.js";
import { saveSlide, saveSlides } from "./slide.js";
import { SLIDES } from "./slide-plan.js";

/** What goes on paper, by its name. */
export const PRINTS = { print: () => print(), pictures: printPictures, wall: printForWall };

/**
 * @param {import("../app.js").App} app
 * @param {"svg"|"png"|"wide"|"square"|"wide-parts"|"square-parts"|"csv"|"claims"|"print"|"pictures"|"wall"} what
 * @param {(number: number) => Promise<boolean>} agreed whether the reader wants so many files
 * @returns {Promise<string>} what the reader is to know; empty where all went well
 */
export async function saveView(app, what, agreed) {
  const name = `${tableName(app.study.id)}-${app.view.id}`;
  if (PRINTS[what]) {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    PRINTS[what]();
  } else if (what === "csv") {
    const { columns, rows } = tableOf(app.panes);
    save(`${name}.csv`, csv(columns, rows));
  } else if (what === "claims") {
    save(`${tableName(app.study.id)}-claims.csv`, claimsOf(app));
  } else if (what.endsWith("-parts")) {
    return saveSlides(app, name, what.replace("-parts", ""), agreed);
  } else {
    return SLIDES[what] ? saveSlide(app, name, what) : savePicture(app, `${name}.${what}`);
  }
  return "";
}

/** The numbers of a view; those of two slices under each other, with the slice in the first column. */
function tableOf(panes) {
  const tables = panes.map(({ drawn }) => drawn.table());
  if (tables.length === 1) return tables[0];
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const rows = tables.flatMap((table, place) =>
    table.rows.map((row) => [
      panes[place].letter,
      ...columns.map((column) => row[table.columns.indexOf(column)] ?? null),
    ]),
  );
  return { columns: ["slice", ...columns], rows };
}

/** The claims that the filters leave in; of two slices each once, with the slices that have it. */
function claimsOf({ study, panes }) {
  if (panes.length === 1) return claimsCsv(study, panes[0].claims);
  const inSlices = (claim) => panes.filter(({ included }) => included.has(claim.place));
  const claims = study.claims.filter((claim) => inSlices(claim).length);
  const slices = claims.map((claim) =>
    inSlices(claim)
      .map(({ letter }) => letter)
      .join(" and "),
  );
  return claimsCsv(study, claims, { slice: slices });
}

/** Save claims with everything that is known of them. */
export function saveClaims(app, claims) {
  save(`${tableName(app.study.id)}-claims.csv`, claimsCsv(app.study, claims));
}
