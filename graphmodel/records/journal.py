"""The journal of a study: one line for each change, which stays as it is."""

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.records.folder import JOURNAL, read_record, records_folder
from graphmodel.texts import csv_text
from graphmodel.wording import in_line, shortened

COLUMNS = ("number", "when", "command", "what", "tables", "by", "undoes")
_MOST = 10**9
"""More changes than any study has."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class JournalEntry:
    """One change.

    Args:
        number: 1 for the first.
        when: UTC, in seconds: ``2026-11-29T01:02:03Z``.
        command: what changed the study.
        what: what it did, in one line.
        tables: rows changed, added and removed, by table.
        by: who, where --by says so; empty: nobody is named.
        undoes: the change that this one undid; 0: none.
        undone_by: the change that undid this one; 0: none. It follows from the lines below.
    """

    number: int
    when: str
    command: str
    what: str
    tables: str
    by: str = ""
    undoes: int = 0
    undone_by: int = 0

    @property
    def cells(self) -> list[str]:
        """The line of the journal, which spreadsheets read without running anything."""
        texts = (self.command, self.what, self.tables, self.by)
        return [str(self.number), self.when, *map(_safe, texts), str(self.undoes or "")]


def _safe(text: str) -> str:
    line = shortened(in_line(text), 500)
    return f"'{line}" if _FORMULA.match(line) else line


def now() -> str:
    """This moment as the journal has it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_journal(study: Path) -> list[JournalEntry]:
    """All changes, the first one first.

    Raises:
        OutputError: the records lead elsewhere.
        StudyError: a file of that name is no journal, or cannot be read.
    """
    text, path = read_record(study, JOURNAL), records_folder(study) / JOURNAL
    if text is None:
        return []
    rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if row]
    wrong = StudyError(f"{path} is not a journal of graphmodel, or was edited. Nothing was changed. Move it away.")
    if not rows or tuple(rows[0]) != COLUMNS:
        raise wrong
    try:
        entries = [
            JournalEntry(int(number), when, command, what, tables, by, int(undoes or 0))
            for number, when, command, what, tables, by, undoes in rows[1:]
        ]
    except ValueError:
        raise wrong from None
    if any(not 0 <= number < _MOST for entry in entries for number in (entry.number, entry.undoes)):
        raise wrong
    undone = {entry.undoes: entry.number for entry in entries if entry.undoes}
    return [replace(entry, undone_by=undone.get(entry.number, 0)) for entry in entries]


def with_line(text: str, entry: JournalEntry) -> str:
    """The text of a journal with one line more."""
    lines = [entry.cells] if text else [COLUMNS, entry.cells]
    return text + ("" if text.endswith("\n") or not text else "\n") + csv_text(lines)


def counts_in_words(counts: Mapping[str, tuple[int, int, int]]) -> str:
    """``claims: 3 changed, 1 added; actors: 1 removed``: rows of each table."""
    words = ("changed", "added", "removed")
    parts = {
        name: ", ".join(f"{number} {word}" for number, word in zip(numbers, words, strict=True) if number)
        for name, numbers in counts.items()
    }
    return "; ".join(f"{name}: {part}" for name, part in parts.items() if part)
