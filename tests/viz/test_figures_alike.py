"""Figures of people, factors, codes and stories count as the page does."""

from collections.abc import Iterator
from typing import Any

import pytest

import graphmodel as gm
from graphmodel.api.opened import OpenStudy
from graphmodel.frames.study_frames import StudyFrames
from graphmodel_viz.picture_data.brokers import brokers_data
from graphmodel_viz.picture_data.choices import MATRIX_ROWS, RESTING_ON, WHOSE
from graphmodel_viz.picture_data.contested import contested_data
from graphmodel_viz.picture_data.dependence import WORDS, dependence_data
from graphmodel_viz.picture_data.matrix import matrix_data, shade
from graphmodel_viz.picture_data.story import story_data
from tests.support.explorer import MEALS
from tests.support.page import pictures_of_page

pytestmark = pytest.mark.process


@pytest.fixture(scope="module", params=["bundled", "meals"])
def both(
    request: pytest.FixtureRequest, bundled_here: OpenStudy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[StudyFrames, Any, list[str]]]:
    """A study, and what the page makes of it."""

    def asked(frames: StudyFrames) -> tuple[StudyFrames, Any, list[str]]:
        claims = frames.claims
        items = set(frames.nodes("EvidenceItem")["id"]) & {*claims["subject"], *claims["object"]}
        nodes = [*sorted(items), *sorted(set(claims["workstream"].dropna()))]
        return frames, pictures_of_page(frames, nodes), nodes

    if request.param == "bundled":
        yield asked(bundled_here.frames)
        return
    with gm.open_study(MEALS, db=tmp_path_factory.mktemp("meals")) as study:
        yield asked(study.frames)


def test_stories_have_the_same_claims_in_the_same_parts(both: tuple[StudyFrames, Any, list[str]]) -> None:
    frames, page, nodes = both
    for node in nodes[::3] if len(nodes) > 50 else nodes:
        data = story_data(frames, node)
        assert [
            [
                column.label,
                [[one.claim for one in part.claims] for part in column.parts],
                [list(back) for back in column.back],
            ]
            for column in data.columns
        ] == page["stories"][node]


@pytest.mark.parametrize("whose", WHOSE)
def test_contested_factors_have_the_same_sides(both: tuple[StudyFrames, Any, list[str]], whose: str) -> None:
    frames, page, _ = both
    expected = page["contested"][whose]
    data = contested_data(frames, whose)
    assert {column for column, _ in data.columns} == set(expected["columns"])
    if whose == "sector":
        assert [column for column, _ in data.columns] == expected["columns"]
    assert data.nobody == expected["nobody"]
    rows = {
        row.label: (
            row.contested,
            sorted([column, what, number] for column, cell in row.cells.items() for what, number in cell.items()),
            sorted(row.divided),
        )
        for row in data.rows
    }
    assert rows == {
        label: (contested, sorted(cells), sorted(divided)) for label, contested, cells, divided in expected["rows"]
    }
    both_sides = [row for row in expected["rows"] if row[1]]
    if both_sides:
        within = sum(any(column or whose != "sector" for column in row[3]) for row in both_sides)
        assert data.sentence.startswith(f"{len(both_sides)} factor")
        assert f"in {within or 'none'} of them" in data.sentence or len(both_sides) == 1


def test_brokers_have_the_same_partners(both: tuple[StudyFrames, Any, list[str]]) -> None:
    frames, page, _ = both
    expected, data = page["brokers"], brokers_data(frames)
    assert (data.sentence, data.tied, data.tested) == (expected["finding"], expected["tied"], expected["tested"])
    found = [[row.label, row.n_partners, row.tested, sorted(row.only)] for row in data.rows]
    assert sorted(found) == sorted(expected["rows"])
    assert [row[0] for row in found if row[3]] == [row[0] for row in expected["rows"] if row[3]]


@pytest.mark.parametrize("on", RESTING_ON)
def test_as_much_rests_on_one(both: tuple[StudyFrames, Any, list[str]], on: str) -> None:
    frames, page, _ = both
    expected, data = page["dependence"][WORDS[on].one], dependence_data(frames, on)
    assert data.sentence == expected["finding"]
    assert [[one.label, one.part, one.whole] for one in data.ones] == expected["ones"]


@pytest.mark.parametrize("by", MATRIX_ROWS)
def test_the_matrix_has_the_same_numbers(both: tuple[StudyFrames, Any, list[str]], by: str) -> None:
    frames, page, _ = both
    themes = list(dict.fromkeys(frames.nodes("Code")["theme"].dropna())) if "theme" in frames.nodes("Code") else [None]
    labels = {theme["label"]: theme for theme in page["matrix"][by]}
    for theme in themes[:4]:
        expected = next(one for label, one in labels.items() if theme is None or label.split(" ")[0] == theme)
        if not expected["all"][0]:
            continue
        data = matrix_data(frames, by, theme)
        assert data.label == expected["label"]
        assert [code for _, codes in data.themes for code, _ in codes] == expected["codes"]
        assert [data.all.n_claims, dict(data.all.cells)] == [expected["all"][0], dict(expected["all"][1])]
        groups = [
            (group.all.n_claims, dict(group.all.cells), [(row.n_claims, dict(row.cells)) for row in group.rows])
            for group in data.groups
        ]
        assert groups == [
            (n_claims, dict(cells), [(number, dict(of)) for number, of in rows])
            for n_claims, cells, rows in expected["groups"]
        ]
        codes, number = expected["most"]
        heads = dict(code for _, own in data.themes for code in own)
        assert heads[codes[0]] in data.sentence
        assert f"{number:,}" in data.sentence
    assert [shade(number) for number in range(40)] == page["shades"]
    assert matrix_data(frames, by).uncoded == page["uncoded"]
