"""What the views of the explorer look like on paper: printed to PDF, and read back."""

import io
import re
import unicodedata
from collections.abc import Callable
from math import hypot
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from benchmarks.generate import generate
from tests.support import raw
from tests.support.browser import SMALL_WINDOW, OpenPage
from tests.support.explorer import Explorer

A4 = (595, 842)
MARGIN = 14 / 25.4 * 72
MOST_CLAIMS = 2000


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(pdf: PdfReader) -> str:
    """All text, without spaces and line ends (lines are broken where they must be) and without ligatures."""
    return squeezed(" ".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text))


def nothing_is_beside_the_page(pdf: PdfReader) -> None:
    for page in pdf.pages:
        assert tuple(round(float(side)) for side in page.mediabox[2:]) == A4
        places: list[float] = []

        def see(text: str, user: list[float], own: list[float], *_: object, places: list[float] = places) -> None:
            if text.strip():
                places.append(user[0] * own[4] + user[2] * own[5] + user[4])

        page.extract_text(visitor_text=see)
        assert places
        assert all(MARGIN - 2 <= x <= A4[0] - MARGIN for x in places)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "views",
    [
        ("barriers",),
        pytest.param(("journeys", "deeds", "overview", "dropout", "people"), marks=pytest.mark.exhaustive),
    ],
    ids=" ".join,
)
def test_words_of_pictures_can_be_read_on_paper(
    open_page: OpenPage, bundled_explorer: Explorer, views: tuple[str, ...]
) -> None:
    """At least 7 points: sizes as the PDF sets them, with what the picture is scaled by."""
    for view in views:
        page = open_page(bundled_explorer.file, fragment=f"view={view}", size=(1600, 950))
        sizes: list[float] = []

        def see(
            text: str, user: list[float], own: list[float], font: object, size: float, into: list[float] = sizes
        ) -> None:
            if text.strip():
                into.append(size * hypot(own[2], own[3]) * hypot(user[2], user[3]))  # slanted heads, too

        pdf = printed(page)
        for one in pdf.pages:
            one.extract_text(visitor_text=see)
        assert min(sizes) >= 6.9, (view, min(sizes))
        page.close()


def test_a_map_is_whole_on_one_page(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map")
    names = page.locator(".sectors .region text:not(.opens)").all_text_contents()
    texts = [squeezed(one.extract_text()) for one in printed(page).pages]
    assert len(names) > 60
    whole = [text for text in texts if all(squeezed(name) in text for name in names)]
    assert len(whole) == 1
    assert squeezed("claim about ethnicity") in whole[0].lower()  # the legend, too
    page.close()


def test_a_map_for_the_wall_is_on_one_sheet_of_a3(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Save or print").click()
    page.get_by_role("button", name="Print on A3").click()
    first = printed(page).pages[0]
    assert tuple(round(float(side)) for side in first.mediabox[2:]) == (1191, 842)
    sizes: list[float] = []

    def see(text: str, user: list[float], own: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * own[3] * user[3]))

    text = squeezed(first.extract_text(visitor_text=see))
    assert min(sizes) >= 7
    sectors = {row["kind"] for row in raw.table("organisations")}
    assert sum(squeezed(sector.replace("_", " ")).lower() in text.lower() for sector in sectors) > 10
    assert round(printed(page).pages[0].mediabox[2]) == A4[0]  # the next print is on A4 again
    page.close()


def test_all_claims_that_were_found_are_printed_and_not_only_those_in_sight(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims&set.find=needs+assessment")
    number = int(page.locator(".grid").get_attribute("aria-rowcount") or 0) - 1
    pdf = printed(page)
    text = words(pdf)
    claims = bundled_explorer.frames.claims
    listed = [row for row in claims.to_dict("records") if squeezed(row["claim"]) in text]
    assert len(listed) == number
    for row in listed:
        assert squeezed(row["summary"]) in text
        assert squeezed(row["locator"]) in text
    assert squeezed(page.locator(".sentence").text_content() or "") in text
    nothing_is_beside_the_page(pdf)
    # The screen is as it was.
    assert page.locator(".on-paper > *").count() == 0
    assert page.locator(".rows [role=row]").count() > 0


@pytest.mark.exhaustive
def test_more_claims_than_anybody_reads_are_printed_up_to_a_bound_that_is_said(
    open_page: OpenPage, explorer_of: Callable[[Path], Explorer], tmp_path: Path
) -> None:
    explorer = explorer_of(generate(tmp_path / "large", 2100))
    page = open_page(explorer.file, fragment="view=claims")
    assert page.locator(".rows [role=row]").count() < 60
    text = words(printed(page))
    ids = explorer.frames.claims["claim"].tolist()
    assert ids[MOST_CLAIMS - 1] in text
    assert ids[MOST_CLAIMS] not in text
    assert squeezed("The first 2,000 claims of 2,100 are printed.") in text


def test_the_matrix_is_printed_with_every_code_and_row(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=matrix&set.theme=6")
    pdf = printed(page)
    text = words(pdf)
    codes = bundled_explorer.frames.nodes("Code")
    for code in codes[codes["theme"] == "6"].itertuples():
        assert squeezed(f"{code.id} {code.label}") in text
    for label in page.locator(".matrix-room tbody th").all_inner_texts():
        assert squeezed(label) in text
    nothing_is_beside_the_page(pdf)


def test_a_page_is_printed_whole_and_without_what_only_a_screen_needs(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    for sheet, size in (("act.commissioners", (1280, 800)), ("ev.act_fast", SMALL_WINDOW)):
        page = open_page(bundled_explorer.file, fragment=f"view=sheet&set.sheet={sheet}&set.pages=whole", size=size)
        pdf = printed(page)
        text = words(pdf)
        for part in page.locator(".sheet h4, .sheet h5, .sheet dd, .sheet li, .sheet td").all_text_contents():
            assert squeezed(part) in text
        for part in ("Print this page", "Choose another", "Search", "Light or dark"):
            assert squeezed(part) not in text
        nothing_is_beside_the_page(pdf)


def test_heads_of_columns_inside_a_picture_stand_on_each_of_its_pages(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=barriers")
    pdf = printed(page)
    labels = [squeezed(text) for text in page.locator("svg.mirror .lane-name").all_text_contents()]
    pages = [squeezed(one.extract_text()) for one in pdf.pages]
    with_rows = [there for there in pages if any(label in there for label in labels)]
    assert len(with_rows) > 1
    assert all(squeezed("as an enabler") in there for there in with_rows)
    assert any(label in pages[0] for label in labels)  # no page has the heading alone


def test_a_long_picture_is_printed_in_parts_that_cut_no_row(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=journeys&hide.focus=general")
    pdf = printed(page)
    text = words(pdf)
    names = page.locator(".lane-name").evaluate_all(
        "all => all.map((name) => [...name.querySelectorAll('text')].map((line) => line.textContent).join(' '))"
    )
    assert len(pdf.pages) > 1
    labels = [squeezed(name) for name in names]
    for label in set(labels):
        # A row that was cut would stand on two pages.
        assert text.count(label) == sum(other.count(label) for other in labels), label
    for one in pdf.pages:
        there = squeezed(one.extract_text())
        # The heads of the columns stand on each page with rows.
        assert not any(label in there for label in labels) or squeezed("What became of it") in there
    assert squeezed("Claims on ethnicity") in text
    assert squeezed("no mark: not mentioned") in text
    assert page.locator("svg.journeys").count() == 1


@pytest.mark.exhaustive
def test_what_is_open_follows_on_a_page_of_its_own_with_all_its_claims(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=sheet&open=node:act.commissioners")
    top = squeezed(page.locator(".panel h2").inner_text() + "actor act.commissioners")
    pdf = printed(page)
    starts = [n for n, one in enumerate(pdf.pages) if squeezed(one.extract_text()).startswith(top)]
    assert len(starts) == 1
    panel = squeezed(" ".join(one.extract_text() for one in pdf.pages[starts[0] :]))
    claims = bundled_explorer.frames.claims
    touching = claims[(claims[["subject", "object", "about", "speaker"]] == "act.commissioners").any(axis=1)]
    assert len(touching) > 40  # more than the panel lists at first
    for summary in touching["summary"]:
        assert squeezed(summary) in panel


def test_paper_is_light_and_the_screen_dark_again_after(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=claims&set.find=monitoring", dark=True)
    page.evaluate("""() => addEventListener('beforeprint', () => {
        window.seen = [document.documentElement.dataset.theme, document.querySelectorAll('.on-paper tr').length];
    })""")
    found = int(page.locator(".grid").get_attribute("aria-rowcount") or 0)
    printed(page)
    assert page.evaluate("window.seen") == ["light", found]
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator(".on-paper > *").count() == 0


@pytest.mark.exhaustive
def test_pictures_are_printed_without_their_tables_on_demand(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=deeds")
    page.evaluate("window.print = () => {}")
    (caption,) = page.locator("table.numbers caption").all_text_contents()
    sector = "Local authority"
    whole = words(printed(page))
    page.get_by_role("button", name="Save or print").click()
    page.get_by_role("button", name="without their tables").click()
    pictures = words(printed(page))
    for text in (caption, "The same as a table"):
        assert pictures.count(squeezed(text)) == 0
        assert whole.count(squeezed(text)) == 1
    in_table = page.locator("table.numbers tbody tr", has_text=sector).count()
    assert in_table
    assert pictures.count(squeezed(sector)) == whole.count(squeezed(sector)) - in_table > 0
    assert words(printed(page)) == whole  # the next print has the tables again
    assert page.locator("table.numbers caption").is_visible()


@pytest.mark.exhaustive
def test_a_table_that_shows_its_first_rows_is_whole_on_paper(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    page = open_page(bundled_explorer.file, fragment="view=dropout")
    reasons = page.locator("table.numbers", has_text="Factors given as the reason").locator("tbody tr")
    assert reasons.last.is_hidden()
    text = words(printed(page))
    for label in reasons.locator("th").all_text_contents():
        assert squeezed(label) in text
    assert reasons.last.is_hidden()
