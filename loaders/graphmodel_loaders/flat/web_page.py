"""The tables of a web page, as programs on the web export them under the name of a workbook."""

from html.parser import HTMLParser
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.flat.cells import Area
from graphmodel_loaders.flat.grid import Opened, clean, make_grid
from graphmodel_loaders.flat.text_file import text_of

LARGEST_PAGE = 64 << 20
"""Bytes of a page."""
MOST_CELLS = 5_000_000
"""Cells of all its tables; further ones are not kept."""
_MOST_COVERED = 1_000
"""Rows or columns that one cell may cover (HTML allows as many columns, and more rows)."""


def open_web_page(path: Path) -> Opened:
    """Open a web page; each of its tables is a sheet.

    Raises:
        StudyError: it has no table, or too large a one.
    """
    name = shown_name(path)
    if path.stat().st_size > LARGEST_PAGE:
        raise _too_large(name)
    reader = _Tables()
    reader.feed(text_of(path)[1])
    reader.close()
    tables = {f"table {number}": table for number, table in enumerate(reader.tables, 1) if table.rows}
    if not tables:
        raise StudyError(
            f"{name} is a web page without a table. Save the sheet as an Excel workbook (.xlsx) or as CSV."
        )
    if reader.cells > MOST_CELLS:
        raise _too_large(name)
    return Opened(path, tuple(tables), lambda sheet: make_grid(sheet, tables[sheet].rows, tables[sheet].merged))


def _too_large(name: str) -> StudyError:
    return StudyError(f"{name} is a web page, and too large to be read as one. Save the sheet as CSV.")


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Area] = []
        self._covered: dict[int, int] = {}
        """For how many rows from here a column is covered by a cell above."""

    def begin_row(self) -> None:
        self.rows.append([])

    def add(self, text: str, columns: int, rows: int) -> None:
        """A cell in the next free place."""
        if not self.rows:
            self.begin_row()
        cells = self.rows[-1]
        self._skip_covered(cells)
        first = len(cells)
        cells += [text, *[""] * (columns - 1)]
        if rows > 1:
            self.merged.append((len(self.rows), first, len(self.rows) + rows - 1, first + columns - 1))
            self._covered |= dict.fromkeys(range(first, first + columns), len(self.rows) + rows - 1)

    def _skip_covered(self, cells: list[str]) -> None:
        while self._covered.get(len(cells), 0) >= len(self.rows):
            cells.append("")


class _Tables(HTMLParser):
    """Collects the cells of tables; a table inside a cell is a table of its own, and leaves the cell without a text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.cells = 0
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._covers = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in {"td", "th"} and self._open:
            self._end_cell()
            named = dict(attrs)
            self._cell, self._covers = [], (_number(named.get("colspan")), _number(named.get("rowspan")))
        elif tag in {"br", "p", "div"} and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
            self.cells += self._covers[0]
            if self.cells <= MOST_CELLS:
                self._open[-1].add(clean("\n".join(lines)), *self._covers)
        self._cell = None


def _number(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_COVERED) if text and text.isdecimal() and len(text) < 9 else 1
