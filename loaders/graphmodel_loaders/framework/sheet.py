"""A sheet of a framework workbook: its filled cells, and what the file says about them besides their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from openpyxl.utils.cell import get_column_letter

from graphmodel_loaders.excel import damaged
from graphmodel_loaders.flat.grid import Grid, Opened, clean
from graphmodel_loaders.flat.opening import TEXT_FILES, open_file
from graphmodel_loaders.framework.sheet_notes import NotedParts

MOST_CELLS = 300_000
"""Filled cells of a sheet; no matrix has more, and a larger sheet is not looked at."""
_PARTS = {".xlsx", ".xlsm"}
Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: its name.
        rows: text of each filled cell, by row and column.
        merged: for each cell of a merged area but the first, where the first is.
        hidden: whether the sheet is hidden.
        hidden_rows, hidden_columns: numbers of what is hidden.
        comments: comments on cells.
        italics: passages in italics of a cell.
        notes: how it was read.
        is_file: whether it is a text file, so that its name is that of the file.
        is_turned: whether rows and columns have changed places.
    """

    name: str
    rows: Mapping[int, Mapping[int, str]]
    merged: Mapping[Place, Place] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)
    italics: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_file: bool = False
    is_turned: bool = False

    def text(self, row: int, column: int) -> str:
        """Text of a cell; of a merged area each cell has that of the first."""
        row, column = self.merged.get((row, column), (row, column))
        return self.rows.get(row, {}).get(column, "")

    def where(self, row: int, column: int) -> str:
        """A cell as people find it: ``Theme 2, cell C7``."""
        if self.is_turned:
            row, column = column, row
        return f"{self.name}, cell {get_column_letter(column)}{row}"

    def line(self, row: int) -> str:
        """A row as people find it: ``Theme 2, row 7``."""
        return f"{self.name}, column {get_column_letter(row)}" if self.is_turned else f"{self.name}, row {row}"

    def turned(self) -> "Sheet":
        """The sheet with its rows as columns."""
        rows: dict[int, dict[int, str]] = {}
        for row, cells in self.rows.items():
            for column, text in cells.items():
                rows.setdefault(column, {})[row] = text
        return replace(
            self,
            rows=dict(sorted(rows.items())),
            merged={place[::-1]: first[::-1] for place, first in self.merged.items()},
            hidden_rows=self.hidden_columns,
            hidden_columns=self.hidden_rows,
            comments={place[::-1]: text for place, text in self.comments.items()},
            italics={place[::-1]: runs for place, runs in self.italics.items()},
            is_turned=not self.is_turned,
        )


class Sheets:
    """The sheets of a file, each read when it is asked for.

    Raises:
        StudyError: the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._opened: Opened = open_file(path)
        self.names = self._opened.names
        self.notes = self._opened.notes
        self.has_parts = path.suffix.lower() in _PARTS
        try:
            self._parts = NotedParts(path.read_bytes()) if self.has_parts else None
        except Exception as error:
            raise damaged(path, error) from error
        self._path = path
        self._is_text = path.suffix.lower() in TEXT_FILES

    def read(self, name: str, *, with_notes: bool = True) -> Sheet | None:
        """The sheet of that name; None if it is too large for a matrix.

        Args:
            name: its name.
            with_notes: whether to look for comments, italics and what is hidden too.
        """
        grid = self._opened.read(name)
        if sum(map(len, (cells for _, cells in grid.lines))) > MOST_CELLS * 4:
            return None
        merged = _merged(grid)
        rows = {
            number: filled
            for number, cells in grid.lines
            if (filled := {at: text for at, text in enumerate(cells, 1) if text and (number, at) not in merged})
        }
        if sum(map(len, rows.values())) > MOST_CELLS:
            return None
        sheet = Sheet(name, rows, merged, grid.hidden, notes=tuple(grid.notes), is_file=self._is_text)
        if self._parts is None or not with_notes:
            return sheet
        try:
            about = self._parts.about(name)
        except Exception as error:
            raise damaged(self._path, error) from error
        return replace(
            sheet,
            hidden_rows=frozenset(about.hidden_rows),
            hidden_columns=frozenset(about.hidden_columns),
            comments={place: text for place, said in about.comments.items() if (text := clean(said))},
            italics={place: tuple(filter(None, map(clean, runs))) for place, runs in about.italics.items()},
        )

    def grid(self, name: str) -> Grid:
        """The sheet of that name as rows of cells."""
        return self._opened.read(name)


def _merged(grid: Grid) -> dict[Place, Place]:
    """For each cell of a merged area but its first the first; of areas that reach far, only what lies beside text."""
    last = grid.last
    width = max((len(cells) for _, cells in grid.lines), default=0)
    merged: dict[Place, Place] = {}
    for top, left, bottom, right in grid.merged:
        for row in range(top, min(bottom, last) + 1):
            if len(merged) > MOST_CELLS:
                return merged
            for column in range(left + 1, min(right + 1, width) + 1):
                if (row, column) != (top, left + 1):
                    merged[row, column] = (top, left + 1)
    return merged
