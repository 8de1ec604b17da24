"""Sites side by side, held to the tables of the study."""

import io
from collections import defaultdict

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, open_mark, panel
from tests.support.sites import items_by_mark, verdicts_in_tables


def numbers(page: Page, kind: str) -> dict[tuple[str, str], int]:
    """The numbers of a kind of bar, by site and what the bar stands for."""
    drawn = page.locator(f'svg.sites [data-mark^="{kind}:"]').evaluate_all(
        "all => all.map(one => [one.dataset.mark, one.querySelector('.number').textContent])"
    )
    return {(key.split(":")[1], key.split(":")[2]): int(number) for key, number in drawn}


def test_every_bar_is_that_of_the_tables(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    verdicts = verdicts_in_tables()
    page = open_page(bundled_explorer.file, fragment="view=sites")
    assert numbers(page, "site-verdict") == {key: len(factors) for key, factors in verdicts.items()}
    assert numbers(page, "site-items") == items_by_mark(bundled_explorer.frames)
    at: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (site, verdict), factors in verdicts.items():
        for factor in factors:
            at[factor][verdict].add(site)
    places = {site for site, _ in verdicts}
    divided = sum(1 for of in at.values() if of["confirms"] and of["contradicts"])
    agreed = sum(1 for of in at.values() if of["confirms"] == places and not of["contradicts"])
    expect(page.locator("h2.view-title")).to_have_text(
        f"Sites disagree on {divided} of {len(at)} findings; all {len(places)} confirm {agreed}"
    )


@pytest.mark.exhaustive
def test_numbers_open_claims_of_their_site_and_name_nobody(
    bundled_explorer: Explorer, meals_explorer: Explorer, open_page: OpenPage
) -> None:
    frames = bundled_explorer.frames
    page = open_page(bundled_explorer.file, fragment="view=sites")
    key = page.locator('svg.sites [data-mark^="site-items:"]').first.get_attribute("data-mark") or ""
    open_mark(page, key)
    site = frames.claims.set_index("claim")["site"]
    assert {site[claim] for claim in claims_shown(page)} == {key.split(":")[1]}
    open_mark(page, page.locator('[data-mark^="verdict:"]').first.get_attribute("data-mark") or "")
    expect(panel(page).locator("h2")).to_contain_text(" on “")
    # A verdict rests on no claim: the panel says so and gives the rows of the table that its number counts.
    for (site, verdict), number in numbers(page, "site-verdict").items():
        open_mark(page, f"site-verdict:{site}:{verdict}")
        rows = [row for row in raw.table("verdicts") if (row["site"], row["verdict"]) == (site, verdict)]
        assert len({row["factor"] for row in rows}) == number
        expect(panel(page).locator(".counts")).to_contain_text("No claim is behind this: a verdict is a row")
        listed = panel(page).locator(".statements li").all_inner_texts()
        assert len(listed) == len(rows)
        for row in rows:
            assert any(row["comment"] in text and row["locator"] in text for text in listed)
    shown = page.locator("main").inner_text()
    roles = {label for label in frames.nodes("Actor")["label"] if len(label) > 3}
    assert not {role for role in roles if role in shown}
    # Both sites of the other study have one speaker alone, whose claims are not counted.
    page = open_page(meals_explorer.file, fragment="view=sites")
    speakers = meals_explorer.frames.claims.dropna(subset=["site", "speaker"]).groupby("site").size()
    for number in speakers:
        expect(page.locator("p.aside", has_text=f"{number} claims of the only speaker")).to_have_count(1)


@pytest.mark.exhaustive
def test_a_heading_keeps_to_its_picture_on_paper(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=sites")
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    (own,) = [text for text in pages if "by how the sites stand to it" in " ".join(text.split())]
    assert "Sites disagree: " in own
