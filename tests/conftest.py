"""Fixtures that many tests share: studies, built and open on every engine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.api.on_server import build_on_server
from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from tests.support.neo4j_account import Account
from tests.support.neo4j_server import Server
from tests.support.studies import tiny_study

pytest_plugins = [
    "tests.support.tiers",
    "tests.support.memory",
    "tests.support.neo4j_fixtures",
    "tests.support.browser",
    "tests.support.explorer",
    "tests.support.firefox",
    "tests.support.pyvis_map",
]

SERVERS = ["neo4j-5.26", "neo4j-2026.04"]
DATA = Path(__file__).parent / "data"
STUDY = Path(graphmodel.__file__).parent / "data" / "study"

Ask = Callable[..., pd.DataFrame]
OpenOther = Callable[[Path], OpenStudy]


@pytest.fixture(scope="session", autouse=True)
def _user_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the program's own files out of the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHMODEL_HOME", str(tmp_path_factory.mktemp("user")))
        yield


@pytest.fixture(scope="session")
def bundled_path() -> Path:
    """The folder of the bundled study; never written to."""
    return STUDY


@pytest.fixture(scope="session")
def bundled_here(bundled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    """The bundled study in the embedded engine: built once, and never changed."""
    with graphmodel.open_study(bundled_path, db=tmp_path_factory.mktemp("bundled")) as opened:
        yield opened


@pytest.fixture(scope="session")
def bundled_server(
    new_neo4j: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Account]]:
    """A server of a line that holds the bundled study: ``bundled_server("5.26")``; never written to.

    It is no shared one: a database holds one study, and tests write others to those.
    """
    with ExitStack() as running:

        @cache
        def of_line(line: str) -> Account:
            home = tmp_path_factory.mktemp("bundled") / "home"
            account: Account = running.enter_context(new_neo4j(line, home)).account
            build_on_server(STUDY, account.server)
            return account

        yield of_line


def _opened(request: pytest.FixtureRequest) -> AbstractContextManager[OpenStudy]:
    """The bundled study on the engine that a fixture's parameter names."""
    if request.param == "embedded":
        return nullcontext(request.getfixturevalue("bundled_here"))
    server = request.getfixturevalue("bundled_server")(request.param.removeprefix("neo4j-"))
    return graphmodel.open_study(STUDY, on=server.server)


@pytest.fixture(
    scope="session", params=["embedded", *(pytest.param(name, marks=pytest.mark.exhaustive) for name in SERVERS)]
)
def study(request: pytest.FixtureRequest) -> Iterator[OpenStudy]:
    """The bundled study, built and open: on servers in `make test-all` only.

    Analyses see frames alone, and engines are compared by frames and questions in
    ``tests/engine/test_engines_agree.py``; so a fault of a server shows there.
    """
    with _opened(request) as opened:
        yield opened


@pytest.fixture(scope="session")
def bundled(study: OpenStudy) -> StudyFrames:
    """The frames of the bundled study."""
    return study.frames


@pytest.fixture(scope="session")
def ask(study: OpenStudy) -> Ask:
    """Ask the bundled study a question: ``ask("journeys/stopped", focus="general")``."""

    def asking(question: str, **options: object) -> pd.DataFrame:
        return study.ask(question, **options).frame

    return asking


@pytest.fixture(scope="session")
def database_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A folder for the embedded database of a study, the same each time."""
    return cache(lambda _: tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def school_meals_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the school-meals study as it stands; never written to."""
    return tiny_study(tmp_path_factory.mktemp("school_meals"))


@pytest.fixture(scope="session")
def school_meals(school_meals_path: Path, kept_open: OpenOther) -> OpenStudy:
    """The school-meals study as it stands, in the embedded engine; never changed."""
    return kept_open(school_meals_path)


@pytest.fixture
def built_meals(school_meals: OpenStudy, school_meals_path: Path, tmp_path: Path) -> Path:
    """A copy of the school-meals study with its database, to change: copying is ten times as fast as building."""
    assert school_meals.path == school_meals_path
    return Path(shutil.copytree(school_meals_path, tmp_path / school_meals_path.name))


@pytest.fixture(scope="session")
def kept_open(database_of: Callable[[Path], Path]) -> Iterator[OpenOther]:
    """Open a study that never changes in the embedded engine: it is built once, and stays open."""
    with ExitStack() as opened:
        yield cache(
            lambda path: opened.enter_context(
                graphmodel.open_study(path, db=database_of(path) if path.is_relative_to(DATA) else None)
            )
        )


@pytest.fixture(scope="session", params=["embedded", pytest.param("neo4j-5.26", marks=pytest.mark.exhaustive)])
def other_engine(request: pytest.FixtureRequest) -> Account | None:
    """Where other studies are opened: in files (None), or in `make test-all` on the shared server too."""
    if request.param == "embedded":
        return None
    account: Account = request.getfixturevalue("neo4j_lts")
    return account


@pytest.fixture
def open_other(
    other_engine: Account | None, database_of: Callable[[Path], Path], kept_open: OpenOther, school_meals_path: Path
) -> Iterator[OpenOther]:
    """Open any study: ``open_other(folder)``. It is closed after the test, unless it is one that never changes.

    Tests share the server, so the study is built there unless it is what the server holds.
    """
    with ExitStack() as opened:

        def opening(path: Path) -> OpenStudy:
            if other_engine is None and (path.is_relative_to(DATA) or path == school_meals_path):
                return kept_open(path)
            if other_engine is None:
                return opened.enter_context(graphmodel.open_study(path, db=database_of(path)))
            build_on_server(path, other_engine.server, replace=True)
            return opened.enter_context(graphmodel.open_study(path, on=other_engine.server))

        yield opening
