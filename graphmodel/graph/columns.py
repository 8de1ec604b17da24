"""Text cells to typed Arrow columns. Empty is null everywhere."""

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.schema.layout import PropertyType

ARROW = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "list": pa.list_(pa.string())}
"""Arrow type of each type of property."""


def null_if_empty(cells: pa.Array) -> pa.Array:
    """Empty text becomes null."""
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)


def split_list(cells: pa.Array) -> pa.Array:
    """``a; b;;c;a`` becomes [a, b, c], each entry once; nothing but separators becomes null."""
    # The same few cells come again and again (codes of claims), so each is split once.
    kinds = cells.dictionary_encode()
    tidy = pc.replace_substring_regex(kinds.dictionary, pattern=r"[\s\pZ]*;[\s\pZ;]*", replacement=";")
    tidy = pc.utf8_trim(tidy, characters=";")
    return _without_repeats(pc.split_pattern(null_if_empty(tidy), pattern=";")).take(kinds.indices)


def _without_repeats(lists: pa.Array) -> pa.Array:
    """Lists with the first of equal entries only, in their order; null stays null."""
    entries = pa.table({"list": pc.list_parent_indices(lists), "entry": pc.list_flatten(lists)})
    numbered = entries.append_column("place", pa.array(np.arange(len(entries))))
    first = numbered.group_by(["list", "entry"]).aggregate([("place", "min")])["place_min"]
    once = entries.take(np.sort(first.to_numpy()))
    lengths = np.bincount(once["list"].to_numpy(), minlength=len(lists))
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int32())
    return pa.ListArray.from_arrays(offsets, once["entry"].combine_chunks(), mask=lists.is_null())


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
    """The value of each key in a table of unique keys; null if there is none."""
    return values.take(pc.index_in(keys, value_set=table))


def pairs_of(words: Mapping[str, str]) -> tuple[pa.Array, pa.Array]:
    """Keys and values as a table for :func:`lookup`."""
    return pa.array(list(words), pa.string()), pa.array(list(words.values()), pa.string())


def arrays(columns: Mapping[str, Iterable[object]], types: Mapping[str, PropertyType]) -> pa.Table:
    """A table from Python values."""
    return pa.table({name: pa.array(list(values), ARROW[types[name]]) for name, values in columns.items()})
