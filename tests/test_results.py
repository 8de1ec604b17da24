"""A result is a mapping of tables: what it shows of itself, how it is written, and what it says of a table it lacks."""

from collections.abc import Mapping

import pandas as pd
import pytest
from openpyxl import load_workbook

from graphmodel import open_study
from graphmodel.problems import NotFound, OutputError, StudyError
from graphmodel.results import Result

FRAME = pd.DataFrame({"label": ["<script>alert(1)</script>", "x" * 5000]})
RESULT = Result("n", "<b>title</b>", "counts & <i>", {"first": FRAME, "second": FRAME}, ("note <img>",))


def test_a_notebook_runs_nothing_that_a_study_holds():
    html = RESULT._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<b>" not in html
    assert "<img" not in html


def test_a_notebook_cuts_long_cells_and_the_frame_does_not():
    assert "x" * 250 in RESULT._repr_html_()
    assert "x" * 301 not in RESULT._repr_html_()
    assert "x" * 5000 in RESULT.frame["label"].tolist()


def test_a_table_that_is_missing_is_answered_with_those_that_are_there():
    with pytest.raises(NotFound, match=r"no table 'secnd'.* Did you mean second\? It has: first, second\."):
        RESULT["secnd"]


def test_a_result_is_a_mapping_of_its_tables():
    assert isinstance(RESULT, Mapping)
    assert list(RESULT) == ["first", "second"]
    assert len(RESULT) == 2
    assert dict(RESULT.items())["second"] is FRAME
    assert "first" in RESULT
    assert "third" not in RESULT
    assert RESULT.get("third") is None
    assert RESULT.get("first") is RESULT.frame
    assert {RESULT: 1}[RESULT] == 1
    assert Result("n", "t", "c", {"first": FRAME}) != RESULT


def test_a_result_writes_itself(tmp_path):
    frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "claims": [["c1", "c2"], []]})
    result = Result("n", "title", "counts", {"one": frame, "two": frame})
    assert result.to_dict()["two"] == [{"n": 1, "claims": ["c1", "c2"]}, {"n": None, "claims": []}]
    assert load_workbook(result.to_excel(tmp_path / "r.xlsx")).sheetnames == ["one", "two", "about"]
    assert {file.name for file in result.to_csv(tmp_path / "r").iterdir()} == {"one.csv", "two.csv", "about.txt"}
    assert (
        Result("n", "title", "counts", {"one": frame})
        .to_csv(tmp_path / "r.csv")
        .read_text("utf-8-sig")
        .startswith("n,")
    )


def test_a_file_holds_what_its_name_says(tmp_path):
    for write, name in ((RESULT.to_excel, "result.csv"), (RESULT.to_csv, "result.XLSX"), (RESULT.to_csv, "r.json")):
        with pytest.raises(OutputError):
            write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_several_tables_for_one_file_are_refused_with_the_python_that_takes_one(tmp_path):
    with pytest.raises(OutputError, match=r'result\["NAME"\]\.to_csv') as error:
        RESULT.to_csv(tmp_path / "result.csv")
    assert "--table" in error.value.on_command_line()
    assert "--table" not in str(error.value)


@pytest.mark.parametrize("study", [None, 3, ["my-study"]])
def test_what_is_no_path_is_no_study(study):
    with pytest.raises(StudyError, match="folder"):
        open_study(study)
