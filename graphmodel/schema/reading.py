"""How cells are read before they are checked, as data: words that mean "empty", and other names of columns."""

import re
import unicodedata
from functools import lru_cache

FILLERS = frozenset(
    {"n/a", "n.a.", "n.a", "na", "#n/a", "n/k", "n.k.", "nk", "not applicable", "not available", "not known"}
    | {"not given", "not recorded", "tbc", "t.b.c.", "tbd", "tba", "to be confirmed", "null", "nan"}
)
"""Words that stand for an empty cell in every column except free text."""

MARKS = frozenset({"-", "--", "---", "\u2013", "\u2014", "?", "??", "???", ".", "none", "nil"})
"""Likewise, but only in the model's own columns: in a column of the study's own, they may be values of a scale."""

MEANINGFUL = frozenset({"polarity", "certainty", "valence", "presence"})
"""Columns in which a mark may be a value (``-`` for a denial): there it is an error and never an empty cell."""

FREE_TEXT = frozenset(
    {"label", "summary", "comment", "comments", "note", "notes", "detail", "value", "what", "relation", "tone"}
    | {"text", "finding", "question", "answer_form", "format", "purpose", "status", "basis", "response_basis"}
    | {"quote", "quotation", "memo", "theme_label", "suggested_response_theme", "attribute", "count"}
    | {"before", "after", "interruptions", "key_messages", "flow", "hesitations", "relation_before"}
)
"""Columns of free text: every word in them stays as it is."""

EXAMPLE_LABEL = "Example: "
"""Begins the labels of the example that a new study holds."""
EXAMPLE_TABLES = ("actors", "organisations", "evidence", "factors", "workstreams", "sources")
"""The tables with such rows."""
EXAMPLE_TITLE = "Title of the study"
"""Title of a new study."""

YES_NO = {"true": "yes", "t": "yes", "y": "yes", "false": "no", "f": "no", "n": "no"}
"""Other ways to write yes and no."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "claim": ("claim_id", "id", "no", "nr", "number"),
    "source": ("interview", "transcript", "document", "source_id"),
    "speaker": ("interviewee", "informant", "participant", "respondent", "said_by", "who_said_it", "speaker_id"),
    "coder": ("coded_by", "analyst"),
    "subject": ("who", "from", "actor", "subject_id"),
    "predicate": ("verb", "relation", "relationship", "action", "does"),
    "object": ("to", "target", "object_id"),
    "stage": ("phase", "when", "stage_id", "cycle_stage"),
    "polarity": ("direction", "sign", "affirms_or_denies", "affirmed", "denied", "denies", "negated", "negation"),
    "certainty": ("how_certain", "certain", "confidence", "modality"),
    "focus": ("population", "focus_group"),
    "codes": ("code", "coding"),
    "summary": ("description", "claim_text", "statement", "paraphrase"),
    "quoted": ("is_quoted", "verbatim"),
    "locator": ("page", "line", "where"),
    "label": ("name", "title"),
    "actor": ("who", "person", "stakeholder", "role", "actor_id", "id"),
    "organisation": ("organization", "org", "body", "organisation_id", "organization_id", "id"),
    "evidence": ("item", "evidence_item", "evidence_id", "id"),
    "factor": ("barrier", "enabler", "factor_id", "id"),
    "workstream": ("project", "workstream_id", "id"),
    "site": ("place", "site_id", "id"),
    "product": ("output", "deliverable", "product_id"),
    "tool": ("resource", "instrument", "tool_id"),
    "objection": ("concern", "objection_id"),
    "evidence_type": ("type", "kind", "evidence_type_id", "type_of_evidence"),
    "code": ("number", "no", "nr", "code_number", "id"),
    "kind": ("type", "category", "sort"),
    "granularity": ("kind", "type", "actor_type"),
    "part_of": ("parent", "belongs_to", "within"),
    "parent": ("part_of", "belongs_to"),
    "producer": ("produced_by", "author", "made_by"),
    "frequency": ("how_often", "times"),
    "value": ("rating", "score"),
    "relation": ("relationship", "link", "verb"),
    "note": ("remark", "remarks", "comment", "notes"),
}
"""Other names that people give to a column. A heading from this list is asked about, never taken without asking."""

ID_NAMES = ("id", "ids", "identifier", "key", "name", "abbreviation", "short_name")
"""Further names of the column that holds the ids of a table."""

_MARKED = re.compile(r"(?s)(.*\S)\s*\(([^()]+)\)\s*")


def label_and_mark(text: str) -> tuple[str, str]:
    """``Manager (Health board)`` as the label and what stands in brackets behind it; no mark where there is none.

    What may be a mark, the caller knows: the kind of a node, its organisation or site, or its id.
    """
    match = _MARKED.fullmatch(text)
    return (match[1].strip(), match[2].strip()) if match else (text, "")


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """What is left of a name without case, invisible characters, and the choice of space, hyphen or ``_``.

    Two names with the same key look the same, or nearly so, to a reader.
    """
    plain = unicodedata.normalize("NFKC", text)
    visible = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Cf", "Cc"})
    return re.sub(r"[\s_\-\u2010-\u2015]+", "_", visible.strip()).casefold()
