/**
 * Builds the script and the style of both pages, the explorer and the map drawn by pyvis, into
 * graphmodel_viz/explorer/assets; the same sources give the same bytes.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2]
  ? resolve(process.argv[2])
  : join(here, "..", "graphmodel_viz", "explorer", "assets");

/** The d3 modules that are built in are under the ISC licence, which wants this said. */
const NOTICE =
  "Parts of this script are d3-quadtree, d3-selection, d3-zoom and modules that these use. " +
  readFileSync(join(here, "node_modules", "d3-zoom", "LICENSE"), "utf8")
    .trim()
    .replaceAll(/\s+/g, " ");

mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "src/explorer.js", out: "explorer" },
    { in: "src/pyvis-map.js", out: "pyvis-map" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  mangleProps: /^_[a-z]/, // names that only their own module uses, d3's too
  format: "iife",
  target: ["chrome109", "firefox115", "safari16.4"], // what an office laptop has, the last Windows 8 browsers included
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/*! ${NOTICE} */` }, // asked for by the licence, wherever the page goes
  logLevel: "warning",
});
