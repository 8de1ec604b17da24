"""An opened study (``graphmodel.study.StudySource``), and the packaged tables that replace missing ones."""

import csv
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from graphmodel.problems import Problem, Problems
from graphmodel.settings import Settings
from graphmodel.study import Batch
from graphmodel_loaders.csv_file import CsvTable, open_csv_table

DEFAULT_TABLES = ("predicates", "stages", "evidence_types", "codebook")
"""Tables that a study need not have: the packaged ones replace them."""


class LoadedTable(Protocol):
    """A table that can also say how large it is, what its content depends on, and how it stands in the file."""

    @property
    def name(self) -> str: ...  # noqa: D102 - as in graphmodel.study.TableSource

    @property
    def file(self) -> str: ...  # noqa: D102

    @property
    def sheet(self) -> str: ...  # noqa: D102

    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def default(self) -> bool: ...  # noqa: D102

    @property
    def from_labels(self) -> bool: ...  # noqa: D102

    @property
    def size(self) -> int:
        """Bytes to read, for progress."""

    @property
    def names(self) -> tuple[str, ...]:
        """One name for each column of the file, made up for those without."""

    @property
    def header(self) -> int:
        """Number of the row that names the columns."""

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every row as it stands in the file: the header, and rows left out, included.

        Blank rows may be left out.
        """

    def fingerprint(self) -> Iterator[bytes]:
        """Everything that the content of the table depends on."""

    def narrowed(self, columns: Collection[str]) -> "LoadedTable":
        """A table with at least these columns, which is quicker to read if it will be read again."""

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]: ...  # noqa: D102


@dataclass(frozen=True)
class LoadedStudy:
    """One opened study."""

    path: Path
    settings: Settings
    tables: Mapping[str, LoadedTable]
    problems: Problems = field(default_factory=Problems)
    raw_settings: Mapping[str, Any] = field(default_factory=dict)
    """The settings as they are written, by flat keys such as ``focus.values``."""

    @property
    def size(self) -> int:
        """Bytes of all tables, for progress."""
        return sum(table.size for table in self.tables.values())

    def content_hash(self) -> str:
        """Hash of the settings and of all tables; equal input, equal hash."""
        digest = hashlib.blake2b(repr(self.settings).encode(), digest_size=16)
        for name in sorted(self.tables):
            inner = hashlib.blake2b(name.encode())
            for block in self.tables[name].fingerprint():
                inner.update(block)
            digest.update(inner.digest())
        return digest.hexdigest()


def with_defaults(tables: Mapping[str, LoadedTable], problems: Problems) -> dict[str, LoadedTable]:
    """The tables, and packaged ones for some that are missing.

    The packaged types of evidence name codes of the packaged codebook; with a codebook of the
    study's own they have none.
    """
    failed = {problem.table for problem in problems if problem.severity == "error"}
    complete = dict(tables)
    for name in DEFAULT_TABLES:
        if name not in complete and name not in failed:
            own_codes = name == "evidence_types" and "codebook" in tables
            complete[name] = default_table(name, frozenset({"codes"} if own_codes else ()))
    return complete


def notes_on_defaults(tables: Mapping[str, LoadedTable], file: str) -> Iterator[Problem]:
    """A note on each packaged table among the tables of a study."""
    for name, table in tables.items():
        if isinstance(table, DefaultTable):
            without = ", without its codes" if table.without else ""
            yield Problem(
                "note",
                "default_table",
                file,
                f"The study has no table {name}; the one that comes with graphmodel is used{without}.",
                f"There is nothing to do. To use your own, add a table {name}.",
                table=name,
            )


def packaged_folder() -> Path:
    """The folder of the packaged study."""
    return Path(str(resources.files("graphmodel"))) / "data" / "study"


@cache
def packaged_rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of one packaged table."""
    with (packaged_folder() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@dataclass(frozen=True)
class DefaultTable:
    """A packaged table in place of one that the study does not have."""

    inner: CsvTable
    without: frozenset[str] = frozenset()
    default: bool = True
    from_labels: bool = False
    sheet: str = ""
    header: int = 1

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.inner.name

    @property
    def names(self) -> tuple[str, ...]:
        """One name for each column of the packaged file."""
        return self.inner.names

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Every row of the packaged file."""
        return self.inner.lines()

    @property
    def file(self) -> str:
        """Name for messages; says that it is not a file of the user."""
        return f"{self.inner.file} (default)"

    @property
    def columns(self) -> tuple[str, ...]:
        """The header."""
        return tuple(name for name in self.inner.columns if name not in self.without)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.inner.size

    def narrowed(self, columns: Collection[str]) -> "DefaultTable":
        """The table itself, which is small."""
        return self

    def fingerprint(self) -> Iterator[bytes]:
        """For the content hash."""
        yield ";".join(sorted(self.without)).encode()
        yield from self.inner.fingerprint()

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows."""
        for batch in _packaged_batches(self.name):
            names = list(self.columns)
            data = pa.RecordBatch.from_arrays([batch.data[name] for name in names], names)
            yield Batch(batch.rows, data, batch.left_out)
        advance(self.size)


def default_table(name: str, without: frozenset[str] = frozenset()) -> DefaultTable:
    """One packaged table, without the columns in ``without``."""
    return DefaultTable(_packaged(name), without)


@cache
def _packaged(name: str) -> CsvTable:
    table = open_csv_table(name, packaged_folder() / f"{name}.csv", Problems(), default=True)
    assert table is not None  # noqa: S101 - the file is ours
    return table


@cache
def _packaged_batches(name: str) -> tuple[Batch, ...]:
    """The rows of a packaged table, which are small and never change: many studies use them."""
    return tuple(_packaged(name).batches(Problems(), lambda _: None))
