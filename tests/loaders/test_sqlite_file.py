import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graphmodel.problems import StudyError
from graphmodel_loaders import sqlite_file
from graphmodel_loaders.sqlite_file import has_tables, is_sqlite, number_of, open_database, text_of


def make(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def read(path: Path, *columns: str, table: str = "words") -> list[tuple[object, ...]]:
    with open_database(path, [table]) as database:
        return list(database.rows(table, *columns))


PLAIN = ("CREATE TABLE words (id INTEGER PRIMARY KEY, said TEXT)", "INSERT INTO words VALUES (1, 'öde'), (2, NULL)")


def test_rows_have_the_columns_in_the_order_asked_and_none_for_one_that_is_not_there(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", *PLAIN)
    assert read(path, "said", "colour", "id") == [("öde", None, 1), (None, None, 2)]
    assert read(path, "id", table="others") == []


@pytest.mark.parametrize("name", ["per cent %41.db", "a?mode=rw&b#c.db", "é ü 例.db", 'it\'s "so".db'])
def test_any_name_of_a_file_works(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and set(name) & set('?"'):
        pytest.skip("not a name on Windows")
    assert len(read(make(tmp_path / name, *PLAIN), "id")) == 2


def test_a_share_of_windows_keeps_its_server_out_of_the_authority() -> None:
    class Share(type(Path())):  # type: ignore[misc]
        def absolute(self) -> "Share":
            return self

        def as_uri(self) -> str:
            return "file://server/share/my%20file.db"

    assert sqlite_file._uri(Share("x")) == "file:////server/share/my%20file.db"


def test_nothing_is_written_beside_the_file(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", "PRAGMA journal_mode=WAL", *PLAIN)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    read(path, "id")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_rows_in_the_write_ahead_log_are_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    copied = tmp_path / "copied"
    inside.mkdir()
    copied.mkdir()
    path = make(inside / "a.db", "PRAGMA journal_mode=WAL", *PLAIN)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO words VALUES (3, 'new')")
        connection.commit()
        for one in inside.iterdir():
            shutil.copy(one, copied)
    (copied / "a.db-shm").unlink(missing_ok=True)
    assert read(copied / "a.db", "id") == [(1,), (2,), (3,)]
    assert sorted(one.name for one in copied.iterdir()) == ["a.db", "a.db-wal"]


def test_a_save_that_was_not_finished_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", *PLAIN)
    journal = tmp_path / "a.db-journal"
    journal.write_bytes(b"\0" * 512)
    assert len(read(path, "id")) == 2
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
    with pytest.raises(StudyError, match="close it there"):
        read(path, "id")


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE VIEW words AS SELECT 1 AS id",),
        ("CREATE VIEW Words AS SELECT 1 AS id",),
        ("CREATE VIRTUAL TABLE words USING fts5(said)",),
    ],
)
def test_what_is_not_a_plain_table_is_refused(tmp_path: Path, statements: tuple[str, ...]) -> None:
    with pytest.raises(StudyError, match="not a plain table"):
        read(make(tmp_path / "a.db", *statements), "id")


def test_computed_columns_are_not_read(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.db",
        "CREATE TABLE words (id INTEGER, size AS (length(hex(zeroblob(id)))))",
        "INSERT INTO words VALUES (9)",
    )
    assert read(path, "id", "size") == [(9, None)]


def test_rules_about_values_that_rows_break_are_no_damage(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.db",
        "PRAGMA ignore_check_constraints=ON",
        "CREATE TABLE words (id INTEGER CHECK (id < 5))",
        "INSERT INTO words VALUES (9)",
    )
    assert read(path, "id") == [(9,)]


def test_an_endless_rule_of_the_schema_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "SECONDS", 0.001)
    path = make(tmp_path / "a.db", "CREATE TABLE words (id INTEGER, n INTEGER)")
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("INSERT INTO words VALUES (?, 1)", ((i,) for i in range(30_000)))
        connection.execute("PRAGMA writable_schema=ON")
        rule = " AND ".join(["length(hex(id)) > 0"] * 300)
        connection.execute(
            "UPDATE sqlite_master SET sql = ?", (f"CREATE TABLE words (id INTEGER, n INTEGER, CHECK ({rule}))",)
        )
        connection.commit()
    with pytest.raises(StudyError, match="seconds"):
        read(path, "id")


@pytest.mark.parametrize("change", ["cut", "noise", "text", "empty", "folder"])
def test_what_is_no_sound_database_is_reported(tmp_path: Path, change: str) -> None:
    path = make(tmp_path / "a.db", *PLAIN, *["INSERT INTO words (said) SELECT hex(randomblob(500)) FROM words"] * 7)
    data = bytearray(path.read_bytes())
    if change == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif change == "noise":
        data[9000:12000] = os.urandom(3000)
        path.write_bytes(data)
    elif change == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(b"id,said\n1,a\n" if change == "text" else b"")
    with pytest.raises(StudyError) as caught:
        read(path, "id", "said")
    assert "a.db" in str(caught.value)
    assert not has_tables(path, {"others": ["id"]})


def test_a_file_is_known_by_its_tables_and_columns(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", *PLAIN)
    assert is_sqlite(path)
    assert has_tables(path, {"words": ["id", "said"]})
    assert not has_tables(path, {"words": ["colour"]})
    assert not has_tables(path, {"others": []})


def test_values_of_any_sort_become_text_or_numbers() -> None:
    assert [text_of(value) for value in (None, "a", 3, 2.0, 2.5, b"\xc3\xa9", b"\xff")] == [
        "", "a", "3", "2", "2.5", "é", "",
    ]  # fmt: skip
    assert [number_of(value) for value in (None, "a", " 12 ", 3, 2.0, 2.5, b"1", "9" * 5000)] == [
        None, None, 12, 3, 2, None, None, None,
    ]  # fmt: skip
    assert [number_of(value) for value in (float("inf"), float("nan"))] == [None, None]
