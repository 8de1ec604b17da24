"""A graph handed over as nodes and relationships becomes a study whose graph is the same."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

import graphmodel as gm
from graphmodel.formats import ImportedStudy
from graphmodel.problems import StudyError
from graphmodel.schema import VOCABULARIES
from graphmodel_loaders.folder_writer import write_files
from graphmodel_loaders.graph_parts import GraphNode, GraphRelationship, Key, cell
from graphmodel_loaders.graph_tables import study_tables
from graphmodel_loaders.loaded_study import DEFAULT_TABLES
from tests.support.random_study import RandomStudy, random_studies
from tests.support.studies import tiny_study
from tests.support.tiers import examples
from tests.support.whole_graph import WholeGraph, whole_graph

SLOW = settings(
    deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck)
)
"""Building takes a second: too long for Hypothesis to make a failing study simpler."""


def graph_of(study: Path, folder: Path) -> WholeGraph:
    """The graph of a study, built in a folder of its own."""
    with gm.open_study(study, db=folder) as opened:
        return whole_graph(opened.frames)


def there_and_back(graph: WholeGraph, folder: Path) -> WholeGraph:
    """The graph of the study that a graph becomes."""
    found = study_tables(*graph.parts(), default_id="other")
    assert found.account.total("taken") == found.account.total()
    assert found.account.remarks == []
    folder.mkdir()
    write_files(folder, found.tables, found.settings)
    return graph_of(folder, folder / "db")


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_bundled_study(study: gm.OpenStudy, tmp_path: Path) -> None:
    graph = whole_graph(study.frames)
    assert graph.differences(there_and_back(graph, tmp_path / "back")) == []


@pytest.mark.slow
def test_a_study_with_verbs_and_words_of_its_own(tmp_path: Path) -> None:
    graph = graph_of(tiny_study(tmp_path), tmp_path / "db")
    assert graph.differences(there_and_back(graph, tmp_path / "back")) == []


@pytest.mark.slow
@given(random_studies())
@settings(SLOW, max_examples=examples(8))
def test_any_study(study: RandomStudy) -> None:
    with tempfile.TemporaryDirectory(prefix="graphmodel-") as folder:
        graph = graph_of(study.write(Path(folder) / "study"), Path(folder) / "db")
        assert graph.differences(there_and_back(graph, Path(folder) / "back")) == []


def node(label: str, /, **properties: object) -> tuple[Key, GraphNode]:
    """A node whose key is its id."""
    return properties.get("id"), GraphNode(frozenset({label}), properties)


COOK, AUDIT = node("Actor", id="act.cook"), node("EvidenceItem", id="ev.audit")


def claim(**properties: object) -> GraphRelationship:
    return GraphRelationship("CLAIM", "act.cook", "ev.audit", properties)


def tables_of(*nodes: tuple[Key, GraphNode], relationships: Sequence[GraphRelationship] = ()) -> ImportedStudy:
    return study_tables(dict(nodes), relationships, default_id="kitchen")


def rows_of(found: ImportedStudy, table: str) -> list[dict[str, str]]:
    return found.tables[table][1]


def test_a_site_that_is_not_the_claims_own_is_derived_again() -> None:
    told = [claim(claim=f"c{i}", site="site.a", site_basis=basis) for i, basis in enumerate(("claim", "source", None))]
    found = rows_of(tables_of(COOK, AUDIT, relationships=told), "claims")
    assert [row.get("site") for row in found] == ["site.a", None, "site.a"]


def test_a_verb_is_described_by_its_claims() -> None:
    told = [
        claim(claim="c1", predicate="sidelined", acts_as="ignored", step="application"),
        claim(claim="c2", predicate="lauded", presence="present", step="appraisal"),
        claim(claim="c3", predicate="lauded", step="impact"),
        claim(claim="c4", predicate="aplied"),
        claim(claim="c5", predicate="applied", step="application"),
        claim(claim="c6", predicate="ignored", presence="present"),
    ]
    found = tables_of(COOK, AUDIT, relationships=told)
    verbs = {row["predicate"]: row for row in rows_of(found, "predicates")}
    ends = {"subject": "actor", "object": "evidence"}
    assert verbs["sidelined"] == {
        "predicate": "sidelined", "label": "", "step": "application", "presence": "", "acts_as": "ignored", **ends
    }  # fmt: skip
    assert (verbs["lauded"]["step"], verbs["lauded"]["presence"]) == ("", "present")
    assert "aplied" not in verbs  # the check asks whether it is a slip
    assert verbs["applied"]["subject"] == "actor|organisation|workstream"
    assert verbs["ignored"]["presence"] == "present"
    steps = [row.get("step") for row in rows_of(found, "claims")]
    assert steps == [None, "appraisal", "impact", None, None, None]


def test_words_and_verbs_of_a_graph_that_was_built_are_the_studys_own() -> None:
    study = node("Study", id="kitchen", label="Kitchens", steps="first;second", supply=None)
    told = [claim(claim="c1", predicate="aplied", level="county", step="second")]
    built = tables_of(study, COOK, AUDIT, relationships=told)
    assert built.settings["vocabularies.level"] == [*VOCABULARIES["level"], "county"]
    assert built.settings["vocabularies.step"] == ["first", "second"]
    assert built.settings["stages.supply"] == []
    verbs = {row["predicate"]: row["step"] for row in rows_of(built, "predicates")}
    assert verbs["aplied"] == "second"
    assert "applied" not in verbs  # it marks a step that the study does not have
    assert set(DEFAULT_TABLES) <= set(built.tables)
    by_hand = tables_of(COOK, AUDIT, relationships=told)
    assert set(by_hand.settings) == {"id", "title"}
    assert "stages" not in by_hand.tables


def test_a_relationship_and_a_property_that_disagree_share_a_cell() -> None:
    member = [GraphRelationship("MEMBER_OF", "act.cook", "org.b", {})]
    cook = node("Actor", id="act.cook", organisation="org.a")
    found = tables_of(cook, node("Organisation", id="org.b"), relationships=member)
    assert rows_of(found, "actors") == [{"actor": "act.cook", "organisation": "org.a;org.b"}]


def test_nodes_of_one_id_are_one_row_unless_they_disagree() -> None:
    given = [("Cook", "role"), ("Cook", None), ("Head cook", None)]
    nodes = {i: node("Actor", id="act.cook", label=a, granularity=b)[1] for i, (a, b) in enumerate(given)}
    found = study_tables(nodes, [], default_id="kitchen")
    assert rows_of(found, "actors") == [
        {"actor": "act.cook", "label": "Cook", "granularity": "role"},
        {"actor": "act.cook", "label": "Head cook"},
    ]


def test_unknown_properties_become_columns_of_the_studys_own() -> None:
    cook = node("Actor", id="act.cook", kind="Actor", actor="x", Label="y", profile_resources=["a", "b"], row_hash=1)
    source = node("Source", id="src.talk", kind="interview")
    found = tables_of(cook, source)
    assert rows_of(found, "actors") == [{"actor": "act.cook", "study_actor": "x", "study_Label": "y"}]
    assert rows_of(found, "stakeholder_profiles") == [{"actor": "act.cook", "resources": "a;b"}]
    assert rows_of(found, "sources") == [{"source": "src.talk", "kind": "interview"}]


def test_stages_come_in_the_order_of_their_ranks() -> None:
    stages = [node("Stage", id=id_, rank=rank, supply=rank == 1) for id_, rank in (("a", 3), ("b", 1), ("c", 2))]
    found = tables_of(*stages, relationships=[GraphRelationship("NEXT", "b", "c", {})])
    assert [row["stage"] for row in rows_of(found, "stages")] == ["b", "c", "a"]
    assert found.settings["stages.supply"] == ["b"]
    assert found.account.remarks == []
    assert found.account.total("left out") == 0


def test_what_has_no_place_is_counted() -> None:
    nodes = [COOK, node("Stage", id="a"), node("Stage", id="b"), ("empty", GraphNode(frozenset({"Actor"}), {}))]
    nodes += [node("Study", id="kitchen", colour="red"), node("GraphmodelBuild", id="build")]
    relationships = [
        GraphRelationship("NEXT", "a", "b", {}),
        GraphRelationship("MEMBER_OF", "a", "b", {}),
        GraphRelationship("CLAIM", "empty", "empty", {}),
    ]
    account = tables_of(*nodes, relationships=relationships).account
    left_out = {(what, reason): n for (what, outcome, reason), n in account.counts.items() if outcome == "left out"}
    assert sum(left_out.values()) == 4
    assert sorted(what for what, _ in left_out) == ["nodes", "relationships", "relationships", "relationships"]
    reasons = " ".join(reason for _, reason in left_out)
    assert all(word in reasons for word in ("MEMBER_OF from Stage to Stage", "Actor", "CLAIM", "order"))
    assert ["Study.colour" in remark for remark in account.remarks] == [True]
    assert account.total() == 5 + 3  # the record of a build is not part of the study


def test_an_incomplete_graph_is_refused() -> None:
    with pytest.raises(StudyError, match="incomplete"):
        tables_of(COOK, node("GraphmodelBuild", id="build", state="unfinished"))


def test_two_studies_are_refused() -> None:
    with pytest.raises(StudyError, match="2 nodes Study"):
        tables_of(node("Study", id="one"), node("Study", id="two"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (float("nan"), ""), (True, "yes"), (False, "no"), (3.0, "3"), (2.5, "2.5"), (" a ", "a"),
        (["a", None, 2], "a;2"), (np.int64(3), "3"), (np.bool_(True), "yes"), (np.array(["a", "b"]), "a;b"),
        (date(2011, 3, 9), "2011-03-09"),
    ],
)  # fmt: skip
def test_cells(value: object, text: str) -> None:
    assert cell(value) == text
