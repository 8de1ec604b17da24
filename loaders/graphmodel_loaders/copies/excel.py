"""Reads a filled copy of a tool that comes back as a workbook: of Excel, or as LibreOffice saves it."""

import re
import zipfile
from pathlib import Path

from openpyxl.utils import get_column_letter

from graphmodel.problems import StudyError
from graphmodel.tools.copies import COPY_SHEET
from graphmodel.tools.manifest import PROPERTY, Manifest
from graphmodel.tools.reading import FilledCopy
from graphmodel.wording import shown_name
from graphmodel_loaders.copies.finding import Finder, GridCell
from graphmodel_loaders.copies.office_parts import UNREADABLE, local, manifest_of, manifest_of_properties, read_part
from graphmodel_loaders.flat.grid import Grid, Opened
from graphmodel_loaders.flat.opening import open_file

_COMMENTS = re.compile(r"xl/(comments\d*|comments/comment\d*|threadedComments/threadedComment\d*)\.xml")
_COPY_OF_THREAD = "[Threaded comment]"
"""Begins the copy of a comment that Excel keeps for programs of before 2018."""


def read_excel(path: Path) -> FilledCopy:
    """What a filled copy holds.

    An answer is known by the code of its row, printed or in the hidden column, and by the letter in the heading of its
    column. Dates and numbers are read as they are shown, formulas as their results.

    Raises:
        StudyError: it is no workbook, is damaged, has a password or could do harm.
    """
    opened = open_file(path)
    grids = [opened.read(name) for name in opened.names]
    manifest = _manifest(opened, grids)
    finder = Finder(manifest)
    for grid in grids:
        if not _is_kept(grid):
            finder.begin_sheet()
            _read(grid, finder)
    _read_comments(opened, finder)
    return FilledCopy(shown_name(path), "Excel", manifest, finder.line, finder.cells(), tuple(finder.others))


def _read(grid: Grid, finder: Finder) -> None:
    for number, texts in grid.lines:
        where = f"sheet {grid.name}, row {number}"
        finder.row([GridCell(column, text) for column, text in enumerate(texts) if text], where)
    for (number, column), what in sorted(grid.faults.items()):
        text = "A formula without a stored result" if what == "formula" else f"An error: {what}"
        finder.text(text, f"sheet {grid.name}, cell {get_column_letter(column + 1)}{number}")


def _read_comments(opened: Opened, finder: Finder) -> None:
    """Comments on cells, which no grid holds."""
    try:
        with zipfile.ZipFile(opened.path) as archive:
            names = sorted(set(filter(_COMMENTS.fullmatch, archive.namelist())))
            roots = [read_part(archive, name, opened.path) for name in names]
    except UNREADABLE:
        return
    for root in roots:
        for element in root.iter():
            if local(element) in {"comment", "threadedComment"}:
                text = "".join(piece.text or "" for piece in element.iter() if local(piece) in {"t", "text"})
                if not text.startswith(_COPY_OF_THREAD):
                    finder.text(text, f"a comment on cell {element.get('ref', '')}")


def _is_kept(grid: Grid) -> bool:
    """Whether a sheet holds what the copy says of itself, whatever its name is now."""
    return grid.name == COPY_SHEET or any(cells[0].startswith(f"{PROPERTY}.") for _, cells in grid.lines[:1])


def _manifest(opened: Opened, grids: list[Grid]) -> Manifest | None:
    for grid in filter(_is_kept, grids):
        rows = {cells[0]: cells[1] for _, cells in grid.lines if len(cells) > 1}
        if manifest := manifest_of({name: text for name, text in rows.items() if name.startswith(f"{PROPERTY}.")}):
            return manifest
    try:
        with zipfile.ZipFile(opened.path) as archive:
            return manifest_of_properties(archive, opened.path)
    except (StudyError, *UNREADABLE):
        return None
