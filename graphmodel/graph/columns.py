"""Text cells to typed Arrow columns. Empty is null everywhere."""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.layout import PropertyType

ARROW = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "list": pa.list_(pa.string())}
"""Arrow type of each type of property."""


def null_if_empty(cells: pa.Array) -> pa.Array:
    """Empty text becomes null."""
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)


def split_list(cells: pa.Array) -> pa.Array:
    """``a; b;;c`` becomes [a, b, c]; nothing but separators becomes null."""
    tidy = pc.replace_substring_regex(cells, pattern=r"[\s\pZ]*;[\s\pZ;]*", replacement=";")
    tidy = pc.utf8_trim(tidy, characters=";")
    return pc.split_pattern(null_if_empty(tidy), pattern=";")


def typed(cells: pa.Array, kind: PropertyType) -> pa.Array:
    """Cells of a column as the type of their property.

    ``unknown`` in a column of whole numbers is null: unknown is not zero.
    """
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if kind == "list":
        return split_list(cells)
    cells = null_if_empty(cells)
    if kind == "integer":
        return pc.cast(pc.if_else(pc.equal(cells, "unknown"), pa.scalar(None, pa.string()), cells), pa.int64())
    if kind == "boolean":
        return pc.equal(cells, "yes")
    return cells


def lookup(keys: pa.Array, table: pa.Array, values: pa.Array) -> pa.Array:
    """The value that stands beside each key in a table of unique keys; null where there is none."""
    return values.take(pc.index_in(keys, value_set=table))


def arrays(columns: Mapping[str, Iterable[object]], types: Mapping[str, PropertyType]) -> pa.Table:
    """A table from Python values."""
    return pa.table({name: pa.array(list(values), ARROW[types[name]]) for name, values in columns.items()})
