"""Takes rows of NVivo's tables into a coded project."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from graphmodel.coded_project import Link, LinkEnd, Words
from graphmodel_loaders.coded.builder import SEPARATOR, ProjectBuilder
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.vendors.cells import moment, path_of
from graphmodel_loaders.vendors.nvivo_texts import TextReference
from graphmodel_loaders.vendors.sheets import Record, Table, program

WORDS = program("nvivo")
_LEVELS = r"\s*\\+\s*"
_TOP = re.compile(r"([^\\]+)\\\\+(.+)", re.DOTALL)
_ORDER = re.compile(r"(?:\d+|[A-Z]{1,3}) : (?=\S)")
"""What NVivo puts before names in the sheets that it shows: ``1 : Anna``, ``B : Age``."""
_LONGEST_NAME = 80
_LONGEST_VALUE = 200
"""Longer cells are summaries of a framework matrix."""


@dataclass(frozen=True)
class FullName:
    """A name as NVivo exports it.

    Attributes:
        sort: the sort of thing whose folder it begins with; empty if it begins with none.
        path: its names, without that folder.
    """

    sort: str
    path: tuple[str, ...]


def full_name(text: str) -> FullName:
    r"""The parts of ``Codes\\Barriers\Money``; only a folder, which two strokes follow, tells the sort."""
    match = _TOP.fullmatch(text)
    key = key_of(match[1]) if match else ""
    sort = next((sort for sort, names in WORDS.folders.items() if key in names), "")
    return FullName(sort, path_of(match[2] if match and sort else text, _LEVELS))


class NVivoReader:
    """Takes rows into the project; each method says why it does not take one."""

    def __init__(self, project: ProjectBuilder) -> None:
        self._project = project
        self._cases: dict[str, list[str]] = {}

    def code(self, record: Record) -> str:
        """A code of the codebook, or a case or file where the full name says so."""
        name = full_name(record.first("code", "name"))
        if not name.path:
            return "the row names no code"
        match name.sort:
            case "case":
                self._case(name, description=record["description"])
            case "file":
                self._document(name)
            case "relationship":
                pass  # its row in the list of relationships has more
            case _:
                self._project.code(name.path, description=record["description"])
        return ""

    def classified(self, record: Record) -> str:
        """A case, or a file, with the values of its attributes."""
        text = _ORDER.sub("", record["name"], count=1)
        name = full_name(text)
        if not name.path:
            return "the row names no case"
        values = {
            _ORDER.sub("", heading, count=1): value
            for heading, value in record.facts().items()
            if key_of(value) not in WORDS.words["unassigned"]
        }
        if name.sort == "file":
            self._document(name, attributes=values)
        else:
            kind = _ORDER.sub("", record.table.headings[record.table.columns["name"][0]], count=1)
            self._case(name, kind=kind, attributes=values)
        return ""

    def reference(self, record: Record) -> str:
        """What one coder coded at one code in one file."""
        code, file = full_name(record.first("code", "name")), full_name(record["file"])
        if not code.path or not file.path:
            return f"the row names no {'file' if code.path else 'code'}"
        facts = record.facts("coverage", "number", "classification", "aggregate")
        self._refer(code, file, record["text"], record["coder"], record["modified"], facts, record.place)
        return ""

    def relationship(self, record: Record) -> str:
        """A relationship between two things, which are cases unless they are known as something else."""
        origin, target = (self._end(record[name], record[f"{name}_folder"]) for name in ("from", "to"))
        name = full_name(record["type"]).path
        if not origin[1] or not target[1] or not name:
            return "the relationship lacks an end or a type"
        direction = key_of(record["direction"])
        self._project.link(
            Link(
                " ".join([*origin, name[-1], *target]),
                name[-1],
                origin,
                target,
                is_directed=direction not in WORDS.words["undirected"],
                coder=self._project.coder(record["creator"]),
                note=record["description"],
                place=record.place,
            )
        )
        return ""

    def text(self, name: str, references: Sequence[TextReference], file: str) -> None:
        """What is coded at one code, from a text."""
        code, taken = full_name(name), 0
        for one in references:
            place, source = f"{file}, line {one.line}", full_name(one.file)
            if not (code.path and source.path and one.words):
                self._project.account.reject("references", "the text names no file or no words of it", place)
                continue
            facts = {"number": one.number, "coverage": one.coverage}
            self._refer(code, source, one.words, "", "", facts, place)
            taken += 1
        self._project.account.take("references", taken)

    def join_cases(self) -> None:
        """Give each case the one file of its name: NVivo makes cases of files so, and its tables do not say which."""
        files: dict[str, list[str]] = {}
        for key, document in self._project.documents.items():
            files.setdefault(document.name, []).append(key)
        joined = 0
        for key, case in list(self._project.cases.items()):
            own = files.get(case.name, [])
            if len(own) == len(self._cases[case.name]) == 1:
                self._project.case(case.name, key, documents=own)
                joined += 1
        if joined:
            self._project.account.remarks.append(
                f"Cases that have the name of one file, so that the file is theirs: {joined:,}."
            )

    def report(self, table: Table) -> None:
        """A coding summary, in which rows of names, of numbers and of words take turns."""
        taken = 0
        for entry in _entries(table):
            code, file = entry.code, entry.file
            if not (code and code.path and file and file.path and entry.text):
                what = "code" if not (code and code.path) else "file" if not (file and file.path) else "words"
                self._project.account.reject("references", f"the report names no {what} of it", entry.place)
                continue
            self._refer(code, file, entry.text, entry.coder, entry.when, entry.facts, entry.place)
            taken += 1
        self._project.account.take("references", taken)
        self._project.account.take("sheets")

    def _refer(
        self, code: FullName, file: FullName, text: str, coder: str, when: str, facts: dict[str, str], place: str
    ) -> None:
        coded_when = moment(when)
        attributes = {name: value for name, value in facts.items() if value}
        if when and not coded_when:
            attributes["modified"] = when
        document = self._document(file)
        is_case = code.sort == "case"
        self._project.segment(
            document,
            [] if is_case else [self._project.code(code.path)],
            coder=self._project.coder(coder),
            words=[Words(text)] if text else [],
            cases=(self._case(code),) if is_case else (),
            when=coded_when,
            attributes=attributes,
            place=place,
        )

    def _document(self, name: FullName, **facts: Any) -> str:
        *groups, own = name.path
        return self._project.document(own, SEPARATOR.join(name.path), groups=tuple(groups[-1:]), **facts)

    def _case(self, name: FullName, **facts: Any) -> str:
        """The key of a case; where only its name is said, of the one case of that name."""
        own, key = name.path[-1], SEPARATOR.join(name.path)
        known = self._cases.setdefault(own, [])
        if len(name.path) == len(known) == 1:
            key = known[0]
        if key not in known:
            known.append(key)
        return self._project.case(own, key, **facts)

    def _end(self, text: str, folder: str) -> LinkEnd:
        name = full_name(f"{folder}\\\\{text}" if folder and "\\" not in text else text)
        if not name.path:
            return "case", ""
        key = SEPARATOR.join(name.path)
        if name.sort == "file" or (not name.sort and key in self._project.documents):
            return "document", self._document(name)
        is_case = name.path[-1] in self._cases
        if name.sort == "code" or (not name.sort and not is_case and key in self._project.codes):
            return "code", self._project.code(name.path)
        return "case", self._case(name)


@dataclass(frozen=True)
class _Entry:
    """One reference in a report."""

    code: FullName | None
    file: FullName | None
    text: str = ""
    coder: str = ""
    when: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    place: str = ""


def _entries(table: Table) -> Iterator[_Entry]:
    """The references of a report.

    A row with one text is a name, or the word that says of which sort the next name is, or words of a reference. Names
    begin with a folder or stand below such a word.
    """
    names: dict[str, FullName | None] = {"code": None, "file": None}
    current: _Entry | None = None
    expected = ""
    for record in table.records():
        texts = [text for text in record.cells if text]
        number, coder = record["number"], record["coder"]
        if len(texts) > 1:
            expected = ""
            if number or coder:
                if current:
                    yield current
                facts = {name: record[name] for name in ("number", "coverage")}
                current = _Entry(names["code"], names["file"], "", coder, record["modified"], facts, record.place)
            continue
        [text] = texts
        sort = _sort_word(text)
        name = full_name(text)
        kind = {"code": "code", "case": "code", "relationship": "code", "file": "file"}.get(name.sort, "")
        if sort and not (current and not current.text):
            expected = sort
        elif (kind and "\n" not in text) or expected:
            if current:
                yield current
            current = None
            names[kind or expected] = name
            expected = ""
        elif current:
            current = replace(current, text=f"{current.text}\n{text}".strip())
        else:
            yield _Entry(names["code"], names["file"], text, place=record.place)
    if current:
        yield current


def _sort_word(text: str) -> str:
    """The sort of thing of which the next row is the name."""
    key = key_of(text)
    return next((sort for sort in ("code", "file") if key in WORDS.words[sort]), "")


def classification(table: Table) -> Table | None:
    """The table as a classification sheet, if it may be one: a column of names and columns of attributes."""
    lines = table.grid.lines
    if table.kind or len(lines) < 2 or is_matrix([cells for _, cells in lines]):
        return None
    place = next((i for i, (_, cells) in enumerate(lines[:10]) if sum(map(bool, cells)) > 1), 0)
    headings = lines[place][1]
    names = [cells[0] if cells else "" for _, cells in lines[place + 1 :]]
    wide = max((len(cells) for _, cells in lines[place:]), default=0)
    is_plain = (
        len(headings) > 1
        and all(headings[1:])
        and wide <= len(headings)
        and all(name and len(name) <= _LONGEST_NAME for name in names)
        and len(set(names)) == len(names) > 0
        and not _has_summaries([cells for _, cells in lines])
    )
    if not is_plain:
        return None
    others = [(text, i) for i, text in enumerate(headings) if i]
    return replace(table, kind="classification", header=place, columns={"name": (0,)}, others=others)


def is_classification(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows of a sheet are surely those of a classification sheet: its rows have full names."""
    for above, cells in pairwise(rows if not _has_summaries(rows) else ()):
        if len(above) > 1 and all(above[1:]) and cells:
            return full_name(_ORDER.sub("", cells[0], count=1)).sort in {"case", "file"}
    return False


def _has_summaries(rows: Sequence[Sequence[str]]) -> bool:
    return any(len(cell) > _LONGEST_VALUE for cells in rows for cell in cells)


def is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows of a sheet are a matrix of counts: names with an order in rows and columns, and only numbers."""
    inside = [text for cells in rows[1:] for text in cells[1:] if text]
    are_numbers = all(re.fullmatch(r"[\d.,%]+", text) for text in inside)
    names = [text for text in rows[0] if text] if rows else []
    return bool(inside and names) and are_numbers and all(map(_ORDER.match, names))
