"""Files whose name says another thing than their content: read by their content, and said."""

import shutil
from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from graphmodel.problems import StudyError
from graphmodel_loaders.flat.opening import open_file
from tests.loaders.flat.sheets import HEADINGS, ROWS, said, write_sheet

PAGE = """<!-- export --><html><head><style>td {{ }}</style></head><body><table><tr><td>Menu</td></tr></table>
<TABLE><tr>{headings}</tr>{rows}</TABLE></body></html>"""


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *ROWS):
        sheet.append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)


def page(path: Path) -> Path:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        return "".join(f"<{tag} class=x>{text.replace(' ', '&nbsp;', 1)}</{tag}>" for text in row)

    rows = "".join(f"<tr>{cells('td', row)}" for row in ROWS)
    path.write_text(PAGE.format(headings=cells("th", HEADINGS), rows=rows), "utf-8")
    return path


def text(path: Path) -> Path:
    return write_sheet(path, ROWS)


def in_utf_16(path: Path) -> Path:
    path.write_text("\n".join("\t".join(row) for row in (HEADINGS, *ROWS)), "utf-16")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (text, "a.xlsx"),
        (text, "a.xls"),
        (in_utf_16, "a.xls"),
        (workbook, "a.csv"),
        (workbook, "a.xls"),
        (page, "a.xls"),
    ],
)
def test_a_misnamed_file_is_read_by_its_content(make, name: str, tmp_path: Path) -> None:
    plain = gm.start(write_sheet(tmp_path / "plain.csv", ROWS), tmp_path / "plain")
    report = gm.start(make(tmp_path / name), tmp_path / "study")
    assert said(report.study) == said(plain.study)
    if (make, name) != (workbook, "a.xls"):
        assert any("whatever its name says" in note for note in report.notes)


def test_cells_of_a_page_that_cover_others(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        "<table><tr><td rowspan=2>I1<td colspan='2'>two<br>lines<td>x</tr><tr><td>b<td>c<td>d</tr>"
        "<tr><td>e<script>no()</script></table><table></table>",
        "utf-8",
    )
    opened = open_file(path)
    assert opened.names == ("table 1",)
    lines = [cells for _, cells in opened.read("table 1").lines]
    assert lines == [["I1", "two\nlines", "", "x"], ["I1", "b", "c", "d"], ["e"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 ...", "RTF"),
        (b"<html><p>Log in</p></html>", "without a table"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "2003"),
        (b"PK\x03\x04 no archive", "a.xlsx"),
        (b"\x00\x01\x02\x03", "a.xlsx"),
        (b"", "0 bytes"),
        (b"<table>" + b"<td colspan=1000>x" * 6_000 + b"</table>", "too large"),
    ],
    ids=["pdf", "rtf", "no table", "2003", "no archive", "bytes", "empty", "large page"],
)
def test_what_is_no_sheet_is_named(content: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(StudyError, match=word):
        open_file(tmp_path / "a.xlsx")
    if content:
        shutil.copy(tmp_path / "a.xlsx", tmp_path / "a.csv")
        with pytest.raises(StudyError):
            gm.start(tmp_path / "a.csv", tmp_path / "study")
