"""``check --marked``: a copy of the study in which each cell with a problem is coloured and says why."""

import csv
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell

from graphmodel.output.marked_workbook import COLOURS
from tests.support.command import graphmodel
from tests.support.studies import SETTINGS, tiny_study, tiny_tables
from tests.support.workbooks import cell_of, saved, tiny_book


def broken(tmp_path: Path) -> Path:
    """A study with errors of cells, rows, columns, tables and settings, and text that looks like formulas."""
    tables = tiny_tables()
    tables["claims"][0]["speaker"] = "act.nobody"
    tables["claims"][1] |= {"polarity": "perhaps", "object": "=cmd|'/c calc'!A1", "date": "2011-02-30"}
    tables["claims"][2]["summary"] = '=HYPERLINK("http://example.org","line one\nline two")'
    tables["claims"][4]["quoted"] = "@no"
    tables["actors"] = [{("Naam" if k == "label" else k): v for k, v in row.items()} for row in tables["actors"]]
    study = tiny_study(tmp_path, settings=SETTINGS + 'bogus = ["x"]\n', **tables)
    (study / "sites.csv").write_text("site,label,kind\n\nsite.north,North,a,b,c\n\nsite.n;x,+Nord,y\n", "utf-8")
    (study / "tools.csv").write_text("Our tools,,\n,,\ntool,label,status\ntool.one,,-\n", "utf-8")
    (study / "products.csv").write_text('product,label\nprod.one,"One\nprod.two,Two\n', "utf-8")
    return study


def raw_cells(file: Path) -> dict[tuple[int, int], str]:
    """Row and position, both from 1, of each filled cell of a CSV file."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    return {(i, j): cell for i, row in enumerate(rows, 1) for j, cell in enumerate(row, 1) if cell}


def colour_of(cell: Cell) -> str:
    return cell.fill.start_color.rgb[2:] if cell.fill.fill_type else ""


@pytest.mark.slow
def test_every_problem_of_a_cell_is_marked_at_that_cell_and_nothing_else_is(tmp_path):
    study, file = broken(tmp_path), tmp_path / "marked.xlsx"
    ran = graphmodel("check", study, "--marked", file, "--format", "json")
    assert ran.code == 1
    book = openpyxl.load_workbook(file)
    problems = ran.json["problems"]
    for table in ("claims", "actors", "sites", "evidence", "sources"):
        sheet, cells = book[table], raw_cells(study / f"{table}.csv")
        header = {text.lower(): column for (row, column), text in cells.items() if row == 1}
        # What is said of each cell, found without the program: by row number and heading in the file.
        said: dict[tuple[int, int], list[dict]] = {}
        for problem in problems:
            if problem["table"] == table:
                heading = header.get(problem["column"]) or header.get(problem["value"])
                width = [heading] if heading else range(1, len(header) + 1) if problem["row"] > 1 else [1]
                for column in width:
                    said.setdefault((max(1, problem["row"]), column), []).append(problem)
        for row in sheet.iter_rows():
            for cell in row:
                place = (cell.row, cell.column)
                assert (cell.value or "") == cells.get(place, "")
                found = said.get(place, [])
                worst = next((s for s in COLOURS if any(p["severity"] == s for p in found)), "")
                assert colour_of(cell) == (COLOURS[worst] if worst else ""), (table, place)
                if cell.comment:
                    assert all(p["what"] in cell.comment.text and p["remedy"] in cell.comment.text for p in found)
                assert bool(cell.comment) <= bool(found)
        for place in said:
            whole_row = all((place[0], column) in said for column in range(1, len(header) + 1))
            assert sheet.cell(*place).comment or (whole_row and sheet.cell(place[0], 1).comment)


@pytest.mark.slow
def test_the_first_sheet_lists_all_problems_and_every_table_has_a_sheet(tmp_path):
    study, file = broken(tmp_path), tmp_path / "marked.xlsx"
    ran = graphmodel("check", study, "--marked", file, "--format", "json")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[0] == "problems"
    heading, *listed = book["problems"].iter_rows(values_only=True)
    assert len(listed) == len(ran.json["problems"])
    assert {row[heading.index("what")] for row in listed} == {problem["what"] for problem in ran.json["problems"]}
    assert {path.stem for path in study.glob("*.csv")} <= set(book.sheetnames)
    settings = {row[0].value: row[1] for row in book["study"].iter_rows()}
    assert colour_of(settings["vocabularies.bogus"]) == COLOURS["warning"]
    # A header in row 3; and rows below a quotation mark that is not closed.
    assert [cell.value for cell in book["tools"][3]] == ["tool", "label", "status"]
    assert colour_of(book["tools"]["B4"]) == COLOURS["error"]
    assert book["products"]["A3"].value == "prod.two"
    assert colour_of(book["products"]["A2"]) == COLOURS["error"]


@pytest.mark.slow
def test_nothing_in_the_copy_is_a_formula_and_all_cells_are_text(tmp_path):
    file = tmp_path / "marked.xlsx"
    graphmodel("check", broken(tmp_path), "--marked", file)
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(
        cell.data_type == "s"
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    )
    begun = [cell for cell in cells if str(cell.value)[0] in "=+@-"]
    assert len(begun) >= 4
    assert all(cell.quotePrefix for cell in begun)
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.slow
def test_a_workbook_is_marked_too_and_stays_as_it_is(tmp_path):
    book = tiny_book()
    cell_of(book, "claims", 3, "polarity").value = "perhaps"
    cell_of(book, "evidence", 2, "focus").value = "=1+1"
    path = saved(book, tmp_path)
    before, file = path.read_bytes(), tmp_path / "marked.xlsx"
    assert graphmodel("check", path, "--marked", file).code == 1
    marked = openpyxl.load_workbook(file)
    assert colour_of(cell_of(marked, "claims", 3, "polarity")) == COLOURS["error"]
    assert cell_of(marked, "claims", 3, "polarity").value == "perhaps"
    assert colour_of(cell_of(marked, "evidence", 2, "focus")) == COLOURS["error"]  # its result is not stored
    assert graphmodel("check", path, "--marked", path).code == 1
    assert path.read_bytes() == before


@pytest.mark.slow
def test_the_copy_of_a_study_without_errors_has_no_such_marks_and_is_never_read_as_a_study(tmp_path):
    study = tiny_study(tmp_path)
    file = study / "marked.xlsx"
    graphmodel("check", study, "--marked", file)
    book = openpyxl.load_workbook(file)
    assert not any(colour_of(cell) == COLOURS["error"] for row in book["claims"].iter_rows() for cell in row)
    before = graphmodel("check", study, "--format", "json").json
    assert not any(problem["file"] == "marked.xlsx" for problem in before["problems"])
    ran = graphmodel("check", file)
    assert ran.code == 1
    assert "not a study" in ran.err


@pytest.mark.slow
def test_a_file_that_this_program_did_not_write_is_kept(tmp_path):
    study, file = tiny_study(tmp_path), tmp_path / "thesis.xlsx"
    file.write_text("ten years of work", "utf-8")
    assert graphmodel("check", study, "--marked", file).code == 1
    assert file.read_text("utf-8") == "ten years of work"
    assert graphmodel("check", study, "--marked", file, "--force").code == 0
    assert graphmodel("check", study, "--marked", file).code == 0  # its own now


@pytest.mark.parametrize("more", [["--marked", "marked.csv"], ["--marked", "a.xlsx", "-o", "a.xlsx"]])
def test_a_target_that_cannot_be_is_refused(tmp_path, monkeypatch, more):
    monkeypatch.chdir(tmp_path)
    assert graphmodel("check", tiny_study(tmp_path), *more).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["school_meals"]
