"""The page counts states, what *not used* means, outcomes and bounds as the analyses do, whatever the study."""

import re
from pathlib import Path
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
from graphmodel.schema.glossary import glossary
from graphmodel_viz.picture_data.overview import overview_findings
from tests.support.explorer import MEALS
from tests.support.frames import claim, made_frames
from tests.support.page import of_page
from tests.support.studies import tiny_study, tiny_tables
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


HIDDEN = st.sets(st.integers(1, 14).map("c{:03}".format), max_size=5)
"""Claims that the reader's filters take out."""


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


def compare(frames: list[StudyFrames], hidden: list[set[str]] | None = None) -> None:
    """Page and analyses, where the page takes claims out and the analyses have a study without them."""
    out = hidden or [set() for _ in frames]
    pages = of_page([(one, "phase") for one in frames], out)
    for one, ids, page in zip(frames, out, pages, strict=True):
        kept = without(one, ids) if ids else one
        found, expected = in_the_same_form(page), of_analyses(kept)
        assert set(found["funnel"]) <= set(expected["funnel"])
        for name in ("states", "outcomes"):
            assert found[name] == expected[name], kept.claims.to_dict("records")
        for row, numbers in expected["funnel"].items():
            if row in found["funnel"]:
                assert found["funnel"][row] == pytest.approx(numbers, abs=2e-6), kept.claims.to_dict("records")
            else:  # no item has this focus
                assert not numbers["mentioned"] + numbers["silent"]
        sentences_hold(page, expected, kept)


def without(frames: StudyFrames, ids: set[str]) -> StudyFrames:
    """The study without some claims."""
    edges = frames.read_edges("CLAIM")
    kept = edges[~edges["claim"].isin(ids)].reset_index(drop=True)
    return StudyFrames(
        frames.read_nodes, lambda type_: kept if type_ == "CLAIM" else frames.read_edges(type_), frames.settings
    )


def sentences_hold(page: dict[str, Any], expected: dict[str, Any], frames: StudyFrames) -> None:
    """The numbers of the sentences above the views are those of the analyses."""
    numbers = expected["funnel"].values()
    lost, after = (sum(row[name] for row in numbers) for name in ("lost", "after_dispute"))
    assert ("No item is lost at any phase" in page["lost"]) == (lost == 0)
    if lost or after:
        assert f"not used after a dispute: {after:.0f}." in page["lost"]
    found, focus = page["findings"]["dropout"], frames.settings.focus
    for phase in {phase for _, phase in expected["funnel"]} if focus.in_question else ():
        asked, other = (expected["funnel"][of, phase] for of in (focus.in_question, focus.compared_with))
        if asked["mentioned"] and other["mentioned"]:
            one, two = (f"{row['not_used']:.0f} of {row['mentioned']:.0f}" for row in (asked, other))
            share = r"(?: \(\d+\s%\))?"
            assert re.search(rf"{re.escape(phase)} {one}{share} against {two}{share}(?:;|$)", found)
    of = dict(zip(frames.nodes(EVIDENCE)["id"], frames.nodes(EVIDENCE)["focus"], strict=True))
    heard = {
        group: [row for item, row in expected["outcomes"].items() if of[item] == group and row[0] != rules.NO_CLAIMS]
        for group in (focus.in_question, focus.compared_with)
        if focus.in_question
    }
    said = page["findings"]["journeys"]
    is_enough = any(len(own) >= rules.FEWEST_COMPARED for own in heard.values())
    for group, own in heard.items():
        plural = "item" if len(own) == 1 else "items"
        used = sum(row[0] in {"reached impact", "applied"} for row in own)
        if own and is_enough:
            assert f"{used} of {len(own)} {group} {plural} mentioned" in said
        elif own:
            assert re.search(rf"^Too few items are mentioned .*\b{len(own)} {group} {plural}\b", said)
        lost = sum(row[0] == "used and lost" for row in own)
        assert (is_enough and bool(lost)) == bool(re.search(rf"{group}: [^;]*{lost} more used and lost", said))


@pytest.mark.process
@given(st.lists(st.tuples(studies(), HIDDEN), min_size=20, max_size=20))
@settings(
    max_examples=examples(3),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_ties_dates_and_phases_that_are_missing_count_alike(drawn: list[tuple[StudyFrames, set[str]]]) -> None:
    compare([frames for frames, _ in drawn], [ids for _, ids in drawn])


@pytest.mark.exhaustive
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
    assert list(page["standings"].items()) == list(rules.STANDING_WORDS.items())
    assert page["outcome_words"] == list(rules.OUTCOMES)
    explained = {word for terms in glossary().values() for one in terms for word in (one.term, *one.aliases)}
    # What is unclear has no claim to explain it, and site verdicts have that word too.
    assert {*rules.STATES, *rules.PARTS, *rules.OUTCOMES} - explained == {rules.UNCLEAR, rules.NO_CLAIMS}
    named = {name for rule in rules.OUTCOME_RULES for name in (*rule.some, *rule.none)}
    assert named <= set(page["sets"])


@pytest.mark.process
def test_what_is_used_and_lost_is_an_end_of_its_own_everywhere(tmp_path: Path) -> None:
    """The survey is applied and left out, the audit applied alone: one of two is used in the end."""
    kept = [row for row in tiny_tables()["claims"] if row["claim"] in {"c2", "c3"}]
    (left_out,) = (row for row in kept if row["claim"] == "c3")
    applied = {**left_out, "claim": "c7", "predicate": "cited", "stage": "plan.menu", "order": "1", "reason": ""}
    path = tiny_study(tmp_path / "study", claims=[*kept, applied], coding_notes=None)
    with gm.open_study(path, db=tmp_path / "db") as study:
        (first,) = study.findings().frame.query("theme == 'journeys' and finding.str.contains('used in the end')")[
            "finding"
        ]
        assert first == (
            "rural evidence used in the end (none; 1 more used and lost); "
            "beside it urban evidence: 1 of 1 (1 reached impact)"
        )
        figure = study.figure("journeys", tmp_path / "journeys.svg").caption
        assert re.search(r"0 of 1 rural item mentioned \([^)]*1 more used and lost\)", figure)
        assert re.search(r"1 of 1 urban item mentioned \([^)]*on one claim\)", figure)
        of_poster = overview_findings(study.frames)[0]
        sentence = "Too few items are mentioned to say what became of them (1 rural item, 1 urban item)"
        assert of_poster.sentence == sentence
        assert [{name: n for name, n in bar.pieces.items() if n} for bar in of_poster.picture.bars] == [  # type: ignore[union-attr]
            {"lost": 1},
            {"in-use": 1},
        ]
        (page,) = of_page([(study.frames, "phase")])
        assert page["findings"]["journeys"] == sentence
        assert page["ends"] == {"ev.bus_survey": "used and lost", "ev.plate_waste": "used in the end"}
