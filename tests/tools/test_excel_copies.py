"""Workbooks of tools: what is printed, and what comes back after people and programs changed them."""

import csv
import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from graphmodel.tools.copies import COPY_SHEET
from graphmodel.tools.manifest import read_manifest, written_manifest
from graphmodel_loaders.copies.excel import read_excel
from graphmodel_viz.sheets.excel import write_excel
from tests.support.filled_copies import (
    cell_of,
    fill_excel,
    without_parts,
)
from tests.support.media import COPY, EXCEL, SOME, blank_copy, texts_of
from tests.support.tool_copies import HOSTILE


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A copy that nobody has filled in."""
    path = tmp_path / "copy.xlsx"
    path.write_bytes(blank_copy(EXCEL))
    return path


def _sheet(book: openpyxl.Workbook, code: str) -> Worksheet:
    sheet = cell_of(book, code).parent
    assert isinstance(sheet, Worksheet)
    return sheet


def _put(cell: Any, value: object) -> None:
    """Put a value into a cell; text stays text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


@pytest.mark.slow
def test_answers_say_where_they_stand(blank: Path) -> None:
    fill_excel(blank, {"O1d": "no"})
    row = cell_of(openpyxl.load_workbook(blank), "O1d").row
    (cell,) = read_excel(blank).cells
    assert cell.where == f"sheet What people may say, row {row}"


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["x", "X", "✓", "yes", True, 1])
def test_a_tick_may_be_typed_in_other_ways(blank: Path, typed: object) -> None:
    fill_excel(blank, {"O1c": typed})
    assert texts_of(read_excel(blank)) == {"O1c": "x"}


@pytest.mark.slow
def test_numbers_and_dates_are_read_as_they_are_shown(blank: Path) -> None:
    fill_excel(blank, {"S2": dt.date(2026, 12, 1), "S9": 12, "O1e": 1.5, "O2e": dt.datetime(2026, 12, 1, 9, 30)})
    assert texts_of(read_excel(blank)) == {"S2": "2026-12-01", "S9": "12", "O1e": "1.5", "O2e": "2026-12-01 09:30"}


@pytest.mark.slow
def test_formulas_are_read_as_results_and_those_without_are_said(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    cell = cell_of(book, "O1e")
    cell.value, cell.number_format = "=1+1", "General"
    place = f"{cell.column_letter}{cell.row}"
    book.save(blank)
    assert read_excel(blank).others == (
        ("A formula without a stored result", f"sheet What people may say, cell {place}"),
    )


@pytest.mark.slow
@pytest.mark.parametrize("hidden", [True, False], ids=["hidden column", "no hidden column"])
def test_rows_and_columns_may_move_and_others_be_added(blank: Path, hidden: bool) -> None:
    fill_excel(blank, SOME)
    book = openpyxl.load_workbook(blank)
    sheet = _sheet(book, "O1c")
    first = cell_of(book, "O1c").row
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    rows = [rows[4], [None] * len(rows[0]), *rows[1:4], rows[0]]
    rows[1][3] = "A row of our own"
    for number, row in enumerate(rows, first):
        for place, value in enumerate(row, 1):
            _put(sheet.cell(number, place), value)
    sheet.insert_cols(4)
    sheet.cell(first - 1, 4).value = "My remarks"
    sheet.cell(first, 4).value = "A remark"
    if not hidden:
        for one in book.worksheets:
            one.delete_cols(1)
    sheet.title = "Renamed"
    book.save(blank)
    read = read_excel(blank)
    assert texts_of(read) == SOME
    assert {text for text, _ in read.others} == {"My remarks", "A remark", "A row of our own"}


@pytest.mark.slow
def test_a_column_may_be_inserted_before_the_answers_to_questions(blank: Path) -> None:
    fill_excel(blank, {"S1": "Spring group", "FB2": "Too long"})
    book = openpyxl.load_workbook(blank)
    _sheet(book, "S1").insert_cols(3)
    book.save(blank)
    read = read_excel(blank)
    assert texts_of(read) == {"S1": "Spring group", "FB2": "Too long"}
    assert read.others == ()


@pytest.mark.slow
def test_hidden_codes_stand_in_for_printed_ones(blank: Path) -> None:
    fill_excel(blank, SOME)
    book = openpyxl.load_workbook(blank)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_col=2, max_col=2):
            text = str(row[0].value or "")
            if text.startswith("[") and sheet.title != COPY_SHEET:
                row[0].value = text.partition("] ")[2] or None
    book.save(blank)
    read = read_excel(blank)
    assert texts_of(read) == SOME
    assert read.others == ()


@pytest.mark.slow
def test_the_printed_code_counts_where_only_the_shown_columns_were_sorted(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    sheet = _sheet(book, "O1c")
    first = cell_of(book, "O1c").row
    for column in range(2, sheet.max_column + 1):
        above, below = sheet.cell(first, column), sheet.cell(first + 1, column)
        first_value, second_value = above.value, below.value
        _put(above, second_value)
        _put(below, first_value)
    book.save(blank)
    fill_excel(blank, {"O1e": "Ann"})
    read = read_excel(blank)
    assert texts_of(read) == {"O1e": "Ann"}
    assert read.others == ()


@pytest.mark.slow
def test_what_is_typed_beside_no_code_is_kept(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    sheet = _sheet(book, "O1c")
    first = cell_of(book, "O1c").row
    sheet.cell(first, 5).value = "Count what it saves as well. Not true!"
    sheet.cell(first + 20, 3).value = "We met twice."
    sheet.cell(first, 12).value = "Beside the table"
    book.create_sheet("Ours").append(["A sheet of our own"])
    book.save(blank)
    read = read_excel(blank)
    assert read.cells == ()
    assert read.others == (
        ("Count what it saves as well. Not true!", f"sheet What people may say, row {first}"),
        ("Beside the table", f"sheet What people may say, row {first}"),
        ("We met twice.", f"sheet What people may say, row {first + 20}"),
        ("A sheet of our own", "sheet Ours, row 1"),
    )


@pytest.mark.slow
def test_a_sheet_saved_as_csv_is_read(blank: Path, tmp_path: Path) -> None:
    fill_excel(blank, SOME)
    sheet = _sheet(openpyxl.load_workbook(blank), "O1c")
    with (tmp_path / "copy.csv").open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([cell.value or "" for cell in row] for row in sheet.iter_rows())
    read = read_excel(tmp_path / "copy.csv")
    assert read.manifest is None
    assert texts_of(read).items() >= {code: text for code, text in SOME.items() if code.startswith("O")}.items()


@pytest.mark.slow
def test_comments_are_kept(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    cell = cell_of(book, "O1d")
    cell.comment = Comment("Nobody said so", "Ann")
    book.save(blank)
    read = read_excel(blank)
    assert read.cells == ()
    assert read.others == (("Nobody said so", f"a comment on cell {cell.coordinate}"),)


@pytest.mark.slow
@pytest.mark.parametrize(("sheet", "properties"), [(True, False), (False, True), (False, False)])
def test_the_hidden_sheet_and_the_properties_stand_in_for_each_other(
    blank: Path, sheet: bool, properties: bool
) -> None:
    fill_excel(blank, SOME)
    if not sheet:
        book = openpyxl.load_workbook(blank)
        del book[COPY_SHEET]
        book.save(blank)
    if not properties:
        without_parts(blank, "docProps/custom.xml")
    read = read_excel(blank)
    assert read.manifest == (read_manifest(written_manifest(COPY)) if sheet or properties else None)
    assert read.line == COPY.identity.line
    assert {code: text for code, text in texts_of(read).items() if code in SOME} == SOME


@pytest.mark.slow
def test_the_hidden_sheet_may_be_renamed(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    book[COPY_SHEET].title = "Sheet9"
    book.save(blank)
    without_parts(blank, "docProps/custom.xml")
    read = read_excel(blank)
    assert read.manifest == read_manifest(written_manifest(COPY))
    assert read.others == ()


@pytest.mark.slow
def test_sheets_are_easy_to_fill_in(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    assert book.sheetnames[0] == "This session"
    assert book.active is book.worksheets[0]
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"] == [COPY_SHEET]
    cell = cell_of(book, "O1d")
    sheet = cell.parent
    assert (sheet.column_dimensions["A"].hidden, sheet.freeze_panes) == (True, f"C{cell.row}")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == f"${cell.row - 1}:${cell.row - 1}"
    offered = {
        place: rule.formula1
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in area.rows
        for place in row
    }
    kept, _, places = offered[cell.row, cell.column].lstrip("=").partition("!")
    assert [row[0].value for row in book[kept][places]] == ["yes", "partly", "no"]
    assert (cell.row, cell.column - 1) in offered
    assert {cell_of(book, field.code).number_format for field, _, _ in COPY.fields()} == {"@"}


def test_every_place_for_an_answer_is_blank_and_coloured(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    cells = [cell_of(book, field.code) for field, _, _ in COPY.fields()]
    assert len({(cell.parent.title, cell.coordinate) for cell in cells}) == len(cells)
    assert {(cell.value, cell.fill.fgColor.rgb) for cell in cells} == {(None, "00FFF6D5")}


def test_texts_are_inert_and_nobody_is_named(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    (cell,) = [cell for row in _sheet(book, "O2c").iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, HOSTILE.replace("\u202e", ""))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(blank) as archive:
        about = archive.read("docProps/core.xml").decode()
    assert f">{COPY.title}</dc:title>" in about
    assert "creator" not in about
    assert "lastModifiedBy" not in about


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "a3", "a3 landscape"])
def test_paper_is_that_of_the_form(tmp_path: Path, paper: Any) -> None:
    write_excel(replace(COPY, paper=paper), tmp_path / "a.xlsx")
    about = {
        (int(sheet.page_setup.paperSize), sheet.page_setup.orientation)
        for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
        if sheet.title != COPY_SHEET
    }
    assert about == {(8 if "a3" in paper else 9, "landscape" if "landscape" in paper else "portrait")}
