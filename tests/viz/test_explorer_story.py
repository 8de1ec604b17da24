"""One item as a story: all its claims, in the column of the phase that each names."""

from playwright.sync_api import expect

from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go, panel

ITEM = "ev.service_ethnicity"


def test_every_claim_stands_once_under_its_phase(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    phases = {row["stage"]: row["phase"] for row in raw.table("stages")}
    labels = {row["stage"]: row["label"] for row in raw.table("stages")}
    expected: dict[str, set[str]] = {}
    for row in raw.table("claims"):
        if ITEM in {row["subject"], row["object"]}:
            label = labels[phases[row["stage"]]] if row["stage"] else "No stage stated"
            expected.setdefault(label, set()).add(row["claim"])
    page = open_page(bundled_explorer.file, fragment=f"view=story&set.story={ITEM}")
    shown = page.locator(".story-column").evaluate_all(
        """all => all.map((column) => [column.querySelector('h3').textContent,
            [...column.querySelectorAll('[data-mark]')].map((one) => one.dataset.mark.replace('told:', ''))])"""
    )
    assert {label: set(ids) for label, ids in shown if ids} == expected
    assert sum(len(ids) for _, ids in shown) == sum(map(len, expected.values()))


def test_a_claim_opens_and_the_panel_of_an_item_leads_here(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment=f"view=journeys&open=node:{ITEM}")
    panel(page).get_by_role("link", name="As a story").click()
    expect(page.locator("h2.view-title")).to_contain_text("Service use data broken down by ethnicity")
    page.locator(".story-claim").first.click()
    assert len(claims_shown(page)) == 1


def test_filters_leave_claims_out_and_a_column_says_that_it_is_silent(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, fragment=f"view=story&set.story={ITEM}")
    before = page.locator(".story-claim").count()
    go(page, f"view=story&set.story={ITEM}&only.stage=needs")
    assert 0 < page.locator(".story-claim").count() < before
    expect(page.locator(".story-column", has_text="Not mentioned here").first).to_be_visible()
