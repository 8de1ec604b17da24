"""The small clean sheet that every untidy file starts from."""

# ruff: noqa: E501 - tables are easier to read with a row on a line

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from sheet_form import Sheet, columns, table

COLUMNS = """
Interview = source
Who = subject
Did what = predicate
To what = object
Stage = stage
Yes/No = polarity
Summary = summary
Quote = quote
"""
ROWS = """
Interview 1|Commissioning manager|asked for|Waiting list audit|Needs assessment|yes|The manager asked for the audit in spring.|I asked three times
Interview 1|Analyst|produced|Waiting list audit|Needs assessment|yes|The analyst made it in a week.|
Interview 1|Commissioning manager|used|Waiting list audit|Business case|yes|It opens the business case.|Page one, you cannot miss it
Interview 1|Finance director|used|Waiting list audit|Business case|no|Finance did not count on it.|
Interview 2|Finance director|used|Tariff model|Business case|yes|The tariff model carried the case.|Numbers I can stand on
Interview 2|Clinical lead|contested|Tariff model|Business case|yes|The clinical lead took the model apart.|
Interview 2|Clinical lead|brought|Patient survey|Needs assessment|yes|She brought the survey in a folder.|Here, read this
Interview 2|Finance director|used|Patient survey|Procurement|no|It was not in the tender.|
Interview 3|Carers' forum|helped with|Patient survey|Needs assessment|yes|Carers wrote half of the questions.|Ours were the short ones
Interview 3|Commissioning manager|used|Patient survey|Procurement|partly|Two of its findings are in the tender.|
Interview 3|Carers' forum|met|Commissioning manager|Contract review|yes|They met once at the review.|
Interview 3|Provider|ignored|Patient survey|Contract review|yes|The provider never mentioned it.|Not once
"""
YES_NO = {"yes": "affirms", "no": "denies", "partly": "mixed"}


def clean(file: str, tries: str, **changes: Any) -> Sheet:
    """The clean sheet under another name, with the changes of one kind of mess."""
    of = columns(COLUMNS)
    sheet = Sheet(file, tries, of, table(ROWS, of), dict(YES_NO), sheet="Coding", left_out={})
    for name, value in changes.items():
        setattr(sheet, name, value)
    return sheet


def headings(sheet: Sheet) -> list[Any]:
    """The headings as typed."""
    return [column.heading if isinstance(column.heading, str) else column.heading[0] for column in sheet.columns]


def page(title: str = "Coding") -> tuple[Workbook, Worksheet]:
    """An empty workbook with one sheet."""
    book = Workbook()
    at: Worksheet = book.active
    at.title = title
    return book, at


def put(at: Worksheet, row: int, cells: list[Any], left: int = 1) -> None:
    """Fill a row from a column on."""
    for column, cell in enumerate(cells, left):
        if cell is not None:
            at.cell(row, column, cell)


def fill(at: Worksheet, sheet: Sheet, header: int = 1, left: int = 1) -> None:
    """Write headings in bold and rows below them without gaps."""
    put(at, header, headings(sheet), left)
    for cell in at[header]:
        cell.font = Font(bold=True)
    for row, cells in enumerate(sheet.rows, header + 1):
        put(at, row, cells, left)


def moved(sheet: Sheet, rows: list[int]) -> Sheet:
    """Say in which row each claim stands, where they are not one below the other."""
    sheet.overrides = {at: {"row": row, **sheet.overrides.get(at, {})} for at, row in enumerate(rows, sheet.first_row)}
    return sheet
