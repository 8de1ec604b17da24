"""The figure of one item or workstream as a story: its claims and their order against the raw tables."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.picture_data.story import StoryData, story_data
from tests.support import raw
from tests.support.command import graphmodel
from tests.support.figures import Figures
from tests.support.frames import claim, made_frames
from tests.support.studies import tiny_study

ITEM, STREAM = "ev.third_sector", "ws.cardiac_redesign"


def claims_by_phase(data: StoryData) -> dict[str, list[str]]:
    """Ids of the claims in each column."""
    return {column.label: [one.claim for part in column.parts for one in part.claims] for column in data.columns}


@pytest.mark.parametrize("node", [ITEM, STREAM])
def test_every_claim_stands_once_in_the_column_of_its_phase(bundled_here: OpenStudy, node: str) -> None:
    expected: dict[str, set[str]] = {row["label"]: set() for row in raw.table("stages") if row["phase"] == row["stage"]}
    for row in raw.claims():
        if node in {row["subject"], row["object"], row["workstream"]}:
            expected.setdefault(raw.label(row["phase"]) or "No stage stated", set()).add(row["claim"])
    data = story_data(bundled_here.frames, node)
    assert {label: set(ids) for label, ids in claims_by_phase(data).items()} == expected
    assert data.n_claims == sum(map(len, expected.values())) == sum(map(len, claims_by_phase(data).values()))
    rows = {row["claim"]: row for row in raw.claims()}
    for one in (one for column in data.columns for part in column.parts for one in part.claims):
        row = rows[one.claim]
        said = (one.summary, one.speaker, one.source, one.reason)
        assert said == (row["summary"], *(raw.label(row[name]) for name in ("speaker", "source", "reason")))


def test_parts_follow_each_other_only_where_the_coding_says_so(bundled_here: OpenStudy) -> None:
    """Each part comes before the next by stated order alone (no claim here has a date), and no part can be cut."""
    order = {row["claim"]: row["order"] for row in raw.claims()}

    def before(one: str, other: str) -> bool:
        return bool(order[one] and order[other]) and int(order[one]) < int(order[other])

    n_parts = 0
    for column in story_data(bundled_here.frames, ITEM).columns:
        parts = [[one.claim for one in part.claims] for part in column.parts]
        n_parts += len(parts)
        for above, below in pairwise(parts):
            assert all(before(one, other) for one in above for other in below)
        for part in parts:
            for cut in range(1, len(part)):
                assert not all(before(one, other) for one in part[:cut] for other in part[cut:])
    assert n_parts > 5


@pytest.mark.slow
def test_the_outcome_is_that_of_the_journeys(bundled_here: OpenStudy) -> None:
    table = bundled_here.journeys()["journeys"].set_index("evidence")
    for item in (ITEM, "ev.service_ethnicity", "ev.act_fast"):
        data, row = story_data(bundled_here.frames, item), table.loc[item]
        assert f"the outcome is “{row['outcome']}”, by {row['n_deciding']} of {row['steps']} claims" in data.sentence
        told = [one for column in data.columns for part in column.parts for one in part.claims]
        assert sorted(one.claim for one in told if one.decides) == row["outcome_claims"]
        assert (f"{row['orders']:,} orders are possible" in data.detail) == (row["orders"] > 1)


def test_without_a_name_it_is_the_item_that_most_claims_touch(bundled_here: OpenStudy) -> None:
    touched = Counter(
        item for row in raw.claims() for item in {row["subject"], row["object"]} if item in raw.nodes("evidence")
    )
    for focus in (None, "ethnicity"):
        own = {one: n for one, n in touched.items() if focus in {None, raw.nodes("evidence")[one]["focus"]}}
        first = min(own, key=lambda one: (-own[one], raw.label(one).casefold()))
        data = story_data(bundled_here.frames, focus=focus)
        assert (data.label, data.n_claims) == (raw.label(first), own[first])
        assert f"The evidence item that most claims mention is shown ({own[first]}" in data.chosen
    assert story_data(bundled_here.frames, ITEM).chosen == ""


def test_top_keeps_what_decides_and_says_how_many_are_left_off(bundled_here: OpenStudy) -> None:
    data = story_data(bundled_here.frames, ITEM, top=4)
    told = [one for column in data.columns for part in column.parts for one in part.claims]
    assert (len(told), data.left_out) == (4, 11)
    assert sum(one.decides for one in told) == 1
    assert all(one.marks for one in told)
    # What is left off is still counted.
    assert [column.n_claims for column in data.columns] == [
        column.n_claims for column in story_data(bundled_here.frames, ITEM).columns
    ]


@pytest.mark.slow
def test_a_story_that_goes_back_says_how_many_claims_do() -> None:
    rows = [
        claim("org.x", "applied", "ev.e", stage="plan", phase="plan", order=3),
        claim("org.x", "applied", "ev.e", stage="buy", phase="buy", order=1),
        claim("org.x", "applied", "ev.e", stage="buy", phase="buy", order=4),
        claim("org.x", "applied", "ev.e", stage="buy", phase="buy"),
    ]
    first, second, _ = story_data(made_frames(rows, {"ev.e": "rural"}), "ev.e").columns
    assert (first.back, second.back) == ((), ((first.label, 1),))


@pytest.mark.slow
def test_in_a_workstream_order_decides_between_claims_on_the_same_item_alone_and_dates_between_all() -> None:
    def parts(*said: tuple[str, dict[str, object]]) -> list[int]:
        rows = [
            claim("org.x", "applied", item, stage="plan", phase="plan", workstream="ws.w", **cells)
            for item, cells in said
        ]
        frames = made_frames([*rows, claim("org.x", "initiated", "ws.w")], {"ev.e": "rural", "ev.f": "rural"})
        return [part.n_claims for part in story_data(frames, "ws.w").columns[0].parts]

    assert parts(("ev.e", {"order": 1}), ("ev.f", {"order": 2})) == [2]
    assert parts(("ev.e", {"order": 1}), ("ev.e", {"order": 2})) == [1, 1]
    assert parts(("ev.e", {"date": "2011"}), ("ev.f", {"date": "2012"})) == [1, 1]
    assert parts(("ev.e", {"date": "2011"}), ("ev.f", {"date": "2011-05"})) == [2]


@pytest.mark.slow
def test_a_workstream_names_who_and_what_and_long_stories_can_be_read(bundled_here: OpenStudy) -> None:
    for width in ("single", "double"):
        figure = Figures(bundled_here.frames, "story", item=STREAM, width=width, top=0)
        assert figure.outside() == []
        assert figure.overlapping() == []
        texts = " ".join(text for text, _ in figure.boxes)
        assert "Who: " in texts
        assert "Evidence: " in texts
        assert "Order not stated: 9 claims" in texts


@pytest.mark.slow
def test_what_there_is_not_is_said(bundled_here: OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"Did you mean:\n"):
        story_data(bundled_here.frames, "servce data")
    with pytest.raises(OutputError, match="no story to draw"):
        story_data(made_frames([claim("org.x", "asserts", "fac.a")], {}, valences={}))
    silent = next(id_ for id_ in raw.nodes("workstreams") if id_ not in {row["workstream"] for row in raw.claims()})
    with pytest.raises(OutputError, match=f"No claim is about “{re.escape(raw.label(silent))}”"):
        story_data(bundled_here.frames, silent)
    done = graphmodel(
        "figure", tiny_study(tmp_path), "story", "-o", tmp_path / "fig.svg", "--item", "x", "--focus", "rural"
    )
    assert done.code == 2
    assert "Choose --item or --focus." in done.err
