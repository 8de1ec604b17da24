"""The page of the stakeholder map, as a reader has it: in a browser, offline."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import graphmodel
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.pyvis_map import map_page
from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage, violations
from tests.support.frames import claim, made_frames
from tests.support.pyvis_map import WriteMap, among, claims_shown, click_at, data_of, naming, place_of
from tests.support.studies import tiny_study, with_cell

HOSTILE = "</script><script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>&amp;\u2028<!-- 'q' \"d\""


def name_button(page: Page, label: str) -> Any:
    return page.locator("#names button, #alone button").filter(has_text=label).first


def test_the_bundled_study_opens_and_is_small(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    file = write_map(map_frames)
    assert file.stat().st_size < 800_000
    page = open_page(file)
    drawing, told = data_of(file, "drawing"), data_of(file, "told")
    assert page.locator("#names button").count() == len(drawing["nodes"])
    assert page.locator("#alone button").count() == len(told["nodes"]["id"]) - len(drawing["nodes"])
    assert page.locator("#drawn").is_hidden()
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
    map_frames: StudyFrames,
    write_map: WriteMap,
    open_page: OpenPage,
    dark: bool,
    size: tuple[int, int],
    options: dict[str, str],
) -> None:
    page = open_page(write_map(map_frames, **options), dark=dark, size=size)
    assert violations(page) == []
    page.locator("#names button").nth(2).click()
    assert violations(page) == []
    if "group" in options:
        page.get_by_role("button", name="Open this group").click()
        assert page.locator("#names ul button").count() > 0
        assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]


def test_claims_can_be_reached_with_the_keyboard_alone(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    file = write_map(map_frames)
    page = open_page(file)
    told = data_of(file, "told")
    label = told["nodes"]["label"][place_of(told, "org.pct")]
    page.keyboard.press("/")
    page.keyboard.type(label)
    assert page.locator("#found").inner_text() == "1 stakeholder found"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#panel-title").inner_text() == label
    assert page.locator("#panel-title").evaluate("title => title === document.activeElement")
    assert claims_shown(page) == naming(map_frames, "org.pct")
    summaries = set(map_frames.claims["summary"])
    assert set(page.locator("#panel .claim p:first-child").all_inner_texts()) <= summaries
    page.keyboard.press("Escape")
    assert page.locator("#panel .claim").count() == 0
    assert page.locator("#names button:visible").evaluate("button => button === document.activeElement")


def test_a_click_on_a_shape_or_a_line_leads_to_its_claims(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    file = write_map(map_frames)
    drawing, told = data_of(file, "drawing"), data_of(file, "told")
    page = open_page(file)
    node = next(one for one in drawing["nodes"] if one["id"] == "org.pct")
    click_at(page, node["x"], node["y"])
    assert page.locator("#panel-title").inner_text() == told["nodes"]["label"][place_of(told, "org.pct")]
    pairs = list(zip(told["ties"]["start"], told["ties"]["end"], strict=True))
    ends_of_ties = [end for pair in pairs for end in pair]
    lonely = next(pair for pair in pairs if all(ends_of_ties.count(end) == 1 for end in pair))
    start, end = (told["nodes"]["id"][place] for place in lonely)
    ends = [one for one in drawing["nodes"] if one["id"] in (start, end)]
    click_at(page, sum(one["x"] for one in ends) / 2, sum(one["y"] for one in ends) / 2)
    assert claims_shown(page) == sorted(claim for claim, *both in among(map_frames) if both == [start, end])
    click_at(page, min(one["x"] for one in drawing["nodes"]), max(one["y"] for one in drawing["nodes"]) + 80)
    assert page.locator("#panel .claim").count() == 0


def test_each_of_parallel_ties_can_be_clicked(write_map: WriteMap, open_page: OpenPage) -> None:
    ways = [("act.a", "challenges", "act.b"), ("act.a", "works_with", "act.b"), ("act.b", "works_with", "act.a")]
    file = write_map(made_frames([claim(*way, summary=f"Told of {way}.") for way in ways], {}))
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


def test_what_is_hostile_stays_text(tmp_path: Path, write_map: WriteMap, open_page: OpenPage) -> None:
    changes = {
        "actors": with_cell("actors", 2, "label", HOSTILE),
        "sources": with_cell("sources", 2, "label", HOSTILE),
        "claims": with_cell("claims", 6, "summary", HOSTILE),
    }
    changes["claims"][4]["subject"] = "act.cook"
    study = tiny_study(tmp_path, settings='id = "x"\ntitle = "</title><script>alert(3)</script>"\n', **changes)
    with graphmodel.open_study(study, db=tmp_path / "db") as opened:
        file = write_map(opened.frames)
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
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames))
    every = page.locator("#names button:visible").count()
    page.fill("#find", "zzz")
    assert page.locator("#names button:visible").count() == 0
    assert page.locator("#found").inner_text() == "0 stakeholders found"
    page.fill("#find", "")
    assert page.locator("#names button:visible").count() == every


def test_a_long_list_of_claims_comes_in_parts(write_map: WriteMap, open_page: OpenPage) -> None:
    page = open_page(write_map(made_frames([claim("act.a", "works_with", "act.b") for _ in range(1_100)], {})))
    page.locator("#names button").first.click()
    assert page.locator("#panel h3").last.inner_text() == "1,100 claims"
    assert page.locator("#panel .claim").count() == 500
    page.get_by_role("button", name="Show more (600 left)").click()
    page.get_by_role("button", name="Show more (100 left)").click()
    assert page.locator("#panel .claim").count() == 1_100
    assert page.get_by_role("button", name="Show more").count() == 0


@pytest.mark.parametrize("group", ["none", "sector"])
def test_it_prints_with_the_key_and_the_claims_that_are_open(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage, group: str
) -> None:
    page = open_page(write_map(map_frames, group=group))
    page.locator("#names button").first.click()
    if group == "sector":
        page.get_by_role("button", name="Open this group").click()
        page.locator("#names ul button").first.click()
    page.emulate_media(media="print")
    assert page.locator("#find").is_hidden()
    assert page.locator("#looks").is_visible()
    assert page.locator("#drawn").is_visible() == (group == "sector")
    assert page.locator("#panel .claim").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_without_ties_it_says_so(write_map: WriteMap, open_page: OpenPage) -> None:
    page = open_page(write_map(made_frames([claim("act.a", "holds", "ev.a")], {"ev.a": "rural"})))
    assert page.locator("#names button").count() == 0
    assert page.locator("#alone button").count() == 1


@pytest.mark.parametrize(
    "options", [{"ties": "x"}, {"focus": "x"}, {"colour_by": "x"}, {"group": "x"}], ids=lambda one: next(iter(one))
)
def test_what_there_is_not_is_refused(map_frames: StudyFrames, options: dict[str, str]) -> None:
    with pytest.raises(NotFound, match="'x'"):
        map_page(map_frames, **options)


def test_from_python_it_is_written_but_never_over_the_study(tmp_path: Path) -> None:
    with graphmodel.open_study(tiny_study(tmp_path), db=tmp_path / "db") as study:
        assert study.map(tmp_path / "map.html") == tmp_path / "map.html"
        assert (tmp_path / "map.html").stat().st_size > 400_000
        with pytest.raises(OutputError):
            study.map(tmp_path / "school_meals" / "claims.csv")
        with pytest.raises(NotFound, match="'paper'"):
            study.map(tmp_path / "other.html", renderer="paper")
