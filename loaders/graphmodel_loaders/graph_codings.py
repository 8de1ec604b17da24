"""Rows of ``codings`` from the nodes that a build makes of them."""

from collections.abc import Iterable

from graphmodel.formats import Row
from graphmodel.schema import TABLES
from graphmodel.schema.layout import CODING_LABEL, DERIVED_CODING, ROW_HASH, coding_columns
from graphmodel_loaders.graph_parts import GraphNode, cell, cells


def rows_of_codings(nodes: Iterable[GraphNode]) -> list[Row]:
    """Each coder's own coding of each unit; none in a graph without such nodes."""
    known = {name: column for column, (name, _) in coding_columns(()).items()}
    columns = {column.name for column in TABLES["codings"].columns}
    derived = {"id", "kind", "label", ROW_HASH, *DERIVED_CODING}
    rows = []
    for node in nodes:
        if CODING_LABEL in node.labels:
            kept = {name: value for name, value in node.properties.items() if name not in derived}
            for name in ("step", "level"):
                if cell(node.properties.get(f"{name}_basis")) not in {"", "claim"}:
                    kept.pop(name, None)  # derived from the verb or the factor; the build derives it again
            rows.append(cells(kept, known, columns))
    return rows
