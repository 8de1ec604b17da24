"""A sheet of a workbook: Excel's present and old formats and OpenDocument, as what a person sees."""

import zipfile
from io import BytesIO
from pathlib import Path

import python_calamine

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.archives import OLD_OFFICE
from graphmodel_loaders.excel import open_archive
from graphmodel_loaders.flat.apart import read_apart
from graphmodel_loaders.flat.cells import damaged_book, grid_of, merged_areas, names_of_sheets, text_rows
from graphmodel_loaders.flat.extent import too_wide
from graphmodel_loaders.flat.grid import Grid, Opened
from graphmodel_loaders.flat.sheet_xml import WorkbookParts

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
    is_old = data.startswith(OLD_OFFICE)
    if is_old and _ENCRYPTED in data:
        raise StudyError(f"{name} has a password. Save a copy without it (in Excel: File, Info, Protect Workbook).")
    if is_old:
        return read_apart(path)
    open_archive(path)
    try:
        _refuse_wide(data, name)
        return _read_here(path, data) if _is_excel(data) else read_apart(path)
    except (StudyError, OSError):
        raise
    except Exception as error:
        raise damaged_book(name, f"{type(error).__name__}: {error}") from error


def _read_here(path: Path, data: bytes) -> Opened:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    parts = WorkbookParts(data)
    names, hidden = names_of_sheets(book)

    def read(sheet: str) -> Grid:
        try:
            cells = book.get_sheet_by_name(sheet)
            rows = text_rows(cells)
            marks = parts.marks(sheet)
            for (number, column), text in marks.shown_as(rows).items():
                rows[number - 1][column] = text
            return grid_of(sheet, rows, merged_areas(cells), marks, sheet in hidden)
        except StudyError:
            raise
        except Exception as error:
            raise damaged_book(shown_name(path), f"{type(error).__name__}: {error}") from error

    return Opened(path, names, read)


def _is_excel(data: bytes) -> bool:
    """Whether this is a workbook of which :func:`too_wide` knows how far its sheets reach."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.lower() for name in archive.namelist()}
    return "xl/workbook.xml" in names and not {"content.xml", "xl/workbook.bin"} & names


def _refuse_wide(data: bytes, name: str) -> None:
    for part, rows, columns in too_wide(data):
        raise StudyError(
            f"A sheet of {name} ({part}) reaches to row {rows:,} and column {columns:,}. Delete what stands far from"
            " the table, and save it again."
        )
