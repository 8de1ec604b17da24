"""Errors are worded for who reads them, and are caught as Python's own."""

from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.problems import NotBuilt, NotFound, QuestionError, StatementRefused, StudyError
from tests.support.command import graphmodel
from tests.support.studies import tiny_study


def test_what_does_not_exist_is_a_key_error_that_reads_well(school_meals: gm.OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(KeyError) as error:
        school_meals.ask("no/such_question")
    assert isinstance(error.value, NotFound)
    assert str(error.value).startswith("There is no question 'no/such_question'.")
    with pytest.raises(ValueError, match="Its options") as wrong:
        school_meals.ask("journeys/stopped", colour="red")
    assert isinstance(wrong.value, QuestionError)
    with pytest.raises(ValueError, match="MATCH") as refused:
        school_meals.cypher("DROP TABLE Actor")
    assert isinstance(refused.value, StatementRefused)
    with pytest.raises(ValueError, match="nowhere") as nothing:
        gm.open_study(tmp_path / "nowhere")
    assert isinstance(nothing.value, StudyError)


@pytest.mark.slow
def test_options_are_arguments_in_python_and_options_on_the_command_line(built_meals: Path) -> None:
    with gm.open_study(built_meals) as study, pytest.raises(QuestionError) as error:
        study.ask("journeys/stopped", focus="urbann")
    assert "focus=urbann: " in str(error.value)
    assert "--focus urbann: " in error.value.on_command_line()
    assert "Did you mean urban?" in str(error.value)
    ran = graphmodel("ask", built_meals, "journeys/stopped", "--focus", "urbann")
    assert ran.code == 2
    assert "--focus urbann: " in ran.err


def test_calls_are_calls_in_python_and_commands_on_the_command_line(tmp_path: Path) -> None:
    path = tiny_study(tmp_path)
    with pytest.raises(NotBuilt) as error:
        gm.open_study(path, build_first=False)
    assert "gm.build_study" in str(error.value)
    assert "graphmodel build" not in str(error.value)
    assert "graphmodel build" in graphmodel("findings", path, "--no-build").err
