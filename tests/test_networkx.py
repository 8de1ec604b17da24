"""A study as a graph of networkx: every node and claim, with what is known of it."""

import networkx as nx
import pytest

import graphmodel as gm
from tests.support.raw import claims, nodes


@pytest.mark.slow
def test_every_node_and_claim_is_in_the_graph(study: gm.OpenStudy) -> None:
    graph = study.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.graph["study"] == study.settings.id
    assert {(a, b, key) for a, b, key in graph.edges(keys=True)} == {
        (row["subject"], row["object"], row["claim"]) for row in claims()
    }
    actors = {id_ for id_, kind in graph.nodes(data="kind") if kind == "Actor"}
    assert actors == set(nodes("actors"))


@pytest.mark.slow
def test_properties_are_plain_and_missing_ones_are_left_out(study: gm.OpenStudy) -> None:
    graph = study.to_networkx()
    row = next(row for row in claims() if row["claim"] == "c4-0061")
    data = graph.edges[row["subject"], row["object"], "c4-0061"]
    assert data["summary"] == row["summary"]
    assert data["sign"] == "minus"
    assert "speaker" not in data
    assert {type(value) for *_, data in graph.edges(data=True) for value in data.values()} <= {str, int, bool, list}


@pytest.mark.slow
def test_the_states_of_evidence_are_no_claims(study: gm.OpenStudy) -> None:
    assert study.to_networkx().number_of_edges() == len(study.frames.claims)
