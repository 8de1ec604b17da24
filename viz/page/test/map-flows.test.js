import assert from "node:assert/strict";
import { test } from "node:test";
import { flowsShown } from "../src/data/map-flows.js";
import { studyOf } from "./a-study.js";

const DEEDS = {
  deeds: {
    "makes it": ["produced"],
    "holds it": ["holds"],
    "passes it on": ["shared"],
    "gets it": ["accessed"],
    "uses it": ["applied"],
  },
  undone: { withheld: "passes it on" },
  gives: ["makes it", "holds it", "passes it on"],
  takes: ["gets it", "uses it"],
};

function study(claims) {
  const made = studyOf(
    {
      Actor: [{ id: "clerk", organisation: "trust" }, { id: "carer" }],
      Organisation: [
        { id: "trust", type: "care" },
        { id: "charity", type: "voluntary" },
      ],
      EvidenceItem: [
        { id: "survey", evidence_type: "surveys", focus: "rural" },
        { id: "audit", evidence_type: "audits", focus: "urban" },
      ],
    },
    claims.map(([subject, predicate, object, more], n) => ({
      ...{ claim: `c${n}`, source: `s${n % 2}`, subject, predicate, object },
      ...more,
    })),
  );
  Object.assign(made.rules, DEEDS);
  return made;
}

const shown = (claims, choice = {}) => {
  const made = study(claims);
  return flowsShown(made, made.claims, { isShown: () => true, least: 1, ...choice });
};
const said = ({ flows }) =>
  flows
    .map(({ start, end, state, claims }) => [
      start.key,
      end.key,
      state,
      claims.map(({ claim }) => claim).join(),
    ])
    .sort();

test("evidence goes from the sectors that give it to its kind and on to those that take it", () => {
  const made = shown([
    ["charity", "produced", "survey"],
    ["clerk", "applied", "survey"],
    ["trust", "accessed", "survey", { polarity: "mixed" }],
    ["trust", "holds", "audit", { certainty: "normative" }],
    ["survey", "applied", "audit"],
  ]);
  assert.deepEqual(said(made), [
    ["gives:voluntary", "kind:surveys", "joined", "c0"],
    ["kind:surveys", "takes:care", "joined", "c1,c2"],
  ]);
});

test("what is denied or withheld has a line of its own, and a denial that it was withheld says it was passed on", () => {
  const made = shown([
    ["charity", "shared", "survey"],
    ["charity", "shared", "survey", { polarity: "denies" }],
    ["charity", "withheld", "survey"],
    ["charity", "withheld", "survey", { polarity: "denies" }],
  ]);
  assert.deepEqual(said(made), [
    ["gives:voluntary", "kind:surveys", "apart", "c1,c2"],
    ["gives:voluntary", "kind:surveys", "joined", "c0,c3"],
  ]);
});

test("what is handed to somebody reaches them, named or not", () => {
  const made = shown([
    ["charity", "shared", "clerk"],
    ["carer", "shared", "charity", { about: "audit" }],
  ]);
  assert.deepEqual(said(made), [
    ["gives:", "kind:audits", "joined", "c1"],
    ["gives:voluntary", "kind:", "joined", "c0"],
    ["kind:", "takes:care", "joined", "c0"],
    ["kind:audits", "takes:voluntary", "joined", "c1"],
  ]);
  assert.deepEqual(
    made.through.map(({ who, claims }) => [who.id, claims.size]),
    [["charity", 2]],
  );
});

test("only evidence of the focus shown, and lines of enough sources", () => {
  const claims = [
    ["charity", "produced", "survey"],
    ["charity", "produced", "survey"],
    ["charity", "produced", "audit"],
    ["trust", "holds", "survey"],
  ];
  assert.deepEqual(said(shown(claims, { isShown: (focus) => focus === "urban" })), [
    ["gives:voluntary", "kind:audits", "joined", "c2"],
  ]);
  assert.deepEqual(said(shown(claims, { least: 2 })), [
    ["gives:voluntary", "kind:surveys", "joined", "c0,c1"],
  ]);
});

test("where no sector is known each stakeholder stands for itself, as does an item of no kind", () => {
  const made = studyOf(
    {
      Actor: [{ id: "carer", label: "Carers" }, { id: "clerk" }],
      EvidenceItem: [{ id: "diary", label: "Diaries" }],
    },
    [
      { claim: "c0", source: "s", subject: "carer", predicate: "produced", object: "diary" },
      {
        claim: "c1",
        source: "s",
        subject: "clerk",
        predicate: "applied",
        object: "diary",
        polarity: "denies",
      },
    ],
  );
  Object.assign(made.rules, DEEDS);
  const { flows, kinds, givers } = flowsShown(made, made.claims, { isShown: () => true, least: 1 });
  assert.deepEqual(said({ flows }), [
    ["gives:carer", "kind:diary", "joined", "c0"],
    ["kind:diary", "takes:clerk", "apart", "c1"],
  ]);
  assert.deepEqual([givers[0].label, kinds[0].label], ["Carers", "Diaries"]);
});
