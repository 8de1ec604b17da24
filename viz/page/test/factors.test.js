import assert from "node:assert/strict";
import test from "node:test";
import { contestedViews, held, heldIn, holdersBySector, isDivided } from "../src/data/contested.js";
import { factorRows, mirrored, ordered, sitesOf, sortsOf } from "../src/data/factors.js";
import { seeded, studyOf } from "./a-study.js";

const NODES = {
  Actor: [
    { id: "act.a", label: "A", organisation: "org.x" },
    { id: "act.b", label: "B" },
  ],
  Organisation: [{ id: "org.x", label: "X" }],
  Factor: [
    { id: "fac.far", label: "Far", valence: "barrier", level: "county" },
    { id: "fac.keen", label: "Keen", valence: "enabler", level: "kitchen" },
    { id: "fac.judged", label: "Judged", valence: "barrier", level: null },
    { id: "fac.silent", label: "Silent", valence: "barrier", level: "county" },
  ],
};
const say = (subject, object, polarity, more = {}) => ({ subject, object, polarity, source: "s", ...more });
const CLAIMS = [
  say("act.a", "fac.far", "affirms", { speaker: "act.b" }),
  say("act.a", "fac.far", "denies"),
  say("act.b", "fac.far", "denies"),
  say("org.x", "fac.keen", "mixed"),
  say("act.b", "fac.keen", "affirms"),
  say("act.b", "fac.far", "affirms", { certainty: "normative" }),
].map((claim, place) => ({
  level: claim.object === "fac.far" ? "county" : "kitchen",
  ...claim,
  claim: `c${place}`,
  predicate: "says",
}));
const TABLES = {
  factor_claims: [
    { factor: "fac.far", claims: [0, 1, 2], ought_claims: [5] },
    { factor: "fac.keen", claims: [3, 4], ought_claims: [] },
  ],
  factor_levels: [{ level: "kitchen" }, { level: "county" }],
  site_verdicts: [
    { site: "all", between: true, factor: "fac.judged", verdict: "unclear" },
    { site: "coast", between: false, factor: "fac.judged", verdict: "confirms" },
    { site: "coast", between: false, factor: "fac.far", verdict: "contradicts" },
  ],
  verdicts: [{ factor: "fac.far", agreement: "contradicted" }],
  rests_on: [{ factor: "fac.far", alone: ["one_site"] }],
};
const study = studyOf(NODES, CLAIMS, TABLES);
const everything = new Set(CLAIMS.map((_, place) => place));

test("sides stand side by side, what ought to be apart, and a factor of which only sites speak has a row", () => {
  const { rows, without } = factorRows(study, everything);
  const counts = rows.map((row) => [
    row.factor.id,
    row.sides.affirms.length,
    row.sides.mixed.length,
    row.sides.denies.length,
    row.ought.length,
    row.contested,
    row.verdicts.length,
  ]);
  assert.deepEqual(counts, [
    ["fac.far", 1, 0, 2, 1, true, 1],
    ["fac.keen", 1, 1, 0, 0, false, 0],
    ["fac.judged", 0, 0, 0, 0, false, 2],
  ]);
  assert.equal(without, 1);
  assert.equal(rows[0].agreement, "contradicted");
  assert.deepEqual(rows[0].alone, ["one_site"]);
});

test("filters take claims out, and a factor whose claims are all out has no row", () => {
  const { rows } = factorRows(study, new Set([0, 3]));
  assert.deepEqual(
    rows.map((row) => [row.factor.id, row.claims.length, row.contested]),
    [
      ["fac.far", 1, false],
      ["fac.keen", 1, false],
      ["fac.judged", 0, false],
    ],
  );
  assert.deepEqual(
    factorRows(study, new Set()).rows.map((row) => row.factor.id),
    ["fac.judged"],
  );
});

test("levels are in the study's order, those of no level last; other orders have one group", () => {
  const { rows } = factorRows(study, everything);
  const ids = (groups) => groups.map((group) => [group.name, group.rows.map((row) => row.factor.id)]);
  assert.deepEqual(ids(ordered(study, rows, "level")), [
    ["kitchen", ["fac.keen"]],
    ["county", ["fac.far"]],
    ["no level stated", ["fac.judged"]],
  ]);
  assert.deepEqual(ids(ordered(study, rows, "contested")), [["", ["fac.far", "fac.keen", "fac.judged"]]]);
  assert.deepEqual(ordered(study, [], "claims"), []);
});

test("a factor whose claims are at several levels is counted at each, with the claims there", () => {
  const claims = CLAIMS.map((claim, place) => (place === 2 ? { ...claim, level: "kitchen" } : claim));
  const split = studyOf(NODES, claims, TABLES);
  const groups = ordered(split, factorRows(split, everything).rows, "level");
  const at = (name) =>
    groups
      .find((group) => group.name === name)
      .rows.map((row) => [row.key, row.claims.length, row.ought.length]);
  assert.deepEqual(at("county"), [["fac.far", 2, 1]]);
  assert.deepEqual(at("kitchen"), [
    ["fac.keen", 2, 0],
    ["fac.far@kitchen", 1, 0],
  ]);
});

test("comparisons between sites come after places", () => {
  assert.deepEqual(
    sitesOf(study).map(({ id, between }) => [id, between]),
    [
      ["coast", false],
      ["all", true],
    ],
  );
});

test("who affirms and denies both is both, and never the difference", () => {
  const says = (...words) => held(words.map((polarity) => ({ polarity })));
  assert.equal(says("affirms", "affirms", "denies"), "both");
  assert.equal(says("denies"), "denies");
  assert.equal(says("mixed", "affirms"), "mixed");
  assert.equal(says("mixed", "affirms", "denies"), "both");
  assert.equal(says("affirms"), "affirms");
});

test("a view is that of who is said to hold it, of their organisation, or of who said it", () => {
  const { rows } = factorRows(study, everything);
  const cells = (by) => {
    const { factors, nobody } = contestedViews(study, rows, by);
    const list = factors.map((row) => [
      row.factor.id,
      [...row.cells].map(([id, claims]) => `${id} ${held(claims)}`),
    ]);
    return [list, nobody];
  };
  assert.deepEqual(cells("holder"), [
    [
      ["fac.far", ["act.a both", "act.b denies"]],
      ["fac.keen", ["org.x mixed", "act.b affirms"]],
    ],
    0,
  ]);
  assert.deepEqual(cells("organisation"), [
    [
      ["fac.far", ["org.x both"]],
      ["fac.keen", ["org.x mixed"]],
    ],
    2,
  ]);
  assert.deepEqual(cells("speaker"), [
    [
      ["fac.far", ["act.b affirms"]],
      ["fac.keen", []],
    ],
    4,
  ]);
});

test("whatever is filtered, sides add up to the claims, and cells to the claims of their factor", () => {
  const random = seeded(7);
  for (let round = 0; round < 50; round += 1) {
    const included = new Set([...everything].filter(() => random() < 0.6));
    const { rows } = factorRows(study, included);
    for (const row of rows) {
      const sum = row.sides.affirms.length + row.sides.mixed.length + row.sides.denies.length;
      assert.equal(sum, row.claims.length);
    }
    for (const row of contestedViews(study, rows, "holder").factors) {
      const claims = [...row.cells.values()].flat();
      assert.deepEqual(new Set(claims), new Set(row.claims));
    }
  }
});

test("a claim says itself whether it reports a barrier or an enabler, else its factor does", () => {
  const as = (valence) => ({ valence, polarity: "affirms" });
  const row = {
    factor: { valence: "enabler" },
    claims: [as("barrier"), as(null), as("neutral")],
    sides: { affirms: [as("barrier"), as(null), as("neutral")], denies: [], mixed: [] },
  };
  const sorts = sortsOf({ ofKind: () => [], barriers: ["barrier"], enablers: ["enabler"] });
  const { left, right, neither } = mirrored(row, sorts);
  assert.deepEqual([left.affirms.length, right.affirms.length, neither.length], [1, 1, 1]);
  const only = sortsOf({ ofKind: () => [], barriers: [], enablers: ["enabler"] });
  const one = mirrored(row, only);
  assert.deepEqual([one.left.affirms.length, one.right.affirms.length, one.neither.length], [0, 1, 2]);
});

test("barriers stand left and first whatever the study calls them; others by name", () => {
  const factors = ["mixed", "help", "obstacle", "aid", "hindrance", null].map((valence) => ({ valence }));
  const own = { ofKind: () => factors, barriers: ["obstacle", "hindrance"], enablers: ["help"] };
  const sorts = sortsOf(own);
  assert.deepEqual(sorts.words, ["hindrance", "obstacle", "help", "aid", "mixed"]);
  assert.deepEqual(sorts.names, ["obstacle or hindrance", "help"]);
  assert.deepEqual(["hindrance", "help", "aid", null].map(sorts.place), [0, 1, 2, 2]);
  assert.deepEqual(sortsOf({ ...own, barriers: [], enablers: [] }).names, ["aid", "help"]);
});

test("holders are grouped by the type of their organisation, and a group may be on both sides", () => {
  const nodes = {
    ...NODES,
    Organisation: [{ id: "org.x", label: "X", type: "council" }],
  };
  const own = studyOf(nodes, CLAIMS, TABLES);
  const { rows } = factorRows(own, everything);
  const views = contestedViews(own, rows, "holder");
  const groups = holdersBySector(own, views);
  assert.deepEqual(
    groups.map(({ sector, holders }) => [sector, holders.map(({ id }) => id).sort()]),
    [
      ["council", ["act.a", "org.x"]],
      ["", ["act.b"]],
    ],
  );
  const [far, keen] = views.factors;
  const words = (cells, { holders }) =>
    heldIn(cells, holders).map(({ what, holders: some }) => `${some.length} ${what}`);
  assert.deepEqual(words(far.cells, groups[0]), ["1 both"]);
  assert.deepEqual(words(keen.cells, groups[0]), ["1 mixed"]);
  assert.equal(isDivided(far.cells, groups[0].holders), true);
  assert.equal(isDivided(far.cells, groups[1].holders), false);
  assert.equal(isDivided(keen.cells, groups[0].holders), false);
  const cells = new Map([
    ["a", [{ polarity: "affirms" }]],
    ["b", [{ polarity: "denies" }]],
  ]);
  assert.equal(isDivided(cells, [{ id: "a" }, { id: "b" }]), true);
});
