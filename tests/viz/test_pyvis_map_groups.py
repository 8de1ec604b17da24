"""Groups on the page of the stakeholder map: opened, closed, searched and read."""

import re
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page

from graphmodel.analysis.stakeholders import stakeholders
from graphmodel.frames.study_frames import StudyFrames
from tests.support.browser import OpenPage
from tests.support.frames import claim, made_frames
from tests.support.pyvis_map import WriteMap, among, claims_shown, click_at, data_of, naming


def sectors(frames: StudyFrames) -> dict[str, str | None]:
    """The type of each stakeholder's organisation, worked out from the tables of nodes."""
    bodies, actors = frames.nodes("Organisation"), frames.nodes("Actor")
    types = {id_: None if pd.isna(kind) else str(kind) for id_, kind in zip(bodies["id"], bodies["type"], strict=True)}
    return types | {id_: types.get(body) for id_, body in zip(actors["id"], actors["organisation"], strict=True)}


def group_button(page: Page, label: str) -> Any:
    return page.locator("#names > li > button").filter(has_text=re.compile(rf"^{label} \("))


def open_group(page: Page, label: str) -> None:
    group_button(page, label).click()
    page.get_by_role("button", name="Open this group").click()


def test_groups_show_their_members_and_the_claims_that_name_them(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames, group="sector"))
    group_button(page, "third sector").click()
    tied = {end for _, *ends in among(map_frames) for end in ends}
    members = [id_ for id_, sector in sectors(map_frames).items() if sector == "third_sector" and id_ in tied]
    labels = {**map_frames.labels("Actor"), **map_frames.labels("Organisation")}
    assert sorted(page.locator("#panel .members button").all_inner_texts()) == sorted(labels[id_] for id_ in members)
    assert claims_shown(page) == sorted({claim for id_ in members for claim in naming(map_frames, id_)})


def test_a_group_opens_in_its_place_and_closes_again(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames, group="sector"))
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
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames, group="sector"))
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
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    file = write_map(map_frames, group="sector")
    drawing, told = data_of(file, "drawing"), data_of(file, "told")
    group = told["groups"]["label"].index("commissioning group")
    head = next(node for node in drawing["nodes"] if node["id"] == f"#{group}")
    page = open_page(file)
    click_at(page, head["x"], head["y"], times=2)
    assert "of 1 group that is open" in page.locator("#drawn").inner_text()
    click_at(page, head["x"], head["y"] - told["groups"]["r"][group] * 0.97, times=2)
    assert "open" not in page.locator("#drawn").inner_text()


def test_a_stakeholder_in_a_closed_group_is_found_and_opens_it(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames, group="sector"))
    inside = sorted(id_ for id_, sector in sectors(map_frames).items() if sector == "third_sector")
    tied = {end for _, *ends in among(map_frames) for end in ends}
    id_ = next(one for one in inside if one in tied)
    label = {**map_frames.labels("Actor"), **map_frames.labels("Organisation")}[id_]
    page.fill("#find", label)
    assert page.locator("#found").inner_text().startswith("1 stakeholder and ")
    page.locator(f'#names ul [data-node="{id_}"]').click()
    assert page.locator("#panel-title").inner_text() == label
    assert claims_shown(page) == naming(map_frames, id_)
    assert "of 1 group that is open" in page.locator("#drawn").inner_text()
    assert page.evaluate("picture.network.getSelectedNodes()") == [id_]
    page.locator("#close").click()
    assert page.locator("#panel-title").inner_text() == "third sector"


@pytest.mark.parametrize("ties", ["claim", "workstream"])
def test_every_line_with_a_group_open_rests_on_the_claims_of_its_ties(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage, ties: str
) -> None:
    file = write_map(map_frames, group="sector", ties=ties)
    told = data_of(file, "told")
    page = open_page(file)
    open_group(page, "pct")
    lines = page.evaluate("[...shown.lines].map(([id, { start, end }]) => [id, start, end])")
    shown = {(start, end): set[str]() for _, start, end in lines}
    for id_, start, end in lines:
        page.evaluate("id => choose({ line: id })", id_)
        shown[start, end] |= set(claims_shown(page))
    of, labels = sectors(map_frames), told["groups"]["label"]

    def unit(id_: str) -> str:
        sector = (of[id_] or "Not known").replace("_", " ")
        return id_ if sector == "pct" else f"#{labels.index(sector)}"

    expected: dict[tuple[str, str], set[str]] = {}
    if ties == "claim":
        raw = [((start, end), {claim}) for claim, start, end in among(map_frames)]
    else:
        table = stakeholders(map_frames, "same workstream")["ties"]
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


def test_both_directions_between_a_member_and_a_closed_group_are_kept_apart(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames, group="sector"))
    open_group(page, "pct")
    edges = {(edge["from"], edge["to"]): edge["smooth"] for edge in page.evaluate("shown.edges")}
    mixed = [(start, end) for start, end in edges if start.startswith("#") and not end.startswith("#")]
    both = [ends for ends in mixed if ends[::-1] in edges]
    assert both
    for ends in both:
        assert {edges[ends]["enabled"], edges[ends[::-1]]["enabled"]} == {True, False}


def test_ties_look_the_same_whether_a_group_was_opened_for_them_or_not(
    write_map: WriteMap, open_page: OpenPage
) -> None:
    ways = [("act.a", "challenges", "act.b"), ("act.a", "works_with", "act.b"), ("act.b", "works_with", "act.a")]
    told = [claim(*way) for way in ways] + [claim("act.b", "excludes", "act.c"), claim(*ways[1])]
    told.append(claim("act.c", "works_with", "act.a", certainty="normative"))
    frames = made_frames(told, {})
    apart = {edge["id"]: edge for edge in data_of(write_map(frames), "drawing")["edges"]}
    page = open_page(write_map(frames, group="sector"))
    open_group(page, "Not known")
    looks = ("from", "to", "width", "dashes", "smooth", "arrows")
    opened = {edge["id"]: edge for edge in page.evaluate("shown.edges")}
    assert {id_: [edge[look] for look in looks] for id_, edge in opened.items()} == {
        id_: [edge[look] for look in looks] for id_, edge in apart.items()
    }
    sizes = {node["id"]: node["plain"] for node in page.evaluate("shown.nodes")}
    page = open_page(write_map(frames))
    assert sizes == {node["id"]: node["plain"] for node in page.evaluate("shown.nodes")}


def test_with_groups_but_without_ties_it_says_so(write_map: WriteMap, open_page: OpenPage) -> None:
    page = open_page(write_map(made_frames([claim("act.a", "holds", "ev.a")], {"ev.a": "rural"}), group="sector"))
    assert page.locator("#names button").count() == 0
    page.locator("#alone button").click()
    assert claims_shown(page) == ["c001"]
