"""However a study is changed, the check reports it: no failure, no hang, and no row lost from the counts."""

import zipfile

import pytest

from tests.fuzz.folders import write_folder
from tests.fuzz.trial import fault_of, mutant
from tests.fuzz.workbooks import write_workbook

FEW, MANY = 20, 500


def _faults(numbers: range) -> dict[int, str]:
    return {number: fault for number in numbers if (fault := fault_of(number))}


@pytest.mark.slow
def test_mutants_are_reported() -> None:
    assert _faults(range(FEW)) == {}


@pytest.mark.exhaustive
def test_many_mutants_are_reported() -> None:
    assert _faults(range(FEW, MANY)) == {}


def test_a_number_always_makes_the_same_mutant(tmp_path) -> None:
    one, other = mutant(7), mutant(7)
    assert (one.tables, one.settings, one.changes) == (other.tables, other.settings, other.changes)


@pytest.mark.slow
def test_hardly_any_mutant_is_the_study_itself(tmp_path) -> None:
    """Else the fuzzer tries the same study again and again, and finds nothing."""
    written = []
    for number in range(40):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = mutant(number)
        path = (write_workbook if made.is_workbook else write_folder)(made, folder)
        if made.is_workbook:
            with zipfile.ZipFile(path) as book:
                parts = {name: book.read(name) for name in book.namelist() if "docProps" not in name}
        else:
            parts = {file.name: file.read_bytes() for file in path.iterdir()}
        written.append(tuple(sorted(parts.items())))
    assert len(set(written)) > 0.95 * len(written)


def test_rows_that_are_lost_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.mutants.Mutant.rows", {"claims": 7})
    assert any("claims has 7 rows" in (fault_of(number) or "") for number in range(1, 6))
