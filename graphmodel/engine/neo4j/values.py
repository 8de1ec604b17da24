"""What a server answers with, as columns."""

from collections.abc import Sequence
from typing import Any

import neo4j.graph
import pyarrow as pa
from neo4j.time import Date, DateTime, Duration, Time

from graphmodel.schema.layout import ROW_HASH


def as_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows of values as a table; nodes, relationships and paths become maps and lists of maps.

    A column that holds values of several types becomes text.
    """
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
    return pa.Table.from_arrays([_column(column) for column in columns], names=list(names))


def _column(cells: list[Any]) -> pa.Array:
    if any(isinstance(cell, _OTHER) for cell in cells):
        cells = [_plain(cell) for cell in cells]
    try:
        return pa.array(cells)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return pa.array([None if cell is None else str(_plain(cell)) for cell in cells], pa.string())


_OTHER = (neo4j.graph.Entity, neo4j.graph.Path, Date, DateTime, Time, Duration, tuple, list, dict)


def _plain(value: Any) -> Any:
    """A value of the server's as Python's own."""
    found = value
    if isinstance(value, neo4j.graph.Node):
        found = {"_label": ":".join(sorted(value.labels)), **_properties(value)}
    elif isinstance(value, neo4j.graph.Relationship):
        found = {"_label": value.type, **_properties(value)}
    elif isinstance(value, neo4j.graph.Path):
        found = [_plain(part) for part in value.nodes]
    elif isinstance(value, Date | DateTime | Time | Duration):
        found = value.iso_format()
    elif isinstance(value, list | tuple):  # a point is a tuple of its coordinates
        found = [_plain(part) for part in value]
    elif isinstance(value, dict):
        found = {name: _plain(part) for name, part in value.items()}
    return found


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {name: _plain(value) for name, value in sorted(entity.items()) if name != ROW_HASH}
