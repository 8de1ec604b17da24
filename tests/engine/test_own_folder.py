"""Databases are built in folders that this user's graphmodel made; whatever else lies there stays as it is."""

import shutil
import stat
import subprocess
import warnings
from pathlib import Path
from types import SimpleNamespace

import platformdirs
import pytest

import graphmodel as gm
from graphmodel import user_files
from graphmodel.api.study_files import study_store
from graphmodel.engine import own_folder
from graphmodel.engine.own_folder import MARKER
from graphmodel.problems import BuildError
from tests.support.command import graphmodel
from tests.support.studies import tiny_study

COUNT = "MATCH ()-[c:CLAIM]->() RETURN count(c) AS n"
CLAIMS = 6


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): f"link to {path.readlink()}"
        if path.is_symlink()
        else path.read_text("latin-1")
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def _fill(folder: Path) -> dict[str, str]:
    """A folder in use, with names like those of the program."""
    folder.mkdir(exist_ok=True)
    for name in (
        ".gitignore",
        "current.json",
        "notes.new",
        "current.json.new",
        "graph.lbug",
        "a.lbug.wal",
        "build.txt",
    ):
        (folder / name).write_text(f"my {name}")
    for name in ("building-materials", "building-x"):
        (folder / name).mkdir()
        (folder / name / "plan.txt").write_text("mine")
    return _files(folder)


def _claims(study: gm.OpenStudy) -> int:
    return int(study.engine.query(COUNT)["n"].iloc[0])


@pytest.mark.slow
def test_a_folder_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    path, used = tiny_study(tmp_path), tmp_path / "used"
    before = _fill(used)
    report = gm.build_study(path, db=used)
    assert report.folder.parent == used.resolve()
    assert report.folder.name.startswith("graphmodel-")
    gm.build_study(path, db=used, force=True)
    after = _files_beside(report.folder)
    assert after == before
    with gm.open_study(path, db=used, build_first=False) as study:
        assert _claims(study) == CLAIMS


def _files_beside(folder: Path) -> dict[str, str]:
    parked = folder.parent.parent / "parked"
    folder.rename(parked)
    try:
        return _files(folder.parent)
    finally:
        parked.rename(folder)


@pytest.mark.slow
def test_a_folder_of_that_name_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    folder = study_store(path, tmp_path).folder
    before = _fill(folder)
    with pytest.raises(BuildError, match="left alone"):
        gm.build_study(path, db=tmp_path)
    assert _files(folder) == before


@pytest.mark.slow
def test_studies_of_one_id_do_not_share_a_folder(tmp_path: Path) -> None:
    first, second = tiny_study(tmp_path / "a"), tiny_study(tmp_path / "b")
    report = gm.build_study(first, db=tmp_path / "db")
    before = _files(report.folder)
    for build_first in (True, False):
        with pytest.raises(BuildError, match="id of its own"):
            gm.open_study(second, db=tmp_path / "db", build_first=build_first)
    with pytest.raises(BuildError, match="id of its own"):
        gm.build_study(second, db=tmp_path / "db", force=True)
    assert _files(report.folder) == before
    # One that was moved is still itself.
    moved = first.rename(tmp_path / "c")
    with gm.open_study(moved, db=tmp_path / "db") as study:
        assert _claims(study) == CLAIMS
    assert gm.build_study(moved, db=tmp_path / "db", force=True).folder == report.folder


@pytest.mark.slow
def test_workbooks_of_one_name_do_not_share_a_folder(tmp_path: Path) -> None:
    book = gm.write_new_study(tmp_path / "new", excel=True)
    other = book.with_suffix(".xlsm")
    other.write_bytes(book.read_bytes())
    assert study_store(book).folder != study_store(other).folder


@pytest.mark.slow
def test_in_its_own_folder_it_deletes_by_its_own_names_alone(built_meals: Path, tmp_path: Path) -> None:
    folder = gm.build_study(built_meals).folder
    pointer = (folder / "current.json").read_text("utf-8")
    dead, beside = folder / f"building-{'0' * 32}", folder / f"{'0' * 32}.lbug.wal"
    _fill(folder)
    (folder / "current.json").write_text(pointer, "utf-8")
    dead.mkdir()
    beside.write_text("left by a build that was killed")
    (folder / f"building-{'1' * 32}").symlink_to(tmp_path, target_is_directory=True)
    mine = {name: text for name, text in _files(folder).items() if text.startswith(("my ", "mine", "link"))}
    gm.build_study(built_meals, force=True)
    after = _files(folder)
    assert {name: after.get(name) for name in mine} == mine
    assert len(mine) > 6
    assert not dead.exists()
    assert not beside.exists()


@pytest.mark.slow
def test_a_database_of_another_user_is_left_alone(
    built_meals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = gm.build_study(built_meals).folder
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    home = tmp_path / "another home"
    monkeypatch.setenv("GRAPHMODEL_HOME", str(home))
    with pytest.warns(UserWarning, match="left alone") as said, gm.open_study(built_meals) as study:
        assert _claims(study) == CLAIMS
    assert len(said) == 1
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert study_store(built_meals).folder.is_relative_to(home)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with gm.open_study(built_meals) as study:  # built once, said once
            assert _claims(study) == CLAIMS
    monkeypatch.undo()
    assert not gm.build_study(built_meals).fresh


@pytest.mark.slow
def test_a_linked_database_folder_is_not_followed(tmp_path: Path) -> None:
    path, other = tiny_study(tmp_path), tmp_path / "other"
    other.mkdir()
    (path / ".graphmodel").symlink_to(other, target_is_directory=True)
    report = gm.build_study(path)
    assert report.fresh
    assert "left alone" in report.notice
    assert not list(other.iterdir())
    assert not report.folder.is_relative_to(tmp_path)
    # It is said whenever the link is met, and not only where something is built.
    assert ".graphmodel is a link" in gm.build_study(path).notice
    for build_first in (True, False):
        with pytest.warns(UserWarning, match="is a link"), gm.open_study(path, build_first=build_first):
            pass


def test_a_home_that_cannot_be_used_is_named_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, file = tiny_study(tmp_path), tmp_path / "file"
    file.write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    for home in (file, file / "below", "~nobody-of-this-name/home"):
        monkeypatch.setenv("GRAPHMODEL_HOME", str(home))
        for words in (("build", path), ("findings", path, "--db", tmp_path / "db"), ("new", tmp_path / "new")):
            ran = graphmodel(*words)
            assert ran.code == 1
            assert "GRAPHMODEL_HOME" in ran.err
            assert "--db" not in ran.err
    assert sorted(tmp_path.rglob("*")) == before
    assert file.read_text() == "mine"


@pytest.mark.slow
def test_a_link_in_place_of_a_workbooks_folder_is_not_followed(tmp_path: Path) -> None:
    book, other = gm.write_new_study(tmp_path / "new", excel=True), tmp_path / "other"
    other.mkdir()
    (book.parent / ".graphmodel").symlink_to(other, target_is_directory=True)
    assert not study_store(book).folder.is_relative_to(tmp_path)
    (book.parent / ".graphmodel").unlink()
    assert study_store(book).folder == book.parent / ".graphmodel" / "study"


def _read_only(monkeypatch: pytest.MonkeyPatch, study: Path) -> None:
    """Rights do not bind the superuser, who may run the tests."""
    monkeypatch.setattr(own_folder, "can_write", lambda folder: not folder.is_relative_to(study))


@pytest.mark.slow
def test_a_study_that_cannot_be_written_to_is_built_among_ones_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny_study(tmp_path)
    _read_only(monkeypatch, path)
    before = sorted(path.iterdir())
    report = gm.build_study(path)
    assert sorted(path.iterdir()) == before
    assert not report.notice
    with gm.open_study(path, build_first=False) as study:
        assert _claims(study) == CLAIMS


@pytest.mark.slow
def test_where_nothing_can_be_stored_the_database_is_temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_study(tmp_path)
    _read_only(monkeypatch, path)
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.delenv("GRAPHMODEL_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: blocked / "graphmodel")
    with pytest.warns(UserWarning, match="deleted when the program ends"), gm.open_study(path) as study:
        assert _claims(study) == CLAIMS
    folder = study_store(path).folder
    assert user_files.is_temporary(folder)


@pytest.mark.slow
def test_without_a_place_for_the_key_nothing_is_built_in_the_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sealed with a key that goes with the program could not be recognised by the next one."""
    path, blocked = tiny_study(tmp_path), tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.delenv("GRAPHMODEL_HOME")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: blocked / "graphmodel")
    before = sorted(path.iterdir())
    for db in (None, tmp_path / "db"):
        assert "GRAPHMODEL_HOME" in gm.build_study(path, db=db, force=True).notice
    assert sorted(path.iterdir()) == before
    assert not (tmp_path / "db").exists()


@pytest.mark.parametrize("change", ["", "{", '{"seal": "", "sealed": {}}'])
def test_a_forged_marker_makes_no_folder_ours(tmp_path: Path, change: str) -> None:
    path = tiny_study(tmp_path)
    (path / ".graphmodel").mkdir()
    (path / ".graphmodel" / MARKER).write_text(change, "utf-8")
    assert not study_store(path).folder.is_relative_to(path)


def test_a_lock_that_leads_to_a_file_of_the_user_is_left_alone(built_meals: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    lock = gm.build_study(built_meals).folder / "build.lock"
    for make in (lock.symlink_to, lock.hardlink_to):
        lock.unlink(missing_ok=True)
        make(mine)
        with pytest.raises(BuildError, match=r"build\.lock"):
            gm.build_study(built_meals, force=True)
        assert mine.read_text() == "mine"


@pytest.mark.slow
def test_a_folder_in_place_of_a_file_of_ours_is_named_and_left_alone(built_meals: Path) -> None:
    folder = gm.build_study(built_meals).folder
    for name in ("current.json", MARKER):
        (folder / name).unlink()
        (folder / name).mkdir()
        with pytest.raises(BuildError, match="Move it away") as error:
            gm.build_study(built_meals, force=True)
        assert str(folder / name) in str(error.value)
        (folder / name).rmdir()
        gm.build_study(built_meals, force=True)


def test_a_junction_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows alone has junctions: there, ``lstat`` takes one for a folder."""
    seen, real = SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=0xA0000003), Path.lstat
    monkeypatch.setattr(Path, "lstat", lambda path: seen if path.name == "junction" else real(path))
    (tmp_path / "junction").mkdir()
    assert user_files.is_link(tmp_path / "junction")
    assert not own_folder.is_own(tmp_path / "junction")
    assert not user_files.is_link(tmp_path)


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_page_of_a_study_that_was_moved_is_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.launch", lambda _: 0)
    path, moved = tiny_study(tmp_path), tmp_path / "moved"
    assert graphmodel("open", path).code == 0
    path.rename(moved)
    assert graphmodel("open", moved).code == 0
    page = moved / ".graphmodel" / "explorer.html"
    page.write_text("mine")
    assert graphmodel("open", moved).code == 1
    assert page.read_text() == "mine"
    assert graphmodel("open", moved, "--force").code == 0


@pytest.mark.process
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_sees_nothing_of_a_database(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    subprocess.run(["git", "init", "-q", path], check=True)

    def seen() -> str:
        status = ["git", "-C", path, "status", "--porcelain", "--untracked-files=all"]
        return subprocess.run(status, check=True, capture_output=True, text=True).stdout

    before = seen()
    assert "claims.csv" in before
    gm.build_study(path)
    gm.build_study(path, db=path)
    assert seen() == before
