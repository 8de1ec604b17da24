"""Finds the tables of one program in files and folders, whatever stands above their headings and in which language."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from graphmodel.account import Account
from graphmodel.formats import OWN_FILE
from graphmodel.problems import StudyError
from graphmodel.wording import shown_name
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.flat.grid import Grid
from graphmodel_loaders.flat.opening import TEXT_FILES, WORKBOOKS, open_file
from graphmodel_loaders.rows import TELLING, tidy_name

COUNTS = "counts"
"""The kind of a table that only counts what other tables hold."""
_LOOKED_AT = 40
"""Rows with text among which the headings are."""
_NUMBERED = re.compile(r"(.+?) \d+")


@dataclass(frozen=True)
class _Table:
    """What tells one kind of table (see headings.toml)."""

    name: str
    needs: tuple[tuple[str, ...], ...]
    without: frozenset[str] = frozenset()
    shown_by: frozenset[str] = frozenset()
    only: bool = False

    def fits(self, columns: Collection[str], keys: Collection[str]) -> bool:
        """Whether a row of headings, as fields and as keys, is that of this table."""
        return (
            all(any(name in columns for name in names) for names in self.needs)
            and self.without.isdisjoint(columns)
            and (not self.shown_by or not self.shown_by.isdisjoint(keys))
            and (not self.only or len(keys) == len(self.needs))
        )


@dataclass(frozen=True)
class Program:
    """The words of one program.

    Attributes:
        fields: names of fields by the key of each heading.
        tables: its kinds of tables.
        folders: how full names begin, as keys, by the sort of thing.
        words: what stands in cells, as keys, by its meaning.
    """

    fields: Mapping[str, tuple[str, ...]]
    tables: tuple[_Table, ...]
    folders: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]

    def columns(self, cells: Sequence[str]) -> dict[str, list[int]]:
        """The places of each field in a row of headings; a field has several where its heading is numbered."""
        found: dict[str, list[int]] = {}
        for place, text in enumerate(cells):
            key = key_of(text) if text else ""
            numbered = _NUMBERED.fullmatch(key)
            for name in self.fields.get(key, ()):
                if name not in found:
                    found[name] = [place]
            if numbered and key not in self.fields:
                for name in self.fields.get(numbered[1], ()):
                    found.setdefault(name, []).append(place)
        return found

    def table(self, cells: Sequence[str]) -> tuple[str, dict[str, list[int]]] | None:
        """The kind of table of which a row is the headings, and its columns; None if it is not."""
        keys = {key_of(text) for text in cells if text}
        if len(keys) < 2 or len(keys & _claims()) > 1:
            return None
        columns = self.columns(cells)
        return next(((table.name, columns) for table in self.tables if table.fits(columns, keys)), None)


@dataclass
class Record:
    """One row of a table."""

    table: "Table"
    number: int
    cells: Sequence[str]

    def __getitem__(self, name: str) -> str:
        """The text of a field; empty if the table does not have it."""
        for place in self.table.columns.get(name, ()):
            if place < len(self.cells) and self.cells[place]:
                return self.cells[place]
        return ""

    def first(self, *names: str) -> str:
        """The first of these fields that has text."""
        return next((text for name in names if (text := self[name])), "")

    def every(self, name: str) -> list[str]:
        """The texts of a field with several columns."""
        places = self.table.columns.get(name, ())
        return [self.cells[place] for place in places if place < len(self.cells) and self.cells[place]]

    def facts(self, *names: str) -> dict[str, str]:
        """The texts of these fields and of all columns that are none, by field or heading, where there are any."""
        named = {name: text for name in names if (text := self[name])}
        own = {heading: self.cells[place] for heading, place in self.table.others if place < len(self.cells)}
        return {**named, **{heading: text for heading, text in own.items() if text}}

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        return f"{self.table.place}, row {self.number}"


@dataclass
class Table:
    """A sheet of a file.

    Attributes:
        file: name of the file.
        sheet: name of the sheet.
        kind: which table of the program it is; empty if it is none that is known by its headings.
        grid: the sheet.
        header: place of the row of headings among the lines of the grid.
        columns: places of fields.
        others: headings that are no field, and their places.
    """

    file: str
    sheet: str
    kind: str
    grid: Grid
    header: int = 0
    columns: Mapping[str, Sequence[int]] = field(default_factory=dict)
    others: Sequence[tuple[str, int]] = ()

    @cached_property
    def place(self) -> str:
        """The file, and the sheet where it has another name."""
        return self.file if Path(self.file).stem == self.sheet else f"{self.file}, sheet {self.sheet}"

    @property
    def headings(self) -> Sequence[str]:
        """The row of headings."""
        return self.grid.lines[self.header][1] if self.grid.lines else ()

    def records(self) -> Iterator[Record]:
        """The rows below the headings; headings that are repeated further down are passed over."""
        headings = self.headings
        for number, cells in self.grid.lines[self.header + 1 :]:
            if cells != headings:
                yield Record(self, number, cells)


def read_tables(path: Path, name: str, account: Account, besides: Collection[Path] = ()) -> list[Table]:
    """All sheets of a file, or of the files in a folder, those whose headings the program does not have included.

    Files of a folder that cannot be read are rejected.

    Args:
        path: the file or folder.
        name: name of the program in headings.toml.
        account: takes what is left out.
        besides: files that are read otherwise.

    Raises:
        StudyError: the file cannot be read.
    """
    tables: list[Table] = []
    for file in _files(path, account, besides):
        try:
            opened = open_file(file)
            tables += [_table(file, opened.read(sheet), program(name)) for sheet in opened.names]
        except StudyError as error:
            if not path.is_dir():
                raise
            account.reject("files", str(error), shown_name(file))
            continue
        account.remarks += [f"{shown_name(file)}: {note}" for note in opened.notes]
        account.take("files")
    for table in tables:
        account.remarks += [f"{table.place}: {note}" for note in table.grid.notes]
    return tables


def take_tables(tables: Sequence[Table], readers: Mapping[str, Callable[[Record], str]], account: Account) -> None:
    """Take the rows of all tables of the kinds that have a reader, kind by kind in the order of the readers."""
    for kind, read in readers.items():
        for table in tables:
            if table.kind == kind:
                _take_rows(table, read, account)


def leave_out_tables(tables: Sequence[Table], program: str, account: Account) -> None:
    """Leave out the tables that are none of a program, and those that only count what other tables hold."""
    reasons = {
        COUNTS: "it holds counts, which follow from what is coded",
        "": f"its headings are not those of a table of {program} that is read",
    }
    for table in tables:
        if table.kind in reasons:
            account.leave_out("sheets", reasons[table.kind], table.place)


def take_or_refuse(
    path: Path,
    tables: Sequence[Table],
    readers: Mapping[str, Callable[[Record], str]],
    account: Account,
    program: str,
    remedy: str,
    *,
    needed: Collection[str] = (),
) -> None:
    """Take the tables that have a reader, and leave out the others.

    Args:
        path: the file or folder.
        tables: its tables.
        readers: what takes a row, by the kind of table, in the order in which they are read.
        account: counts them.
        program: the program whose tables they are, or what they hold.
        remedy: what to export in place of a file without such tables.
        needed: the kinds without which nothing is read; none: one that has a reader is enough.

    Raises:
        StudyError: there is no such table.
    """
    if not any(table.kind in (needed or readers) for table in tables):
        only_counts = any(table.kind == COUNTS for table in tables)
        what = "only counts" if only_counts else f"no table of {program} that is read"
        raise StudyError(f"{path.name} holds {what}. {remedy}")
    take_tables(tables, readers, account)
    leave_out_tables(tables, program, account)


def _take_rows(table: Table, read: Callable[[Record], str], account: Account) -> None:
    """Take every row of a table; ``read`` takes one, or says why it is wrong."""
    taken = 0
    for record in table.records():
        fault = read(record)
        if fault:
            account.reject("rows", fault, record.place)
        taken += not fault
    account.take("rows", taken)
    account.take("sheets")


def holds_tables(path: object, name: str) -> bool:
    """Whether a file, or a file in a folder, has a sheet with the headings of a table of the program."""
    if not isinstance(path, Path):
        return False
    return any(program(name).table(cells) for lines in first_rows(path) for cells in lines)


def first_rows(path: Path) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The first rows of every sheet of a file, or of the files in a folder."""
    for file in _files(path, Account()):
        yield from _tops(file)


@cache
def program(name: str) -> Program:
    """The words of a program."""
    data = _data()[name]
    fields: dict[str, list[str]] = {}
    for field_, headings in data["fields"].items():
        for heading in headings:
            fields.setdefault(key_of(heading), []).append(field_)
    tables = tuple(
        _Table(
            entry["name"],
            tuple(map(tuple, entry["needs"])),
            frozenset(entry.get("without", ())),
            frozenset(map(key_of, entry.get("shown_by", ()))),
            entry.get("only", False),
        )
        for entry in data["tables"]
    )
    folders, words = (
        {sort: frozenset(map(key_of, texts)) for sort, texts in data.get(part, {}).items()}
        for part in ("folders", "words")
    )
    return Program({key: tuple(dict.fromkeys(names)) for key, names in fields.items()}, tables, folders, words)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("headings.toml").read_text("utf-8"))


@cache
def _claims() -> frozenset[str]:
    return frozenset(map(key_of, _data()["claims"]["headings"]))


def _files(path: Path, account: Account, besides: Collection[Path] = ()) -> list[Path]:
    """The file itself, or the sheets in a folder by name."""
    if not path.is_dir():
        return [file for file in [path] if file not in besides]
    files = []
    for file in sorted(path.iterdir()):
        if file.name.startswith((".", "~")) or file.name == OWN_FILE or file in besides:
            continue
        if file.is_symlink() or not file.is_file():
            account.leave_out("files", "it is not a plain file in this folder", shown_name(file))
        elif file.suffix.lower() not in {*TEXT_FILES, *WORKBOOKS}:
            account.leave_out("files", "it is not a workbook or a CSV file", shown_name(file))
        else:
            files.append(file)
    return files


def _table(file: Path, grid: Grid, words: Program) -> Table:
    for place, (_, cells) in enumerate(grid.lines[:_LOOKED_AT]):
        found = words.table(cells)
        if found:
            kind, columns = found
            taken = {place for places in columns.values() for place in places}
            others = [(text, place) for place, text in enumerate(cells) if text and place not in taken]
            return Table(shown_name(file), grid.name, kind, grid, place, columns, others)
    return Table(shown_name(file), grid.name, "", grid)


def _tops(file: Path) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The first rows of each sheet of a file; none of a study, and of a file that is no table."""
    if file.suffix.lower() not in {*TEXT_FILES, *WORKBOOKS}:
        return ()
    state = file.stat()
    return _read_tops(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _read_tops(file: Path, _changed: int, _size: int) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Every importer asks about the same file in turn, so it is read once."""
    try:
        opened = open_file(file)
        if file.suffix.lower() in WORKBOOKS and any(tidy_name(name) in TELLING for name in opened.names):
            return ()
        grids = [opened.read(name) for name in opened.names]
    except StudyError:
        return ()
    return tuple(tuple(tuple(cells) for _, cells in grid.lines[:_LOOKED_AT]) for grid in grids)
