/** What evidence rests on one: would it have come as far without one source, one actor or organisation, one speaker? */

import { counted } from "../data/count.js";
import {
  bases,
  breaking,
  carrying,
  dependenceOn,
  ONE_SOURCE,
  reaching,
  SPEAKS,
  TAKES_PART,
  tested,
} from "../data/dependence.js";
import { FIRST_RESTING } from "../data/limits.js";
import { itemWords } from "../data/touches.js";
import { RESTING_SHARE, RESTING_WORDS } from "../data/words.js";
import { choice, chosen } from "../draw/controls.js";
import { el } from "../draw/dom.js";
import { howCounted } from "../draw/notes.js";
import { scrolling } from "../draw/scrolling.js";
import { sharePicture } from "../draw/shares.js";
import { capital } from "../draw/text.js";
import { saidInWords } from "./in-words.js";

const MOST = 300;

/** What each basis is called in the choice. */
const CHOICES = {
  [ONE_SOURCE]: "one source",
  [TAKES_PART]: "one actor or organisation that does it",
  [SPEAKS]: "one speaker who says it",
};

/** @param {import("../pane.js").Pane} app @returns {import("../app.js").Drawn} */
export function dependence(app) {
  const { study } = app;
  const all = bases(study);
  const basis = chosen(app, "basis", all);
  const on = { ...dependenceOn(study, basis), words: RESTING_WORDS[basis] ?? RESTING_WORDS[TAKES_PART] };
  const reached = on.focuses.some((row) => row.n_reached);
  const listed =
    app.option("dependence", "") === "all" ? on.ones.slice(0, MOST) : on.ones.slice(0, FIRST_RESTING);
  return {
    ...dependenceFinding(study, on),
    sentence: sentence(on, reached),
    controls: [
      choice(
        app,
        "basis",
        "Resting on:",
        all.map((word) => [word, CHOICES[word] ?? word]),
      ),
      choice(app, "dependence", "Rows:", [
        ["", `the first ${FIRST_RESTING}`],
        ["all", "all"],
      ]),
    ],
    content: reached
      ? [
          scrolling(
            "All phases together, as a picture",
            byFocus(app, on, (row) => !study.nodes.has(row.phase)),
          ),
          scrolling("By the one, as a picture", byOne(app, on, listed)),
          listed.length < on.ones.length
            ? el(
                "p",
                { class: "aside" },
                `${on.ones.length - listed.length} more on whom fewer items rest; choose “Rows: all”.`,
              )
            : "",
          saidInWords(app, "In words", sentences(study, on)),
          el("h3", { "data-part": "phases" }, "Phase by phase"),
          scrolling(
            "By phase, as a picture",
            byFocus(app, on, (row) => study.nodes.has(row.phase)),
          ),
          howCounted(app, "dependence_notes"),
        ]
      : [
          el(
            "p",
            { class: "empty" },
            "No item is said to have reached a phase, so nothing can depend on anybody.",
          ),
        ],
    table: () => table(study, all),
  };
}

/** Rows of all phases together, the focus in question first. */
function together(study, { focuses }) {
  return focuses
    .filter((row) => !study.nodes.has(row.phase) && row.n_reached)
    .sort((a, b) => (b.focus === study.inQuestion) - (a.focus === study.inQuestion));
}

/** How many items depend on one, of those that can be judged; and how many cannot. @returns {import("./findings.js").Finding} */
export function dependenceFinding(study, on) {
  const whole = together(study, on);
  if (!whole.length) return { finding: "" };
  const [first, ...others] = whole.filter((row) => row.n_tested);
  const once = whole.map((row) => `${row.reported_once} of ${itemWords(row.focus, row.n_reached)}`);
  const share = (row) => `${row.n_resting_on_one || "none"} of ${row.n_tested}`;
  return {
    finding: first
      ? [
          `Of the ${itemWords(first.focus)} that two claims or more say were there or in use, ${share(first)} ${first.n_resting_on_one === 1 ? "rests" : "rest"} on ${on.words.one}`,
          ...others.map((row) => `of ${itemWords(row.focus)}, ${share(row)}`),
        ].join("; ")
      : "No item is said by two claims or more to have been there or in use, so dependence cannot be judged",
    detail: `Reported by a single claim, so dependence cannot be judged: ${once.join(", ")}.${on.words.one === RESTING_WORDS[ONE_SOURCE].one ? " A source may be several interviews; this is how widely items are reported, not who depends on whom." : ""}`,
  };
}

function sentence({ words, spoken }, reached) {
  if (!reached) return "No evidence is said to have reached a phase.";
  return [
    `An item rests on ${words.one} where every claim that says it was there or in use, wholly or in part, ${words.has} the same one. `,
    `Without ${words.theirs} nothing would show that it was. It says how much of what was said depends on one, not that nobody else did anything. `,
    words.one === RESTING_WORDS[ONE_SOURCE].one
      ? "A source may be several interviews, or one text of the authors. "
      : "",
    spoken ? "Only items whose claims all name a speaker are counted. " : "",
    "Items are counted, in the whole study: filters do not change them.",
  ].join("");
}

/** Each item that rests on one, over all phases; those of the focus in question and of most claims first. */
function sentences(study, { items, words }) {
  const asked = ({ evidence }) => study.nodes.get(evidence)?.focus === study.inQuestion;
  return items
    .filter((item) => !item.reported_once && !study.nodes.has(item.phase))
    .sort(
      (a, b) =>
        asked(b) - asked(a) ||
        b.claims.length - a.claims.length ||
        study.label(a.evidence).localeCompare(study.label(b.evidence)),
    )
    .map((item) => ({
      key: `words:${item.evidence}:${item.actor}`,
      title: study.label(item.evidence),
      words: `All claims that “${study.label(item.evidence)}” was there or in use ${words.have} “${study.label(item.actor)}”`,
      claims: carrying(study, [item]),
    }));
}

function byFocus(app, on, shown) {
  const { study } = app;
  const rows = on.focuses.filter(shown);
  const reached = reaching(study);
  const focusOf = (id) => study.nodes.get(id)?.focus;
  const many = new Set(on.focuses.map((row) => row.focus)).size > 1;
  const within = (row) => (id, phase) =>
    (!many || focusOf(id) === row.focus) && (study.nodes.has(row.phase) ? phase === row.phase : true);
  const testedClaims = (fits) => {
    const own = reached.filter((one) => fits(one.evidence, one.phase));
    const items = tested(own, on.spoken, false);
    return [...new Set(own.filter(({ evidence }) => items.has(evidence)).map(({ claim }) => claim))];
  };
  const named = (row) =>
    study.nodes.has(row.phase) ? study.label(row.phase) : capital(itemWords(row.focus));
  const share = (row) => {
    const title = `${capital(itemWords(row.focus))}: ${study.nodes.has(row.phase) ? study.label(row.phase) : "all phases together"}`;
    const once = `${counted(row.reported_once, "item")} more of the ${row.n_reached} that reached it ${row.reported_once === 1 ? "is" : "are"} reported by a single claim and cannot be judged`;
    return {
      label: named(row),
      name: null,
      whole: row.n_tested,
      part: row.n_resting_on_one,
      partMark: {
        key: `rests:${row.focus}:${row.phase}`,
        title,
        note: `${counted(row.n_resting_on_one, "item")} of ${row.n_tested} ${row.n_resting_on_one === 1 ? "rests" : "rest"} on ${on.words.one}; ${once}`,
        claims: carrying(
          study,
          on.items.filter(
            (item) =>
              !item.reported_once &&
              item.phase === row.phase &&
              (!many || focusOf(item.evidence) === row.focus),
          ),
        ),
      },
      wholeMark: {
        key: `reached:${row.focus}:${row.phase}`,
        title,
        note: `${counted(row.n_tested, "item")} that two claims or more ${on.spoken ? "with a speaker " : ""}carry; ${once}`,
        claims: testedClaims(within(row)),
      },
    };
  };
  const byPhase = rows.some((row) => study.nodes.has(row.phase));
  const focuses = [...new Set(rows.map((row) => row.focus))].sort(
    (a, b) => (b === study.inQuestion) - (a === study.inQuestion),
  );
  const groups = byPhase
    ? focuses.map((focus) => ({
        title: capital(itemWords(focus)),
        rows: rows.filter((row) => row.focus === focus).map(share),
      }))
    : [
        {
          title: `Items that rest on ${on.words.one}, of those that can be judged`,
          rows: focuses.flatMap((focus) => rows.filter((row) => row.focus === focus)).map(share),
        },
      ];
  return sharePicture(app, {
    label: byPhase ? "Items that rest on one, by phase" : "Items that rest on one",
    groups,
    words: {
      full: `items that rest on ${on.words.one}`,
      whole: RESTING_SHARE.whole,
    },
    none: RESTING_SHARE.none,
  });
}

function byOne(app, on, rows) {
  const { study } = app;
  const reached = reaching(study);
  const theirs = new Map(rows.map((row) => [row.actor, new Set()]));
  const items = tested(reached, on.spoken, true);
  for (const { claim } of reached.filter(({ evidence }) => items.has(evidence))) {
    for (const id of on.whose(claim)) theirs.get(id)?.add(claim);
  }
  return sharePicture(app, {
    label: "Items that rest on each",
    groups: [
      {
        title: `By ${on.words.rows}: items that would not have come as far without ${on.words.theirs}`,
        rows: rows.map((row) => ({
          label: study.label(row.actor),
          name: {
            key: `depends:${row.actor}`,
            title: study.label(row.actor),
            open: `node:${row.actor}`,
          },
          whole: row.n_tested,
          part: row.n_break,
          partMark: {
            key: `breaks:${row.actor}`,
            title: study.label(row.actor),
            note: `${counted(row.n_break, "item")} would not have come as far at some phase without ${on.words.theirs}; of those that two claims or more carry over all phases, ${row.n_break_wholly} would reach no phase at all`,
            claims: carrying(study, breaking(study, on, row.actor)),
          },
          wholeMark: {
            key: `touched:${row.actor}`,
            title: study.label(row.actor),
            note: `Of ${counted(row.n_items_touched, "item")} with such a claim, ${row.n_reached} reached a phase, ${row.n_tested} by two claims or more; these are the claims that carry those. ${counted(row.reported_once, "item")} ${row.reported_once === 1 ? "rests" : "rest"} at some phase on a single claim, of this one`,
            claims: [...theirs.get(row.actor)],
          },
        })),
      },
    ],
    words: {
      full: `items that would not have come as far without ${on.words.theirs}`,
      whole: "of the items with such a claim, those that two claims or more say were there or in use",
    },
    none: RESTING_SHARE.none,
  });
}

function table(study, all) {
  const numbers = ["n_reached", "n_resting_on_one", "n_tested", "reported_once", "n_break_wholly"];
  return {
    columns: ["basis", "focus", "phase", "one", "label", ...numbers],
    rows: all.flatMap((basis) => {
      const { focuses, ones } = dependenceOn(study, basis);
      return [
        ...focuses.map((row) => [
          basis,
          row.focus,
          row.phase,
          "",
          "",
          ...numbers.map((name) => row[name] ?? ""),
        ]),
        ...ones.map((row) => [
          basis,
          "",
          "",
          row.actor,
          study.label(row.actor),
          ...numbers.map((name) => (name === "n_resting_on_one" ? row.n_break : row[name])),
        ]),
      ];
    }),
  };
}
