"""One project of a database of Taguette as a coded project."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmodel.coded_project import CodedProject, Words
from graphmodel.problems import StudyError, shown
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.databases.marked_text import MarkedText, letters, marked_text
from graphmodel_loaders.ids import NumberedNames
from graphmodel_loaders.sqlite_file import Database, number_of, open_database, text_of
from graphmodel_loaders.transcripts.lines import LARGEST

TABLES = {
    "projects": ("id", "name"),
    "documents": ("id", "name", "project_id", "contents"),
    "tags": ("id", "project_id", "path"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
"""What tells a database of Taguette."""
_HISTORY = "commands"
_POINT = re.compile(r"(?<=[^\s.])\.(?=[^\s.])(?!(?<=\d\.)\d)")


def read_database(path: Path, chosen: str) -> CodedProject:
    """The project of that name or number; without one, the only project of the file.

    Raises:
        StudyError: the file cannot be read, or which of its projects is meant is not said.
    """
    with open_database(path, [*TABLES, _HISTORY]) as database:
        number, name = _project(database, chosen)
        reader = _Reader(database, number, ProjectBuilder("Taguette", name))
        reader.read()
        return reader.project.project()


def tag_path(tag: str) -> tuple[str, ...]:
    """The names of a tag: ``barriers.money`` is below ``barriers``; a point by a space or in a number parts nothing."""
    return tuple(_POINT.split(tag.strip()))


def add_tags(project: ProjectBuilder, tags: Mapping[str, str]) -> None:
    """Add tags with their descriptions, and folders above those whose point has no tag before it.

    The key of a code is its tag as it is spelt.
    """
    paths = {tag: tag_path(tag) for tag in tags}
    for tag, path in sorted(paths.items(), key=lambda item: (item[1], item[0])):
        for depth in range(1, len(path)):
            above = ".".join(path[:depth])
            if above not in tags:
                project.code(path[:depth], above, is_codable=False)
        project.code(path, tag, description=tags[tag])


def _project(database: Database, chosen: str) -> tuple[int, str]:
    rows = database.rows("projects", "id", "name")
    projects = sorted((number, text_of(name)) for key, name in rows if (number := number_of(key)) is not None)
    chosen = chosen.strip()
    fitting = [one for one in projects if chosen in {"", one[1].strip()}]
    if not fitting and chosen:
        fitting = [one for one in projects if str(one[0]) == chosen]
    if len(fitting) == 1:
        return fitting[0]
    listed = "; ".join(f"{number}: {shown(name)}" for number, name in (fitting or projects)[:20])
    if not projects:
        raise StudyError(f"{database.name} has no project. Create one in Taguette, or choose another file.")
    what = "has no project" if chosen and not fitting else "has several projects"
    which = f" called {shown(chosen)!r}" if chosen else ""
    raise StudyError(
        f"{database.name} {what}{which}. Choose one with the option project, by its name or number"
        f" (-O project={(fitting or projects)[0][0]}). It has: {listed}."
    )


@dataclass
class _Highlight:
    """A row of highlights with its tags."""

    number: int
    document: int | None
    start: int | None
    end: int | None
    snippet: str
    tags: list[int] = field(default_factory=list)


@dataclass
class _Reader:
    """Takes the rows of one project."""

    database: Database
    number: int
    project: ProjectBuilder
    _documents: dict[int, tuple[str, MarkedText]] = field(default_factory=dict)
    _elsewhere: set[int] = field(default_factory=set)
    _unlike: int = 0

    def read(self) -> None:
        """Take everything."""
        account = self.project.account
        others = sum(number_of(key) != self.number for (key,) in self.database.rows("projects", "id"))
        account.leave_out("projects", "another project of the file was chosen", number=others)
        account.take("projects")
        self._read_documents()
        tags = self._read_tags()
        self._read_highlights(tags)
        if self._unlike:
            account.remarks.append(
                f"{self._unlike:,} highlights have other words than their place in the document; they are taken with"
                " the words and without the place."
            )

    def _read_documents(self) -> None:
        rows = self.database.rows("documents", "id", "project_id", "name", "description", "filename", "contents")
        ours = []
        for key, owner, name, description, filename, contents in rows:
            number = number_of(key)
            if number is None:
                continue
            if number_of(owner) != self.number:
                self._elsewhere.add(number)
                continue
            ours.append((number, text_of(name) or text_of(filename), text_of(description), text_of(contents)))
        keys = NumberedNames()
        for number, spelt, description, contents in sorted(ours):
            name = spelt.strip() or f"document {number}"
            is_readable = len(contents) <= LARGEST
            if not is_readable:
                self.project.account.remarks.append(
                    f"{shown(name)} has more than {LARGEST >> 20} MB, too large for a document. Its text is not read, "
                    "so its highlights have words but no place."
                )
            text = marked_text(contents if is_readable else "")
            self._documents[number] = (
                self.project.document(name, keys.new(name), text=text.text, description=description.strip()),
                text,
            )

    def _read_tags(self) -> dict[int, str]:
        found: dict[int, str] = {}
        described: dict[str, str] = {}
        for key, owner, path, description in self.database.rows("tags", "id", "project_id", "path", "description"):
            number = number_of(key)
            if number is None or number_of(owner) != self.number:
                continue
            tag = text_of(path).strip()
            if not tag:
                self.project.account.reject("tags", "the tag has no name", f"tag {number}")
                continue
            found[number] = tag
            described[tag] = described.get(tag, "") or text_of(description).strip()
        add_tags(self.project, described)
        return found

    def _highlights(self) -> list[_Highlight]:
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        found: dict[int, _Highlight] = {}
        for key, document, start, end, snippet in self.database.rows("highlights", *columns):
            number, owner = number_of(key), number_of(document)
            if number is not None and owner not in self._elsewhere:
                found[number] = _Highlight(number, owner, number_of(start), number_of(end), text_of(snippet))
        for key, tag in self.database.rows("highlight_tags", "highlight_id", "tag_id"):
            number, tagged = number_of(key), number_of(tag)
            if number in found and tagged is not None:
                found[number].tags.append(tagged)
        return sorted(found.values(), key=lambda one: (one.document or 0, one.start or 0, one.end or 0, one.number))

    def _read_highlights(self, tags: Mapping[int, str]) -> None:
        account = self.project.account
        made = self._history()
        for one in self._highlights():
            place = f"highlight {one.number}"
            document = self._documents.get(one.document or 0)
            if document is None:
                account.reject("highlights", "its document is not in the file", place)
                continue
            lost = sum(tag not in tags for tag in one.tags)
            account.reject("tags of highlights", "the tag is not in the project", place, lost)
            coder, when = made.get(one.number, ("", ""))
            self.project.segment(
                document[0],
                sorted({tags[tag] for tag in one.tags if tag in tags}),
                coder=self.project.coder(coder),
                words=self._words(one, document[1]),
                key="" if one.snippet else place,
                when=when,
                place=place,
            )
            account.take("highlights")

    def _words(self, one: _Highlight, text: MarkedText) -> list[Words]:
        said = marked_text(one.snippet).text
        span = text.span(one.start, one.end) if one.start is not None and one.end is not None else None
        if span and (not said or letters(text.text[slice(*span)]) == letters(said)):
            return [Words(text.text[slice(*span)], *span)]
        self._unlike += 1
        return [Words(said.strip())] if said.strip() else []

    def _history(self) -> dict[int, tuple[str, str]]:
        """Who made each highlight, and when."""
        made: dict[int, tuple[int, str, str]] = {}
        other = 0
        for key, date, login, owner, payload in self.database.rows(
            _HISTORY, "id", "date", "user_login", "project_id", "payload"
        ):
            if number_of(owner) != self.number:
                continue
            step, number = _payload(text_of(payload)), number_of(key) or 0
            highlight = step.get("highlight_id")
            if step.get("type") != "highlight_add" or not isinstance(highlight, int):
                other += 1
                continue
            first = made.get(highlight)
            if first is None or number < first[0]:
                made[highlight] = (number, text_of(login), _moment(text_of(date)))
        self.project.account.leave_out(
            "steps of the history", "a study keeps who coded and when, not every step", number=other
        )
        return {highlight: (login, when) for highlight, (_, login, when) in made.items()}


def _payload(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _moment(text: str) -> str:
    """``2020-03-12 10:11:12.000000`` in ISO 8601, to the second."""
    date, _, time = text.strip().partition(" ")
    return f"{date}T{time.partition('.')[0]}" if time else date
