"""A study may come from anybody: the file that it names as its sheet is read only when the user has named it."""

import shutil
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.known_sheets import UnknownSheet
from tests.loaders.flat.sheets import ROWS, write_sheet


@pytest.fixture
def mailed(tmp_path: Path) -> Path:
    """A study made elsewhere, with a file of this user's that is like its sheet beside it."""
    there = tmp_path / "there"
    there.mkdir()
    gm.start(write_sheet(there / "mine.csv", ROWS), there / "study")
    here = tmp_path / "here"
    here.mkdir()
    shutil.copytree(there / "study", here / "study")
    write_sheet(here / "mine.csv", [("Secret", *ROWS[0][1:]), *ROWS[1:]])
    return here / "study"


def name_sheet(study: Path, name: str) -> None:
    file = study / "import" / "map.toml"
    lines = file.read_text("utf-8").splitlines()
    quoted = name.replace("\\", "\\\\").replace("\0", "\\u0000")
    file.write_text("\n".join(f'file = "{quoted}"' if line.startswith("file =") else line for line in lines), "utf-8")


def states(study: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_no_file_outside_a_study_is_read_unless_it_is_named(mailed: Path) -> None:
    secret = mailed.parent / "mine.csv"
    (mailed / "link.csv").symlink_to(secret)
    names = ["../mine.csv", str(secret), "import/../../mine.csv", "link.csv", "../study/../mine.csv", "a\0b.csv"]
    for name in [*names, "//server/share/mine.csv", r"\\server\share\mine.csv", "/dev/stdin", ".", ""]:
        name_sheet(mailed, name)
        before = states(mailed)
        with pytest.raises(gm.GraphmodelError):
            gm.update(mailed)
        assert states(mailed) == before, name
    (mailed / "link.csv").unlink()
    name_sheet(mailed, "../mine.csv")
    gm.update(mailed, secret, show_only=True)
    assert gm.update(mailed).changed, "it is known once it was named"
    other = write_sheet(mailed.parent / "other.csv", ROWS)
    name_sheet(mailed, str(other))
    with pytest.raises(UnknownSheet):
        gm.update(mailed)


@pytest.mark.slow
def test_a_sheet_inside_the_study_is_read(mailed: Path) -> None:
    (mailed.parent / "mine.csv").replace(mailed / "import" / "mine.csv")
    name_sheet(mailed, "import/mine.csv")
    assert gm.update(mailed).changed


@pytest.mark.slow
def test_a_study_that_is_renamed_asks_again(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "mine.csv", ROWS)
    gm.start(sheet, tmp_path / "study")
    gm.update(tmp_path / "study")
    (tmp_path / "study").rename(tmp_path / "renamed")
    with pytest.raises(UnknownSheet, match=r"mine\.csv"):
        gm.update(tmp_path / "renamed")
    gm.update(tmp_path / "renamed", sheet)
    gm.update(tmp_path / "renamed")


@pytest.mark.slow
def test_many_rows_alike_wait_for_a_person(tmp_path: Path) -> None:
    """Of hundreds of rows that may be each other nothing is guessed, and no best pairing is sought."""
    sheet = tmp_path / "mine.csv"
    rows = [["Int 1", f"Nurse {number // 90}", "used", "Audit", "", "", f"Said {number}", ""] for number in range(180)]
    write_sheet(sheet, rows)
    gm.start(sheet, tmp_path / "study")
    write_sheet(sheet, [[*row[:6], f"{row[6]} now", ""] for row in rows])
    report = gm.update(tmp_path / "study", show_only=True)
    assert len(report.doubtful) == 180
    assert not report.added
    assert not report.vanished
