"""Joining: a study with itself, studies apart, two coders, ids in each other's way."""

import copy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.housekeeping.joined_rows import Joined
from graphmodel.housekeeping.joining import join
from graphmodel.problems import StudyError
from graphmodel.queue import SETTLED, WAITING, QueueItem, items_text, read_items
from graphmodel.snapshot import Snapshot
from tests.support.full_study import full_tables, snapshot
from tests.support.studies import Rows
from tests.support.tiers import examples

Tables = dict[str, Rows]


def rows_of(study: Snapshot, table: str) -> Rows:
    return [dict(row) for row in study.rows(table).values()]


def joined(first: Tables, second: Tables, *coders: str) -> Joined:
    return join(snapshot(first), snapshot(second), (coders[0], coders[1]) if coders else ("", ""))


def changed(tables: Tables, table: str, key: str, **cells: str) -> Tables:
    tables = copy.deepcopy(tables)
    next(row for row in tables[table] if next(iter(row.values())) == key).update(cells)
    return tables


def test_a_study_joined_with_itself_is_itself() -> None:
    one = joined(full_tables(), full_tables())
    assert one.study == snapshot()
    assert not [*one.clashes, *one.items, *one.same, *one.renumbered, *one.coded_by_both, *one.settings]
    assert {name: account.agreed for name, account in one.accounts.items()} == {
        name: len(rows) for name, rows in full_tables().items()
    }


@settings(max_examples=examples(25))
@given(st.data())
def test_each_row_of_either_is_there_once(data: st.DataObject) -> None:
    """Two parts of one study: every claim and node comes back, whichever part has it and whichever comes first."""
    whole = full_tables()
    parts: list[Tables] = []
    for _ in range(2):
        kept = data.draw(st.sets(st.sampled_from([row["claim"] for row in whole["claims"]])))
        parts.append(
            {**whole, "claims": [row for row in whole["claims"] if row["claim"] in kept] or whole["claims"][:1]}
        )
    for first, second in (parts, parts[::-1]):
        one = joined(first, second)
        ids = {row["claim"] for part in parts for row in part["claims"]}
        expected = [row for row in whole["claims"] if row["claim"] in ids]
        assert sorted(rows_of(one.study, "claims"), key=repr) == sorted(expected, key=repr)
        assert not one.renumbered
        account = one.accounts["claims"]
        assert account.agreed + account.only_first == len(first["claims"])
        assert account.agreed + account.only_second == len(second["claims"])


def test_nodes_with_the_same_label_are_one_and_what_names_them_follows() -> None:
    second = full_tables()
    for rows in second.values():
        for row in rows:
            for column, text in row.items():
                if column not in {"dish", "text", "summary"}:
                    row[column] = ";".join("act.the_cook" if part == "act.cook" else part for part in text.split(";"))
    second["menus_of_the_week"] = full_tables()["menus_of_the_week"]
    one = joined(full_tables(), second)
    assert one.study == snapshot()
    assert [(node.id_before, node.id) for node in one.same] == [("act.the_cook", "act.cook")]


def test_ids_that_two_people_gave_to_different_nodes() -> None:
    """Both number their nodes: labels decide, and an id in the way is changed."""
    first = full_tables()
    second = full_tables()
    second["actors"][0]["label"], second["actors"][1]["label"] = "Councillor for education", "Head cook"
    one = joined(first, second, "Ann", "Ben")
    assert [row["label"] for row in rows_of(one.study, "actors")] == [row["label"] for row in first["actors"]]
    assert {(node.id_before, node.id) for node in one.same} == {
        ("act.cook", "act.councillor"),
        ("act.councillor", "act.cook"),
    }
    second = full_tables()
    second["actors"][1]["label"], second["actors"][0]["label"] = "Head cook", "Dietician"
    one = joined(first, second, "Ann", "Ben")
    assert [(row["actor"], row["label"]) for row in rows_of(one.study, "actors")][4:] == [("act.cook_2", "Dietician")]


def test_a_cell_that_clashes_is_asked_about_and_one_that_is_empty_takes_the_other() -> None:
    first = changed(full_tables(), "actors", "act.parents", hair="none")
    second = changed(full_tables(), "actors", "act.cook", hair="black")
    one = joined(first, second)
    row = next(row for row in rows_of(one.study, "actors") if row["actor"] == "act.cook")
    assert row["hair"] == "grey"
    assert [(item.kind, item.options) for item in one.items] == [("clash", ("grey", "black"))]
    (turned,) = joined(second, first).clashes
    assert (turned.kept, turned.other) == ("black", "grey")
    assert one.accounts["actors"].clashes == 1


def coded(coder: str, **cells: str) -> Tables:
    tables = {name: rows for name, rows in full_tables().items() if name not in {"codings", "quotes", "decisions"}}
    for row in tables["claims"]:
        row["coder"] = coder
    tables["claims"][0].update(cells)
    return tables


def test_what_two_coders_say_of_a_unit_is_in_codings_and_never_a_second_claim() -> None:
    first, second = coded("Ann"), coded("Ben", polarity="denies", stage="", summary="The cook asked all the schools.")
    for one in (joined(first, second), joined(coded(""), coded("", polarity="denies", stage=""), "Ann", "Ben")):
        assert [row["claim"] for row in rows_of(one.study, "claims")] == ["c1", "c2", "c3", "c4", "c5", "c6"]
        assert {row["coder"] for row in rows_of(one.study, "claims")} == {"Ann"}
        codings = rows_of(one.study, "codings")
        assert len(codings) == 12
        by_coder = {row["coder"]: row for row in codings if row["claim"] == "c1"}
        assert (by_coder["Ann"]["polarity"], by_coder["Ben"]["polarity"]) == ("affirms", "denies")
        assert (by_coder["Ann"]["stage"], by_coder["Ben"]["stage"]) == ("plan.survey", "")
        assert [unit[3] for unit in one.coded_by_both if unit[3]] == [("stage", "polarity")]
        assert not one.items
    with pytest.raises(StudyError):
        joined(coded(""), coded("", polarity="denies"))
    # One coder who changed her mind is asked.
    (item,) = joined(coded("Ann"), coded("Ann", polarity="denies")).items
    assert (item.facts["column"], item.options) == ("polarity", ("affirms", "denies"))


def test_a_passage_that_each_coded_once_under_an_id_of_her_own_is_one_unit() -> None:
    first = {**coded("Ann", locator="p. 3"), "coding_notes": []}
    second = {
        **coded("Ben", locator="p. 3", claim="x1", subject="act.parents", summary="Other words"),
        "coding_notes": [],
    }
    one = joined(first, second)
    assert [row["claim"] for row in rows_of(one.study, "claims")] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    (unit,) = (unit for unit in one.coded_by_both if unit[3])
    assert (unit[0], unit[3]) == ("c1", ("subject",))
    (note,) = (row["note"] for row in rows_of(one.study, "codings") if row["note"])
    assert "Other words" in note


def test_a_claim_with_the_id_of_another_gets_a_new_one_and_so_does_what_names_it() -> None:
    second = full_tables()
    second["claims"][0].update(
        source="src.minutes", summary="Quite another thing", subject="act.parents", object="ev.menus"
    )
    second["claims"][0]["event"] = "e1"
    first = full_tables()
    first["claims"][1]["event"] = "e1"
    one = joined(first, second)
    assert one.renumbered == [("c1", "c1_2")]
    assert len(rows_of(one.study, "claims")) == 7
    assert rows_of(one.study, "claims")[-1]["event"] == "e1_2"
    assert [row["claim"] for row in rows_of(one.study, "codings")] == ["c1", "c1", "c1_2", "c1_2"]
    assert [(row["quote"], row["claim"]) for row in rows_of(one.study, "quotes")] == [
        ("q1", "c1"),
        ("q2", "c2"),
        ("q1_2", "c1_2"),
    ]


def test_settings_that_differ_are_listed() -> None:
    first, second = snapshot(), snapshot()
    second = Snapshot(second.tables, {**second.settings, "title": "Another", "focus.values": ["urban", "coastal"]})
    one = join(first, second)
    assert one.study.settings["focus.values"] == ["urban", "rural", "mixed", "coastal"]
    assert one.study.settings["title"] == first.settings["title"]
    assert {key for key, *_ in one.settings} == {"title", "focus.values"}


def test_nodes_alike_of_which_each_study_has_one_are_twins() -> None:
    second = full_tables()
    second["actors"].append({**second["actors"][0], "actor": "act.head_cooks", "label": "The head cooks"})
    second["actors"][-1]["label"] = "Cook, head"
    (pair,) = joined(full_tables(), second).twins
    assert {pair.node.id, pair.other.id} == {"act.cook", "act.head_cooks"}


def test_what_either_has_settled_is_settled_and_what_either_waits_for_waits() -> None:
    def item(node: str, other: str, decision: str = "") -> QueueItem:
        facts = {"kind": "actor", "node": node, "other": other}
        return QueueItem("twin", f"actor {node} {other}", "Same?", ("yes", "keep apart"), "", "", facts, decision)

    first = snapshot()
    waits = [item("act.cook", "act.parents"), item("act.caterer", "act.parents")]
    first = replace(first, records={WAITING: items_text(waits), "map.toml": "of her sheet"})
    tables = full_tables()
    for name in ("actors", "claims", "ratings", "codings", "profiles", "stakeholder_profiles", "stakeholder_links"):
        for row in tables[name]:
            row.update({key: "act.chef" if text == "act.cook" else text for key, text in row.items()})
    second = replace(snapshot(tables), records={SETTLED: items_text([item("act.chef", "act.parents", "keep apart")])})
    records = join(first, second, ("Ann", "Ben")).study.records
    assert {*records} == {WAITING, SETTLED}
    assert [one.facts["node"] for one in read_items(records[WAITING])] == ["act.caterer"]
    assert [one.id for one in read_items(records[SETTLED])] == [waits[0].id]
