"""Who does what with evidence, on the page: the numbers against the raw tables."""

from collections import Counter

from playwright.sync_api import expect

from tests.support.browser import OpenPage
from tests.support.deeds import deeds_in_tables
from tests.support.explorer import Explorer, claims_shown, open_mark


def test_every_number_is_that_of_the_tables(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    for focus in ("ethnicity", "general"):
        page = open_page(bundled_explorer.file, fragment=f"view=deeds&set.evidence={focus}")
        marks = page.locator("svg.deeds [data-mark]").evaluate_all(
            "all => all.map((one) => [one.dataset.mark, one.querySelector('.number').textContent])"
        )
        shown = {tuple(key.split(":")[2:]): int(number) for key, number in marks}
        assert shown == dict(deeds_in_tables(focus))
        assert sum(shown.values()) > 50


def test_the_title_names_of_whom_most_is_said_not_to_be_done(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=deeds")
    undone: Counter[str] = Counter()
    for (sector, _, said), number in deeds_in_tables("ethnicity").items():
        undone[sector] += number * (said == "not done")
    (sector, most), all_ = undone.most_common(1)[0], undone.total()
    title = page.locator("h2.view-title")
    expect(title).to_contain_text(f"{most} of {all_} claims that something was not done")
    expect(title).to_contain_text(sector.upper())  # it is an abbreviation
    done = {key: number for key, number in deeds_in_tables("ethnicity").items() if key[2] != "not done"}
    same = sum(number for (whose, *_), number in done.items() if whose == sector)
    expect(page.locator("p.kind")).to_contain_text(f"{same} of {sum(done.values())}")
    open_mark(page, f"deed:ethnicity:{sector}:uses it:not done")
    assert len(claims_shown(page)) == deeds_in_tables("ethnicity")[sector, "uses it", "not done"]


def test_a_focus_that_the_filters_take_out_is_not_what_it_opens_on(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=deeds&hide.focus=ethnicity")
    expect(page.locator("h2.view-title")).not_to_contain_text("ethnicity")
    chosen = page.locator("[data-key='choice:evidence']")
    assert chosen.input_value() == "general"
    assert "ethnicity" not in chosen.locator("option").all_inner_texts()


def test_both_focuses_stand_beside_each_other_and_the_sectors_most_spoken_of_first(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=deeds")
    keys = page.locator("svg.deeds [data-mark]").evaluate_all("all => all.map((one) => one.dataset.mark)")
    numbers = page.locator("svg.deeds [data-mark] .number").all_text_contents()
    shown = {tuple(key.split(":")[1:]): int(number) for key, number in zip(keys, numbers, strict=True)}
    both = {(focus, *key): n for focus in ("ethnicity", "general") for key, n in deeds_in_tables(focus).items()}
    assert shown == both
    of_sector: Counter[str] = Counter()
    for (_, sector, *_), number in both.items():
        of_sector[sector] += number
    order = [of_sector[sector] for sector in dict.fromkeys(key.split(":")[2] for key in keys) if sector]
    assert order == sorted(order, reverse=True)
    focuses = page.locator("svg.deeds .focus-name").all_text_contents()
    assert focuses == ["ethnicity", "general"] * len(of_sector)


def test_all_evidence_has_the_colour_of_no_focus(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=deeds&set.evidence=all")
    marks = page.locator("svg.deeds [data-mark]")
    assert marks.count() == page.locator("svg.deeds [data-mark].tone-none").count() > 0
