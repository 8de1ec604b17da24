"""The stakeholder map of the explorer: the same ties as the analysis, by pointer and by keyboard."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from graphmodel.analysis.chain import chain
from graphmodel.analysis.stakeholders import stakeholders
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, ExplorerOf, claims_shown, go, panel, saved
from tests.support.studies import tiny_study, tiny_tables
from tests.support.tiers import some_of

KINDS = ("claim", "same evidence", "same event", "same workstream")


def canvas(page: Page) -> Locator:
    return page.locator(".map canvas")


def claims_naming(node: str) -> set[str]:
    """Claims of which the node is a part, by the raw table."""
    columns = ("subject", "object", "source", "speaker", "about", "reason")
    return {row["claim"] for row in raw.table("claims") if node in {row[name] for name in columns}}


@pytest.mark.parametrize("kind", some_of(KINDS, "claim"))
def test_the_ties_are_those_of_the_analysis(bundled_explorer: Explorer, open_page: OpenPage, kind: str) -> None:
    page = open_page(bundled_explorer.file, fragment=f"view=map&set.map=free&set.layer={kind}")
    rows = csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig")))
    shown = Counter((row["start"], row["end"], tuple(sorted(row["claims"].split("; ")))) for row in rows)
    ties = stakeholders(bundled_explorer.frames)["ties"]
    ties = ties[ties["tie"] == kind]
    told: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for row in ties.to_dict("records"):
        told[row["start"], row["end"], tuple(sorted(row["claims"]))] += 1
    if kind == "claim":  # the page has a line for each verb
        assert {pair[:2] for pair in shown} == {pair[:2] for pair in told}
        assert {(*pair[:2], claim) for pair in shown for claim in pair[2]} == {
            (*pair[:2], claim) for pair in told for claim in pair[2]
        }
    else:
        assert shown == told


def test_from_the_keyboard_to_the_claims_of_a_stakeholder(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=free")
    canvas(page).focus()
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    name = page.locator("#map-status").inner_text()
    assert name
    page.keyboard.press("Enter")
    expect(panel(page).locator("h2")).to_have_text(name)
    node = next(id_ for id_, label in _stakeholders(bundled_explorer).items() if label == name)
    assert claims_naming(node) <= set(claims_shown(page))
    page.keyboard.press("Escape")
    expect(canvas(page)).to_be_focused()


def test_by_pointer_to_the_claims_of_a_stakeholder_and_of_a_tie(
    bundled_explorer: Explorer, open_page: OpenPage
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=free")
    box = canvas(page).bounding_box()
    assert box
    left, top = round(box["x"]), round(box["y"])  # a click has whole pixels
    found: dict[str, str] = {}
    for y in range(20, int(min(box["height"], 500)), 14):
        for x in range(40, int(box["width"]) - 40, 9):
            page.mouse.move(left + x, top + y)
            if page.locator("#hover").is_hidden():
                continue
            text = page.locator("#hover").inner_text()
            what = "tie" if " – " in text else "unit"
            if what not in found:
                found[what] = text
                page.mouse.click(left + x, top + y)
                assert panel(page).locator("h2").inner_text() in text
                assert claims_shown(page)
            if len(found) == 2:
                return
    pytest.fail(f"Only found: {found}")


def test_what_is_open_stands_out_with_its_neighbours(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    ties = stakeholders(bundled_explorer.frames)["ties"]
    ties = ties[(ties["tie"] == "claim") & (ties["start"].eq("org.pct") | ties["end"].eq("org.pct"))]
    near = set(ties["start"]) | set(ties["end"])
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=free&open=node%3Aorg.pct")
    root = ET.fromstring(saved(page, "SVG"))
    marks = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("fill", "none").startswith("#")]
    strong = [path for path in marks if path.get("opacity") == "1" and "translate" in path.get("transform", "")]
    assert len([path for path in strong if "rotate" not in path.get("transform", "")]) >= len(near)


def test_groups_open_and_back_closes_them(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.group=sector")
    sentence = page.locator("p.sentence")
    before = sentence.text_content() or ""
    page.locator('[data-mark^="unit:group"]').first.click()
    expect(panel(page)).to_contain_text("Below: the claims that tie the group to others")
    panel(page).get_by_role("button", name="Open this group").click()
    expect(sentence).not_to_have_text(before)
    expect(page.get_by_role("button", name="Close the groups")).to_be_visible()
    page.go_back()
    expect(sentence).to_have_text(before)


def test_a_chain_of_claims_is_as_short_as_the_analysis_finds(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    start, end = "act.gp", "ev.bme_strategy"
    steps = chain(bundled_explorer.frames, start, end, denied=False, normative=False)["steps"]
    page = open_page(bundled_explorer.file, fragment=f"view=map&open=node%3A{start}")
    panel(page).get_by_role("button", name="Begin a chain").click()
    page.get_by_role("combobox", name="Search").fill(end)
    page.locator("#found [role=option]").first.click()
    panel(page).get_by_role("button", name="Shortest chain from").click()
    length = int(steps[steps["chain"] == 1]["step"].max())
    expect(panel(page)).to_contain_text(f"has {length} step")
    assert panel(page).locator("h3").count() == length
    assert panel(page).locator(".chain-box").count() == length + 1
    assert page.locator("main .chain-box").all_inner_texts() == panel(page).locator(".chain-box").all_inner_texts()
    assert panel(page).locator(".chain-verb s").count() == 0  # nothing of it is only denied
    assert set(claims_shown(page)) <= {id_ for ids in steps["claims"] for id_ in ids} | set(claims_shown(page))
    assert len(claims_shown(page)) >= length


def test_no_chain_is_said_in_words(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment='view=map&open=chain%3A["act.gp"%2C"nobody"]')
    expect(panel(page)).to_contain_text("No chain of claims joins the two")


@pytest.mark.exhaustive
def test_a_map_of_many_ties_has_bands_and_groups(
    explorer_of: ExplorerOf, tmp_path_factory: pytest.TempPathFactory, open_page: OpenPage
) -> None:
    tables = tiny_tables()
    people = [
        {"actor": f"act.p{n}", "label": f"Person {n}", "granularity": "role", "organisation": f"org.b{n % 7}"}
        for n in range(150)
    ]
    bodies = [{"organisation": f"org.b{n}", "label": f"Body {n}", "kind": f"sort {n % 3}"} for n in range(7)]
    claims = [
        {"claim": f"n{n}", "source": "src.minutes", "subject": f"act.p{n % 150}", "predicate": "argues_with"}
        | {"object": f"act.p{(n * 7 + 1 + n // 150) % 150}", "summary": "One argues with the other."}
        for n in range(1_400)
    ]
    rows = [row for row in claims if row["subject"] != row["object"]]
    study = tiny_study(
        tmp_path_factory.mktemp("many"),
        actors=[*tables["actors"], *people],
        organisations=[*tables["organisations"], *bodies],
        claims=[*tables["claims"], *rows],
    )
    opened = quote(json.dumps([f"org.b{n}" for n in range(7)]))
    page = open_page(explorer_of(study).file, fragment=f"view=map&set.inside={opened}")
    expect(page.locator(".sentence")).to_contain_text("a band is all ties between two sectors")
    bands = [int(text) for text in page.locator(".on-tie").all_text_contents()]
    assert bands
    assert max(bands) > 1
    page.get_by_role("button", name="Free layout").click()
    expect(page.locator("p.sentence")).to_contain_text("Stakeholders are grouped by sector")
    page.get_by_role("combobox", name="Group").select_option("none")
    expect(page.locator("p.sentence")).to_contain_text("1,")  # more than a thousand ties, one by one


def test_by_sector_each_tie_is_a_line_between_organisations(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    """Lines join the rows of organisations, whose people count with them; every claim between two rows is on a line."""
    ties = stakeholders(bundled_explorer.frames)["ties"]
    ties = ties[ties["tie"] == "claim"]
    body = {row["actor"]: row["organisation"] for row in raw.table("actors") if row["organisation"]}
    tied = set(ties["start"]) | set(ties["end"])
    sizes = Counter(body.get(id_, id_) for id_ in tied)
    rows = {id_: body[id_] if sizes[body.get(id_, "")] > 1 else id_ for id_ in tied if id_ in body}
    told = {
        (frozenset((rows.get(start, start), rows.get(end, end))), claim)
        for start, end, claims in zip(ties["start"], ties["end"], ties["claims"], strict=True)
        for claim in claims
        if rows.get(start, start) != rows.get(end, end)
    }
    page = open_page(bundled_explorer.file, fragment="view=map")
    lines = csv.DictReader(io.StringIO(saved(page, "numbers").decode("utf-8-sig")))
    assert {
        (frozenset((row["start"], row["end"])), claim) for row in lines for claim in row["claims"].split("; ")
    } == told


def test_sectors_keep_their_places_under_filters_and_rows_open(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map")
    regions = page.locator(".region")
    places = """all => all.map(one => {
        const box = one.querySelector("rect");
        return [one.querySelector(".group").textContent, box.getAttribute("x"), box.getAttribute("y")].join();
    })"""
    before = set(regions.evaluate_all(places))
    go(page, "view=map&only.focus=ethnicity")
    after = set(regions.evaluate_all(places))
    assert after < before
    people = page.locator('[data-mark^="people:"]').first
    number = int((people.text_content() or "").split()[1])
    rows = page.locator('[data-mark^="row:"]')
    shown = rows.count()
    people.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Close all")).to_be_visible()
    assert shown < rows.count() <= shown + number
    rows.first.click()
    rows.nth(1).click(modifiers=["Shift"])
    expect(page.locator("main .chain-box")).not_to_have_count(0)


def test_few_stakeholders_that_are_left_stand_close_together(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&only.site=site.2~site.3&only.focus=ethnicity")
    picture = page.locator("svg.sectors").bounding_box()
    assert picture
    assert picture["height"] < 400
    tops = page.locator("svg.sectors .region").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert min(tops) - picture["y"] < 40


def test_one_and_its_partners_from_the_panel(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    ties = stakeholders(bundled_explorer.frames)["ties"]
    ties = ties[ties["tie"] == "claim"]
    own = {row["actor"] for row in raw.table("actors") if row["organisation"] == "org.trust"} | {"org.trust"}
    ends = zip(ties["start"], ties["end"], strict=True)
    partners = {end for pair in ends if own & set(pair) for end in pair} - own
    page = open_page(bundled_explorer.file, fragment="view=map&open=node%3Aorg.trust")
    panel(page).get_by_role("link", name="Only this and its neighbours").click()
    expect(page.locator("h2.view-title")).to_contain_text(f"has {len(partners)} partners in")
    rows = page.locator('[data-mark^="row:"]').evaluate_all("all => all.map((one) => one.dataset.mark.slice(9))")
    assert set(rows) == partners | {"org.trust"}


def test_what_is_moved_stays_there_until_it_is_put_back(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map&set.map=free")
    canvas(page).focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    expect(canvas(page)).to_be_focused()
    once = _moved(page)
    page.keyboard.press("Shift+ArrowRight")
    twice = _moved(page)
    ((node, (x, y)),) = once.items()
    assert twice == {node: [pytest.approx(twice[node][0]), y]}
    assert twice[node][0] > x
    page.go_back()
    assert _moved(page) == once
    page.get_by_role("button", name="Put back what was moved").click()
    expect(page.get_by_role("button", name="Put back what was moved")).to_have_count(0)
    assert _moved(page) == {}


def _moved(page: Page) -> dict[str, list[float]]:
    said = parse_qs(urlsplit(page.url).fragment.removeprefix("/")).get("set.moved", ["{}"])[0]
    return next(iter(json.loads(said).values()), {})


def _stakeholders(explorer: Explorer) -> dict[str, str]:
    return explorer.frames.labels("Actor") | explorer.frames.labels("Organisation")


def _sectors(page: Page) -> list[str]:
    """The sectors of the map by column, from above in each."""
    return page.locator('svg.sectors [data-mark^="sector:"]').evaluate_all(
        """all => all.map(one => [one.dataset.mark, one.getBoundingClientRect()])
          .sort(([, a], [, b]) => a.left - b.left || a.top - b.top).map(([key]) => key)"""
    )


def test_sectors_and_rows_are_moved_and_their_places_kept_in_the_address_and_a_file(
    bundled_explorer: Explorer, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(bundled_explorer.file, fragment="view=map")
    before = _sectors(page)
    second = page.locator(f'[data-mark="{before[1]}"]')
    second.focus()
    page.keyboard.press("Shift+ArrowUp")
    swapped = [before[1], before[0], *before[2:]]
    assert _sectors(page) == swapped
    expect(page.locator(f'[data-mark="{before[1]}"]')).to_be_focused()
    # With the pointer the last sector of all goes above the first; the click that ends a drag opens nothing.
    page.mouse.move(0, 0)
    page.locator(f'[data-mark="{before[-1]}"]').hover()
    page.mouse.down()
    goal = page.locator(f'[data-mark="{before[1]}"]').bounding_box()
    assert goal
    page.mouse.move(goal["x"] + 20, goal["y"] + 4, steps=4)
    page.mouse.up()
    moved = [before[-1], *swapped[:-1]]
    assert _sectors(page) == moved
    assert "open=" not in page.url
    # A row by the buttons above the map, which a finger can use.
    rows = page.locator(f'svg.sectors .region:has([data-mark="{before[0]}"]) [data-mark^="row:"]')
    first, next_ = (rows.nth(place).get_attribute("data-mark") for place in (0, 1))
    rows.first.click()
    page.get_by_role("button", name="Move down").click()
    assert [rows.nth(place).get_attribute("data-mark") for place in (0, 1)] == [next_, first]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save places").click()
    kept = tmp_path / "places.json"
    download.value.save_as(kept)
    page.reload()
    page.locator("html[data-ready]").wait_for(state="attached")
    assert _sectors(page) == moved
    page.get_by_role("button", name="Put back what was moved").click()
    assert _sectors(page) == before
    page.get_by_label("Saved places").set_input_files(kept)
    expect(page.get_by_role("button", name="Put back what was moved")).to_be_visible()
    assert _sectors(page) == moved
    kept.write_text('{"form": "graphmodel places 1", "study": "another", "arranged": {"stacks": [["a"]]}}')
    page.get_by_label("Saved places").set_input_files(kept)
    expect(page.locator(".places-status")).to_have_text("This file holds no places of this study.")
