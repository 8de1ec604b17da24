/**
 * What the explorer's filters leave in, evaluated without a browser. Standard input: `{data, asked}`, where `asked`
 * is a list of `{hidden, kept}`; standard output: for each the ids of the claims that stay, and the facets.
 */
import { readFileSync } from "node:fs";
import { facets, filtered } from "../../viz/page/src/data/filters.js";
import { Study } from "../../viz/page/src/data/study.js";

const { data, asked } = JSON.parse(readFileSync(0, "utf-8"));
const study = new Study(data);
const all = facets(study);
const claims = asked.map(({ hidden, kept }) => filtered(study.claims, all, hidden, kept).claims.map(({ claim }) => claim));
process.stdout.write(JSON.stringify({ claims, facets: all.map(({ id, options }) => [id, options.map(({ value }) => value)]) }));
