"""What a person has filled in a workbook that graphmodel wrote."""

from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from graphmodel.problems import StudyError
from graphmodel_loaders.excel import damaged, open_archive

Rows = list[dict[str, str]]
_MOST_ROWS, _MOST_COLUMNS = 1 << 18, 1 << 10
"""More than any workbook to fill has."""


def read_filled(path: Path) -> tuple[Rows, dict[str, str]]:
    """The rows of the sheet ``units`` by its header, and the lines of ``about``.

    Raises:
        StudyError: it is not a workbook, or lacks these sheets.
    """
    if not path.is_file():
        raise StudyError(f"There is no workbook {path}.")
    data = open_archive(path)
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        units, about = (_cells(book[name]) if name in book.sheetnames else None for name in ("units", "about"))
    except Exception as error:  # whatever the reader meets in a file that somebody sent
        raise damaged(path, error) from error
    if units is None or about is None:
        raise StudyError(f"{path.name} has no sheets units and about. Write the workbook again, and fill that.")
    header = units[0] if units else []
    rows = [dict(zip(header, row, strict=False)) for row in units[1:] if any(row)]
    return rows, {row[0]: row[1] for row in about if len(row) > 1}


def _cells(sheet: Any) -> list[list[str]]:
    """The cells of the rows of a sheet that are not blank, whatever size it says it has."""
    sheet.reset_dimensions()
    header = next(sheet.iter_rows(max_row=1, max_col=_MOST_COLUMNS, values_only=True), ())
    width = max((place for place, cell in enumerate(header, 1) if cell is not None), default=1)
    rows = islice(sheet.iter_rows(max_col=width, values_only=True), _MOST_ROWS)
    return [[_text(cell) for cell in row] for row in rows if any(cell is not None for cell in row)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
