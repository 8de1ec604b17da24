"""The stakeholder map of the explorer: the same ties as the analysis, by pointer and by keyboard."""

import csv
import io
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from graphmodel.analysis.chain import chain
from graphmodel.analysis.stakeholders import stakeholders
from tests.support import raw
from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, ExplorerOf, claims_shown, panel, saved
from tests.support.studies import tiny_study, tiny_tables

KINDS = ("claim", "same evidence", "same event", "same workstream")


def canvas(page: Page) -> Locator:
    return page.locator(".map canvas")


def claims_naming(node: str) -> set[str]:
    """Claims of which the node is a part, by the raw table."""
    columns = ("subject", "object", "source", "speaker", "about", "reason")
    return {row["claim"] for row in raw.table("claims") if node in {row[name] for name in columns}}


@pytest.mark.parametrize("kind", KINDS)
def test_the_ties_are_those_of_the_analysis(bundled_explorer: Explorer, open_page: OpenPage, kind: str) -> None:
    page = open_page(bundled_explorer.file, fragment=f"view=map&set.layer={kind}")
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
    page = open_page(bundled_explorer.file, fragment="view=map")
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
    page = open_page(bundled_explorer.file, fragment="view=map")
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
    page = open_page(bundled_explorer.file, fragment="view=map&open=node%3Aorg.pct")
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
    assert panel(page).locator(".chain-verb s").count() == 0  # nothing of it is only denied
    assert set(claims_shown(page)) <= {id_ for ids in steps["claims"] for id_ in ids} | set(claims_shown(page))
    assert len(claims_shown(page)) >= length


def test_no_chain_is_said_in_words(bundled_explorer: Explorer, open_page: OpenPage) -> None:
    page = open_page(bundled_explorer.file, fragment='view=map&open=chain%3A["act.gp"%2C"nobody"]')
    expect(panel(page)).to_contain_text("No chain of claims joins the two")


def test_a_map_of_many_ties_opens_with_groups(
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
    page = open_page(explorer_of(study).file, fragment="view=map")
    expect(page.locator("p.sentence")).to_contain_text("Stakeholders stand together by sector")
    page.get_by_role("combobox", name="Group").select_option("none")
    expect(page.locator("p.sentence")).to_contain_text("1,")  # more than a thousand ties, one by one


def _stakeholders(explorer: Explorer) -> dict[str, str]:
    return explorer.frames.labels("Actor") | explorer.frames.labels("Organisation")
