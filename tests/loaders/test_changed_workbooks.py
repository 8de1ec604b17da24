"""Changed workbooks: only the cells in question change, whoever wrote the file; all else stays byte for byte."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from graphmodel.changes import StudyChange, TableChange
from graphmodel.problems import ChangeRefused, StudyError
from graphmodel_loaders import read_study
from graphmodel_loaders.changing import changed_files, rows_of
from tests.support.studies import tiny_tables
from tests.support.workbooks import SETTINGS_ROWS, cell_of, saved, tiny_book

CLAIMS = tiny_tables()["claims"]
COLUMNS = list(CLAIMS[0])
CHANGE = StudyChange(
    "test",
    "test",
    {
        "claims": TableChange(
            {2: {"summary": 'new <&> "text"\n é', "note": "n"}, 3: {"order": "7", "workstream": ""}},
            [{"claim": "c9", "source": "src.cook", "summary": "ninth"}, {"claim": "c10", "summary": "=1+1"}],
            frozenset({4}),
        ),
        "codings": TableChange(append=[{"claim": "c1", "coder": "Ann & Ben"}]),
        "predicates": TableChange(append=[{"predicate": "nods_at"}]),
    },
)
"""To tables with all that a spreadsheet can hold, to one that does not exist and to one with nothing special."""


def of_openpyxl(folder: Path) -> Path:
    book = tiny_book()
    sheet = book["claims"]
    sheet["B2"].comment = Comment("look again", "Ann")
    rule = DataValidation(type="list", formula1='"affirms,denies,mixed"')
    rule.add("O2:O99")
    sheet.add_data_validation(rule)
    sheet.auto_filter.ref = sheet.dimensions
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 33
    book["actors"].merge_cells("H1:I1")
    book.create_sheet("notes")["A1"] = "=1+1"
    return saved(book, folder)


def of_openpyxl_with_lxml(folder: Path) -> Path:
    """As openpyxl writes where lxml is installed: each entry of the list of sheets declares its own prefix."""
    path = of_openpyxl(folder)
    parts = members(path.read_bytes())
    declaration = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    book = parts["xl/workbook.xml"].replace(declaration, b"")
    parts["xl/workbook.xml"] = book.replace(b"<sheet ", b"<sheet" + declaration + b" ")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def of_xlsxwriter(folder: Path) -> Path:
    path = folder / "meals.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": True})
    sheet = book.add_worksheet("study")
    for number, row in enumerate(SETTINGS_ROWS):
        sheet.write_row(number, 0, row)
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "bg_color": "#ffeeee"})
    for name, rows in tiny_tables().items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, list(rows[0]), bold)
        for number, row in enumerate(rows, 1):
            for place, text in enumerate(row.values()):
                sheet.write_string(number, place, text, wrap) if name != "claims" or text else None
    sheet = book.get_worksheet_by_name("claims")
    width = len(COLUMNS) - 1
    sheet.add_table(0, 0, len(CLAIMS), width, {"columns": [{"header": name} for name in COLUMNS]})
    sheet.data_validation(1, 14, 99, 14, {"validate": "list", "source": ["affirms", "denies", "mixed"]})
    sheet.conditional_format(1, 0, 99, width, {"type": "text", "criteria": "containing", "value": "c", "format": bold})
    sheet.write_comment("C3", "who?")
    sheet.insert_textbox("X20", "a shape")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=claims!$H$2:$H$5"})
    sheet.insert_chart("X2", chart)
    notes = book.add_worksheet("notes")
    notes.write_formula("A1", "=COUNTA(claims!A:A)", None, 7)
    book.define_name("Everything", "=claims!$A$1:$R$7")
    book.close()
    return path


def of_libreoffice(folder: Path) -> Path:
    return as_libreoffice_saves(of_xlsxwriter(folder))


def as_libreoffice_saves(path: Path) -> Path:
    target = path.parent / "libreoffice"
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", target, path], check=True, capture_output=True, timeout=120
    )
    return target / path.name


needs_libreoffice = [
    pytest.mark.process,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine"),
]


@pytest.fixture(
    params=[of_openpyxl, of_openpyxl_with_lxml, of_xlsxwriter, pytest.param(of_libreoffice, marks=needs_libreoffice)]
)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = request.param(tmp_path)
    return path


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len({*archive.namelist()})
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_parts(content: bytes) -> dict[str, str]:
    """The part of each sheet."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return {sheet.title: sheet._worksheet_path.lstrip("/") for sheet in book.worksheets}


def without(xml: bytes, cells: set[str], rows: set[str]) -> bytes:
    """A sheet without some cells and rows, and without what says how far it reaches."""
    root = ET.fromstring(xml)
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind in {"dimension", "autoFilter"}:
            element.attrib.pop("ref", None)
        if kind == "row":
            element.attrib.pop("spans", None)
        for child in list(element):
            if (child.get("r") in cells and child.tag.endswith("}c")) or child.get("r") in rows:
                element.remove(child)
    return ET.tostring(root)


@pytest.mark.slow
def test_only_the_cells_in_question_change(book: Path) -> None:
    made = changed_files(read_study(book), CHANGE)
    [(path, before, after)] = made.files
    assert (path, before) == (book, book.read_bytes())
    old, new, sheets = members(before), members(after), sheet_parts(before)
    lists = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}  # the new sheet is in them
    touched = {sheets["claims"], sheets["predicates"], *lists}
    touched |= {name for name in old if name.startswith("xl/tables/")}
    assert {name for name in old if old[name] != new[name]} == touched
    [added] = new.keys() - old.keys()
    assert sheet_parts(after)["codings"] == added
    # In the sheet, a cell that changes keeps its style, and nothing else changes.
    last = len(CLAIMS) + 1
    rows = {str(last + 1), str(last + 2)}
    cells = {"Q2", "H3", "J3", "S1", "S2", *(f"{letter}4" for letter in "ABCDEFGHIJKLMNOPQR")}
    claims = sheets["claims"]
    assert without(old[claims], cells, rows) == without(new[claims], cells, rows)
    # And it reads as it should.
    expected = [dict(row) for row in CLAIMS]
    expected[0] |= {"summary": 'new <&> "text"\n é', "note": "n"}
    expected[1] |= {"order": "7", "workstream": ""}
    expected.pop(2)
    expected += [{"claim": "c9", "source": "src.cook", "summary": "ninth"}, {"claim": "c10", "summary": "=1+1"}]
    book.write_bytes(after)
    study = read_study(book)
    assert [cells for _, cells in rows_of(study, "claims")] == [
        {name: row.get(name, "") for name in [*COLUMNS, "note"]} for row in expected
    ]
    assert rows_of(study, "codings") == [(2, {"claim": "c1", "coder": "Ann & Ben"})]
    assert [number for number, _ in rows_of(study, "claims")] == [2, 3, 5, 6, 7, 8, 9]


@pytest.mark.slow
def test_what_a_spreadsheet_adds_is_still_there_and_reaches_the_new_rows(book: Path) -> None:
    [(_, before, after)] = changed_files(read_study(book), CHANGE).files
    old, new = (openpyxl.load_workbook(BytesIO(content))["claims"] for content in (before, after))
    assert {cell.coordinate: cell.comment.text for row in old for cell in row if cell.comment} == {
        cell.coordinate: cell.comment.text for row in new for cell in row if cell.comment
    }
    assert [rule.sqref for rule in old.data_validations.dataValidation] == [
        rule.sqref for rule in new.data_validations.dataValidation
    ]
    assert len(old._charts) == len(new._charts)
    for row in old.iter_rows():
        for cell in row:
            assert not cell.has_style or new[cell.coordinate]._style == cell._style
    last = len(CLAIMS) + 3
    if old.auto_filter.ref:
        assert new.auto_filter.ref == f"A1:R{last}"
    assert [table.ref for table in new.tables.values()] == [f"A1:R{last}"] * len(old.tables)
    assert new["A8"]._style == new["A7"]._style


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_reads_the_same(book: Path) -> None:
    [(_, _, after)] = changed_files(read_study(book), CHANGE).files
    changed = book.parent / "changed" / "meals.xlsx"
    changed.parent.mkdir()
    changed.write_bytes(after)
    saved_again = as_libreoffice_saves(changed)
    for name in ("claims", "codings", "predicates", "actors"):
        assert rows_of(read_study(saved_again), name) == rows_of(read_study(changed), name)


@pytest.mark.slow
def test_cells_with_formulas_and_merged_cells_are_refused(tmp_path: Path) -> None:
    book = tiny_book()
    cell_of(book, "claims", 2, "summary").value = '="a"&"b"'
    book["claims"].merge_cells("C5:C6")
    path = saved(book, tmp_path)
    before = path.read_bytes()
    change = TableChange({2: {"summary": "x", "polarity": "denies"}, 6: {"speaker": "act.cook"}}, remove=frozenset({5}))
    with pytest.raises(ChangeRefused) as refused:
        changed_files(read_study(path), StudyChange("t", "t", {"claims": change}))
    assert {(one.sheet, one.row, one.column, one.rule) for one in refused.value.problems} == {
        ("claims", 2, "summary", "formula_cell"),
        ("claims", 5, "speaker", "merged_cells"),
        ("claims", 6, "speaker", "merged_cells"),
    }
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_row_of_totals_and_an_open_file_are_refused(tmp_path: Path) -> None:
    path = of_xlsxwriter(tmp_path)
    content = members(path.read_bytes())
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part.replace(b'totalsRowShown="0"', b'totalsRowCount="1"'))
    change = StudyChange("t", "t", {"claims": TableChange(append=[{"claim": "c9"}])})
    with pytest.raises(ChangeRefused):
        changed_files(read_study(path), change)
    (tmp_path / "~$meals.xlsx").write_bytes(b"Ann")
    with pytest.raises(StudyError, match="Excel"):
        changed_files(read_study(path), StudyChange("t", "t", {"actors": TableChange({2: {"label": "x"}})}))


@pytest.mark.slow
def test_any_form_of_xml_is_changed_in_place(tmp_path: Path) -> None:
    path = of_openpyxl(tmp_path)
    content = members(path.read_bytes())
    part = sheet_parts(path.read_bytes())["codebook"]
    odd = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><!-- <c r="A2"> -->'
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        "<x:row><x:c t='inlineStr'><x:is><x:t>code</x:t></x:is></x:c><x:c t='inlineStr'><x:is><x:t>label</x:t></x:is>"
        "</x:c></x:row>\n<!-- <x:row r='7'><x:c r='Z7'><x:v>1</x:v></x:c></x:row> -->"
        "<x:row   spans='1:1'><x:c t='str' ><x:v>1.1</x:v></x:c><x:c/>"
        "<x:c t='str'><x:v><![CDATA[\xe9]]></x:v></x:c></x:row><x:row r='9'/></x:sheetData></x:worksheet>"
    ).encode("latin-1")
    odd = odd.replace(b"label</x:t></x:is></x:c>", b"label</x:t></x:is></x:c><x:c t='str'><x:v>own</x:v></x:c>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, one in content.items():
            archive.writestr(name, odd if name == part else one)
    change = TableChange({2: {"label": "ä → _x0041_", "code": "1.1"}}, [{"code": "2", "own": "o"}])
    [(_, _, after)] = changed_files(read_study(path), StudyChange("t", "t", {"codebook": change})).files
    new = members(after)[part]
    assert b'<!-- <c r="A2"> -->' in new
    assert b"\xe9" in new
    path.write_bytes(after)
    assert rows_of(read_study(path), "codebook") == [
        (2, {"code": "1.1", "label": "ä → _x0041_", "own": "é"}),
        (3, {"code": "2", "label": "", "own": "o"}),
    ]


@pytest.mark.slow
def test_a_blank_sheet_is_filled(tmp_path: Path) -> None:
    book = tiny_book()
    book.create_sheet("Codings")
    path = saved(book, tmp_path)
    change = StudyChange("t", "t", {"codings": TableChange(append=[{"claim": "c1", "coder": "Ann"}])})
    [(_, _, after)] = changed_files(read_study(path), change).files
    path.write_bytes(after)
    assert rows_of(read_study(path), "codings") == [(2, {"claim": "c1", "coder": "Ann"})]


@pytest.mark.slow
def test_settings_are_changed_where_they_are_read_from(book: Path) -> None:
    change = StudyChange("t", "t", settings={"title": "Other", "focus.values": ["a", "b"], "language": "en"})
    [(_, before, after)] = changed_files(read_study(book), change).files
    old, new = members(before), members(after)
    assert {name for name in old if old[name] != new[name]} == {sheet_parts(before)["study"]}
    was = read_study(book).raw_settings
    book.write_bytes(after)
    assert read_study(book).raw_settings == {**was, "title": "Other", "focus.values": ["a", "b"], "language": "en"}


def test_formats_of_single_words_are_said_to_be_lost(tmp_path: Path) -> None:
    path = of_xlsxwriter(tmp_path)
    book = xlsxwriter.Workbook(str(path))
    sheet, bold = book.add_worksheet("actors"), book.add_format({"bold": True})
    sheet.write_row(0, 0, ["actor", "label"])
    sheet.write_row(1, 0, ["act.a", "plain"])
    sheet.write_string(2, 0, "act.b")
    sheet.write_rich_string(2, 1, "not ", bold, "plain")
    book.close()
    for row, lost in ((2, 0), (3, 1)):
        made = changed_files(read_study(path), StudyChange("t", "t", {"actors": TableChange({row: {"label": "new"}})}))
        assert len(made.lost) == lost
