"""Options of a question as a user types them, and as values from Python."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.problems import QuestionError
from graphmodel.queries.parameters import values_for
from graphmodel.queries.question import TYPES, Parameter, Question, convert
from graphmodel.settings import Focus

FOCUS = Focus(("urban", "rural"), "rural", "urban")


def question(*parameters: Parameter) -> Question:
    return Question("a/b", Path("b.cypher"), "Which?", "", parameters, (), "", "RETURN 1 AS one")


MANY = question(
    Parameter("stage", "text", None, "id of the stage"),
    Parameter("min_claims", "integer", "2", "smallest number"),
    Parameter("focus", "text", "{in_question}", "whose evidence"),
    Parameter("other", "text", "{compared_with}", "and beside it"),
    Parameter("site", "text", "", "empty for all"),
    Parameter("names", "list of text", "", "several"),
)


def test_defaults_and_the_settings_of_the_study() -> None:
    assert values_for(MANY, {"stage": "plan"}, FOCUS) == {
        "stage": "plan",
        "min_claims": 2,
        "focus": "rural",
        "other": "urban",
        "site": "",
        "names": [],
    }


def test_what_is_given_takes_the_place_of_defaults() -> None:
    given = {"stage": "plan", "min_claims": "10", "focus": "urban", "site": " site.north ", "names": "a; b;;c"}
    values = values_for(MANY, given, FOCUS)
    assert (values["min_claims"], values["focus"], values["site"], values["names"]) == (
        10,
        "urban",
        "site.north",
        ["a", "b", "c"],
    )


def test_none_is_the_default() -> None:
    assert values_for(MANY, {"stage": "plan", "min_claims": None}, FOCUS)["min_claims"] == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, ["a/b needs stage=...", "id of the stage"]),
        ({"stage": None}, ["a/b needs stage=..."]),
        ({"stage": "x", "min_claims": "few"}, ["min_claims=... of a/b", "'few' is not a whole number"]),
        ({"stage": "x", "min_claims": 2.5}, ["min_claims=... of a/b", "'2.5' is not a whole number"]),
        ({"stage": "x", "sight": "y"}, ["a/b has no option sight", "focus, min_claims, names, other, site, stage"]),
    ],
)
def test_a_wrong_option_is_refused_in_words(given: dict[str, object], says: list[str]) -> None:
    with pytest.raises(QuestionError) as refused:
        values_for(MANY, given, FOCUS)
    for part in says:
        assert part in str(refused.value)


def test_a_question_without_options_says_so() -> None:
    with pytest.raises(QuestionError, match="it takes none"):
        values_for(question(), {"site": "x"}, FOCUS)


@pytest.mark.parametrize(
    ("given", "type_", "value"),
    [
        (" x ", "text", "x"),
        ("", "text", ""),
        ("-7", "integer", -7),
        ("+7", "integer", 7),
        (7, "integer", 7),
        ("1.5", "number", 1.5),
        ("2", "number", 2.0),
        (0.25, "number", 0.25),
        ("Yes", "boolean", True),
        ("no", "boolean", False),
        (True, "boolean", True),
        ("FALSE", "boolean", False),
        ("2011", "date", "2011"),
        ("2011-03", "date", "2011-03"),
        ("2011-03-09", "date", "2011-03-09"),
        ("", "date", ""),
        ("a;b", "list of text", ["a", "b"]),
        (["a", " b "], "list of text", ["a", "b"]),
        (("a",), "list of text", ["a"]),
        ("", "list of text", []),
        (" ; ", "list of text", []),
    ],
)
def test_values(given: object, type_: str, value: object) -> None:
    found = convert(given, type_)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("given", "type_", "says"),
    [
        ("x", "integer", "'x' is not a whole number"),
        ("1.0", "integer", "not a whole number"),
        ("1e3", "integer", "not a whole number"),
        ("", "integer", "not a whole number"),
        ("9" * 19, "integer", "not a whole number"),
        ("x", "number", "'x' is not a number"),
        ("", "number", "not a number"),
        ("nan", "number", "not a number"),
        ("inf", "number", "not a number"),
        ("perhaps", "boolean", "neither yes nor no"),
        ("", "boolean", "neither yes nor no"),
        ("1", "boolean", "neither yes nor no"),
        ("March 2011", "date", "such as 2011, 2011-03 or 2011-03-09"),
        ("09/03/2011", "date", "not a date"),
        ("2011-3", "date", "not a date"),
        ("2011-13", "date", "not a date"),
        ("2011-02-30", "date", "not a date"),
        (3, "text", "3 is not a text"),
        (["a", 5], "list of text", "5 is not a text"),
    ],
)
def test_what_is_not_of_the_type(given: object, type_: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        convert(given, type_)


@pytest.mark.slow
@given(st.text() | st.integers() | st.floats() | st.booleans() | st.lists(st.text()), st.sampled_from(TYPES))
def test_anything_is_converted_or_refused(given: object, type_: str) -> None:
    kinds = {"text": str, "date": str, "integer": int, "number": float, "boolean": bool, "list of text": list}
    try:
        found = convert(given, type_)
    except ValueError:
        return
    assert type(found) is kinds[type_]
    assert convert(found, type_) == found


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_whole_numbers_survive_being_typed(number: int) -> None:
    assert convert(str(number), "integer") == number
