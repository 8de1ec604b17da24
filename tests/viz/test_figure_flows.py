"""The figure of flows of evidence: its lines and numbers against the raw tables, on paper of each width."""

import re
from collections import Counter
from pathlib import Path

import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.problems import NotFound, OutputError
from graphmodel.schema.rules import GIVES, TAKES
from graphmodel_viz.figures import FigureOptions, draw
from graphmodel_viz.picture_data.flows import flows_data
from tests.support.deeds import deeds_in_tables
from tests.support.figures import Figures, texts_of
from tests.support.frames import claim, made_frames

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("focus", ["ethnicity", "general"])
def test_the_numbers_at_the_sides_are_those_of_the_tables(bundled_here: OpenStudy, focus: str) -> None:
    """But for claims that hand something over without an item, which are of no kind of evidence."""
    data = flows_data(bundled_here.frames, focus)
    told = deeds_in_tables(focus)
    for rows, deeds in ((data.givers, GIVES), (data.takers, TAKES)):
        drawn: Counter[tuple[str, str]] = Counter()
        for row in rows:
            drawn.update((row.key.partition(":")[2], one.said) for one in row.deeds if one.item)
        expected: Counter[tuple[str, str]] = Counter()
        for (sector, deed, said), number in told.items():
            if deed in deeds:
                expected[sector, said] += number
        assert drawn == expected


@pytest.mark.parametrize("width", ["single", "double", "a3"])
def test_nothing_is_cut_or_crossed(bundled_here: OpenStudy, width: str) -> None:
    figure = Figures(bundled_here.frames, "flows", width=width)
    assert figure.faults() == []


def test_what_is_held_back_is_dashed_and_counted(bundled_here: OpenStudy, tmp_path: Path) -> None:
    figure = Figures(bundled_here.frames, "flows")
    data = flows_data(bundled_here.frames)
    curves = [
        patch for patch in figure.axes.patches if patch.get_facecolor()[3] == 0 and patch.get_path().codes is not None
    ]
    dashed = [patch for patch in curves if patch.get_linestyle() != "solid"]
    assert len(curves) == len(data.flows)
    assert len(dashed) == sum(flow.state == "apart" for flow in data.flows) > 10
    caption = bundled_here.figure("flows", tmp_path / "fig.svg").caption
    undone = {one.claim for one in data.all if one.said == "not done"}
    every = {one.claim for one in data.all}
    assert caption.startswith(f"{len(undone)} of {len(every)} claims say that something was not done with ethnicity")
    assert f"{len(every)} claims from " in caption


def test_those_between_are_named(bundled_here: OpenStudy, tmp_path: Path) -> None:
    bundled_here.figure("flows", tmp_path / "fig.svg")
    words = " ".join(texts_of(tmp_path / "fig.svg"))
    through = flows_data(bundled_here.frames).through
    assert through
    named = "; ".join(f"{one.label} ({len(one.claims)} claims)" for one in through)
    assert words.endswith(f"said both to get it and to pass it on {named}")


def test_rows_beyond_the_top_share_one(bundled_here: OpenStudy, tmp_path: Path) -> None:
    whole = bundled_here.figure("flows", tmp_path / "fig.svg").caption
    few = bundled_here.figure("flows", tmp_path / "fig.svg", top=3).caption
    words = " ".join(texts_of(tmp_path / "fig.svg"))
    data = flows_data(bundled_here.frames)
    assert f"{len(data.kinds) - 3} more kinds of evidence" in words
    assert {f"{len(rows) - 3} more sectors" for rows in (data.givers, data.takers)} <= set(
        re.findall(r"\d+ more sectors", words)
    )
    assert few == whole


def test_nobody_s_sector_or_kind_known_stands_for_itself() -> None:
    rows = [claim("org.a", "produced", "ev.a"), claim("act.x", "ignored", "ev.a"), claim("org.a", "shared", "act.x")]
    data = flows_data(made_frames(rows, {"ev.a": "rural"}), "rural")
    assert [row.key for row in data.givers] == ["gives:org.a"]
    assert [row.key for row in data.takers] == ["takes:act.x"]
    assert [row.key for row in data.kinds] == ["kind:ev.a"]
    assert [flow.state for flow in data.flows] == ["joined", "apart"]


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    """Neither of flows, nor of the map, nor of one with its partners."""
    said = [("org.a", "produced", "ev.a"), ("act.x", "ignored", "ev.a"), ("org.a", "shared", "act.x")]
    said += [("org.b", "works_with", "org.a"), ("act.x", "works_with", "org.b"), ("act.y", "challenges", "org.a")]
    said += [("org.b", "holds", "ev.b"), ("act.y", "applied", "ev.b"), ("act.y", "engages", "act.x")]
    rows = [claim(*one, claim=f"c{number}", focus="rural") for number, one in enumerate(said)]
    drawn = []
    for turned in (rows, rows[::-1]):
        frames = made_frames(turned, {"ev.a": "rural", "ev.b": "rural"})
        for figure, choices in (("flows", {}), ("map", {"layout": "sectors"}), ("map", {"around": "org.a"})):
            options = FigureOptions(**choices)  # type: ignore[arg-type]
            made = draw(frames, figure, tmp_path / "fig.svg", options)
            drawn.append((made.caption, made.path.read_bytes()))
    assert drawn[:3] == drawn[3:]


def test_nothing_to_draw_says_what_is_needed(tmp_path: Path, bundled_here: OpenStudy) -> None:
    frames = made_frames([claim("org.a", "works_with", "org.b")], {"ev.a": "rural"})
    with pytest.raises(
        OutputError, match="Claims need a stakeholder as subject, an evidence item as object, and a verb"
    ):
        draw(frames, "flows", tmp_path / "fig.svg")
    assert not (tmp_path / "fig.svg").exists()
    with pytest.raises(NotFound, match="no focus 'none'"):
        bundled_here.figure("flows", tmp_path / "fig.svg", focus="none")
