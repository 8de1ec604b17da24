"""Reads workbooks of other formats than Excel's present one in a process of its own.

Their reader takes memory for the whole rectangle up to the last cell, and where that is, is only known when it is too
late. So another process reads them, and is stopped where it takes too much.
"""

import json
import sys
import time
import zipfile
from dataclasses import asdict
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryFile
from typing import Any

import psutil
import python_calamine

from graphmodel.own_process import start_python
from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.archives import OLD_OFFICE
from graphmodel_loaders.flat.cells import damaged_book, grid_of, merged_areas, names_of_sheets, text_rows
from graphmodel_loaders.flat.extent import LARGEST_AREA
from graphmodel_loaders.flat.grid import Grid, Opened
from graphmodel_loaders.flat.ods_xml import marks_of_ods
from graphmodel_loaders.flat.old_excel import error_cells
from graphmodel_loaders.flat.sheet_xml import Marks

MOST_BYTES = 3 << 28
"""With this process, and what the other one takes until it is looked at again, less than 1 GB."""
MOST_SECONDS = 30.0
_EVERY = 0.02
"""Seconds between two looks at time and memory."""
_START = "from graphmodel_loaders.flat.apart import main; main()"


def read_apart(path: Path) -> Opened:
    """Read all sheets of a workbook in another process.

    Raises:
        StudyError: it is damaged, or reading it takes too much memory or time.
        OSError: no other process starts.
    """
    name = shown_name(path)
    about = path.stat()
    answer = _answer(path.absolute(), about.st_mtime_ns, about.st_size)
    if not answer:
        raise _too_much(name)
    read = json.loads(answer)
    if "damaged" in read:
        raise damaged_book(name, read["damaged"])
    if "wide" in read:
        raise _too_much(name)
    sheets = {sheet["name"]: sheet for sheet in read["sheets"]}
    return Opened(path, tuple(sheets), lambda sheet: _grid(sheets[sheet]))


@lru_cache(maxsize=1)
def _answer(path: Path, _changed: int, _size: int) -> bytes:
    """What the other process says of a file, nothing if it took too much; kept for the last, often opened again."""
    with TemporaryFile() as out:
        process = start_python(_START, [str(path.absolute())], stdin=DEVNULL, stdout=out, stderr=DEVNULL)
        try:
            ends = time.monotonic() + MOST_SECONDS
            while process.poll() is None:
                if _memory(process.pid) > MOST_BYTES or time.monotonic() > ends:
                    return b""
                time.sleep(_EVERY)
        finally:
            process.kill()
            process.wait()
        out.seek(0)
        answer = out.read()
    return b"" if process.returncode else answer  # it ran out of memory, or its reader broke down


def _grid(sheet: dict[str, Any]) -> Grid:
    rows: list[list[str]] = [[]] * max((number for number, _ in sheet["lines"]), default=0)
    for number, cells in sheet["lines"]:
        rows[number - 1] = cells
    marks = Marks(**{**sheet["marks"], "faults": {(row, column): what for row, column, what in sheet["faults"]}})
    return grid_of(sheet["name"], rows, [tuple(area) for area in sheet["merged"]], marks, sheet["hidden"])


def _memory(process: int) -> int:
    """Bytes of memory of a process and those that it has started: on Windows, Python starts another one."""
    total = 0
    try:
        first = psutil.Process(process)
        for one in (first, *first.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.Error:
        pass  # it has just ended
    return total


def _too_much(name: str) -> StudyError:
    return StudyError(
        f"Reading {name} takes too much memory or time: one of its sheets reaches too far, or the file is damaged."
        " Delete what stands far from the table, and save it as an Excel workbook (.xlsx)."
    )


def main() -> None:
    """Write what is in the workbook that the command line names, as JSON."""
    try:
        answer = _read(Path(sys.argv[1]))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, the other process says it
        answer = {"damaged": f"{type(error).__name__}: {error}"}
    json.dump(answer, sys.stdout)


def _read(path: Path) -> dict[str, Any]:
    marks_by_name, largest = marks_of_ods(path) if zipfile.is_zipfile(path) else ({}, 0)
    if largest > LARGEST_AREA:
        return {"wide": True}
    data = path.read_bytes()
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))  # by its content, whatever its name ends in
    names, hidden = names_of_sheets(book)
    errors = dict(zip(book.sheet_names, _error_cells(data), strict=False))
    sheets = []
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if (sheet.total_height + 1) * (sheet.total_width + 1) > LARGEST_AREA:
            return {"wide": True}
        rows, marks = text_rows(sheet), marks_by_name.get(name, Marks())
        marks.faults |= errors.get(name, {})
        for number, column in marks.faults:
            if number <= len(rows) and column < len(rows[number - 1]):
                rows[number - 1][column] = ""
        fields = asdict(marks)
        faults = [[*place, what] for place, what in fields.pop("faults").items()]
        del fields["_formats"]
        sheets.append(
            {
                "name": name,
                "hidden": name in hidden,
                "lines": [(number, cells) for number, cells in enumerate(rows, 1) if any(cells)],
                "merged": merged_areas(sheet),
                "marks": fields,
                "faults": faults,
            }
        )
    return {"sheets": sheets}


def _error_cells(data: bytes) -> list[dict[tuple[int, int], str]]:
    """Cells with an error in each sheet of an old workbook; none where it has none that can be found."""
    try:
        return error_cells(data) if data.startswith(OLD_OFFICE) else []
    except ValueError:
        return []
