"""The overview of the explorer: what its sentences say is what views and analyses say, and each leads on."""

import re

from playwright.sync_api import expect

from graphmodel.api.opened import OpenStudy
from tests.support.browser import OpenPage
from tests.support.explorer import MEALS, Explorer, ExplorerOf, claims_shown, go, panel, views_of


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
    expect(page.locator("h2.view-title")).to_contain_text("applied or to have changed something")


def test_what_rests_on_one_source_is_what_the_findings_say(
    bundled_explorer: Explorer, bundled_here: OpenStudy, open_page: OpenPage
) -> None:
    rows = bundled_here.findings()["findings"].to_dict("records")
    (said,) = (row for row in rows if "rest on one source" in str(row["finding"]))
    page = open_page(bundled_explorer.file)
    title = page.locator(".found-finding h3", has_text="rest on one source")
    expect(title).to_contain_text(f"{said['number']:.0f} of {said['of']:.0f} ")


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


def test_a_study_of_another_field_has_one_too(explorer_of: ExplorerOf, open_page: OpenPage) -> None:
    page = open_page(explorer_of(MEALS).file)
    assert page.locator(".found-finding").count() >= 3


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
    assert max(tops.values()) <= 220, tops
