"""Stories: views with notes, kept in a file, opened again and played as slides."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import OpenPage, violations
from tests.support.explorer import Explorer, go, views_of

PROJECTOR = (1920, 1080)
PARTS = (
    "view=people&set.people=brokers",
    "view=people&set.people=dependence",
    "view=people&set.people=measures",
    "view=barriers&set.factors=detail",
    "view=barriers&set.factors=views",
    "view=barriers&set.factors=causes",
    "view=map&set.map=flows",
    "view=map&set.map=one",
)


def story(page: Page) -> None:
    page.get_by_role("button", name="Story", exact=True).click()


def add(page: Page, note: str) -> None:
    story(page)
    page.get_by_label("Note on what is shown").fill(note)
    page.get_by_role("button", name="Add what is shown").click()


def notes(page: Page) -> list[str]:
    return page.locator(".story-steps a").all_inner_texts()


def test_a_story_is_made_saved_opened_again_and_played(
    bundled_explorer: Explorer, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=dropout&only.focus=general")
    add(page, "First <b>note</b>")
    page.keyboard.press("Escape")
    go(page, "view=claims&set.find=needs")
    add(page, "Second")
    page.get_by_role("button", name="Earlier: Second").click()
    assert notes(page) == ["Second", "First <b>note</b>"]
    warned = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(warned)  # that the notes are lost
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    assert not page.evaluate(warned)
    download.value.save_as(tmp_path / "story.json")
    again = open_page(bundled_explorer.file)
    story(again)
    again.locator("#story input[type=file]").set_input_files(tmp_path / "story.json")
    again.locator("#story .dialog-status", has_text="2 opened").wait_for()
    assert notes(again) == ["Second", "First <b>note</b>"]
    again.get_by_role("button", name="Play as slides").click()
    expect(again.locator(".slide-note")).to_have_text("Second")
    assert "view=claims" in again.url
    again.keyboard.press("ArrowRight")
    expect(again.locator(".slide-note")).to_have_text("First <b>note</b>")
    assert "view=dropout" in again.url
    assert "only.focus=general" in again.url
    again.keyboard.press("ArrowRight")  # the last one stays
    expect(again.locator(".slide-place")).to_have_text("2 of 2")
    again.keyboard.press("Escape")
    expect(again.locator(".slide-bar")).to_be_hidden()
    expect(again.locator(".top")).to_be_visible()


def test_a_file_of_something_else_is_refused_and_leads_nowhere(
    bundled_explorer: Explorer, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(bundled_explorer.file)
    story(page)
    place = page.locator("#story input[type=file]")
    for content in ("no JSON", "[]", '{"form": "graphmodel story 1"}', '{"steps": []}', "null"):
        (tmp_path / "odd.json").write_text(content)
        place.set_input_files(tmp_path / "odd.json")
        page.locator("#story .dialog-status", has_text="no story of this program").wait_for()
        page.get_by_role("button", name="A tour of the findings").click()  # says something else in between
    steps = [
        {"note": "<img src=x onerror=alert(1)>", "address": "javascript:alert(1)"},
        {"note": 7, "address": "https://example.org/#/view=claims"},
        {},
    ]
    (tmp_path / "hostile.json").write_text(json.dumps({"form": "graphmodel story 1", "steps": steps}))
    place.set_input_files(tmp_path / "hostile.json")
    page.locator("#story .dialog-status", has_text="3 opened").wait_for()
    for link in page.locator(".story-steps a").all():
        assert re.match(r"#/", str(link.get_attribute("href")))
    assert not violations(page, within="dialog[open]")


def test_the_tour_of_the_findings_is_read_from_three_metres(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, size=PROJECTOR)
    story(page)
    page.get_by_role("button", name="A tour of the findings").click()
    said = notes(page)
    number = len(said)
    assert number >= 8
    page.get_by_role("button", name="Play as slides").click()
    for place in range(number):
        expect(page.locator(".slide-place")).to_have_text(f"{place + 1} of {number}")
        smallest = page.evaluate(
            """() => Math.min(...[...document.querySelectorAll('main h2, main svg.picture text')]
                 .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 2.2)))"""
        )
        assert smallest >= 23.9, place
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        # The picture that begins at the top of the window is the one that the step is about.
        top = page.locator("main :is(h2.view-title, [data-part])").evaluate_all(
            "all => all.filter((one) => Math.abs(one.getBoundingClientRect().top) < innerHeight / 5)"
            ".map((one) => one.textContent)"
        )
        assert said[place] in top
        expect(page.locator(".slide-note")).to_be_empty()
        page.keyboard.press("PageDown")


SMALLEST = """() => Math.min(...[...document.querySelectorAll('main :is(h2, h3, p, th, td, text), .slide-note')]
  .filter((one) => one.textContent.trim() && one.checkVisibility())
  .map((one) => {
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (one.tagName !== 'text') return size * one.currentCSSZoom;
    const { a, b } = one.getScreenCTM();
    return size * Math.hypot(a, b);
  }))"""
"""Pixels of the window of the smallest words."""


@pytest.mark.exhaustive
def test_every_view_is_played_in_words_that_are_read_from_three_metres(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, size=PROJECTOR)
    shown = [*(f"view={view}" for view in views_of(page) if view != "sheet"), *PARTS]
    for fragment in shown:
        go(page, fragment)
        add(page, fragment)
        page.keyboard.press("Escape")
    story(page)
    page.get_by_role("button", name="Play as slides").click()
    small = {}
    for place, fragment in enumerate(shown):
        expect(page.locator(".slide-place")).to_have_text(f"{place + 1} of {len(shown)}")
        if (smallest := page.evaluate(SMALLEST)) < 23.9:
            small[fragment] = smallest
        page.keyboard.press("PageDown")
    assert not small


def test_a_step_opens_at_the_part_of_the_view_that_was_chosen(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=dropout")
    story(page)
    page.get_by_label("Opens at").select_option("reasons")
    page.keyboard.press("Escape")
    story(page)  # what was chosen before is not taken for granted
    assert page.get_by_label("Opens at").input_value() == ""
    page.get_by_label("Opens at").select_option("reasons")
    page.get_by_role("button", name="Add what is shown").click()
    address = str(page.locator(".story-steps a").get_attribute("href"))
    assert "part=reasons" in address
    page.keyboard.press("Escape")
    go(page, "view=claims")
    go(page, address.removeprefix("#/"))
    expect(page.locator('[data-part="reasons"]')).to_be_in_viewport()
    page.locator('a.tab[data-view="dropout"]').click()  # the view itself, and no part of it
    page.wait_for_function("scrollY === 0")
