"""The page of the stakeholder map by pyvis, as a reader has it: in a browser, offline."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

import graphmodel
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound, OutputError
from graphmodel_viz import pyvis_map
from graphmodel_viz.pyvis_map import map_page
from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage, violations
from tests.support.explorer import claims_shown, panel
from tests.support.frames import claim, made_frames
from tests.support.pyvis_map import WriteMap, claims_between, click_unit, json_of, ties_at
from tests.support.studies import tiny_study, with_cell

SCREEN = "keys => keys.map(key => stakeholderMap.screen(stakeholderMap.units.get(key)))"
"""Places of units in the picture, in pixels."""
HOSTILE = "</script><script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>&amp;\u2028<!-- 'q' \"d\""


def naming(frames: StudyFrames, id_: str) -> set[str]:
    """The claims of which a stakeholder is subject, object or anything else that a claim names."""
    claims = frames.claims
    columns = ["subject", "object", "source", "speaker", "about", "reason", "site", "workstream", "stage"]
    return set(claims.loc[(claims[columns] == id_).any(axis=1), "claim"])


@pytest.mark.parametrize(
    ("options", "dark", "size"),
    [
        ({"ties": "workstream", "colour_by": "community"}, True, SMALL_WINDOW),
        pytest.param({}, False, WINDOW, marks=pytest.mark.exhaustive),
        pytest.param({"group": "sector"}, True, WINDOW, marks=pytest.mark.exhaustive),
    ],
)
def test_the_page_is_small_and_everybody_can_use_it(
    map_frames: StudyFrames,
    write_map: WriteMap,
    open_page: OpenPage,
    options: dict[str, str],
    dark: bool,
    size: tuple[int, int],
) -> None:
    file = write_map(map_frames, **options)
    vis_network = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_bytes()
    assert file.stat().st_size < len(vis_network) + 250_000 + 400 * len(map_frames.claims)
    page = open_page(file, dark=dark, size=size)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator(".vis-map canvas").count() == 1
    assert page.locator("nav").count() == 0
    assert "false" not in page.locator("header").inner_text()
    drawn = page.evaluate("stakeholderMap.nodes.length")
    assert drawn == page.evaluate("stakeholderMap.scene.units.length") > 0
    assert options.get("group", "none") == page.locator("[data-key='choice:group']").input_value()
    assert options.get("colour_by", "kind") == page.locator("[data-key='choice:colour']").input_value()


def test_a_click_on_a_shape_or_a_line_opens_its_claims(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames))
    click_unit(page, "node:org.pct")
    assert panel(page).locator("h2").inner_text() == map_frames.labels("Organisation")["org.pct"]
    assert set(claims_shown(page)) == naming(map_frames, "org.pct")
    page.keyboard.press("Escape")
    assert panel(page).locator("article.claim").count() == 0
    pairs = [(start, end) for _, start, end in claims_between(map_frames)]
    ends = [end for pair in pairs for end in pair]
    start, end = next(pair for pair in pairs if all(ends.count(one) == 1 for one in pair))
    place = page.evaluate(
        "keys => keys.map(key => stakeholderMap.screen(stakeholderMap.units.get(key)))",
        [f"node:{start}", f"node:{end}"],
    )
    page.locator(".vis-map canvas").click(
        position={"x": (place[0][0] + place[1][0]) / 2, "y": (place[0][1] + place[1][1]) / 2}
    )
    assert claims_shown(page) == [claim_id for claim_id, *both in claims_between(map_frames) if both == [start, end]]


@pytest.mark.exhaustive
def test_claims_are_reached_with_the_keyboard_and_by_search(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames))
    page.locator(".vis-map").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    opened = panel(page).locator("h2").inner_text()
    assert opened in {*map_frames.labels("Actor").values(), *map_frames.labels("Organisation").values()}
    page.keyboard.press("Escape")
    assert page.locator(".vis-map").evaluate("map => map === document.activeElement")
    label = map_frames.labels("Organisation")["org.pct"]
    page.keyboard.press("/")
    page.keyboard.type(label)
    page.keyboard.press("Enter")
    assert panel(page).locator("h2").inner_text() == label


@pytest.mark.exhaustive
def test_each_of_parallel_ties_can_be_clicked(write_map: WriteMap, open_page: OpenPage) -> None:
    ways = [("act.a", "challenges", "act.b"), ("act.a", "works_with", "act.b"), ("act.b", "works_with", "act.a")]
    page = open_page(write_map(made_frames([claim(*way, summary=f"Says {way}.") for way in ways], {})))
    (ax, ay), (bx, by) = page.evaluate(SCREEN, ["node:act.a", "node:act.b"])
    across = [ties_at(page, (ax + bx) / 2 + (by - ay) * t, (ay + by) / 2 + (ax - bx) * t) for t in _steps()]
    assert set(across) - {None} == {"0", "1", "2"}


def _steps() -> list[float]:
    return [step / 100 for step in range(-30, 31)]


def open_group(page: Page, label: str) -> None:
    place = page.evaluate("label => stakeholderMap.scene.units.find(unit => unit.label === label).key", label)
    click_unit(page, place)
    page.get_by_role("button", name="Open this group on the map").click()


@pytest.mark.exhaustive
def test_groups_open_in_their_place_and_close_again(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage
) -> None:
    page = open_page(write_map(map_frames, group="sector"))
    keys = "stakeholderMap.scene.units.map(unit => unit.key)"
    groups = page.evaluate(keys)
    assert all(key.startswith("group:") for key in groups)
    open_group(page, "Third sector")
    opened = page.evaluate(keys)
    members = [key for key in opened if key.startswith("node:")]
    assert len(opened) == len(groups) - 1 + len(members)
    assert sorted(opened) == sorted(page.evaluate("stakeholderMap.nodes.getIds()"))
    page.get_by_role("button", name="Close the groups").click()
    assert page.evaluate(keys) == groups


def test_hostile_text_stays_text(tmp_path: Path, write_map: WriteMap, open_page: OpenPage) -> None:
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
    page.keyboard.press("/")
    page.keyboard.type("onerror")
    page.keyboard.press("Enter")
    shown = re.sub(r"\s+", " ", HOSTILE)
    assert shown in re.sub(r"\s+", " ", panel(page).text_content() or "")
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == 2
    assert "</title><script>" in page.locator("h1").inner_text()


@pytest.mark.exhaustive
def test_of_many_claims_only_those_behind_ties_are_in_the_page(
    map_frames: StudyFrames, write_map: WriteMap, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyvis_map, "MOST_CLAIMS", 100)
    file = write_map(map_frames)
    assert json_of(file, "data")["claims"]["rows"] == len(claims_between(map_frames))
    page = open_page(file)
    click_unit(page, "node:org.pct")
    behind = {claim_id for claim_id, *ends in claims_between(map_frames) if "org.pct" in ends}
    assert behind <= set(claims_shown(page))
    assert "only those behind the ties" in page.locator(".notes").inner_text()


@pytest.mark.slow
def test_one_focus_leaves_the_claims_of_others_out(map_frames: StudyFrames, write_map: WriteMap) -> None:
    data = json_of(write_map(map_frames, focus="ethnicity"), "data")
    assert data["claims"]["rows"] == int(map_frames.claims["focus"].eq("ethnicity").sum())


@pytest.mark.exhaustive
def test_a_study_without_ties_says_so_and_prints(write_map: WriteMap, open_page: OpenPage) -> None:
    page = open_page(write_map(made_frames([claim("act.a", "holds", "ev.a")], {"ev.a": "rural"})))
    assert page.locator(".vis-map").count() == 0
    assert "1 stakeholder without such a tie" in page.locator("main").inner_text()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.slow
def test_unknown_choices_are_refused(map_frames: StudyFrames) -> None:
    for options in ({"ties": "x"}, {"focus": "x"}, {"colour_by": "x"}, {"group": "x"}):
        with pytest.raises(NotFound, match="'x'"):
            map_page(map_frames, **options)


@pytest.mark.slow
def test_from_python_it_is_written_but_never_over_the_study(tmp_path: Path) -> None:
    with graphmodel.open_study(tiny_study(tmp_path), db=tmp_path / "db") as study:
        assert study.map(tmp_path / "map.html") == tmp_path / "map.html"
        assert (tmp_path / "map.html").stat().st_size > 400_000
        with pytest.raises(OutputError):
            study.map(tmp_path / "school_meals" / "claims.csv")
        with pytest.raises(NotFound, match="'paper'"):
            study.map(tmp_path / "other.html", renderer="paper")
