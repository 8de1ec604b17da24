"""Both engines give equal answers: every question of the bank, every frame, of 200 studies made at random."""

from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.analysis.frames import StudyFrames
from graphmodel.api.on_server import build_on_server
from graphmodel.queries.bank import find_questions
from graphmodel.queries.named import FOCUS_OPTIONS, KINDS_OF_OPTION
from graphmodel.queries.question import Parameter, Question
from tests.support.answers import as_rows
from tests.support.dense_study import FOCUS, dense_study
from tests.support.neo4j_account import Account

STUDIES = 200
QUESTIONS = find_questions().questions
WORDS = ["barrier", "enabler", "team", "Actor", "Organisation", "asserts", "works_with", "high", "interview", "a", "A"]
"""What options that are no names of things are given: words that some of them know."""


@pytest.mark.parametrize("seed", range(STUDIES))
def test_every_answer_is_the_same(seed: int, tmp_path: Path, neo4j_lts: Account) -> None:
    path = dense_study(tmp_path / "study", seed)
    build_on_server(path, neo4j_lts.server, replace=True)
    with gm.open_study(path, db=tmp_path / "db") as embedded, gm.open_study(path, on=neo4j_lts.server) as server:
        layout = embedded.engine.layout()
        for label in layout.nodes:
            _same_rows(label, embedded.frames.nodes(label), server.frames.nodes(label))
        for type_ in layout.edges:
            _same_rows(type_, embedded.frames.edges(type_), server.frames.edges(type_))
        random = Random(seed)
        for question in QUESTIONS.values():
            options = _options(question, embedded.frames, random)
            answers = [study.ask(question.name, **options).frame for study in (embedded, server)]
            asked = f"{question.name} {options}"
            assert _types(answers[0]) == _types(answers[1]), asked
            assert as_rows(answers[0]) == as_rows(answers[1]), asked
        if seed % 10 == 0:
            for analysis in ("journeys", "dropout", "stakeholders"):
                _same_tables(getattr(embedded, analysis)(), getattr(server, analysis)())


def _options(question: Question, frames: StudyFrames, random: Random) -> dict[str, object]:
    """A sensible value for what has to be given, and for some of what may be."""
    given = [p for p in question.parameters if p.default is None or random.random() < 0.3]
    return {parameter.name: _value(parameter, frames, random) for parameter in given}


def _value(parameter: Parameter, frames: StudyFrames, random: Random) -> object:
    if parameter.name in KINDS_OF_OPTION:
        kinds = KINDS_OF_OPTION[parameter.name]
        return random.choice([id_ for kind in kinds for id_ in frames.nodes(kind)["id"]])
    if parameter.name in FOCUS_OPTIONS:
        return random.choice(FOCUS)
    of_type: dict[str, list[object]] = {"boolean": [True, False], "integer": [0, 1, 2]}
    return random.choice(of_type.get(parameter.type, list(WORDS)))


def _same_rows(name: str, one: pd.DataFrame, other: pd.DataFrame) -> None:
    """The same rows in any order: an engine reads a frame in the order in which its rows lie."""
    assert _types(one) == _types(other), name
    assert sorted(map(repr, as_rows(one))) == sorted(map(repr, as_rows(other))), name


def _same_tables(one: gm.Result, other: gm.Result) -> None:
    assert list(one.tables) == list(other.tables)
    assert one.notes == other.notes
    for name in one.tables:
        assert _types(one[name]) == _types(other[name]), name
        assert as_rows(one[name]) == as_rows(other[name]), name


def _types(frame: pd.DataFrame) -> dict[str, Any]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}
