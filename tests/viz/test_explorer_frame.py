"""The frame of the explorer: how views are found, the list of claims in the panel, and slides."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from pypdf import PdfReader

from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go, panel, views_of
from tests.support.tiers import some_of

SPEAKER = "act.workshop"


def test_views_without_a_number_are_found_by_their_names(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer)
    page.keyboard.press("g")
    expect(page.locator("#found [role=option]")).to_have_count(len(views_of(page)))
    page.keyboard.type("framework")
    expect(page.locator("#found [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    assert "view=matrix" in page.url
    page.keyboard.press("/")
    page.keyboard.type("barriers and en")
    page.locator("#found [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    assert "view=barriers" in page.url


def test_the_list_of_views_stays_open_in_a_window_of_another_size(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=sources")
    page.locator(".more-views summary").click()
    page.keyboard.press("Tab")
    drawn = page.locator("main h2").element_handle()
    page.set_viewport_size({"width": 700, "height": 700})
    drawn.wait_for_element_state("hidden")  # drawn again
    assert page.locator(".more-views[open] a.tab").count() > 3
    expect(page.locator(".more-views a:focus, .more-views summary:focus")).to_have_count(1)
    page.locator('.more-views a[data-view="claims"]').click()
    expect(page.locator(".more-views[open]")).to_have_count(0)


PARTS = {
    "map": ("map", "sectors flows one free"),
    "people": ("people", "power brokers dependence"),
    "barriers": ("factors", "side detail views causes"),
}


def test_pictures_begin_near_the_top(explorer: Path, open_page: OpenPage) -> None:
    """Within 200 pixels of the top of the view, and their rows soon below: heads of columns take little room."""
    page = open_page(explorer)
    for view in [view for view in views_of(page) if view not in {"story", "sheet"}]:
        name, values = PARTS.get(view, ("none", "-"))
        for value in values.split():
            go(page, f"view={view}&set.{name}={value}")
            top = "main.querySelector('svg.picture, canvas, table, .grid').getBoundingClientRect().top"
            above = page.locator("main").evaluate(f"main => {top} - main.getBoundingClientRect().top")
            assert above <= 200, (view, value)
    go(page, "view=barriers")
    row = "svg.querySelector('.lane').getBoundingClientRect().top - svg.getBoundingClientRect().top"
    assert page.locator("svg.mirror").evaluate(f"svg => {row}") <= 90


def test_choices_fold_on_a_phone_so_that_the_picture_comes_first(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=barriers", size=(390, 844))
    order = page.get_by_label("Order:")
    expect(order).to_be_hidden()
    top = page.locator("svg.picture").first.evaluate("one => one.getBoundingClientRect().top")
    assert top < 0.55 * 844
    opens = page.get_by_role("button", name="Choose: Kind · Order · Rows")
    opens.press("Enter")
    expect(opens).to_have_attribute("aria-expanded", "true")
    order.select_option(index=1)
    expect(order).to_be_visible()  # the next choice is at hand
    page.set_viewport_size({"width": 1200, "height": 800})
    opens.wait_for(state="hidden")
    go(page, "view=deeds")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("combobox", name="Evidence:")).to_be_visible()  # one choice is not folded


@pytest.mark.parametrize("view", ["deeds", "people"])
def test_a_narrow_window_lists_what_a_wide_one_has_in_a_grid(explorer: Path, open_page: OpenPage, view: str) -> None:
    page = open_page(explorer, fragment=f"view={view}")
    marks = page.locator("main svg.picture").first.locator("[data-mark]")
    names = "all => all.map(one => one.getAttribute('aria-label')).sort()"
    wide = marks.evaluate_all(names)
    assert len(wide) > 5
    assert all(wide)
    page.set_viewport_size({"width": 390, "height": 844})
    picture = page.locator("main svg.picture").first
    expect(picture).to_have_attribute("width", re.compile(r"^3\d\d$"))
    assert marks.evaluate_all(names) == wide
    assert page.locator("main .scroll").first.evaluate("one => one.scrollWidth <= one.clientWidth + 1")


def test_claims_in_the_panel_are_sorted_copied_and_printed(explorer: Path, open_page: OpenPage) -> None:
    sources = raw.nodes("sources")
    rows = {row["claim"]: row for row in raw.table("claims")}
    page = open_page(explorer, fragment=f"view=sources&open=node%3A{SPEAKER}")
    page.get_by_label("Sort by").select_option(label="source")
    shown = claims_shown(page)
    labels = [sources[rows[claim]["source"]]["label"] for claim in shown]
    assert labels == sorted(labels, key=str.lower)
    assert len(set(labels)) > 2
    headings = panel(page).locator(".claims h3").all_inner_texts()
    assert headings == list(dict.fromkeys(labels))

    for button, words in (("Copy as text", "copied as text"), ("Copy for Excel", "copied as a table")):
        panel(page).get_by_role("button", name=button).click()
        expect(panel(page).locator(".tool-status")).to_have_text(f"{len(shown)} claims {words}.")
    page.get_by_role("button", name="Story", exact=True).click()
    note = page.locator("dialog[open] textarea")
    note.evaluate("note => note.removeAttribute('maxlength')")
    note.press("Control+V")
    pasted = list(csv.DictReader(io.StringIO(note.input_value()), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["claim"] for row in pasted] == shown
    assert [row["source"] for row in pasted] == labels
    page.keyboard.press("Escape")

    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Save or print").click()
    page.locator("dialog[open]").get_by_role("button", name="Print, or save as PDF").click()
    expect(page.locator("dialog[open] .dialog-status")).to_contain_text(
        f"{len(shown)} claims in the panel take roughly"
    )
    page.locator("dialog[open]").get_by_role("button", name="Do not print").click()
    page.keyboard.press("Escape")
    panel(page).get_by_role("button", name="Print this list").click()
    expect(panel(page).locator(".tool-status")).to_contain_text("pages")
    number = int((panel(page).locator(".tool-status").inner_text()).split("roughly ")[1].split()[0])
    panel(page).get_by_role("button", name="Print about").click()
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert number * 0.6 < len(pdf.pages) < number * 1.6
    text = "".join("".join(one.extract_text().split()) for one in pdf.pages)
    assert not [claim for claim in shown if claim not in text]
    assert "Sourcesbynumberofclaims" not in text  # the list alone


SHAPES = {"Slide of 16:9": (1920, 1080), "Square slide,": (1080, 1080)}
IN_PARTS = {"as slides of 16:9": (1920, 1080), "as square slides": (1080, 1080)}
READ_FROM_AFAR = re.compile(r"The smallest words are (\d+) pixels high\.")


def size_of(picture: bytes) -> tuple[int, int]:
    """Pixels across and down of a PNG."""
    assert picture.startswith(b"\x89PNG")
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def slides(page: Page, button: str) -> tuple[str, list[Download]]:
    """What the dialog says after it has saved slides, and the files."""
    files: list[Download] = []

    def keep(file: Download) -> None:
        files.append(file)

    page.on("download", keep)
    page.get_by_role("button", name="Save or print").click()
    page.locator("dialog[open]").get_by_role("button", name=button).click()
    status = page.locator("dialog[open] .dialog-status")
    expect(status).not_to_be_empty(timeout=60_000)
    said = status.text_content() or ""
    number = re.search(r"^Saved (\d+) slides", said)
    expected = int(number[1]) if number else int(said.startswith("Saved"))
    for _ in range(200):
        if len(files) < expected:
            page.wait_for_timeout(50)
    assert len(files) == expected, said
    page.keyboard.press("Escape")
    page.remove_listener("download", keep)
    return said, files


USUAL = {"dropout"}
"""Views whose slides are looked at in `make test`."""


@pytest.mark.parametrize("is_usual", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_every_view_is_saved_as_a_slide_that_is_read_from_afar(
    explorer: Path, open_page: OpenPage, is_usual: bool
) -> None:
    page = open_page(explorer)
    drawn = set(views_of(page)) - {"claims", "sources", "sheet", "tools"}
    assert drawn > USUAL
    for view in sorted(USUAL if is_usual else drawn - USUAL):
        name, values = PARTS.get(view, ("none", "-"))
        for value in values.split():
            go(page, f"view={view}&set.{name}={value}")
            width = page.locator("svg.picture, canvas, table").first.bounding_box()
            for button, size in SHAPES.items():
                said, files = slides(page, button)
                found = READ_FROM_AFAR.search(said)
                assert found, (view, value, said)
                assert int(found[1]) >= 24, (view, value, button, said)
                assert size_of(Path(files[0].path()).read_bytes()) == size
            assert page.locator("svg.picture, canvas, table").first.bounding_box() == width  # the page is as it was


def test_views_without_a_picture_say_so(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=claims")
    for button in (*SHAPES, *IN_PARTS):
        said, files = slides(page, button)
        assert "has no picture" in said
        assert not files


def test_one_slide_of_many_has_what_the_title_speaks_of(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map")
    said, (one,) = slides(page, "Slide of 16:9")
    _, parts = slides(page, "as slides of 16:9")
    assert said.startswith(f"Saved one of {len(parts)} slides")
    shown = [Path(part.path()).read_bytes() for part in parts]
    assert Path(one.path()).read_bytes() in shown[1:]  # the sector of most ties stands in the middle


def test_nobody_saves_a_hundred_slides_without_knowing(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=all")
    page.get_by_role("button", name="Save or print").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="as slides of 16:9").click()
    asked = dialog.locator(".dialog-status")
    expect(asked).to_contain_text(re.compile(r"This view takes \d{2,} slides\."), timeout=30_000)
    dialog.get_by_role("button", name="Do not save").click()
    expect(asked).to_have_text("Nothing was saved.")


@pytest.mark.parametrize("fragment", some_of(["view=story", "view=when", "view=deeds"], "view=when"))
def test_a_long_picture_is_saved_as_several_slides_that_are_read_from_afar(
    explorer: Path, open_page: OpenPage, fragment: str
) -> None:
    page = open_page(explorer, fragment=fragment)
    before = page.locator("svg.picture").first.get_attribute("viewBox")
    for button, size in IN_PARTS.items():
        said, files = slides(page, button)
        found = READ_FROM_AFAR.search(said)
        assert found, said
        assert int(found[1]) >= 24, said
        names = [file.suggested_filename for file in files]
        assert said.startswith(f"Saved {len(names)} slides")
        places = [name.split("slide-")[1] for name in names]
        assert places == [f"{n + 1}-of-{len(names)}.png" for n in range(len(names))]
        assert size_of(Path(files[-1].path()).read_bytes()) == size
    assert page.locator("svg.picture").first.get_attribute("viewBox") == before
