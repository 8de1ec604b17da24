/** The marks of the grid of power and interest, and ratings in words. */
import { counted } from "../data/count.js";
import { svg } from "../draw/dom.js";

const STEP = 6;
const RADIUS = 4.5;

/** A mark with bars from the lowest to the highest rating, on both scales. */
export function ratingMark({ up, across, basis }, x, y) {
  const group = svg("g", { class: "mark rating", transform: `translate(${x},${y})` });
  const bar = (rating, dx, dy) => {
    if (!rating.range || rating.range[0] === rating.range[1]) return;
    // A bar begins at the edge of the mark, so that half a step is seen, too.
    for (const place of rating.range) {
      const away = place - rating.at;
      if (!away) continue;
      const end = Math.sign(away) * (RADIUS + Math.abs(away) * STEP);
      group.append(svg("line", { x1: 0, x2: end * dx, y1: 0, y2: -end * dy, class: "range-bar" }));
    }
  };
  bar(across, 1, 0);
  bar(up, 0, 1);
  group.append(...BASES[basis](RADIUS));
  return group;
}

const BASES = {
  stated: (r) => [svg("circle", { r, class: "solid" })],
  inferred: (r) => [svg("circle", { r, class: "hollow" })],
  both: (r) => [
    svg("circle", { r, class: "hollow" }),
    svg("path", { d: `M0,${-r}A${r},${r} 0 0 0 0,${r}Z`, class: "solid" }),
  ],
  "not stated": (r) => [svg("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, class: "hollow" })],
};

/** A rating in words: where it lies, who gives it and where. */
export function said(name, rating, study) {
  const { row } = rating;
  if (!row) return `${name}: not rated`;
  const range = row.range && row.median && row.range !== row.median ? `, from ${row.range}` : "";
  const bases = [row.stated && `${row.stated} stated`, row.inferred && `${row.inferred} inferred`].filter(
    Boolean,
  );
  const sources = row.sources.map((id) => study.label(id)).join("; ");
  const where = row.locators.length ? `; where: ${row.locators.join("; ")}` : "";
  const off = rating.known === "scale" && row.off_scale.length ? `, also ${row.off_scale.join(", ")}` : "";
  return `${name}: ${rating.words}${range}${off} (${counted(row.n_ratings, "rating")}${bases.length ? `, ${bases.join(", ")}` : ""}, by ${sources}${where})`;
}

/** What the marks mean, for the legend. */
export function entries() {
  const actor = (basis, up, across) => ({
    basis,
    up: { range: up, at: 1 },
    across: { range: across, at: 1 },
  });
  return [
    { draw: (x, y) => ratingMark(actor("stated"), x, y), label: "stated by the source" },
    { draw: (x, y) => ratingMark(actor("inferred"), x, y), label: "inferred by the coder" },
    { draw: (x, y) => ratingMark(actor("both"), x, y), label: "some stated, some inferred" },
    {
      draw: (x, y) => ratingMark(actor("stated", [0, 2], [0, 2]), x, y),
      label: "bars: from the lowest to the highest rating of power (upright) and of interest (level)",
      wide: 26,
    },
    {
      draw: (x, y) => svg("text", { x, y: y + 4, "text-anchor": "middle", class: "tiny" }, "(2)"),
      label: "number of sources that rate",
      wide: 20,
    },
    {
      draw: (x, y) =>
        svg("rect", { x: x - 10, y: y - 7, width: 20, height: 14, class: "grid-cell grid-margin" }),
      label: "no place on one of the scales",
      wide: 22,
    },
  ];
}
