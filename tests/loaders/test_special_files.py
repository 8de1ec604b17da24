"""Links, pipes, devices and sockets in a study's folder are not read, and a check says so."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import StudyError
from tests.support.studies import tiny_study


def _special(study: Path) -> list[str]:
    return [problem.file for problem in gm.check_study(study).problems if problem.rule == "special_file"]


def _pipe(path: Path, _: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("Windows has no pipes in folders")
    os.mkfifo(path)


def _socket(path: Path, _: Path) -> None:
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("no sockets in folders here")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(os.fspath(path))


def _link_out(path: Path, other: Path) -> None:
    path.symlink_to(other)


def _link_to_device(path: Path, _: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_to_itself(path: Path, _: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [_pipe, _socket, _link_out, _link_to_device, _link_to_itself])
def test_special_files_are_said_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path, Path], None]
) -> None:
    study, other = tiny_study(tmp_path), tmp_path / "other.csv"
    other.write_text("secret\nof somebody else\n", "utf-8")
    names = ["mine.csv", "other.xlsx", "study.toml", "verdicts.csv"]
    monkeypatch.chdir(study)  # the path of a socket must be short
    for name in names:
        Path(name).unlink(missing_ok=True)
        make(Path(name), other)
    report = gm.check_study(".")
    assert sorted(problem.file for problem in report.problems if problem.rule == "special_file") == names
    assert "mine" not in report.rows


@pytest.mark.slow
def test_a_link_to_a_table_in_the_folder_is_read(tmp_path: Path) -> None:
    study = tiny_study(tmp_path)
    (study / "kept").mkdir()
    (study / "claims.csv").rename(study / "kept" / "claims.csv")
    (study / "claims.csv").symlink_to(Path("kept") / "claims.csv")
    report = gm.check_study(study)
    assert report.rows["claims"]["taken"] == 6
    assert _special(study) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_a_workbook_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "study.xlsx")
    for path in (tmp_path, tmp_path / "study.xlsx"):
        with pytest.raises(StudyError):
            gm.check_study(path)


@pytest.mark.slow
def test_a_workbook_of_results_is_no_study(tmp_path: Path) -> None:
    study, results = tiny_study(tmp_path), tmp_path / "results"
    results.mkdir()
    gm.check_study(study).result().to_excel(results / "claims.xlsx")
    for path in (results, results / "claims.xlsx"):
        with pytest.raises(StudyError, match=r"not a study|is not a study"):
            gm.check_study(path)
    # Beside the workbook of a study, it does not make the folder ambiguous.
    book = gm.write_new_study(tmp_path / "new", excel=True)
    book.rename(book.with_name("mine.xlsx"))
    before = gm.check_study(book.parent).rows
    gm.check_study(book.parent).result().to_excel(book.parent / "claims.xlsx")
    assert gm.check_study(book.parent).rows == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_an_import_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "graph.json")
    with pytest.raises(StudyError, match="not read"):
        gm.import_study(tmp_path / "graph.json", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.json"]
