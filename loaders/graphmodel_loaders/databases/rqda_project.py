"""A database of RQDA as a coded project.

Facts: the tables that RQDA creates and its manual page on them (``RQDATables``). Rows with the status 0 were deleted.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from graphmodel.coded_project import CodedProject, Words
from graphmodel.wording import counted, shown_name
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.ids import NumberedNames
from graphmodel_loaders.sqlite_file import Database, Value, number_of, open_database, text_of

TABLES = {
    "freecode": ("name", "id", "status"),
    "coding": ("cid", "fid", "seltext", "selfirst", "selend"),
    "source": ("name", "id", "file"),
}
"""What tells a database of RQDA."""
_READ = (
    *TABLES, "codecat", "treecode", "cases", "caselinkage", "caseAttr", "fileAttr", "filecat", "treefile",
    "annotation", "journal",
)  # fmt: skip
_NOTHING = frozenset({"", "NA"})
_DELETED = 0


class _Range(NamedTuple):
    start: int
    end: int
    text: str


class _Document(NamedTuple):
    key: str
    name: str
    text: str


@dataclass
class _Reader:
    """Takes the rows of the tables."""

    database: Database
    project: ProjectBuilder
    documents: dict[int, _Document] = field(default_factory=dict)
    codes: dict[int, list[str]] = field(default_factory=dict)
    cases: dict[int, list[_Range]] = field(default_factory=lambda: defaultdict(list))
    moved: int = 0

    def read(self) -> None:
        """Take everything."""
        self._read_codes()
        self._read_documents()
        self._read_cases()
        self._read_codings()
        account = self.project.account
        for table, what, why in (
            ("journal", "journals", "a study has no place for journals"),
            ("annotation", "annotations", "they are about a point in a text, not a coded passage"),
        ):
            account.leave_out(what, why, number=sum(1 for _ in self._live(table, "date")))
        if self.moved:
            account.remarks.append(
                f"{counted(self.moved, 'coding')} with other words than their place in the document; they are taken"
                " with the words and without the place."
            )

    def _live(self, table: str, *columns: str) -> Iterator[tuple[Value, ...]]:
        """The rows of a table that were not deleted."""
        for *row, status in self.database.rows(table, *columns, "status"):
            if number_of(status) != _DELETED:
                yield tuple(row)

    def _names(self, table: str) -> dict[int | None, str]:
        """The names of categories by their numbers."""
        return {number_of(key): text_of(name).strip() for key, name in self._live(table, "catid", "name")}

    def _read_codes(self) -> None:
        names = self._names("codecat")
        above: dict[int, list[str]] = defaultdict(list)
        for code, category in self._live("treecode", "cid", "catid"):
            number, category_name = number_of(code), names.get(number_of(category), "")
            if number is not None and category_name and category_name not in above[number]:
                above[number].append(category_name)
        for folder in sorted(filter(None, names.values())):
            self.project.code((folder,), is_codable=False)
        for own, name, memo, colour in self._live("freecode", "id", "name", "memo", "color"):
            number, spelt = number_of(own), text_of(name).strip()
            if number is None or not spelt:
                self.project.account.reject("codes", "it has no name or no number", spelt)
                continue
            # A code of several categories is one code, below the first of them by name.
            path = (*sorted(above[number])[:1], spelt)
            sets = tuple(sorted(above[number])[1:])
            key = self.project.code(path, colour=text_of(colour), description=text_of(memo).strip(), sets=sets)
            self.codes[number] = [key]

    def _read_documents(self) -> None:
        groups: dict[int, list[str]] = defaultdict(list)
        names = self._names("filecat")
        for file, category in self._live("treefile", "fid", "catid"):
            if (number := number_of(file)) is not None and (group := names.get(number_of(category), "")):
                groups[number].append(group)
        values, keys = self._values("fileAttr", "fileID"), NumberedNames()
        for key, name, text, memo in self._live("source", "id", "name", "file", "memo"):
            number = number_of(key)
            if number is None or number in self.documents:
                self.project.account.reject("documents", "it has no number of its own", text_of(name))
                continue
            spelt, full = text_of(name).strip() or f"document {number}", text_of(text)
            made = self.project.document(
                spelt,
                keys.new(spelt),
                text=full,
                attributes=values.get(number, {}),
                groups=tuple(sorted(groups[number])),
                description=text_of(memo).strip(),
            )
            self.documents[number] = _Document(made, spelt, full)

    def _values(self, table: str, column: str) -> dict[int, dict[str, str]]:
        values: dict[int, dict[str, str]] = defaultdict(dict)
        for key, name, value in self._live(table, column, "variable", "value"):
            number, text = number_of(key), text_of(value).strip()
            if number is None or text in _NOTHING:
                self.project.account.leave_out("attributes", "they have no value")
            else:
                values[number][text_of(name).strip()] = text
                self.project.account.take("attributes")
        return values

    def _read_cases(self) -> None:
        values, names = self._values("caseAttr", "caseID"), {}
        for key, name, memo in self._live("cases", "id", "name", "memo"):
            number, spelt = number_of(key), text_of(name).strip()
            if number is None or not spelt:
                self.project.account.reject("cases", "it has no name or no number", spelt)
                continue
            names[number] = spelt
            self.project.case(spelt, attributes=values.get(number, {}), description=text_of(memo).strip())
        for case, file, first, last in self._live("caselinkage", "caseid", "fid", "selfirst", "selend"):
            linked, number = names.get(number_of(case) or 0), number_of(file)
            document = self.documents.get(number) if number is not None else None
            if not linked or document is None or number is None:
                self.project.account.reject("passages of cases", "its case or document is not in the project")
                continue
            start, end = number_of(first) or 0, number_of(last) or 0
            if start <= 0 and end >= len(document.text.rstrip()):
                self.project.case(linked, documents=[document.key])
            else:
                self.cases[number].append(_Range(start, end, linked))
            self.project.account.take("passages of cases")

    def _read_codings(self) -> None:
        columns = ("cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo")
        for code, file, said, first, last, owner, date, memo in self._live("coding", *columns):
            codes, number = self.codes.get(number_of(code) or 0), number_of(file)
            document = self.documents.get(number) if number is not None else None
            words, start, end = text_of(said), number_of(first), number_of(last)
            if codes is None or document is None or number is None:
                self.project.account.reject("codings", "its code or document is not in the project", words[:60])
                continue
            self.project.account.take("codings")
            at = _place(document.text, words, start, end)
            self.moved += at is None
            cases = (one.text for one in self.cases[number] if at and one.start <= at[0] and at[1] <= one.end)
            self.project.segment(
                document.key,
                codes,
                coder=self.project.coder(text_of(owner).strip()),
                words=[Words(document.text[at[0] : at[1]], *at) if at else Words(words)],
                cases=tuple(dict.fromkeys(cases)),
                note=text_of(memo).strip(),
                attributes={"created": text_of(date).strip()},
                place=f"{document.name}, {start}-{end}",
            )


def _place(text: str, words: str, start: int | None, end: int | None) -> tuple[int, int] | None:
    """Where the words of a coding are: at their place, else where they stand alone in the text; None if nowhere."""
    is_within = start is not None and end is not None and 0 <= start < end <= len(text)
    if (
        start is not None
        and end is not None
        and is_within
        and text[start:end].split() == (words.split() or text[start:end].split())
    ):
        return start, end
    found = text.find(words) if words.strip() else -1
    return (found, found + len(words)) if found >= 0 and text.count(words) == 1 else None


def read_project(path: Path) -> CodedProject:
    """The project in a database.

    Raises:
        StudyError: it cannot be read.
    """
    with open_database(path, _READ) as database:
        reader = _Reader(database, ProjectBuilder("RQDA", shown_name(path).removesuffix(".rqda")))
        reader.read()
        return reader.project.project()
