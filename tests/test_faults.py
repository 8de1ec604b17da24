"""The list of faults fits the code (see tests/faults/README.md)."""

from tests.faults.listed import ROOT, read_faults


def test_every_fault_can_be_put_in() -> None:
    faults = read_faults()
    assert len({fault.name for fault in faults}) == len(faults) >= 60
    assert {fault.name: fault.occurrences() for fault in faults if fault.occurrences() != 1} == {}
    missing = {test for fault in faults for test in fault.tests if not (ROOT / test).exists()}
    assert not missing
