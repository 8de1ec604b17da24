"""Writes a result to the screen or a file: ``table``, ``csv``, ``json`` or ``xlsx``.

Importing this package costs little; a writer, and the library it needs, loads when it writes.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TextIO, get_args

from graphmodel.problems import OutputError

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["table", "csv", "json", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
FORMAT_OF_ENDING: dict[str, Format] = {".xlsx": "xlsx", ".csv": "csv", ".json": "json", ".txt": "table"}
"""The format of each file ending."""

_WRITERS: dict[str, str] = {
    "table": "terminal_writer",
    "csv": "csv_writer",
    "json": "json_writer",
    "xlsx": "xlsx_writer",
}
"""The module of each format; its function is named ``write_`` and the format."""


class Writable(Protocol):
    """What is written: tables by name, and what they count. :class:`~graphmodel.results.Result` is one."""

    @property
    def title(self) -> str:
        """What the tables show."""

    @property
    def counts(self) -> str:
        """What their numbers count."""

    @property
    def tables(self) -> "Mapping[str, pd.DataFrame]":
        """The tables, the main one first."""

    @property
    def frame(self) -> "pd.DataFrame":
        """The main table."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What else a reader must know."""


def refuse_contradiction(output: Path, format: str) -> None:  # noqa: A002 - the word users type
    """Refuse a file whose ending says something else than the format that goes into it.

    A name without an ending says nothing, and a folder takes CSV whatever its name.

    Raises:
        OutputError: it has another ending.
    """
    if output.suffix and not (format == "csv" and output.is_dir()):
        refuse_ending(output, *(ending for ending, of in FORMAT_OF_ENDING.items() if of == format))


def refuse_ending(file: Path, *endings: str) -> None:
    """Refuse the name of a file that ends otherwise than what is written into it.

    Raises:
        OutputError: it does.
    """
    if file.suffix.lower() not in endings:
        raise OutputError(
            f"{file} would not hold what its name says; nothing was written. End the name in {' or '.join(endings)}.",
            by_caller=True,
        )


def write(result: Writable, format: str, output: Path | TextIO) -> None:  # noqa: A002 - the word users type
    """Write a result.

    Args:
        result: what to write.
        format: ``table`` for people to read on a screen; ``csv`` (several tables need a folder);
            ``json``: a list of records, or an object of lists where there are several tables;
            ``xlsx``: a workbook with one sheet per table and a sheet ``about``.
        output: a file, a folder (several CSV tables) or an open text stream. An existing file is
            replaced once the new one is complete.

    Raises:
        OutputError: the format cannot hold the result, the file has another ending, or it cannot be written.
    """
    if format not in _WRITERS:
        raise OutputError(f"There is no format {format!r}. Choose one of {', '.join(FORMATS)}.", by_caller=True)
    if isinstance(output, Path):
        refuse_contradiction(output, format)
    writer = getattr(import_module(f"graphmodel.output.{_WRITERS[format]}"), f"write_{format}")
    writer(result, output)
