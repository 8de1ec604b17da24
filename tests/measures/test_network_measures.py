"""Measures of position against networkx on random networks, and against values computed by hand."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.measures import centrality
from graphmodel.measures import communities as communities_module
from graphmodel.measures.centrality import betweenness_and_closeness, is_sampled, measures, structural_holes
from graphmodel.measures.communities import communities
from graphmodel.measures.network import Network
from tests.support.tiers import examples

PAIRS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] != pair[1]), min_size=1)


def ties(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame([(f"n{a:03}", f"n{b:03}") for a, b in pairs], columns=["start", "end"], dtype="str")


def of(graph: "nx.Graph[int]") -> Network:
    return Network.of(ties(list(graph.edges)), {})


def same(found: object, wanted: dict[str, float], network: Network) -> None:
    np.testing.assert_allclose(np.asarray(found, dtype=float), [wanted[node] for node in network.nodes], atol=1e-9)


@pytest.mark.slow
@given(PAIRS)
@settings(deadline=None, max_examples=examples(60))
def test_measures_agree_with_networkx(pairs: list[tuple[int, int]]) -> None:
    frame = ties(pairs)
    network = Network.of(frame, {})
    graph = nx.Graph(list(zip(frame["start"], frame["end"], strict=True)))
    assert set(network.nodes) == set(graph)
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
    network = Network.of(ties([(0, 1), (0, 2), (0, 3), (1, 2)]), {})
    holes = structural_holes(network).set_axis(list(network.nodes))
    holes = holes.sort_index()
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
    assert structural_holes(Network.of(ties([(0, 1), (1, 2), (0, 2)]), {}))["hierarchy"].tolist() == pytest.approx(
        [0, 0, 0]
    )


def test_a_star_computed_by_hand() -> None:
    """Centre 0 of five: all ten pairs of others go through it; it is at distance 1 from each."""
    frame = ties([(0, leaf) for leaf in range(1, 6)])
    frame["claims"] = [[f"a{row}", f"b{row}"] for row in frame.index]
    network = Network.of(frame, {})
    found = measures(network, frame, communities(network, network.nodes), directed=True).set_index("id")
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
    frame = ties([(0, 1)]).assign(claims=[["c1"]])
    network = Network.of(frame, {})
    found = measures(network, frame, communities(network, network.nodes), directed=False)
    assert found[["in_degree", "out_degree"]].isna().all(axis=None)


def test_a_sample_of_all_nodes_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    network = of(nx.barabasi_albert_graph(80, 2, seed=4))
    exact = betweenness_and_closeness(network)
    assert not is_sampled(network)
    monkeypatch.setattr(centrality, "EXACT", 10)
    monkeypatch.setattr(centrality, "PIVOTS", 80)
    assert is_sampled(network)
    np.testing.assert_allclose(betweenness_and_closeness(network), exact, atol=1e-9)


@pytest.mark.slow
def test_a_sample_comes_near(monkeypatch: pytest.MonkeyPatch) -> None:
    network = of(nx.barabasi_albert_graph(400, 2, seed=4))
    between, close = betweenness_and_closeness(network)
    monkeypatch.setattr(centrality, "EXACT", 10)
    monkeypatch.setattr(centrality, "PIVOTS", 200)
    sampled = betweenness_and_closeness(network)
    assert np.corrcoef(between, sampled[0])[0, 1] > 0.98
    np.testing.assert_allclose(sampled[1], close, rtol=0.1)


@pytest.mark.slow
def test_communities_are_found_and_stay() -> None:
    """Two cliques of six and five joined by one tie are two communities."""
    pairs = (
        [(a, b) for a in range(6) for b in range(a)] + [(a, b) for a in range(6, 11) for b in range(6, a)] + [(0, 6)]
    )
    network = Network.of(ties(pairs), {})
    found = communities(network, network.nodes)
    six, five = ({f"n{number:03}" for number in numbers} for numbers in (range(6), range(6, 11)))
    named = found.of_nodes(network)
    assert [{node for node in named if named[node] == name} for name in found.names] == [six, five]
    assert ["n000" in found.names[0], "n006" in found.names[1]] == [True, True]  # those with a tie more than the rest
    assert set(found.stability) == {1.0}
    communities_module._found.cache_clear()
    assert communities(network, network.nodes) == found
    # 26 ties: 15 and 10 inside; degree sums 31 and 21 of 52.
    assert found.modularity == pytest.approx(15 / 26 - (31 / 52) ** 2 + 10 / 26 - (21 / 52) ** 2)
    assert found.method.startswith(("Leiden", "Louvain"))


@pytest.mark.slow
def test_a_random_network_has_no_communities() -> None:
    """Everybody has three ties drawn at random: whatever groups are found, chance finds as many."""
    network = of(nx.random_regular_graph(3, 40, seed=1))
    found = communities(network, network.nodes)
    assert (found.verdict, found.of, found.names) == ("not distinct", (), ())
    assert found.modularity > 0.4
    assert found.share > 0.05
    assert found.of_nodes(network) == {}


def test_a_large_network_is_not_searched_for_communities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communities_module, "MOST_TIES", 5)
    network = of(nx.complete_graph(4))
    assert communities(network, network.nodes).verdict == "too large"


@pytest.mark.slow
def test_one_who_is_in_between_is_not_stable() -> None:
    """Two cliques of six, and one more with a tie to three of each: chance decides where that one is."""
    cliques = [(base + a, base + b) for base in (0, 6) for a in range(6) for b in range(a)]
    network = of(nx.Graph([*cliques, *((12, node) for node in (0, 1, 2, 6, 7, 8))]))
    found = communities(network, network.nodes)
    stability = dict(zip(network.nodes, found.stability, strict=True))
    assert stability.pop("n012") < 0.8
    assert min(stability.values()) == 1


@given(PAIRS)
@settings(deadline=None, max_examples=examples(40))
def test_rewiring_keeps_the_number_of_ties_of_everybody(pairs: list[tuple[int, int]]) -> None:
    network = Network.of(ties(pairs), {})
    made = communities_module._rewired(len(network), network.pairs, np.random.default_rng(len(pairs)))
    assert np.bincount(made.ravel(), minlength=len(network)).tolist() == network.degree.tolist()
    assert len(np.unique(made, axis=0)) == len(network.pairs)
    assert (made[:, 0] < made[:, 1]).all()


@given(PAIRS, st.permutations(range(15)))
@settings(deadline=None, max_examples=examples(40))
def test_the_order_of_nodes_comes_from_labels_and_not_from_ids(pairs: list[tuple[int, int]], order: list[int]) -> None:
    labels = {f"n{order[number]:03}": f"Label {number}" for number in range(15)}
    one = Network.of(ties(pairs), {f"n{number:03}": f"Label {number}" for number in range(15)})
    other = Network.of(ties([(order[a], order[b]) for a, b in pairs]), labels)
    assert [labels[node] for node in other.nodes] == [f"Label {int(node[1:])}" for node in one.nodes]
    assert other.pairs.tolist() == one.pairs.tolist()


def test_no_ties_is_an_empty_network() -> None:
    frame = ties([]).assign(claims=pd.Series(dtype="object"))
    network = Network.of(frame, {})
    assert measures(network, frame, communities(network, network.nodes), directed=True).empty
