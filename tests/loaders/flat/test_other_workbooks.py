"""Workbooks of other formats: what a person sees in them, and none that fills the memory."""

import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

import graphmodel_loaders.flat.apart
from graphmodel.problems import StudyError
from graphmodel_loaders.flat.workbooks import open_workbook

pytestmark = [pytest.mark.slow, pytest.mark.process]

CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
ERROR = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
)
COMMENTED = CELL.replace("<text:p>", "<office:annotation><text:p>aside</text:p></office:annotation><text:p>", 1)


def ods(path: Path, rows: str) -> Path:
    """An OpenDocument sheet with these rows."""
    uses = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}"/>')
        archive.writestr(
            "content.xml",
            f'<office:document-content{uses} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns'
            f':calcext:1.0"><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def row(cells: str, **attributes: str) -> str:
    listed = "".join(f' table:{name.replace("_", "-")}="{text}"' for name, text in attributes.items())
    return f"<table:table-row{listed}>{cells}</table:table-row>"


def many(number: int) -> str:
    """That many cells without content."""
    return f'<table:table-cell table:number-columns-repeated="{number}"/>'


@contextmanager
def most_memory() -> Iterator[list[int]]:
    """Bytes that this process has taken more meanwhile, with those that it starts, from moment to moment."""
    own, done = psutil.Process(), threading.Event()
    before, seen = own.memory_info().rss, [0]
    others = set(own.children(recursive=True))  # a server of other tests may still run

    def look() -> None:
        while not done.wait(0.01):
            with suppress(psutil.Error):
                started = set(own.children(recursive=True)) - others
                seen.append(sum(one.memory_info().rss for one in (own, *started)) - before)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def test_errors_hidden_rows_and_comments_are_mentioned(tmp_path: Path) -> None:
    rows = [
        row(CELL + CELL),
        row(many(1), number_rows_repeated="2", visibility="collapse"),
        row(CELL + ERROR, visibility="filter"),
        row(many(1) + ERROR + COMMENTED, number_rows_repeated="2"),
        row(many(9), number_rows_repeated="1000000", visibility="collapse"),
    ]
    opened = open_workbook(ods(tmp_path / "s.ods", "".join(rows)))
    grid = opened.read("S")
    assert [number for number, _ in grid.lines] == [1, 4, 5, 6]
    assert grid.lines[1][1][:2] == ["x", ""]
    assert grid.faults == {(4, 1): "#DIV/0!", (5, 1): "#DIV/0!", (6, 1): "#DIV/0!"}
    assert any("3 cells" in note and "row 4" in note for note in grid.notes)
    assert any("3 hidden rows" in hint and "filter" in hint for hint in grid.hints)
    assert any("comment" in hint for hint in grid.hints)


def far(path: Path, columns: int) -> Path:
    """A sheet with a cell in the first row and one in the last, in this column."""
    rows = [row(CELL), row(many(1), number_rows_repeated="1048574"), row(many(columns - 1) + CELL)]
    return ods(path, "".join(rows))


@pytest.mark.parametrize("columns", [16_384, 85])
def test_a_cell_far_away_fills_no_memory(tmp_path: Path, columns: int) -> None:
    path = far(tmp_path / "far.ods", columns)
    with most_memory() as most, pytest.raises(StudyError, match="too far"):
        open_workbook(path)
    assert max(most) < 1.4e9


def test_a_long_sheet_is_read(tmp_path: Path) -> None:
    opened = open_workbook(far(tmp_path / "long.ods", 5))
    assert [number for number, _ in opened.read("S").lines] == [1, 1_048_576]


def test_a_reader_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphmodel_loaders.flat.apart, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(graphmodel_loaders.flat.apart, "MOST_SECONDS", 0.2)
    with pytest.raises(StudyError, match="too much"):
        open_workbook(ods(tmp_path / "s.ods", row(CELL)))
    monkeypatch.setattr(graphmodel_loaders.flat.apart, "_START", "import os; os.abort()")
    with pytest.raises(StudyError):
        open_workbook(ods(tmp_path / "s.ods", row(CELL)))


def test_damaged_files_are_named(tmp_path: Path) -> None:
    for name, content in {
        "a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "b.ods": b"PK\x03\x04",
        "c.xlsb": b"PK",
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(StudyError, match=name[:1]):
            open_workbook(tmp_path / name)
    with zipfile.ZipFile(tmp_path / "d.ods", "w") as archive:
        archive.writestr("content.xml", "<a><b></a>")
    with pytest.raises(StudyError, match=r"d\.ods"):
        open_workbook(tmp_path / "d.ods")
