"""Compares the answer to a question with rows worked out by hand or by an oracle."""

from collections.abc import Sequence
from typing import Any

import pandas as pd


def as_rows(answer: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of an answer as plain Python values; a missing cell is None."""
    return [{str(name): plain(value) for name, value in row.items()} for row in answer.to_dict("records")]


def row_where(answer: pd.DataFrame, **cells: object) -> dict[str, Any]:
    """The one row that has these cells."""
    found = [row for row in as_rows(answer) if all(row[name] == value for name, value in cells.items())]
    assert len(found) == 1, f"{len(found)} rows have {cells}"
    return found[0]


def assert_same(answer: pd.DataFrame, expected: Sequence[dict[str, Any]]) -> None:
    """The answer has these rows, in this order, with these cells and no other columns."""
    rows = as_rows(answer)
    if expected:
        assert list(answer.columns) == list(expected[0])
    for found, wanted in zip(rows, expected, strict=False):
        assert found == wanted
    assert len(rows) == len(expected)


def plain(value: Any) -> Any:
    """A cell as plain Python; None for what is missing."""
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
