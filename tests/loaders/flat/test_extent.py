"""A cell far away ends in a message, however it is written; what is only formatted does not count."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from graphmodel.problems import StudyError
from graphmodel_loaders.flat.extent import extent
from graphmodel_loaders.flat.workbooks import open_workbook

FAR = [
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c r="XFD1048576"> <v>1</v></c></row>',
    b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    b'<row r="1048576"><c z=">" r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c\nr="xfd1048576"\n><v>1</v></c></row>',
    b'<row r="1048575"/><row>' + b"<c/>" * 16383 + b"<c><v>1</v></c></row>",
]


def book_with(path: Path, rows: bytes) -> Path:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Who", "To what"])
    sheet.append(["GP", "Audit"])
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</sheetData>", rows + b"</sheetData>"))
    return path


@pytest.mark.slow
def test_a_cell_far_away_is_refused_however_it_is_written(tmp_path: Path) -> None:
    for rows in FAR:
        for name in ("far.xlsx", "far.ods"):
            with pytest.raises(StudyError, match="16,384"):
                open_workbook(book_with(tmp_path / name, rows))


def test_cells_that_are_only_formatted_do_not_count(tmp_path: Path) -> None:
    for rows in (b'<row r="1048576"><c r="XFD1048576" s="1"/></row>', b'<row r="99"><c r="XFD99" s="1"></c></row>'):
        opened = open_workbook(book_with(tmp_path / "formatted.xlsx", rows))
        assert [cells[:2] for _, cells in opened.read(opened.names[0]).lines] == [["Who", "To what"], ["GP", "Audit"]]


def test_both_ways_to_find_the_last_cell_agree() -> None:
    cells = b'<row r="3"><c r="B3" s="1"/><c r="C3" t="s"><v>1</v></c></row><row r="7"><c r="A7"><v>1</v></c></row>'
    for rows in (cells, cells.replace(b"<c r=", b"<c  r="), cells.replace(b'"', b"'")):
        assert extent(b"<sheetData>" + rows + b"</sheetData>") == (7, 3)
