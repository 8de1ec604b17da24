"""Results as CSV: one file for each table."""

import csv
from pathlib import Path
from typing import TextIO

import pandas as pd

from graphmodel.output import Writable
from graphmodel.output.cells import Plain, clean, headers, joined, rows, without_formulas
from graphmodel.output.files import refuse_nowhere, replacing_folder, text_to
from graphmodel.problems import OutputError
from graphmodel.wording import Message, Option, in_line


def write_csv(result: Writable, output: Path | TextIO) -> None:
    """Write a result as CSV.

    A file begins with a byte order mark, without which Excel misreads accents. List entries are
    joined by ``; ``, missing values are empty. On a terminal, characters that could control it
    are shown by codes. Text that a spreadsheet would run as a formula gets an apostrophe in front.
    Several tables make a folder with one file each, and ``about.txt`` with what they count.

    Raises:
        OutputError: several tables cannot go into one file, or a file cannot be written.
    """
    if not isinstance(output, Path):
        _only_one(result, "to the screen as CSV")
        with text_to(output) as stream:
            _write(result.frame, stream)
    elif output.is_dir() or len(result.tables) > 1:
        _write_folder(result, output)
    else:
        with text_to(output, "utf-8-sig") as stream:
            _write(result.frame, stream)


def _write_folder(result: Writable, folder: Path) -> None:
    if folder.suffix.lower() == ".csv" and not folder.is_dir():
        _only_one(result, "into one CSV file")
    refuse_nowhere(folder)
    try:
        with replacing_folder(folder) as work:
            for name, frame in result.tables.items():
                with text_to(work / f"{name}.csv", "utf-8-sig") as stream:
                    _write(frame, stream)
            about = "\n\n".join([result.title, result.counts, *result.notes]) + "\n"
            (work / "about.txt").write_text(about, "utf-8", newline="\n")
    except OSError as error:
        raise OutputError(
            f"The folder {folder} cannot be written ({error.strerror or error}). Choose another folder."
        ) from error


def _only_one(result: Writable, where: str) -> None:
    if len(result.tables) != 1:
        raise OutputError(
            Message(
                "This result has {} tables ({}), and only one can go {}. Choose one with {}, write to a folder, "
                "or use the format xlsx or json.",
                len(result.tables),
                ", ".join(result.tables),
                where,
                Option("table", "NAME", python='result["NAME"].to_csv(...)'),
            ),
            by_caller=True,
        )


def _write(frame: pd.DataFrame, stream: TextIO) -> None:
    """Write a frame; a terminal shows what could control it, while files and pipes have the text as it is."""
    cell = _shown_cell if stream.isatty() else _cell
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([cell(name) for name in headers(frame)])
    writer.writerows([cell(value) for value in row] for row in rows(frame))


def _shown_cell(value: Plain) -> str | int | float | None:
    cell = _cell(value)
    return in_line(cell) if isinstance(cell, str) else cell


def _cell(value: Plain) -> str | int | float | None:
    value = joined(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    return without_formulas(clean(value))
