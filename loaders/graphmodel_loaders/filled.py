"""What a person has filled in a workbook that graphmodel wrote."""

from io import BytesIO
from pathlib import Path

import openpyxl

from graphmodel.problems import StudyError
from graphmodel_loaders.excel import open_archive

Rows = list[dict[str, str]]


def read_filled(path: Path) -> tuple[Rows, dict[str, str]]:
    """The rows of the sheet ``units`` by its header, and the lines of ``about``.

    Raises:
        StudyError: it is not a workbook, or lacks these sheets.
    """
    if not path.is_file():
        raise StudyError(f"There is no workbook {path}.")
    book = openpyxl.load_workbook(BytesIO(open_archive(path)), read_only=True, data_only=True)
    try:
        if not {"units", "about"} <= {*book.sheetnames}:
            raise StudyError(f"{path.name} has no sheets units and about. Write the workbook again, and fill that.")
        units, about = ([[_text(cell) for cell in row] for row in book[name].values] for name in ("units", "about"))
    finally:
        book.close()
    header = units[0] if units else []
    rows = [dict(zip(header, row, strict=False)) for row in units[1:] if any(row)]
    return rows, {row[0]: row[1] for row in about if len(row) > 1}


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
