"""Verbs join what they may; nothing is above itself; stages agree with their phases."""

import pytest

from tests.support.checking import errors, of_rule, only, run_check
from tests.support.studies import tiny_study, tiny_tables, with_cell, with_row


def test_an_unknown_verb_suggests_a_similar_one(tmp_path):
    problem = only(
        run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, "predicate", "gatherd"))), "unknown_verb"
    )
    assert (problem.row, problem.column, problem.value) == (2, "predicate", "gatherd")
    assert "gathered" in problem.remedy


@pytest.mark.parametrize(("column", "value"), [("subject", "fac.champion"), ("object", "act.parents")])
def test_a_verb_that_joins_what_it_may_not(tmp_path, column, value):
    problem = only(run_check(tiny_study(tmp_path, claims=with_cell("claims", 2, column, value))), "verb_joins")
    assert (problem.row, problem.column, problem.value) == (2, column, value)
    assert "gathered takes" in problem.what
    assert ("factor" if column == "subject" else "actor") in problem.what


def test_an_unknown_kind(tmp_path):
    rows = with_cell("predicates", 6, "object", "actor|organization")
    check = run_check(tiny_study(tmp_path, predicates=rows))
    problem = only(check, "unknown_kind")
    assert (problem.table, problem.row, problem.column) == ("predicates", 6, "object")
    assert "organisation" in problem.remedy
    # c5 uses the verb.
    assert [(p.table, p.row) for p in of_rule(check, "names_left_out")] == [("claims", 6)]


def test_kinds_may_be_written_loosely(tmp_path):
    rows = with_cell("predicates", 6, "object", "Actor | organisation")
    check = run_check(tiny_study(tmp_path, predicates=rows))
    assert errors(check) == []
    assert check.tables["predicates"]["object"].to_pylist()[-1] == "actor|organisation"


def test_acts_as_must_be_a_default_verb(tmp_path):
    rows = with_cell("predicates", 3, "acts_as", "cited")
    problem = only(run_check(tiny_study(tmp_path, predicates=rows)), "unknown_verb")
    assert (problem.table, problem.row, problem.column) == ("predicates", 3, "acts_as")


def test_a_duplicate_verb(tmp_path):
    rows = with_row("predicates", predicate="cited", subject="actor", object="evidence")
    problem = only(run_check(tiny_study(tmp_path, predicates=rows)), "duplicate_id")
    assert (problem.table, problem.row) == ("predicates", 7)
    assert "row 3" in problem.what


def test_without_verbs_of_its_own_a_study_has_the_default_ones(tmp_path):
    claims = [{**row, "predicate": "ignored"} for row in tiny_tables()["claims"] if row["claim"] == "c3"]
    check = run_check(tiny_study(tmp_path, predicates=None, claims=claims, coding_notes=None))
    assert errors(check) == []
    assert check.tables["predicates"].num_rows == 42


def test_a_claim_that_joins_a_person_to_themselves(tmp_path):
    tables = tiny_tables()
    tables["actors"][0]["granularity"] = "person"
    tables["claims"][4].update(subject="act.cook", object="act.cook")
    problem = only(
        run_check(tiny_study(tmp_path, actors=tables["actors"], claims=tables["claims"])), "claim_about_itself"
    )
    assert (problem.severity, problem.row, problem.value) == ("error", 6, "act.cook")


@pytest.mark.parametrize("node", ["act.cook", "org.council"])
def test_a_claim_that_joins_others_to_themselves_is_a_warning(tmp_path, node):
    # act.cook is a role, not a person.
    tables = tiny_tables()
    tables["claims"][4].update(subject=node, object=node)
    check = run_check(tiny_study(tmp_path, claims=tables["claims"]))
    problem = only(check, "claim_about_itself")
    assert problem.severity == "warning"
    assert check.counts["claims"].taken == 6


def test_parts_in_a_circle(tmp_path):
    tables = tiny_tables()
    tables["organisations"][0]["part_of"] = "org.kitchen"
    check = run_check(tiny_study(tmp_path, organisations=tables["organisations"]))
    found = of_rule(check, "circle")
    assert [(p.table, p.row, p.column) for p in found] == [
        ("organisations", 2, "part_of"),
        ("organisations", 3, "part_of"),
    ]
    assert "org.council -> org.kitchen -> org.council" in found[0].what


def test_a_part_of_itself(tmp_path):
    rows = with_cell("organisations", 4, "part_of", "org.caterer")
    assert only(run_check(tiny_study(tmp_path, organisations=rows)), "circle").row == 4


def test_stages_in_a_circle(tmp_path):
    rows = with_cell("stages", 2, "parent", "plan.survey")
    assert {p.rule for p in errors(run_check(tiny_study(tmp_path, stages=rows)))} >= {"circle"}


def test_a_stage_whose_phase_is_not_that_of_its_parent(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, stages=with_cell("stages", 3, "phase", "deliver"))), "bad_phase")
    assert (problem.row, problem.value) == (3, "deliver")
    assert "plan" in problem.what


def test_a_phase_that_names_another_phase(tmp_path):
    problem = only(run_check(tiny_study(tmp_path, stages=with_cell("stages", 5, "phase", "plan"))), "bad_phase")
    assert (problem.row, problem.value) == (5, "plan")


def test_phases_may_be_left_empty(tmp_path):
    rows = [{**row, "phase": ""} for row in tiny_tables()["stages"]]
    assert errors(run_check(tiny_study(tmp_path, stages=rows))) == []


def test_a_verb_that_says_nothing_of_how_it_relates_two_is_noted(tmp_path):
    verb = {"label": "met", "subject": "actor", "object": "actor|organisation", "step": "", "presence": "neutral"}
    whole = {"acts_as": "", "relation": "", **verb}
    verbs = [{**row, "relation": ""} for row in tiny_tables()["predicates"]]
    verbs += [{"predicate": "met", **whole}, {"predicate": "snubbed", **whole, "relation": "leaves_out"}]
    verbs += [
        {"predicate": "liked", **whole, "object": "evidence"},
        {"predicate": "aided", **whole, "acts_as": "engages"},
    ]
    problem = only(run_check(tiny_study(tmp_path, predicates=verbs)), "verb_relation")
    assert (problem.severity, problem.column) == ("note", "relation")
    assert "met" in problem.what
    assert not any(verb in problem.what for verb in ("snubbed", "liked", "aided", "argues_with"))
