"""What leads to what, as a figure: links against the raw tables, and layers that hold for any network."""

import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from graphmodel.api.opened import OpenStudy
from graphmodel.problems import OutputError
from graphmodel_viz.figures.layers import Pair, Part, layered, placed
from graphmodel_viz.picture_data.causes import CausesData, Link, causes_data, causes_sentence
from tests.support import raw
from tests.support.figures import texts_of
from tests.support.frames import claim, made_frames


@pytest.mark.slow
def test_links_are_those_of_the_tables(bundled_here: OpenStudy, tmp_path: Path) -> None:
    claims = pd.DataFrame(raw.table("claims"))
    claims = claims[claims["predicate"].eq("causes") & claims["certainty"].ne("normative")]
    sources = claims[claims["polarity"].eq("affirms")].groupby(["subject", "object"])["source"].nunique()
    data = causes_data(bundled_here.frames)
    assert {(link.cause, link.effect): link.affirming for link in data.links} == sources.to_dict()
    drawn = bundled_here.figure("causes", tmp_path / "fig.svg")
    alone = int(sources.eq(1).sum())
    assert f"{alone} of {len(sources)} links rest on one source" in drawn.caption
    assert f"{len(claims)} claims from {claims['source'].nunique()} sources" in drawn.caption
    # Lines are broken at spaces, and a label too long for its box ends in three dots.
    printed = "".join("".join(texts_of(tmp_path / "fig.svg")).split())
    labels = bundled_here.frames.labels("Factor")
    for factor in {*claims["subject"], *claims["object"]}:
        label = "".join(labels[factor].split())
        assert label in printed or any(f"{label[:at]}…" in printed for at in range(12, len(label))), label
    bundled_here.figure("causes", tmp_path / "list.svg", width="single")
    assert sum("source" in text for text in texts_of(tmp_path / "list.svg")) >= len(sources)


def test_denials_stand_beside_and_what_ought_to_be_is_left_out() -> None:
    data = causes_data(
        made_frames(
            [
                claim("fac.a", "causes", "fac.b", source="src.1"),
                claim("fac.a", "causes", "fac.b", source="src.2", polarity="denies"),
                claim("fac.b", "causes", "fac.c", source="src.1", polarity="denies"),
                claim("fac.c", "causes", "fac.d", source="src.1", polarity="mixed"),
                claim("fac.d", "causes", "fac.a", source="src.1", certainty="normative"),
            ],
            {},
            valences={},
        )
    )
    assert [(link.cause, link.effect, link.affirming, link.carrying, link.held) for link in data.links] == [
        ("fac.a", "fac.b", 1, 1, "both"),
        ("fac.b", "fac.c", 0, 0, "denies"),
        ("fac.c", "fac.d", 0, 1, "mixed"),
    ]
    with pytest.raises(OutputError, match="nothing to draw"):
        causes_data(made_frames([claim("org.x", "asserts", "fac.a")], {}, valences={}))


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ([("a", "b", 1, "affirms")], "“A” is said to lead to “B”; 1 source says so"),
        ([("a", "b", 2, "affirms"), ("c", "d", 1, "affirms")], "4 factors have 1 link each, and none has more; 1 of 2"),
        ([("a", "b", 1, "affirms"), ("b", "c", 1, "affirms")], "“B” is said to follow from 1 factor and to lead to 1,"),
        ([("a", "b", 0, "denies")], "Claims only deny"),
    ],
)
def test_the_sentence_is_no_more_than_its_numbers(links: list[tuple[str, str, int, str]], words: str) -> None:
    made = tuple(Link(cause, effect, number, number, held, 1) for cause, effect, number, held in links)
    data = CausesData(made, {one: one.upper() for one in "abcd"}, (), {}, len(made), 1)
    assert causes_sentence(data).startswith(words)


def _networks() -> list[list[Pair]]:
    chance = random.Random(4)
    made = []
    for _ in range(60):
        nodes = [f"n{number}" for number in range(chance.randint(3, 11))]
        made.append(list({(chance.choice(nodes), chance.choice(nodes)): None for _ in range(chance.randint(2, 16))}))
    return made


def _labels(links: Sequence[Pair]) -> dict[str, str]:
    return {node: node[::-1] for pair in links for node in pair}


def test_links_lead_from_left_to_right_but_for_those_that_close_a_circle() -> None:
    for links in _networks():
        parts = layered(links, _labels(links))
        assert sorted(node for part in parts for node in part.nodes()) == sorted(
            {node for pair in links for node in pair}
        )
        assert sum(len(part.ways) + len(part.back) for part in parts) == len(links)
        for part in parts:
            for pair, way in part.ways.items():
                assert (way[0].node, way[-1].node) == pair
                assert [slot.layer for slot in way] == list(range(way[0].layer, way[-1].layer + 1))
            for pair, _, _ in part.back:
                assert _reaches(part, pair[1], pair[0])


def _reaches(part: Part, start: str, end: str) -> bool:
    seen = {start}
    for _ in part.ways:
        seen |= {after for before, after in part.ways if before in seen}
    return end in seen


def test_no_box_covers_another() -> None:
    for links in _networks():
        places = placed(layered(links, _labels(links)), 500, 80, 30, lambda node: 12.0 + 3 * len(node))
        boxes = list(places.boxes.values())
        for at, (x, y, high) in enumerate(boxes):
            assert x >= 0
            assert y + high / 2 <= places.bottom + 0.01
            for other_x, other_y, other_high in boxes[at + 1 :]:
                assert abs(x - other_x) >= 80 or abs(y - other_y) >= (high + other_high) / 2 - 0.01
        for (start, end), (points, _) in places.ways.items():
            assert points[0][0] == places.boxes[start][0] + 80
            assert points[-1][0] == places.boxes[end][0]
