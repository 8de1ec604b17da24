"""Renaming: by a search of all cells in plain Python, there and back, and what cannot be renamed."""

from dataclasses import replace

import pytest

from graphmodel.housekeeping.merging import merge
from graphmodel.housekeeping.renaming import rename
from graphmodel.problems import NotFound, StudyError
from tests.support.full_study import cells, full_tables, snapshot

NO_REFERENCE = {("menus_of_the_week", "cook"), ("menus_of_the_week", "dish"), ("quotes", "text"), ("stages", "order")}
NEW_IDS = {
    "act.cook": "act.chef",
    "org.kitchen": "org.galley",
    "ev.bus_survey": "ev.survey",
    "survey": "surveys",
    "deliver.contract": "deliver.letting",
    "deliver": "serve",
    "fac.distance": "fac.far",
    "ws.renewal": "ws.new",
    "site.north": "site.n",
    "src.cook": "src.head_cook",
    "1.1": "1.2",
    "tool.plan": "tool.planner",
    "obj.cost": "obj.price",
    "cited": "quoted_it",
    "c1": "k1",
}


def test_a_new_id_is_wherever_the_old_one_was_and_nowhere_else() -> None:
    before = snapshot()
    for old, new in NEW_IDS.items():
        plan = rename(before, old, new)
        after = cells(before.changed(plan.change))
        assert after.keys() == cells(before).keys()
        changed = 0
        for place, entries in cells(before).items():
            table, _, column = place
            expected = entries
            if (table, column) not in NO_REFERENCE:
                expected = [new if entry == old else entry for entry in entries]
            assert after[place] == expected, (old, place)
            changed += expected != entries
        assert changed == len(plan.cells) > 0, old
        # There and back again.
        back = rename(before.changed(plan.change), new, old)
        assert before.changed(plan.change).changed(back.change).tables == before.tables, old


def test_rows_with_the_name_in_other_columns_are_counted_and_stay() -> None:
    left = rename(snapshot(), "act.cook", "act.chef").left
    assert left == {("menus_of_the_week", "cook"): 1, ("menus_of_the_week", "dish"): 1, ("quotes", "text"): 1}


def test_a_label_changes_in_its_row_and_where_a_cell_has_it() -> None:
    tables = full_tables()
    tables["claims"][0]["subject"] = "head cook"
    tables["claims"][3]["subject"] = "ACT.COOK"
    tables["ratings"][0]["actor"] = "Head cook"
    before = snapshot(tables)
    plan = rename(before, "Head  Cook", "Chief of the kitchen")
    changed = {(one.table, one.row, one.column): one.after for one in plan.cells}
    new = "Chief of the kitchen"
    assert changed == {("actors", 2, "label"): new, ("claims", 2, "subject"): new, ("ratings", 2, "actor"): new}
    assert plan.left == {("stakeholder_profiles", "label"): 1}
    # With another id, what is written as a label stays, and what is the id in other letters does not.
    plan = rename(before, "act.cook", "act.chef")
    changed = {(one.table, one.row, one.column): one.after for one in plan.cells}
    assert changed["claims", 5, "subject"] == "act.chef"
    assert ("claims", 2, "subject") not in changed
    # A label may change in its case alone.
    assert [one.after for one in rename(before, "act.cook", "HEAD COOK").cells] == ["HEAD COOK"] * 3


def test_a_label_that_would_name_two_nodes_is_refused_and_one_in_another_kind_is_an_id_where_it_matters() -> None:
    tables = full_tables()
    tables["claims"][0]["subject"] = "Head cook"
    tables["ratings"][0]["actor"] = "Head cook"
    before = snapshot(tables)
    with pytest.raises(StudyError, match="merge"):
        rename(before, "act.cook", "catering manager")
    changed = {(one.table, one.column): one.after for one in rename(before, "act.cook", "Central kitchen").cells}
    # A subject may be an organisation too, an actor of a rating not.
    assert changed["claims", "subject"] == "Central kitchen (actor)"
    assert changed["ratings", "actor"] == "Central kitchen"


def test_names_that_are_taken_unknown_or_of_two_are_said() -> None:
    before = snapshot()
    for new in ("act.parents", "org.council"):
        with pytest.raises(StudyError):
            rename(before, "act.cook", new)
    with pytest.raises(NotFound, match=r"act\.cook"):
        rename(before, "act.cok", "act.chef")
    tables = full_tables()
    tables["organisations"][0]["label"] = "Head cook"
    with pytest.raises(StudyError, match=r"org\.council"):
        rename(snapshot(tables), "head cook", "Chef")
    assert rename(snapshot(tables), "head cook", "Chef", kind="actor").change.what
    for wrong in ("act.head cook", "", "act.a;b"):
        with pytest.raises(StudyError):
            rename(before, "act.cook", wrong)
    for same in ("act.cook", "Head cook"):
        assert rename(before, "act.cook", same).is_empty


def test_an_id_of_another_kind_moves_the_row() -> None:
    before = snapshot()
    plan = rename(before, "act.caterer", "org.catering")
    after = before.changed(plan.change)
    assert "act.caterer" not in {row["actor"] for row in after.rows("actors").values()}
    (row,) = (row for row in after.rows("organisations").values() if row["organisation"] == "org.catering")
    assert row["label"] == "Catering manager"
    assert after.rows("claims")[6]["object"] == "org.catering"
    lost = {(one.column, one.other) for one in plan.clashes if one.other}
    assert lost == {("granularity", "role"), ("organisation", "org.caterer")}
    assert {one.table for one in plan.clashes if not one.other} >= {"ratings", "stakeholder_links"}


def test_words_of_vocabularies_and_coders() -> None:
    before = snapshot()
    for kind, old, new in (
        ("focus", "rural", "village"),
        ("coder", "Ben", "Benjamin"),
        ("granularity", "role", "post"),
    ):
        after = cells(before.changed(rename(before, old, new, kind=kind).change))
        for place, entries in cells(before).items():
            named = place[2] in {kind, "field", "granularity"} or (place[0] == "settings" and old in entries)
            assert after[place] == ([new if one == old else one for one in entries] if named else entries), place
    for old, kind in (("villages", "focus"), ("role", "grains")):
        with pytest.raises(NotFound):
            rename(before, old, "towns", kind=kind)
    with pytest.raises(StudyError):
        rename(before, "affirms", "says", kind="polarity")
    # A study that goes by the packaged words gets a list of its own.
    plain = replace(before, settings={key: value for key, value in before.settings.items() if "gran" not in key})
    change = rename(plain, "role", "post", kind="granularity").change
    assert "post" in change.settings["vocabularies.granularity"]
    assert "role" not in change.settings["vocabularies.granularity"]


def test_in_a_study_of_labels_alone_the_labels_change_and_no_table_appears() -> None:
    tables = full_tables()
    labels = {row["actor"]: row["label"] for row in tables["actors"]}
    for row in tables["claims"]:
        row.update({name: labels.get(row[name], row[name]) for name in ("speaker", "subject", "object")})
    tables["codings"] = tables["ratings"] = []
    before = snapshot(tables)
    made = replace(before.tables["actors"], made=True)
    before = replace(before, tables={**before.tables, "actors": made})
    change = rename(before, "Head cook", "Chief cook").change
    assert {*change.tables} >= {"claims"}
    assert "actors" not in change.tables
    named = {text for cells in change.tables["claims"].cells.values() for text in cells.values()}
    assert named == {"Chief cook"}
    change = merge(before, "Head cook", ["Catering manager"]).change
    assert "actors" not in change.tables
    assert change.tables["claims"].cells == {6: {"object": "Head cook"}}
    # An id of one's own needs a table.
    assert rename(before, "Head cook", "act.chief").change.tables["actors"].cells == {2: {"actor": "act.chief"}}


def test_a_label_with_what_tells_two_nodes_apart() -> None:
    tables = full_tables()
    tables["actors"][3]["label"] = "Head cook"
    tables["claims"][0]["subject"] = "Head cook (Central kitchen)"
    tables["claims"][4]["object"] = "head cook (org.caterer)"
    changed = {one.row: one.after for one in rename(snapshot(tables), "act.cook", "Chef").cells}
    assert changed == {2: "Chef"}
    plan = merge(snapshot(tables), "act.caterer", ["act.cook"])
    changed = {(one.row, one.column): one.after for one in plan.cells if one.table == "claims"}
    assert changed[2, "subject"] == "Head cook"
    assert ("claims", "object") not in changed


def test_of_two_alike_the_kind_in_brackets_means_the_one_that_is_within_nothing() -> None:
    tables = full_tables()
    tables["actors"][3].update(label="Head cook", organisation="")
    tables["claims"][0]["subject"] = "Head cook (actor)"
    changed = {(one.table, one.row) for one in rename(snapshot(tables), "act.caterer", "Chef").cells}
    assert ("claims", 2) in changed
    changed = {(one.table, one.row) for one in rename(snapshot(tables), "act.cook", "Chef").cells}
    assert ("claims", 2) not in changed


def test_verbs_of_the_study_may_join_the_kind_that_a_node_has_become() -> None:
    tables = full_tables()
    tables["predicates"][4]["object"] = "actor"
    plan = rename(snapshot(tables), "act.caterer", "org.catering")
    widened = [(one.row, one.column, one.after) for one in plan.cells if one.table == "predicates"]
    assert widened == [(6, "object", "actor|organisation")]
