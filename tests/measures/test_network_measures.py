"""Measures of position against networkx on random networks, and against values computed by hand."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.measures import centrality
from graphmodel.measures.centrality import betweenness_and_closeness, is_sampled, measures, structural_holes
from graphmodel.measures.communities import communities
from graphmodel.measures.network import Network
from tests.support.tiers import examples

PAIRS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] != pair[1]), min_size=1)


def ties(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame([(f"n{a:03}", f"n{b:03}") for a, b in pairs], columns=["start", "end"], dtype="str")


def of(graph: "nx.Graph[int]") -> Network:
    return Network.of(ties(list(graph.edges)))


def same(found: object, wanted: dict[str, float], network: Network) -> None:
    np.testing.assert_allclose(np.asarray(found, dtype=float), [wanted[node] for node in network.nodes], atol=1e-9)


@given(PAIRS)
@settings(deadline=None, max_examples=examples(60))
def test_measures_agree_with_networkx(pairs: list[tuple[int, int]]) -> None:
    frame = ties(pairs)
    network = Network.of(frame)
    graph = nx.Graph(list(zip(frame["start"], frame["end"], strict=True)))
    assert network.nodes == tuple(sorted(graph))
    between, close = betweenness_and_closeness(network)
    if len(network) > 2:
        same(between, nx.betweenness_centrality(graph), network)
    else:
        assert np.isnan(between).all()
    same(close, nx.closeness_centrality(graph), network)
    holes = structural_holes(network)
    same(holes["constraint"], nx.constraint(graph), network)
    same(holes["effective_size"], nx.effective_size(graph), network)
    same(holes["efficiency"], {node: nx.effective_size(graph)[node] / graph.degree[node] for node in graph}, network)


def test_hierarchy_by_hand() -> None:
    """n000 knows 1, 2 and 3; only 1 and 2 know each other.

    Contacts 1 and 2: p = 1/3 + 1/3 * 1/2 = 1/2, c = 1/4 each; contact 3: c = 1/9. C/N = (11/18)/3 = 11/54,
    so the ratios are 27/22, 27/22 and 6/11, and the index is their sum of r ln r over 3 ln 3.
    """
    holes = structural_holes(Network.of(ties([(0, 1), (0, 2), (0, 3), (1, 2)])))
    assert holes["constraint"].iloc[0] == pytest.approx(11 / 18)
    index = (2 * 27 / 22 * math.log(27 / 22) + 6 / 11 * math.log(6 / 11)) / (3 * math.log(3))
    assert holes["hierarchy"].iloc[0] == pytest.approx(index)
    # Node 1: to 0 directly and by 2, 1/2 + 1/2 * 1/2 = 3/4; to 2 directly and by 0, 1/2 + 1/2 * 1/3 = 2/3.
    by_contact = np.array([9 / 16, 4 / 9])
    ratios = by_contact / by_contact.mean()
    assert holes["hierarchy"].iloc[1] == pytest.approx((ratios * np.log(ratios)).sum() / (2 * math.log(2)))
    # 3 has one contact: spread over contacts is not defined.
    assert pd.isna(holes["hierarchy"].iloc[3])
    # In a triangle all contacts weigh alike.
    assert structural_holes(Network.of(ties([(0, 1), (1, 2), (0, 2)])))["hierarchy"].tolist() == pytest.approx(
        [0, 0, 0]
    )


def test_a_star_computed_by_hand() -> None:
    """Centre 0 of five: all ten pairs of others go through it; it is at distance 1 from each."""
    frame = ties([(0, leaf) for leaf in range(1, 6)]).assign(n_joining=2)
    network = Network.of(frame)
    found = measures(network, frame, communities(network), directed=True).set_index("id")
    centre, leaf = found.loc["n000"], found.loc["n001"]
    assert (centre["degree"], centre["out_degree"], centre["in_degree"], centre["strength"]) == (5, 5, 0, 10)
    assert (leaf["degree"], leaf["out_degree"], leaf["in_degree"], leaf["strength"]) == (1, 0, 1, 2)
    assert centre["betweenness"] == pytest.approx(1)
    assert leaf["betweenness"] == 0
    assert leaf["closeness"] == pytest.approx(5 / 9)
    # Eigenvector of a star: a leaf has 1 / sqrt(5) of the centre.
    assert (centre["eigenvector"], leaf["eigenvector"]) == pytest.approx((1, 5**-0.5))
    assert (centre["effective_size"], centre["efficiency"], centre["constraint"]) == pytest.approx((5, 1, 0.2))
    assert set(found["component_size"]) == {6}


def test_undirected_ties_have_no_in_and_out() -> None:
    frame = ties([(0, 1)]).assign(n_joining=1)
    network = Network.of(frame)
    found = measures(network, frame, communities(network), directed=False)
    assert found[["in_degree", "out_degree"]].isna().all(axis=None)


def test_a_sample_of_all_nodes_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    network = of(nx.barabasi_albert_graph(80, 2, seed=4))
    exact = betweenness_and_closeness(network)
    assert not is_sampled(network)
    monkeypatch.setattr(centrality, "EXACT", 10)
    monkeypatch.setattr(centrality, "PIVOTS", 80)
    assert is_sampled(network)
    np.testing.assert_allclose(betweenness_and_closeness(network), exact, atol=1e-9)


def test_a_sample_comes_near(monkeypatch: pytest.MonkeyPatch) -> None:
    network = of(nx.barabasi_albert_graph(400, 2, seed=4))
    between, close = betweenness_and_closeness(network)
    monkeypatch.setattr(centrality, "EXACT", 10)
    monkeypatch.setattr(centrality, "PIVOTS", 200)
    sampled = betweenness_and_closeness(network)
    assert np.corrcoef(between, sampled[0])[0, 1] > 0.98
    np.testing.assert_allclose(sampled[1], close, rtol=0.1)


def test_communities_are_found_and_stay() -> None:
    """Two cliques of six and five joined by one tie are two communities."""
    pairs = (
        [(a, b) for a in range(6) for b in range(a)] + [(a, b) for a in range(6, 11) for b in range(6, a)] + [(0, 6)]
    )
    network = Network.of(ties(pairs))
    found = communities(network)
    assert found.of == (1,) * 6 + (2,) * 5
    assert communities(network) == found
    # 26 ties: 15 and 10 inside; degree sums 31 and 21 of 52.
    assert found.modularity == pytest.approx(15 / 26 - (31 / 52) ** 2 + 10 / 26 - (21 / 52) ** 2)
    assert found.method.startswith(("Leiden", "Louvain"))


def test_no_ties_is_an_empty_network() -> None:
    frame = ties([]).assign(n_joining=pd.Series(dtype="Int64"))
    network = Network.of(frame)
    assert measures(network, frame, communities(network), directed=True).empty
