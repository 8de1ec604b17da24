/**
 * What the explorer's maps hold, evaluated without a browser. Standard input: a JSON list of
 * `{data, kind, evidence, one}`; standard output: for each the sectors with their rows and lines, the flows of evidence
 * of a focus (all where it is null), one stakeholder with its partners, and what each of them finds.
 */
import { readFileSync } from "node:fs";
import { flowsShown } from "../../viz/page/src/data/map-flows.js";
import { deedsOfOne, oneShown, saidInWords } from "../../viz/page/src/data/map-one.js";
import { bands, sectorsShown, strongest } from "../../viz/page/src/data/map-sectors.js";
import { Study } from "../../viz/page/src/data/study.js";
import { flowsFinding, oneFinding, sectorsFinding } from "../../viz/page/src/views/map-findings.js";
import { sectorWords } from "../../viz/page/src/views/sector-words.js";

/** A finding without the key of its mark, which only the page has. */
const worded = ({ finding, detail }) => ({ finding, detail });

const ids = (claims) => claims.map(({ claim }) => claim).sort();

const line = ({ start, end, state, claims, verbs, shared, forth, back, ties }) => ({
  ...{ start: start.key, end: end.key, state, verbs, shared, forth, back, ties },
  claims: ids(claims),
});

function sectors(study, included, layer) {
  const shown = sectorsShown(study, included, { layer, opened: new Set(), classes: true, least: 1 });
  for (const sector of shown.sectors) sector.title = sectorWords(sector.id);
  const between = bands(shown).bands;
  return {
    sectors: shown.sectors.map(({ id, size, weight, rows }) => ({
      ...{ id, size, weight },
      rows: rows.map(({ key, label, members }) => [key, label, members.map(({ id: one }) => one).sort()]),
    })),
    lines: shown.lines.map(line),
    within: shown.within.map(line),
    bands: between.map(line),
    strongest: strongest(between, 5).drawn.map(line),
    alone: shown.alone.map(({ id }) => id).sort(),
    finding: worded(sectorsFinding(shown, 0)),
  };
}

function flows(study, evidence) {
  const isShown = (focus) => evidence === null || focus === evidence;
  const shown = flowsShown(study, study.claims, { isShown, least: 1 });
  const rows = (own) => own.map(({ key, deeds }) => [key, deeds.map(({ claim, deed, said }) => [claim.claim, deed, said])]);
  return {
    givers: rows(shown.givers),
    kinds: rows(shown.kinds),
    takers: rows(shown.takers),
    flows: shown.flows.map(({ start, end, state, claims, deeds, inPart }) => ({
      ...{ start: start.key, end: end.key, state, deeds: [...deeds].sort(), in_part: inPart },
      claims: ids(claims),
    })),
    through: shown.through.map(({ who, claims }) => [who.id, ids([...claims])]),
    finding: flowsFinding(shown, {
      evidence: evidence === null ? "evidence" : `${evidence} evidence`,
      order: Object.keys(study.rules.deeds),
    }),
  };
}

function partners(study, included, layer, id) {
  const shown = oneShown(study, included, { layer, id, classes: true, least: 1 });
  return {
    members: shown.members.map((one) => one.id).sort(),
    sectors: shown.sectors.map(({ id: sector, rows }) => [
      sector,
      rows.map(({ node, said, shared, claims }) => [node.id, said.map(saidInWords), shared, ids(claims)]),
    ]),
    lines: shown.lines.map(line),
    deeds: deedsOfOne(study, study.claims, shown.members).map(({ words }) => words),
    finding: oneFinding(shown),
  };
}

const shown = JSON.parse(readFileSync(0, "utf-8")).map(({ data, kind, evidence, one }) => {
  const study = new Study(data);
  const included = new Set(study.claims.keys());
  return {
    sectors: sectors(study, included, kind),
    flows: flows(study, evidence),
    one: one && partners(study, included, kind, one),
  };
});
process.stdout.write(JSON.stringify({ shown }));
