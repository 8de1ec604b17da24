"""Relationship rows other than claims, from the checked tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import lookup, null_if_empty, split_list, typed
from graphmodel.graph.stages import Stage, successions
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.layout import (
    REFERENCE_EDGES,
    STUDY_LABEL,
    TABLE_EDGES,
    VERB_LABEL,
    Layout,
    ends_of,
    table_edge_columns,
)


@dataclass(frozen=True)
class EdgeTable:
    """Relationships of one type between two labels.

    ``rows`` has the columns ``start`` and ``end`` (ids), then the properties of the type.
    """

    type: str
    start: str
    end: str
    rows: pa.Table


@dataclass(frozen=True)
class NodeIds:
    """All node ids of a study with the label of each, for vectorised look-ups."""

    ids: pa.Array
    labels: pa.Array

    @classmethod
    def of(cls, nodes: Mapping[str, pa.Table]) -> "NodeIds":
        """Collect the ids of node tables."""
        # The study and its verbs may have the name of a stage or a type of evidence; nothing refers to them.
        named = [table for label, table in nodes.items() if label not in {STUDY_LABEL, VERB_LABEL}]
        ids = pa.concat_arrays([table["id"].combine_chunks() for table in named])
        labels = pa.concat_arrays([table["kind"].combine_chunks() for table in named])
        return cls(ids, labels)

    def label_of(self, ids: pa.Array) -> pa.Array:
        """Label of each id; null if there is no such node."""
        return lookup(ids, self.ids, self.labels)


def edge_tables(
    tables: Mapping[str, pa.Table], stages: Mapping[str, Stage], nodes: NodeIds, layout: Layout
) -> list[EdgeTable]:
    """All relationships but claims, one table per type and pair of labels."""
    found = [table for edges in _references(tables, nodes) for table in edges]
    found.extend(_rows(tables))
    pairs = successions(stages)
    following = pa.table({"start": pa.array([a for a, _ in pairs], pa.string()), "end": [b for _, b in pairs]})
    if pairs:
        found.append(EdgeTable("NEXT", "Stage", "Stage", following))
    return [table for table in found if table.type in layout.edges]


def _references(tables: Mapping[str, pa.Table], nodes: NodeIds) -> list[list[EdgeTable]]:
    found = []
    for reference in REFERENCE_EDGES:
        table = tables.get(reference.table)
        if table is None or table.num_rows == 0:
            continue
        schema = TABLES[reference.table]
        column = schema.column(reference.column)
        cells = table[reference.column].combine_chunks()
        starts = table[schema.id_column].combine_chunks()
        if column is not None and column.type == "list":
            lists = split_list(cells)
            starts = starts.take(pc.list_parent_indices(lists))
            ends = pc.list_flatten(lists)
        else:
            ends = null_if_empty(cells)
            starts, ends = starts.filter(ends.is_valid()), ends.filter(ends.is_valid())
        start_label = KINDS_BY_NAME[schema.kind].label
        labels = nodes.label_of(ends)
        found.append(
            [
                EdgeTable(reference.type, start_label, label, _pick(starts, ends, labels, label))
                for label in sorted(pc.unique(labels.drop_null()).to_pylist())
            ]
        )
    return found


def _pick(starts: pa.Array, ends: pa.Array, labels: pa.Array, label: str) -> pa.Table:
    chosen = pc.equal(labels, label)
    return pa.table({"start": starts.filter(chosen), "end": ends.filter(chosen)})


def _rows(tables: Mapping[str, pa.Table]) -> list[EdgeTable]:
    found = []
    for edge in TABLE_EDGES:
        table = tables.get(edge.table)
        if table is None or table.num_rows == 0:
            continue
        columns = {"start": typed(table[edge.start], "text"), "end": typed(table[edge.end], "text")}
        for column, (name, of) in table_edge_columns(edge, table.column_names).items():
            columns[name] = typed(table[column], of)
        found.append(EdgeTable(edge.type, *ends_of(edge), pa.table(columns)))
    return found
