"""Writes a result to the screen or a file: ``table``, ``csv``, ``json`` or ``xlsx``."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TextIO, get_args

from graphmodel.problems import OutputError
from graphmodel.results import Result
from graphmodel_viz.output.as_csv import write_csv
from graphmodel_viz.output.as_json import write_json
from graphmodel_viz.output.as_table import write_table
from graphmodel_viz.output.as_xlsx import write_xlsx

Format = Literal["table", "csv", "json", "xlsx"]
FORMATS: tuple[str, ...] = get_args(Format)

__all__ = ["FORMATS", "Format", "write"]

_WRITERS: dict[str, Callable[[Result, Path | TextIO], None]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
    "xlsx": write_xlsx,
}


def write(result: Result, format: str, output: Path | TextIO) -> None:  # noqa: A002 - the word users type
    """Write a result.

    Args:
        result: what to write.
        format: ``table`` for people to read on a screen; ``csv`` (several tables need a folder);
            ``json``: a list of records, or of several tables an object of lists; ``xlsx``: a
            workbook with a sheet for each table and a sheet ``about``.
        output: a file, a folder (several CSV tables) or an open text stream. A file that is there
            already is replaced, once the new one is complete.

    Raises:
        OutputError: the result does not fit the format, or the file cannot be written.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise OutputError(f"There is no format {format!r}. Choose one of {', '.join(FORMATS)}.")
    writer(result, output)
