"""Where the rows and cells of a sheet are in its XML."""

import re
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from graphmodel_loaders.changing.xml_edit import Element, masked, tags, walk

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_ROW = ("worksheet", "sheetData", "row")
_CELL = (*_ROW, "c")
_REF = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})[0-9]+[\"']")
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]+)[\"']")
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:f[\s/>]|(?:v|is)(?:\s[^>]*)?(?<!/)>)")


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
            raise ValueError(f"{ref!r} is not a range")
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
    """A row; its cells are known only where they are asked for, or no row below has any content."""

    number: int
    element: Element
    cells: list[CellPart] = field(default_factory=list)


@dataclass
class SheetParts:
    """What a change needs to know about a sheet.

    Args:
        data: the XML.
        wanted: numbers of rows whose cells are needed.

    Raises:
        ValueError: its rows or cells are not in order, or not where they belong.
        expat.ExpatError: it is no XML.
    """

    data: bytes
    wanted: set[int]
    rows: dict[int, RowPart] = field(default_factory=dict)
    last: int = 0
    """Number of the last row with content."""
    merged: list[Area] = field(default_factory=list)
    arrays: list[Area] = field(default_factory=list)
    """Ranges that one formula fills."""
    styles: list[tuple[int, int, str]] = field(default_factory=list)
    """First and last column, and their style."""
    sheet_data: Element = field(init=False)
    dimension: Element | None = None
    filter: Element | None = None

    def __post_init__(self) -> None:
        if self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ValueError("UTF-16")
        self._plain = masked(self.data)  # rows are cut out by their tags: to read every cell would take too long
        declared = _ENCODING.match(self.data)
        self._encoding = declared[1].decode() if declared else None
        opened = next(tags(self._plain, "sheetData"), None)
        if opened is None:
            raise ValueError("it has no rows")
        name = opened[0][1:].split(maxsplit=1)[0].rstrip(b"/>")
        empty = opened[0].endswith(b"/>")
        self._begin = opened.end()
        self._end = opened.end() if empty else self._plain.index(b"</" + name, opened.end())
        self._read_around()
        self._read_rows()

    @property
    def width(self) -> int:
        """Column of the last cell with content."""
        widest = column = 0
        for tag in tags(self._plain, "row|c", self._begin, self._end):
            if tag[1] == b"row":
                column = 0
                continue
            ref = _REF.search(tag[0])
            column = column_index_from_string(ref[1].decode()) if ref else column + 1
            if not tag[0].endswith(b"/>"):
                widest = max(widest, column)
        return widest

    def refused(self, row: int, column: int) -> str:
        """Why a cell must not be changed; empty if it may be."""
        part = self.rows.get(row)
        cell = next((one for one in part.cells if one.column == column), None) if part else None
        if (cell and cell.formula) or any(area.holds(row, column) for area in self.arrays):
            return "formula"
        return "merged" if any(area.holds(row, column) for area in self.merged) else ""

    def style(self, row: int, column: int) -> str:
        """The style that the row or the column of a new cell has; empty if neither has one."""
        part = self.rows.get(row)
        if part and part.element.get("customFormat") in {"1", "true"}:
            return part.element.get("s")
        return next((style for first, last, style in self.styles if first <= column <= last), "")

    def _read_around(self) -> None:
        """Everything but the rows."""
        gap = self._end - self._begin

        def closed(element: Element) -> None:
            for name in ("start", "open_end", "close", "end"):
                at = getattr(element, name)
                behind = at > self._begin or (at == self._begin and name in {"close", "end"} and gap)
                setattr(element, name, at + gap if behind else at)
            self._take(element)

        walk(self.data[: self._begin] + self.data[self._end :], None, closed)

    def _take(self, element: Element) -> None:
        match element.path:
            case ("worksheet", "mergeCells", "mergeCell"):
                self.merged.append(Area.of(element.get("ref")))
            case ("worksheet", "cols", "col"):
                self.styles.append((int(element.get("min")), int(element.get("max")), element.get("style")))
            case ("worksheet", "sheetData"):
                self.sheet_data = element
            case ("worksheet", "dimension"):
                self.dimension = element
            case ("worksheet", "autoFilter"):
                self.filter = element

    def _read_rows(self) -> None:
        """Where each row is, and the cells of those that are needed."""
        starts = list(tags(self._plain, "row", self._begin, self._end))
        number = 0
        for place, tag in enumerate(starts):
            ref = _ROW_NUMBER.search(tag[0])
            before, number = number, int(ref[1]) if ref else number + 1
            if number <= before:
                raise ValueError("its rows are not in order")
            limit = starts[place + 1].start() if place + 1 < len(starts) else self._end
            end = tag.end()
            if not tag[0].endswith(b"/>"):
                end = self._plain.index(b">", self._plain.rindex(b"</", tag.end(), limit)) + 1
            self.rows[number] = RowPart(number, Element(_ROW, "", {}, tag.start(), tag.end(), end, end))
            if _CONTENT.search(self._plain, tag.end(), end):
                self.last = number
        for tag in tags(self._plain, "f", self._begin, self._end):
            if b"ref" in tag[0]:
                walk(_alone(tag[0]), None, self._take_formula)
        for number, row in self.rows.items():
            if number in self.wanted or number >= self.last:
                self._read_cells(row)

    def _take_formula(self, element: Element) -> None:
        if element.get("t") in {"array", "dataTable"} and element.get("ref"):
            self.arrays.append(Area.of(element.get("ref")))

    def _read_cells(self, row: RowPart) -> None:
        start, end = row.element.start, row.element.end
        found: list[Element] = []
        walk(self.data[start:end], None, found.append, start, _ROW[:-1], self._encoding)
        row.element = found.pop()
        inner: list[Element] = []
        for element in found:
            if element.path != _CELL:
                inner.append(element)
                continue
            ref = element.get("r")
            last = row.cells[-1].column if row.cells else 0
            column = Area.of(ref).left if ref else last + 1
            if column <= last or (ref and Area.of(ref).top != row.number):
                raise ValueError("its cells are not in order")
            cell = CellPart(column, element)
            for one in inner:
                self._take_content(cell, one)
            row.cells.append(cell)
            inner = []

    def _take_content(self, cell: CellPart, element: Element) -> None:
        match element.path[len(_CELL) :]:
            case ("f",):
                cell.formula = cell.filled = True
            case ("v",) | ("is",) if element.close > element.open_end:
                cell.filled = True
                if cell.element.get("t") == "s":
                    cell.value = self.data[element.open_end : element.close].decode("ascii", "replace").strip()
            case ("is", "r"):
                cell.rich = True


def _alone(tag: bytes) -> bytes:
    return tag if tag.endswith(b"/>") else tag[:-1] + b"/>"
