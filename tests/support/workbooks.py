"""Write studies as workbooks, as a user's Excel would."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from tests.support.studies import tiny_tables

SETTINGS_ROWS = [
    ("key", "value"),
    ("id", "school_meals"),
    ("title", "Evidence in school-meals policy"),
    ("stages.supply", "deliver.contract"),
    ("focus.values", "urban; rural; mixed"),
    ("focus.in_question", "rural"),
    ("focus.compared_with", "urban"),
    ("vocabularies.granularity", "person; role; group; committee"),
]


def tiny_book(
    tables: Mapping[str, Sequence[Mapping[str, object]]] | None = None, settings: bool = True
) -> openpyxl.Workbook:
    """The school-meals study as a workbook, every cell as text, to change and save."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if settings:
        sheet = book.create_sheet("study")
        for row in SETTINGS_ROWS:
            sheet.append(row)
    for name, rows in (tables or tiny_tables()).items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([value or None for value in row.values()])
            for cell in sheet[sheet.max_row]:
                cell.number_format = "@"
    return book


def saved(book: openpyxl.Workbook, folder: Path, name: str = "meals.xlsx") -> Path:
    """Save and return the path."""
    path = folder / name
    book.save(path)
    return path


def cell_of(book: openpyxl.Workbook, sheet: str, row: int, column: str):
    """A cell by row number and name of its column."""
    names = [cell.value for cell in book[sheet][1]]
    return book[sheet].cell(row, names.index(column) + 1)
