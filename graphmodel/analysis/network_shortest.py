"""All shortest paths between two nodes of an undirected simple network, in the order of their nodes.

Breadth-first search (Moore 1959).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graphmodel.analysis.network import Ints, Network


@dataclass(frozen=True)
class Shortest:
    """The shortest paths between two nodes.

    ``length`` is -1 where there is none. ``number`` counts all of them; ``paths`` has the first
    ones (places of nodes, both ends among them), by id of the first node that differs.
    """

    length: int
    number: int
    paths: tuple[tuple[int, ...], ...]


def shortest_paths(network: Network, start: int, end: int, most: int) -> Shortest:
    """The shortest paths from one node to another, listed up to a number."""
    distance = distances(network, end)
    length = int(distance[start])
    if length < 0:
        return Shortest(-1, 0, ())
    number = _number(network, distance, start)
    paths = tuple(path for path, _ in zip(_paths(network, distance, start), range(most), strict=False))
    return Shortest(length, number, paths)


def distances(network: Network, start: int) -> Ints:
    """Steps to every node; -1: it is not reached."""
    found = np.full(len(network), -1, dtype=np.int64)
    found[start] = 0
    layer = np.array([start], dtype=np.int64)
    while len(layer):
        lengths = network.degree[layer]
        begin = np.repeat(network.starts[layer] - (lengths.cumsum() - lengths), lengths)
        reached = network.neighbours[begin + np.arange(lengths.sum())]
        steps = found[layer[0]] + 1
        layer = np.unique(reached[found[reached] < 0])
        found[layer] = steps
    return found


def _nearer(network: Network, distance: Ints, node: int) -> list[int]:
    """Neighbours one step nearer to the end."""
    around = network.neighbours_of(node)
    nearer: list[int] = around[distance[around] == distance[node] - 1].tolist()
    return nearer


def _number(network: Network, distance: Ints, start: int) -> int:
    """How many shortest paths there are; whole numbers of any size."""
    ways = {start: 1}
    for _ in range(int(distance[start])):
        onward: dict[int, int] = {}
        for node, number in ways.items():
            for neighbour in _nearer(network, distance, node):
                onward[neighbour] = onward.get(neighbour, 0) + number
        ways = onward
    return sum(ways.values())


def _paths(network: Network, distance: Ints, start: int) -> Iterator[tuple[int, ...]]:
    open_: list[tuple[int, ...]] = [(start,)]
    while open_:
        path = open_.pop()
        if distance[path[-1]] == 0:
            yield path
        else:
            open_.extend((*path, node) for node in reversed(_nearer(network, distance, path[-1])))
