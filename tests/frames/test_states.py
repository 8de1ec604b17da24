"""The five states of evidence, and where it is lost or never taken up."""

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


def state_of(*claims: dict[str, object], phase: str = "plan") -> str:
    states = item_states(made_frames(claims, {"ev.a": "rural"}))
    return str(states.set_index("phase").loc[phase, "state"])


def applied(polarity: str = "affirms", **cells: object) -> dict[str, object]:
    return claim("org.x", "applied", "ev.a", **({"stage": "plan.ask", "polarity": polarity} | cells))


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        ([applied()], "used"),
        ([applied("denies")], "not used"),
        ([applied("mixed")], "partly"),
        ([applied(), applied("mixed")], "partly"),
        ([applied("denies"), applied("mixed")], "partly"),
        ([applied(), applied("denies")], "disputed"),
        ([applied(), applied("denies"), applied("mixed")], "disputed"),
        ([applied(certainty="normative")], "silent"),
        ([applied(stage=None)], "silent"),
        ([claim("org.x", "holds", "ev.a", stage="plan")], "silent"),
        ([claim("org.x", "ignored", "ev.a", stage="plan")], "not used"),
        ([claim("org.x", "withheld", "ev.a", stage="plan", polarity="denies")], "used"),
        ([], "silent"),
    ],
)
def test_signs_give_the_state(claims: list[dict[str, object]], state: str) -> None:
    assert state_of(*claims) == state


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


def lost(*states: str) -> tuple[list[bool], list[bool], list[bool]]:
    phases = ("plan", "buy", "check")
    rows = [applied(sign, stage=phase) for phase, state in zip(phases, states, strict=True) for sign in SIGNS[state]]
    found = item_states(made_frames(rows, {"ev.a": "rural"}))
    assert found["state"].tolist() == list(states)
    return tuple(found[name].tolist() for name in ("lost", "never_taken_up", "at_risk"))  # type: ignore[return-value]


def test_lost_never_taken_up_and_at_risk() -> None:
    no, yes = False, True
    # Used, then not used twice: lost once only, and no longer at risk after that.
    assert lost("used", "not used", "not used") == ([no, yes, no], [no, no, no], [no, yes, no])
    # Partly used, silence between, then not used.
    assert lost("partly", "silent", "not used") == ([no, no, yes], [no, no, no], [no, yes, yes])
    # Not said to be used before: never taken up, at every phase that says so.
    assert lost("not used", "silent", "not used") == ([no, no, no], [yes, no, yes], [no, no, no])
    # Disputed use is some use, but is not enough to be lost later.
    assert lost("disputed", "not used", "silent") == ([no, no, no], [no, no, no], [no, no, no])


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


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(signed, max_size=12), st.lists(stateless, max_size=6), st.booleans())
def test_normative_and_neutral_claims_never_change_a_state(
    claims: list[dict[str, object]], besides: list[dict[str, object]], by_source: bool
) -> None:
    before, after = made_frames(claims, ITEMS), made_frames([*claims, *besides], ITEMS)
    pd.testing.assert_frame_equal(shown(before, by_source), shown(after, by_source))


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
    assert {"lost", "never_taken_up", "at_risk"} <= set(found.columns)
    assert found.empty
