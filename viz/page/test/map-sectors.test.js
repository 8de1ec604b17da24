import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_ROWS } from "../src/data/limits.js";
import { oneShown, saidInWords } from "../src/data/map-one.js";
import { bands, sectorsShown, strongest } from "../src/data/map-sectors.js";
import { arranged, freePlaces, sides, stacked, way } from "../src/data/regions.js";

/**
 * A study with ties by claim.
 * @param {Array<[string, ?string, ?string]>} people id, organisation and sector
 * @param {Array<[string, string, string, string]>} ties start, end, state and source
 */
function study(people, ties) {
  const nodes = people.map(([id, organisation]) => ({
    ...{ id, label: id.toUpperCase(), organisation },
    kind: id === organisation ? "Organisation" : "Actor",
  }));
  const grouping = (column) => {
    const id = [...new Set(people.map((one) => one[column]))];
    return { id, group: people.map((one) => id.indexOf(one[column])) };
  };
  const place = new Map(people.map(([id], n) => [id, n]));
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    claims: ties.map(([, , state, source], n) => ({ place: n, joins: state === "joined", source })),
    map: {
      nodes: people.map(([id]) => id),
      predicates: ["does"],
      things: [],
      layers: {
        claim: {
          directed: true,
          groups: { organisation: grouping(1), sector: grouping(2) },
          ties: {
            start: ties.map(([start]) => place.get(start)),
            end: ties.map(([, end]) => place.get(end)),
            predicates: ties.map(() => [0]),
            claims: ties.map((_, n) => [n]),
            state: ties.map(([, , state]) => state),
            lane: ties.map(() => 0),
            shared: ties.map(() => []),
          },
        },
      },
    },
  };
}

/** A trust with two people, a charity, somebody whose sector is not known, and one without a tie. */
const SMALL = study(
  [
    ["trust", "trust", "care"],
    ["nurse", "trust", "care"],
    ["clerk", "trust", "care"],
    ["charity", "charity", "voluntary"],
    ["carer", null, null],
    ["alone", null, null],
  ],
  [
    ["trust", "charity", "joined", "one"],
    ["charity", "nurse", "joined", "two"],
    ["nurse", "charity", "apart", "one"],
    ["clerk", "nurse", "joined", "one"],
    ["carer", "clerk", "ought", "one"],
  ],
);

const shown = (of, choice = {}, included = [...of.claims.keys()]) =>
  sectorsShown(of, new Set(included), {
    ...{ layer: "claim", opened: new Set(), classes: true, least: 1 },
    ...choice,
  });
const rows = ({ sectors }) =>
  Object.fromEntries(
    sectors.map(({ id, rows: own }) => [id, own.filter(({ here }) => here).map(({ key }) => key)]),
  );
const said = ({ lines }) =>
  lines.map(({ start, end, state, forth, back }) => [start.key, end.key, state, forth, back]);

test("people stand in the row of their organisation, and its ties are theirs", () => {
  const made = shown(SMALL);
  assert.deepEqual(rows(made), { care: ["node:trust"], voluntary: ["node:charity"], "": ["node:carer"] });
  assert.deepEqual(said(made), [
    ["node:carer", "node:trust", "ought", true, false],
    ["node:charity", "node:trust", "apart", false, true],
    ["node:charity", "node:trust", "joined", true, true],
  ]);
  assert.deepEqual(
    made.within.map(({ claims }) => claims.map(({ place }) => place)),
    [[3]],
  );
  assert.deepEqual(
    made.alone.map(({ id }) => id),
    ["alone"],
  );
});

test("an organisation that is opened shows its people, and every claim stays on one line", () => {
  const made = shown(SMALL, { opened: new Set(["trust"]) });
  assert.deepEqual(rows(made).care, ["node:trust", "node:nurse", "node:clerk"]);
  const places = made.lines.flatMap(({ claims }) => claims.map(({ place }) => place)).sort();
  assert.deepEqual(places, [0, 1, 2, 3, 4]);
});

test("an organisation is not without a tie where its row has those of its people", () => {
  const people = ["one", "two"].map((id) => [id, "body", "care"]);
  const ties = people.map(([id]) => [id, "hub", "joined", "source"]);
  const made = shown(
    study([["body", "body", "care"], ...people, ["hub", "hub", "small"], ["lone", "lone", "small"]], ties),
  );
  assert.deepEqual(rows(made).care, ["node:body"]);
  assert.deepEqual(
    made.alone.map(({ id }) => id),
    ["lone"],
  );
});

test("rows keep their order whatever the filters leave in", () => {
  const made = shown(SMALL, { opened: new Set(["trust"]) }, [4]);
  assert.deepEqual(
    made.sectors.find(({ id }) => id === "care").rows.map(({ key }) => key),
    ["node:trust", "node:nurse", "node:clerk"],
  );
  assert.deepEqual(rows(made), { care: ["node:trust", "node:clerk"], voluntary: [], "": ["node:carer"] });
});

test("ties of fewer sources are left out", () => {
  assert.deepEqual(said(shown(SMALL, { least: 2 })), [["node:charity", "node:trust", "joined", true, true]]);
});

test("a large sector shows its first rows and one for the rest, which keeps their ties", () => {
  const many = Array.from({ length: 30 }, (_, n) => [`p${n}`, null, "big"]);
  const of = study(
    [...many, ["hub", "hub", "small"]],
    many.map(([id]) => [id, "hub", "joined", "one"]),
  );
  const made = shown(of);
  const [big] = made.sectors;
  assert.equal(big.rows.length, MOST_ROWS + 1);
  assert.equal(big.rows.at(-1).label, "and 16 more stakeholders");
  assert.equal(made.lines.flatMap(({ claims }) => claims).length, 30);
  assert.equal(shown(of, { opened: new Set(["sector:big"]) }).sectors[0].rows.length, 30);
  const { bands: between } = bands(made);
  assert.deepEqual(
    between.map(({ ties, claims }) => [ties, claims.length]),
    [[MOST_ROWS + 1, 30]],
  );
});

test("regions stand by their ties alone: the most tied in the middle, what is not known last", () => {
  const regions = ["a", "b", "c", "d", "e"].map((key) => ({ key, height: 100, last: key === "a" }));
  const weights = new Map([
    ["c|a", 5],
    ["c|b", 4],
    ["d|c", 3],
  ]);
  const keys = (stacks) => stacks.map((stack) => stack.map(({ key }) => key));
  const made = arranged(regions, weights, 3);
  assert.ok(keys(made)[1].includes("c"));
  assert.ok(!keys(made)[1].includes("a") && !keys(made)[1].includes("b"));
  for (const stack of keys(made)) assert.ok(!stack.includes("a") || stack.at(-1) === "a");
  assert.deepEqual(
    keys(arranged(regions, weights, 1))
      .flat()
      .sort(),
    ["a", "b", "c", "d", "e"],
  );
  const { placed } = stacked(made, 20);
  for (const stack of made) {
    stack.slice(1).forEach((one, n) => {
      assert.equal(placed.get(one.key).y, placed.get(stack[n].key).y + 120);
    });
  }
});

test("a line goes between regions and through none", () => {
  const room = { left: [0, 200, 400], right: [100, 300, 500], free: [[0], [90, 210], [0]] };
  const numbers = (path) => path.match(/-?[\d.]+/g).map(Number);
  const beside = numbers(way({ column: 0, y: 10 }, { column: 1, y: 50 }, room));
  assert.deepEqual([beside[0], beside.at(-2)], [100, 200]);
  const across = way({ column: 2, y: 200 }, { column: 0, y: 220 }, room);
  assert.match(across, /^M400,200C.*300,210H200C.*100,220$/);
  assert.deepEqual(sides(2, 2, 3), [-1, -1]);
  assert.deepEqual(
    freePlaces(
      [
        { y: 100, height: 50 },
        { y: 20, height: 60 },
      ],
      20,
    ),
    [10, 90, 160],
  );
});

test("one stands in the middle with its people, its partners beside it, each verb with its direction", () => {
  const made = oneShown(SMALL, new Set([0, 1, 2, 3, 4]), {
    ...{ layer: "claim", id: "trust", classes: true, least: 1 },
  });
  assert.deepEqual(
    made.members.map(({ id }) => id),
    ["trust", "nurse", "clerk"],
  );
  assert.deepEqual(
    made.sectors.map(({ id, rows: own }) => [
      id,
      own.map(({ label, said: words }) => [label, words.map(saidInWords)]),
    ]),
    [
      ["voluntary", [["CHARITY", ["← does", "→ does", "→ does"]]]],
      ["", [["CARER", ["← does (1 ought to be)"]]]],
    ],
  );
  assert.deepEqual(
    made.lines.map(({ end, start, state }) => [start.key, end.key, state]),
    [
      ["node:carer", "node:trust", "ought"],
      ["node:charity", "node:trust", "apart"],
      ["node:charity", "node:trust", "joined"],
    ],
  );
  const alone = oneShown(SMALL, new Set([4]), { layer: "claim", id: "charity", classes: true, least: 1 });
  assert.deepEqual(alone.partners, []);
});

test("of too many lines those of the pairs with most claims are drawn, with every denial", () => {
  const line = (pair, number) => ({ start: { key: pair }, end: { key: "z" }, claims: Array(number).fill(0) });
  const lines = [line("a", 5), line("a", 1), line("b", 3), line("c", 3), line("d", 2)];
  const drawn = (most) => strongest(lines, most).drawn.map(({ start, claims }) => start.key + claims.length);
  assert.deepEqual(drawn(5), ["a5", "a1", "b3", "c3", "d2"]);
  assert.deepEqual([drawn(4), strongest(lines, 4).left], [["a5", "a1", "b3", "c3"], 1]);
  assert.deepEqual([drawn(3), strongest(lines, 3).left], [["a5", "a1"], 3]);
  assert.deepEqual(strongest(lines, 1), { drawn: lines, left: 0 });
});
