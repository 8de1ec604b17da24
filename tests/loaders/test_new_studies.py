"""New studies check clean and are ready for typing in; the example is a whole copy."""

import shutil
import subprocess
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from graphmodel.api.examples import write_example_project, write_example_sheet
from graphmodel.api.flat import start
from graphmodel.api.new_study import write_example, write_new_study
from graphmodel.formats import find_importer
from graphmodel.problems import NotFound, OutputError
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel_loaders import read_study
from tests.support.checking import errors, run_check

pytestmark = pytest.mark.slow

BUNDLED = Path(str(resources.files("graphmodel"))) / "data" / "study"


@pytest.mark.parametrize("excel", [False, True])
def test_a_new_study_checks_clean(tmp_path, excel):
    study = write_new_study(tmp_path / "mine", excel=excel)
    check = run_check(study)
    assert [p for p in check.problems if p.severity != "note"] == []
    assert check.counts["claims"].taken == 3
    assert check.tables["predicates"].num_rows == 42
    assert check.settings.focus.in_question == "rural"
    assert check.settings.supply == ("solutions.supply",)


def test_the_two_forms_hold_the_same(tmp_path):
    folder = run_check(write_new_study(tmp_path / "folder"))
    book = run_check(write_new_study(tmp_path / "book", excel=True))
    for name, table in folder.tables.items():
        assert book.tables[name].equals(table), name
    assert book.settings == folder.settings


def test_headers_are_those_of_the_schema_and_notes_explain_them(tmp_path):
    folder = write_new_study(tmp_path / "mine", further=["all"])
    notes = (folder / "notes.txt").read_text("utf-8")
    assert {path.stem for path in folder.glob("*.csv")} == TABLES.keys()
    for path in folder.glob("*.csv"):
        header = path.read_text("utf-8").splitlines()[0].split(",")
        assert sorted(header) == sorted(column.name for column in TABLES[path.stem].columns)
        assert f"\n{path.stem}: " in notes
    assert "polarity: empty: affirms; one of: affirms, denies, mixed" in notes
    assert errors(run_check(folder)) == []


@pytest.mark.parametrize("excel", [False, True])
def test_further_tables_are_there_when_asked_for(tmp_path, excel):
    few = read_study(write_new_study(tmp_path / "few", excel=excel))
    more = read_study(write_new_study(tmp_path / "more", excel=excel, further=["ratings", "tools"]))
    assert "claims" in few.tables
    own = [{name for name, table in study.tables.items() if not table.default} for study in (few, more)]
    assert own[1] - own[0] == {"ratings", "tools"}
    with pytest.raises(NotFound, match="Did you mean ratings"):
        write_new_study(tmp_path / "wrong", excel=excel, further=["ratngs"])
    assert not (tmp_path / "wrong").exists()


@pytest.mark.parametrize("excel", [False, True])
def test_the_smallest_study_is_one_table(tmp_path, excel):
    study = write_new_study(tmp_path / "small", excel=excel, minimal=True)
    loaded = read_study(study)
    assert {name for name, table in loaded.tables.items() if not table.default and not table.from_labels} == {"claims"}
    check = run_check(study)
    assert errors(check) == []
    assert (check.counts["claims"].taken, check.tables["actors"].num_rows) == (3, 2)


def test_the_workbook_has_lists_and_text_columns(tmp_path):
    book = openpyxl.load_workbook(write_new_study(tmp_path / "mine", excel=True))
    claims = book["claims"]
    columns = {cell.value: cell.column_letter for cell in claims[1]}
    rules = {
        str(rule.sqref).split("2:")[0]: rule for rule in claims.data_validations.dataValidation if rule.type == "list"
    }
    for name in ("source", "speaker", "subject", "object", "predicate", "stage", "reason", "about", "focus"):
        assert rules[columns[name]].errorStyle == "warning", name
    assert columns["codes"] not in rules  # several codes in a cell cannot be chosen from a list
    assert {claims.column_dimensions[letter].number_format for letter in columns.values()} == {"@"}
    assert claims.freeze_panes == "A2"
    first = list(columns)[:8]
    assert first == ["source", "speaker", "subject", "predicate", "object", "stage", "polarity", "summary"]
    folded = {name for name, letter in columns.items() if claims.column_dimensions[letter].hidden}
    assert folded == columns.keys() - set(first)
    explained = {str(rule.sqref) for rule in claims.data_validations.dataValidation if rule.prompt}
    assert explained == {f"{letter}1" for letter in columns.values()}
    assert (book["lists"].sheet_state, book.sheetnames[0]) == ("hidden", "claims")
    assert ("claims", "polarity") in {row[:2] for row in book["notes"].iter_rows(values_only=True)}


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_what_is_typed_is_in_the_lists(tmp_path):
    path = write_new_study(tmp_path / "mine", excel=True, further=["sites"])
    book = openpyxl.load_workbook(path)
    for label, body in (("Health visitor", ""), ("", ""), ("Health visitor", "Example: health board")):
        book["actors"].append([label, label and "role", body])
    book["organisations"].append(["Example: public health analyst"])
    key = next(row for row in book["study"].iter_rows() if row[0].value == "focus.values")
    key[1].value = "town; village; island; mixed"
    book.save(path)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(path)], check=True, timeout=120, capture_output=True
    )
    sheet = openpyxl.load_workbook(tmp_path / "out" / "study.xlsx", data_only=True)["lists"]
    columns = [[cell.value for cell in column] for column in sheet.iter_cols()]
    lists = {column[0]: [text or "" for text in column[2 : 2 + int(column[1])]] for column in columns if column[1]}
    assert lists["focus"] == ["town", "village", "island", "mixed"]
    manager = "Example: commissioning manager"
    actors = ["Example: public health analyst (actor)", manager, "Health visitor (actor)", ""]
    assert lists["actor"] == [*actors, "Health visitor (Example: health board)"]
    assert set(lists["all labels"]) >= {*lists["actor"], *lists["organisation"], *lists["evidence"], *lists["factor"]}
    assert len(lists["all labels"]) == sum(len(lists[kind]) for kind in lists if kind in KINDS_BY_NAME)
    again = openpyxl.load_workbook(path)
    again["claims"]["B2"], again["claims"]["B3"], again["claims"]["B4"] = (lists["actor"][i] for i in (0, 2, 4))
    again["claims"]["C2"] = lists["actor"][0]
    again["study"]["B5"] = "general; rural; mixed"
    again.save(path)
    check = run_check(path)
    assert errors(check) == []
    assert check.counts["claims"].taken == 3


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


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_example_sheet_is_started_from_and_is_nowhere_overwritten(tmp_path, ending):
    sheet = write_example_sheet(tmp_path / f"mine{ending}")
    started = start(sheet, tmp_path / "study")
    assert started.problems.errors == 0
    assert started.account.total("taken") == started.account.total() > 15
    before = sheet.read_bytes()
    for name in (sheet.name, "mine", "mine.docx"):
        with pytest.raises(OutputError):
            write_example_sheet(tmp_path / name)
    assert sheet.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {sheet.name, "study"}


def test_each_passage_of_the_example_project_is_where_the_project_says(tmp_path):
    project = write_example_project(tmp_path / "falls.qdpx")
    read = find_importer(project).read(project)
    texts = {document.key: document.text for document in read.documents}
    assert len(read.segments) == 19
    for segment in read.segments:
        (words,) = segment.words
        assert texts[segment.document][words.start : words.end] == words.text
        assert words.text[-1] == "."
    for name in ("falls.qdpx", "falls.zip"):
        with pytest.raises(OutputError):
            write_example_project(tmp_path / name)
    assert write_example_project(tmp_path / "again.qdpx").read_bytes() == project.read_bytes()
