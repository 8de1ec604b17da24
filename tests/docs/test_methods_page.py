"""The page of methods says what the analyses do: their tables and their words."""

import re

import pytest

from graphmodel.analysis import dependence, registry
from graphmodel.measures import brokerage
from graphmodel.schema import rules
from tests.support.pages import ROOT

PAGE = re.sub(r"\s+", " ", (ROOT / "docs" / "methods.md").read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in registry.names() if name not in {"claims", "findings", "matrix"}])
def test_every_table_of_an_analysis_is_explained(name):
    missing = {table for table in registry.find(name).tables if f"`{table}`" not in PAGE}
    # One record an item, whose columns are explained.
    assert missing <= {"journey", "journeys"}


@pytest.mark.slow
def test_every_measure_is_explained(study):
    columns = set(study.stakeholders()["measures"].columns)
    plain = {"id", "label", "kind", "n_claims", "n_speakers", "unattributed", "n_sources", "claims"}
    assert {name for name in columns - plain if f"`{name}`" not in PAGE} == set()
    assert all(f"`{name}`" in PAGE for name in plain - {"id", "label", "kind"})


def test_every_role_of_a_broker_is_explained():
    assert all(f"`{role}`" in PAGE for role in brokerage.ROLES)


@pytest.mark.slow
def test_every_count_of_dependence_is_explained(study):
    found = study.dependence()
    for table in ("focus", "actors"):
        counts = found[table].select_dtypes("number").columns
        assert {name for name in counts if f"`{name}`" not in PAGE} == set()
    assert all(f"*{basis}*" in PAGE for basis in dependence.BASES)


def test_every_choice_of_discourse_is_explained():
    options = {option.name: option.choices for option in registry.find("discourse").options}
    for choices in (options["value"], options["normalise"][1:]):
        assert all(f"*{choice}*" in PAGE for choice in choices)


@pytest.mark.slow
def test_every_count_of_dropout_is_explained(study):
    found = study.dropout()
    columns = {*found["funnel"].columns, *found["reasons"].columns}
    named = {name for name in columns if f"`{name}`" not in PAGE}
    # The states stand as words, and the rest says what the row is.
    assert named <= {
        "focus",
        "phase",
        "used",
        "partly",
        "disputed",
        "not_used",
        "silent",
        "factor",
        "label",
        "used_before",
    }


def test_the_words_for_states_and_outcomes_are_those_of_the_analyses():
    for word in (*rules.STATES, *rules.OUTCOMES):
        assert f"| {word} |" in PAGE or f"| {word}:" in PAGE or f"| {word} (" in PAGE, word


@pytest.mark.slow
def test_the_agreement_of_sites_is_in_the_words_of_the_analysis(study):
    for word in set(study.triangulate()["verdicts"]["agreement"]):
        assert f"*{word}*" in PAGE


def test_every_reference_is_cited_and_every_citation_has_its_reference():
    text, references = PAGE.split("## 12. References")
    listed = re.findall(r"- ((?:van der )?\w+)[^*]*?\*.*?((?:19|20)\d\d)", references)
    assert len(listed) == references.count(" - ") + references.startswith("- ")
    for name, year in listed:
        assert re.search(rf"{name}\b[^();]{{0,40}}{year}", text), f"{name} {year} is not cited"
    for year in re.findall(r"[A-Z]\w+ ((?:19|20)\d\d)", text):
        assert year in {year for _, year in listed}
