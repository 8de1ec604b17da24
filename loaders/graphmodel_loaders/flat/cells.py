"""The cells of a sheet of a workbook as the text that a person sees."""

import datetime as dt
from typing import Any

import python_calamine

from graphmodel.problems import StudyError
from graphmodel.wording import counted
from graphmodel_loaders.excel import plain_number
from graphmodel_loaders.flat.grid import Grid, clean, make_grid
from graphmodel_loaders.flat.sheet_xml import Marks

Area = tuple[int, int, int, int]


def names_of_sheets(book: Any) -> tuple[tuple[str, ...], frozenset[str]]:
    """The sheets with cells, and those among them that are hidden."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    hidden = {sheet.name for sheet in sheets if sheet.visible != python_calamine.SheetVisibleEnum.Visible}
    return tuple(sheet.name for sheet in sheets), frozenset(hidden)


def text_rows(sheet: Any) -> list[list[str]]:
    """All rows from the first one, as text."""
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def merged_areas(sheet: Any) -> list[Area]:
    """Areas of merged cells as a :class:`~graphmodel_loaders.flat.grid.Grid` has them."""
    return [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]


def grid_of(name: str, rows: list[list[str]], merged: list[Area], marks: Marks, hidden: bool) -> Grid:
    """The grid of a sheet, with what is worth knowing about it."""
    grid = make_grid(name, rows, merged)
    grid.hidden = hidden
    grid.faults = marks.faults
    grid.notes += marks.notes()
    grid.hints = marks.hints()
    if merged:
        grid.hints.append(
            f"{counted(len(merged), 'area')} of merged cells: their text counts for every row they cover."
        )
    return grid


def damaged_book(name: str, error: object) -> StudyError:
    """The error for a workbook that cannot be read."""
    what = f"{name} cannot be read as a workbook ({error})."
    return StudyError(f"{what} Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).")


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value) if value else ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time(0) else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
