"""The school-meals study, built once for the tests of the command line."""

from pathlib import Path

import pytest

from tests.support.command import graphmodel
from tests.support.studies import tiny_study


@pytest.fixture(scope="session")
def meals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study, built; not to be changed."""
    folder = tiny_study(tmp_path_factory.mktemp("cli"))
    assert graphmodel("build", folder).code == 0
    return folder
