"""Results as a workbook: a sheet for each table, and a sheet ``about`` with what they count."""

import re
import zipfile
from collections.abc import Iterable
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TextIO, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.output import Writable
from graphmodel.output.cells import Plain, clean, headers, joined, rows, starts_formula
from graphmodel.output.files import replacing
from graphmodel.problems import OutputError
from graphmodel.wording import counted
from graphmodel.workbook_marks import RESULT

MOST_ROWS = 1_048_576
"""Rows of a sheet, including the header."""
MOST_CHARACTERS = 32_767
"""Characters of a cell, as Excel counts them (UTF-16)."""
CUT = " … [cut here: a workbook cell cannot hold more; CSV and JSON have the full text]"
_EXACT = 2**53
_LARGEST = 9.99e307
"""The largest number that Excel stores exactly."""
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")


def write_xlsx(result: Writable, output: Path | TextIO) -> None:
    """Write a result as a workbook.

    Text stays text: nothing becomes a formula or a link. Text too long for a cell is cut, with a
    remark. The same result gives the same bytes.

    Raises:
        OutputError: the output is not a file, a table is too long for a sheet, or the file cannot be written.
    """
    if not isinstance(output, Path):
        raise OutputError("A workbook cannot be shown on the screen. Name a file, such as result.xlsx.", by_caller=True)
    own_layout = getattr(result, "workbook", None)
    if own_layout is not None:
        own_layout(output)
        return
    for name, frame in result.tables.items():
        if len(frame) >= MOST_ROWS:
            raise OutputError(
                f"Table {name} has {len(frame):,} rows, and a sheet can hold {MOST_ROWS - 1:,}. Use the format csv."
            )
    book = new_workbook()
    names = sheet_names(result.tables)
    for sheet, frame in zip(names, result.tables.values(), strict=True):
        write_sheet(book, sheet, headers(frame), list(rows(frame)))
    write_sheet(book, "about", ["what", "text"], about(result, names))
    save(book, output)


def new_workbook() -> Workbook:
    """A workbook to write sheets to, one row after the other, that is never read as a study."""
    book = Workbook(write_only=True)
    book.properties.category = RESULT
    return book


def save(book: Workbook, output: Path) -> None:
    """Write a workbook to its file, without the time of its creation.

    Raises:
        OutputError: the file cannot be written.
    """
    made = BytesIO()
    book.save(made)
    with replacing(output) as work:
        write_undated(made, work)


def sheet_names(tables: Iterable[str]) -> list[str]:
    """A valid name of at most 31 characters for each table; all different, and none ``about``."""
    taken = {"about", "history"}
    names = []
    for table in tables:
        name = re.sub(r"[\[\]:*?/\\]", " ", clean(table).replace("\n", " ")).strip(" '")[:31].strip(" '") or "table"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{name[: 31 - len(f'_{number}')].removesuffix(f'_{number - 1}')}_{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def about(result: Writable, sheets: list[str]) -> list[list[Plain]]:
    """Rows of the sheet ``about``."""
    said: list[list[Plain]] = [["title", result.title], ["what is counted", result.counts]]
    said.extend(["note", note] for note in result.notes)
    for (table, frame), sheet in zip(result.tables.items(), sheets, strict=True):
        said.append([f"sheet {sheet}", f"table {table}, {counted(len(frame), 'row')}"])
    return [*said, ["made by", f"graphmodel {version('graphmodel')}"]]


def write_sheet(book: Workbook, name: str, columns: list[str], cells: list[list[Plain]]) -> None:
    """Add a sheet with a header and a filter."""
    sheet = cast("Worksheet", book.create_sheet(name))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{len(cells) + 1}"
    for place, column in enumerate(columns):
        longest = max((len(str(joined(row[place]) or "")) for row in cells[:200]), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(60, max(8, len(column) + 3, longest + 1))
    sheet.append([safe_cell(sheet, column, bold=True) for column in columns])
    for row in cells:
        sheet.append([safe_cell(sheet, joined(value)) for value in row])


def safe_cell(sheet: Worksheet, value: bool | int | float | str | None, bold: bool = False) -> Cell | None:
    """A cell in which text stays text; None for an empty one."""
    if value is None:
        return None
    if (isinstance(value, int) and abs(value) > _EXACT) or (isinstance(value, float) and abs(value) > _LARGEST):
        value = str(value)
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        cell.alignment = _TOP
        return cell
    text = _fitting(clean(value))
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.alignment = _WRAPPED if len(text) > 60 else _TOP
    if starts_formula(text):
        # Without it Excel treats the text as a formula as soon as somebody edits the cell.
        cell.quotePrefix = True
    if bold:
        cell.font = _BOLD
    return cell


def _fitting(text: str) -> str:
    if _units(text) <= MOST_CHARACTERS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - _units(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def write_undated(made: BytesIO, path: Path) -> None:
    """Copy an office file without its time of creation."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, content)
