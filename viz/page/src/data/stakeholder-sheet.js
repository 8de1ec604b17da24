/** A stakeholder's page: what claims say about them, in their shoes. */
import { facts, grouped, STAKEHOLDERS, sheetOf, valuesOf } from "./sheet-parts.js";
import { spaced } from "./study.js";
import { touches } from "./touches.js";

const PROFILE = "profile_";
/** Columns of the profile that have a place of their own; a study may have others, which are listed too. */
const PLACED = [
  "label",
  "actors",
  "organisation",
  "cycle_role",
  "stages",
  "resources",
  "knowledge",
  "objections",
  "objection_ids",
  "persuaded_by",
  "access_routes",
  "locator",
];
const OF_EVIDENCE = {
  plus: "Held, used or passed on",
  mixed: "Partly or rarely used",
  minus: "Said to be left out, withheld, ignored or not passed on",
  unasked: "Held, and never asked for",
  asked: "Asked for",
  opposed: "Contested or blocked",
};
const OTHERWISE = "Otherwise mentioned with evidence";
const POLARITIES = { affirms: "affirmed", denies: "denied", mixed: "said both ways" };

/**
 * @param {import("./study.js").Study} study
 * @param {Object} node a stakeholder
 * @param {import("./study.js").Claim[]} claims those that the filters leave in
 * @returns {import("./sheet-parts.js").Sheet & {members: string[]}} `members`: those whose claims stand on the page
 */
export function stakeholderSheet(study, node, claims) {
  const profile = profileOf(study, node);
  const members = membersOf(node);
  const own = claimsOn(study, new Set(members), claims);
  const sections = [
    who(study, node, profile),
    evidence(study, own, profile),
    normative(own),
    objections(study, node, profile, own),
    profiled("What persuades them", profile, [["profile_persuaded_by", "Persuaded by"]]),
    profiled("How to reach them", profile, [["profile_access_routes", "Routes"]]),
    tools(study, own, node),
    factors(study, own),
    ties(study, own),
    further(profile),
    rest(own),
  ].filter(Boolean);
  return { ...sheetOf(sections), members };
}

/** Those whose claims stand on the page of a node: with its profile also the roles that the profile gathers. */
export function membersOf(node) {
  return [...new Set([node.id, ...(hasProfile(node) ? valuesOf(node.profile_actors) : [])])];
}

/** The node whose profile it is: its own, or that of the group that it belongs to; null where there is none. */
export function profileOf(study, node) {
  if (hasProfile(node)) return node;
  return study.ofKind("Actor").find((other) => valuesOf(other.profile_actors).includes(node.id)) ?? null;
}

export function hasProfile(node) {
  return Object.keys(node).some((name) => name.startsWith(PROFILE) && valuesOf(node[name]).length > 0);
}

/** Claims of the members, each taken by the first section that it belongs to. */
function claimsOn(study, members, claims) {
  const is = (id) => members.has(id);
  const kind = (id) => study.nodes.get(id)?.kind;
  const left = new Set(claims.filter((c) => is(c.subject) || is(c.object) || is(c.about) || is(c.speaker)));
  return {
    is,
    kind,
    /** Take the claims of a section out of those that are left. */
    take(fits) {
      const taken = [...left].filter(fits);
      for (const claim of taken) left.delete(claim);
      return taken;
    },
    /** A claim in which a member stands, and at its other end a node of these kinds. */
    joins(claim, kinds) {
      const ends = [claim.subject, claim.object];
      return ends.some((end) => kinds.includes(kind(end)) && !is(end));
    },
  };
}

function profiled(title, profile, columns) {
  const unknown = profile
    ? "Not known: the profile does not say."
    : "Not known: the study has no profile of them.";
  return { title, facts: facts(profile, columns, profile?.profile_locator), unknown };
}

function who(study, node, profile) {
  const kind = study.kindsByName.get(node.kind)?.one ?? node.kind;
  const listed = node.locator;
  const apart =
    profile && profile !== node
      ? [{ name: "Belongs to the profile", values: [profile.id], from: profile.profile_locator ?? "" }]
      : [];
  const role = facts(profile, [["profile_cycle_role", "Role in the cycle"]], profile?.profile_locator);
  return {
    title: "Who they are",
    facts: [
      { name: "Listed as", values: [kind], from: listed ?? "" },
      ...facts(
        node,
        [
          ["granularity", "Person, role or group"],
          ["type", "Sort"],
          ["seniority", "Seniority"],
          ["level", "Level"],
          ["organisation", "Organisation"],
          ["part_of", "Part of"],
          ["site", "Site"],
        ],
        listed,
      ),
      ...apart,
      ...facts(
        profile,
        [
          ["profile_organisation", "Organisation in the profile"],
          ["profile_actors", "Roles that the profile gathers"],
        ],
        profile?.profile_locator,
      ),
      ...(role.length ? role : [{ name: "Role in the cycle", values: ["not known"], from: "" }]),
      ...facts(profile, [["profile_stages", "Stages where they act"]], profile?.profile_locator),
      ...ratings(study, node),
    ],
  };
}

function ratings(study, node) {
  const rated = study.table("power_interest").filter((row) => row.actor === node.id);
  return ["power", "interest"].flatMap((dimension) => {
    const row = rated.find((one) => one.dimension === dimension);
    const name = `Rated ${dimension}`;
    if (!row) return [{ name, values: ["not known: nobody rated it"], from: "" }];
    const words = [...valuesOf(row.values), ...valuesOf(row.off_scale)].join(", ");
    const sources = `${row.n_sources} source${row.n_sources === 1 ? "" : "s"}`;
    return [{ name, values: [`${words} (${sources})`], from: valuesOf(row.locators).join("; ") }];
  });
}

function evidence(study, own, profile) {
  const says = new Map();
  for (const touch of touches(study)) says.set(touch.claim, says.get(touch.claim) ?? touch.says);
  const taken = own.take(
    (claim) => own.joins(claim, ["EvidenceItem", "EvidenceType"]) && claim.certainty !== "normative",
  );
  return {
    title: "What they hold, know and use",
    facts: facts(
      profile,
      [
        ["profile_resources", "Resources"],
        ["profile_knowledge", "Knowledge"],
      ],
      profile?.profile_locator,
    ),
    groups: grouped(taken, (claim) => OF_EVIDENCE[says.get(claim)] ?? OTHERWISE, [
      ...Object.values(OF_EVIDENCE),
      OTHERWISE,
    ]),
    unknown: "Not known: no claim says which evidence they hold, use or were not informed of.",
  };
}

function normative(own) {
  const taken = own.take(
    (claim) => claim.certainty === "normative" && (own.is(claim.speaker) || own.is(claim.subject)),
  );
  return {
    title: "What they are said to want",
    lead: taken.length ? "Claims of what ought to be, said by them or with them as the ones to act." : "",
    groups: grouped(taken, (claim) => (own.is(claim.speaker) ? "Said by them" : "Said about them by others")),
    unknown: "Not known: no claim says what they hold ought to be.",
  };
}

function objections(study, node, profile, own) {
  const named = new Set([...valuesOf(profile?.profile_objection_ids)]);
  const listed = study
    .ofKind("Objection")
    .filter((objection) => named.has(objection.id) || valuesOf(objection.raised_by).includes(node.id));
  const taken = own.take((claim) => own.joins(claim, ["Objection"]));
  return {
    title: "Their objections, and what answers them",
    facts: [
      ...facts(profile, [["profile_objections", "In short"]], profile?.profile_locator),
      ...listed.flatMap((objection) => [
        { name: "Objection", values: [objection.id], from: objection.locator ?? "", begins: true },
        { name: "Suggested answer", values: answer(objection), from: "" },
        { name: "Tools that answer it", values: orUnknown(valuesOf(objection.tool)), from: "" },
      ]),
    ],
    groups: grouped(taken, () => "Claims"),
    unknown: "Not known: no objection of theirs is listed.",
  };
}

function answer(objection) {
  const theme = valuesOf(objection.suggested_response_theme);
  const basis = objection.response_basis ? ` (${objection.response_basis})` : "";
  return theme.length ? [`${theme.join("; ")}${basis}`] : ["not known"];
}

function orUnknown(values) {
  return values.length ? values : ["none is listed"];
}

function tools(study, own, node) {
  const taken = own.take((claim) => own.joins(claim, ["Tool"]));
  const label = node.label.toLowerCase();
  const named = study
    .ofKind("Tool")
    .filter((tool) => valuesOf(tool.audience).some((audience) => audience.toLowerCase() === label));
  const aimed = (claim) => study.actsAs(claim.predicate) === "aimed_at";
  return {
    title: "Tools aimed at them",
    facts: named.map((tool) => ({
      name: "Tool whose audience they are",
      values: [tool.id],
      from: tool.locator ?? "",
    })),
    groups: grouped(taken, (claim) =>
      aimed(claim) ? "Said to be for them" : "What else claims say about them and tools",
    ),
    unknown: "Not known: no tool is said to be for them.",
  };
}

function factors(study, own) {
  const taken = own.take((claim) => own.joins(claim, ["Factor"]));
  const factorOf = (claim) =>
    study.nodes.get(own.kind(claim.object) === "Factor" ? claim.object : claim.subject);
  const title = (claim) => {
    const factor = factorOf(claim);
    const valence = factor.valence ? ` (${factor.valence})` : "";
    const by = own.is(claim.speaker) || own.is(claim.subject) ? "" : ", said about them by others";
    return `${factor.label}${valence}: ${POLARITIES[claim.polarity] ?? "mentioned"}${by}`;
  };
  return {
    title: "Barriers and enablers that they affirm or deny",
    lead: taken.length
      ? "Claims that affirm and claims that deny stand side by side; neither cancels the other."
      : "",
    groups: grouped(taken, title).sort((a, b) => (a.title < b.title ? -1 : 1)),
    unknown: "Not known: no claim connects them with a barrier or an enabler.",
  };
}

function ties(study, own) {
  const taken = own.take(
    (claim) => own.joins(claim, STAKEHOLDERS) && (own.is(claim.subject) || own.is(claim.object)),
  );
  const other = (claim) => study.label(own.is(claim.subject) ? claim.object : claim.subject);
  return {
    title: "Their ties",
    facts: links(study, own),
    groups: grouped(taken, (claim) => `With ${other(claim)}`).sort(
      (a, b) => b.claims.length - a.claims.length,
    ),
    unknown: "Not known: no claim connects them with another stakeholder.",
  };
}

/** Links with others that the study lists beside its claims. */
function links(study, own) {
  return study
    .table("links")
    .filter((link) => own.is(link.start) !== own.is(link.end))
    .map((link) => ({
      name: own.is(link.start)
        ? `${capital(spaced(link.relation))}, linked to`
        : `${capital(spaced(link.relation))}, linked from`,
      values: [own.is(link.start) ? link.end : link.start, ...[link.what, link.tone].filter(Boolean)],
      from: link.locator ?? "",
    }));
}

function further(profile) {
  const others = Object.keys(profile ?? {}).filter(
    (name) => name.startsWith(PROFILE) && !PLACED.includes(name.slice(PROFILE.length)),
  );
  const found = facts(
    profile,
    others.map((name) => [name, capital(spaced(name.slice(PROFILE.length)))]),
    profile?.profile_locator,
  );
  return found.length ? { title: "Also in the profile", facts: found } : null;
}

function rest(own) {
  const of = own.take((claim) => own.is(claim.subject) || own.is(claim.object) || own.is(claim.about));
  const by = own.take(() => true);
  const groups = [
    { title: "Said about them", claims: of },
    { title: "Said by them about others", claims: by },
  ].filter((group) => group.claims.length);
  return groups.length ? { title: "What else is said about them and by them", groups } : null;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
