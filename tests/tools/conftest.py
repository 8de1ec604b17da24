"""Copies of the bundled tools, filled from the bundled study, which is built once."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.api.tools import StudyToAsk
from graphmodel.tools.bank import find_tools
from graphmodel.tools.copies import ToolCopy
from graphmodel.tools.filling import fill
from tests.conftest import DATA

Fill = Callable[..., ToolCopy]


def filled(study: OpenStudy, name: str, form: str = "", options: Mapping[str, str] | None = None) -> ToolCopy:
    bank = find_tools()
    titles = {name: tool.title for name, tool in bank.tools.items()}
    phase = {"phase": next(iter(study.frames.phases))} if name == "needs-assessment" else {}
    given = {**phase, **(options or {})}
    day = dt.date(2026, 11, 29)
    return fill(bank.find(name), StudyToAsk(study), given, form=form, today=day, titles=titles)


@pytest.fixture(scope="session")
def bundled_copy(bundled_here: OpenStudy) -> Fill:
    """A copy of a tool by its name and form, from the bundled study."""
    made: dict[tuple[str, str], ToolCopy] = {}

    def copy(name: str, form: str = "") -> ToolCopy:
        if (name, form) not in made:
            made[name, form] = filled(bundled_here, name, form)
        return made[name, form]

    return copy


@pytest.fixture(scope="session")
def meals_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStudy]:
    """A study of another field, which grades no evidence and has a cycle of its own."""
    folder = tmp_path_factory.mktemp("meals")
    with gm.open_study(DATA / "county_meals", db=folder) as opened:
        yield opened
