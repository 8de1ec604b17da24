"""The guide to the tables says what the program does."""

import re
import tomllib

import pytest

from graphmodel.graph.docs_of_graph import as_markdown, refreshed
from graphmodel.schema import TABLES, VOCABULARIES
from tests.support.command import graphmodel
from tests.support.pages import ROOT, parts
from tests.support.studies import tiny_study, with_row

PAGE = ROOT / "docs" / "study.md"


def test_every_table_column_and_word_is_described():
    made = as_markdown()
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", made, re.M | re.S))
    assert sorted(sections) == sorted(TABLES)
    for name, schema in TABLES.items():
        for column in schema.columns:
            assert f"| `{column.name}`" in sections[name]
    for name, words in VOCABULARIES.items():
        assert f"| `{name}` | {', '.join(words)} |" in made
    # A row of a table has as many cells as its header.
    for block in re.findall(r"(?:^\|.*\n)+", made, re.M):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block


def test_a_page_without_markers_is_refused():
    with pytest.raises(ValueError, match="needs the lines"):
        refreshed("# A page\n")


def test_the_example_of_settings_is_right(tmp_path):
    settings, *_ = [part.text for part in parts(PAGE) if part.kind == "toml"]
    assert tomllib.loads(settings)["focus"]["in_question"] == "rural"
    ran = graphmodel("new", tmp_path / "clinics")
    assert ran.code == 0
    (tmp_path / "clinics" / "study.toml").write_text(settings, "utf-8")
    checked = graphmodel("check", tmp_path / "clinics", "--format", "json")
    assert checked.code == 0
    assert [problem for problem in checked.json["problems"] if problem["table"] == "study"] == []


@pytest.mark.slow
def test_the_example_of_a_verb_is_right(tmp_path):
    (block,) = [part.text for part in parts(PAGE) if part.kind == "csv"]
    header, row = (line.split(",") for line in block.splitlines())
    cells = dict(zip(header, row, strict=True)) | {"predicate": "passed_over"}
    study = tiny_study(tmp_path, predicates=with_row("predicates", **cells))
    text = (study / "claims.csv").read_text("utf-8")
    (study / "claims.csv").write_text(text.replace(",sidelined,", ",passed_over,"), "utf-8", newline="")
    found = graphmodel("ask", study, "journeys/stopped", "--format", "json")
    assert [row["evidence"] for row in found.json] == ["ev.bus_survey"]


@pytest.mark.process
def test_what_the_page_says_of_empty_cells_and_names_of_columns_is_so(tmp_path):
    claims = with_row(
        "claims",
        claim=" c7 ",
        source="src.cook",
        subject="act.cook",
        predicate="gathered",
        object="ev.menus",
        summary="The cook kept menus.",
    )
    for row in claims:
        row["Hair colour"] = "grey"
        row["Sign"] = "mine"
    study = tiny_study(tmp_path, claims=claims)
    statement = (
        "MATCH (a)-[c:CLAIM]->() WHERE c.claim = 'c7' RETURN c.polarity AS polarity, c.certainty AS certainty,"
        " c.hair_colour AS hair, c.sign AS sign, c.study_sign AS own, c.site AS site, c.site_basis AS basis,"
        " c.acts_as AS acts_as, c.step AS step, c.phase AS phase"
    )
    # `gathered` acts as `produced` (step generation, present), so the claim is of plus sign; it has no
    # stage, and its site is that of the source src.cook.
    assert graphmodel("cypher", study, statement, "-f", "json").json == [
        {
            "polarity": "affirms",
            "certainty": "stated",
            "hair": "grey",
            "sign": "plus",
            "own": "mine",
            "site": "site.north",
            "basis": "source",
            "acts_as": "produced",
            "step": "generation",
            "phase": None,
        }
    ]
