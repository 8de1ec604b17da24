"""The search of the explorer: by keyboard, with a screen reader, and on to the view of claims."""

from playwright.sync_api import Page

from tests.support.browser import OpenPage, violations
from tests.support.explorer import Explorer


def searched(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.locator("#found [role=option]").first.wait_for()


def test_a_node_is_found_and_opened_by_keyboard(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file)
    searched(page, "head cook")
    page.keyboard.press("ArrowDown")
    box = page.locator("#search")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    assert "Head cook" in chosen.inner_text()
    page.keyboard.press("Enter")
    page.locator(".panel h2", has_text="Head cook").wait_for()
    assert box.get_attribute("aria-expanded") == "false"


def test_enter_takes_the_best_match_of_the_words_and_not_of_their_first_letters(
    open_page: OpenPage, meals_explorer: Explorer
) -> None:
    page = open_page(meals_explorer.file)
    page.keyboard.press("/")
    page.keyboard.type("letters from village")
    page.keyboard.press("Enter")
    page.locator(".panel h2", has_text="Letters from village parents").wait_for()


def test_codes_and_sources_are_found(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file)
    searched(page, "1.10")
    assert "Weighing up" in page.locator("#found [role=option]").first.inner_text()
    page.locator("#search").fill("interview with the cook")
    page.locator("#found [role=option]", has_text="src.cook").first.wait_for()


def test_all_claims_that_are_found_are_shown_in_their_view(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file)
    searched(page, "commissioners")
    last = page.locator("#found [role=option]").last
    words = last.locator("span").inner_text()
    last.click()
    page.locator(".grid").wait_for()
    box = page.get_by_label("Find in claims")
    assert box.input_value() == "commissioners"
    assert page.evaluate("document.activeElement.dataset.key") == "find"
    number = int(page.locator(".grid").get_attribute("aria-rowcount") or 0) - 1
    assert words == f"Show all {number} claims"
    page.go_back()
    page.locator(".overview").wait_for()


def test_nothing_found_is_said(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file)
    page.keyboard.press("/")
    page.keyboard.type("zzzz")
    page.get_by_text("Nothing found").wait_for()
    assert not violations(page, within=".search")
