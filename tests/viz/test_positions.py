"""Where the nodes of a map are put."""

import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel_viz.positions import Positions, positions
from tests.support.tiers import examples

Ties = list[tuple[str, str, float]]


def of_graph(graph: "nx.Graph[int]") -> Positions:
    return positions([f"n{node}" for node in graph], ties_of(graph))


def ties_of(graph: "nx.Graph[int]") -> Ties:
    return [(f"n{start}", f"n{end}", 1.0) for start, end in graph.edges]


def extent(found: Positions) -> tuple[float, float]:
    wide, high = np.ptp(np.array(list(found.at.values())), axis=0)
    return float(wide), float(high)


_names = st.text("abcé\x00<", min_size=1, max_size=2)
_weights = st.floats(min_value=1e-6, max_value=1e6)


@given(st.lists(_names, max_size=12), st.lists(st.tuples(_names, _names, _weights), max_size=30), st.randoms())
@settings(deadline=None)
def test_any_network_is_laid_out_the_same_in_any_order(alone: list[str], ties: Ties, random: object) -> None:
    nodes = [*alone, *(end for start, end, _ in ties), *(start for start, _, _ in ties)]
    found = positions(nodes, ties)
    tied = {end for tie in ties if tie[0] != tie[1] for end in tie[:2]}
    assert set(found.at) == tied
    assert list(found.isolates) == sorted(set(nodes) - tied)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in found.at.values())
    assert len(set(found.at.values())) == len(found.at)
    turned = [(end, start, weight) for start, end, weight in reversed(ties)]
    assert positions(nodes[::-1], turned) == found


@given(st.integers(2, 400), st.integers(0, 10_000), st.floats(0.5, 4))
@settings(deadline=None, max_examples=examples(15))
def test_larger_networks_are_laid_out_apart(size: int, seed: int, mean: float) -> None:
    found = of_graph(nx.gnm_random_graph(size, int(size * mean), seed=seed))
    assert len(found.at) + len(found.isolates) == size
    assert len(set(found.at.values())) == len(found.at)


@pytest.mark.slow
@pytest.mark.parametrize(
    "graph",
    [nx.star_graph(700), nx.path_graph(500), nx.complete_graph(320), nx.empty_graph(9), nx.cycle_graph(3)],
    ids=["star", "path", "complete", "empty", "triangle"],
)
def test_odd_shapes_are_laid_out(graph: "nx.Graph[int]") -> None:
    found = of_graph(graph)
    assert len(found.at) + len(found.isolates) == len(graph)
    assert len(set(found.at.values())) == len(found.at)


def test_no_two_nodes_hide_each_other() -> None:
    points = np.array(list(of_graph(nx.barabasi_albert_graph(150, 2, seed=5)).at.values()))
    nearest = min(math.dist(a, b) for a, b in combinations(points, 2))
    assert nearest > 25


def test_communities_can_be_seen() -> None:
    graph = nx.planted_partition_graph(4, 40, 0.2, 0.002, seed=1)
    found = of_graph(graph)
    inside, across = [], []
    for a, b in combinations(range(160), 2):
        (inside if a // 40 == b // 40 else across).append(math.dist(found.at[f"n{a}"], found.at[f"n{b}"]))
    assert np.mean(inside) < 0.6 * np.mean(across)


def test_parts_are_packed_as_wide_as_a_screen_and_do_not_overlap() -> None:
    parts = [nx.gnm_random_graph(60, 150, seed=3), *(nx.path_graph(size) for size in (9, 6, 5, 4, *[2] * 30))]
    graph = nx.disjoint_union_all(parts)
    found = of_graph(graph)
    wide, high = extent(found)
    assert 1.2 < wide / high < 2.6
    boxes = []
    for part in nx.connected_components(graph):
        points = np.array([found.at[f"n{node}"] for node in part if f"n{node}" in found.at])
        if len(points):
            boxes.append((points.min(axis=0), points.max(axis=0)))
    for (low, high_), (other_low, other_high) in combinations(boxes, 2):
        assert (high_ < other_low).any() or (other_high < low).any()


def test_the_middle_of_the_picture_is_zero() -> None:
    points = np.array(list(of_graph(nx.path_graph(40)).at.values()))
    assert np.abs(points.min(axis=0) + points.max(axis=0)).max() < 3


def test_another_seed_gives_another_layout() -> None:
    graph = nx.gnm_random_graph(20, 40, seed=1)
    nodes = [f"n{node}" for node in graph]
    assert positions(nodes, ties_of(graph), seed=1) != positions(nodes, ties_of(graph), seed=2)


@pytest.mark.parametrize(
    ("tie", "what"),
    [(("a", "z", 1.0), "'z'"), (("a", "b", 0.0), "more than zero"), (("a", "b", math.nan), "more than zero")],
)
def test_a_tie_that_cannot_be_is_refused(tie: tuple[str, str, float], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        positions(["a", "b"], [tie])
