"""What commands write: every form, stdout for the answer alone, any letter, pipes that close."""

import csv
import io
import os
import subprocess
import sys

import openpyxl
import pytest

from graphmodel.problems import OutputError
from tests.support.command import graphmodel, in_one_line
from tests.support.studies import tiny_study, with_cell
from tests.support.tiers import some_of

CYPHER = ("cypher", "STUDY", "MATCH (a:Actor) RETURN a.id AS actor, a.label AS label")
IN_PROCESS = [
    ("ask", "STUDY", "journeys/stopped"),
    ("claims", "STUDY"),
    ("dropout", "STUDY"),
    ("findings", "STUDY"),
    ("journey", "STUDY", "ev.bus_survey"),
    ("journeys", "STUDY"),
    ("matrix", "STUDY"),
    ("questions",),
    ("questions", "STUDY"),
    ("stakeholders", "STUDY"),
    ("table", "STUDY"),
    ("table", "STUDY", "actors"),
    ("triangulate", "STUDY"),
    ("brokers", "STUDY", "--group", "organisation"),
    ("chain", "STUDY", "act.cook", "act.councillor"),
    ("dependence", "STUDY"),
    ("discourse", "STUDY", "--who", "organisation"),
]
IN_ANOTHER = pytest.param(CYPHER, marks=pytest.mark.process)
ANSWERS = [*IN_PROCESS, IN_ANOTHER]


def run(words, meals, *more, **given):
    """Run a command on the study."""
    return graphmodel(*(meals if word == "STUDY" else word for word in words), *more, **given)


@pytest.mark.slow
@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_json_alone_is_on_stdout(meals, words):
    ran = run(words, meals, "--format", "json")
    assert ran.code == 0, ran.err
    tables = ran.json if isinstance(ran.json, dict) else {"answer": ran.json}
    assert tables
    for rows in tables.values():
        assert isinstance(rows, list)
        for row in rows:
            # Names of fields are snake_case, save the codes that a framework matrix has as columns.
            assert words[0] == "matrix" or all(name == name.lower() and " " not in name for name in row)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [*some_of([words for words in IN_PROCESS if words[0] != "findings"], *IN_PROCESS[4:9]), IN_ANOTHER],
    ids=" ".join,
)
def test_a_table_for_people_begins_with_what_it_is(meals, words):
    ran = run(words, meals)
    assert ran.code == 0, ran.err
    assert ran.err == ""
    lines = ran.out.splitlines()
    assert lines[0].strip()
    assert lines[1].strip()
    assert max(map(len, lines)) <= 120
    assert "\x1b" not in ran.out


@pytest.mark.slow
def test_findings_are_sentences_under_themes_each_with_where_to_look_further(meals):
    ran = run(("findings", "STUDY"), meals)
    assert ran.code == 0
    assert ran.out.startswith("Evidence in school-meals policy\n")
    # The bus survey is the one rural item; the cook made it (c1) and the council sidelined it (c3).
    assert "Journeys  (journeys STUDY --table outcomes)" in ran.out
    stopped = next(line for line in ran.out.splitlines() if "1 stopped on the way" in line)
    assert stopped.strip().startswith("1 of 1 item mentioned: rural evidence")


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        IN_ANOTHER,
        ("journeys", "STUDY"),
        ("matrix", "STUDY"),
        *(
            pytest.param(words, marks=pytest.mark.exhaustive)
            for words in IN_PROCESS
            if words[0] not in {"journeys", "matrix"}
        ),
    ],
    ids=" ".join,
)
def test_a_workbook_has_a_sheet_for_each_table_and_one_that_says_what_is_counted(meals, words, tmp_path):
    file = tmp_path / "answer.xlsx"
    ran = run(words, meals, "--output", file)
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert ran.err == f"Wrote {file}\n"
    book = openpyxl.load_workbook(file)
    assert len(book.sheetnames) >= 2
    assert "what is counted" in [row[0].value for row in book["about"]]


@pytest.mark.process
def test_csv_of_one_table_goes_to_the_screen(meals):
    rows = list(csv.DictReader(io.StringIO(run(CYPHER, meals, "--format", "csv").out)))
    assert {"actor": "act.cook", "label": "Head cook"} in rows
    assert len(rows) == 4


@pytest.mark.slow
def test_csv_of_several_tables_needs_a_choice_or_a_folder(meals, tmp_path):
    words = ("journeys", "STUDY")
    refused = run(words, meals, "--format", "csv")
    assert refused.code == 2
    assert refused.out == ""
    assert "--table NAME" in refused.err
    chosen = run(words, meals, "--format", "csv", "--table", "journeys")
    columns = "evidence,label,focus,steps,last_stage,last_step,outcome,certainty,stopped_by,claims"
    assert chosen.out.startswith(columns)
    folder = tmp_path / "journeys"
    assert run(words, meals, "--output", folder).code == 0
    assert {"journeys.csv", "outcomes.csv", "about.txt"} <= {path.name for path in folder.iterdir()}


@pytest.mark.process
def test_the_ending_of_the_file_decides_its_form(meals, tmp_path):
    for ending, begins in (("csv", b"\xef\xbb\xbfactor,"), ("json", b"[\n{"), ("xlsx", b"PK")):
        file = tmp_path / f"answer.{ending}"
        assert run(CYPHER, meals, "-o", file).code == 0
        assert file.read_bytes().startswith(begins)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "name", "ending"),
    [
        ("xlsx", "a.csv", ".xlsx"),
        ("csv", "a.XLSX", ".csv"),
        ("json", "a.xlsx", ".json"),
        ("json", "a.geojson", ".json"),
        ("csv", "a.doc", ".csv"),
        ("table", "a.html", ".txt"),
    ],
)
def test_a_format_and_an_ending_that_contradict_each_other_are_refused_on_both_fronts(
    meals, school_meals, form, name, ending, tmp_path
):
    file = tmp_path / name
    refused = run(("dropout", "STUDY"), meals, "--format", form, "-o", file)
    assert (refused.code, refused.out) == (2, "")
    assert f"End the name in {ending}." in in_one_line(refused.err)
    if form in {"csv", "xlsx"}:
        result = school_meals.dropout()
        with pytest.raises(ValueError, match=f"End the name in {ending}") as error:
            (result.to_csv if form == "csv" else result.to_excel)(file)
        assert error.value.by_caller
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_results_go_into_no_folder_that_is_missing_on_either_front(meals, school_meals, tmp_path):
    folder = tmp_path / "missing" / "results"
    for words in (("dropout", "STUDY", "-o"), ("findings", "STUDY", "--results")):
        refused = run(words, meals, folder)
        assert refused.code == 1
        assert "There is no folder" in refused.err
    with pytest.raises(OutputError, match="There is no folder"):
        school_meals.dropout().to_csv(folder)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_other_files_end_as_what_they_hold(meals, tmp_path):
    for words, ending in (
        (("check", meals, "--marked"), ".xlsx"),
        (("export", meals, "gexf"), ".gexf"),
        (("export", meals, "refi-qda"), ".qdpx"),
    ):
        refused = graphmodel(*words, tmp_path / "a.csv")
        assert refused.code == 2
        assert f"End the name in {ending}." in in_one_line(refused.err)
    assert graphmodel("join", meals, meals, "-o", tmp_path / "study.docx").code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_one_table_of_several(meals):
    only = run(("journey", "STUDY", "ev.bus_survey"), meals, "--table", "steps", "-f", "json")
    assert [row["claim"] for row in only.json] == ["c1", "c3"]
    wrong = run(("journey", "STUDY", "ev.bus_survey"), meals, "--table", "stairs")
    assert wrong.code == 2
    assert "journey, steps, stopped_by, context" in wrong.err


@pytest.mark.slow
def test_a_workbook_does_not_go_to_the_screen(meals):
    ran = run(("claims", "STUDY"), meals, "--format", "xlsx")
    assert ran.code == 2
    assert ran.out == ""
    assert "Name a file" in ran.err


def test_a_form_that_does_not_exist(meals):
    ran = run(("claims", "STUDY"), meals, "--format", "pdf")
    assert ran.code == 2
    assert "'table', 'csv', 'json', 'xlsx'" in ran.err


def test_tables_are_shown_as_the_files_have_them(meals):
    rows = run(("table", "STUDY", "actors"), meals, "-f", "json").json
    # `hair` is a column of the study's own.
    first = {"actor": "act.cook", "label": "Head cook", "granularity": "role"}
    assert rows[0] == first | {"organisation": "org.kitchen", "hair": "grey"}
    listed = run(("table", "STUDY"), meals, "-f", "json").json
    assert {"actors", "claims", "verdicts"} <= {row["table"] for row in listed}


@pytest.mark.slow
def test_building_says_nothing_on_stdout(tmp_path):
    ran = graphmodel("claims", tiny_study(tmp_path), "--format", "json")
    assert len(ran.json) == 6
    assert ran.err.splitlines()[:2] == ["Checking …", "Building …"]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_is_counted_is_said_on_stderr_where_the_form_has_no_place_for_it(meals, form):
    ran = run(("claims", "STUDY"), meals, "--format", form)
    assert "One row is one coded claim." in ran.err
    assert "One row is one coded claim." not in ran.out


@pytest.mark.slow
def test_any_letter_comes_through_a_pipe_of_windows(tmp_path):
    # A pipe on Windows takes Windows-1252, which has neither of these letters.
    study = tiny_study(tmp_path, actors=with_cell("actors", 2, "label", "Łucja 山田"))
    for form in ("table", "csv", "json"):
        ran = graphmodel("table", study, "actors", "-f", form, encoding="cp1252")
        assert ran.code == 0
        assert "Łucja 山田" in ran.out
    assert "→" in graphmodel("check", tiny_study(tmp_path / "b", claims=None), encoding="cp1252").out


@pytest.mark.process
def test_the_installed_command_writes_utf8_whatever_the_system_says(meals):
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "graphmodel", "table", meals, "actors"]
    ran = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "─" in ran.stdout.decode("utf-8")


@pytest.mark.process
@pytest.mark.parametrize("words", [["questions"], ["questions", "--format", "json"], ["ask", "--help"]], ids=" ".join)
def test_a_reader_that_goes_away_is_not_a_mistake(words):
    command = [sys.executable, "-m", "graphmodel", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
    assert (running.wait(), said) == (0, b"")


@pytest.mark.slow
def test_old_names_of_commands_and_options_still_work(meals):
    new = graphmodel("journeys", meals, "-f", "json")
    assert graphmodel("journey", meals, "--all", "-f", "json").json == new.json
    assert list(new.json) == ["journeys", "outcomes", "uses", "variants", "directly_follows", "rework", "times"]
    assert graphmodel("champions", meals, "-f", "json").json == graphmodel("dependence", meals, "-f", "json").json
    old = graphmodel("discourse", meals, "--as=organisation", "-f", "json").json
    assert old == graphmodel("discourse", meals, "--who", "organisation", "-f", "json").json
