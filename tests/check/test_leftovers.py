"""Warnings of what was probably forgotten: example rows, claims entered twice, codes that a spreadsheet cuts."""

import pytest

from graphmodel_loaders import write_new_study
from tests.support.checking import errors, of_rule, run_check
from tests.support.studies import SETTINGS, tiny_study, tiny_tables
from tests.support.workbooks import saved, tiny_book


@pytest.mark.slow
def test_rows_of_the_example_are_a_warning(tmp_path):
    write_new_study(tmp_path / "new")
    assert of_rule(run_check(tmp_path / "new"), "example_rows") == []  # nobody has begun
    with (tmp_path / "new" / "actors.csv").open("a", encoding="utf-8") as file:
        file.write("act.cook,Cook,role,,,,\n")
    check = run_check(tmp_path / "new")
    (rows,), (title,) = of_rule(check, "example_rows"), of_rule(check, "example_title")
    assert (rows.severity, title.severity) == ("warning", "warning")
    assert "2 in actors" in rows.what


@pytest.mark.slow
def test_a_study_without_example_rows_has_no_such_warning(tmp_path):
    check = run_check(tiny_study(tmp_path))
    assert of_rule(check, "example_rows") == of_rule(check, "example_title") == []
    titled = tiny_study(tmp_path / "titled", settings=SETTINGS.replace("Evidence in school-meals policy", "Title"))
    assert of_rule(run_check(titled), "example_title") == []


def test_a_claim_entered_twice_is_a_warning(tmp_path):
    rows = tiny_tables()["claims"]
    rows += [rows[2] | {"claim": "c7"}, rows[2] | {"claim": "c8", "order": "3"}, rows[1] | {"claim": "c9", "stage": ""}]
    check = run_check(tiny_study(tmp_path, claims=rows))
    (problem,) = of_rule(check, "repeated_claim")
    assert errors(check) == []
    assert (problem.severity, problem.row) == ("warning", 8)
    assert "2 claims" in problem.what
    assert "rows 4 and 8, 8 and 9" in problem.what


@pytest.mark.slow
def test_codes_that_a_spreadsheet_makes_the_same_are_a_warning_in_csv_alone(tmp_path):
    (problem,) = of_rule(run_check(tiny_study(tmp_path)), "codes_at_risk")
    assert "1.1 and 1.10" in problem.what
    assert of_rule(run_check(saved(tiny_book(), tmp_path)), "codes_at_risk") == []
