"""SQLite files of other programs, read defensively.

Such a file comes from anybody. It is opened so that nothing beside it is written and nothing in it runs: read-only,
without views and triggers, without functions of the schema, one ``SELECT`` of named columns for each table
(https://www.sqlite.org/security.html). Every fault is a :class:`~graphmodel.problems.StudyError`.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from graphmodel.problems import StudyError, shown
from graphmodel.wording import shown_name

Value: TypeAlias = str | int | float | bytes | None

MAGIC = b"SQLite format 3\0"
LARGEST = 2 << 30
"""Most bytes of a file; recordings lie beside the databases of such programs."""
LONGEST_TEXT = 256 << 20
"""Most bytes of one cell."""
SECONDS = 10.0
"""Most time that SQLite may work on one file."""

_UNFINISHED = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""Begins a rollback journal whose change was not finished."""
_ORDINARY = 0
_DIGITS = 19
_STEPS = 20_000
_AT_ONCE = 1_000
_FAULTS = 100
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_REMEDY = "Open the project in its program, save a copy there, and import the copy."


@dataclass
class Database:
    """An open database.

    Attributes:
        name: of the file, for messages.
        columns: names of the columns of each table, as they are spelt in the file.
        numbers: how many rows were read of each table.
    """

    name: str
    columns: Mapping[str, Collection[str]]
    _connection: sqlite3.Connection
    _clock: "_Clock"
    _size: int
    numbers: dict[str, int] = field(default_factory=dict)

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Value, ...]]:
        """Values of the columns in each row of a table; None for a column, or no row for a table, that is not there.

        Raises:
            StudyError: the table is damaged.
        """
        here = self.columns.get(table, ())
        if not here:
            return
        chosen = ", ".join(_quoted(column) if column in here else "NULL" for column in columns)
        size = number = 0
        with _explained(self.name, self._clock):
            # An index of a damaged file may lack rows of the table.
            cursor = self._connection.execute(f"SELECT {chosen} FROM {_quoted(table)} NOT INDEXED")  # noqa: S608
        while True:
            with _explained(self.name, self._clock):
                rows = cursor.fetchmany(_AT_ONCE)
            if not rows:
                break
            number += len(rows)
            size += sum(len(value) for row in rows for value in row if isinstance(value, str | bytes))
            # A page that several pages of a damaged file point to is read again and again.
            if number > self._size or size > 2 * self._size:
                raise _damaged(self.name, f"the table {table} holds more than the file")
            yield from rows
        self.numbers[table] = number


@dataclass
class _Clock:
    """Time that SQLite has worked."""

    spent: float = 0.0
    since: float = 0.0

    def is_over(self) -> bool:
        return self.spent + time.monotonic() - self.since > SECONDS


def is_sqlite(path: Path) -> bool:
    """Whether a file begins as a SQLite database does."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def has_tables(path: Path, wanted: Mapping[str, Collection[str]]) -> bool:
    """Whether a file is a database that has these tables with these columns."""
    if not is_sqlite(path):
        return False
    try:
        with open_database(path, wanted, is_checked=False) as database:
            here = database.columns
            return all(table in here and set(columns) <= set(here[table]) for table, columns in wanted.items())
    except StudyError:
        return False


@contextmanager
def open_database(path: Path, tables: Collection[str], *, is_checked: bool = True) -> Iterator[Database]:
    """Open a database to read some of its tables.

    What a program has not yet written back (the write-ahead log beside the file) is read from a copy in a temporary
    folder.

    Args:
        path: the file.
        tables: names of the tables that will be read, where they are there.
        is_checked: whether to look through the whole file for damage first.

    Raises:
        StudyError: it is no SQLite database, damaged or too large, or one of the tables is not what it seems.
    """
    name = shown_name(path)
    try:
        size = _size(path, name)
        with _at_rest(path) as (address, further), _connected(address, name) as connection:
            clock = _Clock()
            _limit(connection, clock)
            with _explained(name, clock):
                columns = _columns(connection, tables, name)
                faults = _faults(connection) if is_checked else []
                connection.set_authorizer(
                    lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
                )
            if faults:
                raise _damaged(name, faults[0])
            yield Database(name, columns, connection, clock, size + further)
    except OSError as error:
        raise StudyError(
            f"{name} cannot be read: {error.strerror or error}. Close it in its program, and check that you have"
            " permission to read it."
        ) from error


def text_of(value: Value) -> str:
    """A value as text: empty for none, and for bytes that are not text."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        with suppress(UnicodeDecodeError):
            return value.decode()
        return ""
    return value if isinstance(value, str) else f"{value:.15g}" if isinstance(value, float) else str(value)


def number_of(value: Value) -> int | None:
    """A value as a whole number; None if it is none."""
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, str) and len(value) <= _DIGITS:
        with suppress(ValueError):
            return int(value)
    return None


def _size(path: Path, name: str) -> int:
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if start != MAGIC:
        raise StudyError(f"{name} is not a SQLite database. Choose the project file that its program saves.")
    size = path.stat().st_size
    if size > LARGEST:
        raise StudyError(f"{name} is larger than {LARGEST >> 30} GB. Split the project in its program.")
    return size


@contextmanager
def _at_rest(path: Path) -> Iterator[tuple[str, int]]:
    """The address of a database that nobody changes, and how many bytes lie in its log."""
    journal, log = (path.with_name(path.name + ending) for ending in ("-journal", "-wal"))
    if journal.is_file():
        with journal.open("rb") as file:
            if file.read(len(_UNFINISHED)) == _UNFINISHED:
                raise StudyError(
                    f"{shown_name(path)} was being saved when its program stopped ({shown_name(journal)} lies beside"
                    " it). Open the project in its program, close it there, and import it again."
                )
    further = log.stat().st_size if log.is_file() else 0
    if not further:
        yield f"{_uri(path)}?mode=ro&immutable=1", 0
        return
    if further > LARGEST:
        raise StudyError(f"{shown_name(log)} is larger than {LARGEST >> 30} GB. Close the project in its program.")
    with tempfile.TemporaryDirectory(prefix="graphmodel-") as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name("copy-wal"))
        yield f"{_uri(copy)}?mode=rw", further


def _uri(path: Path) -> str:
    """The path as SQLite reads it: each sign that could mean something is written as its code, also on a share."""
    uri = path.absolute().as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


@contextmanager
def _connected(address: str, name: str) -> Iterator[sqlite3.Connection]:
    with _explained(name, _Clock(since=time.monotonic())):
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _limit(connection: sqlite3.Connection, clock: _Clock) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_progress_handler(clock.is_over, _STEPS)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY", "query_only=ON"):
        with suppress(sqlite3.Error, ValueError):  # the first statement that reads the file says what is wrong with it
            connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _explained(name: str, clock: _Clock) -> Iterator[None]:
    """Take the time of SQLite's work, and say in plain words what stops it."""
    clock.since = time.monotonic()
    try:
        yield
    except sqlite3.DataError as error:
        raise StudyError(f"A cell of {name} is larger than {LONGEST_TEXT >> 20} MB. {_REMEDY}") from error
    except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as error:
        if clock.is_over():
            raise StudyError(f"{name} takes longer than {SECONDS:.0f} seconds to read. {_REMEDY}") from error
        raise _damaged(name, str(error)) from error
    except MemoryError as error:
        raise StudyError(f"{name} takes more memory than there is. {_REMEDY}") from error
    finally:
        clock.spent += time.monotonic() - clock.since


def _columns(connection: sqlite3.Connection, tables: Collection[str], name: str) -> dict[str, tuple[str, ...]]:
    """The stored columns of those tables that are there."""
    wanted = {table.casefold(): table for table in tables}
    found: dict[str, tuple[str, ...]] = {}
    for kind, spelt, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        table = wanted.get(text_of(spelt).casefold())
        if table is None or kind in {"index", "trigger"}:
            continue
        if kind != "table" or text_of(sql).lstrip().casefold().startswith("create virtual"):
            raise StudyError(
                f"{name} is not a project as its program saves it: {table} is not a plain table. It is not read."
            )
        described = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
        found[table] = tuple(column[1] for column in described if column[6] == _ORDINARY)
    return found


def _faults(connection: sqlite3.Connection) -> list[str]:
    """What is damaged, without rules about values that rows break."""
    found = [text_of(fault) for (fault,) in connection.execute(f"PRAGMA quick_check({_FAULTS})")]
    return [
        fault for fault in found if fault != "ok" and not fault.startswith(("NULL value in", "CHECK constraint failed"))
    ]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _damaged(name: str, what: str) -> StudyError:
    return StudyError(f"{name} is damaged ({shown(what)}). {_REMEDY}")
