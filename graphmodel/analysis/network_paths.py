"""Betweenness and closeness on an undirected simple network, sampled where it is large.

Exact for connected parts of up to ``EXACT`` nodes (by rustworkx: Brandes 2001). In a larger
part the paths from ``PIVOTS`` nodes, drawn with a fixed seed, stand for all: betweenness after
Brandes and Pich 2007, closeness after Eppstein and Wang 2004.
"""

import numpy as np
import rustworkx as rx

from graphmodel.analysis.network import Floats, Ints, Network

EXACT = 3_000
"""Largest connected part for which every path is reckoned."""
PIVOTS = 500
"""Nodes from which paths are followed in a larger part."""
SEED = 2013


def is_sampled(network: Network) -> bool:
    """Are betweenness and closeness estimates in this network?"""
    return bool(network.components) and len(network.components[0]) > EXACT


def betweenness_and_closeness(network: Network) -> tuple[Floats, Floats]:
    """Both measures for every node, in the network's order.

    Returns:
        Betweenness: share of the shortest paths between two others that run through the node,
        over all pairs of others in the network; missing where there are no two others.
        Closeness: nodes reached / sum of the distances to them, times the share of all others
        that is reached (Wasserman and Faust), so that parts of different size compare.
    """
    n = len(network)
    between = np.zeros(n)
    close = np.zeros(n)
    small: list[int] = []
    for part in network.components:
        if len(part) > EXACT:
            _estimate(network, np.array(part, dtype=np.int64), between, close)
        else:
            small.extend(part)
    if small:
        places = sorted(small)
        graph = network.graph.subgraph(places)
        # rustworkx counts each pair of others once in an undirected graph.
        exact = rx.betweenness_centrality(graph, normalized=False)
        between[places] = [exact[number] for number in range(len(places))]
        distances = rx.closeness_centrality(graph, wf_improved=False)
        close[places] = [distances[number] for number in range(len(places))]
    reached = np.zeros(n)
    for part in network.components:
        reached[part] = len(part) - 1
    pairs = (n - 1) * (n - 2) / 2
    return between / pairs if pairs else np.full(n, np.nan), close * reached / max(n - 1, 1)


def _estimate(network: Network, part: Ints, between: Floats, close: Floats) -> None:
    pivots = np.sort(np.random.default_rng(SEED).choice(part, PIVOTS, replace=False))
    total = np.zeros(len(network))
    for pivot in pivots:
        distance, dependency = _from(network, int(pivot))
        total += np.maximum(distance, 0)
        between += dependency
    between[part] *= len(part) / PIVOTS / 2
    # A pivot's distance to itself is no distance, so it has one fewer.
    others = np.full(len(network), float(PIVOTS))
    others[pivots] -= 1
    close[part] = others[part] / total[part]


def _from(network: Network, source: int) -> tuple[Ints, Floats]:
    """Distances from one node, and how many shortest paths from it each node lies on (Brandes)."""
    n = len(network)
    distance = np.full(n, -1, dtype=np.int64)
    paths = np.zeros(n)
    distance[source], paths[source] = 0, 1
    layer = np.array([source], dtype=np.int64)
    steps: list[tuple[Ints, Ints]] = []
    while len(layer):
        lengths = network.degree[layer]
        begin = np.repeat(network.starts[layer] - (lengths.cumsum() - lengths), lengths)
        tails, heads = np.repeat(layer, lengths), network.neighbours[begin + np.arange(lengths.sum())]
        distance[heads[distance[heads] < 0]] = len(steps) + 1
        onward = distance[heads] == len(steps) + 1
        tails, heads = tails[onward], heads[onward]
        paths += np.bincount(heads, weights=paths[tails], minlength=n)
        steps.append((tails, heads))
        layer = np.unique(heads)
    dependency = np.zeros(n)
    for tails, heads in reversed(steps):
        dependency += np.bincount(tails, weights=paths[tails] / paths[heads] * (1 + dependency[heads]), minlength=n)
    dependency[source] = 0
    return distance, dependency
