"""A sheet of a workbook: Excel's present and old formats and OpenDocument, as what a person sees."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import python_calamine

from graphmodel.problems import StudyError
from graphmodel.wording import counted, shown_name
from graphmodel_loaders.excel import open_archive, plain_number
from graphmodel_loaders.flat.extent import too_wide
from graphmodel_loaders.flat.grid import Grid, Opened, clean, make_grid
from graphmodel_loaders.flat.sheet_xml import Marks, SheetParts

_EXCEL = {".xlsx", ".xlsm"}
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_workbook(path: Path) -> Opened:
    """Open a workbook.

    Raises:
        StudyError: it has a password, is damaged or could do harm.
        OSError: it cannot be opened.
    """
    name = shown_name(path)
    data = path.read_bytes()
    if not data:
        raise StudyError(f"{name} is empty: it has 0 bytes. If it lies in a cloud folder, download it first.")
    is_old = data.startswith(_OLD)
    if is_old and (_ENCRYPTED in data or path.suffix.lower() in _EXCEL):
        raise StudyError(f"{name} has a password. Save a copy without it (in Excel: File, Info, Protect Workbook).")
    if not is_old:
        open_archive(path)
    try:
        if not is_old:
            _refuse_wide(data, name)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except StudyError:
        raise
    except Exception as error:
        raise _damaged(name, error) from error
    hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible}
    names = tuple(sheet.name for sheet in book.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet)
    parts = SheetParts(data) if path.suffix.lower() in _EXCEL and not is_old else None

    def read(sheet: str) -> Grid:
        try:
            marks = parts.marks(sheet) if parts else Marks()
            return _grid(book.get_sheet_by_name(sheet), sheet, marks, sheet in hidden)
        except StudyError:
            raise
        except Exception as error:
            raise _damaged(name, error) from error

    return Opened(path, names, read)


def _refuse_wide(data: bytes, name: str) -> None:
    for part, rows, columns in too_wide(data):
        raise StudyError(
            f"A sheet of {name} ({part}) reaches to row {rows:,} and column {columns:,}. Delete what stands far from"
            " the table, and save it again."
        )


def _grid(read: Any, name: str, marks: Marks, hidden: bool) -> Grid:
    rows = [[_text(cell) for cell in row] for row in read.to_python(skip_empty_area=False)]
    for (number, column), text in marks.shown_as(rows).items():
        rows[number - 1][column] = text
    merged = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in read.merged_cell_ranges or ()]
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


def _damaged(name: str, error: Exception) -> StudyError:
    what = f"{name} cannot be read as a workbook ({type(error).__name__}: {error})."
    return StudyError(f"{what} Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).")
