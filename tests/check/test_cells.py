"""Cells that stand for themselves: filled, a date, a number, an allowed word."""

import pytest

from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import as_csv, tiny_study, tiny_tables, with_cell, with_row


def test_a_required_cell_that_is_empty(tmp_path):
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 4, "summary", "  ")))
    problem = only(check, "missing_value")
    assert (problem.file, problem.row, problem.column) == ("claims.csv", 4, "summary")
    assert (check.counts["claims"].read, check.counts["claims"].taken) == (6, 5)


def test_a_word_that_is_not_allowed_suggests_a_similar_one(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "polarity", "affirm"))), "bad_word")
    assert (problem.row, problem.column, problem.value) == (2, "polarity", "affirm")
    assert "affirms" in problem.remedy


def test_a_focus_outside_the_studys_own_words(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, evidence=with_cell("evidence", 3, "focus", "general"))), "bad_word")
    assert (problem.table, problem.value) == ("evidence", "general")
    assert "urban, rural, mixed" in problem.remedy


def test_a_word_of_the_studys_own_vocabulary_is_allowed(tmp_path):
    # study.toml of the made-up study adds committee to granularity.
    check = run_check(tiny_study(tmp_path, actors=with_cell("actors", 3, "granularity", "committee")))
    assert errors(check) == []


def test_without_a_focus_any_word_is_allowed(tmp_path):
    check = run_check(tiny_study(tmp_path, settings='id = "plain"\n[stages]\nsupply = []\n[vocabularies]\n'))
    assert of_rule(check, "bad_word") == []


@pytest.mark.parametrize(
    "value", ["2011-02-30", "2011-13", "30 February 2011", "spring", "2023-02-29", "2011-04-31", "2013/2012", "11/12"]
)
def test_a_bad_date(tmp_path, value):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "date", value))), "bad_date")
    assert (problem.row, problem.column, problem.value) == (2, "date", value)


@pytest.mark.parametrize("value", ["2011", "2011-03", "2011-03-09", "2024-02-29", "2011-12-31"])
def test_a_good_date(tmp_path, value):
    assert errors(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "date", value)))) == []


@pytest.mark.parametrize("value", ["-1", "1.5", "first", "1e3"])
def test_an_order_that_is_not_a_whole_number(tmp_path, value):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "order", value))), "bad_number")
    assert (problem.column, problem.value) == ("order", value)


def test_two_claims_on_one_item_may_have_the_same_order(tmp_path):
    assert errors(run_check(tiny_study(tmp_path, claims=with_cell("claims", 4, "order", "1")))) == []


def test_a_bad_place(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, stages=with_cell("stages", 3, "order", "one"))), "bad_place")
    assert (problem.table, problem.row) == ("stages", 3)


@pytest.mark.parametrize("value", ["01-Oct", "Oct-10", "10/01/2012", "2012-10-01 00:00:00", "1.1E+05", "1-Jan-2001"])
def test_a_code_that_excel_has_damaged(tmp_path, value):
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "codes", value)))
    problem = only(check, "excel_damage")
    assert (problem.row, problem.column, problem.value) == (2, "codes", value)
    assert "Text" in problem.remedy


def test_an_id_that_excel_has_damaged_is_reported_where_it_is_and_where_it_is_named(tmp_path):
    tables = tiny_tables()
    tables["codebook"][1]["code"] = "Oct-10"
    tables["evidence_types"][1]["codes"] = "2"
    tables["claims"][1]["codes"] = "Oct-10"
    check = run_check(tiny_study(tmp_path, **{n: tables[n] for n in ("codebook", "evidence_types", "claims")}))
    assert [(p.table, p.row) for p in of_rule(check, "excel_damage")] == [("codebook", 3)]
    assert [(p.table, p.row) for p in of_rule(check, "names_left_out")] == [("claims", 3)]


def test_an_error_value_of_the_spreadsheet(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, actors=with_cell("actors", 2, "hair", "#REF!"))), "excel_error")
    assert (problem.row, problem.column, problem.value) == (2, "hair", "#REF!")


def test_a_missing_column_is_reported_once(tmp_path):
    rows = [{k: v for k, v in row.items() if k != "summary"} for row in tiny_tables()["claims"]]
    check = run_check(tiny_study(tmp_path, claims=rows, coding_notes=None))
    problem = only(check, "missing_column")
    assert (problem.file, problem.column) == ("claims.csv", "summary")
    assert (check.counts["claims"].taken, check.counts["claims"].rejected) == (0, 6)


def test_a_missing_column_of_ids_does_not_flood_the_report(tmp_path):
    rows = [{k: v for k, v in row.items() if k != "factor"} for row in tiny_tables()["factors"]]
    check = run_check(tiny_study(tmp_path, factors=rows))
    assert [p.column for p in of_rule(check, "missing_column")] == ["factor"]
    # Claims name factors as object (c4) and as reason (c3); verdicts name one too.
    assert {(p.table, p.column) for p in of_rule(check, "missing_table")} == {
        ("claims", "object"),
        ("claims", "reason"),
        ("verdicts", "factor"),
    }
    assert len(errors(check)) == 4
    # Rows that name what is left out for that reason are left out too: the coding note on c4.
    assert [check.counts[name].rejected for name in ("claims", "verdicts", "coding_notes")] == [2, 1, 1]


def test_an_optional_column_may_be_missing(tmp_path):
    rows = [{k: v for k, v in row.items() if k not in {"date", "order"}} for row in tiny_tables()["claims"]]
    assert errors(run_check(tiny_study(tmp_path, claims=rows))) == []


def test_blank_rows_do_not_count_and_row_numbers_stay_right(tmp_path):
    text = as_csv(with_row("actors", actor="act.late", label="", granularity="role"))
    lines = text.splitlines()
    text = "\n".join([lines[0], "", *lines[1:3], ",,,,", "  ", *lines[3:], "", ""])
    check = run_check(tiny_study(tmp_path, actors=text))
    assert only(check, "missing_value").row == 9
    assert (check.counts["actors"].read, check.counts["actors"].rejected) == (5, 1)


def test_a_column_that_may_be_misspelt(tmp_path):
    rows = [{("certainity" if k == "certainty" else k): v for k, v in row.items()} for row in tiny_tables()["claims"]]
    check = run_check(tiny_study(tmp_path, claims=rows))
    problem = only(check, "renamed_column")
    assert (problem.table, problem.row, problem.column) == ("claims", 1, "certainity")
    assert "certainty" in problem.remedy
    assert "certainity" in check.claim_header


def test_a_column_of_the_studys_own_is_not_a_problem(tmp_path):
    # actors of the made-up study have a column hair.
    assert of_rule(run_check(tiny_study(tmp_path)), "unknown_column") == []


def test_the_name_for_row_numbers_is_reserved(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, verdicts="site,factor,verdict,_row\n")), "reserved_column")
    assert (problem.file, problem.column) == ("verdicts.csv", "_row")
