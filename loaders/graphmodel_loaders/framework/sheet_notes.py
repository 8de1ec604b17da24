"""What the file of an Excel sheet says about its cells: comments, passages in italics, hidden rows and columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils.cell import column_index_from_string
from openpyxl.xml.functions import fromstring

from graphmodel_loaders.flat.sheet_xml import WorkbookParts

MOST_COLUMNS = 1 << 14
_STRINGS = "xl/sharedStrings.xml"
_ITALIC = re.compile(rb"<(?:\w+:)?i(?:\s+val=[\"'](?:1|true|on)[\"'])?\s*/>")
_STRING = re.compile(rb"<(?:\w+:)?si(?:>|\s[^>]*[^/]>)(.*?)</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_SHARED = re.compile(rb"<(?:\w+:)?v>(\d+)</")
_REF = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"(\w+)=[\"']([^\"']*)[\"']")
_THREADED = re.compile(r"\A\[[^\]]*\][\s\S]*?\n\s*(?:Comment|Kommentar|Commentaire|Comentario)\s*:\s*\n?\s*")
"""What Excel writes above a comment of a thread for its older versions."""


@dataclass
class AboutCells:
    """What one sheet says about its rows, columns and cells; all numbers from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    italics: dict[tuple[int, int], list[str]] = field(default_factory=dict)


class NotedParts(WorkbookParts):
    """The sheets of a workbook as parts of its archive, with what they say about cells."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._italic_strings = self._strings_with_italics()

    def about(self, sheet: str) -> AboutCells:
        """What that sheet says about its cells; nothing if its part is not where it should be."""
        about = AboutCells()
        part = self._parts.get(sheet)
        if part is None:
            return about
        text = self._archive.read(part)
        number = 0
        for match in _ROW.finditer(text):
            names = dict(_ATTRIBUTE.findall(match[1]))
            number = _whole(names.get(b"r"), number + 1)
            if names.get(b"hidden") in {b"1", b"true"}:
                about.hidden_rows.add(number)
        for match in _COLUMN.finditer(text):
            names = dict(_ATTRIBUTE.findall(match[1]))
            if names.get(b"hidden") in {b"1", b"true"}:
                first, last = _whole(names.get(b"min"), 1), _whole(names.get(b"max"), 0)
                about.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
        about.comments = self._texts_of_comments(part)
        if self._italic_strings or _ITALIC.search(text):
            about.italics = dict(self._italics(text))
        return about

    def _italics(self, text: bytes) -> Iterable[tuple[tuple[int, int], list[str]]]:
        for attributes, inside in _CELL.findall(text):
            place = _REF.search(attributes)
            if place is None:
                continue
            shared = _SHARED.search(inside)
            if b'"s"' in attributes or b"'s'" in attributes:
                runs = self._italic_strings.get(int(shared[1])) if shared else None
            else:
                runs = _italic_runs(inside) if _ITALIC.search(inside) else None
            if runs:
                yield _place(place[1].decode()), runs

    def _strings_with_italics(self) -> dict[int, list[str]]:
        if _STRINGS not in self._archive.namelist():
            return {}
        text = self._archive.read(_STRINGS)
        if not _ITALIC.search(text):
            return {}
        found = {}
        for number, match in enumerate(_STRING.finditer(text)):
            if match[1] and _ITALIC.search(match[1]) and (runs := _italic_runs(match[1])):
                found[number] = runs
        return found

    def _texts_of_comments(self, part: str) -> dict[tuple[int, int], str]:
        known = set(self._archive.namelist())
        comments = {}
        for kind, file in self._relations(part).values():
            if not kind.endswith("/comments") or file not in known:
                continue
            for node in fromstring(self._archive.read(file)).iter():
                if _name(node) == "comment" and re.fullmatch(r"[A-Z]{1,3}\d{1,7}", node.get("ref") or ""):
                    text = "".join(child.text or "" for child in node.iter() if _name(child) == "t")
                    comments[_place(node.get("ref") or "")] = _THREADED.sub("", text)
        return comments


def _italic_runs(inside: bytes) -> list[str]:
    """Texts of neighbouring runs in italics, of a text with several runs."""
    # The prefixes of the part are declared at its root, so they are taken off.
    plain = re.sub(rb"\s(?:xml|\w+):(\w+)=", rb" \1=", re.sub(rb"<(/?)\w+:", rb"<\1", inside))
    runs: list[str] = []
    was_italic = False
    for run in fromstring(b"<si>" + plain + b"</si>").iter("r"):
        text = "".join(child.text or "" for child in run.iter("t"))
        style = run.find("rPr")
        mark = style.find("i") if style is not None else None
        is_italic = mark is not None and mark.get("val", "1") not in {"0", "false", "off"}
        if is_italic and was_italic:
            runs[-1] += text
        elif is_italic:
            runs.append(text)
        was_italic = is_italic
    return runs


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _place(text: str) -> tuple[int, int]:
    letters = text.rstrip("0123456789")
    return int(text[len(letters) :]), column_index_from_string(letters)


def _whole(text: bytes | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise
