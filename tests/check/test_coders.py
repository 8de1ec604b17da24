"""Claims of several coders on one passage: whose count, and how many are left out."""

from itertools import permutations
from pathlib import Path

import pytest

import graphmodel as gm
from graphmodel.check.study import StudyCheck
from graphmodel_loaders import read_study
from tests.support.studies import SETTINGS, Rows, tiny_study, tiny_tables


def coded(*units: tuple[str, str, str, dict[str, str]]) -> Rows:
    """Claims with a coder: id, coder, locator, and what differs from the first claim of the study."""
    base = tiny_tables()["claims"][0]
    return [
        {**base, "order": "", "claim": id_, "coder": who, "locator": where, **cells} for id_, who, where, cells in units
    ]


def study(folder: Path, claims: Rows | None = None, settings: str = SETTINGS) -> Path:
    return tiny_study(folder, claims=claims or tiny_tables()["claims"], settings=settings, coding_notes=None)


def checked(folder: Path) -> tuple[StudyCheck, list[str]]:
    checking = StudyCheck(read_study(folder))
    taken = [claim for batch in checking.claims() for claim in batch["claim"].to_pylist()]
    checking.finish()
    counts = checking.counts["claims"]
    assert counts.read == counts.taken + counts.rejected + counts.left_out
    assert counts.taken == len(taken)
    return checking, taken


def record(name: str) -> str:
    return f'{SETTINGS}\n[coding]\nof_record = "{name}"\n'


TWO = coded(
    ("a1", "Ann", "p. 1", {}),
    ("b1", "Ben", "p. 1", {"polarity": "denies"}),
    ("a2", "Ann", "p. 2", {}),
    ("b3", "Ben", "p. 3", {}),
    ("n1", "", "p. 1", {}),
    ("a4", "Ann", "", {}),
    ("b4", "Ben", "", {}),
    ("b5", "Ben", "p. 1", {"speaker": ""}),
)


def test_two_coders_on_a_passage_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    checking, taken = checked(study(tmp_path, claims=TWO))
    found = [problem for problem in checking.problems if problem.severity == "error"]
    assert [(problem.rule, problem.row) for problem in found] == [("coded_by_several", 3)]
    assert "codings" in found[0].remedy
    assert "of_record" in found[0].remedy
    assert taken == ["a1", "a2", "b3", "n1", "a4", "b4", "b5"]


@pytest.mark.slow
@pytest.mark.parametrize(("who", "out"), [("Ann", ["b1"]), ("Ben", ["a1"])])
def test_the_claims_of_the_coder_of_record_stay(tmp_path: Path, who: str, out: list[str]) -> None:
    for number, order in enumerate([TWO, TWO[::-1]]):
        checking, taken = checked(study(tmp_path / str(number), claims=order, settings=record(who)))
        assert not checking.problems.errors
        assert taken == [row["claim"] for row in order if row["claim"] not in out]
        assert (checking.counts["claims"].left_out, checking.counts["claims"].rejected) == (1, 0)
        assert [problem.rule for problem in checking.problems if problem.column == "coder"] == ["other_coder"]


def test_a_passage_that_the_coder_of_record_did_not_code_is_undecided(tmp_path: Path) -> None:
    rows = [*TWO, *coded(("c1", "Cat", "p. 3", {}))]
    checking, _ = checked(study(tmp_path, claims=rows, settings=record("Ann")))
    assert [problem.rule for problem in checking.problems if problem.severity == "error"] == ["coded_by_several"]


@pytest.mark.slow
def test_agreed_keeps_what_all_coders_of_a_passage_made(tmp_path: Path) -> None:
    rows = coded(
        ("b1", "Ben", "p. 1", {"polarity": "", "codes": ""}),
        ("a1", "Ann", "p. 1", {"certainty": ""}),
        ("a2", "Ann", "p. 1", {"polarity": "denies"}),
        ("b2", "Ben", "p. 1", {"polarity": "mixed"}),
        ("c2", "Cat", "p. 2", {}),
        ("c3", "Cat", "p. 3", {}),
        ("a3", "Ann", "p. 3", {}),
        ("b3", "Ben", "p. 3", {"stage": "plan.menu"}),
    )
    settings = 'coders = ["Ben", "Ann", "Cat"]\n' + record("agreed")
    for number, order in enumerate([rows, rows[::-1]]):
        checking, taken = checked(study(tmp_path / str(number), claims=order, settings=settings))
        assert not checking.problems.errors
        assert set(taken) == {"b1", "c2"}
        assert checking.counts["claims"].left_out == 6
    reasons = [problem.rule for problem in checking.problems if problem.column == "coder"]
    assert sorted(reasons) == ["coders_agree"] + ["coders_differ"] * 5


@pytest.mark.slow
def test_results_say_how_many_are_left_out_and_codings_may_name_them(tmp_path: Path) -> None:
    notes = [{"claim": "b1", "note": "doubtful"}]
    folder = tiny_study(tmp_path, claims=TWO, coding_notes=notes, settings=record("Ann"))
    with gm.open_study(folder) as opened:
        assert any("1 claim of 8" in note for note in opened.dropout().notes)
        assert set(opened.frames.claims["claim"]) == {row["claim"] for row in TWO} - {"b1"}


@pytest.mark.slow
def test_one_coder_may_have_several_claims_on_a_passage(tmp_path: Path) -> None:
    rows = coded(("a1", "Ann", "p. 1", {}), ("a2", "Ann", "p. 1", {"polarity": "denies"}))
    for number, settings in enumerate([SETTINGS, record("Ann"), record("agreed")]):
        checking, taken = checked(study(tmp_path / str(number), claims=rows, settings=settings))
        assert taken == ["a1", "a2"]
        assert not checking.problems.errors


@pytest.mark.slow
def test_a_coder_of_record_whom_nobody_knows_is_reported(tmp_path: Path) -> None:
    checking, _ = checked(study(tmp_path, settings=record("Ann")))
    assert "unknown_coder" in [problem.rule for problem in checking.problems if problem.severity == "warning"]
    for number, (listed, asked) in enumerate([('coders = ["Ann"]\n', "Anne"), ("", " ")]):
        checking, _ = checked(study(tmp_path / str(number), settings=listed + record(asked)))
        assert "bad_setting" in [problem.rule for problem in checking.problems if problem.severity == "error"]


@pytest.mark.slow
def test_the_order_of_rows_decides_nothing(tmp_path: Path) -> None:
    rows = TWO[:4]
    for number, order in enumerate(list(permutations(rows))[::5]):
        _, taken = checked(study(tmp_path / str(number), claims=list(order), settings=record("Ben")))
        assert set(taken) == {"b1", "a2", "b3"}
