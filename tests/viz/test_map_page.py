"""The page of the stakeholder map, as a reader has it: in a browser, offline."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page

import graphmodel
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.stakeholders import stakeholders
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


def place_of(told: Any, id_: str) -> int:
    return int(told["nodes"]["id"].index(id_))


def naming(frames: StudyFrames, id_: str) -> list[str]:
    """The claims that name a stakeholder."""
    claims = frames.claims
    return sorted(claims.loc[(claims["subject"] == id_) | (claims["object"] == id_), "claim"])


def among(frames: StudyFrames) -> list[tuple[str, str, str]]:
    """Each claim that one stakeholder makes of another: claim, subject, object."""
    claims = frames.claims
    ends = [claims[end].str.startswith(("act.", "org.")) for end in ("subject", "object")]
    told = claims[ends[0] & ends[1] & (claims["subject"] != claims["object"])]
    return list(zip(told["claim"], told["subject"], told["object"], strict=True))


def sectors(frames: StudyFrames) -> dict[str, str | None]:
    """The type of each stakeholder's organisation, worked out from the tables of nodes."""
    bodies, actors = frames.nodes("Organisation"), frames.nodes("Actor")
    types = {id_: None if pd.isna(kind) else str(kind) for id_, kind in zip(bodies["id"], bodies["type"], strict=True)}
    return types | {id_: types.get(body) for id_, body in zip(actors["id"], actors["organisation"], strict=True)}


def claims_shown(page: Page) -> list[str]:
    """Ids of the claims in the panel."""
    return sorted(text.split(" · ")[0] for text in page.locator("#panel .claim .about").all_inner_texts())


def group_button(page: Page, label: str) -> Any:
    return page.locator("#names > li > button").filter(has_text=re.compile(rf"^{label} \("))


def open_group(page: Page, label: str) -> None:
    group_button(page, label).click()
    page.get_by_role("button", name="Open this group").click()


def name_button(page: Page, label: str) -> Any:
    return page.locator("#names button, #alone button").filter(has_text=label).first


def click_at(page: Page, x: float, y: float, times: int = 1) -> None:
    """Click a place of the picture, given in its own units."""
    place = page.evaluate("([x, y]) => picture.network.canvasToDOM({ x, y })", [x, y])
    page.locator("#picture canvas").click(position={"x": place["x"], "y": place["y"]}, click_count=times)


def test_the_bundled_study_opens_and_is_small(frames: StudyFrames, write: MakePage, open_page: OpenPage) -> None:
    file = write(frames)
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
    if "group" in options:
        page.get_by_role("button", name="Open this group").click()
        assert page.locator("#names ul button").count() > 0
        assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]


def test_claims_can_be_reached_with_the_keyboard_alone(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    file = write(frames)
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
    assert claims_shown(page) == naming(frames, "org.pct")
    summaries = set(frames.claims["summary"])
    assert set(page.locator("#panel .claim p:first-child").all_inner_texts()) <= summaries
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
    assert page.locator("#panel-title").inner_text() == told["nodes"]["label"][place_of(told, "org.pct")]
    pairs = list(zip(told["ties"]["start"], told["ties"]["end"], strict=True))
    ends_of_ties = [end for pair in pairs for end in pair]
    lonely = next(pair for pair in pairs if all(ends_of_ties.count(end) == 1 for end in pair))
    start, end = (told["nodes"]["id"][place] for place in lonely)
    ends = [one for one in drawing["nodes"] if one["id"] in (start, end)]
    click_at(page, sum(one["x"] for one in ends) / 2, sum(one["y"] for one in ends) / 2)
    assert claims_shown(page) == sorted(claim for claim, *both in among(frames) if both == [start, end])
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


def test_groups_show_their_members_and_the_claims_that_name_them(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    page = open_page(write(frames, group="sector"))
    group_button(page, "third sector").click()
    tied = {end for _, *ends in among(frames) for end in ends}
    members = [id_ for id_, sector in sectors(frames).items() if sector == "third_sector" and id_ in tied]
    labels = {**frames.labels("Actor"), **frames.labels("Organisation")}
    assert sorted(page.locator("#panel .members button").all_inner_texts()) == sorted(labels[id_] for id_ in members)
    assert claims_shown(page) == sorted({claim for id_ in members for claim in naming(frames, id_)})


def test_a_group_opens_in_its_place_and_closes_again(frames: StudyFrames, write: MakePage, open_page: OpenPage) -> None:
    page = open_page(write(frames, group="sector"))
    before = page.locator("#drawn").inner_text()
    entries = page.locator("#names button").count()
    open_group(page, "third sector")
    members = page.locator("#panel .members button").count()
    assert page.locator("#names button").count() == entries + members
    assert (
        f"{entries - 1} groups, and {members} stakeholders of 1 group that is open"
        in page.locator("#drawn").inner_text()
    )
    shown = page.evaluate("shown.nodes.map(node => node.id)")
    assert sorted(shown) == sorted(page.evaluate("picture.network.body.data.nodes.getIds()"))
    assert len(shown) == entries - 1 + members
    page.get_by_role("button", name="Close this group").click()
    assert page.locator("#drawn").inner_text() == before
    assert page.locator("#names button").count() == entries
    assert page.locator("#close").is_hidden()


def test_groups_open_and_close_with_the_keyboard_alone(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    page = open_page(write(frames, group="sector"))
    before = page.locator("#drawn").inner_text()
    for sector in ("third sector", "academic"):
        page.keyboard.press("/")
        page.fill("#find", "")
        group_button(page, sector).focus()
        page.keyboard.press("Enter")
        for _ in range(2):  # from the title over the panel to the button
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Open this group"
        page.keyboard.press("Enter")
        assert page.locator("#panel-title").evaluate("title => title === document.activeElement")
    assert "of 2 groups that are open" in page.locator("#drawn").inner_text()
    page.keyboard.press("Escape")
    assert "of 2 groups that are open" in page.locator("#drawn").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#drawn").inner_text() == before


def test_two_clicks_open_a_group_and_two_in_its_circle_close_it(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    file = write(frames, group="sector")
    drawing, told = data_of(file, "drawing"), data_of(file, "told")
    group = told["groups"]["label"].index("commissioning group")
    head = next(node for node in drawing["nodes"] if node["id"] == f"#{group}")
    page = open_page(file)
    click_at(page, head["x"], head["y"], times=2)
    assert "of 1 group that is open" in page.locator("#drawn").inner_text()
    click_at(page, head["x"], head["y"] - told["groups"]["r"][group] * 0.97, times=2)
    assert "open" not in page.locator("#drawn").inner_text()


def test_a_stakeholder_in_a_closed_group_is_found_and_opens_it(
    frames: StudyFrames, write: MakePage, open_page: OpenPage
) -> None:
    page = open_page(write(frames, group="sector"))
    inside = sorted(id_ for id_, sector in sectors(frames).items() if sector == "third_sector")
    tied = {end for _, *ends in among(frames) for end in ends}
    id_ = next(one for one in inside if one in tied)
    label = {**frames.labels("Actor"), **frames.labels("Organisation")}[id_]
    page.fill("#find", label)
    assert page.locator("#found").inner_text().startswith("1 stakeholder and ")
    page.locator(f'#names ul [data-node="{id_}"]').click()
    assert page.locator("#panel-title").inner_text() == label
    assert claims_shown(page) == naming(frames, id_)
    assert "of 1 group that is open" in page.locator("#drawn").inner_text()
    assert page.evaluate("picture.network.getSelectedNodes()") == [id_]
    page.locator("#close").click()
    assert page.locator("#panel-title").inner_text() == "third sector"


@pytest.mark.parametrize("ties", ["claim", "workstream"])
def test_every_line_with_a_group_open_rests_on_the_claims_of_its_ties(
    frames: StudyFrames, write: MakePage, open_page: OpenPage, ties: str
) -> None:
    file = write(frames, group="sector", ties=ties)
    told = data_of(file, "told")
    page = open_page(file)
    open_group(page, "pct")
    lines = page.evaluate("[...shown.lines].map(([id, { start, end }]) => [id, start, end])")
    shown = {(start, end): set[str]() for _, start, end in lines}
    for id_, start, end in lines:
        page.evaluate("id => choose({ line: id })", id_)
        shown[start, end] |= set(claims_shown(page))
    of, labels = sectors(frames), told["groups"]["label"]

    def unit(id_: str) -> str:
        sector = (of[id_] or "Not known").replace("_", " ")
        return id_ if sector == "pct" else f"#{labels.index(sector)}"

    expected: dict[tuple[str, str], set[str]] = {}
    if ties == "claim":
        raw = [((start, end), {claim}) for claim, start, end in among(frames)]
    else:
        table = stakeholders(frames, "same workstream")["ties"]
        table = table[table["tie"] == "same workstream"]
        raw = [
            ((start, end), set(claims))
            for start, end, claims in zip(table["start"], table["end"], table["claims"], strict=True)
        ]
    for ends, claims in raw:
        start, end = map(unit, ends)
        if start != end:
            as_drawn = (start, end) if ties == "claim" or (start, end) in shown else (end, start)
            expected.setdefault(as_drawn, set()).update(claims)
    assert shown == expected
    drawn = sum(len(page.evaluate("id => shown.lines.get(id).ties", id_)) for id_, *_ in lines)
    inside = len(told["ties"]["start"]) - drawn
    assert f"{drawn} ties. {inside} tie" in page.locator("#drawn").inner_text()


def test_ties_look_the_same_whether_a_group_was_opened_for_them_or_not(write: MakePage, open_page: OpenPage) -> None:
    ways = [("act.a", "challenges", "act.b"), ("act.a", "works_with", "act.b"), ("act.b", "works_with", "act.a")]
    told = [claim(*way) for way in ways] + [claim("act.b", "excludes", "act.c"), claim(*ways[1])]
    told.append(claim("act.c", "works_with", "act.a", certainty="normative"))
    frames = made_frames(told, {})
    apart = {edge["id"]: edge for edge in data_of(write(frames), "drawing")["edges"]}
    page = open_page(write(frames, group="sector"))
    open_group(page, "Not known")
    looks = ("from", "to", "width", "dashes", "smooth", "arrows")
    opened = {edge["id"]: edge for edge in page.evaluate("shown.edges")}
    assert {id_: [edge[look] for look in looks] for id_, edge in opened.items()} == {
        id_: [edge[look] for look in looks] for id_, edge in apart.items()
    }
    sizes = {node["id"]: node["plain"] for node in page.evaluate("shown.nodes")}
    page = open_page(write(frames))
    assert sizes == {node["id"]: node["plain"] for node in page.evaluate("shown.nodes")}


def test_a_long_list_of_claims_comes_in_parts(write: MakePage, open_page: OpenPage) -> None:
    page = open_page(write(made_frames([claim("act.a", "works_with", "act.b") for _ in range(1_100)], {})))
    page.locator("#names button").first.click()
    assert page.locator("#panel h3").last.inner_text() == "1,100 claims"
    assert page.locator("#panel .claim").count() == 500
    page.get_by_role("button", name="Show more (600 left)").click()
    page.get_by_role("button", name="Show more (100 left)").click()
    assert page.locator("#panel .claim").count() == 1_100
    assert page.get_by_role("button", name="Show more").count() == 0


@pytest.mark.parametrize("group", ["none", "sector"])
def test_it_prints_with_the_key_and_the_claims_that_are_open(
    frames: StudyFrames, write: MakePage, open_page: OpenPage, group: str
) -> None:
    page = open_page(write(frames, group=group))
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
