"""Studies as Excel workbooks: the same tables as a folder, and what Excel does to cells."""

import datetime as dt
import re
import zipfile

import openpyxl
import pytest

from graphmodel.problems import StudyError
from graphmodel_loaders import read_study
from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import SETTINGS, tiny_study, tiny_tables
from tests.support.workbooks import cell_of, saved, tiny_book


@pytest.mark.slow
def test_a_workbook_gives_the_same_tables_as_a_folder(tmp_path):
    folder = run_check(tiny_study(tmp_path))
    book = run_check(saved(tiny_book(), tmp_path))
    assert errors(book) == []
    assert book.tables.keys() == folder.tables.keys()
    for name, table in folder.tables.items():
        assert book.tables[name].equals(table), name
    assert {n: c.taken for n, c in book.counts.items()} == {n: c.taken for n, c in folder.counts.items()}
    assert book.settings == folder.settings


@pytest.mark.slow
def test_a_folder_with_a_workbook_only_is_that_workbook(tmp_path):
    saved(tiny_book(), tmp_path)
    source = read_study(tmp_path)
    assert source.path == tmp_path
    assert source.tables["claims"].sheet == "claims"


def test_settings_may_be_beside_the_workbook(tmp_path):
    (tmp_path / "study.toml").write_text(SETTINGS)
    source = read_study(saved(tiny_book(settings=False), tmp_path))
    assert source.settings.focus.in_question == "rural"
    assert [p.file for p in source.problems if p.rule == "settings_from"] == ["study.toml"]


def test_the_sheet_goes_before_the_file(tmp_path):
    (tmp_path / "study.toml").write_text('id = "other"')
    source = read_study(saved(tiny_book(), tmp_path))
    assert source.settings.id == "school_meals"
    assert [p.sheet for p in source.problems if p.rule == "settings_from"] == ["study"]


@pytest.mark.slow
def test_half_a_pair_of_surrogates_is_an_error_of_its_row_and_a_pair_is_a_sign(tmp_path):
    book = tiny_book()
    cell_of(book, "claims", 3, "summary").value = "cut _xD800_ here"
    cell_of(book, "claims", 4, "summary").value = "whole _xD83D__xDE00_ sign"
    problem = only(run_check(saved(book, tmp_path)), "undecodable")
    assert (problem.sheet, problem.row, problem.column) == ("claims", 3, "summary")


@pytest.mark.slow
def test_a_row_number_that_no_sheet_has_ends_in_a_message(tmp_path):
    path = saved(tiny_book(), tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, re.sub(rb'r="([A-Z]*)2"', rb'r="\g<1>200000000"', part))
    with pytest.raises(StudyError, match="Excel"):
        run_check(path)


@pytest.mark.slow
def test_problems_name_the_sheet(tmp_path):
    book = tiny_book()
    cell_of(book, "claims", 3, "polarity").value = "agrees"
    problem = only(run_check(saved(book, tmp_path)), "bad_word")
    assert (problem.file, problem.sheet, problem.row, problem.column) == ("meals.xlsx", "claims", 3, "polarity")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.125, "General", "0.125"),
        (1.1, "General", "1.1"),
        (1e21, "General", "1000000000000000000000"),
        (1.5e-7, "General", "0.00000015"),
        (True, "General", "TRUE"),
        ("_x0041_", "General", "A"),
        ("snake_case", "General", "snake_case"),
    ],
)
def test_values_of_a_column_of_the_users_own(tmp_path, value, shown_as, text):
    book = tiny_book()
    cell = cell_of(book, "actors", 2, "hair")
    cell.value, cell.number_format = value, shown_as
    check = run_check(saved(book, tmp_path))
    assert errors(check) == []
    assert check.tables["actors"]["hair"].to_pylist()[0] == text


@pytest.mark.slow
def test_a_code_that_shows_two_decimals_keeps_them(tmp_path):
    book = tiny_book()
    for sheet, row, column in (("codebook", 3, "code"), ("evidence_types", 3, "codes"), ("claims", 3, "codes")):
        cell = cell_of(book, sheet, row, column)
        cell.value, cell.number_format = 1.1, "0.00"
    check = run_check(saved(book, tmp_path))
    assert errors(check) == []
    assert check.tables["codebook"]["code"].to_pylist() == ["1.1", "1.10", "2"]


@pytest.mark.slow
def test_a_code_cut_by_excel_is_a_duplicate(tmp_path):
    book = tiny_book()
    cell = cell_of(book, "codebook", 3, "code")
    cell.value, cell.number_format = 1.1, "General"
    problem = of_rule(run_check(saved(book, tmp_path)), "duplicate_id")[0]
    assert (problem.sheet, problem.row, problem.value) == ("codebook", 3, "1.1")
    assert "1.10" in problem.remedy


@pytest.mark.slow
def test_a_number_that_may_be_either_of_two_codes(tmp_path):
    book = tiny_book()
    cell = cell_of(book, "claims", 2, "codes")
    cell.value, cell.number_format = 1.1, "General"
    problem = only(run_check(saved(book, tmp_path)), "number_cut")
    assert (problem.sheet, problem.row, problem.column) == ("claims", 2, "codes")
    assert "1.1 and 1.10" in problem.what


@pytest.mark.slow
def test_a_gap_in_numbered_codes(tmp_path):
    tables = tiny_tables()
    tables["codebook"] = [{"code": f"3.{i}", "label": f"Code {i}"} for i in (1, 2, 3, 4, 5, 6, 7, 8, 9, 11)]
    tables["evidence_types"] = [{**row, "codes": ""} for row in tables["evidence_types"]]
    tables["claims"] = [{**row, "codes": "3.2"} for row in tables["claims"]]
    book = tiny_book(tables)
    for row in range(2, 12):
        cell = cell_of(book, "codebook", row, "code")
        cell.value, cell.number_format = float(cell.value), "General"
    problem = only(run_check(saved(book, tmp_path)), "number_cut")
    assert (problem.severity, problem.row, problem.value) == ("warning", 2, "3.1")


@pytest.mark.slow
def test_a_long_number_as_an_id(tmp_path):
    book = tiny_book()
    cell = cell_of(book, "claims", 7, "claim")
    cell.value, cell.number_format = 12345678901234567890, "General"
    assert only(run_check(saved(book, tmp_path)), "number_cut").row == 7


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shown_as", "text"),
    [("yyyy-mm-dd", "2011-03-01"), ("d/m/yy", "2011-03-01"), ("mmm-yy", "2011-03"), ("yyyy", "2011")],
)
def test_a_date_in_a_column_of_dates_is_as_exact_as_it_shows(tmp_path, shown_as, text):
    book = tiny_book()
    cell = cell_of(book, "evidence", 2, "date")
    cell.value, cell.number_format = dt.datetime(2011, 3, 1), shown_as
    check = run_check(saved(book, tmp_path))
    assert errors(check) == []
    assert check.tables["evidence"]["date"].to_pylist()[0] == text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "column"), [("claims", "codes"), ("claims", "stage"), ("stages", "order"), ("claims", "quoted")]
)
def test_a_date_in_a_column_without_dates(tmp_path, sheet, column):
    book = tiny_book()
    cell = cell_of(book, sheet, 3, column)
    cell.value, cell.number_format = dt.datetime(2026, 10, 1), "dd-mmm"
    problem = only(run_check(saved(book, tmp_path)), "excel_damage")
    assert (problem.severity, problem.sheet, problem.row, problem.column) == ("error", sheet, 3, column)
    assert "Text" in problem.remedy


@pytest.mark.slow
def test_a_date_in_plain_text_is_a_warning(tmp_path):
    book = tiny_book()
    cell = cell_of(book, "claims", 2, "summary")
    cell.value, cell.number_format = dt.datetime(2026, 10, 1), "dd-mmm"
    check = run_check(saved(book, tmp_path))
    assert errors(check) == []
    assert only(check, "excel_damage").severity == "warning"


@pytest.mark.slow
def test_merged_cells_name_their_range(tmp_path):
    book = tiny_book()
    book["actors"].merge_cells("B2:B3")
    problem = of_rule(run_check(saved(book, tmp_path)), "merged_cells")[0]
    assert (problem.severity, problem.sheet, problem.value) == ("error", "actors", "B2:B3")


@pytest.mark.slow
def test_error_values(tmp_path):
    book = tiny_book()
    cell = cell_of(book, "actors", 2, "hair")
    cell.value, cell.data_type = "#REF!", "e"
    assert only(run_check(saved(book, tmp_path)), "excel_error").row == 2


@pytest.mark.slow
def test_a_formula_whose_result_is_not_stored(tmp_path):
    book = tiny_book()
    cell_of(book, "actors", 3, "label").value = '="Councillor"'  # openpyxl stores no result
    check = run_check(saved(book, tmp_path))
    assert [(p.sheet, p.row, p.column) for p in of_rule(check, "formula_without_value")] == [("actors", 3, "label")]


@pytest.mark.slow
def test_a_formula_whose_result_is_stored(tmp_path):
    book = tiny_book()
    cell_of(book, "actors", 3, "label").value = '="Councillor"'
    path = saved(book, tmp_path)
    formula = rb'<c r="B3"([^>]*)><f>"Councillor"</f><v ?/?>(</v>)?'
    stored = rb'<c r="B3"\1 t="str"><f>"Councillor"</f><v>Councillor</v>'
    rewrite(path, lambda name, data: re.sub(formula, stored, data))
    check = run_check(path)
    assert errors(check) == []
    assert check.tables["actors"]["label"].to_pylist()[1] == "Councillor"
    assert of_rule(check, "formulas")[0].severity == "note"


@pytest.mark.slow
def test_hidden_sheets_are_read_and_some_names_are_not(tmp_path):
    book = tiny_book()
    book["factors"].sheet_state = "hidden"
    for title in ("_scratch", "Notes", "lists", "Read me"):
        book.create_sheet(title).append(["anything"])
    book.create_sheet("Sheet2")
    check = run_check(saved(book, tmp_path))
    assert errors(check) == []
    assert only(check, "hidden_sheet").sheet == "factors"
    assert "_scratch, Notes, lists, Read me" in only(check, "ignored_sheets").what
    assert of_rule(check, "unknown_table") == []


@pytest.mark.slow
def test_blank_rows_keep_row_numbers_right(tmp_path):
    book = tiny_book()
    book["actors"].insert_rows(3, 2)
    cell_of(book, "actors", 6, "granularity").value = "gruop"
    check = run_check(saved(book, tmp_path))
    assert only(check, "bad_word").row == 6
    assert check.counts["actors"].read == 4


@pytest.mark.slow
def test_text_beside_the_table(tmp_path):
    book = tiny_book()
    book["actors"].cell(3, 9).value = "ask Ann"
    problem = only(run_check(saved(book, tmp_path)), "ragged_row")
    assert (problem.row, "ask Ann" in problem.what) == (3, True)


@pytest.mark.slow
def test_a_sheet_whose_first_row_is_blank(tmp_path):
    book = tiny_book()
    book["verdicts"].insert_rows(1)
    assert only(run_check(saved(book, tmp_path)), "title_above_header").sheet == "verdicts"


@pytest.mark.slow
def test_two_sheets_that_are_one_table(tmp_path):
    book = tiny_book()
    book.create_sheet("Verdicts ").append(["site"])
    assert only(run_check(saved(book, tmp_path)), "doubled_table").table == "verdicts"


def test_a_workbook_without_any_table(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a"])
    with pytest.raises(StudyError, match="Sheet"):
        read_study(saved(book, tmp_path))


@pytest.mark.parametrize(
    "content", [b"", b"not a workbook", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_files_that_are_not_workbooks(tmp_path, content):
    (tmp_path / "meals.xlsx").write_bytes(content)
    with pytest.raises(StudyError, match="Excel"):
        read_study(tmp_path / "meals.xlsx")


def test_a_workbook_that_declares_entities_is_not_opened(tmp_path):
    path = saved(tiny_book(), tmp_path)
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>'
    rewrite(path, lambda name, data: data.replace(b"<worksheet", bomb + b"<worksheet", 1))
    with pytest.raises(StudyError, match=r"\.xml"):
        read_study(path)


def test_the_workbook_can_be_changed_while_it_is_open_here(tmp_path):
    path = saved(tiny_book(), tmp_path)
    source = read_study(path)
    path.unlink()
    assert sum(len(b.rows) for b in source.tables["claims"].batches(source.problems, lambda _: None)) == 6


@pytest.mark.slow
def test_the_hash_changes_with_the_workbook(tmp_path):
    book = tiny_book()
    before = read_study(saved(book, tmp_path)).content_hash()
    assert read_study(tmp_path / "meals.xlsx").content_hash() == before
    cell_of(book, "actors", 2, "hair").value = "red"
    assert read_study(saved(book, tmp_path)).content_hash() != before


def rewrite(path, change):
    """Change the parts of a workbook's file."""
    with zipfile.ZipFile(path) as old:
        parts = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info, data in parts:
            new.writestr(info.filename, change(info.filename, data))


@pytest.mark.slow
def test_a_sheet_of_remarks_can_be_left_out(tmp_path):
    book = tiny_book()
    sheet = book.create_sheet("Remarks")
    sheet["A1"], sheet["B3"] = "Ask the cook again?", "later"
    problem = only(run_check(saved(book, tmp_path)), "ragged_row")
    assert " _ " in problem.remedy
    sheet.title = "_Remarks"
    assert errors(run_check(saved(book, tmp_path))) == []


@pytest.mark.slow
def test_a_workbook_that_is_too_large_when_unpacked_is_refused(tmp_path):
    path = saved(tiny_book(), tmp_path)
    filling = b" " * (120 << 20)
    rewrite(
        path, lambda name, data: data.replace(b"</worksheet>", filling + b"</worksheet>") if "sheet1" in name else data
    )
    with pytest.raises(StudyError, match="too large"):
        read_study(path)


@pytest.mark.slow
def test_a_title_above_the_header_of_a_sheet_is_one_error(tmp_path):
    book = tiny_book()
    book["claims"].insert_rows(1, 2)
    book["claims"]["A1"] = "Claims of the study"
    check = run_check(saved(book, tmp_path))
    problem = only(check, "title_above_header")
    assert (problem.sheet, problem.row) == ("claims", 3)
    assert "Delete rows 1 and 2" in problem.remedy
    assert check.counts["claims"].taken == 6
