"""The page of the stakeholder map, as a reader has it: in a browser, offline."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import graphmodel
from graphmodel.analysis.frames import StudyFrames
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.map_page import map_page
from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage, violations
from tests.support.frames import claim, made_frames
from tests.support.studies import tiny_study, with_cell

HOSTILE = "</script><script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>&amp;\u2028<!-- 'q' \"d\""
MakePage = Callable[..., Path]


@pytest.fixture(scope="module")
def frames(bundled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StudyFrames]:
    with graphmodel.open_study(bundled_path, db=tmp_path_factory.mktemp("map")) as study:
        yield study.frames


@pytest.fixture
def write(tmp_path: Path) -> MakePage:
    """Write the page of some frames to a file, as bytes of UTF-8."""

    def writing(frames: StudyFrames, **options: Any) -> Path:
        file = tmp_path / "map.html"
        file.write_bytes(map_page(frames, **options).encode())
        return file

    return writing


def data_of(file: Path, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', file.read_text("utf-8"))
    assert found
    return json.loads(found[1])


def name_button(page: Page, label: str) -> Any:
    return page.locator("#names button, #alone button").filter(has_text=label).first


def click_at(page: Page, x: float, y: float) -> None:
    """Click a place of the picture, given in its own units."""
    place = page.evaluate("([x, y]) => picture.network.canvasToDOM({ x, y })", [x, y])
    page.locator("#picture canvas").click(position={"x": place["x"], "y": place["y"]})


def test_the_bundled_study_opens_and_is_small(frames: StudyFrames, write: MakePage, open_page: OpenPage) -> None:
    file = write(frames)
    assert file.stat().st_size < 800_000
    page = open_page(file)
    drawing, told = data_of(file, "drawing"), data_of(file, "told")
    assert page.locator("#names button").count() == len(drawing["nodes"])
    assert page.locator("#alone button").count() == len(told["isolates"])
    assert page.locator("#counts").inner_text() == told["counts"]
    assert "stakeholders and" in told["counts"]


@pytest.mark.parametrize(
    ("options", "dark", "size"),
    [
        ({}, False, WINDOW),
        ({}, True, SMALL_WINDOW),
        ({"ties": "workstream", "colour_by": "community"}, True, WINDOW),
        ({"group": "sector"}, False, SMALL_WINDOW),
    ],
)
def test_everybody_can_use_it(
    frames: StudyFrames,
    write: MakePage,
    open_page: OpenPage,
    dark: bool,
    size: tuple[int, int],
    options: dict[str, str],
) -> None:
    page = open_page(write(frames, **options), dark=dark, size=size)
    assert violations(page) == []
    page.locator("#names button").nth(2).click()
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]


def test_claims_can_be_reached_with_the_keyboard_alone(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    file = write(frames)
    page = open_page(file)
    told = data_of(file, "told")
    node = told["nodes"]["org.pct"]
    page.keyboard.press("/")
    page.keyboard.type(node["label"])
    assert page.locator("#found").inner_text() == "1 stakeholder found"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#panel-title").inner_text() == node["label"]
    assert page.locator("#panel-title").evaluate("title => title === document.activeElement")
    assert page.locator("#panel .claim").count() == len(node["claims"])
    first = told["claims"]["summary"][node["claims"][0]]
    assert page.locator("#panel .claim p").first.inner_text() == first
    assert told["claims"]["claim"][node["claims"][0]] in page.locator("#panel .about").first.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#panel .claim").count() == 0
    assert page.locator("#names button:visible").evaluate("button => button === document.activeElement")


def test_a_click_on_a_shape_or_a_line_leads_to_its_claims(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    file = write(frames)
    drawing, told = data_of(file, "drawing"), data_of(file, "told")
    page = open_page(file)
    node = next(one for one in drawing["nodes"] if one["id"] == "org.pct")
    click_at(page, node["x"], node["y"])
    assert page.locator("#panel-title").inner_text() == told["nodes"]["org.pct"]["label"]
    lonely = next(
        id_
        for id_, line in told["lines"].items()
        if all(
            sum(end in (o["start"], o["end"]) for o in told["lines"].values()) == 1
            for end in (line["start"], line["end"])
        )
    )
    ends = [
        one for one in drawing["nodes"] if one["id"] in (told["lines"][lonely]["start"], told["lines"][lonely]["end"])
    ]
    click_at(page, sum(one["x"] for one in ends) / 2, sum(one["y"] for one in ends) / 2)
    claims = told["lines"][lonely]["claims"]
    assert page.locator("#panel .claim p:first-child").all_inner_texts() == [
        told["claims"]["summary"][place] for place in claims
    ]
    click_at(page, min(one["x"] for one in drawing["nodes"]), max(one["y"] for one in drawing["nodes"]) + 80)
    assert page.locator("#panel .claim").count() == 0


def test_each_of_parallel_ties_can_be_clicked(write: MakePage, open_page: OpenPage) -> None:
    ways = [("act.a", "challenges", "act.b"), ("act.a", "works_with", "act.b"), ("act.b", "works_with", "act.a")]
    file = write(made_frames([claim(*way, summary=f"Told of {way}.") for way in ways], {}))
    page = open_page(file)
    drawing = data_of(file, "drawing")
    assert len({edge["id"] for edge in drawing["edges"]}) == 3
    x = sum(node["x"] for node in drawing["nodes"]) / 2
    y = sum(node["y"] for node in drawing["nodes"]) / 2
    found = set()
    for away in range(-30, 31, 2):
        edge = page.evaluate(
            "([x, y]) => picture.network.getEdgeAt(picture.network.canvasToDOM({ x, y })) ?? null", [x, y + away]
        )
        found.add(edge)
    assert found - {None} == {edge["id"] for edge in drawing["edges"]}


def test_what_is_hostile_stays_text(tmp_path: Path, write: MakePage, open_page: OpenPage) -> None:
    changes = {
        "actors": with_cell("actors", 2, "label", HOSTILE),
        "sources": with_cell("sources", 2, "label", HOSTILE),
        "claims": with_cell("claims", 6, "summary", HOSTILE),
    }
    changes["claims"][4]["subject"] = "act.cook"
    study = tiny_study(tmp_path, settings='id = "x"\ntitle = "</title><script>alert(3)</script>"\n', **changes)
    with graphmodel.open_study(study, db=tmp_path / "db") as opened:
        file = write(opened.frames)
    page = open_page(file)
    shown = re.sub(r"\s+", " ", HOSTILE)
    button = name_button(page, "onerror")
    assert re.sub(r"\s+", " ", button.text_content()).startswith(shown)
    button.click()
    assert shown in re.sub(r"\s+", " ", page.locator("#panel").text_content() or "")
    assert shown in re.sub(r"\s+", " ", page.locator("#panel-title").text_content() or "")
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == 2
    assert "</title><script>" in page.locator(".study").inner_text()


def test_the_search_hides_what_does_not_fit_and_esc_brings_nothing_down(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    page = open_page(write(frames))
    every = page.locator("#names button:visible").count()
    page.fill("#find", "zzz")
    assert page.locator("#names button:visible").count() == 0
    assert page.locator("#found").inner_text() == "0 stakeholders found"
    page.fill("#find", "")
    assert page.locator("#names button:visible").count() == every


def test_groups_show_their_members_and_the_claims_between_them(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    file = write(frames, group="sector")
    told = data_of(file, "told")
    page = open_page(file)
    id_, group = max(told["nodes"].items(), key=lambda item: len(item[1]["members"]))
    page.locator(f'[data-node="{id_}"]').click()
    shown = page.locator("#panel ul:not(.lines) li").all_inner_texts()
    assert shown == group["members"]


def test_it_prints_with_the_key_and_the_claims_that_are_open(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    page = open_page(write(frames))
    page.locator("#names button").first.click()
    page.emulate_media(media="print")
    assert page.locator("#find").is_hidden()
    assert page.locator("#looks").is_visible()
    assert page.locator("#panel .claim").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_without_ties_it_says_so(write: MakePage, open_page: OpenPage) -> None:
    page = open_page(write(made_frames([claim("act.a", "holds", "ev.a")], {"ev.a": "rural"})))
    assert page.locator("#names button").count() == 0
    assert page.locator("#alone button").count() == 1


@pytest.mark.parametrize(
    "options", [{"ties": "x"}, {"focus": "x"}, {"colour_by": "x"}, {"group": "x"}], ids=lambda one: next(iter(one))
)
def test_what_there_is_not_is_refused(frames: StudyFrames, options: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="'x'"):
        map_page(frames, **options)


def test_from_python_it_is_written_but_never_over_the_study(tmp_path: Path) -> None:
    with graphmodel.open_study(tiny_study(tmp_path), db=tmp_path / "db") as study:
        assert study.map(tmp_path / "map.html") == tmp_path / "map.html"
        assert (tmp_path / "map.html").stat().st_size > 400_000
        with pytest.raises(OutputError):
            study.map(tmp_path / "school_meals" / "claims.csv")
        with pytest.raises(NotFound, match="'paper'"):
            study.map(tmp_path / "other.html", renderer="paper")
