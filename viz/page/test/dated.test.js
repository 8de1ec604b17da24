import assert from "node:assert/strict";
import { test } from "node:test";
import { claimLanes, dayOf, hasDates, otherLanes, yearOf, yearsOf } from "../src/data/dated.js";
import { studyOf } from "./a-study.js";

/** `datetime.date(2012, 1, 1).toordinal()` in Python. */
const NEW_YEAR_2012 = 734503;

function studyWith(claims, dated = []) {
  const study = studyOf(
    {
      EvidenceItem: [{ id: "e1", label: "Counts" }, { id: "e2" }],
      Organisation: [
        { id: "o1", label: "Trust" },
        { id: "o2", label: "Group" },
      ],
      WorkStream: [{ id: "w1", label: "Stroke" }, { id: "w2" }],
    },
    claims,
    { dated },
  );
  study.claims.forEach((claim, place) => {
    claim.days = claims[place].days ?? null;
  });
  return study;
}

const CLAIMS = [
  { claim: "c1", date: "2012", days: [NEW_YEAR_2012, NEW_YEAR_2012 + 365] },
  { claim: "c2", date: "2012-01-02~", days: [NEW_YEAR_2012, NEW_YEAR_2012 + 2], workstream: "w1" },
  { claim: "c3", date: "2012-01-01/2012-02", days: [NEW_YEAR_2012, NEW_YEAR_2012 + 59], workstream: "w1" },
  { claim: "c4", workstream: "w1" },
  { claim: "c5", workstream: "w2" },
];

test("day numbers are those of the build", () => {
  assert.equal(dayOf(2012), NEW_YEAR_2012);
  assert.deepEqual([yearOf(NEW_YEAR_2012), yearOf(NEW_YEAR_2012 - 1)], [2012, 2011]);
});

test("claims stand in the lane of their workstream, the undated are counted", () => {
  const study = studyWith(CLAIMS);
  const { lanes, without } = claimLanes(study, study.claims);
  assert.deepEqual(
    lanes.map(({ name, dated, undated }) => [name, dated.map(({ key, rough }) => [key, rough]), undated]),
    [
      [
        "Stroke",
        [
          ["dated:c2", true],
          ["dated:c3", true],
        ],
        1,
      ],
      ["No workstream stated", [["dated:c1", false]], 0],
    ],
  );
  assert.equal(without, 1);
});

test("what has an open end is rough, and what has no day is not placed", () => {
  const dated = [
    { kind: "evidence", id: "e1", date: "2010", first: NEW_YEAR_2012 - 700, last: NEW_YEAR_2012 - 366 },
    {
      kind: "reorganisation",
      id: "o1",
      to: "o2",
      date: "after 2012",
      first: NEW_YEAR_2012 + 366,
      last: null,
    },
    { kind: "reorganisation", id: "o2", to: "o1", date: "long ago", first: null, last: null },
  ];
  const lanes = otherLanes(studyWith([], dated));
  assert.deepEqual(
    lanes.map(({ kind, dated: own, undated }) => [
      kind,
      own.map(({ label, rough }) => [label, rough]),
      undated,
    ]),
    [
      ["evidence", [["Counts", false]], 1],
      ["reorganisation", [["Trust → Group", true]], 1],
    ],
  );
  // A year is left behind what has no end.
  assert.deepEqual(yearsOf(lanes), [2010, 2015]);
});

test("a study without a date has no line of time", () => {
  assert.equal(hasDates(studyWith([{ claim: "c1" }])), false);
  assert.equal(hasDates(studyWith(CLAIMS.slice(0, 1))), true);
  assert.equal(
    hasDates(
      studyWith([], [{ kind: "reorganisation", id: "o1", to: "o2", date: "?", first: null, last: null }]),
    ),
    false,
  );
});
