"""The figure of when things happened: against the raw tables, and days against the calendar."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.picture_data.when import undated_sentence, when_data, when_sentence
from tests.support import raw
from tests.support.figures import Figures, texts_of
from tests.support.studies import tiny_study, tiny_tables

pytestmark = pytest.mark.slow
ODD = ["<script>alert('x')</script> $x_1^2$", "تقرير عن الصحة", "two\nlines and a bell\x07", "W" * 400, "\u202eevil"]


def with_claims(frames: StudyFrames, rows: Iterable[dict[str, Any]]) -> StudyFrames:
    """A study with copies of its first claim in place of its claims, each with other cells."""
    first = frames.claims.iloc[0].to_dict()
    made = [first | {"claim": f"d{number:04}"} | row for number, row in enumerate(rows)]
    table = pd.DataFrame(made, columns=frames.claims.columns).astype(frames.claims.dtypes.to_dict())
    table = table.rename(columns={"subject": "start", "object": "end"})
    return replace(
        frames, read_edges=lambda type_: table if type_ == "CLAIM" else frames.edges(type_), _nodes={}, _edges={}
    )


def bars(figure: Figures) -> list[tuple[float, float]]:
    """From where to where each bar goes, those of the legend left out."""
    boxes = [box.get_bbox() for box in figure.axes.patches if box.get_zorder() == 2 and hasattr(box, "get_bbox")]
    return [(box.x0, box.x1) for box in boxes if abs(box.width - 10) > 0.01]


def test_what_has_a_date_is_what_the_tables_have(bundled_here: OpenStudy, tmp_path: Path) -> None:
    claims, evidence, successors = (raw.table(name) for name in ("claims", "evidence", "successors"))
    years = [int(row["date"][:4]) for row in claims if row["date"]]
    changed = [row for row in successors if row["from_organisation"] and row["to_organisation"]]
    drawn = bundled_here.figure("when", tmp_path / "fig.svg")
    assert (
        f"{len(years)} of {len(claims):,} claims has a date, in {years[0]}; "
        f"{sum(bool(row['date']) for row in evidence)} evidence items and "
        f"{sum(bool(row['when']) for row in changed)} reorganisations have one, too. " in drawn.caption
    )
    named = {row["workstream"] for row in claims} - {""}
    dated = {row["workstream"] for row in claims if row["date"]}
    assert f"{len(claims) - len(years):,} claims without a date are not drawn; " in drawn.caption
    assert f"{len(named - dated)} workstreams that claims name have no dated claim" in drawn.caption
    printed = " ".join(texts_of(tmp_path / "fig.svg"))
    for row in evidence:
        assert (f"{row['label']} ({row['date']})" in printed) == bool(row["date"])
    assert printed.count("(after 2012-03)") == sum(row["when"] == "after 2012-03" for row in changed)


def test_bars_are_as_long_as_what_their_dates_may_mean(school_meals: OpenStudy) -> None:
    """On a line of time from 2018 to 2020; the day of 2018 and the day of evidence are drawn wider than they are."""
    figure = Figures(school_meals.frames, "when")
    first, last = date(2018, 1, 1).toordinal(), date(2021, 1, 1).toordinal()
    start, end = 3 + 0.22 * figure.width, figure.width - 3
    day = (end - start) / (last - first)
    expected = [
        (date(2020, 1, 1), date(2021, 1, 1)),  # the claims of the workstream, then those without one
        (date(2018, 11, 30), date(2018, 12, 1)),
        (date(2019, 5, 1), date(2019, 6, 1)),
        (date(2019, 5, 1), date(2019, 6, 1)),  # evidence
        (date(2019, 5, 20), date(2019, 5, 21)),
    ]
    drawn = bars(figure)
    assert len(drawn) == len(expected)
    for (left, right), (begins, ends) in zip(drawn, expected, strict=True):
        middle = (begins.toordinal() + ends.toordinal()) / 2
        assert (left + right) / 2 == pytest.approx(start + (middle - first) * day, abs=0.01)
        assert right - left == pytest.approx(max(4, (ends - begins).days * day), abs=0.01)


def test_lanes_come_by_their_dated_claims_and_those_left_off_are_counted(
    school_meals: OpenStudy, bundled_here: OpenStudy, tmp_path: Path
) -> None:
    names = sorted(bundled_here.frames.nodes("WorkStream")["id"])[:5]
    rows = [{"workstream": name, "date": "2012"} for number, name in enumerate(names) for _ in range(number + 1)]
    rows += [{"workstream": None, "date": "2011"}] * 7 + [{"workstream": names[0], "date": None}]
    frames = with_claims(bundled_here.frames, rows)
    data = when_data(frames)
    assert [len(lane.dated) for lane in data.claims] == [5, 4, 3, 2, 1, 7]
    assert [lane.undated for lane in data.claims] == [0, 0, 0, 0, 1, 0]
    assert when_sentence(data).startswith("22 of 23 claims have a date, from 2011 to 2012; 3 evidence items and ")
    assert undated_sentence(data) == "1 claim without a date is not drawn"
    shown, left_out = data.first(2)
    assert ([len(lane.dated) for lane in shown], [len(lane.dated) for lane in left_out]) == ([5, 4, 7], [3, 2, 1])
    shuffled = with_claims(
        bundled_here.frames, [{**row, "claim": f"d{n:04}"} for n, row in list(enumerate(rows))[::-1]]
    )
    assert when_data(shuffled) == data
    drawn = school_meals.figure("when", tmp_path / "fig.svg", top=1)
    assert "Left off" not in drawn.caption


def test_many_dates_of_a_lane_are_counted_and_none_is_lost(school_meals: OpenStudy) -> None:
    rows = [
        {
            "date": f"20{10 + n % 4}-{1 + n % 12:02}-{1 + n % 28:02}",
            "focus": ("rural", "urban")[n % 2],
            "workstream": None,
        }
        for n in range(400)
    ]
    for width in ("single", "double"):
        figure = Figures(with_claims(school_meals.frames, rows), "when", width=width)
        assert (figure.outside(), figure.overlapping()) == ([], [])
        numbers = [int(text) for text, _ in figure.boxes if text.isdigit() and not text.startswith("20")]
        # Each year has claims of one focus only, as every fourth claim is of one year.
        assert sorted(numbers) == [100] * 4


@pytest.mark.parametrize("width", ["single", "double"])
def test_rough_and_open_dates_and_odd_labels_are_drawn_whole(school_meals: OpenStudy, width: str) -> None:
    dates = ["1999~", "2011/2014", "2012-03-09", "2999", "1000", "2011-03/2011-05"]
    rows = [{"summary": ODD[n % len(ODD)], "date": text, "workstream": None} for n, text in enumerate(dates)]
    figure = Figures(with_claims(school_meals.frames, rows), "when", width=width)
    assert (figure.outside(), figure.overlapping()) == ([], [])
    hollow = [patch for patch in figure.axes.patches if patch.get_facecolor() == (1, 1, 1, 1)]
    assert len(hollow) == 3 + 1  # with that of the legend


def test_a_focus_has_its_own_claims_and_evidence(school_meals: OpenStudy, tmp_path: Path) -> None:
    tables = tiny_tables()
    rural = sum(row["focus"] == "rural" for row in tables["claims"])
    drawn = school_meals.figure("when", tmp_path / "fig.svg", focus="rural")
    assert drawn.caption.startswith(
        f"2 of {rural} claims have a date, from 2019 to 2020; 1 evidence item has one, too. "
    )
    assert "Only claims and evidence of rural focus." in drawn.caption
    with pytest.raises(NotFound, match="It has: rural, urban"):
        school_meals.figure("when", tmp_path / "no.svg", focus="seaside")


def test_a_study_without_dates_says_where_to_give_them(tmp_path: Path) -> None:
    tables = tiny_tables()
    undated = {name: [{**row, "date": ""} for row in tables[name]] for name in ("claims", "evidence")}
    nothing = pytest.raises(OutputError, match="column date of claims or evidence")
    with gm.open_study(tiny_study(tmp_path / "study", **undated)) as study, nothing:
        study.figure("when", tmp_path / "fig.svg")
    assert not (tmp_path / "fig.svg").exists()
