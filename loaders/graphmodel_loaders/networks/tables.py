"""Tables of other programs, row by row: CSV files, folders of them, and workbooks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.account import Account
from graphmodel.problems import Problems
from graphmodel.schema import TABLES

if TYPE_CHECKING:
    from graphmodel_loaders.workbook import Workbook

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
_NAMELESS = "_nameless_"
"""Begins the names of columns without a name, while they are read."""


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
        # R and pandas write the numbers of rows as a first column without a name; it is read to be passed over.
        table = replace(table, names=tuple(_named(name, place) for place, name in enumerate(table.names, 1)))
        unnamed: dict[str, list[str]] = {name: [] for name in table.names if name.startswith(_NAMELESS)}
        for batch in table.batches(problems, lambda _: None):
            for number, row in zip(batch.rows.to_pylist(), batch.data.to_pylist(), strict=True):
                cells = {name: text or "" for name, text in row.items()}
                for name, texts in unnamed.items():
                    texts.extend(filter(None, [cells.pop(name, "")]))
                if any(cells.values()):
                    yield Record(cells, f"{path.name}, row {number}")
        _remark_nameless({name.removeprefix(_NAMELESS): texts for name, texts in unnamed.items()}, path.name, account)
    for problem in problems:
        if problem.severity == "error":
            account.reject(what, problem.what, problem.where)


def _named(name: str, place: int) -> str:
    """The name of a column; one by which it is passed over if it has none."""
    from graphmodel_loaders.rows import NOT_READ, UNNAMED

    return f"{_NAMELESS}{place}" if name.startswith(UNNAMED) and not name.startswith(NOT_READ) else name


def _remark_nameless(columns: Mapping[str, Sequence[str]], where: str, account: Account) -> None:
    """Name the columns without a name that have text, except the numbers of rows."""
    for column, texts in columns.items():
        if texts and not _counts(texts):
            account.remarks.append(f"{where}, column {column}: it has no name, so it is not taken.")


def _counts(texts: Sequence[str]) -> bool:
    """Whether texts are the numbers of rows, from 0 or 1 on."""
    return any(list(texts) == [str(number) for number in range(start, start + len(texts))] for start in (0, 1))


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
    from openpyxl.utils.cell import get_column_letter

    from graphmodel_loaders.rows import tidy_name

    names: list[str] = []
    unnamed: dict[str, list[str]] = {}
    for number, texts in _sheet_lines(path, book, title):
        if not names:
            names = [tidy_name(text) for text in texts]
            continue
        cells: dict[str, str] = {}
        for place, (name, text) in enumerate(zip_longest(names, texts, fillvalue="")):
            if name and not cells.get(name):
                cells[name] = text
            elif text and not name:
                unnamed.setdefault(get_column_letter(place + 1), []).append(text)
        if any(cells.values()):
            yield Record(cells, f"sheet {title}, row {number}")
    _remark_nameless(unnamed, f"sheet {title}", account)


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
