"""Labels, relationship types and properties of the graph, and how columns become properties.

Every node has ``id``, ``kind`` (its label) and ``label`` (what people read). A table's own
column ``kind`` (third sector, interview, pathway) is the property ``type``, because ``kind`` is
taken. A column that the schema does not know is kept as text under its own name, or as
``study_<name>`` where that name is taken.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.columns import ROW, ColumnType, TableSchema

PropertyType = Literal["text", "integer", "boolean", "list"]

STUDY_LABEL = "Study"
"""The one node that holds the study's settings, so that the graph can be asked alone."""

BUILD_LABEL = "GraphmodelBuild"
"""The node by which a server's database says what it holds; no part of the study."""
UNFINISHED = "unfinished"
"""The ``state`` of that node while a build is under way."""
ROW_HASH = "row_hash"
"""Property by which a build on a server finds rows that have changed; no part of the study."""
VERB_LABEL = "Verb"
"""A row of ``predicates``: what pictures call a verb. Nothing is joined to it."""

CODING_LABEL = "Coding"
"""A row of ``codings``: how one coder coded a unit. Nothing is joined to it, and no question counts it."""
APART = (STUDY_LABEL, VERB_LABEL, CODING_LABEL)
"""Labels of nodes that no relationship joins and no claim names: their ids may be those of other nodes."""

STATE_AT = "STATE_AT"
"""EvidenceItem -> Stage: what the claims of one scope say of an item at a phase; EvidenceItem -> WorkStream: what
those of one workstream say as a whole (:mod:`graphmodel.graph.states`)."""

DERIVED_NODE: dict[str, dict[str, PropertyType]] = {
    "Stage": {"rank": "integer", "supply": "boolean"},
    "Source": {"stands_alone": "boolean"},
    "Factor": {"valence_acts_as": "text"},
    "Actor": {"is_class": "boolean", "is_crowd": "boolean"},
    "Organisation": {"is_class": "boolean", "is_crowd": "boolean"},
    "EvidenceItem": {
        "outcome": "text",
        "n_deciding": "integer",
        "outcome_certainty": "text",
        "opposed": "boolean",
        "lost_elsewhere": "boolean",
        "kinds_of_use": "list",
        "outcome_claims": "list",
    },
}
DERIVED_CLAIM: dict[str, PropertyType] = {
    "note": "text",
    "acts_as": "text",
    "presence": "text",
    "valence_acts_as": "text",
    "sign": "text",
    "phase": "text",
    "step_basis": "text",
    "level_basis": "text",
    "site_basis": "text",
    "generation": "boolean",
    "loss": "boolean",
    "gap": "boolean",
    "effect": "text",
    "effect_on": "text",
    "relation": "text",
    "symmetric": "boolean",
    "joins": "boolean",
    "involves": "boolean",
}
DERIVED_CODING = {name: of for name, of in DERIVED_CLAIM.items() if name not in {"note", "site_basis"}}
"""What the build derives of a coding, as it does of a claim."""
DERIVED_STATE: dict[str, PropertyType] = {
    "scope": "text",
    "within": "text",
    "state": "text",
    "generation_only": "boolean",
    "part": "text",
    "used_before": "boolean",
    "by_rank": "boolean",
    "claims": "list",
}
ENDS = ("start", "end", "from", "to")
"""Names that no property of a relationship may have: loading it finds its two ends by them."""
CLAIM_ENDS = (*ENDS, "subject", "object", "subject_kind", "object_kind", "start_label", "end_label")

# Lists whose order matters are kept as text with ; between, because lists in answers come back sorted.
STUDY_PROPERTIES: dict[str, PropertyType] = {
    "id": "text",
    "kind": "text",
    "label": "text",
    "in_question": "text",
    "compared_with": "text",
    "focus_values": "text",
    "steps": "text",
    "supply": "text",
    "barriers": "text",
    "enablers": "text",
    "language": "text",
    "left_out": "text",
    "cautions": "text",
}

_TYPES: dict[ColumnType, PropertyType] = {
    "text": "text",
    "integer": "integer",
    "number": "text",
    "yes_no": "boolean",
    "date": "text",
    "place": "text",
    "list": "list",
}


@dataclass(frozen=True)
class ReferenceEdge:
    """A column of a table of nodes that becomes relationships of one type."""

    type: str
    table: str
    column: str


REFERENCE_EDGES: tuple[ReferenceEdge, ...] = (
    ReferenceEdge("MEMBER_OF", "actors", "organisation"),
    ReferenceEdge("PART_OF", "organisations", "part_of"),
    ReferenceEdge("PART_OF", "stages", "parent"),
    ReferenceEdge("PART_OF", "workstreams", "part_of"),
    ReferenceEdge("PART_OF", "tools", "part_of"),
    ReferenceEdge("AT", "organisations", "site"),
    ReferenceEdge("AT", "workstreams", "site"),
    ReferenceEdge("AT", "sources", "site"),
    ReferenceEdge("AT", "evidence", "site"),
    ReferenceEdge("AT", "products", "site"),
    ReferenceEdge("OF_TYPE", "evidence", "evidence_type"),
    ReferenceEdge("IN_WORKSTREAM", "evidence", "workstream"),
    ReferenceEdge("IN_WORKSTREAM", "sources", "workstream"),
    ReferenceEdge("IN_WORKSTREAM", "products", "workstream"),
    ReferenceEdge("PRODUCED_BY", "evidence", "producer"),
    ReferenceEdge("RAISED_BY", "objections", "raised_by"),
    ReferenceEdge("ANSWERED_BY", "objections", "tool"),
)


@dataclass(frozen=True)
class TableEdge:
    """A table whose rows are relationships of one type; its other columns are properties."""

    type: str
    table: str
    start: str
    end: str
    integers: tuple[str, ...] = ()


TABLE_EDGES: tuple[TableEdge, ...] = (
    TableEdge("LINKED", "stakeholder_links", "from", "to"),
    TableEdge("USED_AT", "evidence_use", "evidence_type", "stage", integers=("frequency", "at_least")),
    TableEdge("VERDICT", "verdicts", "site", "factor"),
    TableEdge("RATES", "ratings", "source", "actor"),
    TableEdge("SUCCEEDED_BY", "successors", "from_organisation", "to_organisation"),
)


@dataclass(frozen=True)
class EdgeType:
    """One relationship type: the pairs of labels that it may join, and its properties."""

    name: str
    pairs: tuple[tuple[str, str], ...]
    properties: Mapping[str, PropertyType] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """The whole schema of one graph."""

    nodes: Mapping[str, Mapping[str, PropertyType]]
    edges: Mapping[str, EdgeType]


def property_names(known: Iterable[str], columns: Iterable[str]) -> dict[str, str]:
    """Property name of each column of a table, in order.

    ``known`` are names that are taken. Names become lower-case identifiers; a name that is
    taken gets ``study_`` before it and, if need be, a number behind it.
    """
    taken = set(known)
    names: dict[str, str] = {}
    for column in columns:
        plain = re.sub(r"_*\W[\W_]*", "_", column.strip().lower()).strip("_") or "column"
        plain = plain if not plain[0].isdigit() else f"column_{plain}"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"study_{plain}" if number == 2 else f"study_{plain}_{number}"
        taken.add(name)
        names[column] = name
    return names


def _unknown(schema: TableSchema, columns: Iterable[str]) -> list[str]:
    return [column for column in columns if schema.column(column) is None and column != ROW]


def node_columns(
    schema: TableSchema, columns: Iterable[str], joined: Iterable[str] = ()
) -> dict[str, tuple[str, PropertyType]]:
    """Property and type of every column of a table of nodes but its id and label.

    ``joined`` are properties that come from another table, whose names are taken.
    """
    found: dict[str, tuple[str, PropertyType]] = {}
    for column in schema.columns[1:]:
        if column.name != "label":
            found[column.name] = ("type" if column.name == "kind" else column.name, _TYPES[column.type])
    label = KINDS_BY_NAME[schema.kind].label
    taken = {"id", "kind", "label", *DERIVED_NODE.get(label, {}), *(name for name, _ in found.values()), *joined}
    names = property_names(taken, _unknown(schema, columns))
    return found | {column: (name, "text") for column, name in names.items()}


def profile_columns(columns: Iterable[str]) -> dict[str, tuple[str, PropertyType]]:
    """Columns of ``stakeholder_profiles`` as properties of the Actor, all with ``profile_``."""
    schema = TABLES["stakeholder_profiles"]
    found = {c.name: (c.name, _TYPES[c.type]) for c in schema.columns if c.name != "actor"}
    names = property_names(found, _unknown(schema, columns))
    found |= {column: (name, "text") for column, name in names.items()}
    return {column: (f"profile_{name}", of) for column, (name, of) in found.items()}


def claim_columns(columns: Iterable[str]) -> dict[str, tuple[str, PropertyType]]:
    """Property and type of every column of ``claims`` but subject and object."""
    schema = TABLES["claims"]
    found = {c.name: (c.name, _TYPES[c.type]) for c in schema.columns if c.name not in {"subject", "object"}}
    names = property_names({*found, *DERIVED_CLAIM, *CLAIM_ENDS}, _unknown(schema, columns))
    return found | {column: (name, "text") for column, name in names.items()}


def verb_columns(columns: Iterable[str]) -> dict[str, tuple[str, PropertyType]]:
    """Property and type of every column of ``predicates`` but the verb itself and its label."""
    schema = TABLES["predicates"]
    found = {c.name: (c.name, _TYPES[c.type]) for c in schema.columns if c.name not in {"predicate", "label"}}
    names = property_names({"id", "kind", "label", "predicate", *found}, _unknown(schema, columns))
    return found | {column: (name, "text") for column, name in names.items()}


def coding_columns(columns: Iterable[str]) -> dict[str, tuple[str, PropertyType]]:
    """Property and type of every column of ``codings``: those that a claim has, as it has them."""
    schema = TABLES["codings"]
    found = {c.name: (c.name, _TYPES[c.type]) for c in schema.columns}
    names = property_names({"id", "kind", "label", *found, *DERIVED_CODING}, _unknown(schema, columns))
    return found | {column: (name, "text") for column, name in names.items()}


def table_edge_columns(edge: TableEdge, columns: Iterable[str]) -> dict[str, tuple[str, PropertyType]]:
    """Property and type of every column of a table of relationships but its two ends."""
    schema = TABLES[edge.table]
    ordered = [*(c.name for c in schema.columns), *_unknown(schema, columns)]
    names = property_names(ENDS, (c for c in ordered if c not in {edge.start, edge.end}))
    return {c: (name, "integer" if c in edge.integers else "text") for c, name in names.items()}


def ends_of(edge: TableEdge) -> tuple[str, str]:
    """The labels that a table of relationships joins."""
    schema = TABLES[edge.table]
    kinds = [column.refers_to[0] for column in schema.columns if column.name in {edge.start, edge.end}]
    start, end = _labels(kinds)
    return start, end


def _labels(kinds: Iterable[str]) -> list[str]:
    return [KINDS_BY_NAME[kind].label for kind in kinds]


def layout(headers: Mapping[str, Iterable[str]], verbs: Iterable[tuple[str, str]]) -> Layout:
    """The schema of the graph of one study.

    Args:
        headers: columns of each table that the study has.
        verbs: for each verb the kinds it may start from and end at, ``|`` between them; the
            default verbs must be among them, so that every question finds its pairs.
    """
    nodes: dict[str, dict[str, PropertyType]] = {STUDY_LABEL: dict(STUDY_PROPERTIES)}
    profile = dict(profile_columns(headers.get("stakeholder_profiles", ())).values())
    for kind in KINDS:
        columns = node_columns(
            TABLES[kind.table], headers.get(kind.table, ()), profile if kind.label == "Actor" else ()
        )
        nodes[kind.label] = {"id": "text", "kind": "text", "label": "text", **dict(columns.values())}
        nodes[kind.label].update(DERIVED_NODE.get(kind.label, {}))
    nodes["Actor"].update(profile)
    verb = verb_columns(headers.get("predicates", ()))
    nodes[VERB_LABEL] = {"id": "text", "kind": "text", "label": "text", **dict(verb.values())}

    coding = dict(coding_columns(headers.get("codings", ())).values())
    nodes[CODING_LABEL] = {"id": "text", "kind": "text", "label": "text", **coding, **DERIVED_CODING}

    pairs: dict[str, dict[tuple[str, str], None]] = {}
    for reference in REFERENCE_EDGES:
        schema = TABLES[reference.table]
        column = schema.column(reference.column)
        assert column is not None  # noqa: S101 - the schema is ours
        for end in _labels(column.refers_to):
            pairs.setdefault(reference.type, {})[(KINDS_BY_NAME[schema.kind].label, end)] = None
    edges = {name: EdgeType(name, tuple(found)) for name, found in pairs.items()}
    edges["NEXT"] = EdgeType("NEXT", (("Stage", "Stage"),))
    edges[STATE_AT] = EdgeType(STATE_AT, (("EvidenceItem", "Stage"), ("EvidenceItem", "WorkStream")), DERIVED_STATE)
    for edge in TABLE_EDGES:
        schema = TABLES[edge.table]
        properties = dict(table_edge_columns(edge, headers.get(edge.table, ())).values())
        edges[edge.type] = EdgeType(edge.type, (ends_of(edge),), properties)

    joined = {
        (KINDS_BY_NAME[start].label, KINDS_BY_NAME[end].label): None
        for starts, ends in verbs
        for start in starts.split("|")
        for end in ends.split("|")
    }
    claim = dict(claim_columns(headers.get("claims", ())).values()) | DERIVED_CLAIM
    edges["CLAIM"] = EdgeType("CLAIM", tuple(sorted(joined)), claim)
    return Layout(nodes, edges)
