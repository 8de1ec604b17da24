"""What the file of an OpenDocument sheet says about rows and cells besides their values: errors, hidden rows, comments.

The elements and attributes are those of OpenDocument 1.3, part 3 (chapter 9), and LibreOffice's ``calcext``.
"""

import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

from graphmodel_loaders.flat.sheet_xml import Marks

_HIDDEN = {"collapse", "filter"}
_MOST_MARKED = 100_000
"""Cells with an error that are kept; of more, the further ones are not mentioned."""


def marks_of_ods(path: Path) -> tuple[dict[str, Marks], int]:
    """What each sheet says besides values, by its name; and the largest area up to the last cell of a sheet.

    Nothing of a workbook in another format.
    """
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            return {}, 0
        reader = _Reader()
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler = reader.text
        with archive.open("content.xml") as stream:
            parser.ParseFile(stream)
    return reader.sheets, reader.largest


class _Reader:
    """Follows rows and cells, of which one element may stand for many."""

    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.largest = 0
        self._marks = Marks()
        self._row = self._column = self._rows = self._width = 0
        self._hidden = self._filled = False
        self._waiting = 0
        """Hidden rows without content, which count if there is content below them."""
        self._error: list[str] | None = None
        self._depth = 0
        """Depth inside a comment, whose text is no cell's."""

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        kind = name.rpartition(":")[2]
        if self._depth or kind == "annotation":
            self._depth += 1
            self._marks.comments += self._depth == 1
        elif kind == "table":
            self._marks = self.sheets.setdefault(attributes.get("table:name", ""), Marks())
            self._row = self._waiting = self._width = 0
        elif kind == "table-row":
            self._rows = _count(attributes.get("table:number-rows-repeated"))
            self._hidden = attributes.get("table:visibility") in _HIDDEN
            self._marks.filtered |= attributes.get("table:visibility") == "filter"
            self._column, self._filled = 0, False
        elif kind in {"table-cell", "covered-table-cell"}:
            if attributes.get("calcext:value-type") == "error":
                self._error = []
            self._column += _count(attributes.get("table:number-columns-repeated"))
            if "office:value-type" in attributes:
                self._filled = True
                self._width = max(self._width, self._column)

    def end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if self._depth:
            self._depth -= 1
        elif kind == "table-cell" and self._error is not None:
            what = "".join(self._error).strip() or "#N/A"
            for number in range(min(self._rows, _MOST_MARKED - len(self._marks.faults))):
                self._marks.faults[self._row + 1 + number, self._column - 1] = what
            self._error = None
        elif kind == "table-row":
            self._row += self._rows
            self._waiting += self._rows if self._hidden else 0
            if self._filled:
                self._marks.hidden_rows += self._waiting
                self._waiting = 0
                self.largest = max(self.largest, self._row * self._width)

    def text(self, text: str) -> None:
        if self._error is not None and not self._depth:
            self._error.append(text)


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1
