"""Arrow rows to pandas frames with one set of column types for every engine."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pyarrow as pa


def to_frame(rows: pa.Table) -> pd.DataFrame:
    """A frame with text (missing: NaN), ``Int64``, ``Float64``, ``boolean`` or object columns.

    Lists become Python lists in the engine's order; a list that is null stays missing (None).
    """
    names = _unique(rows.column_names)
    with _no_garbage():
        columns = {name: _column(rows.column(i)) for i, name in enumerate(names)}
    return pd.DataFrame(columns, columns=names)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Do not look for garbage meanwhile: with a hundred thousand new lists that takes longer than making them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unique(names: list[str]) -> list[str]:
    """Column names with a number behind any that comes again."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def _column(cells: pa.ChunkedArray) -> "pd.Series[Any]":
    kind = cells.type
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pd.Series(cells.to_pandas(), dtype="str")
    if pa.types.is_boolean(kind):
        return pd.Series(cells.to_pylist(), dtype="boolean")
    if pa.types.is_integer(kind) or _whole(cells):
        return _numbers(cells, pa.int64(), pd.Int64Dtype())
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _numbers(cells, pa.float64(), pd.Float64Dtype())
    return pd.Series(cells.to_pylist(), dtype=object)


def _numbers(cells: pa.ChunkedArray, kind: pa.DataType, dtype: pd.Int64Dtype | pd.Float64Dtype) -> "pd.Series[Any]":
    found: pd.Series[Any] = cells.cast(kind).to_pandas(types_mapper={kind: dtype}.get)
    return found


def _whole(cells: pa.ChunkedArray) -> bool:
    """Is this a sum of whole numbers, which one engine gives as a decimal without places?"""
    if not pa.types.is_decimal(cells.type) or cells.type.scale:
        return False
    try:
        cells.cast(pa.int64())
    except pa.ArrowInvalid:  # larger than any count
        return False
    return True
