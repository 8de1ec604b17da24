"""The explorer as a whole, as a reader has it: in a browser, offline, with any fault failing the test.

What a single view shows is tested beside it, in ``test_explorer_<view>.py``.
"""

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import graphmodel
from graphmodel.api.opened import OpenStudy
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import MEALS, ExplorerOf, claims_shown, go, open_mark, panel, saved, to_view, views_of
from tests.support.studies import tiny_study, tiny_tables

ITEM, ITS_NAME = "ev.service_ethnicity", "Service use data broken down by ethnicity"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\u2028<!-- 'q' \"d\" {{data}} =1+1"


def view_of(page: Page) -> str:
    found = re.search(r"view=(\w+)", page.url)
    assert found
    return found[1]


def chip(page: Page, name: str) -> Locator:
    """The filter chip of a value, with the filters open."""
    if page.locator(".filters:not([open])").count():
        page.locator(".filters > summary").click()
    return page.locator(".chip").filter(has=page.get_by_text(name, exact=True))


# ---- what everybody can do ----


def test_colours_forced_by_the_system_and_still_pictures(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=journeys", forced_colors="active", reduced_motion="reduce")
    assert page.locator("svg.journeys .lane").count() > 50


# ---- to the claims ----


def test_a_mark_opens_its_claims(explorer: Path, open_page: OpenPage, bundled_path: Path) -> None:
    page = open_page(explorer, fragment="view=journeys")
    open_mark(page, f"item:{ITEM}")
    told = {row["claim"] for row in raw.table("claims") if ITEM in {row["subject"], row["object"], row["about"]}}
    assert set(claims_shown(page)) == told
    first = panel(page).locator("article.claim").first
    for fact in ("Source", "Said by", "Where", "Codes"):
        expect(first.locator("dt", has_text=fact).first).to_be_visible()


def test_from_the_keyboard_alone_to_a_claim_and_back(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=journeys")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    start = page.evaluate("document.activeElement.dataset.mark")
    assert start
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    there = page.evaluate("document.activeElement.dataset.mark")
    assert there not in {None, start}
    page.keyboard.press("Enter")
    expect(panel(page).locator("h2")).to_be_focused()
    assert claims_shown(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.mark") == there
    assert "open=" not in page.url


def test_keys_go_to_views_search_and_help(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer)
    page.keyboard.press("4")
    assert view_of(page) == "dropout"
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("2")  # typed, and no view
    assert view_of(page) == "dropout"
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_search_finds_nodes_claims_codes_and_sources(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer)
    search = page.get_by_role("combobox", name="Search")
    for words, opens in {
        "strategy document bme": "BME adults' strategy document",
        "8.12 barriers": "8.12 Barriers",
        "national key informant": "national",
    }.items():
        search.fill(words)
        page.locator("#found [role=option]").first.wait_for()
        search.press("ArrowDown")
        search.press("Enter")
        expect(panel(page).locator("h2")).to_contain_text(re.compile(re.escape(opens.split()[-1]), re.IGNORECASE))
    search.fill("no such words anywhere")
    expect(page.get_by_text("Nothing found").first).to_be_visible()


# ---- filters, Back, addresses ----


def test_chips_count_and_take_out(explorer: Path, open_page: OpenPage, bundled_path: Path) -> None:
    rows = raw.table("claims")
    page = open_page(explorer, fragment="view=claims")
    general = chip(page, "general")
    stated = sum(row["focus"] == "general" for row in rows)
    expect(general).to_contain_text(f"{stated:,}")
    general.click(modifiers=["Shift"])
    left = len(rows) - stated
    expect(page.locator("p.sentence")).to_contain_text(f"{left:,} claims")
    expect(page.locator(".filters > summary")).to_contain_text(f"on ethnicity: {left:,} of {len(rows):,}")
    page.go_back()
    expect(page.locator("p.sentence")).to_contain_text(f"{len(rows):,} claims")
    chip(page, "general").click()
    expect(page.locator("p.sentence")).to_contain_text(f"{stated:,} claims")
    chip(page, "ethnicity").click()  # a second one is added
    expect(page.locator("p.sentence")).to_contain_text(f"{len(rows):,} claims")
    page.get_by_role("button", name="Reset all filters").click()
    expect(page.locator("p.sentence")).to_contain_text(f"{len(rows):,} claims")


def test_filters_are_found_by_their_words_and_what_leaves_nothing_says_so(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=dropout")
    page.locator(".filters > summary").click()
    find = page.get_by_label("Find a value to filter by")
    find.fill("no such value")
    expect(page.locator(".found-values")).to_contain_text("No value contains these words")
    find.fill("needs assess")
    found = page.locator(".found-values .chip", has_text="Stage: Needs assessment").first
    found.press("Enter")
    expect(found).to_be_focused()  # the words stay, so that a reader at the keyboard is not sent to the top
    (stage,) = (row["stage"] for row in raw.table("stages") if row["label"] == "Needs assessment")
    below = {stage, *(row["stage"] for row in raw.table("stages") if row["parent"] == stage)}
    stated = sum(row["stage"] in below for row in raw.table("claims"))
    expect(page.locator(".filters > summary")).to_contain_text(f"{stated:,} of ")
    expect(page.locator(".filters > summary")).to_contain_text("Needs assessment")
    go(page, "view=journeys&only.site=sheffield&hide.site=sheffield")
    for view in views_of(page):
        go(page, f"view={view}&only.focus=nothing")
        expect(page.locator("h2.view-title")).to_have_text("The filters leave no claim")
    page.locator("main").get_by_role("button", name="Reset all filters").click()
    expect(page.locator(".filters > summary")).to_contain_text("All 1,")


def test_a_focus_that_is_filtered_out_is_not_drawn(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=dropout&only.focus=general")
    for view in ("overview", "journeys", "dropout"):
        go(page, f"view={view}&only.focus=general")
        pictures = page.locator("svg.bars, svg.journeys, svg.small-bars")
        for picture in pictures.and_(page.locator(":not([aria-label*='easons'])")).all():  # whose names have the word
            assert "Ethnicity" not in (picture.text_content() or "")
        assert "ethnicity items" not in page.locator("h2.view-title").inner_text().lower()
    go(page, "view=dropout&only.focus=general")
    expect(page.locator("h2.view-title")).to_contain_text("general items")


def test_dialogs_open_at_their_beginning(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer)
    for name, id_ in (("Words", "words"), ("Keys ( ? )", "keys"), ("Save or print", "save")):
        page.get_by_role("button", name=name, exact=True).click()
        assert page.evaluate(f"document.getElementById('{id_}').scrollTop") == 0
        page.keyboard.press("Escape")


def test_back_undoes_step_by_step(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=journeys")
    open_mark(page, f"item:{ITEM}")
    to_view(page, "dropout")
    chip(page, "ethnicity").click(modifiers=["Shift"])
    page.go_back()
    expect(chip(page, "ethnicity")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    assert view_of(page) == "journeys"
    expect(panel(page).locator("h2")).to_have_text(ITS_NAME)
    page.go_back()
    expect(panel(page)).to_be_hidden()
    page.go_forward()
    expect(panel(page).locator("h2")).to_have_text(ITS_NAME)


def test_an_address_shows_the_same_again(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=dropout")
    chip(page, "Needs assessment").click(modifiers=["Shift"])
    open_mark(page, "band:ethnicity:solutions:used")
    before = (page.locator("p.sentence").text_content(), claims_shown(page))
    again = open_page(explorer, fragment=page.url.split("#", 1)[1])
    assert (again.locator("p.sentence").text_content(), claims_shown(again)) == before
    assert before[1]


def test_an_address_that_says_nonsense_shows_a_page(explorer: Path, open_page: OpenPage) -> None:
    for fragment in (
        "view=nowhere",
        "open=node%3Anobody",
        "open=mark%3Anothing",
        "hide.focus=x~y&hide.nothing=1",
        "set.columns=x",
        "%",
        "open=chain%3A[",
    ):
        page = open_page(explorer, fragment=fragment)
        assert page.locator("h2.view-title").inner_text(), fragment


# ---- what is saved ----


def test_a_picture_stands_by_itself(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer)
    for view in ("journeys", "dropout", "map", "barriers"):
        go(page, f"view={view}&hide.focus=general")
        root = ET.fromstring(saved(page, "SVG"))
        texts = " ".join(text for element in root.iter() for text in element.itertext())
        assert page.locator("h2.view-title").inner_text() in texts
        assert "Claims on ethnicity: " in texts.replace("  ", " ")
        assert not [element for element in root.iter() if "class" in element.attrib or "data-mark" in element.attrib]
        size = [int(float(root.attrib[name])) for name in ("width", "height")]
        picture = saved(page, "PNG")
        assert picture.startswith(b"\x89PNG")
        assert [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)] == [3 * side for side in size]


def test_the_numbers_of_the_page_are_those_of_the_analysis(
    explorer: Path, open_page: OpenPage, bundled_path: Path, tmp_path: Path
) -> None:
    page = open_page(explorer, fragment="view=dropout")
    rows = list(csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig"))))
    with graphmodel.open_study(bundled_path, db=tmp_path) as study:
        result = study.dropout()
        labels = study.frames.labels("Stage")
    found = {(row["focus"], row["phase"]): row for row in rows}
    funnel = result["funnel"].drop(columns="claims")
    assert len(found) == len(funnel) == 9
    for row in funnel.to_dict("records"):
        shown = found[row.pop("focus"), labels[row.pop("phase")]]
        assert set(shown) == {"focus", "phase", *row}
        for name, number in row.items():
            if pd.isna(number):
                assert shown[name] == ""
            else:
                assert float(shown[name]) == pytest.approx(number, abs=1e-5)


def test_claims_are_saved_whole_and_run_nothing_in_a_spreadsheet(
    explorer_of: ExplorerOf, hostile_study: Path, open_page: OpenPage
) -> None:
    page = open_page(explorer_of(hostile_study).file, fragment="view=claims")
    rows = list(csv.DictReader(io.StringIO(saved(page, "All claims").decode("utf-8-sig"))))
    assert len(rows) == len(raw.table("claims"))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "\t", "-"))]
    assert any(HOSTILE.replace("\u2028", "\n") in row["summary"] for row in rows)


# ---- other studies ----


@pytest.fixture(scope="session")
def hostile_study(bundled_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study with markup, formulas and odd letters in every free text, and in its title."""
    folder = tmp_path_factory.mktemp("hostile")
    free = {"label", "summary", "note", "comment", "purpose", "scope_note", "locator", "resources", "objections"}
    for file in sorted(bundled_path.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for number, row in enumerate(rows):
            for name in free & row.keys():
                row[name] = f"={number} {HOSTILE} {row[name]}"
        with (folder / file.name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]) if rows else [])
            writer.writeheader()
            writer.writerows(rows)
    settings = (bundled_path / "study.toml").read_text("utf-8")
    title = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    settings = re.sub(r'^title = ".*"$', lambda _: f'title = "{title}"', settings, count=1, flags=re.MULTILINE)
    (folder / "study.toml").write_text(settings, "utf-8")
    return folder


def test_no_text_of_a_study_is_taken_for_markup(
    explorer_of: ExplorerOf, hostile_study: Path, open_page: OpenPage
) -> None:
    page = open_page(explorer_of(hostile_study).file)
    for view in views_of(page):
        go(page, f"view={view}")
        assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
        mark = page.locator("[data-mark]").first
        if mark.count():
            mark.click()
            expect(panel(page).locator("h2")).not_to_be_empty()
        assert page.locator("img, script[src], iframe").count() == 0
        assert page.evaluate("document.scripts.length") == 2


def test_hostile_texts_are_found_and_read_as_they_are(
    explorer_of: ExplorerOf, hostile_study: Path, open_page: OpenPage
) -> None:
    page = open_page(explorer_of(hostile_study).file)
    page.get_by_role("combobox", name="Search").fill("<img src=x")
    option = page.locator("#found [role=option]").first
    expect(option).to_contain_text("<img src=x onerror=alert(2)>")
    option.click()
    expect(panel(page).locator("h2")).to_contain_text("onerror=alert(2)")


def test_a_study_of_another_field_reads_as_if_the_page_were_made_for_it(
    explorer_of: ExplorerOf, open_page: OpenPage
) -> None:
    page = open_page(explorer_of(MEALS).file)
    for view in views_of(page):
        go(page, f"view={view}&set.columns=phase")
        shown = page.locator("body").inner_text().lower()
        assert not re.findall(r"\b(ethnic\w*|commissioning|nhs|general evidence|interviewee)\b", shown)
        if view in {"journeys", "dropout"}:
            with (MEALS / "stages.csv").open(encoding="utf-8") as stream:
                first = next(csv.DictReader(stream))
            assert first["label"].lower() in shown.replace("\n", " ")


def test_a_study_without_a_single_claim_has_a_page(
    explorer_of: ExplorerOf, tmp_path_factory: pytest.TempPathFactory, open_page: OpenPage
) -> None:
    header = "claim,source,subject,predicate,object,summary\n"
    tables = {
        name: None for name in tiny_tables() if name not in {"stages", "sources", "actors", "organisations", "sites"}
    }
    study = tiny_study(tmp_path_factory.mktemp("empty"), **{**tables, "claims": header})
    page = open_page(explorer_of(study).file)
    for view in views_of(page):
        to_view(page, view)
        assert page.locator("h2.view-title").inner_text()


# ---- how large, how soon ----


@pytest.mark.slow
def test_the_page_keeps_to_its_budget(explorer: Path, bundled_path: Path) -> None:
    assert explorer.stat().st_size <= 250_000 + 400 * len(raw.table("claims"))


def test_a_page_that_was_cut_short_says_so(explorer: Path, browser: Browser, tmp_path: Path) -> None:
    page = explorer.read_text("utf-8")
    at = page.index('id="data">') + 5_000
    file = tmp_path / "cut.html"
    file.write_text(page[:at] + page[page.index("</script>", at) :], "utf-8", newline="")
    context = browser.new_context(offline=True)
    shown = context.new_page()
    shown.goto(file.as_uri())
    shown.get_by_text("may have been cut short").wait_for()
    context.close()


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_same_study_gives_the_same_page(explorer: Path, bundled_path: Path, tmp_path: Path) -> None:
    with graphmodel.open_study(bundled_path, db=tmp_path / "db") as study:
        again = study.page(tmp_path / "again.html")
    assert again.read_bytes() == explorer.read_bytes()


def test_addresses_name_ids_with_any_letter(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment=f"view=journeys&open={quote('claim:c1')}&hide.stage=&set.sort=name")
    assert page.locator("p.kind").inner_text().startswith("Evidence journeys")


def test_pictures_follow_the_window(explorer: Path, open_page: OpenPage) -> None:
    page = open_page(explorer, fragment="view=journeys")
    before = page.locator("svg.journeys").get_attribute("width")
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(page.locator("svg.journeys")).not_to_have_attribute("width", str(before))


def test_nonsense_in_every_option_still_gives_a_view(explorer: Path, open_page: OpenPage) -> None:
    sources = (Path(__file__).parents[2] / "viz" / "page" / "src").rglob("*.js")
    named = re.compile(r'(?:option|choice|chosen)\((?:app, )?\s*"([\w-]+)"')
    options = {name for file in sources for name in named.findall(file.read_text("utf-8"))}
    assert {"columns", "layer", "group", "by"} <= options
    page = open_page(explorer)
    for view in views_of(page):
        go(page, "&".join([f"view={view}", *(f"set.{name}=nonsense" for name in sorted(options))]))
        assert page.locator("h2.view-title").inner_text()


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_graph_alone_gives_the_same_page_on_every_engine(study: OpenStudy, explorer: Path, tmp_path: Path) -> None:
    without_files = OpenStudy(None, study.engine)
    assert without_files.page(tmp_path / "page.html").read_bytes() == explorer.read_bytes()
