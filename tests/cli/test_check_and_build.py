"""``check``, ``build``, ``new`` and ``example``: messages, exit codes, and what is left alone."""

import json
from functools import partial

import pandas as pd
import pytest

from tests.support.command import graphmodel, in_one_line
from tests.support.studies import tiny_study, with_cell

DANGLING = {"claims": with_cell("claims", 2, "object", "ev.bus_surveys")}


def test_a_study_without_errors_passes(tmp_path):
    ran = graphmodel("check", tiny_study(tmp_path))
    assert ran.code == 0
    assert "without an error: 0 errors" in ran.out


def test_an_error_says_where_it_is_and_what_to_do_and_the_exit_code_is_1(tmp_path):
    ran = graphmodel("check", tiny_study(tmp_path, **DANGLING))
    assert ran.code == 1
    said = in_one_line(ran.out)
    assert "ERROR claims.csv, row 2, column object:" in said
    assert "'ev.bus_surveys' is not in any table of nodes. →" in said
    assert "ev.bus_survey" in said.split("→")[1]
    assert "1 error," in ran.out


def test_problems_as_json(tmp_path):
    ran = graphmodel("check", tiny_study(tmp_path, **DANGLING), "--format", "json")
    assert ran.code == 1
    found = ran.json
    assert found["errors"] == 1
    (error,) = [problem for problem in found["problems"] if problem["severity"] == "error"]
    assert (error["file"], error["row"], error["column"]) == ("claims.csv", 2, "object")
    assert error["value"] == "ev.bus_surveys"
    assert error["what"]
    assert error["remedy"]
    assert found["rows"]["claims"] == {"read": 6, "taken": 5, "rejected": 1, "left_out": 0}


@pytest.mark.slow
def test_the_list_of_problems_as_a_workbook_and_as_csv(tmp_path):
    study = tiny_study(tmp_path, **DANGLING)
    for name, read in (
        ("problems.xlsx", partial(pd.read_excel, sheet_name="problems", engine="openpyxl")),
        ("problems.csv", pd.read_csv),
    ):
        file = tmp_path / name
        assert graphmodel("check", study, "-o", file).code == 1
        listed = read(file)
        (error,) = listed[listed["severity"] == "error"].to_dict("records")
        found = (error["file"], error["row"], error["column"], error["value"])
        assert found == ("claims.csv", 2, "object", "ev.bus_surveys")
    assert graphmodel("check", study, "-o", study / "claims.csv").code == 1
    assert "ev.bus_surveys" in (study / "claims.csv").read_text("utf-8")


@pytest.mark.slow
def test_rows_that_only_name_a_row_with_an_error_come_last_and_in_brief(tmp_path):
    study = tiny_study(tmp_path)
    header, *rows = (study / "claims.csv").read_text("utf-8").splitlines()
    commas = "," * (header.count(",") - 1)
    (study / "claims.csv").write_text("\n".join([header, *rows, *(f"x{i},src.no{commas}" for i in range(5))]), "utf-8")
    notes = "".join(f"x{i},hard to code\n" for i in range(5))
    (study / "coding_notes.csv").write_text(f"claim,note\n{notes}", "utf-8")
    out = graphmodel("check", study).out
    assert out.count("coding_notes.csv, row") == 1
    assert out.index("src.no") < out.index("coding_notes.csv, row")
    assert graphmodel("check", study, "--all").out.count("coding_notes.csv, row") == 5


@pytest.mark.slow
def test_many_problems_of_one_sort_are_cut_unless_all_are_asked_for(tmp_path):
    study = tiny_study(tmp_path)
    header, *rows = (study / "claims.csv").read_text("utf-8").splitlines()
    rows = [f"x{i},src.nowhere{i}" + "," * (header.count(",") - 1) for i in range(15)] + rows
    (study / "claims.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    some, everything = graphmodel("check", study), graphmodel("check", study, "--all")
    assert some.out.count(", column source:") == 10
    assert "and 5 more of this kind (--all shows them)" in some.out
    assert everything.out.count(", column source:") == 15
    assert some.out.splitlines()[-1] == everything.out.splitlines()[-1]


@pytest.mark.slow
def test_problems_with_one_cause_are_one_line(tmp_path):
    study = tiny_study(tmp_path)
    header, *rows = (study / "claims.csv").read_text("utf-8").splitlines()
    rows = [f"x{i},src.nowhere" + "," * (header.count(",") - 1) for i in range(73)] + rows
    (study / "claims.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    said = in_one_line(graphmodel("check", study).out)
    assert said.count(", column source") == 1
    assert "claims.csv, column source, 73 cells in rows 2, 3, 4, 5, 6 and 68 more: 'src.nowhere' is not in" in said
    assert ", 72, 73, 74:" in in_one_line(graphmodel("check", study, "--all").out)


@pytest.mark.slow
def test_a_build_says_what_it_read_and_built(tmp_path):
    ran = graphmodel("build", tiny_study(tmp_path))
    assert ran.code == 0
    # By hand from tests/support/studies.py: 4 actors, 3 organisations, 3 items and 3 types of evidence,
    # 5 stages, 2 factors, 1 workstream, 1 site, 2 sources and 3 codes are 27 nodes; 6 claims.
    assert "Built 27 nodes, 6 claims and " in ran.out
    assert "0 rejected" in ran.out


@pytest.mark.slow
def test_a_study_that_has_not_changed_is_not_built_again(tmp_path):
    study = tiny_study(tmp_path)
    graphmodel("build", study)
    assert graphmodel("build", study).out.startswith("Nothing has changed since the last build.")
    assert "Built 27 nodes" in graphmodel("build", study, "--force").out


@pytest.mark.slow
def test_a_study_with_errors_is_not_built_unless_asked_for(tmp_path):
    study = tiny_study(tmp_path, **DANGLING)
    ran = graphmodel("build", study)
    assert ran.code == 1
    assert "claims.csv, row 2" in ran.err
    assert "The study has 1 error" in ran.err
    assert "Traceback" not in ran.err
    left = graphmodel("build", study, "--leave-out-errors")
    assert left.code == 0
    assert "1 rejected" in left.out
    assert "5 claims" in left.out


@pytest.mark.slow
def test_a_database_elsewhere_leaves_the_study_as_it_is(tmp_path):
    study = tiny_study(tmp_path)
    before = sorted(path.name for path in study.iterdir())
    assert graphmodel("build", study, "--db", tmp_path / "elsewhere").code == 0
    assert sorted(path.name for path in study.iterdir()) == before
    assert graphmodel("ask", study, "journeys/stopped", "--no-build").code == 1
    found = graphmodel("ask", study, "journeys/stopped", "--no-build", "--db", tmp_path / "elsewhere", "-f", "json")
    assert [row["evidence"] for row in found.json] == ["ev.bus_survey"]


@pytest.mark.slow
def test_asking_builds_first_what_has_changed_and_says_so_on_stderr(tmp_path):
    study = tiny_study(tmp_path)
    first = graphmodel("claims", study, "-f", "json")
    assert "Building" in first.err
    assert len(first.json) == 6
    assert "Building" not in graphmodel("claims", study, "-f", "json").err
    text = (study / "claims.csv").read_text("utf-8")
    (study / "claims.csv").write_text("\n".join(text.splitlines()[:-1]) + "\n", "utf-8")
    assert len(graphmodel("claims", study, "-f", "json", "--no-build").json) == 6
    again = graphmodel("claims", study, "-f", "json")
    assert "Building" in again.err
    assert len(again.json) == 5


@pytest.mark.parametrize("command", ["new", "example"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path, command):
    (tmp_path / "thesis.txt").write_text("ten years of work", "utf-8")
    ran = graphmodel(command, tmp_path)
    assert ran.code == 1
    assert "is not empty; nothing was written. Name a new folder." in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("words", [["new"], ["new", "--excel"], ["example"]])
def test_a_fresh_study_is_right_and_what_to_do_next_is_said(tmp_path, words):
    ran = graphmodel(*words[:1], tmp_path / "fresh", *words[1:])
    assert ran.code == 0
    path = ran.out.split()[-1]
    assert graphmodel("check", path).code == 0
    assert json.loads(graphmodel("check", path, "--format", "json").out)["errors"] == 0


def test_what_is_to_be_typed_next_can_be_typed_as_it_stands(tmp_path):
    ran = graphmodel("new", tmp_path / "my study (2)")
    assert f'graphmodel check "{tmp_path / "my study (2)"}"' in ran.out


def test_rows_of_tables_that_stand_in_are_not_counted_as_the_studys(tmp_path):
    study = tmp_path / "study"
    study.mkdir()
    (study / "claims.csv").write_text("claim,source,subject,predicate,object,summary\nc1,s,a,applied,e,x\n", "utf-8")
    assert "Read 1 row of 1 table, 1 without an error" in graphmodel("check", study).out


@pytest.mark.slow
def test_a_study_with_errors_says_what_can_be_typed(tmp_path):
    study = tiny_study(tmp_path / "two words")
    wrong = tiny_study(tmp_path / "wrong", **DANGLING)
    said = in_one_line(graphmodel("findings", wrong).err)
    assert f"graphmodel build {wrong} --leave-out-errors" in said
    assert "--no-build" not in said  # nothing was built
    assert graphmodel("build", study).code == 0
    tiny_study(tmp_path / "two words", **DANGLING)
    said = in_one_line(graphmodel("findings", study).err)
    assert f'graphmodel findings "{study}" --no-build' in said
    assert graphmodel("findings", study, "--no-build").code == 0
