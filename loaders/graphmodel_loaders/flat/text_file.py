"""A sheet in a text file: whatever separates its cells, however its letters are encoded."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.csv_file import SEPARATORS, find_stray_quote
from graphmodel_loaders.encoding import Scan, scan, utf8_blocks
from graphmodel_loaders.flat.grid import LARGEST_TEXT, Grid, Opened, clean, make_grid

_NAMES = {**SEPARATORS, "|": "upright lines"}
_SAMPLE = 200
"""Rows that show what separates the cells."""


def open_text(path: Path) -> Opened:
    """Open a text file; its one sheet has the name of the file."""
    if path.stat().st_size > LARGEST_TEXT:
        raise StudyError(f"{shown_name(path)} is larger than {LARGEST_TEXT >> 20} MB. Split it, or leave out columns.")
    return Opened(path, (path.stem,), lambda _: _read(path))


def text_of(path: Path) -> tuple[Scan, str]:
    """How the letters of a text file are encoded, and the text."""
    scanned = scan(path)
    return scanned, b"".join(utf8_blocks(path, scanned.encoding, scanned.damaged)).decode("utf-8", "replace")


def _read(path: Path) -> Grid:
    scanned, text = text_of(path)
    first, _, rest = text.partition("\n")
    named = ""
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) <= len("sep=;"):
        named, text = first.strip().strip('"')[4:] or "\t", rest
    separator = named if named in _NAMES else _separator(text)
    stop = 0
    if scanned.quotes % 2 or scanned.quoted_breaks:
        columns = Counter(len(row) for row in _rows(text, separator, _SAMPLE)).most_common(1)
        lines = io.StringIO(text, newline="")
        stop, what, _ = find_stray_quote(lines, separator, columns[0][0] if columns else 1)
    offset = 1 if named else 0
    read = [[clean(cell) for cell in row] for row in _rows(text, separator, stop - 1 if stop else None)]
    grid = make_grid(path.stem, [[]] * offset + read)
    if stop:
        grid.notes.append(
            f"{what}, row {stop + offset}: that row and all below it are left out. Close the quotation mark, or save"
            " the sheet as a workbook."
        )
    if scanned.encoding == "cp1252":
        grid.notes.append("Read as Windows-1252, because it is not UTF-8. Check that accented letters are right.")
    if separator != "," and any(len(cells) > 1 for _, cells in grid.lines):
        grid.notes.append(f"Its cells are separated by {_NAMES[separator]}.")
    return grid


def _rows(text: str, separator: str, most: int | None) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), most))
    except csv.Error as error:
        raise StudyError(f"The file cannot be read as a table: {error}. Save it as an Excel workbook.") from error


def _separator(text: str) -> str:
    """What separates the cells: with it, most rows have the same number of cells, and more than one."""

    def likeness(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _rows(text[: 1 << 20], separator, _SAMPLE) if len(row) > 1)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return rows, width

    return max(_NAMES, key=likeness)
