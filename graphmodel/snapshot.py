"""The tables, settings and records of a study as they are at one moment, and what a change makes of them.

Whoever computes a :class:`~graphmodel.changes.StudyChange` works on a snapshot; several changes one after another
become one by :func:`difference`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.changes import StudyChange, TableChange

Row = Mapping[str, str]
SettingValue = str | Sequence[str]


@dataclass(frozen=True)
class TableRows:
    """One table: its columns, and its rows by number as in a spreadsheet (the header is row 1).

    Args:
        columns: the header.
        rows: the cells of each row by column, in the order of the table.
        default: whether it is a table that comes with graphmodel, because the study has none of its own.
        made: whether it is made from the labels in other tables: no file has it, so that what follows from a change of
            those is no change of its own.
    """

    columns: tuple[str, ...] = ()
    rows: Mapping[int, Row] = field(default_factory=dict)
    default: bool = False
    made: bool = False

    def changed(self, change: TableChange) -> "TableRows":
        """The table after a change, which the study has then; new rows have the numbers after the last one."""
        new = [*change.append, *change.cells.values()]
        columns = dict.fromkeys([*self.columns, *(name for row in new for name in row)])
        rows = {
            number: {**row, **change.cells.get(number, {})}
            for number, row in self.rows.items()
            if number not in change.remove
        }
        first = max(self.rows, default=1) + 1
        rows |= {number: dict(row) for number, row in enumerate(change.append, first)}
        return TableRows(tuple(columns), rows, self.default)


@dataclass(frozen=True)
class Snapshot:
    """A study in memory.

    Args:
        tables: by name; those that come with graphmodel included.
        settings: as they are written, by flat keys such as ``focus.values``.
        records: texts of the files among the study's records, by name.
        state: tells whether the study on the disk is still the one that was read; empty: nobody asks.
    """

    tables: Mapping[str, TableRows]
    settings: Mapping[str, object] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    state: str = field(default="", compare=False)

    def rows(self, table: str) -> Mapping[int, Row]:
        """Rows of a table by number; none where the study lacks it."""
        return self.tables[table].rows if table in self.tables else {}

    def changed(self, change: StudyChange) -> "Snapshot":
        """The study after a change."""
        tables = dict(self.tables)
        for name, own in change.tables.items():
            tables[name] = tables.get(name, TableRows()).changed(own)
        records = {**self.records, **change.records}
        kept = {name: text for name, text in records.items() if text is not None}
        return replace(self, tables=tables, settings={**self.settings, **change.settings}, records=kept)


def difference(before: Snapshot, after: Snapshot, command: str, what: str) -> StudyChange:
    """One change that leads from a snapshot to another that came from it."""
    tables = {}
    for name, table in after.tables.items():
        if table.made:
            continue
        own = _table_difference(before.tables.get(name, TableRows()), table)
        if own.cells or own.append or own.remove:
            tables[name] = own
    names = {*before.records, *after.records}
    records = {name: after.records.get(name) for name in names if before.records.get(name) != after.records.get(name)}
    settings: dict[str, SettingValue] = {
        key: value if isinstance(value, str) else [str(entry) for entry in value]
        for key, value in after.settings.items()
        if before.settings.get(key) != value and isinstance(value, str | list | tuple)
    }
    return StudyChange(command, what, tables, dict(sorted(records.items())), settings, before.state)


def _table_difference(before: TableRows, after: TableRows) -> TableChange:
    cells = {}
    for number, row in after.rows.items():
        old = before.rows.get(number)
        if old is not None and old is not row:
            own = {name: text for name, text in row.items() if old.get(name, "") != text}
            if own:
                cells[number] = own
    append = tuple(dict(row) for number, row in after.rows.items() if number not in before.rows)
    return TableChange(cells, append, frozenset(before.rows.keys() - after.rows.keys()))
