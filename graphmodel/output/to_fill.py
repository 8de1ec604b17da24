"""A workbook that a person fills in: text cells, choices for each row, nothing that becomes a formula."""

from collections.abc import Collection, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.output import refuse_ending
from graphmodel.output.cells import clean, starts_formula
from graphmodel.output.files import replacing
from graphmodel.workbook_marks import RESULT

_TO_FILL = PatternFill("solid", fgColor="FFF6D5")


def write_to_fill(
    path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]], *, choices: Sequence[str], fill: Sequence[str],
    about: Sequence[tuple[str, str]], another: str, inner: Collection[int] = (),
) -> None:  # fmt: skip
    """Write a sheet ``units`` to fill in and a sheet ``about``.

    Args:
        path: the file.
        columns: the header.
        rows: the cells of ``units``.
        choices: neighbouring columns whose cells are the choices of the first column to fill, row by row.
        fill: the columns that a person fills.
        about: lines of ``about``: what, text.
        another: what a spreadsheet says of a value that is not among the choices.
        inner: positions of rows that belong to one above them, which a spreadsheet can fold away.

    Raises:
        OutputError: the file does not end in .xlsx, cannot be written, or is not this program's to overwrite.
    """
    refuse_ending(path, ".xlsx")
    book = Workbook()
    book.properties.category = RESULT  # so that it is never read as a study
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = "units"
    _fill(sheet, [list(columns), *rows])
    letters = {name: get_column_letter(place) for place, name in enumerate(columns, 1)}
    last = len(rows) + 1
    for name in fill:
        for number in range(1, last + 1):
            sheet[f"{letters[name]}{number}"].fill = _TO_FILL
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
    for place in inner:
        sheet.row_dimensions[place + 2].outlineLevel = 1
    if rows:
        rule = DataValidation(
            type="list",
            formula1=f"=${letters[choices[0]]}2:${letters[choices[-1]]}2",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
            errorTitle="Another value",
            error=another,
        )
        rule.add(f"{letters[fill[0]]}2:{letters[fill[0]]}{last}")
        sheet.add_data_validation(rule)
    _fill(book.create_sheet("about"), [["what", "text"], *map(list, about)])
    with replacing(path) as work:
        book.save(work)


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place)
            set_text(cell, value)
            cell.alignment = Alignment(wrap_text=len(value) > 40, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for place in range(1, len(rows[0]) + 1):
        longest = max(len(row[place - 1]) for row in rows[:200])
        sheet.column_dimensions[get_column_letter(place)].width = min(50, max(10, longest + 2))


def set_text(cell: object, value: str) -> None:
    """Put text into a cell so that no spreadsheet takes it for a formula, a number or a date."""
    assert isinstance(cell, Cell)  # noqa: S101 - of a merged range only the first cell is written to
    text = clean(value)
    cell.value = text or None
    cell.number_format = "@"
    if text:
        cell.data_type = "s"
    if starts_formula(text):
        cell.quotePrefix = True
