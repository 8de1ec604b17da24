"""A filled workbook may be damaged or made to do harm: it ends in a message, soon."""

import zipfile
from pathlib import Path

import pytest

from graphmodel.output.to_fill import write_to_fill
from graphmodel.problems import StudyError
from graphmodel_loaders.filled import read_filled

SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    about = [("of", "study")]
    write_to_fill(
        path,
        ["item", "a", "decision"],
        [["one", "yes", "yes"]],
        choices=["a"],
        fill=["decision"],
        about=about,
        another="",
    )
    return path


def changed(path: Path, new: Path, part: str, old: bytes, text: bytes) -> Path:
    """The workbook with another text in one part."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, text) if name == part else content)
    return new


@pytest.mark.slow
def test_rows_far_away_and_false_sizes_cost_nothing(filled: Path, tmp_path: Path) -> None:
    expected = read_filled(filled)
    assert expected == ([{"item": "one", "a": "yes", "decision": "yes"}], {"what": "text", "of": "study"})
    far = b'<row r="99999999999"><c r="XFD99999999999"><v>1</v></c></row>'
    path = changed(filled, tmp_path / "far.xlsx", SHEET, END, far + END)
    assert read_filled(path) == expected
    path = changed(path, tmp_path / "false.xlsx", SHEET, b'"A1:C2"', b'"A1:XFD1048576"')
    assert read_filled(path) == expected


def test_what_no_workbook_holds_is_said(filled: Path, tmp_path: Path) -> None:
    cells = [b'<c r="A9" t="s"><v>99</v></c>', b'<c r="A9"><v>abc</v></c>', b'<c r="A9" t="d"><v>soon</v></c>', b"<c"]
    for cell in cells:
        path = changed(filled, tmp_path / "odd.xlsx", SHEET, END, b'<row r="9">' + cell + b"</row>" + END)
        with pytest.raises(StudyError, match=r"odd\.xlsx"):
            read_filled(path)
    for part in ("xl/workbook.xml", "[Content_Types].xml"):
        path = tmp_path / "without.xlsx"
        with zipfile.ZipFile(filled) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                target.writestr(name if name != part else "other", source.read(name))
        with pytest.raises(StudyError, match=r"without\.xlsx"):
            read_filled(path)
