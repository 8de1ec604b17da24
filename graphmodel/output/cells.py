"""The cells of a frame as plain Python, and text made safe for where it goes."""

import math
import re
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import pandas as pd

Plain: TypeAlias = "bool | int | float | str | list[Plain] | None"
"""What a cell may hold once it is free of pandas and numpy."""

BETWEEN = "; "
"""Separates the entries of a list in CSV and workbooks, as in the study's own tables."""

# All control characters except tab and line feed, halves of surrogate pairs, and what XML cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NEWLINE = re.compile("\r\n?|\u2028|\u2029")
# Spreadsheets run text that begins like this as a formula, even after apostrophes.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")

# A line that begins with a dash and a space is a list of points.
_FORMULA_INSIDE = re.compile("([;\t] *|\n *(?!- ))('*[=+\\-@＝＋－＠])")


def plain(value: object) -> Plain:
    """A cell as plain Python; missing values, NaN and infinity are None."""
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(entry) for entry in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return str(value)


def rows(frame: pd.DataFrame) -> Iterator[list[Plain]]:
    """The rows of a frame as plain Python."""
    columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])]
    for cells in zip(*columns, strict=True):
        yield [plain(cell) for cell in cells]


def headers(frame: pd.DataFrame) -> list[str]:
    """The names of the columns."""
    return [str(name) for name in frame.columns]


def joined(value: Plain) -> bool | int | float | str | None:
    """A cell for a format that has no lists: entries joined by ``; ``, None for an empty list."""
    if isinstance(value, list):
        return BETWEEN.join(str(entry) for entry in value if entry is not None) or None
    return value


def clean(text: str) -> str:
    """Text without control characters; every kind of line end becomes a line feed."""
    return _CONTROL.sub("", _NEWLINE.sub("\n", text))


def without_formulas(text: str) -> str:
    """Text for a CSV file, with an apostrophe where a spreadsheet would begin a formula.

    That is at its start. But a spreadsheet that expects semicolons or tabs (as in much of Europe) takes quotation marks
    in the middle of a line for letters, and begins a cell after a separator or a line break inside the text too.
    """
    text = _FORMULA_INSIDE.sub(r"\1'\2", text)
    return f"'{text}" if starts_formula(text) else text


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV file would read this text as a formula."""
    return _FORMULA.match(text) is not None
