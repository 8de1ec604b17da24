"""All tables of a study.

Only ``claims``, the table of edges, may be large; every other table fits in memory.
"""

from dataclasses import replace

from graphmodel.schema.columns import LOCATOR, Column, TableSchema, identifier, reference, several, text, word
from graphmodel.schema.kinds import KINDS
from graphmodel.schema.node_tables import NODE_TABLES

PREDICATES = TableSchema(
    "predicates",
    (
        Column("predicate", required=True, note="the verb"),
        text("label"),
        Column("subject", required=True, note="kinds of node it may start from, separated by |"),
        Column("object", required=True, note="kinds of node it may end at, separated by |"),
        word("step", "step", note="step of the journey that it marks"),
        word("presence", "presence", note="does it say that evidence was there (present) or not (lost)?"),
        text("acts_as", "default verb that it counts as in journeys and questions, if its name differs"),
        word("relation", "relation", note="between two stakeholders: does it join them, oppose them, leave one out?"),
        Column(
            "symmetric",
            type="yes_no",
            vocabulary="yes_no",
            note="does it say the same of both ends (works with)?",
        ),
    ),
    "verbs that claims may use",
)

CLAIMS = TableSchema(
    "claims",
    (
        identifier("claim"),
        reference("source", "source", required=True, note="where it was said or seen"),
        reference("speaker", "actor", note="who said it; empty: the authors' narrative or an observation"),
        text("coder", "who coded it"),
        text("event", "claims with the same event are about one happening"),
        text("subject", "who or what it is about", required=True),
        text("predicate", "a verb of the predicates table", required=True),
        text("object", "", required=True),
        reference("stage", "stage"),
        word("step", "step"),
        Column("order", type="integer", note="position in the evidence item's journey, as stated"),
        Column("date", type="date", note="2011, 2011-03 or 2011-03-09"),
        reference("site", "site"),
        reference("workstream", "workstream"),
        reference("about", "actor", "organisation", "workstream", note="where a factor operates"),
        reference("reason", "factor", note="reason given for a use or non-use"),
        several("codes", "code"),
        word("focus", "focus"),
        word("polarity", "polarity", note="empty: affirms"),
        word("certainty", "certainty", note="empty: stated"),
        word("extent", "extent", note="how many are said to hold the view"),
        word("valence", "valence"),
        word("level", "level"),
        word("use", "use"),
        text("summary", "the claim in the coder's words", required=True),
        Column("quoted", type="yes_no", vocabulary="yes_no", note="is it backed by a verbatim quotation?"),
        LOCATOR,
        text("import_id", "the import that it came with; empty: none"),
        text("import_rule", "rule of the mapping that made it from a coded passage"),
    ),
    "coded claims: the edges",
)

CODED = (
    "speaker",
    "subject",
    "predicate",
    "object",
    "stage",
    "step",
    "about",
    "reason",
    "codes",
    "focus",
    "polarity",
    "certainty",
    "extent",
    "valence",
    "level",
    "use",
    "quoted",
)
"""Columns of ``claims`` that a coder decides; where a unit comes from is the same for every coder."""


def _as_coded(name: str) -> Column:
    """The column of ``claims`` as one coder filled it, who may leave any empty."""
    column = CLAIMS.column(name)
    assert column is not None  # noqa: S101 - the schema is ours
    note = f"this coder's {name}"
    if name in {"subject", "object", "about"}:
        return Column(name, refers_to=tuple(kind.name for kind in KINDS), note=note)
    return replace(column, required=False, note=note)


CODINGS = TableSchema(
    "codings",
    (
        reference("claim", "claim", required=True, note="the unit"),
        text("coder", "who coded it so", required=True),
        *(_as_coded(name) for name in CODED),
        text("note"),
    ),
    "each coder's own coding of a unit; never counted",
)

DECISIONS = TableSchema(
    "decisions",
    (
        reference("claim", "claim", required=True, note="the unit"),
        text("field", "column of claims that was decided", required=True),
        text("before", "its value before, (empty) for none"),
        text("decision", "its value since, (empty) for none", required=True),
        text("decided_by", "who decided", required=True),
        text("note"),
    ),
    "who decided what where coders differed",
)

QUOTES = TableSchema(
    "quotes",
    (
        identifier("quote"),
        reference("claim", "claim", note="the claim whose words these are; empty: none yet"),
        text("text", "the words as they were said or written", required=True),
        reference("source", "source", note="empty: that of the claim"),
        Column("start", type="integer", note="where the words begin in the text of the source, in characters from 0"),
        Column("end", type="integer", note="where they end: the position after their last character"),
        text("before", "the sentences before the words"),
        text("after", "the sentences after them"),
        reference("speaker", "actor", note="who said them; empty: the speaker of the claim"),
        word("permission", "permission", note="empty: as the profiles and the source say; if none says, no_quote"),
    ),
    "words of sources, with the sentences around them",
)

PROFILES = TableSchema(
    "profiles",
    (
        identifier("profile"),
        reference("actor", "actor", note="the speaker; with a source: this speaker in this source alone"),
        reference("source", "source", note="the interview; without an actor: everybody in it"),
        text("role_now"),
        text("roles_past"),
        text("organisation_kind", "the kind of organisation"),
        reference("site", "site"),
        text("experience", "years, or in words"),
        text("age_group"),
        text("sex"),
        text("ethnicity"),
        Column("quotes_attributed", type="yes_no", vocabulary="yes_no", note="may words be quoted with who said them?"),
        Column("quotes_anonymous", type="yes_no", vocabulary="yes_no", note="may they be quoted without a name?"),
        Column("wants_to_see_quotes", type="yes_no", vocabulary="yes_no", note="before they are published"),
        word("consent", "permission", note="consent as a whole: withdrawn; or what the two answers come to"),
        text("interview_place", "memo: where the interview took place"),
        text("interruptions", "memo: what interrupted it"),
        text("key_messages", "memo"),
        text("flow", "memo: how it went"),
        text("hesitations", "memo"),
        text("relation_before", "memo: relation of interviewer and interviewee beforehand"),
    ),
    "who the speakers are, how interviews went, and consent to quote them",
)

TOOL_TABLES = (
    TableSchema(
        "tool_sessions",
        (
            text("session", "unique id", required=True),
            reference("source", "source", note="the session as a source"),
            text("tool", "name of the tool that was filled in"),
            text("version", "version of the tool"),
            text("form", "form of the tool"),
            text("copy", "the copy that was filled in"),
            text("date", "when"),
            text("workstream", "the piece of work, as the people wrote it"),
            text("service"),
            text("population", "the group of people that it is about"),
            text("stage"),
            text("decision", "the decision that is wanted"),
            text("roles", "roles present"),
            text("n_people", "how many people"),
            text("facilitator", "stays with the team"),
            text("others", "texts that answer no question, each with its place"),
        ),
        "sessions in which a tool was filled in",
    ),
    TableSchema(
        "tool_answers",
        (
            text("session", "a session of tool_sessions", required=True),
            text("item", "code of the question on the copy", required=True),
            text("part", "part of the tool"),
            text("question", "name of the question"),
            Column("node", refers_to=tuple(kind.name for kind in KINDS), note="what the row is about"),
            Column(
                "sheet",
                refers_to=tuple(kind.name for kind in KINDS),
                note="what the sheet is about, on tools with one for each of several nodes",
            ),
            text("value", "the answer, as it was given; a question without a row has none"),
            text("private", "names of people; stay with the team"),
        ),
        "answers that were filled in; two teams' answers stand side by side",
    ),
    TableSchema(
        "tool_feedback",
        (
            text("session", "a session of tool_sessions", required=True),
            text("tool", "name of the tool"),
            text("good"),
            text("bad"),
            text("suggestion"),
            text("audience", "who else should use it"),
        ),
        "what people think of a tool",
    ),
    TableSchema(
        "spec_items",
        (
            text("session", "a session of tool_sessions", required=True),
            text("item", "code of the row on the copy"),
            text("clause", "the clause or indicator as it is now"),
            text("missed", "whom it misses"),
            text("wording", "a sharper wording"),
            text("measure", "how it is measured, by group"),
            text("data_source", "where the data come from"),
            text("baseline", "the value now"),
            text("target", "the value that is wanted"),
            text("monitored_by", "which role looks at it"),
            text("monitored_when", "how often, or when"),
            text("consequence", "what follows if it is missed"),
        ),
        "clauses of a specification as a session made them sharper",
    ),
    TableSchema(
        "actions",
        (
            text("session", "a session of tool_sessions", required=True),
            text("item", "code of the row that it is about"),
            text("action", "what will be done"),
            text("owner", "by which role"),
            text("due", "by when"),
            text("status", "empty: not known"),
        ),
        "what was agreed to be done",
    ),
)

OTHER_TABLES = (
    QUOTES,
    PROFILES,
    CODINGS,
    DECISIONS,
    TableSchema(
        "successors",
        (
            text("successor", "unique id"),
            reference("from_organisation", "organisation", note="empty: newly made"),
            reference("to_organisation", "organisation", note="empty: nobody took it over"),
            text("what", "what was taken over"),
            text("when", "when, as far as known"),
            LOCATOR,
        ),
        "which organisation took over what from which",
    ),
    TableSchema(
        "evidence_use",
        (
            reference("evidence_type", "evidence_type", required=True),
            reference("stage", "stage", required=True),
            word("focus", "focus", required=True),
            word("frequency", "frequency", required=True, note="0 to 3, or unknown"),
            word("alignment", "alignment"),
            text("comment"),
            LOCATOR,
            word("at_least", "at_least", note="least grade that a remark shows where the frequency is unknown"),
        ),
        "how often a type of evidence is used at a stage",
    ),
    TableSchema(
        "verdicts",
        (
            reference("site", "site", required=True),
            reference("factor", "factor", required=True),
            word("verdict", "verdict", required=True),
            text("comment"),
            text("table"),
            text("theme"),
            LOCATOR,
        ),
        "does a site confirm or contradict a finding?",
    ),
    TableSchema(
        "ratings",
        (
            reference("source", "source", required=True),
            reference("actor", "actor", required=True),
            word("dimension", "dimension", required=True),
            word("value", "rating", required=True),
            word("basis", "basis"),
            LOCATOR,
        ),
        "power and interest of actors",
    ),
    TableSchema(
        "stakeholder_profiles",
        (
            reference("actor", "actor", required=True),
            text("label"),
            several("actors", "actor"),
            reference("organisation", "organisation"),
            text("cycle_role"),
            several("stages", "stage"),
            several("resources"),
            several("knowledge"),
            several("objections"),
            several("objection_ids", "objection"),
            several("persuaded_by"),
            several("access_routes"),
            text("workshop_persona"),
            LOCATOR,
            text("persona_note"),
            several("shortcomings", note="criticisms of the stakeholder, separated by ;"),
        ),
        "resources, objections and routes of stakeholders",
    ),
    TableSchema(
        "stakeholder_links",
        (
            reference("from", "actor", required=True),
            reference("to", "actor", required=True),
            text("relation", required=True),
            text("tone"),
            text("what"),
            LOCATOR,
        ),
        "relations between groups of stakeholders",
    ),
    TableSchema(
        "coding_notes",
        (reference("claim", "claim", required=True), text("note", required=True)),
        "remarks on uncertain codings",
    ),
    TableSchema(
        "datacollection",
        (
            reference("site", "site"),
            reference("workstream", "workstream"),
            text("phase"),
            text("kind"),
            text("detail"),
            text("count"),
            LOCATOR,
        ),
        "what was collected",
    ),
    TableSchema(
        "sites_detail",
        (reference("site", "site", required=True), text("attribute"), text("value"), text("label"), LOCATOR),
        "facts about the sites",
    ),
    TableSchema(
        "informants",
        (reference("group", "source"), text("attribute"), text("value"), text("count"), LOCATOR),
        "who was interviewed",
    ),
    TableSchema(
        "workshops",
        (text("dimension"), text("value"), text("registered"), text("attended"), LOCATOR),
        "who came to workshops",
    ),
    TableSchema(
        "emerging_findings",
        (text("area"), text("row"), text("finding"), word("status", "finding_status"), LOCATOR),
        "interim findings and gaps",
    ),
    TableSchema(
        "emerging_prompts",
        (text("area"), text("row"), text("kind"), text("text"), LOCATOR),
        "interim questions",
    ),
    TableSchema(
        "theme_form",
        (text("section"), text("question"), several("linked_codes"), text("answer_form"), LOCATOR),
        "questions of the theme form",
    ),
    *TOOL_TABLES,
)

TABLES: dict[str, TableSchema] = {table.name: table for table in (*NODE_TABLES, PREDICATES, CLAIMS, *OTHER_TABLES)}
"""Every table that the schema knows, by name, in the order in which they are read."""
