"""What holds of every study, however broken: the check reports it and never falls over."""

from pathlib import Path

from graphmodel.check.study import StudyCheck
from graphmodel.problems import StudyError
from graphmodel_loaders import read_study


def check_whatever(path: Path) -> StudyCheck | None:
    """Check a study; returns None where it cannot be opened, which the one exception allowed says.

    Raises:
        AssertionError: rows are lost from the counts, or a problem does not say where it is and what to do.
    """
    try:
        check = StudyCheck(read_study(path))
        taken = sum(batch.num_rows for batch in check.claims())
        check.finish()
    except StudyError:
        return None
    for name, counts in check.counts.items():
        assert counts.read == counts.taken + counts.rejected + counts.left_out
        assert counts.taken == (taken if name == "claims" else check.tables[name].num_rows)
        assert not counts.rejected or check.problems.errors
    assert all(problem.what and problem.remedy and problem.where for problem in check.problems)
    return check
