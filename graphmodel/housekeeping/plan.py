"""What a command of housekeeping would do, to be shown before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphmodel.changes import StudyChange
from graphmodel.housekeeping.nodes import Node, Nodes
from graphmodel.housekeeping.references import entries_of
from graphmodel.schema.kinds import with_article
from graphmodel.snapshot import Snapshot, difference

ADDED, REMOVED = "(new row)", "(row deleted)"
SETTINGS = "settings"


@dataclass(frozen=True)
class CellChange:
    """One cell (or setting, or whole row) that changes."""

    table: str
    row: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Clash:
    """Something that a person should look at: two values of which one is kept, or what the change leads to.

    Args:
        table: where.
        rows: numbers of the rows.
        column: which column; empty: the whole row.
        kept: what the study says afterwards.
        other: what it no longer says; empty where nothing is lost.
        what: why it is listed.
    """

    table: str
    rows: tuple[int, ...]
    column: str
    kept: str
    other: str
    what: str


@dataclass(frozen=True)
class Plan:
    """A change, and what people want to know of it before and after.

    Args:
        change: what would be done.
        cells: each cell that changes.
        clashes: what to look at.
        left: rows by table and column that hold the old name in a column that is no reference; they stay.
        stays: for a split, rows by table and column that go on naming the old node.
        gone: ids that no longer mean anything.
        before: the study that it was computed from; None where nobody asks whether it still is so.
    """

    change: StudyChange
    cells: tuple[CellChange, ...]
    clashes: tuple[Clash, ...] = ()
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    stays: dict[tuple[str, str], int] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    before: Snapshot | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.cells


def planned(
    before: Snapshot,
    after: Snapshot,
    command: str,
    what: str,
    clashes: tuple[Clash, ...] = (),
    left: dict[tuple[str, str], int] | None = None,
    stays: dict[tuple[str, str], int] | None = None,
    gone: Sequence[str] = (),
) -> Plan:
    """The plan that leads from one state of a study to another."""
    change = difference(before, after, command, what)
    cells = []
    for table, own in change.tables.items():
        rows = before.rows(table)
        for number, new in own.cells.items():
            cells += [
                CellChange(table, number, column, rows[number].get(column, ""), text) for column, text in new.items()
            ]
        first = max(rows, default=1) + 1
        cells += [
            CellChange(table, number, "", "", f"{ADDED} {next(iter(row.values()), '')}")
            for number, row in enumerate(own.append, first)
        ]
        cells += [
            CellChange(table, number, "", next(iter(rows[number].values()), ""), REMOVED)
            for number in sorted(own.remove)
        ]
    for key, value in change.settings.items():
        cells.append(CellChange(SETTINGS, 0, key, *map(setting_text, (before.settings.get(key), value))))
    return Plan(change, tuple(cells), clashes, left or {}, stays or {}, tuple(gone))


def setting_text(value: object) -> str:
    """The value of a setting as it is shown; empty for none."""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def read_otherwise(before: Snapshot, after: Snapshot, into: dict[tuple[str, str], str]) -> list[Clash]:
    """Cells that stay as they are and yet mean something else than they did.

    Args:
        before: the study as it is.
        after: the study as it would be.
        into: the new id of what had (kind, id) before.
    """
    old, new = Nodes(before), Nodes(after)
    clashes = []
    for entry in entries_of(after):
        was, now = (nodes.meant(entry.text, entry.reference.kinds) for nodes in (old, new))
        expected = into.get((was.kind, was.id), was.id) if was else ""
        if expected == (now.id if now else ""):
            continue
        earlier, later = before.rows(entry.table), after.rows(entry.table)
        column = entry.reference.column
        same = [
            number
            for number in entry.rows
            if number in earlier and earlier[number].get(column) == later[number].get(column)
        ]
        if same:
            what = f"named {was.id if was else 'nothing'}, and would name {now.id if now else 'nothing'}"
            clashes.append(Clash(entry.table, tuple(same), column, entry.text, "", what))
    return clashes


def kinds_refused(after: Snapshot, node: Node) -> list[Clash]:
    """Cells that name a node of a kind that their column does not allow."""
    return [
        Clash(
            entry.table,
            entry.rows,
            entry.reference.column,
            node.id,
            "",
            f"this column may not name {with_article(node.kind)}",
        )
        for entry in entries_of(after)
        if entry.text == node.id and node.kind not in entry.reference.kinds and entry.reference.names_nodes
    ]
