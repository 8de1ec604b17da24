import assert from "node:assert/strict";
import test from "node:test";
import { brokerClaims } from "../src/data/brokers.js";
import { goBetweens, onlyTies } from "../src/data/go-betweens.js";
import { band, grid, rated, scaleOf } from "../src/data/ratings.js";
import { brokersFinding } from "../src/views/people-brokers.js";
import { rangeWords } from "../src/views/people-power-marks.js";
import { studyOf } from "./a-study.js";

const POWER = ["low", "medium", "high"];
const INTEREST = ["resistant", "mixed", "supportive"];

/** A row of the analysis; a test that needs a median gives it, as the page computes none. */
function row(actor, dimension, values, more = {}) {
  return {
    actor,
    dimension,
    values,
    median: values[0] ?? null,
    place: null,
    range: null,
    off_scale: [],
    n_ratings: values.length,
    stated: values.length,
    inferred: 0,
    sources: ["src.1"],
    locators: [],
    ...more,
  };
}

test("a dimension has the scale on which its words have a place", () => {
  const scales = [POWER, INTEREST];
  assert.equal(scaleOf([row("a", "interest", ["mixed"])], scales), INTEREST);
  assert.equal(scaleOf([row("a", "interest", ["high"])], scales), POWER);
  assert.equal(scaleOf([], scales), POWER);
});

test("the place is that of the analysis, and the range goes from the lowest to the highest", () => {
  const one = rated(row("a", "power", ["low"], { place: 0 }), POWER);
  assert.deepEqual([one.at, one.range], [0, [0, 0]]);
  const between = rated(row("a", "power", ["low", "high"], { place: 1 }), POWER);
  assert.deepEqual([between.at, between.range], [1, [0, 2]]);
});

test("words without a place are said, and not rated is another thing", () => {
  const off = rated(row("a", "interest", [], { off_scale: ["unclear"] }), INTEREST);
  assert.deepEqual([band(off), off.words, off.at], ["off", "unclear", null]);
  const other = rated(row("a", "interest", ["high"]), INTEREST);
  assert.equal(band(other), "off");
  assert.equal(band(rated(undefined, INTEREST)), "none");
});

test("every actor stands in one cell, and those that nobody rates are listed apart", () => {
  const study = studyOf({ Actor: ["a", "b", "c", "d"].map((id) => ({ id, label: id })) }, [], {
    rating_scales: [{ words: POWER }, { words: INTEREST }],
    power_interest: [
      row("a", "power", ["low", "medium"], {
        place: 0.5,
        sources: ["src.1", "src.2"],
        stated: 1,
        inferred: 1,
      }),
      row("a", "interest", ["mixed"], { place: 1, sources: ["src.2"] }),
      row("b", "power", ["high"], { place: 2, stated: 0, inferred: 1 }),
      row("c", "interest", [], { off_scale: ["unclear"], stated: 0 }),
    ],
  });
  const found = grid(study);
  const places = found.actors.map((actor) => [
    actor.id,
    band(actor.up),
    band(actor.across),
    actor.basis,
    actor.sources.length,
  ]);
  assert.deepEqual(places, [
    ["a", "0.5", "1", "both", 2],
    ["b", "2", "none", "inferred", 1],
    ["c", "none", "off", "not stated", 1],
  ]);
  assert.deepEqual(
    found.up.bands.map(({ label, margin }) => [label, margin]),
    [
      ["low", false],
      ["low to medium", false],
      ["medium", false],
      ["high", false],
      ["power not rated", true],
    ],
  );
  assert.deepEqual(
    found.across.bands.filter(({ margin }) => margin).map(({ label }) => label),
    ["interest rated, with no place on the scale: unclear", "interest not rated"],
  );
  assert.deepEqual(
    found.unrated.map(({ id }) => id),
    ["d"],
  );
});

test("a number of a broker opens the claims of its triads' ties", () => {
  const claim = (subject, object, place, more = {}) => ({
    claim: `c${place}`,
    subject,
    object,
    predicate: "met",
    source: "s",
    joins: true,
    symmetric: false,
    ...more,
  });
  const study = studyOf(
    {},
    [
      claim("a", "v", 0),
      claim("v", "b", 1),
      claim("v", "c", 2),
      claim("a", "b", 3),
      claim("v", "a", 4, { symmetric: true }),
      claim("a", "v", 5, { joins: false }),
    ],
    {
      broker_triads: [
        { broker: "v", from_id: "a", to_id: "b", role: "liaison" },
        { broker: "v", from_id: "a", to_id: "c", role: null },
      ],
    },
  );
  const claims = brokerClaims(study);
  const whole = { id: "v", total: 1, ungrouped: 1, claims: [0, 1, 2, 4] };
  const ids = (list) => list.map((one) => one.place).sort();
  assert.deepEqual(ids(claims(whole, "liaison")), [0, 1, 4]);
  assert.deepEqual(ids(claims(whole, null)), [0, 2, 4]);
  assert.deepEqual(ids(claims(whole, "gatekeeper")), []);
  assert.deepEqual(ids(claims({ ...whole, total: 9 }, "liaison")), [0, 1, 2, 4]);
});

/** A study of claims that tie stakeholders, each by its two ends, its source and whether it joins. */
function tied(...claims) {
  const nodes = ["a", "b", "c", "d", "hub"].map((id) => ({ id: `act.${id}`, label: id.toUpperCase() }));
  nodes.at(-1).is_class = true;
  const study = studyOf(
    { Actor: nodes },
    claims.map(([subject, object, source, joins = true]) => ({
      subject: `act.${subject}`,
      predicate: "works_with",
      object: `act.${object}`,
      source,
      joins,
    })),
  );
  return (classes) => goBetweens(study, study.claims, classes);
}

test("who has one partner alone in two claims or more hangs on it; one claim tells nothing", () => {
  const found = tied(
    ["a", "hub", "s1"],
    ["hub", "a", "s2"],
    ["b", "hub", "s1"],
    ["c", "hub", "s1"],
    ["c", "d", "s1"],
    ["d", "a", "s1", false],
  )(true);
  assert.deepEqual([found.tied, found.tested, found.once], [5, 3, 2]);
  const [hub] = found.rows;
  assert.deepEqual(
    [hub.node.label, hub.partners.length, hub.tested.length, hub.only.map(({ node }) => node.label)],
    ["HUB", 3, 2, ["A"]],
  );
  assert.deepEqual(
    onlyTies(found).map(({ node, through, claims }) => [node.label, through.label, claims.length]),
    [["A", "HUB", 2]],
  );
  assert.equal(
    brokersFinding(found),
    "Of 3 stakeholders that two claims or more tie to others, 1 is tied to “HUB” alone",
  );
});

test("without classes their ties are gone, and two that have only each other are said once", () => {
  const found = tied(["a", "b", "s1"], ["b", "a", "s1"], ["c", "hub", "s1"], ["c", "hub", "s2"]);
  assert.equal(onlyTies(found(true)).length, 2);
  assert.equal(found(false).tied, 2);
  assert.equal(onlyTies(found(false)).length, 1);
  assert.match(brokersFinding(found(true)), /each of 4 partners has 1 tied to it alone/);
  assert.equal(brokersFinding(tied()(true)), "");
});

test("a range is said where ratings differ, with the number of sources", () => {
  const of = (up, across) =>
    rangeWords({
      sources: ["s1", "s2"],
      up: { row: up && row("a", "power", up) },
      across: { row: across && row("a", "interest", across) },
    });
  assert.equal(of(["low", "high"], ["mixed", "mixed"]), "2 sources; power rated from low to high");
  assert.equal(of(["low"], undefined), "2 sources");
  assert.match(
    of(["low", "medium"], ["resistant", "mixed"]),
    /power .*; interest rated from resistant to mixed/,
  );
});
