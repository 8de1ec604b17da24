"""Imports that are killed, and two of them at once: nothing is lost and nothing half-written."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.problems import GraphmodelError
from tests.support.pages import ROOT
from tests.support.studies import tiny_study

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL; files are swapped likewise there"
    ),
]

PROJECT = ROOT / "tests" / "data" / "imports" / "refi" / "atlas.qdpx"
MAP = ROOT / "tests" / "data" / "imports" / "kumu" / "connections.csv"


@pytest.fixture(scope="module")
def started() -> Any:
    """Starts processes from one that has loaded the modules."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["graphmodel.api.import_source", "graphmodel.api.importing"])
    return context


def tables(study: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in study.iterdir() if path.is_file()}


def import_and_be_killed(move: int, source: str, study: str) -> None:
    """Import, and be killed before a file is moved for the nth time."""
    left = move

    def killing(plain: Callable[..., None]) -> Callable[..., None]:
        def moved(*names: object, **more: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            plain(*names, **more)

        return moved

    for name in ("replace", "rename", "link"):
        setattr(os, name, killing(getattr(os, name)))
    gm.import_study(Path(source), study)


def import_with_another(source: str, study: str, together: Any, answers: Any) -> None:
    """Import as soon as the other process is ready, and say what became of it."""
    together.wait(60)
    try:
        gm.import_study(Path(source), study)
    except GraphmodelError as error:
        answers.put(str(error))
    else:
        answers.put("")


@pytest.mark.parametrize("is_new", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_an_import_that_is_killed_leaves_the_study_as_it_was_or_whole(
    started: Any, tmp_path: Path, is_new: bool
) -> None:
    clean = tmp_path / "one" / "new" if is_new else tiny_study(tmp_path / "one")
    gm.import_study(PROJECT, clean)
    study = tmp_path / "two" / "new" if is_new else tiny_study(tmp_path / "two")
    kills = 0
    for move in range(1, 60):
        child = started.Process(target=import_and_be_killed, args=(move, str(PROJECT), str(study)))
        child.start()
        child.join(60)
        if child.exitcode != -signal.SIGKILL:
            break
        kills += 1
    assert kills > 1
    report = gm.import_study(PROJECT, study)
    assert report.problems.errors == 0
    assert tables(study) == tables(clean)


@pytest.mark.parametrize("is_new", [pytest.param(True, marks=pytest.mark.exhaustive), False])
def test_of_two_imports_at_once_the_second_is_told_or_waits(started: Any, tmp_path: Path, is_new: bool) -> None:
    study = tmp_path / "new" if is_new else tiny_study(tmp_path)
    sources = (PROJECT, MAP)
    together, answers = started.Barrier(len(sources)), started.Queue()
    children = [
        started.Process(target=import_with_another, args=(str(source), str(study), together, answers))
        for source in sources
    ]
    for child in children:
        child.start()
    said = [answers.get(timeout=60) for _ in children]
    for child in children:
        child.join(60)
    assert all(child.exitcode == 0 for child in children)
    assert "" in said, said
    for source in sources:
        gm.import_study(source, study)
        assert gm.import_study(source, study).summary.startswith("0 rows added, 0 changed, 0 vanished")
    assert gm.check_study(study).problems.errors == 0
