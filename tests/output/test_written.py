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
from graphmodel.output.written import is_plain_name, writing_for
from graphmodel.problems import OutputError
from graphmodel.results import Result
from tests.support.studies import tiny_study
from tests.support.tiers import some_of

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


def test_a_folder_of_somebody_else_is_no_target(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "README.md").write_text("mine")
    with pytest.raises(OutputError, match=r"README\.md"):
        TWO.to_csv(docs)
    assert _names(docs) == ["README.md"]
    TWO.to_csv(docs, force=True)
    TWO.to_csv(docs)  # it holds our files now
    assert _names(docs) == ["README.md", "about.txt", "one.csv", "two.csv"]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.html", "out.PDF"])
def test_a_folder_does_not_get_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    for write in (gm.write_new_study, gm.write_example):
        with pytest.raises(OutputError, match="name of a file"):
            write(tmp_path / name)
    assert _names(tmp_path) == []


def test_a_link_inside_a_folder_of_results_is_not_followed(tmp_path: Path) -> None:
    folder, other = tmp_path / "out", tmp_path / "other"
    other.mkdir()

    def write() -> None:
        with replacing_folder(folder) as work:
            (work / "questions").mkdir()
            (work / "questions" / "a.csv").write_text("ours")
            (work / "b.csv").write_text("ours")

    write()
    (folder / "questions" / "a.csv").unlink()
    (folder / "questions").rmdir()
    (folder / "questions").symlink_to(other, target_is_directory=True)
    with pytest.raises(OutputError, match="left alone"):
        write()
    assert _names(other) == []


@pytest.mark.slow
def test_a_result_belongs_to_the_study_that_it_comes_from(tmp_path: Path) -> None:
    one, two = tiny_study(tmp_path / "one"), tiny_study(tmp_path / "two")
    file = tmp_path / "claims.csv"
    for path, refused in ((one, False), (one, False), (two, True)):
        with gm.open_study(path) as study:
            result = study.claims()
        if refused:
            with pytest.raises(OutputError, match="another study"):
                result.to_csv(file)
        else:
            result.to_csv(file)
    with pytest.raises(OutputError, match="another study"):
        RESULT.to_csv(file)


def test_a_long_name_leaves_room_for_the_name_of_the_unfinished_file(tmp_path: Path) -> None:
    file = tmp_path / ("報" * 80 + ".csv")  # 244 bytes, of the 255 that a name may have
    RESULT.to_csv(file)
    assert file.exists()


@pytest.mark.parametrize(
    "name",
    ["NUL", "nul.csv", "Con.html", "aux .csv", "COM1", "lpt9.txt.csv", "a.csv:b.csv", "a.csv.", "a.csv ", "a?.csv"],
)
def test_windows_takes_these_for_no_names_of_files(name: str) -> None:
    assert not is_plain_name(name)
    assert is_plain_name(f"my-{name.strip('.: ?').replace(':', '').replace('?', '')}")


@pytest.mark.slow
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
    monkeypatch.setattr(*(workbook_writer, "_fold") if excel else (new, "_notes_text"), fail)
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


ENDED = """
import sys, time
from pathlib import Path
from graphmodel_loaders import new
from graphmodel.cli import main

def write(folder, *_):
    (folder / "half.csv").write_text("half")
    print("ready", flush=True)
    for _ in range(600):  # a signal that comes just before a sleep is seen after it
        time.sleep(0.1)

new.write_new_study = new.write_example = write
main()
"""


@pytest.mark.process
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows knows no such signals")
@pytest.mark.parametrize(
    "number", some_of([signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", 0)], signal.SIGTERM)
)
def test_a_command_that_is_told_to_end_leaves_nothing_half_made(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-c", ENDED, "example", str(tmp_path / "study")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        assert len(_names(tmp_path)) == 1
        running.send_signal(number)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 128 + number
    assert "Traceback" not in said
    assert _names(tmp_path) == []


def test_a_folder_takes_files_where_the_one_above_it_takes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mounted"
    folder.mkdir()
    make = Path.mkdir

    def make_below(path: Path, *options: int, **named: bool) -> None:
        if path.parent == tmp_path and path != folder:
            raise PermissionError(13, "Permission denied")
        make(path, *options, **named)

    monkeypatch.setattr(Path, "mkdir", make_below)
    TWO.to_csv(folder)
    TWO.to_csv(folder)
    assert _names(folder) == ["about.txt", "one.csv", "two.csv"]
