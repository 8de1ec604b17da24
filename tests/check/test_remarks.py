"""Warnings: what is never used, what is there twice, what nobody knows."""

import time

import pytest

from graphmodel.alike import likely_duplicates
from tests.support.checking import errors, of_rule, run_check
from tests.support.studies import tiny_study, with_row


def test_nodes_without_claims_are_one_warning_per_table(tmp_path):
    check = run_check(tiny_study(tmp_path))
    # org.caterer is named only by an actor; org.kitchen by c4 (about), org.council by c2 and c3.
    (problem,) = of_rule(check, "node_without_claims")
    assert (problem.severity, problem.table) == ("warning", "organisations")
    assert "1 of 3 organisations: org.caterer" in problem.what


def test_codes_that_no_claim_has(tmp_path):
    check = run_check(tiny_study(tmp_path, codebook=with_row("codebook", code="3", label="Tasting")))
    (problem,) = of_rule(check, "unused_code")
    assert "1 of 4 codes: 3" in problem.what
    assert errors(check) == []


def test_many_unused_nodes_name_the_first_five(tmp_path):
    rows = with_row("factors", factor="fac.idle0", label="Idle 0")
    rows += [{"factor": f"fac.idle{i}", "label": f"Idle {i}"} for i in range(1, 9)]
    (problem,) = [
        p for p in of_rule(run_check(tiny_study(tmp_path, factors=rows)), "node_without_claims") if p.table == "factors"
    ]
    assert "9 of 11 factors: fac.idle0, fac.idle1, fac.idle2, fac.idle3, fac.idle4 and 4 more" in problem.what


def test_labels_that_are_likely_to_mean_the_same(tmp_path):
    rows = with_row("factors", factor="fac.far", label="Kitchens are far from village school")
    rows.append({"factor": "fac.keen", "label": "one  keen COOK."})
    found = of_rule(run_check(tiny_study(tmp_path, factors=rows)), "likely_duplicate")
    assert [(p.severity, p.table, p.row) for p in found] == [("warning", "factors", 5), ("warning", "factors", 4)]
    assert "row 3" in found[0].what
    assert "row 2" in found[1].what


def test_the_theme_of_a_code_makes_its_label_like_no_other(tmp_path):
    theme = "What the district is to do / Curriculum and instruction / Subjects"
    codes = [("1", "Geometry", theme), ("2", "Math", theme), ("3", "Maths lessons", theme), ("4", "Geometry", "Other")]
    rows = [{"code": code, "label": label, "theme": of} for code, label, of in codes]
    rows.append({"code": "5", "label": "geometry.", "theme": theme})
    found = of_rule(run_check(tiny_study(tmp_path, codebook=rows)), "likely_duplicate")
    assert [p.row for p in found if p.table == "codebook"] == [6]


def test_an_unknown_table_is_kept(tmp_path):
    check = run_check(tiny_study(tmp_path, menus="menu,price\nSoup,2\n", actrs="actor,label\n"))
    found = {p.table: p for p in of_rule(check, "unknown_table")}
    assert found["menus"].severity == "warning"
    assert "actors" in found["actrs"].remedy
    assert check.tables["menus"]["price"].to_pylist() == ["2"]
    assert check.counts["menus"].read == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Case study 1 of the north", "Case study 2 of the north"),
        ("Commissioners were involved in the plans", "Commissioners were not involved in the plans"),
        ("Costs", "Coats"),
        ("Trust board", "Trust bard"[:6]),
    ],
)
def test_labels_that_differ_in_numbers_or_short_words(one, other):
    assert list(likely_duplicates([one, other])) == []


def test_equal_labels_point_to_the_first():
    assert list(likely_duplicates(["Audit", "", "audit", "", "AUDIT!"])) == [(0, 2), (0, 4)]


@pytest.mark.slow
def test_twenty_thousand_labels_do_not_take_long():
    labels = [
        f"Barrier to the use of evidence in work with {'abcdefghij'[i % 10] * 9} number {i}" for i in range(20_000)
    ]
    before = time.perf_counter()
    assert list(likely_duplicates(labels)) == []
    assert time.perf_counter() - before < 10  # about one second; each against each would take minutes
