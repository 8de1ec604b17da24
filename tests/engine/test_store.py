"""The database folder: what a build that is killed, doubled or refused leaves behind."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.api.study_files import study_store
from graphmodel.engine.own_folder import ENDING
from graphmodel.engine.store import Store
from graphmodel.graph.spool import ROWS_HELD
from graphmodel.problems import BuildError, BuildInProgress, NotBuilt, StudyInvalid
from tests.support.studies import tiny_study
from tests.support.tiers import examples

COUNT = "MATCH ()-[c:CLAIM]->() RETURN count(c) AS n"


def _claims(path: Path) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it may be of older tables
        with gm.open_study(path, build_first=False) as study:
            return int(study.engine.query(COUNT)["n"].iloc[0])


def _add_claim(path: Path, number: int) -> None:
    """One more claim, a copy of the last under a new id."""
    file = path / "claims.csv"
    lines = file.read_text("utf-8").splitlines()
    last = lines[-1].split(",", 1)[1]
    file.write_text("\n".join([*lines, f"added-{number},{last}"]) + "\n", "utf-8")


def test_asking_before_building_says_what_to_do(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    with pytest.raises(NotBuilt, match="build_study"):
        gm.open_study(path, build_first=False)


@pytest.mark.slow
def test_an_unchanged_study_is_not_built_again(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    first = gm.build_study(path)
    again = gm.build_study(path)
    assert first.fresh
    assert not again.fresh
    assert again.record.content == first.record.content


def test_touching_a_file_without_changing_it_is_no_change(built_meals: Path) -> None:
    os.utime(built_meals / "claims.csv", (1, 1))
    assert not gm.build_study(built_meals).fresh


@pytest.mark.slow
def test_force_builds_again_and_one_database_is_left(built_meals: Path) -> None:
    first = gm.build_study(built_meals)
    again = gm.build_study(built_meals, force=True)
    assert again.fresh
    assert again.record.content == first.record.content
    assert [file.name for file in again.folder.glob(f"*{ENDING}*")] == [again.record.database]


@pytest.mark.slow
def test_a_changed_study_is_built_before_it_is_asked(built_meals: Path) -> None:
    before = _claims(built_meals)
    _add_claim(built_meals, 1)
    with gm.open_study(built_meals) as study:
        assert study.engine.query(COUNT)["n"].iloc[0] == before + 1


@pytest.mark.slow
def test_no_build_asks_the_database_as_it_is(built_meals: Path) -> None:
    before = _claims(built_meals)
    _add_claim(built_meals, 1)
    assert _claims(built_meals) == before


@pytest.mark.slow
def test_a_study_with_errors_leaves_the_old_database(built_meals: Path) -> None:
    record = gm.build_study(built_meals).record
    with (built_meals / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("only,three,cells\n")
    with pytest.raises(StudyInvalid, match="check_study"):
        gm.build_study(built_meals)
    assert study_store(built_meals).current() == record


@pytest.mark.slow
def test_rows_with_errors_can_be_left_out_and_are_counted(built_meals: Path) -> None:
    good = gm.build_study(built_meals).record.rows["claims"]
    with (built_meals / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("only,three,cells\n")
    rows = gm.build_study(built_meals, leave_out_errors=True).record.rows["claims"]
    assert rows == {"read": good["read"] + 1, "taken": good["taken"], "rejected": 1, "left_out": 0}


@pytest.mark.slow
def test_a_reader_goes_on_while_the_study_is_built_again(built_meals: Path) -> None:
    with gm.open_study(built_meals) as reader:
        before = reader.engine.query(COUNT)["n"].iloc[0]
        _add_claim(built_meals, 1)
        gm.build_study(built_meals)
        assert reader.engine.query(COUNT)["n"].iloc[0] == before
    assert _claims(built_meals) == before + 1


def test_a_second_builder_gets_a_clear_message(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    with study_store(path).building(), pytest.raises(BuildInProgress, match="Wait until it ends"):
        gm.build_study(path)


@pytest.mark.slow
def test_asking_waits_for_a_build_that_somebody_else_has_begun(built_meals: Path) -> None:
    before = _claims(built_meals)
    _add_claim(built_meals, 1)
    holding, found = threading.Event(), []
    store = study_store(built_meals)

    def hold() -> None:
        with store.building():
            holding.set()
            time.sleep(0.5)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait()
    with gm.open_study(built_meals) as study:
        found = study.engine.query(COUNT)["n"].tolist()
    holder.join()
    assert found == [before + 1]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    (tmp_path / "file").write_text("a file is in the way", "utf-8")
    with pytest.raises(BuildError, match="db=FOLDER"):
        gm.build_study(path, db=tmp_path / "file")


def test_the_study_inside_the_program_is_never_written_to(bundled_path: Path) -> None:
    with pytest.raises(BuildError, match="write_example"):
        gm.build_study(bundled_path)
    assert not (bundled_path / ".graphmodel").exists()


@pytest.mark.slow
def test_a_broken_pointer_counts_as_not_built(built_meals: Path) -> None:
    folder = gm.build_study(built_meals).folder
    (folder / "current.json").write_text("{", "utf-8")
    assert Store(folder).current() is None
    assert gm.build_study(built_meals).fresh


@pytest.mark.slow
def test_the_folder_may_have_any_name(tmp_path: Path) -> None:
    odd = tmp_path / "Study [2013], O'Brien's *final* — copy"
    shutil.copytree(tiny_study(tmp_path), odd)
    gm.build_study(odd)
    assert _claims(odd) > 0


def _build(path: str) -> None:
    gm.build_study(path, force=True)


@pytest.mark.process
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL; the pointer swap is the same there")
def test_killed_at_any_point_a_build_loses_nothing(built_meals: Path) -> None:
    """After each kill the database that is there is whole: the one before, or the finished new one."""
    kills = examples(16)
    # Children start from a server that has loaded the modules and opened nothing.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["graphmodel.api.building", "graphmodel.api.opened"])
    timed = context.Process(target=_build, args=(str(built_meals),))
    timed.start()
    timed.join()
    begun = time.perf_counter()
    timed = context.Process(target=_build, args=(str(built_meals),))
    timed.start()
    timed.join()
    whole = time.perf_counter() - begun
    rng = random.Random(20131)
    claims, killed = _claims(built_meals), 0
    for number in range(kills):
        _add_claim(built_meals, number)
        builder = context.Process(target=_build, args=(str(built_meals),))
        builder.start()
        time.sleep(rng.uniform(0, whole))
        builder.kill()
        builder.join()
        killed += builder.exitcode == -signal.SIGKILL
        found = _claims(built_meals)
        assert found in {claims, *range(claims, claims + number + 2)}
        assert found >= claims
        claims = found
    assert killed >= kills // 2, "most builds must have been killed before they ended, or nothing was tested"
    report = gm.build_study(built_meals, force=True)
    assert {entry.name for entry in report.folder.iterdir()} <= {
        ".gitignore", "owner.json", "build.lock", "current.json", "seen.json", report.record.database,
    }  # fmt: skip


@pytest.mark.process
def test_claims_that_cannot_be_set_aside_end_the_build_in_one_sentence(built_meals: Path) -> None:
    """More claims of one pair than are held at once, and no file may grow as large as they are."""
    pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    before = _claims(built_meals)
    file = built_meals / "claims.csv"
    header, first, *_ = file.read_text("utf-8").splitlines()
    _, rest = first.split(",", 1)
    file.write_text("\n".join([header, *(f"many-{number},{rest}" for number in range(ROWS_HELD + 1))]), "utf-8")
    build = f"import graphmodel as gm; gm.build_study({str(built_meals)!r})"
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    ran = subprocess.run([sys.executable, "-c", f"{limit}; {build}"], capture_output=True, text=True, check=False)
    assert "graphmodel.problems.BuildError: The database could not be written to" in ran.stderr
    assert "name another folder with db=FOLDER" in ran.stderr
    assert _claims(built_meals) == before
    assert not list(study_store(built_meals).folder.glob("building-*"))
