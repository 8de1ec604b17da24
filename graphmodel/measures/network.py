"""A network as arrays: the undirected simple projection of ties, and its shortest paths.

Simple: two nodes are tied or not, however many claims say so and in whichever direction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import rustworkx as rx

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Nodes (sorted ids) and undirected ties (pairs of positions, the lower first, without duplicates)."""

    nodes: tuple[str, ...]
    pairs: Ints

    @classmethod
    def of(cls, ties: pd.DataFrame) -> "Network":
        """The network of frames with ``start`` and ``end``. Only nodes with a tie are in it."""
        nodes = sorted({*ties["start"], *ties["end"]})
        place = {node: number for number, node in enumerate(nodes)}
        ends = np.array([ties["start"].map(place), ties["end"].map(place)], dtype=np.int64).T.reshape(-1, 2)
        ends = np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1)
        return cls(tuple(nodes), np.unique(ends, axis=0))

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def degree(self) -> Ints:
        """How many others each node is tied to."""
        return np.bincount(self.pairs.ravel(), minlength=len(self)).astype(np.int64)

    @cached_property
    def starts(self) -> Ints:
        """Where the neighbours of each node begin in ``neighbours``; one more for the end."""
        return np.concatenate([[0], np.cumsum(self.degree)]).astype(np.int64)

    @cached_property
    def neighbours(self) -> Ints:
        """The neighbours of all nodes, one node after the other, each sorted."""
        both: Ints = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        order = np.lexsort((both[:, 1], both[:, 0]))
        ends: Ints = both[order, 1]
        return ends

    def neighbours_of(self, node: int) -> Ints:
        """Positions of the nodes that one is tied to."""
        return self.neighbours[self.starts[node] : self.starts[node + 1]]

    @cached_property
    def graph(self) -> "rx.PyGraph":
        """The same for rustworkx."""
        graph = rx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(len(self)))
        graph.add_edges_from_no_data([(int(a), int(b)) for a, b in self.pairs])
        return graph

    @cached_property
    def components(self) -> list[list[int]]:
        """Positions of the nodes of each connected part, the largest first."""
        parts = [sorted(part) for part in rx.connected_components(self.graph)]
        return sorted(parts, key=lambda part: (-len(part), part[0]))


@dataclass(frozen=True)
class Shortest:
    """The shortest paths between two nodes.

    ``length`` is -1 if there is none. ``number`` counts all of them; ``paths`` lists the first
    ones (positions of nodes, including both ends), by id of the first node that differs.
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
