"""Rows of one table while they are checked: their cells, errors and counts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import KEPT_PER_KIND, Place, Problems, Severity, shown
from graphmodel.schema.columns import ROW
from graphmodel.study import Batch, Mask, Positions, TableSource, mask
from graphmodel.suggest import did_you_mean

RowText: TypeAlias = str | Callable[[int], str]


class CheckedRows:
    """Some or all rows of a table, and which of them have an error.

    ``cells`` holds one Arrow array of text per column, those that the schema knows and the
    table lacks included (empty); ``numbers`` the row numbers; ``bad`` marks rows to leave out, ``notes`` those
    that are a remark and no row, of which nothing else is reported; ``silent`` those left out for what has been said
    of a whole table or column, so that rows that name them need no error either. ``guessed`` names columns that the
    table lacks and that are checked under another name; no row of such a table can be taken. ``aside`` marks rows
    that are left out and are no error.
    """

    def __init__(
        self, place: Place, columns: tuple[str, ...], batches: list[Batch], known: tuple[str, ...], problems: Problems
    ) -> None:
        self.place = place
        self.problems = problems
        numbers = [np.asarray(batch.rows, dtype=np.int64) for batch in batches]
        self.numbers: Positions = np.concatenate(numbers) if numbers else np.zeros(0, np.int64)
        self.left_out = [row for batch in batches for row in batch.left_out]
        self.bad: Mask = np.zeros(len(self.numbers), bool)
        self.notes: Mask = np.zeros(len(self.numbers), bool)
        self.aside: Mask = np.zeros(len(self.numbers), bool)
        self.silent: Mask = np.zeros(len(self.numbers), bool)
        self.cells: dict[str, pa.Array] = {}
        for name in columns:
            parts = [batch.data[name] for batch in batches]
            self.cells[name] = pa.concat_arrays(parts) if parts else pa.array([], pa.string())
        self.guessed: dict[str, str] = {}
        self.absent = tuple(name for name in known if name not in self.cells)
        for name in self.absent:
            self.cells[name] = pa.repeat(pa.scalar(""), len(self.numbers))

    def __len__(self) -> int:
        return len(self.numbers)

    def guess(self, column: str, other: str) -> None:
        """Check a missing column as if it were another one."""
        self.cells[column] = self.cells[other]
        self.absent = tuple(name for name in self.absent if name != column)
        self.guessed[column] = other

    @property
    def renamed(self) -> Collection[str]:
        """Columns that are checked under the name of a missing one, and not under their own."""
        return self.guessed.values()

    def value(self, column: str, i: int) -> str:
        """Text of one cell."""
        return str(self.cells[column][i].as_py())

    def filled(self, column: str) -> Mask:
        """Which rows have text in a column."""
        return mask(pc.not_equal(self.cells[column], ""))

    def fault(
        self, wrong: Mask, column: str, rule: str, what: RowText, remedy: RowText, severity: Severity = "error"
    ) -> None:
        """Report every row in ``wrong``; an error also marks the row as bad.

        ``what`` and ``remedy`` are texts, or functions of the position of the row. A column that is checked under
        another name is reported under its own, which is in the file.
        """
        wrong = wrong & ~self.notes
        if not wrong.any():
            return
        if severity == "error":
            self.bad |= wrong
        which = np.flatnonzero(wrong).tolist()
        room = max(0, KEPT_PER_KIND - self.problems.counts[severity, rule])
        for i in which[:room]:
            value = shown(self.value(column, i)) if column else ""
            what_said = what if isinstance(what, str) else what(i)
            remedy_said = remedy if isinstance(remedy, str) else remedy(i)
            row = int(self.numbers[i])
            heading = self.guessed.get(column, column)
            self.problems.add(self.place.problem(severity, rule, what_said, remedy_said, row, heading, value))
        # Nobody reads the texts of problems that are not kept.
        self.problems.counts[severity, rule] += len(which[room:])

    def leave_out(self, which: Mask | bool) -> None:
        """Leave rows out without an error for each."""
        self.bad |= which
        self.silent |= which

    def table(self) -> pa.Table:
        """The good rows with all columns, and ``_row``."""
        kept = ~(self.bad | self.aside)
        columns = {name: column.filter(pa.array(kept)) for name, column in self.cells.items()}
        return pa.table({**columns, ROW: pa.array(self.numbers[kept], pa.int64())})

    def batch(self) -> pa.RecordBatch:
        """As ``table``, as one batch."""
        cells, numbers = self.cells, self.numbers
        out = self.bad | self.aside
        if out.any():
            keep = pa.array(~out)
            cells = {name: column.filter(keep) for name, column in cells.items()}
            numbers = numbers[~out]
        return pa.RecordBatch.from_arrays([*cells.values(), pa.array(numbers, pa.int64())], [*cells, ROW])


def place_of(source: TableSource) -> Place:
    """Where a table is."""
    return Place(source.name, source.file, source.sheet)


@dataclass
class Counts:
    """Rows of one table: ``read`` is always ``taken`` plus ``rejected`` plus ``left_out``. Blank rows do not count.

    Rejected rows have an error; those left out are good rows of a coder who is not the one of record, or of somebody
    people who have withdrawn.
    """

    read: int = 0
    taken: int = 0
    rejected: int = 0
    left_out: int = 0

    def add(self, rows: CheckedRows) -> None:
        """Count rows that have been checked, and those that the loader left out."""
        bad = int(rows.bad.sum())
        aside = int((rows.aside & ~rows.bad).sum())
        self.taken += len(rows) - bad - aside
        self.rejected += bad + len(rows.left_out)
        self.left_out += aside
        self.read = self.taken + self.rejected + self.left_out


MOST_NEAR = 300
"""Searches for similar names in one check; later messages go without, so that a broken table stays fast to check."""


class NearNames:
    """Finds names similar to a wrong one for messages, and caches them."""

    def __init__(self) -> None:
        self._remedies: dict[tuple[str, str], str] = {}

    def remedy(self, value: str, group: str, names: Iterable[str], otherwise: str) -> str:
        """``Did you mean ev.audit?`` before ``otherwise``; or ``otherwise`` alone if nothing is similar.

        Args:
            value: the wrong name.
            group: a name for the list of names, for the cache.
            names: the right names.
            otherwise: what to do if it is none of them.
        """
        key = (group, value)
        if key not in self._remedies:
            if len(self._remedies) >= MOST_NEAR:
                return otherwise
            question = did_you_mean(value, names).strip()
            self._remedies[key] = f"{question} If not: {_lower(otherwise)}" if question else otherwise
        return self._remedies[key]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
