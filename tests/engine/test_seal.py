"""A database that this program did not build here, or that has changed since, is never opened."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import ladybug
import pytest

import graphmodel as gm
from graphmodel.engine import seal
from graphmodel.engine.own_folder import ENDING
from graphmodel.engine.statement import quoted
from graphmodel.problems import EngineError, GraphmodelError, NotBuilt
from tests.support.studies import tiny_study

COUNT = "MATCH ()-[c:CLAIM]->() RETURN count(c) AS n"
CLAIMS = 6

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of our own, who has no key yet."""
    folder = tmp_path_factory.mktemp("home") / "graphmodel"
    monkeypatch.setenv("GRAPHMODEL_HOME", str(folder))
    return folder


@pytest.fixture
def report(tmp_path: Path) -> gm.BuildReport:
    return gm.build_study(tiny_study(tmp_path))


def _claims(report: gm.BuildReport) -> int:
    with gm.open_study(report.folder.parent, build_first=False) as study:
        return int(study.engine.query(COUNT)["n"].iloc[0])


def _is_refused(report: gm.BuildReport) -> None:
    with pytest.raises(NotBuilt, match="build_study"):
        gm.open_study(report.folder.parent, build_first=False)


def _is_built_again(report: gm.BuildReport) -> None:
    """Refused as it is; with one line it is built again, and then it is right."""
    path = report.folder.parent
    _is_refused(report)
    with pytest.warns(UserWarning, match="built again") as told, gm.open_study(path) as study:
        assert study.engine.query(COUNT)["n"].tolist() == [CLAIMS]
    assert len(told) == 1
    assert "\n" not in str(told[0].message)
    assert _claims(report) == CLAIMS


def _crafted(file: Path, target: Path) -> None:
    """A database of which a table's name is a statement that overwrites a file."""
    name = f"Actor') RETURN 1; COPY (RETURN 1) TO '{target.as_posix()}'; CALL table_info('Actor"
    with ladybug.Database(str(file)) as database, ladybug.Connection(database) as connection:
        connection.execute(f"CREATE NODE TABLE `{name}`(id STRING, PRIMARY KEY(id))")
        connection.execute("CREATE NODE TABLE Actor(id STRING, PRIMARY KEY(id))")


def test_nothing_of_a_crafted_database_runs(tmp_path: Path, report: gm.BuildReport) -> None:
    target = tmp_path / "overwritten.csv"
    target.write_text("mine", "utf-8")
    database = report.folder / report.record.database
    database.unlink()
    _crafted(database, target)
    _is_built_again(report)
    assert target.read_text("utf-8") == "mine"


def test_a_study_that_comes_with_a_database_is_built_here(
    tmp_path: Path, report: gm.BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another user has sealed is not opened, however whole it is."""
    monkeypatch.setenv("GRAPHMODEL_HOME", str(tmp_path / "somebody else"))
    _is_built_again(report)


def test_a_copied_pointer_with_a_crafted_layout_is_refused(report: gm.BuildReport) -> None:
    pointer = report.folder / "current.json"
    document = json.loads(pointer.read_text("utf-8"))
    document["sealed"]["layout"]["nodes"]["Actor"]["x` RETURN 1 //"] = "text"
    pointer.write_text(json.dumps(document), "utf-8")
    _is_built_again(report)


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _fill(file: Path) -> None:
    file.write_bytes(b"\0" * 10_000)


def _link(file: Path) -> None:
    moved = file.parent.parent / file.name
    file.rename(moved)
    file.symlink_to(moved)


def _sidecar(file: Path) -> None:
    file.with_name(f"{file.name}.wal").write_bytes(b"replayed when the database is opened")


@pytest.mark.parametrize("change", [_flip, _cut, _empty, _fill, _link, _sidecar])
def test_a_database_that_has_changed_is_built_again(report: gm.BuildReport, change: Callable[[Path], None]) -> None:
    assert _claims(report) == CLAIMS
    change(report.folder / report.record.database)
    _is_built_again(report)


def test_a_database_changed_in_place_with_its_old_time_is_built_again(report: gm.BuildReport) -> None:
    """It is remembered as verified, and its size and time of change are as they were."""
    file = report.folder / report.record.database
    assert _claims(report) == CLAIMS
    before = file.stat()
    new = file.with_suffix(".copy")
    shutil.copy(file, new)
    _flip(new)
    new.replace(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    _is_built_again(report)


def test_the_pointer_names_a_database_of_its_own_folder(report: gm.BuildReport) -> None:
    """Even with a right seal, whatever lies there."""
    name = report.record.database
    shutil.copy(report.folder / name, report.folder.parent / name)
    pointer = report.folder / "current.json"
    value = json.loads(pointer.read_text("utf-8"))["sealed"]
    for where in ("../{name}", "sub/{name}", "{folder}/{name}", "..\\{name}", "", ".", "seen.json"):
        value["record"]["database"] = where.format(name=name, folder=report.folder.parent.as_posix())
        pointer.write_text(seal.sealed("database", value), "utf-8")
        _is_refused(report)
    _is_built_again(report)


def test_an_odd_pointer_is_no_database(report: gm.BuildReport) -> None:
    for text in (
        "", "{", "[]", "null", "1", '"x"', '{"seal": 1, "sealed": 2}', '{"seal": "é", "sealed": {}}',
        '{"database": "graph.lbug", "content": "", "version": ""}', "[" * 100_000, "\0", '{"seal": ' + "9" * 5000 + "}",
    ):  # fmt: skip
        (report.folder / "current.json").write_text(text, "utf-8")
        _is_refused(report)
    _is_built_again(report)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_the_pointer_is_not_read(report: gm.BuildReport) -> None:
    pointer = report.folder / "current.json"
    pointer.unlink()
    os.mkfifo(pointer)
    _is_built_again(report)


def test_a_linked_pointer_is_not_followed(report: gm.BuildReport) -> None:
    pointer = report.folder / "current.json"
    pointer.rename(report.folder.parent / "elsewhere.json")
    pointer.symlink_to(report.folder.parent / "elsewhere.json")
    _is_built_again(report)


def test_a_seal_of_one_kind_is_wrong_for_another(report: gm.BuildReport) -> None:
    pointer = report.folder / "current.json"
    value = json.loads(pointer.read_text("utf-8"))["sealed"]
    pointer.write_text(seal.sealed("seen", value), "utf-8")
    _is_built_again(report)


def test_a_linked_file_beside_the_database_is_not_written_to(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", "utf-8")
    (path / ".graphmodel").mkdir()
    for name in (".gitignore", "current.json", "seen.json"):
        (path / ".graphmodel" / name).symlink_to(mine)
    gm.build_study(path)
    assert mine.read_text("utf-8") == "mine"


def test_the_key_is_for_its_user_alone(home: Path, report: gm.BuildReport) -> None:
    key = home / "seal.key"
    assert not key.is_relative_to(report.folder.parent)
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    gm.build_study(report.folder.parent, force=True)
    assert key.read_bytes() == before


@pytest.mark.slow
def test_a_lost_or_cut_key_is_made_again(home: Path, report: gm.BuildReport) -> None:
    for change in (lambda key: key.unlink(), lambda key: key.write_bytes(b"short")):
        change(home / "seal.key")
        _is_built_again(report)


def test_a_key_that_cannot_be_stored_is_reported(tmp_path: Path, home: Path) -> None:
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file is in the way", "utf-8")
    with pytest.raises(GraphmodelError, match="GRAPHMODEL_HOME"):
        gm.build_study(tiny_study(tmp_path))


def test_a_verified_database_is_not_read_again(report: gm.BuildReport, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_reading(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(seal.hashlib, "file_digest", no_reading)
    assert _claims(report) == CLAIMS


def test_a_lost_memory_of_verified_files_costs_time_only(home: Path, report: gm.BuildReport) -> None:
    for text in ("{", "[]", "{}", json.dumps({str(report.folder / report.record.database): 1})):
        (home / "verified.json").write_text(text, "utf-8")
        assert _claims(report) == CLAIMS


@pytest.mark.parametrize("name", ["", "a b", "a`b", "a') RETURN 1 //", "a\n", "`"])
def test_no_other_names_come_into_a_statement(name: str) -> None:
    with pytest.raises(EngineError):
        quoted(name)


def test_one_database_is_left_after_a_rebuild(report: gm.BuildReport) -> None:
    _flip(report.folder / report.record.database)
    _is_built_again(report)
    assert len(list(report.folder.glob(f"*{ENDING}*"))) == 1
