"""The study that comes with graphmodel, and what a study takes from it by default."""

import shutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pyarrow as pa

from graphmodel.problems import OutputError, Problems
from graphmodel.study import Batch
from graphmodel_loaders.csv_file import CsvTable, open_csv_table

DEFAULT_TABLES = ("predicates", "stages", "evidence_types", "codebook")
"""Tables that a study may leave out: the packaged ones stand in."""


def packaged_folder() -> Path:
    """Where the packaged study lies."""
    return Path(str(resources.files("graphmodel"))) / "data" / "study"


def default_supply() -> tuple[str, ...]:
    """The stages of the default cycle at which services are specified and contracted."""
    settings = tomllib.loads((packaged_folder() / "study.toml").read_text("utf-8"))
    return tuple(settings["stages"]["supply"])


@dataclass(frozen=True)
class DefaultTable:
    """A packaged table that stands in for one which the study does not have."""

    inner: CsvTable
    without: frozenset[str] = frozenset()
    default: bool = True
    sheet: str = ""

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.inner.name

    @property
    def file(self) -> str:
        """Says that it is no file of the user."""
        return f"{self.inner.file} (default)"

    @property
    def columns(self) -> tuple[str, ...]:
        """The header."""
        return tuple(name for name in self.inner.columns if name not in self.without)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.inner.size

    def fingerprint(self) -> Iterator[bytes]:
        """For the content hash."""
        yield ";".join(sorted(self.without)).encode()
        yield from self.inner.fingerprint()

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows."""
        for batch in self.inner.batches(problems, advance):
            names = list(self.columns)
            data = pa.RecordBatch.from_arrays([batch.data[name] for name in names], names)
            yield Batch(batch.rows, data, batch.left_out)


def default_table(name: str, without: frozenset[str] = frozenset()) -> DefaultTable:
    """One packaged table, less the columns in ``without``."""
    table = open_csv_table(name, packaged_folder() / f"{name}.csv", Problems(), default=True)
    assert table is not None  # noqa: S101 - the file is ours
    return DefaultTable(table, without)


def write_example(folder: Path) -> list[Path]:
    """Copy the packaged study, all of its files, into a new or empty folder.

    Returns:
        The files written.

    Raises:
        OutputError: the folder holds something already.
    """
    refuse_if_filled(folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in packaged_folder().iterdir() if path.is_file() and not path.name.startswith("."))
    return [Path(shutil.copyfile(path, folder / path.name)) for path in files]


def refuse_if_filled(folder: Path) -> None:
    """Raise OutputError unless the folder is new or empty."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file. Name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder} is not empty; nothing was written. Name a new folder.")
