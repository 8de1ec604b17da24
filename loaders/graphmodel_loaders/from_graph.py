"""A study's tables from a graph of it: what :mod:`graphmodel.graph` makes of tables, the other way round.

Nothing here knows a database or a library for graphs. What is handed over is checked nowhere
here either: it becomes cells as it is, and the check of the study says what is wrong with them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphmodel.problems import StudyError
from graphmodel.schema import TABLES, VOCABULARIES
from graphmodel.schema.layout import (
    BUILD_LABEL,
    DERIVED_CLAIM,
    ROW_HASH,
    STUDY_LABEL,
    STUDY_PROPERTIES,
    TABLE_EDGES,
    UNFINISHED,
    TableEdge,
    claim_columns,
    table_edge_columns,
)
from graphmodel_loaders.graph_cells import Row, cell, cells, header
from graphmodel_loaders.graph_left_out import LeftOut, named
from graphmodel_loaders.graph_nodes import NodeRows
from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship, Key
from graphmodel_loaders.graph_settings import Values, is_built, own_words, settings_of
from graphmodel_loaders.graph_verbs import VerbUse, marked_steps, verb_rows
from graphmodel_loaders.packaged import DEFAULT_TABLES

_EDGES = {edge.type: edge for edge in TABLE_EDGES}
_CLAIM = {name: column for column, (name, _) in claim_columns(()).items()}
"""The column of each property of a claim."""
_CLAIM_COLUMNS = frozenset(column.name for column in TABLES["claims"].columns)


@dataclass(frozen=True)
class StudyTables:
    """A study as its files hold it.

    ``remarks`` says what of the graph has no place in them, a sentence each.
    """

    tables: dict[str, tuple[list[str], list[Row]]]
    settings: Values
    remarks: list[str]


def study_tables(
    nodes: Mapping[Key, GraphNode], relationships: Iterable[GraphRelationship], default_id: str
) -> StudyTables:
    """The tables and settings whose graph this is.

    Args:
        nodes: every node, by a key of any kind.
        relationships: every relationship; their ends are keys of ``nodes``.
        default_id: id of the study where the graph has no node ``Study`` that says it.

    Raises:
        StudyError: there are several nodes ``Study``, or a build of the graph has begun and not ended.
    """
    _refuse_unfinished(nodes)
    left_out = LeftOut()
    study = _study(nodes, left_out)
    rows = _Rows(nodes, left_out)
    for relationship in relationships:
        rows.add(relationship)
    settings = settings_of(study, default_id, rows.nodes.supply())
    built = is_built(study)
    found = rows.tables(built, settings.get("vocabularies.step", VOCABULARIES["step"]))
    if built:
        settings |= own_words(found)
    # Where a table of these is missing, the one that comes with graphmodel would stand in.
    always = {"claims", "sources", "predicates", *(DEFAULT_TABLES if built else ())}
    tables = {
        name: (header((column.name for column in TABLES[name].columns), table), table)
        for name, table in found.items()
        if table or name in always
    }
    return StudyTables(tables, settings, left_out.remarks())


def _refuse_unfinished(nodes: Mapping[Key, GraphNode]) -> None:
    states = {node.properties.get("state") for node in nodes.values() if BUILD_LABEL in node.labels}
    if UNFINISHED in states:
        raise StudyError("The graph is not whole: a build has begun and has not ended. Complete it, then hand it over.")


def _study(nodes: Mapping[Key, GraphNode], left_out: LeftOut) -> Mapping[str, Any]:
    """Properties of the node ``Study``; none where there is no such node."""
    found = [node.properties for node in nodes.values() if STUDY_LABEL in node.labels]
    if len(found) > 1:
        raise StudyError(
            f"The graph has {len(found)} nodes {STUDY_LABEL}; a study has one. Hand over the part that is one study."
        )
    study = found[0] if found else {}
    left_out.properties.update(f"{STUDY_LABEL}.{name}" for name in study.keys() - {*STUDY_PROPERTIES, ROW_HASH})
    return study


class _Rows:
    """The rows of all tables, as relationships are added to those of the nodes."""

    def __init__(self, nodes: Mapping[Key, GraphNode], left_out: LeftOut) -> None:
        self.nodes = NodeRows(nodes, left_out)
        self._given = nodes
        self._left_out = left_out
        self._claims: list[Row] = []
        self._notes: list[Row] = []
        self._uses: list[VerbUse] = []
        self._edges: dict[str, list[Row]] = {edge.table: [] for edge in TABLE_EDGES}

    def add(self, relationship: GraphRelationship) -> None:
        """Add one relationship to the table that it belongs to, or count it as left out."""
        properties = {name: value for name, value in relationship.properties.items() if name != ROW_HASH}
        if relationship.type == "CLAIM":
            self._add_claim(relationship, properties)
        elif relationship.type in _EDGES:
            self._add_row(_EDGES[relationship.type], relationship, properties)
        elif relationship.type == "NEXT" and self._joins_stages(relationship):
            if not all(self.nodes.placed(key) for key in (relationship.start, relationship.end)):
                self._left_out.next += 1  # it is derived from the places of the stages, which are not told
        elif self.nodes.refer(relationship):
            self._left_out.properties.update(f"{relationship.type}.{name}" for name in properties)
        else:
            start, end = (named(self._given[key].labels) for key in (relationship.start, relationship.end))
            self._left_out.relationships[f"{relationship.type} from {start} to {end}"] += 1

    def tables(self, built: bool, steps: Collection[str]) -> dict[str, list[Row]]:
        """Rows of every table. ``steps`` are the words for steps that the study has."""
        verbs = verb_rows(self._uses, built, steps)
        marked = marked_steps(verbs)
        for claim in self._claims:
            if claim.get("step") == marked.get(claim.get("predicate", "")):
                claim.pop("step", None)  # so that it follows its verb
        found = {**self._edges, "claims": self._claims, "coding_notes": self._notes}
        ordered = {name: sorted(rows, key=lambda row: _in_order(name, row)) for name, rows in found.items()}
        return {**self.nodes.tables(), "predicates": verbs, **ordered}

    def _add_claim(self, relationship: GraphRelationship, properties: Mapping[str, Any]) -> None:
        kept = {name: value for name, value in properties.items() if name not in DERIVED_CLAIM}
        if cell(properties.get("site_basis")) in {"workstream", "source"}:
            kept.pop("site", None)  # it is theirs; as the claim's own it would go before theirs
        subject, object_ = self.nodes.id(relationship.start), self.nodes.id(relationship.end)
        row = cells(kept, _CLAIM, _CLAIM_COLUMNS) | {"subject": subject, "object": object_}
        note, acts_as, presence = (cell(properties.get(name)) for name in ("note", "acts_as", "presence"))
        if not any(row.values()):
            self._left_out.blank["CLAIM"] += 1
            return
        self._claims.append(row)
        if note:
            self._notes.append({"claim": row.get("claim", ""), "note": note})
        subjects, objects = self.nodes.kinds(relationship.start), self.nodes.kinds(relationship.end)
        verb, step = row.get("predicate", ""), row.get("step", "")
        self._uses.append(VerbUse(verb, subjects, objects, step, acts_as, presence))

    def _add_row(self, edge: TableEdge, relationship: GraphRelationship, properties: Mapping[str, Any]) -> None:
        columns = {column.name for column in TABLES[edge.table].columns}
        known = {name: column for column, (name, _) in table_edge_columns(edge, ()).items()}
        row = dict.fromkeys(edge.integers, "unknown")  # what the graph says by having no number
        row |= cells(properties, known, columns)
        ends = {edge.start: self.nodes.id(relationship.start), edge.end: self.nodes.id(relationship.end)}
        self._edges[edge.table].append(row | ends)

    def _joins_stages(self, relationship: GraphRelationship) -> bool:
        return all("Stage" in self._given[key].labels for key in (relationship.start, relationship.end))


def _in_order(table: str, row: Row) -> list[str]:
    return [row.get(column.name, "") for column in TABLES[table].columns]
