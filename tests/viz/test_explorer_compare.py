"""Two slices of a study compared in the explorer: the same view twice, each with its own claims."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.support import raw
from tests.support.browser import OpenPage, violations
from tests.support.explorer import claims_shown, go, panel, saved, views_of

ETHNICITY = "only.focus=ethnicity&vs=others"


def claims_of(focus: str) -> set[str]:
    return {row["claim"] for row in raw.table("claims") if row["focus"] == focus}


def items_of(claims: set[str]) -> set[str]:
    evidence = raw.nodes("evidence")
    rows = [row for row in raw.table("claims") if row["claim"] in claims]
    return {row[end] for row in rows for end in ("subject", "object") if row[end] in evidence}


def panes(page: Page) -> tuple[Locator, Locator]:
    expect(page.locator(".pane")).to_have_count(2)
    return page.locator(".pane").nth(0), page.locator(".pane").nth(1)


def test_a_slice_is_compared_from_the_keyboard_and_back_undoes(explorer: Path, open_page: OpenPage) -> None:
    ours = claims_of("ethnicity")
    everything = {row["claim"] for row in raw.table("claims")}
    page = open_page(explorer, fragment="view=deeds&only.focus=ethnicity")
    page.keyboard.press("f")
    page.get_by_label("Compare with").select_option(label="all other claims")
    a, b = panes(page)
    expect(a.locator(".slice-title")).to_contain_text(f"Claims on ethnicity: {len(ours):,} of {len(everything):,}")
    expect(b.locator(".slice-title")).to_contain_text(
        f"those on general: {len(everything) - len(ours):,} of {len(everything):,}"
    )
    first, second = items_of(ours), items_of(everything - ours)
    expect(page.locator(".comparison")).to_contain_text(
        f"A mentions {len(first)} evidence items, B {len(second)}; {len(first & second)} of them in both"
    )
    expect(page.locator(".comparison")).to_contain_text("No claim is in both")
    assert not violations(page)  # the filters are open

    page.get_by_label("Compare with").select_option(label="a slice of its own filters")
    expect(page.get_by_role("button", name="B", exact=True)).to_have_attribute("aria-pressed", "true")
    page.locator(".chip").filter(has=page.get_by_text("general", exact=True)).first.press("Enter")
    expect(b.locator(".slice-title")).to_contain_text(f"Claims on general: {len(claims_of('general')):,} of")
    expect(a.locator(".slice-title")).to_contain_text(f"{len(ours):,} of")  # the chips changed B alone
    again = open_page(explorer, fragment=page.url.split("#", 1)[1])
    assert [one.inner_text() for one in panes(again)] == [one.inner_text() for one in (a, b)]
    page.go_back()
    expect(page.locator(".comparison")).to_contain_text("All claims of A are in B")
    page.go_back()
    expect(page.locator(".comparison")).to_contain_text("No claim is in both")
    page.get_by_role("button", name="End the comparison").click()
    expect(page.locator(".pane")).to_have_count(1)
    expect(page.locator(".filters > summary")).to_contain_text("on ethnicity")


def test_the_panel_has_claims_of_the_slice_that_was_clicked(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment=f"view=barriers&set.factors=detail&{ETHNICITY}")
    ours = claims_of("ethnicity")
    both = [
        {str(one.get_attribute("data-mark")) for one in pane.locator('[data-mark^="affirms:"]').all()}
        for pane in panes(page)
    ]
    key = min(both[0] & both[1])
    for pane, letter in zip(panes(page), "AB", strict=True):
        mark = pane.locator(f'[data-mark="{key}"]')
        mark.focus()
        page.keyboard.press("Enter")
        expect(panel(page).locator(".of-slice")).to_contain_text(letter)
        shown = set(claims_shown(page))
        assert shown
        assert shown <= ours if letter == "A" else not shown & ours
        page.keyboard.press("Escape")
        expect(mark).to_be_focused()


def test_every_view_is_drawn_for_both_slices(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment=f"view=overview&{ETHNICITY}")
    for view in views_of(page):
        go(page, f"view={view}&{ETHNICITY}")
        if view == "people":  # filters do not change ratings
            expect(page.locator(".pane")).to_have_count(1)
            expect(page.locator(".comparison")).to_contain_text("it is drawn once")
            continue
        for pane in panes(page):
            assert pane.locator("h2").inner_text()
        lefts = [pane.evaluate("pane => pane.getBoundingClientRect().left") for pane in panes(page)]
        pictures = page.locator(".pane svg.picture")
        cut = pictures.evaluate_all(
            "all => all.filter(one => one.clientWidth > one.closest('.pane').clientWidth).length"
        )
        assert not cut or view == "map", view
        assert lefts[0] < lefts[1] or view in {"journeys", "deeds"}, view
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(ids) == len(set(ids)), view
    go(page, f"view=map&set.map=free&{ETHNICITY}")
    maps = page.locator("main canvas")
    before = [one.evaluate("canvas => canvas.toDataURL()") for one in maps.all()]
    page.get_by_role("button", name="Closer").click()
    after = [one.evaluate("canvas => canvas.toDataURL()") for one in maps.all()]
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert len(after) == 2


def test_slices_stay_beside_each_other_with_claims_open_where_their_pictures_fit(
    explorer: Path, open_page: OpenPage
) -> None:
    page = open_page(explorer, fragment=f"view=sites&{ETHNICITY}&open=node:site.1")
    for view, fits in (("sites", True), ("claims", True), ("journeys", False)):
        go(page, f"view={view}&{ETHNICITY}&open=node:site.1")
        first, second = (pane.bounding_box() for pane in panes(page))
        assert first
        assert second
        assert (first["y"] == second["y"]) == fits, view
        if fits:
            fit = "all => all.every(one => one.closest('.pane').clientWidth >= one.clientWidth)"
            assert page.locator("svg.picture").evaluate_all(fit)
    # Both pictures are filled with the same patterns, which what is saved has, too.
    go(page, f"view=sites&{ETHNICITY}")
    text = saved(page, "SVG").decode()
    used = set(re.findall(r"url\([^#]*#([\w-]+)", text))
    assert "hatch-asked" in used
    assert all(text.count(f'id="{name}"') == 1 for name in used)


def test_both_slices_have_the_same_rows_in_the_same_places(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment=f"view=deeds&{ETHNICITY}")
    places = """pane => {
      const top = pane.querySelector('svg.picture').getBoundingClientRect().top;
      return [...pane.querySelectorAll('svg.picture SELECTOR')].map((one) =>
        `${one.textContent} at ${Math.round(one.getBoundingClientRect().top - top)}`);
    }"""
    for view, selector in (("deeds", "text[text-anchor=end], .head"), ("barriers", ".lane-name")):
        go(page, f"view={view}&{ETHNICITY}")
        first, second = (pane.evaluate(places.replace("SELECTOR", selector)) for pane in panes(page))
        assert len(first) > 10, view
        assert first == second, view
    go(page, f"view=dropout&{ETHNICITY}")
    for selector in (".group", ".zero"):
        reach = "all => all.map(one => Math.round(one.getBoundingClientRect().left - one.closest('.pane').offsetLeft))"
        sides = [set(pane.locator(f"svg.bars {selector}").evaluate_all(reach)) for pane in panes(page)]
        assert sides[0] == sides[1], selector
    first, second = (pane.evaluate(places.replace("SELECTOR", ".group")) for pane in panes(page))
    assert first == second
    expect(panes(page)[1]).to_contain_text("Grades of use: see A. The filters do not change this")


def test_bars_of_both_slices_have_one_scale(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment=f"view=barriers&set.factors=detail&{ETHNICITY}")
    per_claim = [
        pane.locator('[data-mark^="affirms:"]').evaluate_all(
            "all => all.map(mark => mark.querySelector('.fill').width.baseVal.value / mark.textContent)"
        )
        for pane in panes(page)
    ]
    lengths = [length for own in per_claim for length in own]
    assert len(per_claim[0]) > 5
    assert len(per_claim[1]) > 5
    assert max(lengths) - min(lengths) < 0.05 * max(lengths)


@pytest.mark.exhaustive
def test_compared_slices_can_be_used_by_everybody(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, dark=True, fragment=f"view=deeds&{ETHNICITY}")
    page.get_by_role("button", name="End the comparison").press("Enter")
    expect(page.locator(".comparison")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    for view in ("barriers", "claims"):
        go(page, f"view={view}&{ETHNICITY}")
        assert not violations(page), view
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, f"view=journeys&{ETHNICITY}")
    tops = [pane.evaluate("pane => pane.getBoundingClientRect().top") for pane in panes(page)]
    assert tops[0] < tops[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.exhaustive
def test_both_slices_are_saved_and_printed(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment=f"view=deeds&{ETHNICITY}")
    titles = [pane.locator("h2").inner_text() for pane in panes(page)]
    texts = " ".join(text for element in ET.fromstring(saved(page, "SVG")).iter() for text in element.itertext())
    squeezed = "".join(texts.split())
    assert all("".join(title.split()) in squeezed for title in titles)
    rows = list(csv.DictReader(io.StringIO(saved(page, "numbers of this view").decode("utf-8-sig"))))
    assert {row["slice"] for row in rows} == {"A", "B"}
    claims = list(csv.DictReader(io.StringIO(saved(page, "All claims").decode("utf-8-sig"))))
    assert {row["claim"] for row in claims if row["slice"] == "A"} == claims_of("ethnicity")
    assert {row["slice"] for row in claims} == {"A", "B"}
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    printed = "".join("".join(one.extract_text().split()) for one in pdf.pages)
    assert "Ahas" in printed
    assert all("".join(title.split()) in printed for title in titles)
