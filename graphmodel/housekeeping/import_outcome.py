"""What an import changes in a study: rows, counts of each table, and questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.changes import StudyChange, TableChange
from graphmodel.housekeeping.import_records import KnownRow
from graphmodel.queue import QueueItem


@dataclass(frozen=True)
class ImportedRow:
    """One row that an import adds, changes, or no longer has.

    Attributes:
        table: its table.
        id: its id in the study; empty for a row of a table without ids.
        label: its label or summary.
        cells: what changes in it: column, text before, text after.
    """

    table: str
    id: str
    label: str
    cells: tuple[tuple[str, str, str], ...] = ()


@dataclass
class TableCount:
    """What became of the rows of an import in one table; the numbers make up its rows.

    ``same``: as they were, or as the study has them. ``deleted``: deleted in the study, or of a claim that was.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    deleted: int = 0


@dataclass
class ImportOutcome:
    """An import in a study.

    Attributes:
        tables: what changes, by table.
        settings: settings that get longer.
        rows: the records of the stream.
        added, changed, vanished: rows.
        counts: by table.
        items: questions.
        drafts: how many of them are passages that may be one of several claims.
        stale: ids of questions that no longer arise.
        clashes: cells that changed in the import and in the study.
        ids: the id in the study of each node, verb and claim of the import, by kind.
        settings_kept: settings of the import that the study has otherwise.
        of: the state of the study that it was compared with.
    """

    tables: dict[str, TableChange] = field(default_factory=dict)
    settings: dict[str, str | Sequence[str]] = field(default_factory=dict)
    rows: dict[tuple[str, str], KnownRow] = field(default_factory=dict)
    added: list[ImportedRow] = field(default_factory=list)
    changed: list[ImportedRow] = field(default_factory=list)
    vanished: list[ImportedRow] = field(default_factory=list)
    counts: dict[str, TableCount] = field(default_factory=dict)
    items: list[QueueItem] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    drafts: int = 0
    clashes: int = 0
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    settings_kept: list[str] = field(default_factory=list)
    of: str = ""

    def change(self, what: str, records: Mapping[str, str | None]) -> StudyChange:
        """All of it as one change."""
        return StudyChange("import", what, self.tables, records, self.settings, self.of)
