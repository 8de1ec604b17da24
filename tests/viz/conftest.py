"""Explorer pages of whole studies, each written once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import graphmodel
from graphmodel.analysis.frames import StudyFrames

MEALS = Path(__file__).parents[1] / "data" / "county_meals"


class Explorer(NamedTuple):
    """A page, and the study that it shows."""

    file: Path
    frames: StudyFrames


@pytest.fixture(scope="session")
def opened_explorer_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Explorer]]:
    """The explorer of a study: ``opened_explorer_of(folder)``."""
    with ExitStack() as opened:

        @cache
        def of(folder: Path) -> Explorer:
            study = opened.enter_context(graphmodel.open_study(folder, db=tmp_path_factory.mktemp("database")))
            return Explorer(study.page(tmp_path_factory.mktemp("page") / "study.html"), study.frames)

        yield of


@pytest.fixture(scope="session")
def bundled_explorer(opened_explorer_of: Callable[[Path], Explorer], bundled_path: Path) -> Explorer:
    """The explorer of the bundled study."""
    return opened_explorer_of(bundled_path)


@pytest.fixture(scope="session")
def meals_explorer(opened_explorer_of: Callable[[Path], Explorer]) -> Explorer:
    """The explorer of a study on something else, with verbs, stages and a focus of its own."""
    return opened_explorer_of(MEALS)
