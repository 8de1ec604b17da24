"""What a command of housekeeping would do, to be shown before it is done."""

from dataclasses import dataclass, field

from graphmodel.changes import StudyChange
from graphmodel.housekeeping.nodes import NODE_KINDS, Node, Nodes
from graphmodel.housekeeping.references import Cell, cells_that_name
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
        other: what it does not say any more; empty where nothing is lost.
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
    """

    change: StudyChange
    cells: tuple[CellChange, ...]
    clashes: tuple[Clash, ...] = ()
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    stays: dict[tuple[str, str], int] = field(default_factory=dict)

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
        cells.append(CellChange(SETTINGS, 0, key, _text(before.settings.get(key)), _text(value)))
    return Plan(change, tuple(cells), clashes, left or {}, stays or {})


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def read_otherwise(before: Snapshot, after: Snapshot, into: dict[tuple[str, str], str]) -> list[Clash]:
    """Cells that stay as they are and yet mean something else than they did.

    Args:
        before: the study as it is.
        after: the study as it would be.
        into: the new id of what had (kind, id) before.
    """
    old, new = Nodes(before), Nodes(after)
    seen: dict[tuple[str, tuple[str, ...]], tuple[Node | None, Node | None]] = {}
    rows: dict[tuple[str, str, str, str, str], list[int]] = {}
    for cell in cells_that_name(after):
        source = before.rows(cell.table).get(cell.row)
        if source is None or source.get(cell.reference.column) != cell.cells.get(cell.reference.column):
            continue
        key = (cell.text, cell.reference.kinds)
        if key not in seen:
            seen[key] = (old.meant(*key), new.meant(*key))
        was, now = seen[key]
        expected = into.get((was.kind, was.id), was.id) if was else ""
        if expected != (now.id if now else ""):
            place = (cell.table, cell.reference.column, cell.text, was.id if was else "nothing", now.id if now else "")
            rows.setdefault(place, []).append(cell.row)
    return [
        Clash(table, tuple(numbers), column, text, "", f"named {was}, and would name {now or 'nothing'}")
        for (table, column, text, was, now), numbers in rows.items()
    ]


def kinds_refused(after: Snapshot, node: Node) -> list[Clash]:
    """Cells that name a node of a kind that their column does not allow."""
    rows: dict[tuple[str, str], list[int]] = {}
    for cell in cells_that_name(after):
        if cell.text == node.id and node.kind not in cell.reference.kinds and _is_of_nodes(cell):
            rows.setdefault((cell.table, cell.reference.column), []).append(cell.row)
    return [
        Clash(table, tuple(numbers), column, node.id, "", f"this column may not name what is {node.kind}")
        for (table, column), numbers in rows.items()
    ]


def _is_of_nodes(cell: Cell) -> bool:
    return any(kind in NODE_KINDS for kind in cell.reference.kinds)
