import assert from "node:assert/strict";
import { test } from "node:test";
import { mentionedAt, ofOnlySpeakers, placesOf, sitesShown } from "../src/data/sites.js";
import { studyOf } from "./a-study.js";

const CLAIMS = [
  {
    claim: "c1",
    source: "s1",
    speaker: "a.nurse",
    subject: "a.nurse",
    predicate: "used",
    object: "e1",
    site: "east",
  },
  {
    claim: "c2",
    source: "s1",
    subject: "a.nurse",
    predicate: "used",
    object: "e1",
    sign: "plus",
    site: "east",
  },
  {
    claim: "c3",
    source: "s2",
    subject: "a.nurse",
    predicate: "used",
    object: "e1",
    sign: "minus",
    site: "east",
  },
  {
    claim: "c4",
    source: "s2",
    speaker: "a.nurse",
    subject: "a.nurse",
    predicate: "used",
    object: "e1",
    sign: "plus",
    site: "west",
  },
  {
    claim: "c5",
    source: "s2",
    speaker: "a.cook",
    subject: "f1",
    predicate: "is",
    object: "f1",
    site: "west",
  },
  {
    claim: "c6",
    source: "s2",
    speaker: "a.cook",
    subject: "a.cook",
    predicate: "used",
    object: "e1",
    sign: "plus",
  },
];
const VERDICTS = [
  { site: "east", between: false, factor: "f1", verdict: "confirms" },
  { site: "east", between: false, factor: "f1", verdict: "confirms" },
  { site: "both", between: true, factor: "f2", verdict: "elaborates" },
];

function appOf(places = CLAIMS.map((_, place) => place)) {
  const study = studyOf(
    {
      EvidenceItem: [{ id: "e1", label: "Counts", focus: "rural" }],
      Factor: [{ id: "f1", label: "Distance" }],
      Site: [
        { id: "west", label: "West" },
        { id: "east", label: "East" },
        { id: "both", label: "Between" },
      ],
    },
    CLAIMS,
    { site_verdicts: VERDICTS },
  );
  const claims = study.claims.filter(({ place }) => places.includes(place));
  return { study, claims, included: new Set(places), shown: { hidden: {}, kept: {} } };
}

test("a comparison between sites is no place", () => {
  assert.deepEqual(
    placesOf(appOf().study).map(({ id }) => id),
    ["east", "west"],
  );
});

test("claims of the only speaker named at a site are left apart, whatever the filters leave in", () => {
  const app = appOf([0, 1, 2, 3]);
  assert.deepEqual(
    [...ofOnlySpeakers(app.study)].map(({ claim }) => claim),
    ["c1"],
  );
  const [east, west] = sitesShown(app);
  assert.deepEqual([east.claims.length, east.apart.length], [2, 1]);
  // Filters have taken the second speaker of the west out, which does not make the first the only one.
  assert.deepEqual([west.claims.length, west.apart.length], [1, 0]);
});

test("an item has the mark of what claims say at the site, and a verdict keeps its rows", () => {
  const [east, west] = sitesShown(appOf());
  assert.deepEqual(
    [east, west].map(({ items }) => items.map(({ item, mark }) => [item.id, mark])),
    [[["e1", "disputed"]], [["e1", "used"]]],
  );
  assert.deepEqual(Object.keys(east.verdicts), ["confirms"]);
  assert.deepEqual(
    east.verdicts.confirms.map(({ factor }) => factor),
    ["f1", "f1"],
  );
  assert.deepEqual([east.without, west.without], [[], ["f1"]]);
});

test("what most sites mention comes first", () => {
  const app = appOf();
  const sites = sitesShown(app);
  const items = mentionedAt(app.study, sites, "EvidenceItem");
  assert.deepEqual(
    items.map(({ node, sites: at, claims }) => [node.id, at, claims.length]),
    [["e1", ["east", "west"], 3]],
  );
  assert.deepEqual(
    mentionedAt(app.study, sites, "Factor").map(({ sites: at }) => at),
    [["west"]],
  );
});
