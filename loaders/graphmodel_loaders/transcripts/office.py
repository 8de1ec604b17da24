"""The text of Word and OpenDocument files: paragraphs, tables and comments, read defensively.

Facts: ECMA-376, part 1 (``w:p``, ``w:r``, ``w:t``, ``w:commentRangeStart``; deleted text is ``w:delText``), and the
OpenDocument format 1.3 (``text:p``, ``text:h``, ``text:s``). Nothing that a file points to is opened.
"""

import re
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol
from xml.parsers import expat

from graphmodel.problems import StudyError
from graphmodel.wording import counted, shown_name
from graphmodel_loaders.archives import DAMAGED, OLD_OFFICE
from graphmodel_loaders.transcripts.lines import LARGEST, MOST_LINES, Line, Remark, Spoken

_BLOCK = 1 << 18
_LARGEST_XML = 256 << 20
"""Most bytes of a part when unpacked: Word writes some ten bytes for each letter."""
_ANNOTATION = "annotation"
_PASSED_OVER = {"del", "moveFrom", "Fallback", _ANNOTATION, "note", "tracked-changes", "instrText", "sequence-decls"}
MAIN_PART = re.compile(r"word/document\d*\.xml")
"""Name of the part with the text; Word has others than the usual one after repairs."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-"}
_DEEPEST = 2000


def read_office(path: Path) -> Spoken:
    """The text of a .docx or .odt file, with the comments of Word.

    Raises:
        StudyError: it has a password, is damaged or could do harm.
    """
    name = shown_name(path)
    document, notes = _Document(), _Notes()
    try:
        _refuse_old(path, name)
        with zipfile.ZipFile(path) as archive:
            parts = archive.namelist()
            if path.suffix.lower() == ".odt":
                _parse(archive, "content.xml", document, name)
            else:
                main = next((part for part in parts if MAIN_PART.fullmatch(part)), "word/document.xml")
                _parse(archive, main, document, name)
                if document.marks and "word/comments.xml" in parts:
                    _parse(archive, "word/comments.xml", notes, name)
    except StudyError:
        raise
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}. Close it in Word.") from error
    except (*DAMAGED, expat.ExpatError, LookupError) as error:
        raise StudyError(
            f"{name} cannot be read as a document ({type(error).__name__}: {error}). Open it in Word or LibreOffice and"
            " save it as a Word document (.docx)."
        ) from error
    remarks = [
        Remark(*document.marks[key], note.text, note.author, note.when)
        for key, note in notes.found.items()
        if key in document.marks and note.text
    ]
    faults = []
    if document.annotations:
        what = counted(document.annotations, "comment")
        faults.append(f"{name}: {what} not read. Save it as a Word document (.docx) to take them as codes.")
    return Spoken("\n".join(document.paragraphs), document.lines, remarks, faults=faults)


def _refuse_old(path: Path, name: str) -> None:
    with path.open("rb") as file:
        if file.read(4) == OLD_OFFICE:
            raise StudyError(
                f"{name} has a password or the old format of Word (.doc). Save it as a Word document (.docx)."
            )


class _Handler(Protocol):
    """Takes the elements of one part."""

    size: int
    lines: list[Line]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text of an element."""


def _parse(archive: zipfile.ZipFile, part: str, handler: _Handler, name: str) -> None:
    """Read one part of an archive, block by block."""
    walk = _Walk(handler, f"{name} has XML that no word processor writes ({part}). It is not opened.")
    read = 0
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            read += len(block)
            walk.parser.Parse(block)
            if read > _LARGEST_XML or handler.size > LARGEST or len(handler.lines) > MOST_LINES:
                raise StudyError(f"{name} is too large when unpacked. Split it.")
    walk.parser.Parse(b"", True)


class _Walk:
    """Hands elements on by their local names, but not what stands in those that are passed over.

    Args:
        handler: takes them.
        refusal: what to say of XML that may do harm.
    """

    def __init__(self, handler: _Handler, refusal: str) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._enter
        self.parser.EndElementHandler = self._leave
        self.parser.CharacterDataHandler = self._data
        self._handler = handler
        self._refusal = refusal
        self._skipped = 0
        self._depth = 0

    def _refuse(self, *_: object) -> None:
        raise StudyError(self._refusal)

    def _enter(self, tag: str, attributes: dict[str, Any]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse()
        local = tag.rpartition("}")[2]
        if self._skipped or local in _PASSED_OVER:
            self._skipped += 1
        if not self._skipped or local == _ANNOTATION:
            self._handler.start(local, {key.rpartition("}")[2]: str(value) for key, value in attributes.items()})

    def _leave(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        else:
            self._handler.end(tag.rpartition("}")[2])

    def _data(self, text: str) -> None:
        if not self._skipped:
            self._handler.data(text)


@dataclass
class _Paragraph:
    """A paragraph that is not closed yet, with the comments that begin or end in it and where."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    marks: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add text."""
        self.parts.append(text)
        self.size += len(text)


class _Document:
    """The body of a document, of Word or OpenDocument.

    A text box stands inside a paragraph; its own paragraphs come before that one.

    Attributes:
        paragraphs: the text of each.
        lines: the lines of these, with offsets into all paragraphs joined by line breaks.
        marks: where each comment of Word begins and ends.
        annotations: number of comments of OpenDocument.
    """

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.lines: list[Line] = []
        self.marks: dict[str, tuple[int, int]] = {}
        self.annotations = 0
        self.size = 0
        self._open: list[_Paragraph] = []
        self._rows: list[list[list[int]]] = []
        self._is_odf = False
        self._is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match name:
            case "document-content":
                self._is_odf = True
            case "p" | "h":
                self._open.append(_Paragraph())
            case "t":
                self._is_text = True
            case "s":
                self._sign(" " * (int(attributes["c"]) if re.fullmatch(r"\d\d?", attributes.get("c", "")) else 1))
            case "tr" | "table-row":
                self._rows.append([])
            case "tc" | "table-cell" if self._rows:
                self._rows[-1].append([])
            case "commentRangeStart" | "commentRangeEnd" | "commentReference":
                self._mark(name, attributes.get("id", ""))
            case "annotation":
                self.annotations += 1
            case _:
                self._sign(_SIGNS.get(name, ""))

    def end(self, name: str) -> None:
        """An element ends."""
        match name:
            case "t":
                self._is_text = False
            case "p" | "h" if self._open:
                self._close(self._open.pop())
            case "tr" | "table-row" if self._rows:
                cells = [cell for cell in self._rows.pop() if cell]
                for cell in cells[:-1]:
                    if len(cell) == 1:
                        self.lines[cell[0]] = replace(self.lines[cell[0]], is_cell=True)

    def data(self, text: str) -> None:
        """Text of an element."""
        if self._open and (self._is_text or self._is_odf):
            self._open[-1].add(re.sub(r"\s+", " ", text) if self._is_odf else text)

    def _sign(self, text: str) -> None:
        """Text that an element stands for."""
        if self._open:
            self._open[-1].add(text)

    def _mark(self, what: str, key: str) -> None:
        if self._open:
            self._open[-1].marks.append((what, key, self._open[-1].size))
        else:
            self._place(what, key, self.size)

    def _place(self, what: str, key: str, place: int) -> None:
        start, end = self.marks.get(key, (place, place))
        if what == "commentRangeStart":
            self.marks[key] = place, max(place, end)
        elif what == "commentRangeEnd":
            self.marks[key] = min(start, place), place
        elif key not in self.marks:
            self.marks[key] = place, place

    def _close(self, paragraph: _Paragraph) -> None:
        text, begin = "".join(paragraph.parts), self.size
        for what, key, place in paragraph.marks:
            self._place(what, key, begin + place)
        begins = True
        for match in re.finditer(r"[^\n]+", text):
            if match[0].strip():
                if self._rows and self._rows[-1]:
                    self._rows[-1][-1].append(len(self.lines))
                self.lines.append(Line(begin + match.start(), begin + match.end(), begins))
                begins = False
        self.paragraphs.append(text)
        self.size += len(text) + 1


@dataclass
class _Note:
    """A comment of Word."""

    author: str = ""
    when: str = ""
    text: str = ""


class _Notes:
    """The comments of a Word document, by id; they have no lines."""

    def __init__(self) -> None:
        self.found: dict[str, _Note] = {}
        self.lines: list[Line] = []
        self.size = 0
        self._note = _Note()
        self._is_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "comment":
            self._note = _Note(attributes.get("author", "").strip(), attributes.get("date", "").removesuffix("Z")[:16])
            self.found[attributes.get("id", "")] = self._note
        elif name == "t":
            self._is_text = True
        elif name in {"br", "cr", "tab"}:
            self._note.text += " " if name == "tab" else "\n"

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            self._is_text = False
        elif name == "p":
            self._note.text += "\n"
        elif name == "comment":
            self._note.text = self._note.text.strip()

    def data(self, text: str) -> None:
        """Text of an element."""
        if self._is_text:
            self._note.text += text
            self.size += len(text)
