/** One evidence item or one workstream as a story: its claims in columns by phase. */
import { counted, groupedBy, provenance } from "../data/count.js";
import { outcomesShown } from "../data/outcomes.js";
import { isBefore } from "../data/states.js";
import { onSeveral, storyColumns } from "../data/story.js";
import { itemsSaid, touchesShown } from "../data/touches.js";
import { el } from "../draw/dom.js";
import { markWords } from "../draw/evidence-marks.js";
import { storyKey, storyPicture } from "./story-columns.js";
import { savedStory } from "./story-svg.js";
import "./story.css";

/** What a story can be of. */
const TOLD = ["EvidenceItem", "WorkStream"];

/**
 * @typedef {Object} Told something that a story is of
 * @property {Object} node
 * @property {import("../data/study.js").Claim[]} claims
 * @property {Object} [became] of an item, see `outcomesShown`
 */

export const story = {
  id: "story",
  title: "One item or workstream as a story",
  tab: "Item by item",
  takes: ({ kind }) => TOLD.includes(kind),
  draw(app) {
    const groups = [
      { title: "Evidence items", all: items(app) },
      { title: "Workstreams", all: workstreams(app) },
    ].filter(({ all }) => all.length);
    const all = groups.flatMap((group) => group.all);
    if (!all.length) return nothing(app);
    const asked = (id) => all.find(({ node }) => node.id === id);
    const first = asked(app.option("story", "")) ?? all[0];
    const agreed = app.agreed("story", first.node.id);
    const told = asked(agreed);
    if (!told) return nothing(app, `No claim of this slice is about “${app.study.label(agreed)}”.`);
    const { node, claims, became } = told;
    const own = new Set(claims);
    const touches = touchesShown(app).filter(
      ({ evidence, claim }) => own.has(claim) && (!became || evidence === node.id),
    );
    const byClaim = groupedBy(touches, ({ claim }) => claim);
    const before = became ? isBefore : onSeveral(byClaim);
    const together = (claim) => (became ? "" : (claim.event ?? byClaim.get(claim)?.[0].evidence ?? ""));
    const columns = storyColumns(app.study, claims, before, together);
    const reasons = new Set(claims.map(({ reason }) => reason).filter(Boolean)).size;
    const picture = [app, columns, byClaim, before, !became];
    const saved = savedStory(picture, touches);
    const open = columns.flatMap(({ blocks }) => blocks.filter((block) => block.length > 1)).length;
    return {
      finding: became
        ? itemFinding(node, claims, became)
        : workstreamFinding(app.study, node, claims, touches),
      detail: [
        provenance(claims),
        reasons ? `${counted(reasons, "reason")} given` : "",
        became ? openOrder(app.study, node) : "",
      ]
        .filter(Boolean)
        .join("; "),
      sentence: [
        `${counted(claims.length, "claim")} ${became ? `that ${claims.length === 1 ? "touches" : "touch"} the item` : "of the workstream"}, in columns by the phase that each names. `,
        "“Then” stands where all claims above are stated, by order or date, to come before all below. ",
        open
          ? `Where nothing decides that, a bracket says that the order is open (${counted(open, "place")}): it is that of the coding and means nothing. `
          : "",
        "Signs say whether a claim reports that evidence was there or used.",
      ].join(""),
      controls: [chooser(app, groups, node)],
      content: [storyPicture(...picture), storyKey(app, touches), saved.host],
      pictures: saved.pictures,
      table: () => table(app.study, columns, byClaim),
    };
  },
};

const most = (a, b) => b.claims.length - a.claims.length || a.node.label.localeCompare(b.node.label);

/** @returns {Told[]} evidence items that claims mention, those with most claims first */
function items(app) {
  return outcomesShown(app)
    .flatMap(({ mentioned }) => mentioned)
    .map((became) => ({ node: became.item, claims: became.claims, became }))
    .sort(most);
}

/** @returns {Told[]} workstreams that claims name */
function workstreams(app) {
  const found = groupedBy(
    app.claims.filter(({ workstream }) => app.study.nodes.has(workstream)),
    ({ workstream }) => workstream,
  );
  return [...found].map(([id, claims]) => ({ node: app.study.nodes.get(id), claims })).sort(most);
}

function itemFinding({ label }, claims, { outcome, deciding, opposed, lostElsewhere }) {
  const besides = [opposed && "opposed", lostElsewhere && "lost elsewhere"].filter(Boolean);
  const by = deciding.length ? `, by ${deciding.length} of ${counted(claims.length, "claim")}` : "";
  return `“${label}”: the outcome is “${outcome}”${by}${besides.length ? `; also ${besides.join(" and ")}` : ""}`;
}

/** How many evidence items its claims say were used or not, and how. */
function workstreamFinding(study, { label }, claims, touches) {
  const said = itemsSaid(study, touches);
  if (!said.length)
    return `“${label}”: none of ${counted(claims.length, "claim")} says that evidence was used or not`;
  const counts = Object.keys(study.rules.marks).flatMap((name) => {
    const number = said.filter(({ mark }) => mark === name).length;
    return number ? `${number} ${markWords(name)}` : [];
  });
  return `“${label}”: claims say of ${counted(said.length, "evidence item")} whether ${said.length === 1 ? "it was" : "they were"} used: ${counts.join(", ")}`;
}

function nothing(app, said = "") {
  const none = app.study.ofKind("EvidenceItem").length
    ? "No claim shown is about an evidence item or a workstream."
    : "The study has no evidence items, so there is no journey to read.";
  const words = said || none;
  return {
    sentence: `${words} 0 items.`,
    content: [el("p", { class: "empty" }, words)],
    table: () => ({ columns: ["phase"], rows: [] }),
  };
}

/** Where the claims permit several orders, a reader must know. */
function openOrder(study, item) {
  const row = study.table("journeys").find(({ evidence }) => evidence === item.id);
  return row?.orders > 1
    ? `the claims leave the order open: ${row.orders_exact === false ? "at least " : ""}${row.orders.toLocaleString("en-GB")} orders are possible`
    : "";
}

function chooser(app, groups, shown) {
  const option = ({ node: { id, label }, claims }) =>
    el("option", { value: id, selected: id === shown.id }, `${label} (${counted(claims.length, "claim")})`);
  return el(
    "label",
    { class: "choice" },
    "Story of: ",
    el(
      "select",
      {
        "data-key": "choice:story",
        on: { change: (event) => app.choose("story", event.target.value) },
      },
      ...groups.map(({ title, all }) => el("optgroup", { label: title }, ...all.map(option))),
    ),
  );
}

function table(study, columns, touches) {
  return {
    columns: ["phase", "part", "claim", "says", "evidence", "summary", "speaker", "source", "reason"],
    rows: columns.flatMap(({ label, blocks }) =>
      blocks.flatMap((block, place) =>
        block.map((claim) => {
          const own = touches.get(claim) ?? [];
          return [
            label,
            place + 1,
            claim.claim,
            own.map(({ says }) => says ?? "").join("; "),
            own.map(({ evidence }) => study.label(evidence)).join("; "),
            claim.summary ?? "",
            study.label(claim.speaker),
            study.label(claim.source),
            study.label(claim.reason),
          ];
        }),
      ),
    ),
  };
}
