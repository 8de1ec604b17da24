"""Pages to print of stakeholders and of evidence items."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.browser import OpenPage
from tests.support.explorer import Explorer, claims_shown, go
from tests.support.studies import tiny_study


def test_everybody_and_everything_can_be_chosen(open_page: OpenPage, meals_explorer: Explorer) -> None:
    frames = meals_explorer.frames
    page = open_page(meals_explorer.file, fragment="view=sheet")
    number = sum(len(frames.nodes(kind)) for kind in ("Actor", "Organisation", "EvidenceItem"))
    assert page.locator(".choices li").count() == number
    page.get_by_label("Find a stakeholder").fill("purchasing")
    page.locator(".find-status", has_text="1 found").wait_for(state="attached")
    page.get_by_role("link", name="Purchasing officer").click()
    page.locator(".sheet-name", has_text="Purchasing officer").wait_for()


def test_a_stakeholder_has_all_claims_that_name_them_with_where(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file, fragment="view=sheet&set.sheet=act.buyer&set.pages=whole")
    claims = meals_explorer.frames.claims
    named = claims[(claims[["subject", "object", "about", "speaker"]] == "act.buyer").any(axis=1)]
    listed = page.locator(".sheet-sources tbody th").all_inner_texts()
    assert listed == named["claim"].tolist()
    told = page.locator(".statements .where a").all_inner_texts()
    assert sorted(told) == sorted(listed)
    text = page.locator(".sheet").inner_text()
    for words in ("the budget", "Villages cost too much to serve", "Map of delivery times", "figures"):
        assert words in text
    assert "noon" not in text  # a column of the study's own, which nobody asked for
    assert "Not known: the profile does not say." in text


def test_an_item_has_all_claims_that_touch_it_by_stage(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    claims = bundled_explorer.frames.claims
    ends = claims[["subject", "object"]].stack()
    item = ends[ends.str.startswith("ev.")].value_counts().index[0]
    touching = claims[(claims[["subject", "object"]] == item).any(axis=1)]
    page = open_page(bundled_explorer.file, fragment=f"view=sheet&set.sheet={item}&set.pages=whole")
    journey = page.get_by_role("region", name="Its journey, step by step")
    assert sorted(journey.locator(".where a").all_inner_texts()) == sorted(touching["claim"])
    rank = bundled_explorer.frames.stages.reset_index(drop=True).set_index("label").index
    heads = [head.rsplit(" (", 1)[0] for head in journey.locator("h5").all_inner_texts()]
    stages = [head for head in heads if head in rank]
    assert stages == sorted(stages, key=list(rank).index)
    assert set(heads) - set(stages) <= {"No stage stated"}


@pytest.mark.exhaustive
def test_the_numbers_on_a_page_open_their_claims(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    ends = bundled_explorer.frames.claims[["subject", "object"]].stack()
    item = ends[ends.str.startswith("ev.")].value_counts().index[0]
    for pages in ("", "whole"):
        page = open_page(bundled_explorer.file, fragment=f"view=sheet&set.sheet={item}&set.pages={pages}")
        numbers = page.locator(".sheet h5 .can-open")
        assert numbers.count() == page.locator(".sheet h5").count() > 2
        for number in [*numbers.all()[:2], page.locator('[data-mark="sheet:fact:Rests on"]')]:
            number.click()
            shown = len(claims_shown(page))
            words = "1 claim|one claim only" if shown == 1 else f"{shown} claims"
            assert re.fullmatch(words, number.inner_text())


def test_one_goes_from_page_to_page_and_back(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file, fragment="view=sheet&set.sheet=act.buyer&set.pages=whole")
    names = []
    while page.get_by_role("link", name="Next stakeholder").count():
        names.append(page.locator(".sheet-name").inner_text())
        page.get_by_role("link", name="Next stakeholder").click()
        page.locator(".sheet-name", has_not_text=names[-1]).wait_for()
    frames = meals_explorer.frames
    assert len(names) == len(set(names)) == len(frames.nodes("Actor")) + len(frames.nodes("Organisation")) - 1
    page.get_by_role("link", name="Previous stakeholder").click()
    page.locator(".sheet-name", has_text=names[-1]).wait_for()


def test_the_panel_leads_to_the_page(open_page: OpenPage, meals_explorer: Explorer) -> None:
    page = open_page(meals_explorer.file, fragment="view=claims&open=node:act.cook")
    page.get_by_role("link", name="Page to print").click()
    page.locator(".sheet-name", has_text="Head cook").wait_for()


@pytest.mark.exhaustive
def test_a_study_without_profiles_has_pages_made_of_claims(
    open_page: OpenPage, explorer_of: Callable[[Path], Explorer], tmp_path: Path
) -> None:
    explorer = explorer_of(tiny_study(tmp_path))
    page = open_page(explorer.file, fragment="view=sheet&set.pages=whole")
    page.locator(".choices a").first.click()
    text = page.locator(".sheet").inner_text()
    assert "Not known: the study has no profile of them." in text
    assert page.locator(".sheet-sources tbody tr").count() > 0


def test_links_that_the_study_lists_stand_among_the_ties(open_page: OpenPage, bundled_explorer: Explorer) -> None:
    """Both links of the analysts in stakeholder_links.csv: one from them, one to them."""
    page = open_page(bundled_explorer.file, fragment="view=sheet&set.sheet=act.analysts&set.pages=whole")
    ties = page.get_by_role("region", name="Their ties").inner_text()
    for words in ("analysis highly valued", "seldom asks for a breakdown by ethnicity", "ch6 skills, line 2016"):
        assert words in ties
    assert ties.count("linked to") == ties.count("linked from") == 1


def test_one_a4_holds_what_there_is_room_for_and_the_rest_comes_on_demand(
    open_page: OpenPage, bundled_explorer: Explorer
) -> None:
    claims = bundled_explorer.frames.claims
    ends = claims[["subject", "object", "about", "speaker"]].stack()
    most = ends[ends.str.startswith("act.")].value_counts().index[0]
    page = open_page(bundled_explorer.file, fragment="view=sheet&set.sheet=ev.service_ethnicity")
    for sheet in ("ev.service_ethnicity", "act.commissioners", most):
        go(page, f"view=sheet&set.sheet={sheet}")
        told = page.locator(".sheet-page .statements li")
        assert told.count() > 0
        body = page.locator(".page-body")
        assert body.evaluate("one => one.scrollWidth - one.clientWidth") <= 1
        paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(paper.pages) == 1
        printed = re.sub(r"\s", "", paper.pages[0].extract_text())
        assert re.sub(r"\s", "", told.last.inner_text()) in printed
        assert "Printthispage" not in printed
        assert "Print:allclaims" in printed
    shown = told.count()
    page.get_by_label("Print:").select_option("whole")
    expect(page.locator(".sheet-sources")).to_be_visible()
    assert page.locator(".statements li").count() > shown
    assert "is-one-page" not in (page.locator("body").get_attribute("class") or "")
