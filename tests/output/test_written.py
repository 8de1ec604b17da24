"""What the program overwrites: only what it wrote itself for the same study, and never by halves."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.output.files import replacing, replacing_folder
from graphmodel.output.written import writing_for
from graphmodel.problems import OutputError
from graphmodel.results import Result

RESULT = Result("r", "title", "counts", {"one": pd.DataFrame({"a": [1]})})
TWO = Result("r", "title", "counts", {"one": pd.DataFrame({"a": [1]}), "two": pd.DataFrame({"a": [2]})})


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    write: Callable[..., Path] = RESULT.to_csv if name.endswith("csv") else RESULT.to_excel
    file.write_text("mine")
    with pytest.raises(OutputError, match="force=True"):
        write(file)
    assert file.read_text() == "mine"
    assert _names(tmp_path) == [name]
    write(file, force=True)
    write(file)  # it is ours now
    with file.open("ab") as opened:
        opened.write(b"a remark of the user\n")
    with pytest.raises(OutputError, match="changed since"):
        write(file)
    assert file.read_bytes().endswith(b"user\n")


def test_a_result_of_another_study_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    with writing_for(Path("a")):
        with replacing(file) as work:
            work.write_text("of a")
        with replacing(file) as work:
            work.write_text("of a, again")
    with writing_for(Path("b")), pytest.raises(OutputError, match="another study"), replacing(file) as work:
        work.write_text("of b")
    assert file.read_text() == "of a, again"
    with writing_for(Path("b"), force=True), replacing(file) as work:
        work.write_text("of b")
    assert file.read_text() == "of b"


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"

    def write() -> None:
        with replacing(file) as work:
            work.write_text("ours")
            file.write_text("somebody else's")

    with pytest.raises(OutputError, match="exists"):
        write()
    assert file.read_text() == "somebody else's"
    assert _names(tmp_path) == ["r.csv"]


def test_a_folder_keeps_the_files_of_somebody_else(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    TWO.to_csv(folder)
    (folder / "notes.txt").write_text("mine")
    TWO.to_csv(folder)
    assert _names(folder) == ["about.txt", "notes.txt", "one.csv", "two.csv"]
    (folder / "two.csv").write_text("mine")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(OutputError, match=r"two\.csv"):
        TWO.to_csv(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert _names(tmp_path) == ["out"]


def _pipe(path: Path, _: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("Windows has no pipes in folders")
    os.mkfifo(path)


def _link(path: Path, mine: Path) -> None:
    path.symlink_to(mine)


def _dead_link(path: Path, _: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


@pytest.mark.parametrize("make", [_pipe, _link, _dead_link])
@pytest.mark.parametrize("force", [False, True])
def test_links_and_pipes_are_no_targets(tmp_path: Path, make: Callable[[Path, Path], None], force: bool) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    target = tmp_path / "out.csv"
    make(target, mine)
    kind = target.lstat().st_mode
    with pytest.raises(OutputError, match="left alone"):
        RESULT.to_csv(target, force=force)
    assert target.lstat().st_mode == kind
    assert mine.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_linked_folder_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real", target_is_directory=True)
    for write in (lambda: TWO.to_csv(tmp_path / "out"), lambda: gm.write_example(tmp_path / "out")):
        with pytest.raises(OutputError, match=r"link|not empty"):
            write()
    assert _names(tmp_path / "real") == []


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_a_new_study_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, excel: bool, there: bool
) -> None:
    """A write that fails at the end of a new study; the folder above it is new as well, or the folder is there."""
    from graphmodel_loaders import new, workbook_writer

    def fail(*_: object) -> None:
        raise fault

    folder = tmp_path / "above" / "study"
    if there:
        folder.mkdir(parents=True)
    monkeypatch.setattr(*(workbook_writer, "_at") if excel else (new, "_notes_text"), fail)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        gm.write_new_study(folder, excel=excel)
    assert _names(tmp_path) == (["above"] if there else [])
    if there:
        assert _names(folder) == []
        assert _names(folder.parent) == ["study"]


def test_a_new_study_can_begin_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "study").mkdir()
    monkeypatch.chdir(tmp_path / "study")
    gm.write_new_study(".")
    assert "claims.csv" in _names(tmp_path / "study")
    assert _names(tmp_path) == ["study"]


@pytest.mark.process
def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    code = (
        "import resource, signal, sys, pandas as pd; from graphmodel.results import Result; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "r = Result('r', 't', 'c', {'one': pd.DataFrame({'a': ['x' * 1000] * 5000})}); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)); r.to_csv(sys.argv[1])"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path / "r.csv"], capture_output=True, text=True, check=False)
    assert "OutputError" in ran.stderr
    assert _names(tmp_path) == []


def _write_slowly(target: Path, ready: "multiprocessing.synchronize.Event", folder: bool) -> None:
    if folder:
        with replacing_folder(target) as work:
            (work / "half.csv").write_text("half")
            ready.set()
            time.sleep(60)
    with replacing(target) as work:
        work.write_text("half")
        ready.set()
        time.sleep(60)


@pytest.mark.process
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize("folder", [False, True])
def test_what_a_killed_program_left_is_cleared_by_the_next(tmp_path: Path, folder: bool) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    writer = context.Process(target=_write_slowly, args=(tmp_path / "out", ready, folder))
    writer.start()
    assert ready.wait(60)
    assert len(_names(tmp_path)) == 1
    (tmp_path / "elsewhere").mkdir()
    RESULT.to_csv(tmp_path / "elsewhere" / "r.csv")  # while the other one still writes: left to it
    assert len(_names(tmp_path)) == 2
    writer.kill()
    writer.join()
    RESULT.to_csv(tmp_path / "elsewhere" / "r.csv")
    assert _names(tmp_path) == ["elsewhere"]
