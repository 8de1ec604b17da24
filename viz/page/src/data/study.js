/** The study as the page works with it: nodes, claims, and the tables of its views. */
import { rows } from "./decode.js";
import { quotesOf } from "./quotes.js";
import { rulesOf } from "./states.js";

/**
 * @typedef {Object} Claim a row of the study's claims; ids of nodes stand for nodes, null is "not stated"
 * @property {number} place its place among the study's claims: how tables and marks name it
 * @property {?[number, number]} days the first and last day that its date may mean, as day numbers
 * @property {import("./quotes.js").Quote[]} [quotes] the words behind it
 * @property {Object<string, string|null>} [own] its columns that are the study's own
 */

export class Study {
  /** @param {object} data what `graphmodel_viz/explorer/contents.py` makes */
  constructor(data) {
    const { study } = data;
    this.title = study.title;
    this.id = study.id;
    this.focuses = study.focuses;
    this.inQuestion = study.in_question;
    this.comparedWith = study.compared_with;
    this.steps = study.steps;
    /** Stages at which services are contracted; without any, impact through contracts cannot be reported. */
    this.supply = study.supply ?? [];
    /** The study's words for barriers and for enablers. */
    this.barriers = study.barriers ?? [];
    this.enablers = study.enablers ?? [];
    /** What somebody coded of a claim, in the order of the table of claims; what the build derived of it is apart. */
    this.codedColumns = study.claim_columns.coded;
    this.rules = rulesOf(study.rules);
    this.kinds = study.kinds;
    /** @type {Array<{title: string, terms: Array<{term: string, definition: string, aliases: string[]}>}>} */
    this.glossary = study.glossary ?? [];
    const terms = this.glossary.flatMap((group) => group.terms);
    this._terms = new Map(terms.flatMap((one) => [one.term, ...one.aliases].map((word) => [word, one])));
    this.kindsByName = new Map(study.kinds.map((kind) => [kind.kind, kind]));
    this._verbs = study.verbs;
    this._actsAs = study.acts_as ?? {};
    this.map = data.map;
    /** Choices that the page opens with, where they differ from those of the views. */
    this.opensWith = data.opens_with ?? {};
    /** Tools that the study can make, and what sessions said; see `graphmodel/api/tools_shown.py`. */
    this.tools = data.tools ?? {};
    this._tables = data.tables;
    this._read = new Map();

    /** @type {Map<string, Object>} every node by id, with `kind` and `label` */
    this.nodes = new Map();
    for (const { kind } of study.kinds) {
      for (const node of rows(data.nodes[kind], ["label"])) {
        // A code and a stage may have the same id as nothing else: ids are unique in the study.
        this.nodes.set(node.id, { ...node, kind, label: node.label ?? node.id });
      }
    }
    /** @type {Claim[]} */
    this.claims = rows(data.claims, [...study.claim_columns.coded, ...study.claim_columns.derived]);
    this.claims.forEach((claim, place) => {
      claim.place = place;
      claim.codes ??= [];
      if (claim.effect) claim.effect_on ??= claim.object;
      claim.days = study.days?.[claim.date] ?? null;
    });
    /** Columns of claims that are the study's own, which somebody asked for by name. */
    this.ownColumns = Object.keys(data.own?.columns ?? {});
    if (this.ownColumns.length) {
      rows(data.own).forEach((own, place) => {
        this.claims[place].own = own;
      });
    }
    /** Whether the page names who coded a claim. */
    this.namesCoders = "coder" in data.claims.columns;
    this.claimsById = new Map(this.claims.map((claim) => [claim.claim, claim]));
    this.quotes = quotesOf(data.quotes, this.claims);
    this.stages = this.ofKind("Stage").sort((a, b) => a.rank - b.rank);
    this.phases = this.stages.filter((stage) => stage.phase === stage.id);
    this._touching = touching(this.claims);
  }

  /** Nodes of one kind, in the order of their ids. */
  ofKind(kind) {
    return [...this.nodes.values()].filter((node) => node.kind === kind);
  }

  /** The label of a node; its id where the study has no such node. */
  label(id) {
    return this.nodes.get(id)?.label ?? id ?? "";
  }

  /** A verb in words: what the study says it means, for a hover. */
  meaning(verb) {
    return this._verbs[verb] ?? spaced(verb);
  }

  /** What a word of the glossary means; empty where it has no such word. */
  definition(word) {
    return this._terms.get(word)?.definition ?? "";
  }

  /** The term that a piece of text is, in the singular or the plural; null where it is none. */
  termOf(text) {
    const word = text.toLowerCase();
    const found = this._terms.get(word) ?? this._terms.get(word.replace(/s$/, ""));
    return found?.term ?? null;
  }

  /** Splits a text at the words of the glossary, longer ones first. */
  get termPattern() {
    const words = [...this._terms.keys()].sort((a, b) => b.length - a.length);
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    this._termPattern ??= new RegExp(`\\b((?:${escaped.join("|") || "(?!)"})s?)\\b`, "i");
    return this._termPattern;
  }

  /** The default verb that a verb of the study stands for; itself where it is one or stands for none. */
  actsAs(verb) {
    return this._actsAs[verb] ?? verb;
  }

  /** Claims (places) of which a node is subject or object, or that name it otherwise. */
  claimsOf(id) {
    return this._touching.get(id) ?? [];
  }

  /** The rows of a table of the views; an empty list where the study has none. */
  table(name) {
    if (!this._read.has(name)) this._read.set(name, this._tables[name] ? rows(this._tables[name]) : []);
    return this._read.get(name);
  }
}

/** `works_with` as "works with". */
export function spaced(word) {
  return String(word ?? "").replaceAll("_", " ");
}

const NAMES_A_NODE = [
  "subject",
  "object",
  "source",
  "speaker",
  "stage",
  "site",
  "workstream",
  "about",
  "reason",
];

function touching(claims) {
  const found = new Map();
  for (const claim of claims) {
    const ids = new Set(NAMES_A_NODE.map((name) => claim[name]).concat(claim.codes, claim.phase));
    for (const id of ids) {
      if (id === null || id === undefined) continue;
      if (!found.has(id)) found.set(id, []);
      found.get(id).push(claim.place);
    }
  }
  return found;
}
