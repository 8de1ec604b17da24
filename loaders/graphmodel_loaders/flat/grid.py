"""Any sheet as a plain grid of text with row numbers, and what is worth knowing about how it was read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.wording import counted
from graphmodel_loaders.encoding import REPLACED

LARGEST_TEXT = 1 << 30
"""Most bytes of a text file."""

_BREAKS = re.compile("\r\n?|[\v\f\u2028\u2029]")
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass
class Grid:
    """One sheet.

    Attributes:
        name: its name; of a text file, the file's.
        lines: number and cells of every row that is not blank; the first row is 1, as in a spreadsheet.
        last: number of the last row that has text.
        merged: areas of merged cells: first row, first column, last row, last column; columns from 0.
        faults: what is wrong with a cell, by row and column.
        notes: how the sheet was read, a sentence each.
        hidden: whether the sheet is hidden.
        hints: how what is merged, hidden or a comment was read, which other readers take in another way.
    """

    name: str
    lines: list[tuple[int, list[str]]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    hidden: bool = False
    hints: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Number of the last row that has text."""
        return self.lines[-1][0] if self.lines else 0

    def fill_merged(self) -> None:
        """Copy the text of merged cells into every row that they cover, but not into further columns."""
        rows = dict(self.lines)
        for top, left, bottom, _ in self.merged:
            text = rows[top][left] if top in rows and left < len(rows[top]) else ""
            for number in range(top + 1, bottom + 1) if text else ():
                cells = rows.get(number)
                if cells is not None and left < len(cells) and not cells[left]:
                    cells[left] = text


@dataclass(frozen=True)
class Opened:
    """A file with one or more sheets, each read when it is asked for.

    Attributes:
        path: the file.
        names: names of its sheets.
        read: reads the sheet of that name.
        notes: what is worth knowing about the file.
    """

    path: Path
    names: tuple[str, ...]
    read: Callable[[str], Grid]
    notes: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Text without odd spaces around and in it, and without characters that nobody sees."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text))).strip()


def make_grid(name: str, rows: list[list[str]], merged: list[tuple[int, int, int, int]] | None = None) -> Grid:
    """A grid of cells that are clean text."""
    grid = Grid(name, [(number, cells) for number, cells in enumerate(rows, 1) if any(cells)], merged or [])
    grid.fill_merged()
    damaged = [number for number, cells in grid.lines if any(REPLACED in cell for cell in cells)]
    if damaged:
        grid.notes.append(
            f"Some letters of {counted(len(damaged), 'row')} are damaged (shown as {REPLACED}), the first in row"
            f" {damaged[0]}. Save the file again as CSV UTF-8 or as a workbook."
        )
    return grid
