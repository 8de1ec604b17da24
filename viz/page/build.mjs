/** Builds the page's script and style into graphmodel_viz/page/assets; the same sources give the same bytes. */
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "graphmodel_viz", "page", "assets");

mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: [
    { in: "src/main.js", out: "explorer" },
    { in: "styles/explorer.css", out: "explorer" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"], // what an office laptop has, the last Windows 8 browsers included
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
copyFileSync(join(here, "page.html"), join(out, "page.html"));
