"""A table made from the labels in other tables."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from graphmodel.problems import Problems
from graphmodel.schema import TABLES
from graphmodel.study import Batch

Row = Mapping[str, str]


@dataclass(frozen=True)
class MadeTable:
    """A table that no file has (see :class:`graphmodel_loaders.loaded_study.LoadedTable`).

    ``makers`` are the tables whose labels it is made of. Its content follows from theirs, so it adds nothing to the
    content of the study.
    """

    name: str
    rows: Sequence[Row]
    makers: tuple[str, ...]
    default: bool = False
    from_labels: bool = True
    sheet: str = ""
    size: int = 0
    header: int = 1

    @property
    def file(self) -> str:
        """Name for messages; says that it is not a file."""
        return f"{self.name} (made from the labels in {' and '.join(self.makers)})"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the model that some row fills."""
        filled = set().union(*self.rows)
        return tuple(column.name for column in TABLES[self.name].columns if column.name in filled)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns."""
        return self.columns

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The header and the rows."""
        yield 1, list(self.columns)
        yield from enumerate(([row.get(name, "") for name in self.columns] for row in self.rows), 2)

    def narrowed(self, columns: Collection[str]) -> "MadeTable":
        """The table itself."""
        return self

    def fingerprint(self) -> Iterator[bytes]:
        """Nothing that the tables of the study do not say."""
        yield b""

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """All rows, which count from 2."""
        cells = [pa.array([row.get(name, "") for row in self.rows], pa.string()) for name in self.columns]
        numbers = pa.array(range(2, len(self.rows) + 2), pa.int64())
        yield Batch(numbers, pa.RecordBatch.from_arrays(cells, list(self.columns)))
