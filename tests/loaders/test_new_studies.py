"""New studies check clean and are ready for typing in; the example is a whole copy."""

from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from graphmodel.api.new_study import write_example, write_new_study
from graphmodel.problems import OutputError
from graphmodel.schema import TABLES
from tests.support.checking import errors, run_check

BUNDLED = Path(str(resources.files("graphmodel"))) / "data" / "study"


@pytest.mark.parametrize("excel", [False, True])
def test_a_new_study_checks_clean(tmp_path, excel):
    study = write_new_study(tmp_path / "mine", excel=excel)
    check = run_check(study)
    assert [p for p in check.problems if p.severity != "note"] == []
    assert check.counts["claims"].taken == 3
    assert check.tables["predicates"].num_rows == 40
    assert check.settings.focus.in_question == "rural"
    assert check.settings.supply == ("solutions.supply",)


def test_the_two_forms_hold_the_same(tmp_path):
    folder = run_check(write_new_study(tmp_path / "folder"))
    book = run_check(write_new_study(tmp_path / "book", excel=True))
    for name, table in folder.tables.items():
        assert book.tables[name].equals(table), name
    assert book.settings == folder.settings


def test_headers_are_those_of_the_schema_and_notes_explain_them(tmp_path):
    folder = write_new_study(tmp_path / "mine")
    notes = (folder / "notes.txt").read_text("utf-8")
    for path in folder.glob("*.csv"):
        header = path.read_text("utf-8").splitlines()[0].split(",")
        assert header == [column.name for column in TABLES[path.stem].columns]
        assert f"\n{path.stem}: " in notes
    assert "polarity: empty: affirms; one of: affirms, denies, mixed" in notes


def test_the_workbook_has_lists_and_text_columns(tmp_path):
    book = openpyxl.load_workbook(write_new_study(tmp_path / "mine", excel=True))
    claims = book["claims"]
    columns = {cell.value: cell.column_letter for cell in claims[1]}
    rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in claims.data_validations.dataValidation}
    assert rules[columns["source"]] == "=sources!$A$2:$A$5000"
    assert rules[columns["predicate"]] == "=predicates!$A$2:$A$5000"
    assert columns["codes"] not in rules  # several codes in a cell cannot be chosen from a list
    start, end = rules[columns["polarity"]].removeprefix("=lists!").replace("$", "").split(":")
    assert [row[0].value for row in book["lists"][f"{start}:{end}"]] == ["affirms", "denies", "mixed"]
    assert {claims.column_dimensions[letter].number_format for letter in columns.values()} == {"@"}
    assert claims.freeze_panes == "A2"
    assert ("claims", "polarity") in {row[:2] for row in book["notes"].iter_rows(values_only=True)}


@pytest.mark.parametrize("write", [write_new_study, write_example])
def test_a_folder_that_holds_something_is_left_alone(tmp_path, write):
    (tmp_path / "thesis.docx").write_bytes(b"")
    with pytest.raises(OutputError, match="not empty"):
        write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_not_a_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        write_new_study(tmp_path / "file")


def test_the_example_is_the_packaged_study(tmp_path):
    written = write_example(tmp_path / "example")
    names = {path.name for path in BUNDLED.iterdir() if path.is_file()}
    assert {path.name for path in written} == names >= {"claims.csv", "study.toml", "README.md", "templates.md"}
    assert all(path.read_bytes() == (BUNDLED / path.name).read_bytes() for path in written)
    assert errors(run_check(tmp_path / "example")) == []
