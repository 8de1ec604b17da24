"""What is done to the rows of any table, whatever file they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Problems
from graphmodel.study import Batch
from graphmodel_loaders.header import UNNAMED, Place

Numbers: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]
Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass
class Rows:
    """Some rows as columns of text, and which of them have an error.

    ``names`` are all columns of the header, those without a name included.
    """

    place: Place
    names: Sequence[str]
    numbers: Numbers
    cells: list[pa.Array]
    problems: Problems
    bad: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.cells = [pc.utf8_trim_whitespace(column) for column in self.cells]
        self.bad = np.zeros(len(self.numbers), bool)
        self._drop_blank()
        self._unnamed()

    def _drop_blank(self) -> None:
        """Leave out rows without any text, silently: spreadsheets have them at the end."""
        blank = np.ones(len(self.numbers), bool)
        for column in self.cells:
            blank &= as_mask(pc.equal(column, ""))
            if not blank.any():
                return
        keep = pa.array(~blank)
        self.cells = [column.filter(keep) for column in self.cells]
        self.numbers, self.bad = self.numbers[~blank], self.bad[~blank]

    def _unnamed(self) -> None:
        for position, name in enumerate(self.names):
            if name.startswith(UNNAMED):
                self.report(
                    as_mask(pc.not_equal(self.cells[position], "")),
                    position,
                    "unnamed_column",
                    f"Column {position + 1} has text here but no name in row 1.",
                    "Give the column a name, or delete it.",
                )

    def report(self, bad: Mask, position: int, rule: str, what: str, remedy: str) -> None:
        """Add one error for each row that is bad in one column, and leave these rows out."""
        if not bad.any():
            return
        name = self.names[position]
        shown = "" if name.startswith(UNNAMED) else name
        for i in np.flatnonzero(bad).tolist():
            value = shorten(self.cells[position][i].as_py())
            self.problems.add(self.place.error(rule, what, remedy, int(self.numbers[i]), shown, value))
        self.bad |= bad

    def batch(self, left_out: Sequence[tuple[int, str]] = ()) -> Batch:
        """The good rows, without columns that have no name."""
        dropped = list(left_out)
        if self.bad.any():
            ids = self.cells[0]
            dropped += [(int(self.numbers[i]), ids[i].as_py()) for i in np.flatnonzero(self.bad).tolist()]
            keep = pa.array(~self.bad)
            cells = [column.filter(keep) for column in self.cells]
            numbers = self.numbers[~self.bad]
        else:
            cells, numbers = self.cells, self.numbers
        named = [i for i, name in enumerate(self.names) if not name.startswith(UNNAMED)]
        data = pa.RecordBatch.from_arrays([cells[i] for i in named], [self.names[i] for i in named])
        return Batch(pa.array(numbers, pa.int64()), data, tuple(dropped))


def as_mask(found: pa.Array) -> Mask:
    """A boolean Arrow array (nulls are false) as numpy."""
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False))


def shorten(text: str, longest: int = 80) -> str:
    """Text for a message: on one line, control characters made visible, cut where it is long."""
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text[: longest + 1])
    return text if len(text) <= longest else f"{text[: longest - 3]}..."
