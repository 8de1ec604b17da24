"""What pages and figures hold for handing on: the model's columns, and those that somebody asked for by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import graphmodel as gm
from graphmodel.problems import NotFound
from tests.support.command import graphmodel
from tests.support.explorer import go, panel
from tests.support.studies import SETTINGS, tiny_study, tiny_tables

CODER = "Quentin Kettleworth"
IN_SETTINGS = "settings-canary"
ENDS = ("start", "end", "subject_kind", "object_kind", "start_label", "end_label")
"""Own columns that have the name of an end of a relationship."""
ENDS_CANARY = "canary of an end"
OTHER_TABLES = {
    "stakeholder_profiles": [{"actor": "act.cook", "cycle_role": "cooks"}],
    "stakeholder_links": [{"from": "act.cook", "to": "act.parents", "relation": "feeds"}],
    "ratings": [{"source": "src.cook", "actor": "act.cook", "dimension": "power", "value": "low"}],
    "evidence_use": [{"evidence_type": "survey", "stage": "plan.survey", "focus": "rural", "frequency": "1"}],
}

pytestmark = pytest.mark.slow


def canary(table: str) -> str:
    return f"{table} canary"


CANARIES = [canary(table) for table in (*tiny_tables(), *OTHER_TABLES)]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[gm.OpenStudy]:
    """A study with a column of its own in every table."""
    tables = {
        name: [
            {**row, "Real name": canary(name), "text": "own text"} | dict.fromkeys(ENDS, ENDS_CANARY) for row in rows
        ]
        for name, rows in (tiny_tables() | OTHER_TABLES).items()
    }
    for row in tables["claims"]:
        row["coder"] = CODER
    settings = f'{SETTINGS}\n[team]\nlead = "{IN_SETTINGS}"\n'
    folder = tiny_study(tmp_path_factory.mktemp("private"), settings=settings, **tables)
    with gm.open_study(folder) as opened:
        yield opened


def held(file: Path, *texts: str) -> set[str]:
    """Which texts are in the bytes of a file."""
    content = file.read_bytes()
    return {text for text in texts if text.encode() in content}


def test_no_byte_of_what_is_handed_on_has_a_column_of_ones_own(study: gm.OpenStudy, tmp_path: Path) -> None:
    files = [study.page(tmp_path / "page.html"), study.map(tmp_path / "map.html")]
    for name in ("journeys", "map", "barriers"):
        figure = study.figure(name, tmp_path / f"{name}.svg")
        files += [figure.path, figure.caption_path]
    for file in files:
        assert held(file, *CANARIES, CODER, IN_SETTINGS, ENDS_CANARY, "Real name", "real_name") == set(), file.name


@pytest.mark.slow
def test_what_is_named_is_in_the_page_and_nothing_else(study: gm.OpenStudy, tmp_path: Path) -> None:
    def page(*names: str) -> set[str]:
        return held(study.page(tmp_path / "page.html", with_columns=names), *CANARIES, CODER)

    nodes_and_claims = {*CANARIES} - {canary(t) for t in (*OTHER_TABLES, "predicates", "verdicts", "coding_notes")}
    everywhere = {*nodes_and_claims, canary("stakeholder_profiles")}
    assert page("Real name") == page("real_name") == everywhere
    assert page("sources.Real name", "coder") == {canary("sources"), CODER}
    file = study.map(tmp_path / "map.html", with_columns="claims.real_name")
    assert held(file, *CANARIES, CODER) == {canary("claims")}


def test_the_owner_sees_and_searches_them(study: gm.OpenStudy) -> None:
    whole = study.claims()["claims"]
    assert set(whole["real_name"]) == {canary("claims")}
    assert set(whole["coder"]) == {CODER}
    assert len(study.claims(text="claims canary")["claims"]) == len(whole)
    # Found by what is known of a node that the claim names, its source among them.
    assert len(study.claims(text="sources canary")["claims"]) == len(whole)
    assert study.claims(text="verdicts canary")["claims"].empty
    assert canary("sources") in study.table("sources").to_csv()


@pytest.mark.parametrize(
    ("name", "near"), [("Reel name", "real_name"), ("coders", "coder"), ("claims.real_nam", "real_name")]
)
def test_a_column_that_is_not_there_is_said_with_those_like_it(study: gm.OpenStudy, name: str, near: str) -> None:
    with pytest.raises(NotFound) as error:
        study.identifying([name])
    assert near in str(error.value)


def test_the_command_says_what_could_identify_somebody(study: gm.OpenStudy, tmp_path: Path) -> None:
    """In the tiny study: one person (the councillor), one site with one speaker (the cook), c1 is quoted."""
    ran = graphmodel("page", study.path, "--with", "coder", "-o", tmp_path / "page.html")
    assert ran.code == 0, ran.err
    line = ran.out.splitlines()[-1]
    for part in ("1 named person", "1 site with only one speaker", "1 claim", "coder"):
        assert part in line
    assert graphmodel("map", study.path, "--with", "hat", "-o", tmp_path / "map.html").code == 1
    assert not (tmp_path / "map.html").exists()


def test_a_claim_shows_the_columns_that_are_asked_for(study: gm.OpenStudy, page: Page, tmp_path: Path) -> None:
    names = ["claims.real_name", "claims.text", "coder"]
    for with_columns, shown in ((names, True), ([], False)):
        page.goto(study.page(tmp_path / f"{shown}.html", with_columns=with_columns).as_uri())
        page.wait_for_selector("html[data-ready]")
        go(page, "view=claims&open=claim:c1")
        text = panel(page).inner_text()
        assert "every village school" in text
        assert [part in text for part in (canary("claims"), "own text", CODER, "Coded by")] == [shown] * 4
