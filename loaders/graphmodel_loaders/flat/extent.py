"""How far a sheet of an Excel workbook reaches, found before it is read.

The reader of values takes memory for the whole rectangle from A1 to the last cell, so that one cell far away, by
mistake or on purpose, would end the program.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string

LARGEST_AREA = 40_000_000
"""Cells of that rectangle; more would fill the memory with blank cells."""

_SHEET = b"sheetData"
_TAGS = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLAIN = re.compile(
    rb"<c(?: (?!r=)[a-z]+=\"\w*\")*? r=\"([A-Z]{1,3})([0-9]{1,7})\"(?: (?!r=)[a-z]+=\"\w*\")*(/?)>(</)?"
)
_PLACE = re.compile("([A-Za-z]{1,3})([0-9]{1,10})")


def too_wide(data: bytes) -> Iterator[tuple[str, int, int]]:
    """The parts of a workbook (.xlsx) with a sheet that reaches too far: name, last row and last column.

    Every part that may hold a sheet counts, because readers differ in how they find them.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            if _SHEET in text or b"\0" in text[:4]:
                rows, columns = extent(text)
                if rows * columns > LARGEST_AREA:
                    yield name, rows, columns


def extent(text: bytes) -> tuple[int, int]:
    """Number of the last row and the last column with content; cells that are only formatted do not count.

    Cells as spreadsheets write them are found by a pattern, which is quick. Where one is written in any other way, the
    XML is read.
    """
    cells = _PLAIN.findall(text)
    if b"\0" in text[:4] or len(cells) != sum(1 for _ in _TAGS.finditer(text)):
        return _extent_of_xml(text)
    filled = [(letters, number) for letters, number, is_closed, is_ended in cells if not is_closed and not is_ended]
    columns = {letters.decode() for letters, _ in filled}
    return max((int(number) for _, number in filled), default=0), max(map(column_index_from_string, columns), default=0)


class _Extent:
    """The places of cells as the XML gives them; a cell without one follows the cell before."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0
        self._cell = (0, 0)

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        kind, place = name.rpartition(":")[2], str(attributes.get("r", ""))
        if kind == "row":
            self._row = int(place) if place.isdecimal() else self._row + 1
            self._column = 0
        elif kind == "c":
            if match := _PLACE.fullmatch(place):
                self._cell = int(match[2]), column_index_from_string(match[1])
            else:
                self._cell = self._row, self._column + 1
            self._column = self._cell[1]
        elif self._cell[0]:
            self.rows, self.columns = max(self.rows, self._cell[0]), max(self.columns, self._cell[1])

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self._cell = (0, 0)


def _extent_of_xml(text: bytes) -> tuple[int, int]:
    found = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.Parse(text, True)
    return found.rows, found.columns
