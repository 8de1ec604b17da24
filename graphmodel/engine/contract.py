"""What an engine supplies, and what every engine then gives.

An engine supplies three primitives (``_run``, ``layout``, ``close``); refusing what would
write, turning rows into frames and wording failures is done here, once, for all of them.
"""

import gc
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from graphmodel.engine.failures import worded
from graphmodel.engine.limits import Limits
from graphmodel.engine.statement import tokenised
from graphmodel.problems import EngineError, StatementInvalid
from graphmodel.schema.layout import Layout

Parameters = Mapping[str, Any]


class Engine(ABC):
    """A graph that can be queried, read-only. Use as a context manager, or call ``close``."""

    name: str

    @abstractmethod
    def _run(self, statement: str, parameters: Parameters, limits: Limits | None) -> pa.Table:
        """Run one reading statement; any exception is worded by the caller. Limits are kept by the engine."""

    @abstractmethod
    def layout(self) -> Layout:
        """Labels, relationship types and properties that the graph really has."""

    @abstractmethod
    def close(self) -> None:
        """Close the graph. Closing twice does nothing."""

    def query(
        self, statement: str, parameters: Parameters | None = None, *, limits: Limits | None = None
    ) -> pd.DataFrame:
        """Run one Cypher statement.

        Args:
            statement: one statement that only reads; see ``Statement.check``.
            parameters: values for ``$name`` in it.
            limits: what it may take. None is for what the program itself asks; a statement that comes from
                outside has limits.

        Returns:
            A frame: text columns, ``Int64``, ``Float64``, ``boolean``, lists as Python lists. A server tells no
            types, so there a column without any value is one of text; answers to questions have the types
            that their files declare.

        Raises:
            StatementRefused: the statement would write, call a procedure or read files.
            StatementInvalid: the engine could not run it; carries the statement.
            LimitReached: it took more than it may.
            EngineError: the engine is closed, or crashed.
        """
        values = dict(parameters or {})
        read = tokenised(statement)
        read.check()
        missing = [name for name in read.parameters if name not in values]
        if missing:
            names = ", ".join(f"${name}" for name in missing)
            raise StatementInvalid(f"The statement needs a value for {names}.", statement)
        try:
            rows = self._run(statement, values, limits)
        except EngineError:
            raise
        except Exception as error:
            message = f"The {self.name} engine could not run this: {self._reason(error)}"
            raise StatementInvalid(message, statement) from error
        return to_frame(rows)

    def _reason(self, error: Exception) -> str:
        """What is wrong and what to do, in our words."""
        return worded(str(error), self.layout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


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
    """Pause garbage collection: with a hundred thousand new lists it takes longer than creating them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unique(names: list[str]) -> list[str]:
    """Column names, with a number added to repeated ones."""
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
    if _whole(cells):
        return _numbers(cells, pa.int64(), pd.Int64Dtype())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return _numbers(cells, pa.float64(), pd.Float64Dtype())
    return pd.Series(_values(cells), dtype=object)


def _values(cells: pa.ChunkedArray) -> list[Any]:
    try:
        found: list[Any] = cells.to_pylist()
    except (ValueError, OverflowError):  # a date outside the years 1 to 9999, which Python has none for
        return [_value(cell) for cell in cells]
    return found


def _value(cell: pa.Scalar) -> Any:
    """One value, with text for dates that Python cannot hold."""
    found: Any = None
    if not cell.is_valid:
        return found
    if isinstance(cell, pa.MapScalar):
        found = [tuple(_value(part) for part in entry.values()) for entry in cell.values]
    elif isinstance(cell, pa.ListScalar):
        found = [_value(entry) for entry in cell.values]
    elif isinstance(cell, pa.StructScalar):
        found = {name: _value(entry) for name, entry in cell.items()}
    elif isinstance(cell, pa.UnionScalar):
        found = _value(cell.value)
    else:
        try:
            found = cell.as_py()
        except (ValueError, OverflowError):
            unit: Any = "D" if isinstance(cell, pa.Date32Scalar) else cell.type.unit
            found = str(np.datetime64(cell.value, unit))
    return found


def _numbers(cells: pa.ChunkedArray, kind: pa.DataType, dtype: pd.Int64Dtype | pd.Float64Dtype) -> "pd.Series[Any]":
    found: pd.Series[Any] = cells.cast(kind, safe=False).to_pandas(types_mapper={kind: dtype}.get)
    return found


def _whole(cells: pa.ChunkedArray) -> bool:
    """Are these whole numbers, which one engine gives as decimals without places where it has added them up?"""
    if not pa.types.is_integer(cells.type) and (not pa.types.is_decimal(cells.type) or cells.type.scale):
        return False
    try:
        cells.cast(pa.int64())
    except pa.ArrowInvalid:  # larger than any count
        return False
    return True
