"""Studies without an error, and what the check hands on."""

import csv
from importlib import resources
from pathlib import Path

import pyarrow as pa
import pytest

from graphmodel.check.study import StudyCheck
from graphmodel.schema import KINDS, TABLES
from graphmodel_loaders import read_study
from tests.support.checking import errors, run_check
from tests.support.studies import tiny_study

BUNDLED = Path(str(resources.files("graphmodel"))) / "data" / "study"


@pytest.mark.slow
def test_the_bundled_study_has_no_error():
    check = run_check(BUNDLED)
    assert errors(check) == []
    # Every row of every table is taken, as a plain reader of CSV counts them.
    rows = {
        path.stem: len(list(csv.DictReader(path.read_text("utf-8").splitlines()))) for path in BUNDLED.glob("*.csv")
    }
    assert {name: counts.taken for name, counts in check.counts.items()} == rows
    # The README of the dataset says how many rows each table has, two tables a line.
    lines = [line.split("|")[1:-1] for line in (BUNDLED / "README.md").read_text("utf-8").splitlines() if "|" in line]
    cells = [[cell.strip() for cell in line] for line in lines]
    assert {name: int(n) for line in cells for name, n in (line[0:2], line[3:5]) if n.isdigit()} == rows


def test_a_quite_different_study_has_no_error(tmp_path):
    check = run_check(tiny_study(tmp_path))
    assert errors(check) == []
    assert check.counts["claims"].taken == 6
    assert check.settings.focus.in_question == "rural"
    assert check.settings.supply == ("deliver.contract",)


def test_tables_hold_every_column_of_the_schema_and_unknown_ones(tmp_path):
    check = run_check(tiny_study(tmp_path))
    actors = check.tables["actors"]
    # hair is the study's own; seniority and locator are in the schema and not in the file.
    assert actors.column_names == [
        "actor",
        "label",
        "granularity",
        "organisation",
        "hair",
        "seniority",
        "locator",
        "instance",
        "_row",
    ]
    assert actors["hair"].to_pylist() == ["grey", "", "", ""]
    assert set(actors["seniority"].to_pylist()) == {""}
    assert actors["_row"].to_pylist() == [2, 3, 4, 5]
    for kind in KINDS:
        assert set(check.tables[kind.table].column_names) >= {column.name for column in TABLES[kind.table].columns}
    assert check.tables["tools"].num_rows == 0


def test_claims_stream_with_all_columns_as_text(tmp_path):
    check = StudyCheck(read_study(tiny_study(tmp_path)))
    claims = pa.Table.from_batches(list(check.claims()))
    assert claims.column_names == [*check.claim_header, "_row"]
    assert claims["claim"].to_pylist() == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert claims["_row"].to_pylist() == [2, 3, 4, 5, 6, 7]
    assert set(claims["coder"].to_pylist()) == {""}
    assert {str(field.type) for field in claims.schema} == {"string", "int64"}


def test_progress_only_goes_forward_and_ends_at_the_size_of_the_study(tmp_path):
    source = read_study(tiny_study(tmp_path))
    told: list[int] = []
    check = StudyCheck(source, told.append)
    for _ in check.claims():
        pass
    assert told == sorted(told)
    assert told[-1] == source.size


def test_default_verbs_are_those_of_the_bundled_study(tmp_path):
    verbs = StudyCheck(read_study(tiny_study(tmp_path))).default_verbs
    assert len(verbs) == 42
    assert verbs["informs"] == ("evidence", "product")
