"""What a loader hands over: the tables of a study as streams of text cells.

Only a loader (``graphmodel_loaders``) knows files. Cells are text without the
spaces around them; an empty cell is ``""``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Problems
from graphmodel.settings import Settings

Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Positions: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]


def mask(cells: pa.Array) -> Mask:
    """A boolean Arrow array as numpy; nulls are false."""
    known = pc.fill_null(cells, False) if cells.null_count else cells
    return np.asarray(known.to_numpy(zero_copy_only=False), dtype=bool)


@dataclass(frozen=True)
class Batch:
    """Some rows of one table.

    ``rows`` (a pyarrow int64 array) holds the number of each row as in a spreadsheet,
    where the header is row 1; ``data`` is a pyarrow RecordBatch of string columns. ``left_out``
    holds row number and first cell, as far as it can be read, of every row that the loader
    reported as an error; such rows are not in ``data``.
    """

    rows: Any
    data: Any
    left_out: tuple[tuple[int, str], ...] = ()


class TableSource(Protocol):
    """One table of a study, which can be read repeatedly."""

    @property
    def name(self) -> str:
        """Name of the table: the file's or sheet's name in lower case, without ending."""

    @property
    def file(self) -> str:
        """Name of the file, for messages."""

    @property
    def sheet(self) -> str:
        """Name of the sheet; empty for a CSV file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The header."""

    @property
    def default(self) -> bool:
        """True for a packaged table that replaces one that the study does not have."""

    @property
    def from_labels(self) -> bool:
        """True for a table that is made from the labels in other tables, because the study has none of that name."""

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows in order.

        Rows that cannot be read (ragged, undecodable) are added to ``problems`` as errors and
        are in no batch. ``advance`` is called with the number of bytes read so far by this call.
        """


class StudySource(Protocol):
    """A study as a loader offers it."""

    @property
    def path(self) -> Path:
        """The folder or workbook."""

    @property
    def settings(self) -> Settings:
        """What study.toml says."""

    @property
    def tables(self) -> Mapping[str, TableSource]:
        """Every table found, known to the schema or not, by name."""

    @property
    def problems(self) -> Problems:
        """Problems found on opening: settings, headers, file encodings, merged cells."""

    @property
    def size(self) -> int:
        """Bytes of all tables, for progress."""

    def content_hash(self) -> str:
        """Hash of everything that the graph is built from; equal input, equal hash."""
