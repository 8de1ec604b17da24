"""The table of claims: by keyboard, by words, in narrow windows, and with many claims."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import SMALL_WINDOW, OpenPage
from tests.support.explorer import Explorer, go, to_view

PHONE = (320, 640)


def meant(page: Page) -> Locator:
    """The row that the keyboard is at, as a screen reader says."""
    grid = page.locator(".grid")
    return page.locator(f"[id='{grid.get_attribute('aria-activedescendant')}']")


def place(page: Page) -> int:
    """Which claim the keyboard is at, from 1; the head is the first row."""
    return int(meant(page).get_attribute("aria-rowindex") or 0) - 1


def test_the_whole_table_by_keyboard(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims")
    number = len(bundled_explorer.frames.claims)
    grid = page.locator(".grid")
    assert grid.get_attribute("aria-rowcount") == str(number + 1)
    grid.focus()
    assert place(page) == 1
    page.keyboard.press("ArrowDown")
    assert place(page) == 2
    page.keyboard.press("PageDown")
    assert 4 < place(page) < 40
    page.keyboard.press("End")
    assert place(page) == number
    assert meant(page).is_visible()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowUp")
    assert place(page) < number - 3
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert place(page) == 1
    assert page.evaluate("document.activeElement.className").startswith("grid")


def test_enter_opens_a_claim_and_escape_returns_to_it(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims")
    page.locator(".grid").focus()
    page.keyboard.press("End")
    claim = meant(page).locator(".claim-id").inner_text()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"Claim {claim}").wait_for()
    assert meant(page).get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    page.locator("body:not(.has-open)").wait_for()
    assert page.evaluate("document.activeElement.className").startswith("grid")
    assert meant(page).locator(".claim-id").inner_text() == claim


def test_the_row_that_is_meant_stays_while_others_scroll_by(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims")
    page.locator(".grid").focus()
    page.keyboard.press("ArrowDown")
    page.evaluate("document.querySelector('.grid').scrollTop = 20000")
    page.locator("[aria-rowindex='460']").wait_for()
    assert place(page) == 2
    assert page.locator(".rows [role=row]").count() < 60


def test_heads_sort_and_sort_back(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims")
    head = page.get_by_role("columnheader", name="Verb")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    verbs = sorted(bundled_explorer.frames.claims["predicate"].str.replace("_", " "), key=str.lower)
    first = page.locator(".rows [role=row]").first.locator("[role=gridcell]").nth(2)
    assert first.inner_text() == verbs[0]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert first.inner_text() == verbs[-1]
    page.go_back()
    page.go_back()
    expect(page.get_by_role("columnheader", name="Claim")).to_have_attribute("aria-sort", "ascending")


def test_sorting_claims_leaves_other_views_as_they_are(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file, fragment="view=barriers")
    before = page.locator("main svg.picture text").all_text_contents()
    go(page, "view=claims")
    page.get_by_role("columnheader", name="Verb").get_by_role("button").click()
    to_view(page, "barriers")
    assert page.locator("main svg.picture text").all_text_contents() == before


def test_words_are_found_while_they_are_typed(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims")
    before = page.evaluate("history.length")
    box = page.get_by_label("Find in claims")
    box.press_sequentially("monitoring", delay=30)
    page.locator(".find-status", has_text="found").wait_for(state="attached")
    page.wait_for_url("**find=monitoring**")
    assert page.evaluate("document.activeElement.value") == "monitoring"
    assert page.evaluate("history.length") == before
    found = int((page.locator(".grid").get_attribute("aria-rowcount") or "0").replace(",", "")) - 1
    assert 0 < found < len(bundled_explorer.frames.claims)
    assert page.locator(".find-status").text_content() == f"{found} claims found"
    box.press_sequentially(" zzz")
    page.locator(".empty").wait_for()
    page.reload()
    page.locator("html[data-ready]").wait_for(state="attached")
    assert box.input_value() == "monitoring zzz"


@pytest.mark.parametrize("size", [SMALL_WINDOW, PHONE])
def test_a_narrow_window_has_cards_with_everything_and_scrolls_one_way(
    open_page: OpenPage, bundled_explorer: Explorer, size: tuple[int, int]
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims", size=size)
    claim = bundled_explorer.frames.claims.iloc[1]
    row = page.locator("[aria-rowindex='2']")
    text = row.inner_text()
    labels = bundled_explorer.frames.labels("Actor")
    for told in (claim["claim"], claim["summary"], claim["predicate"], labels[claim["speaker"]]):
        assert told in text
    assert page.locator(".grid").evaluate("grid => grid.scrollWidth <= grid.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for cell in row.locator("[role=gridcell]").all():
        assert cell.evaluate("cell => cell.scrollHeight <= cell.clientHeight + 1"), cell.inner_text()
