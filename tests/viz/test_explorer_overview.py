"""The overview of the explorer: what its sentences say is what views and analyses say, and each leads on."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graphmodel.api.opened import OpenStudy
from graphmodel_viz.picture_data.overview import Bars, DotTable, Dumbbells, overview_findings
from tests.conftest import OpenOther
from tests.support.browser import OpenPage
from tests.support.explorer import MEALS, Explorer, ExplorerOf, claims_shown, go, panel, views_of
from tests.support.raw import STUDY, table

OF_VIEWS = {"What became of the items", "Shares not used", "Said not to be done", "Power and interest"}
"""Pictures of the overview under the titles of whole views."""


def test_it_opens_first_and_every_finding_leads_to_its_view(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file)
    assert views_of(page)[0] == "overview"
    found = page.locator(".found-finding")
    assert found.count() >= 8
    for number in range(found.count()):
        assert re.search(r"\d|“", found.nth(number).locator("h3").inner_text())
        assert found.nth(number).locator("[data-mark]").count() > 0
        link = found.nth(number).locator(".more-of a")
        href = str(link.get_attribute("href"))
        assert re.search(r"view=(\w+)", href)[1] in views_of(page)  # type: ignore[index]  # it is a view
    page.locator(".found-finding .more-of a").first.click()
    expect(page.locator("h2.view-title")).to_contain_text("said to be used in the end")


@pytest.mark.exhaustive
def test_what_rests_on_one_source_is_what_the_findings_say(
    bundled_explorer: Explorer, bundled_here: OpenStudy, open_page: OpenPage
) -> None:
    rows = bundled_here.findings()["findings"].to_dict("records")
    (said,) = (row for row in rows if "rest on one source" in str(row["finding"]))
    page = open_page(bundled_explorer.file)
    title = page.locator(".found-finding h3", has_text="rest on one source")
    expect(title).to_contain_text(f"{said['number']:.0f} of {said['of']:.0f} ")


@pytest.mark.parametrize(
    "folder", [STUDY, pytest.param(MEALS, marks=pytest.mark.exhaustive)], ids=["bundled", "another field"]
)
def test_a_poster_says_the_same(
    explorer_of: ExplorerOf, bundled_here: OpenStudy, kept_open: OpenOther, open_page: OpenPage, folder: Path
) -> None:
    page = open_page(explorer_of(folder).file)
    study = bundled_here if folder == STUDY else kept_open(folder)
    findings = [one for one in overview_findings(study.frames) if one.sentence]
    assert page.locator(".found-finding h3").all_inner_texts() == [one.sentence for one in findings]
    for number, one in enumerate(findings):
        section = page.locator(".found-finding").nth(number)
        rests = section.locator(".rests").inner_text() if section.locator(".rests").count() else ""
        assert set(re.findall(r"\d+", one.detail)) <= set(re.findall(r"\d+", rests)), rests
        drawn = section.locator("svg .number").all_text_contents()
        if isinstance(one.picture, Bars) and not one.picture.whole:
            assert drawn == [str(sum(bar.pieces.values())) for bar in one.picture.bars[: len(drawn)]]
        if isinstance(one.picture, Bars) and one.picture.whole:
            titles = section.locator("[data-mark]").evaluate_all("all => all.map(one => one.dataset.mark)")
            counted = [(bar.focus, end) for bar in one.picture.bars for end, number in bar.pieces.items() if number]
            assert titles == [f"end:{focus}:{end}" for focus, end in counted]
        if isinstance(one.picture, Dumbbells):
            pairs = [sorted(points, key=lambda point: point[1]) for _, points in one.picture.rows]
            assert drawn == [words for points in pairs for _, _, words in points][: len(drawn)]
        if isinstance(one.picture, DotTable):
            assert section.locator("[data-mark]").count() == sum(sum(cells) for _, cells in one.picture.rows)


def test_filters_change_what_it_says(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file)
    before = page.locator(".found-finding h3").all_inner_texts()
    go(page, "view=overview&only.source_kind=workshop")
    after = page.locator(".found-finding h3").all_inner_texts()
    assert before != after


def test_marks_open_their_claims(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file)
    page.locator('[data-mark^="end:"]').first.click()
    assert claims_shown(page)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()


def test_a_mark_stays_in_sight_when_the_panel_takes_room(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file)
    mark = page.locator('[data-mark^="alone:"]').first
    mark.click()
    expect(mark).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(mark).to_be_in_viewport()


@pytest.mark.exhaustive
def test_the_overview_says_what_the_view_says_where_a_focus_is_filtered_out(
    explorer_of: ExplorerOf, open_page: OpenPage
) -> None:
    page = open_page(explorer_of(MEALS).file)
    for filters in ("", "&hide.focus=rural", "&hide.focus=urban", "&only.polarity=denies", "&only.stage=serve"):
        go(page, f"view=overview{filters}")
        found = page.locator(".found-finding")
        said = {}
        for number in range(found.count()):
            one = found.nth(number)
            href = str(one.locator(".more-of a").get_attribute("href"))
            if one.locator("svg").get_attribute("aria-label") in OF_VIEWS:
                said[re.search(r"view=(\w+)", href)[1]] = one.locator("h3").inner_text()  # type: ignore[index]
        assert said
        for view, title in said.items():
            go(page, f"view={view}{filters}")
            assert page.locator("h2.view-title").inner_text() == title, (view, filters)


def test_a_study_of_another_field_has_one_too(explorer_of: ExplorerOf, open_page: OpenPage) -> None:
    page = open_page(explorer_of(MEALS).file)
    assert page.locator(".found-finding").count() >= 3


@pytest.mark.exhaustive
def test_pictures_begin_high_on_the_page(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, size=(1440, 900))
    tops = {}
    for view in views_of(page):
        go(page, f"view={view}")
        picture = page.locator("main svg.picture, main canvas, main .grid, main .story, main table").first
        if picture.count() and (box := picture.bounding_box()):
            tops[view] = box["y"]
    assert len(tops) > 8
    tops.pop("overview")  # begins with sentences
    assert max(tops.values()) <= 225, tops  # under a title of two lines, from the top of the window


def test_a_grade_opens_its_type_with_grades_items_and_claims(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file)
    page.locator('[data-mark^="graded:"]').first.click()
    opened = str(re.search(r"open=node%3A(\w+)", page.url)[1])  # type: ignore[index]
    own = {row["evidence"] for row in table("evidence") if row["evidence_type"] == opened}
    claims = {row["claim"] for row in table("claims") if own & {row["subject"], row["object"], row["about"]}}
    assert claims
    assert set(claims_shown(page)) >= claims
    rows = [row for row in table("evidence_use") if row["evidence_type"] == opened]
    said = panel(page).inner_text()
    for row in rows:
        assert row["locator"] in said
        if row["frequency"]:
            assert f"{row['focus']} {row['frequency']} of 3" in said
    assert f"{len(own)} evidence item" in said
