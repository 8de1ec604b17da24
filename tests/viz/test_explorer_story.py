"""One item as a story: all its claims, in the column of the phase that each names."""

from xml.etree import ElementTree as ET

from playwright.sync_api import expect

from graphmodel_viz.picture_data.story import story_data
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go, panel, saved

ITEM = "ev.service_ethnicity"


def squeezed(text: str) -> str:
    return "".join(text.split())


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
    # The figure has the same claims in the same order, in the same parts, and begins with the same sentence.
    data = story_data(bundled_explorer.frames, ITEM)
    told = [[one.claim for part in column.parts for one in part.claims] for column in data.columns]
    assert told == [ids for _, ids in shown]
    opened = [part.n_claims for column in data.columns for part in column.parts if part.n_claims > 1]
    assert page.locator(".story-open > small").all_text_contents() == [f"Order not stated: {n} claims" for n in opened]
    expect(page.locator("h2.view-title")).to_have_text(data.sentence)


def test_a_story_is_saved_as_a_picture_of_all_its_claims(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment=f"view=story&set.story={ITEM}")
    claims = page.locator(".story-claim").all_text_contents()
    ids = page.locator(".story-id").all_text_contents()
    picture = ET.fromstring(saved(page, "SVG"))
    text = squeezed("".join(picture.itertext()))
    assert len(claims) > 5
    for words in (*claims, *ids, *page.locator(".story-column h3").all_text_contents()):
        assert squeezed(words) in text
    assert not page.locator(".for-saving").evaluate("one => one.getBoundingClientRect().right > 0")


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


def test_a_workstream_has_a_story_with_its_actors_and_evidence(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    frames = bundled_explorer.frames
    stream = frames.claims["workstream"].value_counts().idxmax()
    claims = frames.claims[frames.claims["workstream"] == stream]
    items = set(frames.nodes("EvidenceItem")["id"])
    signed = claims[claims["sign"].notna()]
    said = (set(signed["subject"]) | set(signed["object"])) & items
    page = open_page(bundled_explorer.file, fragment=f"view=journeys&open=node:{stream}")
    panel(page).get_by_role("link", name="As a story").click()
    expect(page.locator("h2.view-title")).to_contain_text(
        f"claims say of {len(said)} evidence items whether they were used"
    )
    told = page.locator(".story-claim").evaluate_all("all => all.map(one => one.dataset.mark.replace('told:', ''))")
    assert sorted(told) == sorted(claims["claim"])
    data = story_data(frames, stream)
    assert told == [one.claim for column in data.columns for part in column.parts for one in part.claims]
    expect(page.locator("h2.view-title")).to_have_text(data.sentence)
    named = page.locator(".story-line a.open-link").all_text_contents()
    touched = (set(claims["subject"]) | set(claims["object"])) & items
    assert {frames.labels("EvidenceItem")[item] for item in touched} <= set(named)


def test_a_bracket_says_where_the_order_is_open(meals_explorer: Explorer, open_page: OpenPage) -> None:
    """The survey was made in 2018 and handed over second, by stated order; of the rest nothing is stated."""
    claims = meals_explorer.frames.claims.set_index("claim")
    assert claims.loc["m01", "order"] < claims.loc["m02", "order"]
    page = open_page(meals_explorer.file, fragment="view=story&set.story=ev.bus_survey")
    column = page.locator(".story-column", has=page.locator('[data-mark="told:m01"]'))
    expect(column.locator(".story-then")).to_have_count(1)
    expect(column.locator(".story-open")).to_have_count(0)
    page = open_page(meals_explorer.file, fragment="view=story&set.story=ws.renewal")
    expect(page.locator(".story-open", has=page.locator('[data-mark="told:m03"]'))).to_contain_text(
        "Order not stated: 3"
    )
