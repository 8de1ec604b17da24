"""A copy of tables as a workbook, in which cells are coloured and carry comments; a list comes first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import cast

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.output import Writable
from graphmodel.output.cells import clean, headers, rows
from graphmodel.output.xlsx_writer import MOST_ROWS, about, new_workbook, safe_cell, save, sheet_names, write_sheet
from graphmodel.problems import OutputError
from graphmodel.wording import shortened

MOST_COLUMNS = 1 << 14
"""Columns of a sheet."""
LOOKED_AT = 200
"""Rows by which the widths of columns are chosen; and, below the last row, rows in which a mark is shown."""
LONGEST = 2_000
"""Characters of a comment; the list has all of them."""
COLOURS = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
"""Colour of a cell by the worst that is said of it."""
_FILLS = {severity: PatternFill("solid", start_color=colour, end_color=colour) for severity, colour in COLOURS.items()}
_LEGEND = "Red: an error. Yellow: a warning. Blue: a note. The comment of a cell says what is wrong and what to do."


@dataclass(frozen=True)
class Mark:
    """What is said of one cell: ``error``, ``warning`` or ``note``, and the comment; without a text, colour alone."""

    severity: str
    text: str = ""


@dataclass(frozen=True)
class MarkedTable:
    """One table: number and cells of its rows as they stand in the file; marks by row and position (from 0)."""

    rows: Iterable[tuple[int, Sequence[str]]]
    marks: Mapping[int, Mapping[int, Mark]]
    header: int = 1


def write_marked(listed: Writable, tables: Mapping[str, MarkedTable], output: Path) -> None:
    """Write a list of problems and, after it, the tables that they are in, each row where it is in its file.

    Every cell is text; none is a formula or a link.

    Raises:
        OutputError: a table is too long for a sheet, or the file cannot be written.
    """
    book = new_workbook()
    names = sheet_names([*listed.tables, *tables])
    lists, sheets = names[: len(listed.tables)], names[len(listed.tables) :]
    for name, frame in zip(lists, listed.tables.values(), strict=True):
        write_sheet(book, name, headers(frame), list(rows(frame)))
    for name, table in zip(sheets, tables, strict=True):
        sheet = cast("Worksheet", book.create_sheet(name))
        _write_table(sheet, table, tables[table])
    write_sheet(book, "about", ["what", "text"], [*about(listed, lists), ["colours", _LEGEND]])
    save(book, output)


def _write_table(sheet: Worksheet, name: str, table: MarkedTable) -> None:
    sheet.freeze_panes = f"A{table.header + 1}"
    first = list(islice(lines := iter(table.rows), LOOKED_AT))
    for position in range(min(MOST_COLUMNS, max((len(cells) for _, cells in first), default=0))):
        longest = max(len(cells[position]) for _, cells in first if position < len(cells))
        sheet.column_dimensions[get_column_letter(position + 1)].width = min(60, max(10, longest + 2))
    last = 0
    for number, cells in chain(first, lines):
        if number > MOST_ROWS:
            raise OutputError(
                f"Table {name} has more than {MOST_ROWS:,} rows, which no sheet can hold. List the problems alone, as a"
                " CSV file."
            )
        for between in range(last + 1, number):
            sheet.append(_row(sheet, between, (), table))
        sheet.append(_row(sheet, number, cells, table))
        last = number
    for below in range(last + 1, min(max(table.marks, default=0), last + LOOKED_AT) + 1):
        sheet.append(_row(sheet, below, (), table))


def _row(sheet: Worksheet, number: int, texts: Sequence[str], table: MarkedTable) -> list[Cell | None]:
    marks = table.marks.get(number, {})
    texts = texts[:MOST_COLUMNS]
    cells = [safe_cell(sheet, text, bold=number == table.header) if text else None for text in texts]
    cells += [None] * (max(marks, default=-1) + 1 - len(cells))
    for position, mark in marks.items():
        cell: Cell = cells[position] or WriteOnlyCell(sheet)
        cell.fill = _FILLS[mark.severity]
        if mark.text:
            cell.comment = Comment(shortened(clean(mark.text), LONGEST), "graphmodel", height=160, width=360)
        cells[position] = cell
    for filled in filter(None, cells):
        filled.number_format = "@"  # so that 1.10 stays 1.10 when somebody types it again
    return cells
