"""Framework matrices: interviews by codes, with the coder's summary and quotations in the cells.

The method is that of Ritchie and Spencer (1994). A workbook has a sheet for each theme, a row for each interview and a
column for each code. The same is exported by NVivo (framework matrix) and MAXQDA (summary table).
"""

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.formats import FormatOption, Importer

if TYPE_CHECKING:
    from graphmodel.coded_project import CodedProject


def read_framework(
    path: Path, *, study_id: str = "study", sheets: str = "", rows: str = "", header: str = "", first_code: str = ""
) -> "CodedProject":
    """The interviews, codes and cells of a framework matrix.

    Args:
        path: a workbook, or a CSV file, which counts as one sheet.
        study_id: not used; the program gives it to every reader.
        sheets: names of the sheets to read, with ``;`` between them; else each that is a matrix.
        rows: what rows are, ``interviews`` or ``codes``; else guessed sheet by sheet.
        header: rows of the headings, such as ``2-4``; else guessed.
        first_code: letter of the first column of codes; else guessed.

    Raises:
        StudyError: the file cannot be read, or no sheet is a matrix.
    """
    from graphmodel_loaders.framework.reading import read_matrices

    del study_id
    return read_matrices(path, sheets=sheets, rows=rows, header=header, first_code=first_code)


def _is_framework(source: object) -> bool:
    from graphmodel_loaders.framework.recognising import is_framework

    return isinstance(source, Path) and is_framework(source)


IMPORTER = Importer(
    "framework",
    "a framework matrix (interviews by codes) as a workbook or CSV, also of NVivo and MAXQDA",
    read_framework,
    _is_framework,
    endings=(".xlsx", ".xlsm", ".ods", ".xls", ".csv"),
    options=(
        FormatOption("sheets", "names of the sheets to read, with ; between them; default: every matrix"),
        FormatOption("rows", "what rows are: interviews or codes; default: detected"),
        FormatOption("header", "rows of the headings, such as 2-4; default: detected"),
        FormatOption("first_code", "letter of the first column of codes; default: detected"),
    ),
    is_coded=True,
)
