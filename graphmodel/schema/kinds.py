"""The kinds of node that a study knows, and their colours."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of node.

    ``name`` is the word used in tables (``predicates.subject`` says ``actor|organisation``),
    ``label`` the node label in the graph and the value of the node property ``kind``,
    ``table`` the table that lists the nodes and ``prefix`` how their ids begin.
    """

    name: str
    label: str
    table: str
    prefix: str
    plural: str


KINDS: tuple[Kind, ...] = (
    Kind("actor", "Actor", "actors", "act.", "actors"),
    Kind("organisation", "Organisation", "organisations", "org.", "organisations"),
    Kind("evidence", "EvidenceItem", "evidence", "ev.", "evidence items"),
    Kind("evidence_type", "EvidenceType", "evidence_types", "", "types of evidence"),
    Kind("stage", "Stage", "stages", "", "stages"),
    Kind("factor", "Factor", "factors", "fac.", "factors"),
    Kind("workstream", "WorkStream", "workstreams", "ws.", "workstreams"),
    Kind("product", "Product", "products", "prod.", "products"),
    Kind("site", "Site", "sites", "site.", "sites"),
    Kind("source", "Source", "sources", "src.", "sources"),
    Kind("code", "Code", "codebook", "", "codes"),
    Kind("tool", "Tool", "tools", "tool.", "tools"),
    Kind("objection", "Objection", "objections", "obj.", "objections"),
)

KINDS_BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
WITHIN = ("organisation", "site")
"""Columns that tell two nodes with the same label apart, the first one first."""
_SINGULAR = {"evidence": "evidence item", "evidence_type": "type of evidence"}


def singular(kind: str) -> str:
    """The kind as a word in a sentence: ``actor``, ``type of evidence``."""
    return _SINGULAR.get(kind, kind.replace("_", " "))


def with_article(kind: str) -> str:
    """The kind with its article: ``an actor``, ``a type of evidence``."""
    word = singular(kind)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


OUTLINE = "#333333"

COLOURS: dict[str, str] = {
    "Actor": "#0072B2",
    "Organisation": "#E69F00",
    "EvidenceItem": "#009E73",
    "EvidenceType": "#99D8C7",
    "Stage": "#56B4E9",
    "Factor": "#D55E00",
    "Objection": "#EEBF99",
    "WorkStream": "#CC79A7",
    "Product": "#EBC9DC",
    "Tool": "#F0E442",
    "Site": "#595959",
    "Source": "#999999",
    "Code": "#CCCCCC",
}
"""By label."""
