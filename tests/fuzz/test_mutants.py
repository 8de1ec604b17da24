"""However a study is changed, the check reports it: no failure, no hang, and no row lost from the counts."""

import pytest

from tests.fuzz.mutants import fault_of, mutant

FEW, MANY = 60, 500


def _faults(numbers: range) -> dict[int, str]:
    return {number: fault for number in numbers if (fault := fault_of(number))}


@pytest.mark.slow
def test_mutants_are_reported() -> None:
    assert _faults(range(FEW)) == {}


@pytest.mark.exhaustive
def test_many_mutants_are_reported() -> None:
    assert _faults(range(FEW, MANY)) == {}


def test_a_number_always_makes_the_same_mutant() -> None:
    one, other = mutant(7), mutant(7)
    assert (one.tables, one.settings, one.changes) == (other.tables, other.settings, other.changes)


def test_rows_that_are_lost_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.mutants.Mutant.rows", {"claims": 7})
    assert any("claims has 7 rows" in (fault_of(number) or "") for number in range(1, 6))
