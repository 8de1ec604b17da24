/** What leads to what: links counted by sources, and layers that hold for any network. */
import assert from "node:assert/strict";
import test from "node:test";
import { around, causalTies, circlesOf, linked } from "../src/data/causes.js";
import { circles, crossings, layered } from "../src/data/layers.js";
import { layerPlaces } from "../src/draw/layers-place.js";
import { causesFinding } from "../src/views/causes-finding.js";
import { seeded, studyOf } from "./a-study.js";

const FACTORS = ["a", "b", "c", "d", "e"].map((id) => ({ id: `fac.${id}`, label: id.toUpperCase() }));
const link = (cause, effect, source, more = {}) => ({
  subject: `fac.${cause}`,
  predicate: "causes",
  object: `fac.${effect}`,
  source,
  ...more,
});

function ties(...claims) {
  const study = studyOf({ Factor: FACTORS, Actor: [{ id: "act.x", label: "X" }] }, claims);
  return causalTies(study, study.claims);
}

test("a link counts the sources that affirm it; denials stand beside and what ought to be is left out", () => {
  const found = ties(
    link("a", "b", "s1"),
    link("a", "b", "s1"),
    link("a", "b", "s2", { polarity: "denies" }),
    link("b", "c", "s1"),
    link("b", "c", "s2"),
    link("c", "d", "s1", { certainty: "normative" }),
    link("c", "e", "s1", { polarity: "denies" }),
    { subject: "act.x", predicate: "causes", object: "fac.a", source: "s1" },
    { subject: "fac.a", predicate: "blocks", object: "fac.d", source: "s1" },
  );
  assert.deepEqual(
    found.map((tie) => [tie.key, tie.affirming, tie.sources, tie.held]),
    [
      ["fac.b>fac.c", 2, 2, "affirms"],
      ["fac.a>fac.b", 1, 2, "both"],
      ["fac.c>fac.e", 0, 1, "denies"],
    ],
  );
});

test("around a factor is what leads to it and on from it, not through a link that is only denied", () => {
  const found = ties(
    link("a", "b", "s1"),
    link("b", "c", "s1"),
    link("c", "d", "s1", { polarity: "denies" }),
    link("d", "e", "s1"),
    link("a", "e", "s1"),
  );
  const keys = (id) => around(found, id).map(({ key }) => key);
  assert.deepEqual(keys("fac.c"), ["fac.a>fac.b", "fac.b>fac.c", "fac.c>fac.d"]);
  assert.deepEqual(keys("fac.e"), ["fac.a>fac.e", "fac.d>fac.e"]);
});

test("a link that is only denied is part of no circle, also where its factors are", () => {
  const found = ties(
    link("a", "b", "s1"),
    link("b", "c", "s1"),
    link("c", "a", "s1"),
    link("c", "b", "s1", { polarity: "denies" }),
    link("c", "d", "s1"),
    link("d", "e", "s1"),
    link("e", "d", "s1", { polarity: "denies" }),
  );
  const { round, isRound } = circlesOf(found);
  assert.deepEqual(
    round.map((own) => own.map(({ label }) => label)),
    [["A", "B", "C"]],
  );
  assert.deepEqual(
    found
      .filter(isRound)
      .map(({ key }) => key)
      .sort(),
    ["fac.a>fac.b", "fac.b>fac.c", "fac.c>fac.a"],
  );
});

test("the title names all that have most links, and how many links rest on one source", () => {
  const tied = ties(link("a", "b", "s1"), link("c", "d", "s1"), link("c", "d", "s2"));
  assert.match(causesFinding(tied, ""), /^4 factors have 1 link each.*; 1 of 2 links rests on one source/);
  const star = ties(link("a", "b", "s1"), link("c", "b", "s1"), link("b", "d", "s1"));
  assert.match(causesFinding(star, ""), /“B”.* from 2 factors and to lead to 1, more.*each of 3 links rests/);
  assert.match(causesFinding(star, "fac.d"), /^“D” is said to follow from 1 factor and to lead to 0;/);
  assert.match(causesFinding(ties(link("a", "b", "s1", { polarity: "denies" })), ""), /only deny/);
  assert.equal(causesFinding([], ""), "");
  const partly = ties(
    link("a", "b", "s1", { polarity: "mixed" }),
    link("a", "b", "s2", { polarity: "denies" }),
  );
  assert.match(causesFinding(partly, ""), /“A” is said to lead to “B”; 1 source says so/);
  assert.equal(linked(star)[0].factor.label, "B");
});

/** A network by chance, whose labels are in no order. */
function chance(random) {
  const nodes = Array.from({ length: 3 + Math.floor(random() * 9) }, (_, n) => ({
    id: `n${n}`,
    label: `${Math.floor(random() * 1000)} ${n}`,
  }));
  const pick = () => nodes[Math.floor(random() * nodes.length)];
  const made = Array.from({ length: 2 + Math.floor(random() * 16) }, () => ({
    cause: pick(),
    effect: pick(),
  }));
  return [...new Map(made.map((tie) => [`${tie.cause.id}>${tie.effect.id}`, tie])).values()];
}

test("whatever the network, links lead from left to right but for those that close a circle", () => {
  const random = seeded(11);
  for (let round = 0; round < 80; round += 1) {
    const network = chance(random);
    const parts = layered(network);
    const slots = parts.flatMap(({ layers }) => layers.flat()).filter(({ node }) => node);
    const nodes = new Set(network.flatMap(({ cause, effect }) => [cause.id, effect.id]));
    assert.deepEqual(slots.map(({ node }) => node.id).sort(), [...nodes].sort());
    assert.equal(
      parts.reduce((sum, { ways, back }) => sum + ways.size + back.length, 0),
      network.length,
    );
    for (const { ways, layers } of parts) {
      for (const [tie, way] of ways) {
        assert.deepEqual([way[0].node, way.at(-1).node], [tie.cause, tie.effect]);
        way.forEach((slot, step) => {
          assert.equal(slot.layer, way[0].layer + step);
          assert.ok(layers[slot.layer].includes(slot));
        });
      }
    }
    const back = parts.flatMap((part) => part.back);
    const round_ = circles(network);
    assert.equal(back.length > 0, round_.length > 0);
    for (const { tie } of back)
      assert.ok(round_.some((own) => own.includes(tie.cause) && own.includes(tie.effect)));
  }
});

test("other ids give the same layers", () => {
  const random = seeded(5);
  for (let round = 0; round < 20; round += 1) {
    const network = chance(random);
    const renamed = new Map();
    const other = (node) => {
      if (!renamed.has(node)) renamed.set(node, { ...node, id: `${1000 - renamed.size}` });
      return renamed.get(node);
    };
    const again = network.map(({ cause, effect }) => ({ cause: other(cause), effect: other(effect) }));
    const seen = (parts) =>
      parts.map(({ layers }) => layers.map((layer) => layer.map(({ node }) => node?.label)));
    assert.deepEqual(seen(layered(again)), seen(layered(network)));
  }
});

test("no box covers another, and a link begins and ends at the sides of its boxes", () => {
  const random = seeded(3);
  for (let round = 0; round < 40; round += 1) {
    const sizes = { room: 900, box: 140, gutter: 60, high: ({ label }) => 20 + label.length * 4 };
    const { boxes, ways, bottom } = layerPlaces(layered(chance(random)), sizes);
    const of = new Map(boxes.map((box) => [box.node, box]));
    boxes.forEach((box, at) => {
      assert.ok(box.x >= 0 && box.y >= -0.001 && box.y + box.high <= bottom + 0.001);
      for (const other of boxes.slice(at + 1)) {
        const beside = Math.abs(box.x - other.x) >= sizes.box;
        assert.ok(beside || box.y + box.high <= other.y + 0.001 || other.y + other.high <= box.y + 0.001);
      }
    });
    for (const { tie, points } of ways) {
      const [start, end] = [of.get(tie.cause), of.get(tie.effect)];
      assert.equal(points[0][0], start.x + sizes.box);
      assert.equal(points.at(-1)[0], end.x);
      for (const [[, y], box] of [
        [points[0], start],
        [points.at(-1), end],
      ])
        assert.ok(y > box.y && y < box.y + box.high);
    }
  }
});

test("two links that cross by their labels are untangled", () => {
  const [a, b, c, d] = ["1", "2", "3", "4"].map((label) => ({ id: label, label }));
  const [part] = layered([
    { cause: a, effect: d },
    { cause: b, effect: c },
    { cause: a, effect: c },
    { cause: b, effect: d },
    { cause: a, effect: { id: "5", label: "5" } },
  ]);
  const after = new Map();
  for (const way of part.ways.values()) after.set(way[0], [...(after.get(way[0]) ?? []), way[1]]);
  assert.equal(crossings(part.layers, after), 1);
});
