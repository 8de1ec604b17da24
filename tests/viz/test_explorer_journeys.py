"""Evidence journeys on the page: rows by outcome, strips of items with a single mark, heads that stay in sight."""

from collections import Counter

from playwright.sync_api import Page, expect

from graphmodel_viz.picture_data.journeys import Lane, journeys_data
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, open_mark

END = {
    "reached impact": "in-use",
    "used and lost": "lost",
    "applied": "in-use",
    "partly applied": "partly",
    "contested": "contested",
    "never there": "stopped",
    "not asked for": "stopped",
    "stopped on the way": "stopped",
    "not used": "stopped",
}
"""Where an outcome stands; nobody says what came of all others."""
FOLDED = 3


def is_single(lane: Lane) -> bool:
    return sum(map(len, lane.marks)) == 1


def end_of(lane: Lane) -> str:
    """By the first words of what became of it."""
    return next((end for outcome, end in END.items() if lane.became[0].startswith(outcome)), "unclear")


def items_in_rows(page: Page) -> set[str]:
    keys = page.locator('svg.journeys [data-mark^="item:"]').evaluate_all("all => all.map(one => one.dataset.mark)")
    return {key.removeprefix("item:") for key in keys}


def test_items_with_one_mark_are_counted_by_outcome_column_and_mark(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    data = journeys_data(bundled_explorer.frames, across="phase")
    columns = [id_ for id_, _ in data.columns]
    expected: Counter[tuple[str, str, str, str]] = Counter()
    in_rows: set[str] = set()
    for group in data.groups:
        for end in ("in-use", "lost", "partly", "unclear", "contested", "stopped"):
            lanes = [lane for lane in group.lanes if lane.marked and end_of(lane) == end]
            single = [lane for lane in lanes if is_single(lane)]
            folded = single if len(single) >= FOLDED else []
            for lane in folded:
                ((column, mark),) = [(columns[at], mark) for at, marks in enumerate(lane.marks) for mark in marks]
                expected[end, group.focus, column, mark] += 1
            in_rows |= {lane.evidence for lane in lanes if lane not in folded}
    page = open_page(bundled_explorer.file, fragment="view=journeys&set.columns=phase")
    cells = page.locator(".strip [data-mark^='single:']").evaluate_all(
        "all => all.map(one => [one.dataset.mark, one.querySelector('text').textContent])"
    )
    shown = {}
    for key, number in cells:
        _, of, column, mark = key.split(":")
        end, focus = of.split(".")
        shown[end, focus, column, mark] = int(number)
    assert shown == dict(expected)
    assert sum(shown.values()) > len(in_rows) / 2  # it is worth it
    assert items_in_rows(page) == in_rows


def test_a_strip_opens_from_the_keyboard_and_its_numbers_open_claims(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=journeys")
    before = items_in_rows(page)
    strip = page.locator('[data-mark^="singles:stopped.ethnicity"]')
    number = int(strip.locator("text").first.text_content().split()[1])  # type: ignore[union-attr]
    strip.focus()
    page.keyboard.press("Enter")
    expect(strip).to_have_attribute("aria-expanded", "true")
    expect(strip).to_be_focused()
    assert len(items_in_rows(page) - before) == number
    page.keyboard.press("Enter")
    assert items_in_rows(page) == before
    cell = page.locator('[data-mark^="single:stopped.ethnicity"]').first
    _, _, step, _ = (cell.get_attribute("data-mark") or "").split(":")
    open_mark(page, cell.get_attribute("data-mark") or "")
    ids = set(claims_shown(page))
    items = {row["evidence"] for row in raw.table("evidence") if row["focus"] == "ethnicity"}
    assert ids
    for row in raw.table("claims"):
        if row["claim"] in ids:
            assert {row["subject"], row["object"]} & items
            assert row["step"] in {step, ""}  # its own, or that of its verb


def test_heads_and_legend_stay_in_sight_on_the_screen_alone(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=journeys")
    page.evaluate("scrollTo(0, document.querySelector('svg.journeys').getBoundingClientRect().top + 900)")
    for part in ("svg.journeys-key", "svg.journeys-heads"):
        expect(page.locator(part)).to_be_in_viewport(ratio=0.95)
    texts = page.locator("svg.journeys-heads text").all_text_contents()
    steps = [f"{step[0].upper()}{step[1:]}".replace("_", " ") for step in bundled_explorer.frames.settings.steps]
    assert texts == [*steps, "What became of it"]
    page.emulate_media(media="print")
    assert page.locator(".sticky-heads").evaluate("one => getComputedStyle(one).position") == "static"
