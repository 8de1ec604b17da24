"""A database of QualCoder as a coded project.

Facts: the tables that QualCoder creates and how it changes those of older versions (``__main__.py``, versions 1 to 16
of its form), its wiki on them, and how it links cases (``case_file_manager.py``). Columns that a version lacks are
read as empty.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from graphmodel.coded_project import CodedProject, DocumentKind, Words
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.databases.qualcoder_codes import CodeSystem
from graphmodel_loaders.databases.qualcoder_file import TABLES, project_database
from graphmodel_loaders.ids import NumberedNames
from graphmodel_loaders.refi.positions import STANDARD, Evidence, Positions
from graphmodel_loaders.refi.sources import time_of
from graphmodel_loaders.sqlite_file import Database, Value, number_of, open_database, text_of

_READ = (
    *TABLES, "code_image", "code_av", "annotation", "case_text", "attribute", "journal", "graph", "stored_sql",
)  # fmt: skip
_MEDIA: dict[str, DocumentKind] = {"images": "picture", "audio": "audio", "video": "video"}
_LEFT_OUT = {
    "journal": ("journals", "jid", "a study has no place for journals"),
    "graph": ("graphs", "grid", "a study draws its own pictures"),
    "stored_sql": ("stored queries", "title", "a study has its own questions"),
}
_MOST_COMPARED = 20_000_000
"""Comparisons of codings with passages of cases, or with annotations, in one document."""


def read_project(path: Path) -> CodedProject:
    """The project in a folder, an archive of it, or its database.

    Raises:
        StudyError: it cannot be read.
    """
    with project_database(path) as (file, title), open_database(file, _READ) as database:
        reader = _Reader(database, ProjectBuilder("QualCoder", title))
        reader.read()
        return reader.project.project()


class _Document(NamedTuple):
    key: str
    name: str
    text: str | None


class _Coding(NamedTuple):
    document: int
    start: int
    end: int
    owner: str
    code: int
    words: str
    memo: str
    date: str
    important: bool
    place: str


class _Range(NamedTuple):
    """A passage of a document, and what belongs to it: the text of row ``number``."""

    start: int
    end: int
    text: str
    number: int = 0


@dataclass
class _Reader:
    """Takes the rows of the tables."""

    database: Database
    project: ProjectBuilder
    documents: dict[int, _Document] = field(default_factory=dict)
    positions: dict[int, Positions] = field(default_factory=dict)
    cases: dict[int, list[_Range]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[int, list[_Range]] = field(default_factory=lambda: defaultdict(list))
    _used: set[tuple[int, _Range]] = field(default_factory=set)
    _noted: set[tuple[int, int, int, str]] = field(default_factory=set)
    _notes: int = 0
    _moved: int = 0

    def read(self) -> None:
        """Take everything."""
        codes = CodeSystem(self.project)
        codes.read(self.database)
        self._read_documents()
        codings = sorted(self._codings())
        self._count(codings)
        self._read_cases()
        self._read_notes()
        self._refuse_many(Counter(coding.document for coding in codings))
        for coding in codings:
            self._segment(coding, codes)
        self._read_pictures(codes)
        self._read_recordings(codes)
        account = self.project.account
        account.take("annotations", len(self._used))
        account.leave_out("annotations", "they are at no coded passage", number=self._notes - len(self._used))
        for table, (what, column, why) in _LEFT_OUT.items():
            account.leave_out(what, why, number=sum(1 for _ in self.database.rows(table, column)))
        if self._moved:
            account.remarks.append(
                f"{self._moved:,} codings have other words than their place in the document; they are taken with the"
                " words and without the place."
            )

    def _read_documents(self) -> None:
        values = self._attributes("file")
        rows = self.database.rows("source", "id", "name", "fulltext", "mediapath", "memo")
        found = [
            (number, text_of(name).strip(), None if text is None else text_of(text), text_of(media), text_of(memo))
            for key, name, text, media, memo in rows
            if (number := number_of(key)) is not None
        ]
        keys = NumberedNames()
        for number, spelt, full, media, memo in sorted(found, key=lambda row: row[0]):
            name = spelt or f"document {number}"
            kind = _kind(media)
            text = None if kind in _MEDIA.values() else full
            key = self.project.document(
                name,
                keys.new(name),
                kind,
                text=text,
                attributes=values.get(number, {}),
                description=memo.strip(),
            )
            self.documents[number] = _Document(key, name, text)

    def _attributes(self, kind: str) -> dict[int, dict[str, str]]:
        """Values of attributes by the number of the case or document."""
        values: dict[int, dict[str, str]] = defaultdict(dict)
        for name, sort, value, key in self.database.rows("attribute", "name", "attr_type", "value", "id"):
            number, text, called = number_of(key), text_of(value).strip(), text_of(name).strip()
            if text_of(sort) == kind and number is not None and text and called:
                values[number][called] = text
        return {number: dict(sorted(own.items())) for number, own in values.items()}

    def _codings(self) -> Iterator[_Coding]:
        columns = ("cid", "fid", "pos0", "pos1", "owner", "seltext", "memo", "date", "important")
        for row, (code, document, start, end, owner, words, memo, date, important) in enumerate(
            self.database.rows("code_text", *columns), start=1
        ):
            numbers = [number_of(value) for value in (document, start, end, code)]
            place = f"code_text, row {row}"
            if None in numbers or numbers[0] not in self.documents:
                self.project.account.reject("codings", "their document or place is not in the file", place)
                continue
            first, start_, end_, code_ = (number or 0 for number in numbers)
            yield _Coding(
                first, start_, end_, text_of(owner).strip(), code_, text_of(words), text_of(memo).strip(),
                _moment(date), number_of(important) == 1, place,
            )  # fmt: skip

    def _count(self, codings: list[_Coding]) -> None:
        """Find out how positions count, by comparing words with what is at their place."""
        by_document: dict[int, list[_Coding]] = defaultdict(list)
        for coding in codings:
            by_document[coding.document].append(coding)
        evidence = Evidence()
        for number, own in by_document.items():
            if text := self.documents[number].text:
                evidence.add(text, ((coding.words, coding.start, coding.end) for coding in own))
        counting = evidence.choice(STANDARD)
        if counting != STANDARD:
            self.project.account.remarks.append(
                "Positions in texts count some characters as two; they were converted, so that words are right."
            )
        for number, document in self.documents.items():
            self.positions[number] = Positions(document.text or "", counting)

    def _read_cases(self) -> None:
        values = self._attributes("case")
        names: dict[int, str] = {}
        rows = self.database.rows("cases", "caseid", "name", "memo")
        found = [(number, text_of(name).strip(), text_of(memo)) for key, name, memo in rows
                 if (number := number_of(key)) is not None]  # fmt: skip
        keys = NumberedNames()
        for number, name, memo in sorted(found):
            called = name or f"case {number}"
            names[number] = self.project.case(
                called,
                keys.new(called),
                attributes=values.get(number, {}),
                description=memo.strip(),
            )
        for row, (case, file, start, end) in enumerate(
            self.database.rows("case_text", "caseid", "fid", "pos0", "pos1"), start=1
        ):
            key, document = names.get(number_of(case) or 0), self.documents.get(number_of(file) or 0)
            if key is None or document is None:
                self.project.account.reject(
                    "texts of cases", "the case or document is not in the file", f"case_text, row {row}"
                )
                continue
            self.project.account.take("texts of cases")
            number = number_of(file) or 0
            part = _Range(number_of(start) or 0, number_of(end) or 0, key)
            # QualCoder ends a whole text at its length or one before; those of pictures and recordings at 0.
            if not document.text or not part.end or (part.start <= 0 and part.end >= len(document.text) - 1):
                self.project.case(self.project.cases[key].name, key, documents=[document.key])
            else:
                self.cases[number].append(part)

    def _read_notes(self) -> None:
        for row, (file, start, end, memo) in enumerate(
            self.database.rows("annotation", "fid", "pos0", "pos1", "memo"), start=1
        ):
            number, first, last = number_of(file), number_of(start), number_of(end)
            if number not in self.documents or first is None or last is None or not text_of(memo).strip():
                self.project.account.reject(
                    "annotations", "they have no text, or no place in a document", f"annotation, row {row}"
                )
            else:
                self.notes[number].append(_Range(first, last, text_of(memo).strip(), row))
                self._notes += 1

    def _refuse_many(self, codings: Counter[int]) -> None:
        """Leave out annotations and passages of cases where there are too many to compare with all codings."""
        for what, held in (("annotations", self.notes), ("passages of cases", self.cases)):
            for number, ranges in held.items():
                if len(ranges) * codings[number] > _MOST_COMPARED:
                    self.project.account.remarks.append(
                        f"{self.documents[number].name}: its {len(ranges):,} {what} are too many to find those at each"
                        " coding; codings do not have them."
                    )
                    held[number] = []

    def _segment(self, coding: _Coding, codes: CodeSystem) -> None:
        key = codes.keys.get(coding.code)
        if key is None:
            self.project.account.reject("codings", "their code is not in the file", coding.place)
            return
        notes = [one for one in self.notes[coding.document] if coding.start <= one.start <= one.end <= coding.end]
        self._used.update((coding.document, one) for one in notes)
        where = coding[:4]
        if where in self._noted:
            notes = []
        self._noted.add(where)
        ranges = self.cases[coding.document]
        cases = {one.text for one in ranges if one.start <= coding.start and coding.end <= one.end}
        self._add(
            coding,
            key,
            codes.names[coding.code],
            words=self._words(coding),
            note="\n".join(dict.fromkeys([*filter(None, [coding.memo]), *(one.text for one in notes)])),
            cases=tuple(sorted(cases)),
        )

    def _words(self, coding: _Coding) -> list[Words]:
        text, positions = self.documents[coding.document].text, self.positions[coding.document]
        if text and positions.holds(coding.start) and positions.holds(coding.end):
            start, end = positions.place(coding.start), positions.place(coding.end)
            found = text[start:end]
            if start < end and (not coding.words or found.split() == coding.words.split()):
                return [Words(found, start, end)]
        self._moved += 1
        return [Words(coding.words)] if coding.words.strip() else []

    def _add(
        self,
        coding: _Coding,
        key: str,
        name: str,
        *,
        words: list[Words],
        span: str = "",
        note: str = "",
        cases: tuple[str, ...] = (),
    ) -> None:
        self.project.segment(
            self.documents[coding.document].key,
            [key],
            coder=self.project.coder(coding.owner),
            words=words,
            span=span,
            key="" if words or span else coding.place,
            note=note,
            cases=cases,
            when=coding.date,
            attributes={f"important for {name}": "yes"} if coding.important else {},
            place=coding.place,
        )
        self.project.account.take("codings")

    def _read_pictures(self, codes: CodeSystem) -> None:
        columns = ("id", "x1", "y1", "width", "height", "pdf_page", "cid", "owner", "memo", "date", "important")
        for row, (file, *where, code, owner, memo, date, important) in enumerate(
            self.database.rows("code_image", *columns), start=1
        ):
            left, top, width, height, page = (number_of(value) for value in where)
            span = ""
            if None not in (left, top, width, height):
                span = f"{left},{top}-{(left or 0) + (width or 0)},{(top or 0) + (height or 0)}"
            if page is not None:
                span = f"page {page + 1}, {span}"
            self._area(codes, file, code, (owner, memo, date, important), span, f"code_image, row {row}")

    def _read_recordings(self, codes: CodeSystem) -> None:
        columns = ("id", "pos0", "pos1", "cid", "owner", "memo", "date", "important")
        for row, (file, start, end, code, owner, memo, date, important) in enumerate(
            self.database.rows("code_av", *columns), start=1
        ):
            first, last = number_of(start), number_of(end)
            is_stretch = first is not None and last is not None and 0 <= first <= last
            span = f"{time_of(first or 0)}-{time_of(last or 0)}" if is_stretch else ""
            self._area(codes, file, code, (owner, memo, date, important), span, f"code_av, row {row}")

    def _area(
        self,
        codes: CodeSystem,
        file: Value,
        code: Value,
        facts: tuple[Value, Value, Value, Value],
        span: str,
        place: str,
    ) -> None:
        """A coded area of a picture or a page, or a stretch of a recording."""
        document, key = number_of(file), codes.keys.get(number_of(code) or 0)
        if document not in self.documents or key is None or not span:
            self.project.account.reject("codings", "their document, code or place is not in the file", place)
            return
        owner, memo, date, important = facts
        coding = _Coding(
            document or 0, 0, 0, text_of(owner).strip(), number_of(code) or 0, "", text_of(memo).strip(),
            _moment(date), number_of(important) == 1, place,
        )  # fmt: skip
        self._add(coding, key, codes.names[coding.code], words=[], span=span, note=coding.memo)


def _kind(media: str) -> DocumentKind:
    """The sort of a document by where QualCoder keeps it: ``/images/a.png``, or ``images:`` and a path elsewhere.

    The path is not followed.
    """
    folder = media.lstrip("/").replace(":", "/", 1).partition("/")[0]
    if folder in _MEDIA:
        return _MEDIA[folder]
    return "pdf" if media.lower().endswith(".pdf") else "text"


def _moment(value: Value) -> str:
    try:
        return dt.datetime.fromisoformat(text_of(value).strip()).isoformat(timespec="seconds")
    except ValueError:
        return ""
