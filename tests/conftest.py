"""Fixtures that many tests share: the bundled study, built once for a run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

import graphmodel
from graphmodel.analysis.frames import StudyFrames
from graphmodel.api.opened import OpenStudy

pytest_plugins = ["tests.support.neo4j_fixtures"]

STUDY = Path(graphmodel.__file__).parent / "data" / "study"

Ask = Callable[..., pd.DataFrame]


@pytest.fixture(scope="session")
def bundled_path() -> Path:
    """The folder of the bundled study; never written to."""
    return STUDY


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    """The bundled study, built and open."""
    with graphmodel.open_study(STUDY, db=tmp_path_factory.mktemp("bundled")) as opened:
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
