"""The page counts states, what *not used* means, outcomes and bounds as the analyses do, whatever the study."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import graphmodel as gm
from graphmodel.analysis.dropout import funnel
from graphmodel.frames.evidence import EVIDENCE, evidence_claims, focus_order, item_states
from graphmodel.frames.item_journeys import outcomes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from tests.support.explorer import MEALS
from tests.support.frames import claim, made_frames
from tests.support.page import of_page
from tests.support.tiers import examples

ITEMS = {"ev.a": "rural", "ev.b": "urban", "ev.c": "mixed"}
OF_ITEM = st.builds(
    claim,
    st.just("org.x"),
    st.sampled_from(["applied", "ignored", "produced", "withheld", "contested", "blocks", "requested", "holds"]),
    st.sampled_from(sorted(ITEMS)),
)
ITEM = st.sampled_from(sorted(ITEMS))
BY_ITEM = st.builds(claim, ITEM, st.sampled_from(["informs", "influenced"]), st.just("org.x"))
BETWEEN = st.builds(claim, st.just("ev.a"), st.sampled_from(["informs", "contested"]), ITEM)
CELLS = st.fixed_dictionaries(
    {
        # Few orders, so that there are ties; dates that overlap or stand alone; or neither.
        "order": st.sampled_from([None, 1, 1, 2, 3]),
        "date": st.sampled_from([None, None, "2011", "2011-03", "2011-03-09", "2012", "2011~", "2010-12/2011-02"]),
        "stage": st.sampled_from([None, "plan", "plan.ask", "buy.contract", "check"]),
        "polarity": st.sampled_from(["affirms", "denies", "mixed"]),
        "certainty": st.sampled_from(["stated", "stated", "tentative", "normative"]),
        "use": st.sampled_from([None, "conceptual", "symbolic"]),
        "step": st.sampled_from([None, "impact", "generation"]),
    }
)
CLAIMS = st.builds(lambda row, cells: row | cells, st.one_of(OF_ITEM, OF_ITEM, BY_ITEM, BETWEEN), CELLS)
PHASES = st.sampled_from([("plan", "buy", "check"), ("plan", "check"), ("buy",), ()])
"""Phases of the study: all, none between, one only, none at all."""


@st.composite
def studies(draw: Any) -> StudyFrames:
    """A study of three items, some of whose phases may be missing."""
    kept = draw(PHASES)
    rows = draw(st.lists(CLAIMS, max_size=14))
    for row in rows:
        if (row["stage"] or "").partition(".")[0] not in kept:
            row["stage"] = None
    supply = ("buy.contract",) if draw(st.booleans()) else ()
    made = made_frames(rows, ITEMS, supply=supply)
    stages = made.nodes("Stage")
    stages = stages[stages["phase"].isin(kept)].reset_index(drop=True)
    return StudyFrames(
        lambda label: stages if label == "Stage" else made.read_nodes(label), made.read_edges, made.settings
    )


def of_analyses(frames: StudyFrames) -> dict[str, Any]:
    """States, funnel and outcomes as the analyses have them, in the form of the page."""
    states = item_states(frames)
    if not frames.settings.focus.in_question:
        states["focus"] = "all items"
    groups = focus_order(frames) if frames.settings.focus.in_question else ["all items"]
    table = funnel(states, groups, frames.phases).drop(columns="claims")
    labels = frames.labels("Stage")
    rows = evidence_claims(frames)
    ended = outcomes(rows, frames.nodes(EVIDENCE)["id"].tolist())
    flags = ["generation_only", "used_before", "by_rank"]
    return {
        "states": {
            (row["evidence"], row["phase"]): [
                row["state"],
                row["part"] if isinstance(row["part"], str) else None,
                *(bool(row[flag]) for flag in flags),
            ]
            for row in states.to_dict("records")
        },
        "funnel": {
            (row["focus"], labels[row["phase"]]): {
                name: None if value is None or value != value else round(float(value), 6)
                for name, value in row.items()
                if name not in {"focus", "phase"}
            }
            for row in table.astype(object).where(table.notna(), None).to_dict("records")
        },
        "outcomes": {
            item: [
                row["outcome"],
                row["outcome_claims"],
                bool(row["opposed"]),
                bool(row["lost_elsewhere"]),
                row["kinds_of_use"].split("; ") if isinstance(row["kinds_of_use"], str) else [],
            ]
            for item, row in ended.to_dict("index").items()
        },
    }


def in_the_same_form(page: dict[str, Any]) -> dict[str, Any]:
    names = page["funnel"]["columns"][2:]
    return {
        "states": {(item, phase): said for item, phase, *said in page["items_at_phases"]},
        "funnel": {
            (focus, phase): {
                name: None if value == "" else round(value, 6) for name, value in zip(names, numbers, strict=True)
            }
            for focus, phase, *numbers in page["funnel"]["rows"]
        },
        "outcomes": page["outcomes"],
    }


def compare(frames: list[StudyFrames]) -> None:
    pages = of_page([(one, "phase") for one in frames])
    for one, page in zip(frames, pages, strict=True):
        found, expected = in_the_same_form(page), of_analyses(one)
        for row in found["funnel"]:
            if row not in expected["funnel"]:  # a focus that no item has
                raise AssertionError(row)
        for name in ("states", "outcomes"):
            assert found[name] == expected[name], one.claims.to_dict("records")
        for row, numbers in expected["funnel"].items():
            if row in found["funnel"]:
                assert found["funnel"][row] == pytest.approx(numbers, abs=2e-6), one.claims.to_dict("records")
            else:
                assert not numbers["mentioned"] + numbers["silent"]


@pytest.mark.process
@given(st.lists(studies(), min_size=20, max_size=20))
@settings(
    max_examples=examples(3),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_ties_dates_and_phases_that_are_missing_count_alike(drawn: list[StudyFrames]) -> None:
    compare(drawn)


@pytest.mark.process
def test_so_do_whole_studies(bundled_path: Any, tmp_path: Any) -> None:
    with (
        gm.open_study(bundled_path, db=tmp_path / "one") as bundled,
        gm.open_study(MEALS, db=tmp_path / "two") as meals,
    ):
        compare([bundled.frames, meals.frames])


@pytest.mark.process
def test_the_page_has_the_words_of_the_rules(bundled_path: Any, tmp_path: Any) -> None:
    with gm.open_study(bundled_path, db=tmp_path / "db") as study:
        (page,) = of_page([(study.frames, "phase")])
    assert set(page["standings"]) == {*rules.PARTS, rules.DISPUTED, rules.PARTLY, rules.PRODUCED, rules.USED}
    assert all(page["standings"].values())
    assert page["outcome_words"] == list(rules.OUTCOMES)
    named = {name for rule in rules.OUTCOME_RULES for name in (*rule.some, *rule.none)}
    assert named <= set(page["sets"])
