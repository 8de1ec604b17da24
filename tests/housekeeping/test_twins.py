"""Twins: labels alike in one kind, what sets them apart, and which one counts as the first."""

from graphmodel.housekeeping.twins import twins
from tests.support.full_study import full_tables, snapshot
from tests.support.studies import Rows


def with_actors(*rows: dict[str, str]) -> dict[str, Rows]:
    tables = full_tables()
    tables["actors"] += [{"granularity": "role", "organisation": "", "hair": "", **row} for row in rows]
    return tables


def test_labels_alike_are_twins_of_which_the_first_has_more_claims() -> None:
    assert twins(snapshot()) == []
    for label in ("head cook", "HEAD-COOK", "Cook, head", "Héad cook"):
        (pair,) = twins(snapshot(with_actors({"actor": "act.a", "label": label})))
        assert (pair.node.id, pair.other.id, pair.set_apart) == ("act.cook", "act.a", "")
        assert (pair.claims, pair.other_claims) == (("c1", "c4", "c5"), ())
        assert pair.item.options == ("merge into act.cook", "merge into act.a", "keep apart")
    for label in ("Head cook 2", "Not head cook", "Catering"):
        assert twins(snapshot(with_actors({"actor": "act.a", "label": label}))) == []


def test_the_order_of_rows_changes_nothing() -> None:
    tables = with_actors({"actor": "act.a", "label": "Head Cook"}, {"actor": "act.b", "label": "Parents group"})
    pairs = [(pair.node.id, pair.other.id) for pair in twins(snapshot(tables))]
    tables["actors"].reverse()
    assert [(pair.node.id, pair.other.id) for pair in twins(snapshot(tables))] == pairs
    assert {*pairs} == {("act.cook", "act.a"), ("act.parents", "act.b")}


def test_what_the_study_sets_apart_comes_last_with_the_reason() -> None:
    tables = with_actors({"actor": "act.a", "label": "Head cook", "organisation": "org.caterer"})
    tables["organisations"] += [
        {"organisation": "org.unit", "label": "County Council", "kind": "", "part_of": "org.council"},
        {"organisation": "org.some", "label": "Contract caterer (unspecified)", "kind": "", "part_of": ""},
        {"organisation": "org.galley", "label": "Central Kitchen", "kind": "", "part_of": ""},
    ]
    pairs = {(pair.node.id, pair.other.id): pair.set_apart for pair in twins(snapshot(tables))}
    assert pairs[("org.council", "org.unit")] == "one is part of the other"
    assert pairs[("act.cook", "act.a")] == "different organisation"
    assert pairs[("org.kitchen", "org.galley")] == ""
    assert next(iter(pairs)) == ("org.kitchen", "org.galley")
    assert ("org.caterer", "org.some") not in pairs
    tables["evidence"].append({**tables["evidence"][2], "evidence": "ev.other", "label": "Menus of other counties!"})
    tables["evidence"][-1]["instance"] = "item"
    (pair,) = (pair for pair in twins(snapshot(tables)) if pair.node.kind == "evidence")
    assert pair.set_apart == "a class and one of it"


def test_short_labels_are_twins_if_a_letter_is_too_many_or_misplaced() -> None:
    for label, others in {"Review": ("Reviewe", "Rveiew", "Reviews"), "Buying": ("Buyng",)}.items():
        for other in others:
            tables = full_tables()
            tables["stages"] = [
                {"stage": f"s{n}", "label": text, "phase": f"s{n}", "order": str(n)}
                for n, text in enumerate((label, other), 1)
            ]
            (pair,) = (pair for pair in twins(snapshot(tables)) if pair.node.kind == "stage")
            assert {pair.node.label, pair.other.label} == {label, other}
    for labels in (("Cook", "Cooks"), ("Nurse", "Purse"), ("Step 1", "Step 11")):
        rows = [{"actor": f"act.{n}", "label": label} for n, label in enumerate(labels)]
        assert twins(snapshot(with_actors(*rows))) == [], labels
