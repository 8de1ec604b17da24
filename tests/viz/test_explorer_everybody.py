"""Everybody can use the explorer: axe finds nothing wrong in any view, in light and dark, large and small."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import SMALL_WINDOW, WINDOW, OpenPage, violations
from tests.support.explorer import Explorer, go, views_of

PHONE = (320, 640)
"""What is left of a laptop's window at a zoom of 400 %."""
PARTS = [
    "view=people&set.people=brokers",
    "view=people&set.people=dependence",
    "view=people&set.people=measures",
    "view=barriers&set.factors=views",
    "view=barriers&set.factors=causes",
    "view=matrix&set.theme=6",
    "view=matrix&set.theme=6&set.matrix-cells=summaries&set.matrix-rows=speaker",
    "view=claims&open=claim:c3-0002",
    "view=sheet&set.sheet=act.commissioners",
    "view=sheet&set.sheet=ev.act_fast&set.pages=whole",
    "view=journeys&open=node%3Aev.bme_strategy",
    "view=map&set.map=flows",
    "view=map&set.map=one",
    "view=matrix&set.theme=all",
    "view=barriers&set.factors=causes&vs=others&only.focus=ethnicity",
    "view=deeds&vs=others&only.focus=ethnicity",
]
"""What a view shows besides what it shows at first."""

Look = tuple[bool, tuple[int, int], list[str]]
USUAL: list[Look] = [(False, WINDOW, [])]
OTHERS: list[Look] = [
    (dark, size, PARTS)
    for dark, size in ((False, WINDOW), (True, WINDOW), (False, SMALL_WINDOW), (True, SMALL_WINDOW), (True, PHONE))
]


@pytest.fixture(params=["usual", pytest.param("others", marks=pytest.mark.exhaustive)])
def looks(request: pytest.FixtureRequest) -> list[Look]:
    """Dark or light, the size of the window, and which parts are shown besides the views."""
    return USUAL if request.param == "usual" else OTHERS


def each_view(page: Page, parts: Sequence[str] = PARTS) -> Iterator[str]:
    """Go to every view, and to parts of views, on a page that is open."""
    for shown in [*(f"view={view}" for view in views_of(page)), *parts]:
        go(page, shown)
        yield shown


def test_axe_finds_nothing_in_any_view(explorer: Path, open_page: OpenPage, looks: list[Look]) -> None:
    for dark, size, parts in looks:
        page = open_page(explorer, dark=dark, size=size)
        found = {shown: violations(page) for shown in each_view(page, parts)}
        assert not {shown: faults for shown, faults in found.items() if faults}, (dark, size)


@pytest.mark.exhaustive
def test_axe_finds_nothing_in_search_and_dialogs(explorer: Path, open_page: OpenPage, looks: list[Look]) -> None:
    for dark, size, _ in looks:
        page = open_page(explorer, dark=dark, size=size)
        page.get_by_role("combobox", name="Search").fill("needs")
        expect(page.locator("#found [role=option]").nth(3)).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert violations(page) == []
        page.keyboard.press("Escape")
        for name in ("Save or print", "Words", "Keys"):
            page.get_by_role("button", name=name).click()
            assert violations(page, within="dialog[open]") == []
            page.keyboard.press("Escape")


@pytest.mark.exhaustive  # tests/viz/test_explorer_texts.py looks at the width of every view too
def test_the_window_never_scrolls_sideways(explorer: Path, open_page: OpenPage) -> None:
    """Only pictures and tables may be wider than the window, in regions of their own."""
    for size in ((1600, 950), SMALL_WINDOW, PHONE):
        page = open_page(explorer, size=size)
        beyond = "document.documentElement.scrollWidth - innerWidth"
        found = {shown: page.evaluate(beyond) for shown in each_view(page)}
        assert not {shown: pixels for shown, pixels in found.items() if pixels > 0}, size


def test_the_header_is_one_line_and_leads_to_every_view(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, size=(1280, 800))
    top = page.locator("header.top")
    high = top.evaluate("one => one.offsetHeight")
    assert high < 2 * page.locator(".tools button").first.evaluate("one => one.offsetHeight")
    tabs = page.locator("a.tab")
    beyond = [view for view in views_of(page) if not page.locator(f'a.tab[data-view="{view}"]').is_visible()]
    assert 0 < len(beyond) < tabs.count() / 2
    page.locator(".more-views summary").press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".more-views summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-view", beyond[0])
    name = page.locator(f'a.tab[data-view="{beyond[0]}"]').text_content()
    expect(page.locator(".more-views summary")).to_have_text(f"More: {name}")
    assert top.evaluate("one => one.offsetHeight") == high


def test_every_view_says_what_it_counts(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer)
    for view in views_of(page):
        go(page, f"view={view}")
        assert page.locator("h2.view-title").inner_text()
        assert re.search(r"\d", page.locator("p.sentence").text_content() or ""), view


def test_words_of_the_glossary_say_what_they_mean(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=barriers")
    page.get_by_text("How to read this").click()
    page.locator("p.sentence .term", has_text="enabler").hover()
    expect(page.locator("#hover")).to_contain_text("A factor that helps")
    page.get_by_role("button", name="Words", exact=True).click()
    expect(page.locator("dialog[open] dt", has_text="enabler").first).to_be_visible()
