"""The tables of a study: columns, what they refer to and which words they allow.

A column that a table has and the schema does not know is kept as a text property. The first
column of a table of nodes is the id. ``claims`` is the one table of edges that may be large;
every other table is small enough to be held in memory.
"""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "integer", "number", "yes_no", "date", "place", "list"]
"""``place`` is a decimal path such as 2.3 or 1.10; ``list`` has ``;`` between its entries."""


@dataclass(frozen=True)
class Column:
    """One column: its type, the kinds of node it may name, the words it allows."""

    name: str
    type: ColumnType = "text"
    refers_to: tuple[str, ...] = ()
    vocabulary: str = ""
    required: bool = False
    note: str = ""


@dataclass(frozen=True)
class TableSchema:
    """One table. ``kind`` is the kind of node it lists, or empty for other tables.

    ``up`` names a column that points to another row of the same table (part of, parent).
    """

    name: str
    columns: tuple[Column, ...]
    note: str
    kind: str = ""
    up: str = ""

    @property
    def id_column(self) -> str:
        """Name of the first column."""
        return self.columns[0].name

    def column(self, name: str) -> Column | None:
        """The column of that name, or None where the schema does not know it."""
        return self._by_name.get(name)

    @property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that must be there and filled."""
        return tuple(column.name for column in self.columns if column.required)


def _id(name: str) -> Column:
    return Column(name, required=True, note="unique id")


def _text(name: str, note: str = "", required: bool = False) -> Column:
    return Column(name, note=note, required=required)


def _list(name: str, *kinds: str, note: str = "") -> Column:
    return Column(name, type="list", refers_to=kinds, note=note or "several, ; between them")


def _ref(name: str, *kinds: str, required: bool = False, note: str = "") -> Column:
    return Column(name, refers_to=kinds, required=required, note=note)


def _word(name: str, vocabulary: str, required: bool = False, note: str = "") -> Column:
    return Column(name, vocabulary=vocabulary, required=required, note=note)


_LABEL = _text("label", "what people read", required=True)
_LOCATOR = _text("locator", "where in the source it comes from")

NODE_TABLES = (
    TableSchema(
        "actors",
        (
            _id("actor"),
            _LABEL,
            _word("granularity", "granularity"),
            _ref("organisation", "organisation"),
            _text("seniority"),
            _LOCATOR,
        ),
        "people, roles and groups",
        kind="actor",
    ),
    TableSchema(
        "organisations",
        (
            _id("organisation"),
            _LABEL,
            _text("kind", "what sort of body"),
            _text("level"),
            _ref("site", "site"),
            _ref("part_of", "organisation"),
            _LOCATOR,
        ),
        "bodies and kinds of body",
        kind="organisation",
        up="part_of",
    ),
    TableSchema(
        "evidence",
        (
            _id("evidence"),
            _LABEL,
            _ref("evidence_type", "evidence_type"),
            _word("instance", "instance"),
            _word("focus", "focus"),
            _word("scope", "scope"),
            _ref("producer", "organisation", "actor"),
            _ref("workstream", "workstream"),
            _ref("site", "site"),
            Column("date", type="date"),
            _LOCATOR,
        ),
        "what people treat as evidence",
        kind="evidence",
    ),
    TableSchema(
        "evidence_types",
        (_id("evidence_type"), _LABEL, _list("codes", "code")),
        "types of evidence",
        kind="evidence_type",
    ),
    TableSchema(
        "stages",
        (
            _id("stage"),
            _LABEL,
            _ref("phase", "stage", note="the phase it belongs to"),
            Column("order", type="place", note="place in the cycle: 2, 2.1, 2.2"),
            _ref("parent", "stage", note="empty: the stage is a phase"),
        ),
        "the commissioning cycle: phases and their functions",
        kind="stage",
        up="parent",
    ),
    TableSchema(
        "factors",
        (
            _id("factor"),
            _LABEL,
            _word("valence", "valence"),
            _word("level", "level"),
            _text("area"),
            _text("reported_in"),
            _LOCATOR,
        ),
        "barriers and enablers",
        kind="factor",
    ),
    TableSchema(
        "workstreams",
        (
            _id("workstream"),
            _LABEL,
            _ref("site", "site"),
            _word("kind", "workstream_kind"),
            _text("area"),
            _ref("part_of", "workstream"),
            _LOCATOR,
        ),
        "pieces of work, projects, case studies",
        kind="workstream",
        up="part_of",
    ),
    TableSchema(
        "products",
        (_id("product"), _LABEL, _text("kind"), _ref("workstream", "workstream"), _ref("site", "site"), _LOCATOR),
        "what commissioning makes: specifications, plans, pathways",
        kind="product",
    ),
    TableSchema(
        "sites",
        (_id("site"), _LABEL, _text("kind", "comparison: a comparison, not a place"), _LOCATOR),
        "case-study sites",
        kind="site",
    ),
    TableSchema(
        "sources",
        (
            _id("source"),
            _LABEL,
            _text("kind", "synthesis: repeats the other sources"),
            _text("phase", "phase of the research"),
            _ref("site", "site"),
            _ref("workstream", "workstream"),
            _LOCATOR,
        ),
        "interviews, observations, documents, workshops",
        kind="source",
    ),
    TableSchema(
        "codebook",
        (Column("code", type="place", required=True, note="code number"), _LABEL, _text("theme"), _text("theme_label")),
        "the coding scheme",
        kind="code",
    ),
    TableSchema(
        "tools",
        (
            _id("tool"),
            _LABEL,
            _text("kind"),
            _text("format"),
            _text("purpose"),
            _list("audience"),
            _list("workshop"),
            _list("reported_strengths"),
            _list("reported_weaknesses"),
            _text("status"),
            _ref("part_of", "tool"),
            _LOCATOR,
        ),
        "tools and resources developed from the findings",
        kind="tool",
        up="part_of",
    ),
    TableSchema(
        "objections",
        (
            _id("objection"),
            _LABEL,
            _list("raised_by", "actor"),
            _text("suggested_response_theme"),
            _list("tool", "tool"),
            _text("basis"),
            _text("response_basis"),
            _LOCATOR,
        ),
        "objections that people raise",
        kind="objection",
    ),
)

PREDICATES = TableSchema(
    "predicates",
    (
        Column("predicate", required=True, note="the verb"),
        _text("label"),
        Column("subject", required=True, note="kinds of node it may start from, | between them"),
        Column("object", required=True, note="kinds of node it may end at, | between them"),
        _word("step", "step", note="step of the journey that it marks"),
        _word("presence", "presence", note="does it say that evidence was there (present) or not (lost)?"),
        _text("acts_as", "default verb whose part it plays in journeys and questions, where the name differs"),
    ),
    "verbs that claims may use",
)

CLAIMS = TableSchema(
    "claims",
    (
        _id("claim"),
        _ref("source", "source", required=True, note="where it was said or seen"),
        _ref("speaker", "actor", note="who said it; empty: the authors' narrative or an observation"),
        _text("coder", "who coded it"),
        _text("event", "claims with the same event tell of one happening"),
        _text("subject", "who or what it is about", required=True),
        _text("predicate", "a verb of the predicates table", required=True),
        _text("object", "", required=True),
        _ref("stage", "stage"),
        _word("step", "step"),
        Column("order", type="integer", note="place in the evidence item's journey, as told"),
        Column("date", type="date", note="2011, 2011-03 or 2011-03-09"),
        _ref("site", "site"),
        _ref("workstream", "workstream"),
        _ref("about", "actor", "organisation", "workstream", note="where a factor operates"),
        _ref("reason", "factor", note="reason given for a use or non-use"),
        _list("codes", "code"),
        _word("focus", "focus"),
        _word("polarity", "polarity", note="empty: affirms"),
        _word("certainty", "certainty", note="empty: stated"),
        _word("extent", "extent", note="how many are said to hold the view"),
        _word("valence", "valence"),
        _word("level", "level"),
        _word("use", "use"),
        _text("summary", "the claim in the coder's words", required=True),
        Column("quoted", type="yes_no", vocabulary="yes_no", note="does a verbatim quotation stand behind it?"),
        _LOCATOR,
    ),
    "coded claims: the edges",
)

OTHER_TABLES = (
    TableSchema(
        "evidence_use",
        (
            _ref("evidence_type", "evidence_type", required=True),
            _ref("stage", "stage", required=True),
            _word("focus", "focus", required=True),
            _word("frequency", "frequency", required=True, note="0 to 3, or unknown"),
            _word("alignment", "alignment"),
            _text("comment"),
            _LOCATOR,
        ),
        "how often a type of evidence is used at a stage",
    ),
    TableSchema(
        "verdicts",
        (
            _ref("site", "site", required=True),
            _ref("factor", "factor", required=True),
            _word("verdict", "verdict", required=True),
            _text("comment"),
            _text("table"),
            _text("theme"),
            _LOCATOR,
        ),
        "does a site confirm or contradict a finding?",
    ),
    TableSchema(
        "ratings",
        (
            _ref("source", "source", required=True),
            _ref("actor", "actor", required=True),
            _word("dimension", "dimension", required=True),
            _word("value", "rating", required=True),
            _word("basis", "basis"),
            _LOCATOR,
        ),
        "power and interest of actors",
    ),
    TableSchema(
        "stakeholder_profiles",
        (
            _ref("actor", "actor", required=True),
            _text("label"),
            _list("actors", "actor"),
            _ref("organisation", "organisation"),
            _text("cycle_role"),
            _list("stages", "stage"),
            _list("resources"),
            _list("knowledge"),
            _list("objections"),
            _list("objection_ids", "objection"),
            _list("persuaded_by"),
            _list("access_routes"),
            _text("workshop_persona"),
            _LOCATOR,
        ),
        "resources, objections and routes of stakeholders",
    ),
    TableSchema(
        "stakeholder_links",
        (
            _ref("from", "actor", required=True),
            _ref("to", "actor", required=True),
            _text("relation", required=True),
            _text("tone"),
            _text("what"),
            _LOCATOR,
        ),
        "relations between groups of stakeholders",
    ),
    TableSchema(
        "coding_notes",
        (_ref("claim", "claim", required=True), _text("note", required=True)),
        "remarks on uncertain codings",
    ),
    TableSchema(
        "datacollection",
        (
            _ref("site", "site"),
            _ref("workstream", "workstream"),
            _text("phase"),
            _text("kind"),
            _text("detail"),
            _text("count"),
            _LOCATOR,
        ),
        "what was collected",
    ),
    TableSchema(
        "sites_detail",
        (_ref("site", "site", required=True), _text("attribute"), _text("value"), _text("label"), _LOCATOR),
        "facts about the sites",
    ),
    TableSchema(
        "informants",
        (_ref("group", "source"), _text("attribute"), _text("value"), _text("count"), _LOCATOR),
        "who was interviewed",
    ),
    TableSchema(
        "workshops",
        (_text("dimension"), _text("value"), _text("registered"), _text("attended"), _LOCATOR),
        "who came to workshops",
    ),
    TableSchema(
        "emerging_findings",
        (_text("area"), _text("row"), _text("finding"), _word("status", "finding_status"), _LOCATOR),
        "interim findings and gaps",
    ),
    TableSchema(
        "emerging_prompts",
        (_text("area"), _text("row"), _text("kind"), _text("text"), _LOCATOR),
        "interim questions",
    ),
    TableSchema(
        "theme_form",
        (_text("section"), _text("question"), _list("linked_codes"), _text("answer_form"), _LOCATOR),
        "questions of the theme form",
    ),
)

TABLES: dict[str, TableSchema] = {table.name: table for table in (*NODE_TABLES, PREDICATES, CLAIMS, *OTHER_TABLES)}
"""Every table that the schema knows, by name, in the order in which they are read."""
