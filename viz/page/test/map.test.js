import assert from "node:assert/strict";
import { test } from "node:test";
import { bestChain, shortestChain } from "../src/data/chain.js";
import { mapShown } from "../src/data/map.js";

const node = (id) => ({ id, label: id.toUpperCase(), kind: "Actor" });
const claim = (place, polarity = "affirms", certainty = "stated") => ({
  place,
  polarity,
  certainty,
  joins: polarity !== "denies" && certainty !== "normative",
});

/** Four stakeholders; a and b in one group, c in another, d without a tie. */
function study() {
  const group = {
    id: ["g", "h"],
    label: ["G", "H"],
    x: [0, 9],
    y: [0, 9],
    r: [1, 1],
    group: [0, 0, 1, -1],
    node_x: [1, 2, 3, 0],
    node_y: [1, 2, 3, 0],
  };
  return {
    nodes: new Map(["a", "b", "c", "d"].map((id) => [id, node(id)])),
    claims: [claim(0), claim(1, "denies"), claim(2), claim(3, "affirms", "normative"), claim(4)],
    map: {
      nodes: ["a", "b", "c", "d"],
      predicates: ["helps", "blocks"],
      things: [],
      layers: {
        claim: {
          directed: true,
          x: [10, 20, 30, 0],
          y: [10, 20, 30, 0],
          groups: { sector: group },
          ties: {
            start: [0, 0, 1],
            end: [1, 2, 2],
            predicates: [[0], [1], [0]],
            claims: [[0, 1, 3], [2], [4]],
            state: ["joined", "apart", "joined"],
            lane: [0, 0, 0],
            shared: [[], [], []],
          },
        },
      },
    },
  };
}

const all = new Set([0, 1, 2, 3, 4]);
const each = { layer: "claim", by: "", opened: new Set() };

test("every stakeholder with a tie is drawn, the others are listed", () => {
  const { units, ties, alone, directed } = mapShown(study(), all, each);
  assert.deepEqual(
    units.map((unit) => unit.key),
    ["node:a", "node:b", "node:c"],
  );
  assert.deepEqual(
    ties.map((tie) => tie.state),
    ["joined", "apart", "joined"],
  );
  assert.deepEqual(
    alone.map(({ id }) => id),
    ["d"],
  );
  assert.equal(directed, true);
});

test("what the filters take out leaves no tie, and states follow what is left", () => {
  const states = (included) =>
    Object.fromEntries(mapShown(study(), new Set(included), each).ties.map((tie) => [tie.key, tie.state]));
  assert.deepEqual(states([1]), { 0: "apart" });
  assert.deepEqual(states([3]), { 0: "ought" });
  assert.deepEqual(states([1, 3]), { 0: "apart" });
  assert.deepEqual(states([0, 2]), { 0: "joined", 1: "apart" });
  assert.deepEqual(mapShown(study(), new Set(), each).units, []);
});

test("groups stand for their members; ties between them hold every claim once, what is denied apart", () => {
  const { units, ties, directed } = mapShown(study(), all, {
    layer: "claim",
    by: "sector",
    opened: new Set(),
  });
  assert.deepEqual(
    units.map((unit) => [unit.label, unit.members.length]),
    [
      ["G", 2],
      ["H", 1],
    ],
  );
  assert.deepEqual(
    ties.map(({ state, lane, claims }) => [state, lane, claims.map(({ place }) => place).join()]),
    [
      ["joined", 0, "4"],
      ["apart", 1, "2"],
    ],
  );
  assert.equal(directed, false);
});

test("an opened group shows its members where the group stands", () => {
  const { units, ties } = mapShown(study(), all, { layer: "claim", by: "sector", opened: new Set(["0"]) });
  assert.deepEqual(
    units.map((unit) => [unit.key, unit.x]),
    [
      ["node:a", 1],
      ["node:b", 2],
      ["group:1", 9],
    ],
  );
  assert.equal(ties.length, 3);
});

const link = (subject, object, name) => ({ subject, object, name });

test("the shortest chain goes along claims whichever way they point", () => {
  const claims = [
    link("a", "b", 1),
    link("c", "b", 2),
    link("b", "c", 3),
    link("c", "d", 4),
    link("a", "x", 5),
    link("x", "y", 6),
    link("y", "d", 7),
  ];
  const steps = shortestChain(claims, "a", "d");
  assert.deepEqual(
    steps.map((step) => [step.from, step.to, step.claims.map(({ name }) => name)]),
    [
      ["a", "b", [1]],
      ["b", "c", [2, 3]],
      ["c", "d", [4]],
    ],
  );
});

test("no chain is null, and a node is no step from itself", () => {
  assert.equal(shortestChain([link("a", "b", 1)], "a", "z"), null);
  assert.deepEqual(shortestChain([link("a", "b", 1)], "a", "a"), []);
  assert.equal(shortestChain([link("a", "a", 1)], "a", "b"), null);
});

test("a chain goes around what is denied or only ought to be, and says where it cannot", () => {
  const denied = { ...link("a", "d", 1), polarity: "denies" };
  const wished = { ...link("a", "d", 2), certainty: "normative" };
  const around = bestChain([denied, wished, link("a", "b", 3), link("b", "d", 4)], "a", "d", "normative");
  assert.deepEqual([around.steps.map(({ to }) => to), around.weak], [["b", "d"], false]);
  const through = bestChain([denied], "a", "d", "normative");
  assert.deepEqual([through.steps.length, through.weak], [1, true]);
  assert.equal(bestChain([], "a", "d", "normative").steps, null);
});

test("a chain through a denial begins with what is so where any does", () => {
  const step = (place, subject, object, polarity = "affirms") => ({
    ...claim(place, polarity),
    subject,
    object,
  });
  const denied = [step(0, "a", "b", "denies"), step(1, "b", "d")];
  const longer = [step(2, "a", "c"), step(3, "c", "e"), step(4, "e", "d", "denies")];
  const through = (claims) => {
    const { steps, weak, beginsWeak } = bestChain(claims, "a", "d", "normative");
    return [steps.map(({ to }) => to).join(), weak, beginsWeak];
  };
  assert.deepEqual(through(denied), ["b,d", true, true]);
  assert.deepEqual(through([...denied, ...longer]), ["c,e,d", true, false]);
});
