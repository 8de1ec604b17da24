"""Champion dependence: against taking claims out and asking for the states again, and by hand."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.analysis.dependence import ANY_PHASE, BASES, REACHED, SPEAKS, TAKES_PART, dependence
from graphmodel.frames.evidence import item_states
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.settings import Focus
from tests.conftest import OpenOther
from tests.support import raw
from tests.support.answers import as_rows, row_where
from tests.support.frames import FOCUS, claim, made_frames
from tests.support.tiers import examples

MEALS = Path(__file__).parent.parent / "data" / "county_meals"
ACTORS = ("act.a", "act.b", "org.c")
ITEMS = {"ev.one": "urban", "ev.two": "rural"}

CLAIMS = st.lists(
    st.builds(
        lambda who, verb, item, polarity, stage, speaker, certainty: claim(
            who, verb, item, polarity=polarity, stage=stage, speaker=speaker, certainty=certainty
        ),
        st.sampled_from([*ACTORS, "ws.w"]),
        st.sampled_from(["applied", "ignored", "contested"]),
        st.sampled_from(list(ITEMS)),
        st.sampled_from(["affirms", "denies", "mixed"]),
        st.sampled_from(["plan.ask", "buy", None]),
        st.sampled_from(["act.a", "act.b", None]),
        st.sampled_from(["stated", "stated", "normative"]),
    ),
    max_size=12,
)


def study_of(claims: list[dict[str, object]], focus: Focus = FOCUS) -> StudyFrames:
    """A study with these claims in which every actor is known whether or not a claim names it."""
    known = [claim(actor, "works_with", actor) for actor in ACTORS]
    made = made_frames([*claims, *known], ITEMS, focus=focus)

    def nodes(kind: str) -> pd.DataFrame:
        found = made.read_nodes(kind)
        return found.assign(kind=pd.Series(kind, index=found.index, dtype="str"))

    return StudyFrames(nodes, made.read_edges, made.settings)


def reached(claims: list[dict[str, object]]) -> set[tuple[str, str]]:
    states = item_states(study_of(claims))
    return {(row["evidence"], row["phase"]) for row in as_rows(states) if row["state"] in REACHED}


def is_theirs(row: Mapping[str, object], actor: str, basis: str) -> bool:
    return actor in ((row["subject"], row["object"]) if basis == TAKES_PART else (row["speaker"],))


@pytest.mark.slow
@given(CLAIMS)
@settings(deadline=None, max_examples=examples(6))
def test_what_rests_on_an_actor_is_not_reached_without_their_claims(claims: list[dict[str, object]]) -> None:
    whole = reached(claims)
    wanted = set()
    for basis in BASES:
        for actor in ACTORS:
            without = reached([row for row in claims if not is_theirs(row, actor, basis)])
            lost = whole - without
            wanted |= {(basis, item, phase, actor) for item, phase in lost}
            left = {item for item, _ in whole & without}
            wanted |= {(basis, item, ANY_PHASE, actor) for item, _ in lost if item not in left}
    items = dependence(study_of(claims))["items"]
    assert {(row["basis"], row["evidence"], row["phase"], row["actor"]) for row in as_rows(items)} == wanted


def _phases(phase: str) -> set[str]:
    return {"plan", "buy"} if phase == ANY_PHASE else {phase}


def carrying(claims: list[dict[str, object]], item: str, phases: set[str]) -> list[dict[str, object]]:
    """Claims that say, wholly or in part, that an item was there, at some phases."""
    signs = {("applied", "affirms"), ("applied", "mixed"), ("ignored", "denies"), ("ignored", "mixed")}
    phase_of = {"plan.ask": "plan", "buy": "buy"}
    return [
        row
        for row in claims
        if row["object"] == item and (row["predicate"], row["polarity"]) in signs
        if row["certainty"] != "normative" and phase_of.get(str(row["stage"])) in phases
    ]


def can_tell(own: list[dict[str, object]], basis: str) -> bool:
    """Two claims or more, and for those who speak all with a speaker."""
    return len(own) > 1 and (basis == TAKES_PART or all(row["speaker"] for row in own))


@pytest.mark.slow
@given(CLAIMS)
@settings(deadline=None, max_examples=examples(5))
def test_tables_agree_with_each_other(claims: list[dict[str, object]]) -> None:
    found = dependence(study_of(claims))
    items = as_rows(found["items"])
    whole = reached(claims)
    for row in as_rows(found["focus"]):
        of = [i for i in items if all(i[name] == row[name] for name in ("basis", "focus", "phase"))]
        here = {e for e, phase in whole if row["phase"] in {phase, ANY_PHASE} and ITEMS.get(e) == row["focus"]}
        carry = {}
        for item in here:
            phases = {phase for other, phase in whole if other == item} & _phases(row["phase"])
            carry[item] = carrying(claims, item, phases)
        tested = {item for item, own in carry.items() if can_tell(own, row["basis"])}
        assert row["reported_once"] == sum(len(own) == 1 for own in carry.values())
        assert row["items"] == sorted({i["evidence"] for i in of} & tested)
        assert {i["evidence"] for i in of if i["reported_once"]} == {i["evidence"] for i in of} - tested
        assert (row["n_reached"], row["n_tested"]) == (len(here), len(tested))
        assert row["n_resting_on_one"] == len(row["items"])
        assert row["share"] == (len(row["items"]) / len(tested) if tested else None)
    for row in as_rows(found["actors"]):
        theirs = [own for own in claims if is_theirs(own, row["actor"], row["basis"])]
        theirs = [own for own in theirs if own["certainty"] != "normative"]
        touched = {own["object"] for own in theirs}
        of = [i for i in items if (i["basis"], i["actor"]) == (row["basis"], row["actor"])]
        broken = {i["evidence"] for i in of if i["phase"] != ANY_PHASE and not i["reported_once"]}
        tested = {e for e, phase in whole if can_tell(carrying(claims, e, {phase}), row["basis"])}
        assert (row["n_claims"], row["n_items_touched"]) == (len(theirs), len(touched))
        assert row["n_reached"] == len(touched & {e for e, _ in whole})
        assert (row["items"], row["n_break"]) == (sorted(broken), len(broken))
        assert row["n_tested"] == len(touched & tested)
        assert row["share"] == (len(broken) / row["n_tested"] if row["n_tested"] else None)
        assert row["n_break_wholly"] == sum(i["phase"] == ANY_PHASE and not i["reported_once"] for i in of)


@pytest.fixture
def meals(open_other: OpenOther) -> Result:
    opened: gm.OpenStudy = open_other(MEALS)
    return opened.dependence()


def test_county_meals_by_hand(meals: Result) -> None:
    """What the claims m01 to m23 say, read in claims.csv; the funnel of test_other_study has the states.

    At plan: m13 plate_waste by the kitchen, nobody speaking; m19 allergy_audit by the committee, nobody
    speaking; m01 m02 bus_survey and m08 farm_list by the cook, m11 snow_log by the kitchen, reported by the
    cook; m23 menus. taste_panel (m21, m22) is disputed, so it has not reached.
    """
    items = {(row["basis"], row["evidence"], row["phase"]): row["actor"] for row in as_rows(meals["items"])}
    plan = {(basis, item): who for (basis, item, phase), who in items.items() if phase == "plan"}
    assert plan == {
        (TAKES_PART, "ev.plate_waste"): "org.kitchen",
        (TAKES_PART, "ev.allergy_audit"): "act.meals_committee",
        (TAKES_PART, "ev.bus_survey"): "act.cook",
        (TAKES_PART, "ev.farm_list"): "act.cook",
        (TAKES_PART, "ev.snow_log"): "org.kitchen",
        (TAKES_PART, "ev.menus"): "act.cook",
        (SPEAKS, "ev.bus_survey"): "act.cook",
        (SPEAKS, "ev.farm_list"): "act.cook",
        (SPEAKS, "ev.snow_log"): "act.cook",
        (SPEAKS, "ev.menus"): "act.cook",
    }
    # m13 and m14 carry plate_waste at two phases, each by another body: it would reach one without either.
    assert (TAKES_PART, "ev.plate_waste", ANY_PHASE) not in items
    # m15 joins the data to a product: it names nobody, and the officer tells it.
    assert (TAKES_PART, "ev.till_data", "buy") not in items
    assert items[SPEAKS, "ev.till_data", ANY_PHASE] == "act.buyer"


def test_one_focus_beside_the_other(meals: Result) -> None:
    names = ("n_reached", "reported_once", "n_tested", "n_resting_on_one", "share", "on_an_actor", "nobody_named")

    def row(basis: str, focus: str) -> list[object]:
        found = row_where(meals["focus"], basis=basis, focus=focus, phase=ANY_PHASE)
        return [found[name] for name in names]

    # bus_survey alone has two claims, both of the cook; farm_list and snow_log are reported once.
    assert row(TAKES_PART, "rural") == [3, 2, 1, 1, 1.0, 1, 0]
    # queue_count and till_data are reported once; plate_waste and allergy_audit have two each, of two bodies.
    assert row(TAKES_PART, "urban") == [4, 2, 2, 0, 0.0, 0, 0]
    assert row(SPEAKS, "rural") == [3, 2, 1, 1, 1.0, 1, 0]
    # plate_waste (m13, m14) and allergy_audit (m19) have claims without a speaker.
    assert row(SPEAKS, "urban") == [4, 2, 0, 0, None, 0, 2]
    assert any("1 of 1 rural items (reported once: 2 more of 3); 0 of 2 urban items" in note for note in meals.notes)


def test_an_actor_by_hand(meals: Result) -> None:
    """The kitchen: m11 and m12 on snow_log, m13 plate_waste, m17 queue_count; all three reached a phase."""
    row = row_where(meals["actors"], basis=TAKES_PART, actor="org.kitchen")
    # Each carries its phases alone, so that all three can tell nothing.
    assert (row["items"], row["n_break"], row["n_break_wholly"], row["reported_once"]) == ([], 0, 0, 3)
    assert (row["n_items_touched"], row["n_reached"], row["n_tested"], row["share"]) == (3, 3, 0, None)
    assert row["claims"] == ["m11", "m12", "m13", "m17"]


@pytest.mark.slow
def test_the_bundled_study_over_its_tables(bundled: StudyFrames) -> None:
    signed: dict[tuple[str, str], list[raw.Row]] = {}
    for row in raw.claims():
        if row["sign"] and row["phase"]:
            for item in {row["subject"], row["object"]} & set(raw.nodes("evidence")):
                signed.setdefault((item, row["phase"]), []).append(row)
    wanted = set()
    n_reached = set()
    for (item, phase), rows in signed.items():
        signs = {row["sign"] for row in rows}
        carrying = [row for row in rows if row["sign"] != "minus"]
        if "minus" in signs or not carrying:
            continue
        n_reached.add(item)
        for actor in {*raw.nodes("actors"), *raw.nodes("organisations")}:
            for basis in BASES:
                if all(is_theirs(row, actor, basis) for row in carrying):
                    wanted.add((basis, item, phase, actor, tuple(raw.ids(carrying))))
    found = dependence(bundled)
    rows = [row for row in as_rows(found["items"]) if row["phase"] != ANY_PHASE]
    assert {(r["basis"], r["evidence"], r["phase"], r["actor"], tuple(r["claims"])) for r in rows} == wanted
    whole = found["focus"][found["focus"]["phase"].eq(ANY_PHASE) & found["focus"]["basis"].eq(SPEAKS)]
    assert whole["n_reached"].sum() == len(n_reached)


@pytest.mark.slow
def test_a_study_that_compares_nothing_counts_all_items_together() -> None:
    rows = [claim("act.a", "applied", "ev.one", stage="buy"), claim("act.b", "applied", "ev.two", stage="buy")]
    found = dependence(study_of(rows, focus=Focus()))
    row = row_where(found["focus"], basis=TAKES_PART, phase="buy")
    assert (row["focus"], row["n_reached"], row["reported_once"], row["n_tested"]) == ("all items", 2, 2, 0)


@pytest.mark.slow
def test_nothing_reached_says_so() -> None:
    found = dependence(study_of([claim("act.a", "ignored", "ev.one", stage="buy")]))
    assert found["items"].empty
    assert row_where(found["actors"], basis=TAKES_PART, actor="act.a")["share"] is None
    assert any("No item is said to have reached a phase" in note for note in found.notes)
