"""Whatever is done to a study, the check reports it and never falls over."""

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.reported import check_whatever
from tests.support.studies import as_csv, tiny_study, tiny_tables
from tests.support.tiers import examples
from tests.support.workbooks import saved, tiny_book

NASTY = [
    "",
    " ",
    "\x00",
    "é",
    '"',
    ";",
    "|",
    "1.10",
    "Oct-10",
    "#REF!",
    "act.cook",
    "c1",
    "x" * 300,
    "2011-02-30",
    "\n",
]
CHANGES = ["cell", "drop column", "double row", "drop row", "rename column", "drop table"]
VALUES = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)),
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(99)),
    st.sampled_from(["=A1", "=1/0", "#N/A", "_x0007_", "_xFFFF_", "1.10"]),
)
TABLES = sorted(tiny_tables())


@pytest.mark.slow
@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_change_of_tables_gives_a_report(tmp_path_factory, data):
    tables = tiny_tables()
    changed = {}
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(TABLES))
        rows = changed.get(name, tables[name])
        if not rows:
            continue
        columns = list(rows[0])
        column = data.draw(st.sampled_from(columns))
        row = data.draw(st.integers(0, len(rows) - 1))
        match data.draw(st.sampled_from(CHANGES)):
            case "cell":
                cell = data.draw(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)))
                rows = [{**r, column: cell} if i == row else r for i, r in enumerate(rows)]
            case "drop column" if len(columns) > 1:
                rows = [{k: v for k, v in r.items() if k != column} for r in rows]
            case "double row":
                rows = [*rows, rows[row]]
            case "drop row":
                rows = rows[:row] + rows[row + 1 :]
            case "rename column":
                new = data.draw(st.sampled_from(["", "label", "Über", "_row", column.upper()]))
                rows = [{(new if k == column else k): v for k, v in r.items()} for r in rows]
            case "drop table":
                rows = []
        changed[name] = rows
    texts = {name: as_csv(rows).encode("utf-8", "replace") if rows else None for name, rows in changed.items()}
    check_whatever(tiny_study(tmp_path_factory.mktemp("broken"), **texts))


@pytest.mark.slow
@settings(max_examples=examples(40), deadline=None)
@given(st.sampled_from([*TABLES, "study.toml"]), st.integers(0, 2**32), st.integers(1, 20))
def test_any_bytes_changed_give_a_report(tmp_path_factory, name, seed, times):
    folder = tiny_study(tmp_path_factory.mktemp("bytes"))
    file = folder / (name if "." in name else f"{name}.csv")
    file.write_bytes(spoil(file.read_bytes(), random.Random(seed), times))
    check_whatever(folder)


@settings(max_examples=examples(20), deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 20))
def test_any_bytes_of_a_workbook_changed_give_a_report(tmp_path_factory, seed, times):
    path = saved(tiny_book(), tmp_path_factory.mktemp("book"))
    path.write_bytes(spoil(path.read_bytes(), random.Random(seed), times))
    check_whatever(path)


@pytest.mark.slow
@settings(max_examples=examples(30), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TABLES), st.integers(1, 4), st.integers(1, 20), VALUES), min_size=1, max_size=5)
)
def test_any_value_in_any_cell_of_a_workbook_gives_a_report(tmp_path_factory, changes):
    book = tiny_book()
    for sheet, row, column, value in changes:
        book[sheet].cell(row, column).value = value
    check_whatever(saved(book, tmp_path_factory.mktemp("cells")))


@pytest.mark.slow
@pytest.mark.parametrize("length", [0, 1, 3, 50, 500])
@pytest.mark.parametrize("name", ["claims.csv", "study.toml", "stages.csv"])
def test_files_cut_short(tmp_path, name, length):
    folder = tiny_study(tmp_path)
    file = folder / name
    file.write_bytes(file.read_bytes()[:length])
    check_whatever(folder)


def spoil(content: bytes, chance: random.Random, times: int) -> bytes:
    spoilt = bytearray(content)
    for _ in range(times):
        place = chance.randrange(len(spoilt))
        match chance.randrange(3):
            case 0:
                spoilt[place] = chance.randrange(256)
            case 1:
                del spoilt[place : place + chance.randrange(1, 4)]
            case _:
                spoilt[place:place] = bytes(chance.randrange(256) for _ in range(2))
    return bytes(spoilt)
