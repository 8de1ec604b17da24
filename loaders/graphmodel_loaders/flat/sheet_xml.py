"""What the file of an Excel sheet says about rows and cells besides their values.

A reader of values passes over hidden rows, comments, filters, formulas without a stored result and error values, and
gives a date that is shown as ``Mar-11`` as the first of March.
"""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath

from openpyxl.utils.cell import column_index_from_string
from openpyxl.xml.functions import fromstring

from graphmodel.wording import counted

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_PERCENT, _MONTH, _YEAR = "percent", "month", "year"
_BUILT_IN = {9: _PERCENT, 10: _PERCENT, 17: _MONTH}
"""Numbers of built-in formats that matter here (ECMA-376, 18.8.30)."""


@dataclass
class Marks:
    """What one sheet says besides values."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    comments: int = 0
    filtered: bool = False
    formulas: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    _formats: dict[tuple[int, int], str] = field(default_factory=dict)

    def shown_as(self, rows: list[list[str]]) -> dict[tuple[int, int], str]:
        """Cells whose text is another one on the screen: percentages, and dates without a day."""
        changed = {}
        for (number, column), kind in self._formats.items():
            text = rows[number - 1][column] if number <= len(rows) and column < len(rows[number - 1]) else ""
            if kind == _PERCENT and re.fullmatch(r"-?\d+(\.\d+)?", text):
                changed[number, column] = f"{round(float(text) * 100, 6):g}%"
            elif kind in {_MONTH, _YEAR} and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                changed[number, column] = text[: 7 if kind == _MONTH else 4]
        return changed

    def hints(self) -> list[str]:
        """A sentence for each thing that a person may not see in a spreadsheet."""
        notes = []
        if self.hidden_rows:
            why = ", which a filter may hide" if self.filtered else ""
            notes.append(f"{counted(self.hidden_rows, 'hidden row')}{why}: read like the others.")
        if self.hidden_columns:
            notes.append(f"{counted(self.hidden_columns, 'hidden column')}: read like the others.")
        if self.comments:
            notes.append(f"{counted(self.comments, 'comment')} on cells: not read. Put what matters into a column.")
        return notes

    def notes(self) -> list[str]:
        """A sentence for each thing that is wrong with cells."""
        empty = [place for place, what in self.faults.items() if what == "formula"]
        wrong = len(self.faults) - len(empty)
        notes = []
        if empty:
            first = min(empty)
            notes.append(
                f"{counted(len(empty), 'formula')} without a stored result, the first in row {first[0]}: read as blank."
                " Open the file in Excel and save it."
            )
        if wrong:
            first = min(place for place, what in self.faults.items() if what != "formula")
            notes.append(
                f"{counted(wrong, 'cell')} with an error such as {self.faults[first]}, the first in row {first[0]}:"
                " read as blank."
            )
        return notes


class WorkbookParts:
    """The sheets of a workbook as parts of its archive."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._formats = self._formats_by_style()
        self._parts = self._parts_by_name()

    def marks(self, sheet: str) -> Marks:
        """What that sheet says besides values; nothing if its part is not where it should be."""
        part = self._parts.get(sheet)
        marks = Marks()
        if part is None:
            return marks
        text = self._archive.read(part)
        marks.hidden_rows = sum(_flag(match[1], b"hidden") for match in _ROW.finditer(text))
        for match in _COLUMN.finditer(text):
            if _flag(match[1], b"hidden"):
                names = dict(_ATTRIBUTE.findall(match[1]))
                marks.hidden_columns += min(int(names.get(b"max", b"0")), 200) - int(names.get(b"min", b"0")) + 1
        marks.filtered = b"autoFilter" in text
        marks.comments = self._comments(part)
        styles = (b's="%s"' % style for style in self._formats)
        if b't="e"' in text or b"<f" in text or b":f" in text or any(style in text for style in styles):
            self._cells(text, marks)
        return marks

    def _cells(self, text: bytes, marks: Marks) -> None:
        columns: dict[bytes, int] = {}
        for attributes, inside in _CELL.findall(text):
            if not inside:
                continue
            names = dict(_ATTRIBUTE.findall(attributes))
            place = names.get(b"r", b"")
            letters = place.rstrip(b"0123456789")
            if not letters or not place[len(letters) :]:
                continue
            if letters not in columns:
                columns[letters] = column_index_from_string(letters.decode()) - 1
            number, column = int(place[len(letters) :]), columns[letters]
            if b"<f" in inside or b":f" in inside:
                marks.formulas += 1
                if not _VALUE.search(inside):
                    marks.faults[number, column] = "formula"
            if names.get(b"t") == b"e":
                value = _VALUE.search(inside)
                marks.faults[number, column] = value[1].decode() if value else "#N/A"
            kind = self._formats.get(names.get(b"s", b""))
            if kind:
                marks._formats[number, column] = kind

    def _formats_by_style(self) -> dict[bytes, str]:
        if "xl/styles.xml" not in self._archive.namelist():
            return {}
        root = fromstring(self._archive.read("xl/styles.xml"))
        codes = dict(_BUILT_IN)
        for node in root.iter():
            if node.tag.endswith("}numFmt"):
                kind = _kind_of_format(node.get("formatCode") or "")
                number = node.get("numFmtId") or ""
                if kind and number.isdecimal():
                    codes[int(number)] = kind
        styles = [node for parent in root.iter() if parent.tag.endswith("}cellXfs") for node in parent]
        return {
            str(number).encode(): codes[int(node.get("numFmtId") or 0)]
            for number, node in enumerate(styles)
            if int(node.get("numFmtId") or 0) in codes
        }

    def _parts_by_name(self) -> dict[str, str]:
        targets = self._relations("xl/workbook.xml")
        root = fromstring(self._archive.read("xl/workbook.xml"))
        parts = {}
        for node in root.iter():
            if node.tag.endswith("}sheet"):
                key = next((value for name, value in node.items() if name.endswith("}id")), "")
                if targets.get(key, ("", ""))[1] in self._archive.namelist():
                    parts[node.get("name") or ""] = targets[key][1]
        return parts

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Type and target of every relation of a part."""
        folder, _, name = part.rpartition("/")
        file = f"{folder}/_rels/{name}.rels"
        if file not in self._archive.namelist():
            return {}
        found = {}
        for node in fromstring(self._archive.read(file)):
            target = node.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
            found[node.get("Id") or ""] = (node.get("Type") or "", path)
        return found

    def _comments(self, part: str) -> int:
        files = {path for kind, path in self._relations(part).values() if kind.endswith("/comments")}
        return sum(
            len(re.findall(rb"<(?:\w+:)?comment\s", self._archive.read(file)))
            for file in files & set(self._archive.namelist())
        )


def _flag(attributes: bytes, name: bytes) -> bool:
    return dict(_ATTRIBUTE.findall(attributes)).get(name) in {b"1", b"true"}


def _kind_of_format(code: str) -> str:
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code.lower())
    if "%" in plain:
        return _PERCENT
    if "y" not in plain or "d" in plain or "h" in plain:
        return ""
    return _MONTH if "m" in plain else _YEAR
