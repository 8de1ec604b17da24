/** What a reader can keep of a view: a picture, its numbers, the claims, a printed page. */
import { claimsCsv, csv, save, tableName } from "./csv.js";
import { savePicture } from "./picture.js";

/**
 * @param {import("../app.js").App} app
 * @param {"svg"|"png"|"csv"|"claims"|"print"} what
 * @returns {Promise<string>} what the reader is to know; empty where all went well
 */
export async function saveView(app, what) {
  const name = `${tableName(app.study.id)}-${app.view.id}`;
  if (what === "print") {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    print();
  } else if (what === "csv") {
    const { columns, rows } = app.drawn.table();
    save(`${name}.csv`, csv(columns, rows));
  } else if (what === "claims") {
    saveClaims(app, app.claims);
  } else {
    return savePicture(app, app.drawn, `${name}.${what}`);
  }
  return "";
}

/** Save claims with everything that is known of them. */
export function saveClaims(app, claims) {
  save(`${tableName(app.study.id)}-claims.csv`, claimsCsv(app.study, claims));
}
