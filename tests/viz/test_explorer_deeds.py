"""Who does what with evidence, on the page: the numbers against the raw tables."""

from collections import Counter

from playwright.sync_api import expect

from graphmodel.schema.rules import DEEDS, UNDONE
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, open_mark

DONE = {"affirms": "done", "denies": "not done", "mixed": "in part"}
TURNED = {"affirms": "not done", "denies": "done", "mixed": "in part"}


def deeds(focus: str) -> Counter[tuple[str, str, str]]:
    """Claims by sector, deed and how they say it, counted from the tables."""
    bodies = {row["organisation"]: row["kind"] for row in raw.table("organisations")}
    sector = {row["actor"]: bodies.get(row["organisation"], "") for row in raw.table("actors")} | bodies
    items = {row["evidence"]: row["focus"] for row in raw.table("evidence")}
    deed_of = {verb: deed for deed, verbs in DEEDS.items() for verb in verbs} | UNDONE
    found: Counter[tuple[str, str, str]] = Counter()
    for row in raw.table("claims"):
        item = next((id_ for id_ in (row["object"], row["about"]) if id_ in items), "")
        verb, said = row["predicate"], row["polarity"] or "affirms"
        of_focus = row["subject"] in sector and items.get(item) == focus and verb in deed_of
        if of_focus and row["certainty"] != "normative":
            found[sector[row["subject"]], deed_of[verb], (TURNED if verb in UNDONE else DONE)[said]] += 1
    return found


def test_every_number_is_that_of_the_tables(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    for focus in ("ethnicity", "general"):
        page = open_page(bundled_explorer.file, fragment=f"view=deeds&set.evidence={focus}")
        marks = page.locator("svg.deeds [data-mark]").evaluate_all(
            "all => all.map((one) => [one.dataset.mark, one.querySelector('.number').textContent])"
        )
        shown = {tuple(key.split(":")[1:]): int(number) for key, number in marks}
        assert shown == dict(deeds(focus))
        assert sum(shown.values()) > 50


def test_the_title_names_of_whom_most_is_said_not_to_be_done(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=deeds")
    undone: Counter[str] = Counter()
    for (sector, _, said), number in deeds("ethnicity").items():
        undone[sector] += number * (said == "not done")
    (sector, most), all_ = undone.most_common(1)[0], undone.total()
    title = page.locator("h2.view-title")
    expect(title).to_contain_text(f"{most} of {all_} claims that something was not done")
    expect(title).to_contain_text(sector.upper())  # it is an abbreviation
    open_mark(page, f"deed:{sector}:uses it:not done")
    assert len(claims_shown(page)) == deeds("ethnicity")[sector, "uses it", "not done"]
