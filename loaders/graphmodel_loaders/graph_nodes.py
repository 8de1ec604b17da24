"""Rows of the tables of nodes, and of the profiles, from the nodes of a graph."""

from collections.abc import Mapping
from typing import Any

from graphmodel.schema import KINDS, TABLES, Kind
from graphmodel.schema.layout import (
    BUILD_LABEL,
    DERIVED_NODE,
    REFERENCE_EDGES,
    ROW_HASH,
    STUDY_LABEL,
    node_columns,
    profile_columns,
    property_names,
)
from graphmodel_loaders.graph_cells import Row, cell, cells, entries
from graphmodel_loaders.graph_left_out import LeftOut, named
from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship, Key

_KINDS = {kind.label: kind for kind in KINDS}
_PROFILE = {name: column for column, (name, _) in profile_columns(()).items()}
_PREFIX = "profile_"
_PROFILE_COLUMNS = frozenset(column.name for column in TABLES["stakeholder_profiles"].columns)


class NodeRows:
    """The rows of all nodes.

    A node is what its ``id`` says it is: several of one label and one id, as a graph made by hand
    easily has them, are one row, unless they contradict one another; then the check reports them.

    Args:
        nodes: every node of the graph.
        left_out: takes what no table has a place for.
    """

    def __init__(self, nodes: Mapping[Key, GraphNode], left_out: LeftOut) -> None:
        self._nodes = nodes
        self._left_out = left_out
        self._tables: dict[str, list[Row]] = {kind.table: [] for kind in KINDS}
        self._profiles: list[Row] = []
        self._rows: dict[tuple[str, Key], Row] = {}
        self._by_id: dict[tuple[str, str], Row] = {}
        self._ranks: dict[str, int] = {}
        for key, node in nodes.items():
            if not node.labels & {STUDY_LABEL, BUILD_LABEL}:
                self._add(key, node)

    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table, in the order of their ids; stages in the order of the cycle."""
        found = {
            name: sorted(rows, key=lambda row: row.get(_id_column(name), "")) for name, rows in self._tables.items()
        }
        last = len(self._ranks) + 1
        found["stages"].sort(key=lambda row: self._ranks.get(row.get("stage", ""), last))
        return {**found, "stakeholder_profiles": sorted(self._profiles, key=lambda row: row.get("actor", ""))}

    def id(self, key: Key) -> str:
        """The id of a node, whatever its labels are; empty where it has none."""
        return cell(self._nodes[key].properties.get("id"))

    def kinds(self, key: Key) -> tuple[str, ...]:
        """The kinds of a node."""
        return tuple(kind.name for label, kind in _KINDS.items() if label in self._nodes[key].labels)

    def supply(self) -> list[str]:
        """Stages that are marked as ``supply``."""
        return sorted(
            self.id(key)
            for key, node in self._nodes.items()
            if "Stage" in node.labels and cell(node.properties.get("supply")) == "yes"
        )

    def refer(self, relationship: GraphRelationship) -> bool:
        """Let the column that says what a relationship says name its end.

        Returns:
            Whether there is such a column, and an id to name.
        """
        start, end = relationship.start, self.id(relationship.end)
        found = False
        for reference in REFERENCE_EDGES:
            row = self._rows.get((reference.table, start))
            if reference.type == relationship.type and row is not None and end:
                named_already = entries(row.get(reference.column, ""))
                if end not in named_already:
                    # Two in a column for one is a contradiction; the check says in which row.
                    row[reference.column] = ";".join([*named_already, end])
                found = True
        return found

    def placed(self, key: Key) -> bool:
        """Does a stage say where in the cycle it stands?"""
        row = self._rows.get(("stages", key), {})
        return "order" in row or row.get("stage") in self._ranks

    def _add(self, key: Key, node: GraphNode) -> None:
        kinds = [_KINDS[label] for label in sorted(node.labels & _KINDS.keys())]
        if not kinds:
            self._left_out.nodes[named(node.labels)] += 1
            return
        self._left_out.labels.update(node.labels - _KINDS.keys())
        for kind in kinds:
            derived = {ROW_HASH, *DERIVED_NODE.get(kind.label, {})}
            properties = {name: value for name, value in node.properties.items() if name not in derived}
            if properties.get("kind") == kind.label:
                del properties["kind"]
            row = self._row(kind, properties)
            if not row:
                self._left_out.blank[kind.label] += 1
                continue
            self._rows[kind.table, key] = self._merged(kind.table, row)
            rank = cell(node.properties.get("rank"))
            if kind.label == "Stage" and rank.isdecimal():
                self._ranks[row.get("stage", "")] = int(rank)

    def _row(self, kind: Kind, properties: Mapping[str, Any]) -> Row:
        schema = TABLES[kind.table]
        columns = {column.name for column in schema.columns}
        known = {name: column for column, (name, _) in node_columns(schema, ()).items()}
        known |= {"id": schema.id_column, "label": "label"}
        if "kind" in columns and "type" not in properties:
            known["kind"] = "kind"  # as the table calls what the graph calls type
        if kind.label == "Actor":
            own = {name: value for name, value in properties.items() if _profile_column(name)}
            properties = {name: value for name, value in properties.items() if name not in own}
            profile = cells(own, {name: _profile_column(name) for name in own}, ())
            if profile:
                self._profiles.append({"actor": cell(properties.get("id")), **profile})
        return cells(properties, known, columns)

    def _merged(self, table: str, row: Row) -> Row:
        """The row of the same id that is there already, if the two agree; else the row as a new one."""
        at = (table, row.get(_id_column(table), ""))
        there = self._by_id.get(at)
        if at[1] and there is not None and all(there.get(column, text) == text for column, text in row.items()):
            there.update(row)
            return there
        self._tables[table].append(row)
        return self._by_id.setdefault(at, row) if there is None else row


def _id_column(table: str) -> str:
    return TABLES[table].id_column


def _profile_column(name: str) -> str:
    """The column of ``stakeholder_profiles`` that becomes this property of an actor; empty: none does."""
    if name in _PROFILE:
        return _PROFILE[name]
    column = name.removeprefix(_PREFIX)
    if column == name or column in _PROFILE_COLUMNS or property_names((), [column])[column] != column:
        return ""
    return column
