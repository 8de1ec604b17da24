"""Results are never written over the study that they come from, nor where they would become part of it."""

import openpyxl
import pytest

from tests.support.command import graphmodel
from tests.support.studies import tiny_study

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (("claims",), "claims.csv"),
        (("claims",), "Claims.CSV"),  # read as the table claims, too
        (("claims",), "tools.csv"),  # no file yet, but it would become the table
        (("claims",), "found.csv"),  # any CSV file in the folder is read as a table
        (("table", "actors"), "actors.csv"),
        (("triangulate", "--format", "csv"), "."),  # one of its tables is verdicts, as in the study
    ],
)
def test_a_folder_of_tables_keeps_its_files(tmp_path, words, output):
    study = tiny_study(tmp_path)
    assert graphmodel("build", study).code == 0
    before = {path.name: path.read_bytes() for path in study.iterdir() if path.is_file()}
    ran = graphmodel(words[0], study, *words[1:], "--output", study / output)
    assert ran.code == 1
    assert "nothing was written. Choose another place, such as results" in ran.err
    assert {path.name: path.read_bytes() for path in study.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("output", ["study.toml", "Study.TOML", "claims.csv"])
def test_not_even_force_overwrites_what_a_study_is_read_from(tmp_path, output):
    study = tiny_study(tmp_path)
    before = {path.name: path.read_bytes() for path in study.iterdir()}
    ran = graphmodel("table", study, "actors", "--format", "csv", "--force", "-o", study / output)
    assert ran.code == 1
    assert "nothing was written" in ran.err
    assert {path.name: path.read_bytes() for path in study.iterdir()} == before


@pytest.mark.slow
def test_other_places_and_forms_are_free(tmp_path):
    study = tiny_study(tmp_path)
    (study / "results").mkdir()
    for place in ("results/claims.csv", "claims.json", "claims.xlsx"):
        assert graphmodel("claims", study, "--output", study / place).code == 0
    assert graphmodel("claims", study, "--no-build").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("named", ["study.xlsx", "."])
def test_a_workbook_is_not_overwritten_and_stays_the_study_beside_its_results(tmp_path, named):
    assert graphmodel("new", tmp_path / "own", "--excel").code == 0
    book = tmp_path / "own" / "study.xlsx"
    study = tmp_path / "own" / named
    ran = graphmodel("claims", study, "-o", book)
    assert ran.code == 1
    assert "is the study itself; nothing was written" in ran.err
    assert "claims" in openpyxl.load_workbook(book).sheetnames
    assert "is the name of a table" in graphmodel("claims", study, "-o", tmp_path / "own" / "claims.csv").err
    for file in ("a.xlsx", "b.xlsx"):
        assert graphmodel("claims", study, "-o", tmp_path / "own" / file).code == 0


def test_findings_do_not_write_their_workbooks_among_the_tables(tmp_path):
    study = tiny_study(tmp_path)
    ran = graphmodel("findings", study, "--results", study)
    assert ran.code == 1
    assert "is the folder of the study" in ran.err


@pytest.mark.parametrize("ending", [".xls", ".ods", ".docx", ".tsv"])
def test_endings_that_no_form_has_are_refused(tmp_path, ending):
    file = tmp_path / f"answer{ending}"
    ran = graphmodel("claims", tiny_study(tmp_path), "-o", file)
    assert ran.code == 2
    assert ".xlsx, .csv, .json, .txt" in ran.err
    assert not file.exists()
