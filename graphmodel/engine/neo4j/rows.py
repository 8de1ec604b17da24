"""Rows of the graph as a server takes them: as parameters, in batches, each with a hash that shows a change."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.schema.layout import ROW_HASH

_SECONDS_PER_BATCH = 1.0
_LEAST, _MOST = 50, 20_000


@dataclass
class BatchSize:
    """Learns from how long batches take. A server that runs short of memory gets smaller ones."""

    rows: int = 1_000

    def took(self, seconds: float) -> None:
        """Note how long a batch of the present size took."""
        if seconds < _SECONDS_PER_BATCH / 2:
            self.rows = min(2 * self.rows, _MOST)
        elif seconds > 2 * _SECONDS_PER_BATCH:
            self.rows = max(self.rows // 2, _LEAST)

    def too_much(self) -> bool:
        """Halve after the server had no memory for a batch; False where it cannot become smaller."""
        smaller = self.rows > _LEAST
        self.rows = max(self.rows // 2, _LEAST)
        return smaller


_T = TypeVar("_T")
Hashes = npt.NDArray[np.int64]


def row_hashes(rows: pa.Table, *kind: str) -> Hashes:
    """A 64-bit hash of each row: the names and values of its properties, in their order, and what kind of row it is.

    Rows that are equal to the last cell get different hashes, by their number among their like,
    so that each differs from the others; the same rows always get the same set of hashes.

    Args:
        rows: a table of the graph (see ``GraphTables``).
        kind: labels and type that all rows share.
    """
    texts = {name: _text(rows[name]) for name in rows.column_names}
    # Cells alone are not enough: a heading may be renamed, or two of them change places.
    shared = ("\x1f".join(rows.column_names), *kind)
    texts |= {f" {number}": pa.repeat(pa.scalar(word), rows.num_rows) for number, word in enumerate(shared)}
    # As categories each text is hashed once, however often it stands in a column; null has a hash of its own.
    frame = pa.table({name: cells.dictionary_encode() for name, cells in texts.items()}).to_pandas()
    found = pd.util.hash_pandas_object(frame, index=False).astype("uint64")
    again = found.groupby(found).cumcount().to_numpy().astype("uint64")
    mixed: Hashes = (found.to_numpy() + again * np.uint64(0x9E3779B97F4A7C15)).view(np.int64)
    return mixed


def _text(cells: pa.ChunkedArray) -> pa.Array:
    cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if pa.types.is_list(cells.type):
        return pc.binary_join(cells, "\x1f")
    return cells.cast(pa.string())


def as_parameters(rows: pa.Table) -> list[dict[str, Any]]:
    """Rows as parameters of a statement: ``properties`` without those that are empty, and the two ends."""
    # Rows of relationships begin with their ends; a node may have a column of its own of that name.
    ends = ("start", "end") if rows.column_names[:2] == ["start", "end"] else ()
    found = []
    for row in rows.to_pylist():
        given: dict[str, Any] = {name: row.pop(name) for name in ends}
        given["properties"] = {name: value for name, value in row.items() if value is not None}
        found.append(given)
    return found


def with_hashes(rows: pa.Table, hashes: Hashes) -> pa.Table:
    """The rows with their hashes as one more property."""
    return rows.append_column(ROW_HASH, pa.array(hashes))


def batches(tables: Iterable[pa.Table], size: BatchSize) -> Iterator[list[dict[str, Any]]]:
    """The rows of all tables as parameters, as many at a time as ``size`` says by then."""
    for rows in tables:
        at = 0
        while at < rows.num_rows:
            number = size.rows
            yield as_parameters(rows.slice(at, number))
            at += number


def ahead(items: Iterator[_T]) -> Iterator[_T]:
    """The same items; a second thread makes the next one while the last is in use."""
    end = object()
    with ThreadPoolExecutor(1, "ahead") as second:
        waiting = second.submit(next, items, end)
        while (item := waiting.result()) is not end:
            waiting = second.submit(next, items, end)
            yield cast("_T", item)
