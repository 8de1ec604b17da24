"""One function decides what a mistyped name may mean."""

import pytest

from graphmodel.suggest import did_you_mean, near


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("journy", ["matrix", "journey"], ["journey"]),
        ("ACTORS", ["actors", "claims"], ["actors"]),
        ("stoped", ["journeys/of_evidence", "journeys/stopped"], ["journeys/stopped"]),
        ("stat", ["start", "stage", "state"], ["start", "state"]),
        ("hospital_beds", ["school_meals"], []),
        ("", ["actors"], []),
        ("actor", [], []),
        ("a", ["a verb of several words", "act"], []),
        ("it", ["pays for or has it", "its"], []),
    ],
)
def test_near_names_come_first(name: str, known: list[str], expected: list[str]) -> None:
    assert near(name, known) == expected


def test_a_suggestion_names_all_of_them_and_nothing_is_said_where_none_is_near() -> None:
    sentence = did_you_mean("stat", ["start", "state"])
    assert "start" in sentence
    assert "state?" in sentence
    assert did_you_mean("xyzzy", ["start", "state"]) == ""
