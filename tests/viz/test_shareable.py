"""What pages and figures hold for handing on: the model's columns, and those that somebody asked for by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import graphmodel as gm
from graphmodel.formats import exporters
from graphmodel.frames.shareable import shareable
from graphmodel.problems import NotFound
from graphmodel.schema import KINDS
from graphmodel_viz.html_page import uncompressed
from tests.support.command import graphmodel
from tests.support.explorer import go, panel
from tests.support.exports import ENDINGS
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
    """Which texts are in the bytes of a file, the data of a page unpacked."""
    content = uncompressed(file.read_text("utf-8")).encode() if file.suffix == ".html" else file.read_bytes()
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


def _columns(study: gm.OpenStudy, name: str) -> set[tuple[str, str]]:
    """Label and property of the columns that a name adds."""
    bare, added = shareable(study.frames), shareable(study.frames, [name])
    pairs = [(kind.label, bare.nodes(kind.label), added.nodes(kind.label)) for kind in KINDS]
    pairs.append(("CLAIM", bare.claims, added.claims))
    return {(type_, column) for type_, before, after in pairs for column in set(after.columns) - set(before.columns)}


def test_a_name_adds_the_column_that_it_names_and_none_like_it(tmp_path: Path) -> None:
    """Columns of one heading in several tables, with headings that the model has, and with those that it makes."""
    actors = [
        {**row, "E-mail": "a@example.org", "e mail": "b@example.org", "kind_of_thing": "x", "profile_mood": "grim"}
        for row in tiny_tables()["actors"]
    ]
    stages = [{**row, "rank": "1st", "study_date": "May"} for row in tiny_tables()["stages"]]
    profiles = [{"actor": "act.cook", "cycle_role": "cooks", "E-mail": "c@example.org", "mood": "glad"}]
    folder = tiny_study(tmp_path, actors=actors, stages=stages, stakeholder_profiles=profiles)
    with gm.open_study(folder) as study:
        own = {
            "actors.E_mail": {("Actor", "e_mail")},
            "study_e_mail": {("Actor", "study_e_mail")},
            "stakeholder_profiles.E-mail": {("Actor", "profile_e_mail")},
            "profile_e_mail": {("Actor", "profile_e_mail")},
            "e_mail": {("Actor", "e_mail"), ("Actor", "profile_e_mail")},
            "stakeholder_profiles.mood": {("Actor", "profile_mood")},
            "actors.profile_mood": {("Actor", "study_profile_mood")},
            "rank": {("Stage", "study_rank")},
            "Stages.study_date": {("Stage", "study_date")},
        }
        assert {name: _columns(study, name) for name in own} == own
        # `date` is no heading, and two headings are `e_mail` in the graph.
        for name in ("date", "stages.date", "actors.mood", "actors.E-mail", "actors.e mail", "sources.e_mail"):
            with pytest.raises(NotFound):
                shareable(study.frames, [name])


def test_of_very_many_columns_only_near_ones_are_listed(tmp_path: Path) -> None:
    actors = [{**row, **{f"answer {number}": "x" for number in range(300)}} for row in tiny_tables()["actors"]]
    with gm.open_study(tiny_study(tmp_path, actors=actors)) as study, pytest.raises(NotFound) as error:
        study.identifying(["anser 17"])
    said = error.value.on_command_line()
    assert "answer_17" in said
    assert said.count("answer_") < 5
    assert "graphmodel check" in said


def test_an_export_says_what_could_identify_somebody(study: gm.OpenStudy, tmp_path: Path) -> None:
    """Each format holds the study's own columns and the coder, and says so with the counts that pages give."""
    assert study.path is not None
    lines = {}
    for name in exporters():
        ran = graphmodel("export", study.path, name, tmp_path / f"{name}{ENDINGS.get(name, '')}")
        assert ran.code == 0, ran.err
        lines[name] = next(line for line in ran.out.splitlines() if "identify" in line)
    for line in lines.values():
        for part in ("1 named person", "1 site with only one speaker", "1 claim", "coder", "real"):
            assert part in line.lower()


def test_the_command_says_what_could_identify_somebody(study: gm.OpenStudy, tmp_path: Path) -> None:
    """In the tiny study: one person (the councillor), one site with one speaker (the cook), c1 is quoted."""
    ran = graphmodel("page", study.path, "--with", "coder", "-o", tmp_path / "page.html")
    assert ran.code == 0, ran.err
    line = ran.out.splitlines()[-1]
    for part in ("1 named person", "1 site with only one speaker", "1 claim", "coder"):
        assert part in line
    assert graphmodel("map", study.path, "--with", "hat", "-o", tmp_path / "map.html").code == 2
    assert not (tmp_path / "map.html").exists()


@pytest.mark.exhaustive
def test_a_claim_shows_the_columns_that_are_asked_for(study: gm.OpenStudy, page: Page, tmp_path: Path) -> None:
    names = ["claims.real_name", "claims.text", "coder"]
    for with_columns, shown in ((names, True), ([], False)):
        page.goto(study.page(tmp_path / f"{shown}.html", with_columns=with_columns).as_uri())
        page.wait_for_selector("html[data-ready]")
        go(page, "view=claims&open=claim:c1")
        text = panel(page).inner_text()
        assert "every village school" in text
        assert [part in text for part in (canary("claims"), "own text", CODER, "Coded by")] == [shown] * 4
