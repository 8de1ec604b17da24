"""Where the rows and cells of a sheet are in its XML."""

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from graphmodel_loaders.changing.xml_edit import Element, walk

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_ROW = ("worksheet", "sheetData", "row")
_CELL = (*_ROW, "c")


@dataclass(frozen=True)
class Area:
    """A range of cells, both ends included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, ref: str) -> "Area":
        """Read ``A1:C9``.

        Raises:
            ValueError: it is no range.
        """
        match = _RANGE.fullmatch(ref.strip())
        if match is None:
            raise ValueError(f"{ref!r} is no range")
        left, top = column_index_from_string(match[1]), int(match[2])
        right = column_index_from_string(match[3]) if match[3] else left
        return cls(left, top, right, int(match[4]) if match[4] else top)

    @property
    def ref(self) -> str:
        """The range as a file has it."""
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"

    def holds(self, row: int, column: int) -> bool:
        """Is the cell in it?"""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass
class CellPart:
    """A cell; ``filled``: it holds a value or a formula; ``value``: of a shared text, its number in their list."""

    column: int
    element: Element
    filled: bool = False
    formula: bool = False
    value: str = ""
    rich: bool = False
    """Some words of its text have a format of their own."""


@dataclass
class RowPart:
    """A row; its cells are kept only where they are asked for, or no row below has any content."""

    number: int
    element: Element
    cells: list[CellPart] = field(default_factory=list)
    filled: bool = False


@dataclass
class SheetParts:
    """What a change needs to know about a sheet.

    Args:
        data: the XML.
        wanted: numbers of rows whose cells are needed.
    """

    data: bytes
    wanted: set[int]
    rows: dict[int, RowPart] = field(default_factory=dict)
    last: int = 0
    """Number of the last row with content."""
    width: int = 0
    """Column of the last cell with content."""
    merged: list[Area] = field(default_factory=list)
    arrays: list[Area] = field(default_factory=list)
    """Ranges that one formula fills."""
    styles: list[tuple[int, int, str]] = field(default_factory=list)
    """First and last column, and their style."""
    sheet_data: Element | None = None
    dimension: Element | None = None
    filter: Element | None = None

    def __post_init__(self) -> None:
        self._row = 0
        self._column = 0
        self._cell: CellPart | None = None
        self._recent: list[RowPart] = []
        walk(self.data, self._opened, self._closed)
        if self.sheet_data is None:
            raise ValueError("it has no rows")

    def refused(self, row: int, column: int) -> str:
        """Why a cell must not be changed; empty if it may be."""
        part = self.rows.get(row)
        cell = next((one for one in part.cells if one.column == column), None) if part else None
        if (cell and cell.formula) or any(area.holds(row, column) for area in self.arrays):
            return "formula"
        return "merged" if any(area.holds(row, column) for area in self.merged) else ""

    def style(self, row: int, column: int) -> str:
        """The style of a new cell: that of its row or column, or else of the cell above if that is content."""
        part = self.rows.get(row)
        if part and part.element.get("customFormat") in {"1", "true"}:
            return part.element.get("s")
        for first, last, style in self.styles:
            if first <= column <= last and style:
                return style
        return ""

    def _opened(self, element: Element) -> None:
        path = element.path
        if path == _ROW:
            number = int(element.get("r") or self._row + 1)
            if number <= self._row:
                raise ValueError("its rows are not in order")
            self._row, self._column = number, 0
            self.rows[number] = RowPart(number, element)
        elif path == _CELL:
            ref = element.get("r")
            column = Area.of(ref).left if ref else self._column + 1
            if column <= self._column or (ref and Area.of(ref).top != self._row):
                raise ValueError("its cells are not in order")
            self._column = column
            self._cell = CellPart(column, element)

    def _closed(self, element: Element) -> None:
        path = element.path
        if path[:4] == _CELL:
            self._close_in_cell(element)
        elif path == _ROW:
            self._close_row(self.rows[self._row])
        elif path == ("worksheet", "mergeCells", "mergeCell"):
            self.merged.append(Area.of(element.get("ref")))
        elif path == ("worksheet", "cols", "col"):
            self.styles.append((int(element.get("min")), int(element.get("max")), element.get("style")))
        elif path == ("worksheet", "sheetData"):
            self.sheet_data = element
        elif path == ("worksheet", "dimension"):
            self.dimension = element
        elif path == ("worksheet", "autoFilter"):
            self.filter = element

    def _close_in_cell(self, element: Element) -> None:
        cell = self._cell
        assert cell is not None  # noqa: S101 - its start tag came before
        inner = element.path[4:]
        if inner == ():
            row = self.rows[self._row]
            row.cells.append(cell)
            if cell.filled:
                row.filled = True
                self.width = max(self.width, cell.column)
        elif inner == ("f",):
            cell.formula = cell.filled = True
            if element.get("ref") and element.get("t") in {"array", "dataTable"}:
                self.arrays.append(Area.of(element.get("ref")))
        elif inner in {("v",), ("is",)} and element.close > element.open_end:
            cell.filled = True
            if cell.element.get("t") == "s":
                cell.value = self.data[element.open_end : element.close].decode("ascii", "replace").strip()
        elif inner == ("is", "r"):
            cell.rich = True

    def _close_row(self, row: RowPart) -> None:
        if row.filled:
            self.last = row.number
            for other in self._recent:
                if other.number not in self.wanted:
                    other.cells = []
            self._recent = []
        self._recent.append(row)
