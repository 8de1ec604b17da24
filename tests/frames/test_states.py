"""The five states of evidence, and what *not used* means where nothing says otherwise."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.frames.evidence import item_states
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema.rules import STATES
from tests.support.frames import claim, made_frames
from tests.support.tiers import examples

ITEMS = {"ev.a": "rural", "ev.b": "urban", "ev.c": "mixed", "ev.d": None}


def applied(polarity: str = "affirms", **cells: object) -> dict[str, object]:
    return claim("org.x", "applied", "ev.a", **({"stage": "plan.ask", "polarity": polarity} | cells))


STATE_OF: list[tuple[list[dict[str, object]], str]] = [
    ([applied()], "used"),
    ([applied("denies")], "not used"),
    ([applied("mixed")], "partly"),
    ([applied(), applied("mixed")], "partly"),
    ([applied("denies"), applied("mixed")], "disputed"),
    ([applied("denies"), applied("denies"), applied("mixed")], "disputed"),
    ([applied(), applied("denies")], "disputed"),
    ([applied(), applied("denies"), applied("mixed")], "disputed"),
    ([applied(certainty="normative")], "silent"),
    ([applied(stage=None)], "silent"),
    ([claim("org.x", "holds", "ev.a", stage="plan")], "silent"),
    ([claim("org.x", "ignored", "ev.a", stage="plan")], "not used"),
    ([claim("org.x", "withheld", "ev.a", stage="plan", polarity="denies")], "used"),
    ([], "silent"),
]
"""Claims on an item, and its state at planning."""


def test_signs_give_the_state() -> None:
    """One study has an item for each case."""
    items = [f"ev.{number}" for number in range(len(STATE_OF))]
    rows = [row | {"object": item} for item, (claims, _) in zip(items, STATE_OF, strict=True) for row in claims]
    states = item_states(made_frames(rows, dict.fromkeys(items, "rural"))).set_index(["evidence", "phase"])["state"]
    for item, (claims, state) in zip(items, STATE_OF, strict=True):
        assert states[item, "plan"] == state, claims


@pytest.mark.slow
def test_generation_alone_is_marked() -> None:
    made = claim("org.x", "produced", "ev.a", stage="plan")
    alone = item_states(made_frames([made], {"ev.a": "rural"})).set_index("phase").loc["plan"]
    assert (alone["state"], alone["generation_only"]) == ("used", True)
    with_use = item_states(made_frames([made, applied()], {"ev.a": "rural"})).set_index("phase").loc["plan"]
    assert (with_use["state"], with_use["generation_only"], with_use["claims"]) == ("used", False, ["c001", "c002"])


def test_by_source_each_source_has_its_own_state() -> None:
    rows = [applied(source="src.one"), applied("denies", source="src.two"), applied(source="src.two", stage="buy")]
    states = item_states(made_frames(rows, {"ev.a": "rural", "ev.b": "urban"}), by_source=True)
    found = states[["evidence", "phase", "source", "state"]].values.tolist()
    assert found == [
        ["ev.a", "plan", "src.one", "used"],
        ["ev.a", "plan", "src.two", "not used"],
        ["ev.a", "buy", "src.two", "used"],
    ]


SIGNS = {
    "used": ["affirms"],
    "partly": ["mixed"],
    "disputed": ["affirms", "denies"],
    "not used": ["denies"],
    "silent": [],
}


def parts(*states: str, **orders: int) -> list[str | None]:
    """Part of *not used* at each phase; ``orders`` gives the claims of a phase an order."""
    phases = ("plan", "buy", "check")
    rows = [
        applied(sign, stage=phase, order=orders.get(phase))
        for phase, state in zip(phases, states, strict=True)
        for sign in SIGNS[state]
    ]
    found = item_states(made_frames(rows, {"ev.a": "rural"}))
    assert found["state"].tolist() == list(states)
    return [None if pd.isna(part) else part for part in found["part"]]


@pytest.mark.slow
def test_what_not_used_means_by_the_order_of_phases() -> None:
    assert parts("used", "not used", "not used") == [None, "lost", "lost"]
    assert parts("partly", "silent", "not used") == [None, None, "lost"]
    assert parts("not used", "silent", "not used") == ["never used", None, "never used"]
    assert parts("disputed", "not used", "silent") == [None, "after dispute", None]
    assert parts("not used", "used", "silent") == ["used elsewhere", None, None]


@pytest.mark.slow
def test_a_stated_order_decides_before_the_order_of_phases() -> None:
    # Used at monitoring first, then not used in planning.
    assert parts("not used", "silent", "used", plan=2, check=1) == ["lost", None, None]
    assert parts("used", "silent", "not used", plan=2, check=1) == [None, None, "used elsewhere"]
    # An equal order is a tie, so neither is before the other.
    assert parts("used", "silent", "not used", plan=1, check=1) == [None, None, "used elsewhere"]
    # An order on one side only compares nothing, so the phases decide.
    assert parts("used", "silent", "not used", plan=2) == [None, None, "lost"]


def test_a_use_at_no_phase_is_a_use_elsewhere() -> None:
    rows = [applied("denies"), applied(stage=None)]
    states = item_states(made_frames(rows, {"ev.a": "rural"})).set_index("phase")
    assert states.loc["plan", "part"] == "used elsewhere"


ends = st.sampled_from(sorted(ITEMS))
signed = st.builds(
    lambda item, verb, stage, polarity, source: claim(
        "org.x", verb, item, stage=stage, polarity=polarity, source=source
    ),
    ends,
    st.sampled_from(["applied", "ignored", "produced", "withheld"]),
    st.sampled_from([None, "plan", "plan.ask", "buy.contract", "check"]),
    st.sampled_from(["affirms", "denies", "mixed"]),
    st.sampled_from(["src.one", "src.two"]),
)
stateless = st.one_of(
    signed.map(lambda row: row | {"certainty": "normative"}),
    signed.map(lambda row: row | {"predicate": "holds"}),
    signed.map(lambda row: row | {"predicate": "contested"}),
)


def shown(frames: StudyFrames, by_source: bool) -> pd.DataFrame:
    return item_states(frames, by_source=by_source).drop(columns="claims")


@pytest.mark.slow
@settings(max_examples=examples(40), deadline=None)
@given(st.lists(signed, max_size=12), st.lists(stateless, max_size=6), st.booleans())
def test_normative_and_neutral_claims_never_change_a_state(
    claims: list[dict[str, object]], besides: list[dict[str, object]], by_source: bool
) -> None:
    before, after = made_frames(claims, ITEMS), made_frames([*claims, *besides], ITEMS)
    pd.testing.assert_frame_equal(shown(before, by_source), shown(after, by_source))


@pytest.mark.slow
@settings(max_examples=examples(40), deadline=None)
@given(st.lists(signed, max_size=20))
def test_every_item_has_one_state_at_every_phase(claims: list[dict[str, object]]) -> None:
    states = item_states(made_frames(claims, ITEMS))
    assert set(states["state"]) <= set(STATES)
    assert states.groupby(["evidence", "phase"]).size().eq(1).all()
    counts = states.groupby(["focus", "phase"]).size()
    assert counts.to_dict() == {
        (focus or "not stated", phase): 1 for focus in ITEMS.values() for phase in ("plan", "buy", "check")
    }


def test_where_there_are_no_phases_there_are_no_states() -> None:
    made = made_frames([applied(stage=None)], {"ev.a": "rural"})

    def read_nodes(label: str) -> pd.DataFrame:
        return made.read_nodes(label).iloc[:0] if label == "Stage" else made.read_nodes(label)

    found = item_states(StudyFrames(read_nodes, made.read_edges, made.settings))
    assert {"part", "used_before", "by_rank"} <= set(found.columns)
    assert found.empty


PHASES = ["plan", "buy", "check"]
timed = st.builds(
    lambda row, order, date: row | {"order": order, "date": date},
    signed,
    st.sampled_from([None, None, 1, 2, 3]),
    st.sampled_from([None, None, "2011", "2011-02", "2011-03-05", "2010-12/2011-01"]),
)


def days(date: str) -> tuple[str, str]:
    """First and last day, as text that sorts."""
    first, _, last = date.partition("/")
    last = last or first
    return first + "-01-01"[len(first) - 4 :], last + "-12-31"[len(last) - 4 :]


def told(use: dict[str, object], other: dict[str, object]) -> bool | None:
    """Is the use before the other claim? None: nothing says."""
    if use["order"] is not None and other["order"] is not None:
        return use["order"] < other["order"]  # type: ignore[operator]
    if use["date"] and other["date"]:
        mine, theirs = days(str(use["date"])), days(str(other["date"]))
        if mine[1] < theirs[0]:
            return True
        if theirs[1] < mine[0]:
            return False
    return None


def part_by_pairs(claims: list[dict[str, object]], phase: str, states: dict[str, str]) -> str | None:
    """What not used means, by comparing every pair of claims on one item."""
    if states[phase] != "not used":
        return None
    plus = [row for row in claims if sign_of(row) != "minus"]
    before = {"lost": False, "after dispute": False}
    for other in PHASES:
        pairs = [told(use, row) for use in plus if at(use) == other for row in claims if at(row) == phase]
        known = [answer for answer in pairs if answer is not None]
        earlier = any(known) if known else bool(pairs) and PHASES.index(other) < PHASES.index(phase)
        before["lost"] |= earlier and states[other] in {"used", "partly"}
        before["after dispute"] |= earlier and states[other] == "disputed"
    found = [part for part, holds in before.items() if holds]
    return found[0] if found else "used elsewhere" if plus else "never used"


def sign_of(row: dict[str, object]) -> str:
    if row["polarity"] == "mixed":
        return "mixed"
    return "plus" if (row["predicate"] in {"applied", "produced"}) == (row["polarity"] == "affirms") else "minus"


def at(row: dict[str, object]) -> str | None:
    return str(row["stage"]).split(".")[0] if row["stage"] else None


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(st.lists(timed, max_size=14), st.booleans())
def test_what_came_before_goes_by_every_pair_of_claims(claims: list[dict[str, object]], by_source: bool) -> None:
    states = item_states(made_frames(claims, ITEMS), by_source=by_source)
    groups = ["evidence", "source"] if by_source else ["evidence"]
    for key, rows in states.groupby(groups):
        ours = [row for row in claims if row["object"] == key[0] and (not by_source or row["source"] == key[1])]
        of = dict.fromkeys(PHASES, "silent") | dict(zip(rows["phase"], rows["state"], strict=True))
        for row in rows.to_dict("records"):
            part = None if pd.isna(row["part"]) else row["part"]
            assert part == part_by_pairs(ours, row["phase"], of)
