"""A small invented sheet, for those who want to see how a study is made of one before they have their own."""

import csv
import os
import shutil
from pathlib import Path

from openpyxl import Workbook

from graphmodel.output.files import replacing
from graphmodel.output.xlsx_writer import save, write_sheet
from graphmodel.problems import OutputError
from graphmodel_loaders.loaded_study import packaged_folder

_SHEET = packaged_folder().parent / "sheet" / "claims.csv"


def write_example_sheet(path: str | Path) -> Path:
    """Write a small invented sheet, a row for each claim, to try :func:`graphmodel.start` on.

    Args:
        path: a new file, ``.xlsx`` or ``.csv``.

    Returns:
        The file.

    Raises:
        OutputError: there is such a file, it has another ending, or it cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in (".xlsx", ".csv"):
        raise OutputError(f"{target} is not the name of a sheet. End it in .xlsx or .csv.", by_caller=True)
    if os.path.lexists(target):
        raise OutputError(f"{target} is already there, and is not overwritten. Choose another name.")
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
