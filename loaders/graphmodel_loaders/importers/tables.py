"""Studies in the form of tables: a folder of CSV files with study.toml, or one workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.account import Account
from graphmodel.formats import OWN_FILE, ImportedStudy, Importer
from graphmodel.problems import Problems

if TYPE_CHECKING:
    from graphmodel.study import TableSource

Row = dict[str, str]
Take = Callable[[str, int, Row], Row | str]
"""Of a table, the number of a row and the row: the row as it is taken, or why it is left out."""


def read_tables(path: Path, *, study_id: str = "", take: Take = lambda _table, _number, row: row) -> ImportedStudy:
    """The study's own tables, whatever their encoding and separator, and its settings as they are.

    Rows that cannot be read are rejected. Nothing else is checked here.

    Args:
        path: the folder or workbook.
        study_id: id of the study where its settings name none.
        take: what to take of each row.

    Raises:
        StudyError: there is no study there.
    """
    from graphmodel_loaders.opening import read_study

    study = read_study(path)
    account = Account()
    for problem in study.problems:
        if problem.severity == "error":
            account.reject("settings" if problem.table == "study" else "tables", problem.what, problem.where)
    tables = {}
    for name, table in study.tables.items():
        if table.default:
            continue
        tables[name] = (table.columns, _rows_of(table, take, account))
    account.take("tables", len(tables))
    settings = {"id": study_id, "title": study_id} if study_id else {}
    if path.is_dir():
        read = {table.file for table in study.tables.values()} | {"study.toml", OWN_FILE}
        others = sorted(file.name for file in path.iterdir() if file.name not in read and file.name[0] not in ".~")
        if others:
            account.remarks.append(f"Not copied, because they are not tables: {', '.join(others)}.")
    return ImportedStudy(tables, {**settings, **study.raw_settings}, account)


def _rows_of(table: "TableSource", take: Take, account: Account) -> list[Row]:
    """What is taken of the rows of one table."""
    problems, rows = Problems(), []
    for batch in table.batches(problems, lambda _: None):
        for number, row in zip(batch.rows.to_pylist(), batch.data.to_pylist(), strict=True):
            taken = take(table.name, number, row)
            if isinstance(taken, str):
                account.leave_out("rows", taken, f"{table.name} row {number}")
            else:
                rows.append(taken)
    for problem in {
        problem.row: problem for problem in problems if problem.severity == "error" and problem.row
    }.values():
        account.reject("rows", problem.what, problem.where)
    account.take("rows", len(rows))
    return rows


def _is_folder(path: object) -> bool:
    from graphmodel_loaders.importers.causal_map import is_causal_map
    from graphmodel_loaders.opening import holds_tables

    try:
        return isinstance(path, Path) and path.is_dir() and holds_tables(path) and not is_causal_map(path)
    except OSError:
        return False


def _is_workbook(path: object) -> bool:
    from graphmodel_loaders.opening import WORKBOOKS, study_workbook

    try:
        book = study_workbook(path) if isinstance(path, Path) and path.is_dir() else path
        if not isinstance(book, Path) or book.suffix.lower() not in WORKBOOKS or not book.is_file():
            return False
        from graphmodel_loaders.framework.recognising import is_framework
        from graphmodel_loaders.importers.causal_map import is_causal_map
        from graphmodel_loaders.workbook import has_study_sheets

        # A framework workbook may have a sheet with its codebook, a causal map sheets with its factors and sources.
        return has_study_sheets(book) and not is_framework(book) and not is_causal_map(book)
    except OSError:
        return False


FOLDER = Importer(
    "folder",
    "a study as a folder of CSV files",
    read_tables,
    _is_folder,
    endings=(".csv", ".tsv", "study.toml"),
    is_study=True,
)
WORKBOOK = Importer(
    "workbook",
    "a study as an Excel workbook",
    read_tables,
    _is_workbook,
    endings=(".xlsx", ".xlsm"),
    is_study=True,
)
