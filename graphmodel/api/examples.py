"""Small invented files, for those who want to try the program before they have a file of their own."""

import csv
import os
import shutil
import zipfile
from pathlib import Path

from openpyxl import Workbook

from graphmodel.output.files import replacing
from graphmodel.output.xlsx_writer import save, write_sheet
from graphmodel.problems import OutputError
from graphmodel_loaders.loaded_study import packaged_folder

_DATA = packaged_folder().parent
_SHEET, _PROJECT = _DATA / "sheet" / "claims.csv", _DATA / "project"


def write_example_sheet(path: str | Path) -> Path:
    """Write a small invented sheet, a row for each claim, to try :func:`graphmodel.start` on.

    Args:
        path: a new file, ``.xlsx`` or ``.csv``.

    Returns:
        The file.

    Raises:
        OutputError: there is such a file, it has another ending, or it cannot be written.
    """
    target = _new_file(path, "a sheet", ".xlsx", ".csv")
    if target.suffix.lower() == ".csv":
        with replacing(target) as work:
            shutil.copyfile(_SHEET, work)
        return target
    with _SHEET.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    book = Workbook(write_only=True)
    write_sheet(book, "Claims", headings, [list(row) for row in rows])
    save(book, target)
    return target


def write_example_project(path: str | Path) -> Path:
    """Write a small invented project in REFI-QDA, to try :func:`graphmodel.import_study` on.

    It has three interviews on one page each, coded as programs for qualitative research do.

    Args:
        path: a new file, ``.qdpx``.

    Returns:
        The file.

    Raises:
        OutputError: there is such a file, it has another ending, or it cannot be written.
    """
    target = _new_file(path, "a project", ".qdpx")
    with replacing(target) as work, zipfile.ZipFile(work, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(_PROJECT.iterdir()):
            name = file.name if file.suffix == ".qde" else f"sources/{file.name}"
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes())
    return target


def _new_file(path: str | Path, what: str, *endings: str) -> Path:
    target = Path(path)
    if target.suffix.lower() not in endings:
        raise OutputError(f"{target} is not the name of {what}. End it in {' or '.join(endings)}.", by_caller=True)
    if os.path.lexists(target):
        raise OutputError(f"{target} exists already and is not overwritten. Choose another name.")
    return target
