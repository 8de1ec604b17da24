"""Tables of other programs, row by row: CSV files, folders of them, and workbooks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.account import Account
from graphmodel.problems import Problems
from graphmodel.schema import TABLES

if TYPE_CHECKING:
    from graphmodel_loaders.workbook import Workbook

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True)
class Record:
    """One row: its cells by tidy names of columns, and where it is."""

    cells: Mapping[str, str]
    place: str

    def first(self, *names: str) -> str:
        """The first of these cells that has text."""
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


@dataclass(frozen=True)
class Table:
    """A table of a file.

    Attributes:
        title: name of the sheet, or of the file without its ending.
        columns: tidy names, blank where a column has none.
        is_sheet: whether it is a sheet of a workbook.
        rows: reads its rows; rows that cannot be read are rejected as ``what`` in the account.
    """

    title: str
    columns: tuple[str, ...]
    is_sheet: bool
    rows: Callable[[str, Account], Iterator[Record]]

    def has(self, *names: str) -> bool:
        """Whether it has all of these columns."""
        return set(names) <= set(self.columns)

    def has_any(self, *names: str) -> bool:
        """Whether it has one of these columns."""
        return not set(names).isdisjoint(self.columns)


def open_tables(path: Path) -> list[Table]:
    """The tables of a folder of CSV files, of a workbook or of one CSV file; none in a file of another sort.

    Raises:
        StudyError: the workbook cannot be read.
        OSError: a file cannot be opened.
    """
    if path.is_dir():
        return [table for file in csv_files(path) for table in open_tables(file)]
    ending = path.suffix.lower()
    if ending not in WORKBOOKS | TEXTS:
        return []
    state = path.stat()
    look = _sheets if ending in WORKBOOKS else _csv_table
    return list(look(path, state.st_mtime_ns, state.st_size))


def is_study(path: Path, tables: Sequence[Table]) -> bool:
    """Whether a file or folder with these tables is a study: one of them has the name of a table of the model."""
    from graphmodel_loaders.opening import holds_tables
    from graphmodel_loaders.rows import tidy_name

    return holds_tables(path) if path.is_dir() else any(tidy_name(table.title) in TABLES for table in tables)


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder, by name."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in {".csv", ".tsv"} and file.is_file())


@lru_cache(maxsize=16)
def _csv_table(path: Path, _changed: int, _size: int) -> tuple[Table, ...]:
    """The table of a file; several importers ask for it in turn, so it is looked at once."""
    from graphmodel_loaders.csv_file import open_csv_table
    from graphmodel_loaders.rows import UNNAMED

    table = open_csv_table(path.stem, path, Problems())
    if table is None:
        return ()
    names = tuple("" if name.startswith(UNNAMED) else name for name in table.names)
    return (Table(path.stem, names, False, partial(_csv_rows, path)),)


def _csv_rows(path: Path, what: str, account: Account) -> Iterator[Record]:
    from graphmodel_loaders.csv_file import open_csv_table

    problems = Problems()
    table = open_csv_table(path.stem, path, problems)
    if table:
        for batch in table.batches(problems, lambda _: None):
            for number, cells in zip(batch.rows.to_pylist(), batch.data.to_pylist(), strict=True):
                if any(cells.values()):
                    yield Record({name: text or "" for name, text in cells.items()}, f"{path.name}, row {number}")
    for problem in problems:
        if problem.severity == "error":
            account.reject(what, problem.what, problem.where)


@lru_cache(maxsize=1)
def _sheets(path: Path, _changed: int, _size: int) -> tuple[Table, ...]:
    """The sheets of a workbook, likewise."""
    from graphmodel_loaders.rows import tidy_name
    from graphmodel_loaders.workbook import Workbook

    book = Workbook(path, Problems())
    tables = []
    for title in book.sheet_names:
        _, names = next(_sheet_lines(path, book, title), (0, []))
        columns = tuple(tidy_name(name) for name in names)
        tables.append(Table(title, columns, True, partial(_sheet_rows, path, book, title)))
    return tuple(tables)


def _sheet_rows(path: Path, book: "Workbook", title: str, what: str, account: Account) -> Iterator[Record]:
    from graphmodel_loaders.rows import tidy_name

    names: list[str] = []
    for number, texts in _sheet_lines(path, book, title):
        if not names:
            names = [tidy_name(text) for text in texts]
            continue
        cells: dict[str, str] = {}
        for name, text in zip(names, texts, strict=False):
            if name and not cells.get(name):
                cells[name] = text
        yield Record(cells, f"sheet {title}, row {number}")


def _sheet_lines(path: Path, book: "Workbook", title: str) -> Iterator[tuple[int, list[str]]]:
    """Number and texts of the rows of a sheet that are not blank."""
    from graphmodel_loaders.excel import damaged, text_of

    try:
        for number, row, _ in book.rows(title, formulas=False):
            texts = [text_of(cell, None, code=False)[0].strip() for cell in row]
            if any(texts):
                yield number, texts
    except Exception as error:
        raise damaged(path, error) from error
