"""The explorer and the figure tell the same journeys: mark by mark, line by line, count by count."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import graphmodel as gm
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel_viz.figures.journeys import OUTCOMES
from graphmodel_viz.picture_data.journeys import journeys_data, lines_of
from tests.support.browser import OpenPage
from tests.support.explorer import MEALS, Explorer
from tests.support.figures import Figures
from tests.support.page import of_page
from tests.support.random_study import RandomStudy, random_studies
from tests.support.tiers import examples

COLUMNS = ("phase", "stage")
MARK_OF_LOOK = {
    ("o", 5.0, "full", False): rules.USED,
    ("o", 5.0, "full", True): rules.PRODUCED,
    ("o", 5.0, "left", False): rules.PARTLY,
    ("D", 4.4, "left", False): rules.DISPUTED,
    ("x", 4.4, "full", False): rules.NOT_USED,
    ("s", 4.6, "full", True): rules.UNASKED,
    ("(4, 1, 0)", 6.0, "full", False): rules.OPPOSED,
    ("^", 4.6, "full", True): rules.ASKED,
}
"""Shape, size, filling, and whether it is empty. Smaller marks are parts of these."""


def of_figure(frames: StudyFrames, by: str) -> dict[str, Any]:
    """The same of the figure, as its data has it."""
    data = journeys_data(frames, across=by)
    lanes = [lane for group in data.groups for lane in group.lanes]
    return {
        "columns": [id_ for id_, _ in data.columns],
        "items": {
            lane.evidence: [[list(marks) for marks in lane.marks], [list(line) for line in lane.lines]]
            for lane in lanes
        },
        "counts": {group.focus: [group.n_items, list(group.used), list(group.mentioned)] for group in data.groups},
    }


def compare(frames: StudyFrames) -> None:
    for by, page in zip(COLUMNS, of_page([(frames, by) for by in COLUMNS]), strict=True):
        figure = of_figure(frames, by)
        without = {id_: drawn for id_, drawn in page["items"].items() if id_ not in figure["items"]}
        assert all(not any(marks) and not lines for marks, lines in without.values())
        assert {id_: page["items"][id_] for id_ in figure["items"]} == figure["items"]
        assert page["columns"] == figure["columns"]
        if page["columns"]:  # without stages the figure has nothing to draw
            assert page["counts"] == figure["counts"]


@pytest.mark.process
@given(random_studies())
@settings(
    max_examples=examples(6),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_any_study_has_the_same_journeys_on_both(drawn: RandomStudy) -> None:
    with TemporaryDirectory() as folder, gm.open_study(drawn.write(Path(folder) / "study")) as study:
        compare(study.frames)


@pytest.mark.process
def test_so_has_a_study_of_another_kind(tmp_path: Path) -> None:
    with gm.open_study(MEALS, db=tmp_path) as study:
        compare(study.frames)


def test_the_lines_of_the_rules() -> None:
    """Worked out by hand: a line needs use at both ends, a gap needs silence in between."""
    used, left_out, silent = rules.USED, rules.NOT_USED, rules.SILENT
    assert lines_of([used, rules.PARTLY, rules.DISPUTED], ["u", "p", "d"]) == ((0, 1, "joined"), (1, 2, "joined"))
    assert lines_of([used, silent, silent, used], ["u", "", "", "u"]) == ((0, 3, "gap"),)
    assert lines_of([used, left_out, used], ["u", "x", "u"]) == ()
    assert lines_of([used, silent, used], ["u", [rules.ASKED], "u"]) == ()
    assert lines_of([silent, used, silent], ["", "u", ""]) == ()


def drawn_by_figure(frames: StudyFrames, by: str) -> tuple[set[tuple[str, int, str]], set[tuple[str, int, int, str]]]:
    """Marks (item, column, mark) and lines (item, columns, line) as the artists of the figure stand on the sheet."""
    data = journeys_data(frames, across=by)
    lanes = [lane.evidence for group in data.groups for lane in group.lanes]
    figures = Figures(frames, "journeys", top=0, width="double", across=by)
    label = 168 * (0.8 if len(data.columns) > 8 else 1)
    step = (figures.width - 6 - label - (OUTCOMES if by == "phase" else 0)) / len(data.columns)
    found_marks, found_lines = [], []
    for artist in figures.axes.lines:
        xs, y = artist.get_xdata(), round(float(artist.get_ydata()[0]), 3)
        columns = [int((float(x) - 3 - label) // step) for x in xs]
        if artist.get_marker() == "None":
            line = rules.GAP if artist.get_linewidth() < 1 else rules.JOINED
            found_lines.append((y, columns[0], columns[-1], line))
        else:
            white = artist.get_markerfacecolor() == "#FFFFFF"
            look = (str(artist.get_marker()), artist.get_markersize(), artist.get_fillstyle(), white)
            if look in MARK_OF_LOOK:
                found_marks.append((y, columns[0], MARK_OF_LOOK[look]))
    # Lanes stand below each other, each with a mark; what follows is the legend.
    lane_at = dict(zip(sorted({y for y, *_ in found_marks}), lanes, strict=False))
    return (
        {(lane_at[y], column, mark) for y, column, mark in found_marks if y in lane_at},
        {(lane_at[y], start, end, line) for y, start, end, line in found_lines if y in lane_at},
    )


@pytest.mark.parametrize("by", ["phase", pytest.param("stage", marks=pytest.mark.exhaustive)])
def test_what_is_drawn_of_the_bundled_study_is_the_same(
    bundled_explorer: Explorer, open_page: OpenPage, by: str
) -> None:
    frames = bundled_explorer.frames
    columns = frames.phases if by == "phase" else frames.stages["id"]
    place = {id_: number for number, id_ in enumerate(columns)}
    page = open_page(bundled_explorer.file, fragment=f"view=journeys&set.rows=all&set.columns={by}")
    cells, lines = page.evaluate(
        """() => [
          [...document.querySelectorAll('svg.journeys g.cell')].map((cell) => [
            cell.dataset.mark, [...cell.querySelectorAll('.mark')].map((mark) => mark.classList[1])]),
          [...document.querySelectorAll('svg.journeys [data-line]')].map((line) =>
            [line.dataset.line, line.getAttribute('class')]),
        ]"""
    )
    name_of_class = {f"evidence-{mark.replace(' ', '-')}": mark for mark in rules.MARKS}
    marks_of_page = {
        (item, place[phase], name_of_class[name])
        for key, names in cells
        for _, item, phase in [key.split(":")]
        for name in names
    }
    lines_of_page = {
        (item, place[start], place[end], name.removeprefix("way way-"))
        for key, name in lines
        for item, start, end in [key.split(":")]
    }
    marks, drawn_lines = drawn_by_figure(frames, by)
    assert marks == marks_of_page
    assert drawn_lines == lines_of_page
    assert {line for *_, line in drawn_lines} == (set(rules.LINES) if by == "stage" else {rules.JOINED})
    assert rules.PRODUCED in {mark for *_, mark in marks}
