/** The claims of a study as the explorer saves them, without a browser. Input: `{data}`; output: a text in CSV. */
import { readFileSync } from "node:fs";
import { Study } from "../../viz/page/src/data/study.js";
import { claimsCsv } from "../../viz/page/src/export/csv.js";

const study = new Study(JSON.parse(readFileSync(0, "utf-8")).data);
process.stdout.write(JSON.stringify(claimsCsv(study, study.claims)));
