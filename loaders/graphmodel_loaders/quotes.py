"""Quotation marks that open a cell and are never closed where they should be."""

import csv
from collections.abc import Iterable

LIKELY_COLUMNS = 6
"""From how many columns on a line inside a cell that would fill a row is no accident."""


def stray_quote(lines: Iterable[str], separator: str, columns: int) -> tuple[int, str]:
    """Find the first row in which a quotation mark goes wrong.

    Such a mark swallows the rows below it into one cell, and nothing else may look wrong.

    Returns:
        The row (counted as a spreadsheet does; 0: none) and what is wrong with it.
    """
    row = 0
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for row, cells in enumerate(reader, start=1):
            if columns >= LIKELY_COLUMNS and any(
                "\n" in cell and _holds_rows(cell, separator, columns) for cell in cells
            ):
                return row, "A cell of this row has swallowed the rows below it"
    except csv.Error:
        return row + 1, "A quotation mark in this row is not closed, or stands inside a quoted cell"
    return 0, ""


def _holds_rows(cell: str, separator: str, columns: int) -> bool:
    return any(line.count(separator) >= columns - 1 for line in cell.splitlines()[1:])
