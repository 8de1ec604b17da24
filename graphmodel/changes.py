"""Changes to the tables of a study, as data: what a command wants changed, before any file is touched.

A command computes a :class:`StudyChange` from the tables. ``graphmodel.api.changing`` applies it to either form of a
study, keeps the files as they were and writes one line of the journal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TableChange:
    """What changes in one table. A column or a table that does not exist yet is added.

    Args:
        cells: new text by row number (as in a spreadsheet and in messages: the header is row 1) and column.
        append: new rows, after the last one.
        remove: numbers of rows to delete; a row of a workbook is cleared and stays blank.
    """

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    append: Sequence[Mapping[str, str]] = ()
    remove: frozenset[int] = frozenset()


@dataclass(frozen=True)
class StudyChange:
    """All that one command changes in a study, applied whole or not at all.

    Args:
        command: name of the command, for the journal.
        what: one line that says what it does, for the journal.
        tables: changes by name of the table.
        records: whole new text of files among the study's records (``map.toml``, ``queue.csv``), by name; None
            deletes one.
        settings: new values by flat key of study.toml, such as ``stages.supply``: a text, or a list of texts.
        of: the state of the study that it was computed from (:class:`~graphmodel.snapshot.Snapshot`), which is the only
            one that it fits; empty: it fits any.
    """

    command: str
    what: str
    tables: Mapping[str, TableChange] = field(default_factory=dict)
    records: Mapping[str, str | None] = field(default_factory=dict)
    settings: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    of: str = field(default="", compare=False)
