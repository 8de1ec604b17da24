"""Words behind claims in the page: in the card of their claim, found by search, and marked in a working copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import graphmodel as gm
from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage, violations
from tests.support.explorer import panel
from tests.support.words import HOSTILE, study_with_words


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    folder = tmp_path_factory.mktemp("pages")
    with gm.open_study(study_with_words(folder)) as study:
        yield {which: study.page(folder / f"{which}.html", quotes=which) for which in ("permitted", "all")}


def searched(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.locator("#search").fill(text)
    page.locator("#found [role=option]").first.wait_for()


def test_words_stand_beside_their_claim_with_the_sentences_around_them(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["permitted"], fragment="open=claim:c1")
    words = panel(page).locator(".claim .quotation")
    expect(words).to_have_count(1)
    text = words.inner_text()
    before, said, after = (text.index(part) for part in ("It took a fortnight.", "We rang up", "Café staff helped."))
    assert before < said < after
    assert "Head cook" in text


def test_anonymous_words_name_nobody(open_page: OpenPage, pages: dict[str, Path]) -> None:
    page = open_page(pages["permitted"], fragment="open=claim:c6")
    expect(panel(page).locator(".claim")).to_have_count(1)
    expect(panel(page).locator(".quotation")).to_have_count(0)  # the claim would name the councillor
    page = open_page(pages["permitted"], fragment="open=quotes:")
    expect(panel(page).locator(".quotation")).to_have_count(5)
    theirs = panel(page).locator(".quotation", has_text="look at the other menus")
    assert "Councillor" not in theirs.inner_text()
    assert "Councillor" not in theirs.locator("xpath=following-sibling::p[1]").inner_text()


def test_words_are_found_and_lead_to_their_claim(open_page: OpenPage, pages: dict[str, Path]) -> None:
    page = open_page(pages["permitted"])
    searched(page, "straight into")
    page.locator("#found [role=option]", has_text="straight into a drawer").first.click()
    page.get_by_role("heading", name="Claim c3").wait_for()
    searched(page, "alert(1)")
    page.locator("#found [role=option]", has_text="alert").first.click()
    expect(panel(page).locator(".quotation q")).to_have_text(HOSTILE)


def test_the_view_of_claims_finds_claims_by_the_words_behind_them(open_page: OpenPage, pages: dict[str, Path]) -> None:
    page = open_page(pages["permitted"], fragment="view=claims&set.find=drawer")
    expect(page.locator(".rows [role=row]")).to_have_count(1)
    expect(page.locator(".rows .claim-id")).to_have_text("c3")


def test_a_page_says_what_it_holds_and_a_working_copy_says_so_on_paper_too(
    open_page: OpenPage, pages: dict[str, Path]
) -> None:
    page = open_page(pages["permitted"])
    expect(panel(page).locator(".about-quotes")).to_have_count(2)
    expect(page.locator(".working-copy")).to_have_count(0)
    page = open_page(pages["all"], fragment="open=claim:c4")
    expect(page.locator(".working-copy")).to_be_visible()
    expect(panel(page).locator(".quotation .tag")).to_have_text("no quote")
    page.emulate_media(media="print")
    expect(page.locator(".working-copy")).to_be_visible()


def test_an_address_that_names_no_quotation_shows_nothing(open_page: OpenPage, pages: dict[str, Path]) -> None:
    for name in ("quote:99", "quote:length", "quote:__proto__", "quote:-1"):
        page = open_page(pages["permitted"], fragment=f"open={name}")
        expect(panel(page).locator(".quotation")).to_have_count(0)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("dark", "size"), [pytest.param(False, WINDOW, marks=pytest.mark.exhaustive), (True, SMALL_WINDOW)]
)
def test_axe_finds_nothing(open_page: OpenPage, pages: dict[str, Path], dark: bool, size: tuple[int, int]) -> None:
    for which, address in (("permitted", "open=quotes:"), ("all", "open=claim:c1"), ("all", "")):
        page = open_page(pages[which], fragment=address, dark=dark, size=size)
        assert not violations(page)
