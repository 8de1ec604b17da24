"""How columns become properties: names that are taken, and none that is dropped."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.graph import LAYOUT_VERSION
from graphmodel.schema import TABLES
from graphmodel.schema.layout import claim_columns, layout, node_columns, profile_columns, property_names
from graphmodel.schema.vocabularies import default_verbs
from graphmodel.texts import short_hash


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("hair", "hair"),
        ("hair_colour", "hair_colour"),
        ("größe_(cm)", "größe_cm"),
        ("2nd", "column_2nd"),
        ("a__b", "a__b"),
        ("_private", "private"),
        ("%", "column"),
        ("`x`", "x"),
        ("taken", "study_taken"),
    ],
)
def test_names(column: str, name: str) -> None:
    assert property_names({"taken"}, [column]) == {column: name}


def test_like_names_get_numbers() -> None:
    assert list(property_names({"a", "study_a"}, ["a", "a!", "a?"]).values()) == ["study_a_3", "study_a_4", "study_a_5"]


@given(st.lists(st.text(min_size=1), unique=True))
def test_every_column_has_a_name_of_its_own_that_cypher_reads(columns: list[str]) -> None:
    names = property_names({"id", "kind", "label"}, columns)
    assert list(names) == columns
    assert len(set(names.values())) == len(columns)
    assert not set(names.values()) & {"id", "kind", "label"}
    assert all("`" not in name and not name[0].isdigit() and name for name in names.values())


@pytest.mark.parametrize(
    "column", ["start", "end", "from", "to", "start_label", "subject_kind", "sign", "note", "phase"]
)
def test_a_column_of_claims_never_takes_the_place_of_what_is_derived(column: str) -> None:
    assert claim_columns([column])[column] == (f"study_{column}", "text")


def test_a_column_named_kind_is_the_property_type() -> None:
    assert node_columns(TABLES["sources"], ["source", "kind"])["kind"] == ("type", "text")
    assert node_columns(TABLES["actors"], ["actor", "kind"])["kind"] == ("study_kind", "text")


def test_columns_of_profiles_and_of_actors_do_not_meet() -> None:
    headers = {"actors": ["actor", "profile_resources", "profile_diet"], "stakeholder_profiles": ["actor", "diet"]}
    actor = layout(headers, default_verbs().values()).nodes["Actor"]
    assert actor["profile_resources"] == "list"
    assert actor["study_profile_resources"] == actor["profile_diet"] == actor["study_profile_diet"] == "text"
    assert profile_columns(["diet"])["diet"] == ("profile_diet", "text")


def test_every_default_verb_finds_its_pair() -> None:
    pairs = layout({}, default_verbs().values()).edges["CLAIM"].pairs
    assert {("Actor", "EvidenceItem"), ("Factor", "Factor"), ("Tool", "WorkStream")} <= set(pairs)


def test_another_layout_has_another_version_so_that_old_databases_are_built_again() -> None:
    made = layout({}, default_verbs().values())
    nodes = {label: dict(properties) for label, properties in made.nodes.items()}
    edges = {name: [edge.pairs, dict(edge.properties)] for name, edge in made.edges.items()}
    digest = short_hash(json.dumps([nodes, edges], sort_keys=True), 6)
    assert (LAYOUT_VERSION, digest) == (11, "5c9bba279612"), "Raise LAYOUT_VERSION, then write both here."
