"""Ids are well formed and there once; references name something of the right kind."""

import pytest

from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import SETTINGS, tiny_study, tiny_tables, with_cell, with_row


def test_a_duplicate_id_names_both_rows(tmp_path):
    rows = with_row("factors", factor="fac.distance", label="Roads are bad")
    check = run_check(tiny_study(tmp_path, factors=rows))
    problem = only(check, "duplicate_id")
    assert (problem.row, problem.value) == (4, "fac.distance")
    assert "factors row 2" in problem.what
    assert check.tables["factors"]["label"].to_pylist()[0] == "Kitchens are far from village schools"
    assert check.tables["factors"].num_rows == 2


def test_an_id_that_two_kinds_share(tmp_path):
    rows = with_row("codebook", code="hearsay", label="Hearsay")
    problem = only(run_check(tiny_study(tmp_path, codebook=rows)), "duplicate_id")
    assert (problem.table, problem.row) == ("codebook", 5)
    assert "evidence_types row 4" in problem.what


def test_a_duplicate_claim(tmp_path):
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 7, "claim", "c1")))
    problem = only(check, "duplicate_id")
    assert (problem.row, problem.column) == (7, "claim")
    assert "claims row 2" in problem.what
    assert check.counts["claims"].taken == 5


def test_a_claim_with_the_id_of_a_node(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 7, "claim", "survey"))), "duplicate_id")
    assert "evidence_types row 2" in problem.what


@pytest.mark.parametrize(
    "name", ["fac.two words", "fac.a;b", "fac.a|b", "fac." + "x" * 300, "act.factor", "fac.line\nbreak", "fac.tab\tbed"]
)
def test_an_id_of_bad_form(tmp_path, name):
    problem = only(run_check(tiny_study(tmp_path, factors=with_row("factors", factor=name, label="Roads"))), "bad_id")
    assert (problem.table, problem.row, problem.column) == ("factors", 4, "factor")
    assert len(problem.value) <= 80


def test_a_claim_id_of_300_characters(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 7, "claim", "c" * 300))), "bad_id")
    assert "300 characters" in problem.what


def test_an_id_without_its_prefix_is_a_warning_for_the_whole_table(tmp_path):
    rows = [*with_row("factors", factor="roads", label="Roads are bad"), {"factor": "rain", "label": "It rains"}]
    check = run_check(tiny_study(tmp_path, factors=rows))
    assert errors(check) == []
    (problem,) = of_rule(check, "missing_prefix")
    assert problem.severity == "warning"
    assert "2 ids of 4" in problem.what
    assert "roads, rain" in problem.what


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "near"),
    [
        ("claims", 2, "source", "src.cok", "src.cook"),
        ("claims", 2, "speaker", "act.coook", "act.cook"),
        ("claims", 2, "subject", "act.cok", "act.cook"),
        ("claims", 2, "object", "ev.bus_surveys", "ev.bus_survey"),
        ("claims", 2, "stage", "plan.surveys", "plan.survey"),
        ("claims", 3, "workstream", "ws.renewals", "ws.renewal"),
        ("claims", 4, "reason", "fac.distances", "fac.distance"),
        ("claims", 5, "about", "org.kitchens", "org.kitchen"),
        ("claims", 2, "codes", "1.1;11.10", "1.10"),
        ("actors", 2, "organisation", "org.kichen", "org.kitchen"),
        ("evidence", 2, "evidence_type", "survy", "survey"),
        ("verdicts", 2, "site", "site.norht", "site.north"),
        ("coding_notes", 2, "claim", "c44", "c4"),
    ],
)
def test_a_reference_to_nothing_suggests_similar_ids(tmp_path, table, row, column, value, near):
    problem = only(
        run_check(tiny_study(tmp_path, **{table: with_cell(table, row, column, value)})), "dangling_reference"
    )
    assert (problem.table, problem.row, problem.column, problem.value) == (table, row, column, value)
    assert near in problem.remedy


def test_a_reference_to_nothing_without_similar_ids(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "stage", "zzz"))), "dangling_reference")
    assert "?" not in problem.remedy
    assert "stages" in problem.remedy


def test_a_reference_of_the_wrong_kind(tmp_path):
    problem = only(
        run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "speaker", "org.council"))), "wrong_kind"
    )
    assert "organisation (organisations row 2)" in problem.what
    assert "an actor" in problem.remedy


def test_rows_that_name_a_row_left_out_are_left_out_too(tmp_path):
    tables = tiny_tables()
    tables["sites"][0]["label"] = ""
    check = run_check(tiny_study(tmp_path, sites=tables["sites"]))
    fallen = [(p.table, p.row) for p in of_rule(check, "names_left_out")]
    # site.north -> ws.renewal, src.cook, the verdict; ws.renewal -> c2, c3; src.cook -> c1, c4, c5; c4 -> its note.
    assert sorted(fallen) == [
        ("claims", 2),
        ("claims", 3),
        ("claims", 4),
        ("claims", 5),
        ("claims", 6),
        ("coding_notes", 2),
        ("sources", 2),
        ("verdicts", 2),
        ("workstreams", 2),
    ]
    assert "row 2" in of_rule(check, "names_left_out")[0].what
    assert check.counts["claims"].taken == 1
    assert check.tables["coding_notes"].num_rows == 0


def test_a_missing_table_that_rows_name_is_reported_once_per_column(tmp_path):
    check = run_check(tiny_study(tmp_path, workstreams=None))
    (problem,) = errors(check)
    assert (problem.rule, problem.table, problem.column) == ("missing_table", "claims", "workstream")
    assert "2 rows" in problem.what
    assert "no table workstreams" in problem.what


def test_a_missing_table_that_no_row_names_is_fine(tmp_path):
    assert errors(run_check(tiny_study(tmp_path, verdicts=None, coding_notes=None))) == []


@pytest.mark.parametrize("table", ["claims", "sources"])
def test_tables_that_every_study_needs(tmp_path, table):
    check = run_check(tiny_study(tmp_path, **{table: None, "coding_notes": None}))
    assert table in {problem.table for problem in of_rule(check, "missing_table")}


def test_a_stage_of_supply_that_does_not_exist(tmp_path):
    settings = SETTINGS.replace("deliver.contract", "deliver.contracts")
    problem = only(run_check(tiny_study(tmp_path, settings=settings)), "unknown_stage")
    assert problem.value == "deliver.contracts"
    assert "deliver.contract" in problem.remedy


@pytest.mark.slow
def test_many_wrong_references_are_counted_and_not_all_kept(tmp_path):
    claim = tiny_tables()["claims"][0]
    rows = [{**claim, "claim": f"c{i}", "stage": f"nowhere{i}"} for i in range(12_000)]
    check = run_check(tiny_study(tmp_path, claims=rows, coding_notes=None))
    assert check.problems.errors == 12_000
    assert len(of_rule(check, "dangling_reference")) == 10_000
    assert check.problems.not_kept == 2_000
    assert check.counts["claims"].rejected == 12_000


def test_an_actor_has_one_profile(tmp_path):
    tables = {"stakeholder_profiles": [{"actor": "act.cook", "label": "Cook"}, {"actor": "act.cook", "label": "Again"}]}
    check = run_check(tiny_study(tmp_path, **tables))
    problem = only(check, "second_profile")
    assert (problem.table, problem.row, problem.column) == ("stakeholder_profiles", 3, "actor")
    assert "row 2" in problem.what


def test_commas_between_codes_are_recognised(tmp_path):
    # with_cell counts rows as Excel does: row 2 is the first claim
    check = run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "codes", "1.1, 2")))
    assert "comma" in only(check, "dangling_reference").remedy
