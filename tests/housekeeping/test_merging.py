"""Merging and splitting: what names a node afterwards is what named either before, counted in plain Python."""

from itertools import combinations

import pytest

from graphmodel.housekeeping.merging import merge
from graphmodel.housekeeping.records import FormerName, former_names
from graphmodel.housekeeping.splitting import Moving, split
from graphmodel.problems import NotFound, StudyError
from graphmodel.snapshot import Snapshot
from tests.support.full_study import cells, full_tables, snapshot
from tests.support.studies import Rows

_PLAIN = {"label", "text", "dish", "cook", "order", "also_called"}


def claims_that_name(study: Snapshot, node: str) -> set[str]:
    return {row["claim"] for row in study.rows("claims").values() for text in row.values() if node in text.split(";")}


def places_of(study: Snapshot, node: str) -> int:
    """Cells outside of the node tables that name a node."""
    return sum(node in entries for (*_, column), entries in cells(study).items() if column not in _PLAIN)


def with_ends(**ends: dict[str, str]) -> dict[str, Rows]:
    tables = full_tables()
    for row in tables["claims"]:
        row.update(ends.get(row["claim"], {}))
    return tables


@pytest.mark.slow
def test_the_claims_of_both_are_those_of_the_one_that_stays() -> None:
    for table in ("actors", "organisations", "evidence", "stages", "factors", "sources", "codebook", "predicates"):
        before = snapshot()
        ids = [next(iter(row.values())) for row in before.rows(table).values()]
        for keep, other in [*combinations(ids, 2), *combinations(ids[::-1], 2)]:
            after = before.changed(merge(before, keep, [other]).change)
            assert claims_that_name(after, keep) == claims_that_name(before, keep) | claims_that_name(before, other)
            assert not places_of(after, other), (keep, other)
            gone = sum(len(rows.rows) for rows in before.tables.values()) - sum(
                len(rows.rows) for rows in after.tables.values()
            )
            assert gone >= 1
            assert len(after.rows("claims")) == len(before.rows("claims"))


def test_the_row_that_stays_is_filled_and_says_what_clashes() -> None:
    tables = full_tables()
    tables["actors"][2] |= {"organisation": "org.council", "hair": "none"}
    before = snapshot(tables)
    plan = merge(before, "Parents' group", ["act.cook"])
    after = before.changed(plan.change)
    row = next(row for row in after.rows("actors").values() if row["actor"] == "act.parents")
    assert row == {
        "actor": "act.parents", "label": "Parents' group", "granularity": "group", "organisation": "org.council",
        "hair": "none", "also_called": "Head cook",
    }  # fmt: skip
    clashes = {(one.column, one.kept, one.other) for one in plan.clashes if one.table == "actors"}
    assert clashes == {
        ("granularity", "group", "role"),
        ("organisation", "org.council", "org.kitchen"),
        ("hair", "none", "grey"),
    }
    assert former_names(after.records) == [
        FormerName("actor", "act.cook", "act.parents"),
        FormerName("actor", "Head cook", "act.parents"),
    ]
    # A list has each entry once, and two profiles of one actor are one.
    (objection,) = after.rows("objections").values()
    assert objection["raised_by"] == "act.parents;act.caterer"


def test_rows_about_the_same_are_one_or_are_shown() -> None:
    plan = merge(snapshot(), "act.cook", ["act.caterer"])
    after = snapshot().changed(plan.change)
    by_table = {name: [one for one in plan.clashes if one.table == name] for name in after.tables}
    # src.minutes rates both low: one row stays. Both profiles become one, of which the lists are joined.
    assert [row["source"] for row in after.rows("ratings").values()] == ["src.cook", "src.minutes"]
    assert len(by_table["ratings"]) == 1
    (profile,) = after.rows("stakeholder_profiles").values()
    assert (profile["actors"], profile["stages"]) == ("act.cook", "plan.survey;deliver.contract;deliver")
    # What one says to the other, it would say to itself.
    assert after.rows("stakeholder_links")[2]["from"] == after.rows("stakeholder_links")[2]["to"] == "act.cook"
    tables = full_tables()
    tables["ratings"][2]["value"] = "high"
    plan = merge(snapshot(tables), "act.cook", ["act.caterer"])
    (clash,) = (one for one in plan.clashes if one.table == "ratings")
    assert clash.rows == (3, 4)
    assert ("low" in clash.kept, "high" in clash.other) == (True, True)


def test_a_claim_that_would_join_a_node_to_itself_is_shown_and_so_are_claims_alike() -> None:
    before = snapshot(with_ends(c5={"subject": "act.cook", "object": "act.caterer"}))
    shown = [one for one in merge(before, "act.cook", ["act.caterer"]).clashes if one.table == "claims"]
    assert [(one.rows, one.column) for one in shown] == [((6,), "subject")]
    tables = with_ends(c5={"subject": "act.parents", "object": "ev.menus"})
    tables["claims"].append({**tables["claims"][4], "claim": "c7", "subject": "act.councillor"})
    shown = [one for one in merge(snapshot(tables), "act.parents", ["act.councillor"]).clashes if not one.column]
    assert [one.rows for one in shown if one.table == "claims"] == [(6, 8)]


def test_a_part_becomes_its_whole_and_the_reverse() -> None:
    for keep, other in (("org.council", "org.kitchen"), ("org.kitchen", "org.council")):
        before = snapshot()
        after = before.changed(merge(before, keep, [other]).change)
        parts = {row["organisation"]: row["part_of"] for row in after.rows("organisations").values()}
        assert parts == {keep: "", "org.caterer": ""}
    tables = full_tables()
    tables["organisations"].append({"organisation": "org.all", "label": "All", "kind": "", "part_of": ""})
    tables["organisations"][0]["part_of"] = "org.all"
    before = snapshot(tables)
    after = before.changed(merge(before, "org.kitchen", ["org.council"]).change)
    assert {row["organisation"]: row["part_of"] for row in after.rows("organisations").values()} == {
        "org.kitchen": "org.all", "org.caterer": "", "org.all": "",
    }  # fmt: skip


def test_only_nodes_of_one_kind_and_not_one_with_itself() -> None:
    before = snapshot()
    for keep, others in (("act.cook", ["org.council"]), ("act.cook", ["act.cook"]), ("c1", ["c2"])):
        with pytest.raises(StudyError):
            merge(before, keep, others)
    with pytest.raises(NotFound):
        merge(before, "act.cook", ["act.nobody"])
    tables = full_tables()
    for row in (tables["organisations"][0], tables["actors"][1]):
        row["label"] = "Council"
    # A label of two kinds means the one of the kind that stays.
    assert merge(snapshot(tables), "act.cook", ["council"]).change.what == "act.councillor became act.cook"


def test_labels_in_cells_name_the_one_that_stays() -> None:
    before = snapshot(with_ends(c1={"subject": "catering manager"}))
    after = before.changed(merge(before, "act.cook", ["act.caterer"]).change)
    assert after.rows("claims")[2]["subject"] == "Head cook"


def test_a_verb_takes_the_place_of_another() -> None:
    before = snapshot()
    plan = merge(before, "cited", ["gathered"])
    after = before.changed(plan.change)
    verbs = [row["predicate"] for row in after.rows("predicates").values()]
    assert verbs == ["cited", "sidelined", "asserts", "argues_with"]
    assert [row["predicate"] for row in after.rows("claims").values()].count("cited") == 3
    assert "also_called" not in after.tables["predicates"].columns
    assert {one.column for one in plan.clashes if one.table == "predicates"} == {"step", "acts_as"}
    assert after.rows("predicates")[3]["subject"] == "actor|organisation|workstream"
    after = before.changed(merge(before, "asserts", ["argues_with"]).change)
    assert after.rows("predicates")[5]["object"] == "factor|actor|organisation"


def test_a_split_moves_the_chosen_claims_and_what_names_them() -> None:
    before = snapshot()
    plan = split(before, "act.cook", "act.chef", Moving(claims=["c1"]), label="Chef")
    after = before.changed(plan.change)
    assert claims_that_name(after, "act.chef") == {"c1"}
    assert claims_that_name(after, "act.cook") == {"c4", "c5"}
    assert places_of(before, "act.cook") + 1 == places_of(after, "act.cook") + places_of(after, "act.chef")
    assert [row["speaker"] for row in after.rows("quotes").values()] == ["act.chef", ""]
    assert [row["subject"] for row in after.rows("codings").values()] == ["act.chef", "act.parents"]
    new = next(row for row in after.rows("actors").values() if row["actor"] == "act.chef")
    assert (new["label"], new["organisation"]) == ("Chef", "org.kitchen")
    stays = sum(plan.stays.values())
    assert stays == places_of(after, "act.cook") - 1  # without its own row


def test_a_split_by_source_takes_its_ratings_and_by_cells_only_claims() -> None:
    before = snapshot()
    after = before.changed(split(before, "act.cook", "act.chef", Moving(sources=["Interview with the cook"])).change)
    assert claims_that_name(after, "act.cook") == set()
    assert [row["actor"] for row in after.rows("ratings").values()] == ["act.chef", "act.cook", "act.caterer"]
    after = before.changed(split(before, "act.cook", "act.chef", Moving(where={"codes": "1.1"})).change)
    assert claims_that_name(after, "act.chef") == {"c1", "c4"}
    with pytest.raises(NotFound, match="codes"):
        split(before, "act.cook", "act.chef", Moving(where={"code": "1.1"}))
    for wrong in (Moving(["c2"]), Moving()):
        with pytest.raises(StudyError):
            split(before, "act.cook", "act.chef", wrong)
    with pytest.raises(StudyError):
        split(before, "act.cook", "act.parents", Moving(["c1"]))
