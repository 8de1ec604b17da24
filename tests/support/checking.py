"""Run a check and look at what it found."""

from pathlib import Path

from graphmodel.check.study import StudyCheck
from graphmodel.problems import Problem
from graphmodel_loaders import read_study


def run_check(path: Path) -> StudyCheck:
    """Open a study and check all of it."""
    check = StudyCheck(read_study(path))
    for _ in check.claims():
        pass
    check.finish()
    return check


def errors(check: StudyCheck) -> list[Problem]:
    """The errors."""
    return [problem for problem in check.problems if problem.severity == "error"]


def of_rule(check: StudyCheck, rule: str) -> list[Problem]:
    """Problems of one rule."""
    return [problem for problem in check.problems if problem.rule == rule]


def only(check: StudyCheck, rule: str) -> Problem:
    """The one problem of a rule; all other errors follow from it."""
    found = of_rule(check, rule)
    assert len(found) == 1, list(check.problems)
    # Rows that name a row left out are left out too, and say so.
    assert {problem.rule for problem in errors(check)} <= {rule, "names_left_out"}, errors(check)
    assert found[0].what
    assert found[0].remedy
    return found[0]
