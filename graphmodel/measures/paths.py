"""Shortest paths between two nodes along arcs, and how much must fall before there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graphmodel.measures.network import Ints


@dataclass(frozen=True)
class Arcs:
    """Arcs between positions of nodes, each once; an undirected tie is two of them.

    Attributes:
        n: the number of nodes.
        starts, ends: of each arc, sorted by start and end.
    """

    n: int
    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, n: int, starts: Ints, ends: Ints) -> "Arcs":
        """Arcs from pairs that may repeat; loops are left out."""
        apart = starts != ends
        keys = np.unique(starts[apart] * max(n, 1) + ends[apart])
        return cls(n, keys // max(n, 1), keys % max(n, 1))

    @cached_property
    def _out(self) -> Ints:
        return np.searchsorted(self.starts, np.arange(self.n + 1)).astype(np.int64)

    @cached_property
    def _into(self) -> tuple[Ints, Ints]:
        order = np.lexsort((self.starts, self.ends))
        first = np.searchsorted(self.ends[order], np.arange(self.n + 1)).astype(np.int64)
        return first, self.starts[order]

    def after(self, node: int) -> Ints:
        """Nodes that an arc leads to from one, by position."""
        return self.ends[self._out[node] : self._out[node + 1]]

    def distances_to(self, end: int) -> Ints:
        """Steps from every node to one; -1: there is no way."""
        first, before = self._into
        steps: Ints = np.full(self.n, -1, dtype=np.int64)
        steps[end] = 0
        layer: Ints = np.array([end], dtype=np.int64)
        while len(layer):
            lengths = first[layer + 1] - first[layer]
            begin = np.repeat(first[layer] - (lengths.cumsum() - lengths), lengths)
            reached = before[begin + np.arange(lengths.sum())]
            step = steps[layer[0]] + 1
            layer = np.unique(reached[steps[reached] < 0])
            steps[layer] = step
        return steps


@dataclass(frozen=True)
class Shortest:
    """The shortest paths between two nodes.

    ``length`` is -1 if there is none. ``number`` counts all of them; ``paths`` lists the first
    ones (positions of nodes, including both ends), by position of the first node that differs.
    """

    length: int
    number: int
    paths: tuple[tuple[int, ...], ...]


def shortest_paths(arcs: Arcs, start: int, end: int, most: int) -> Shortest:
    """The shortest paths from one node to another, listed up to a number."""
    distance = arcs.distances_to(end)
    length = int(distance[start])
    if length < 0:
        return Shortest(-1, 0, ())
    number = _number(arcs, distance, start)
    paths = tuple(path for path, _ in zip(_paths(arcs, distance, start), range(most), strict=False))
    return Shortest(length, number, paths)


def _nearer(arcs: Arcs, distance: Ints, node: int) -> list[int]:
    """Nodes one step on, and nearer to the end."""
    around = arcs.after(node)
    nearer: list[int] = around[distance[around] == distance[node] - 1].tolist()
    return nearer


def _number(arcs: Arcs, distance: Ints, start: int) -> int:
    """How many shortest paths there are; whole numbers of any size."""
    ways = {start: 1}
    for _ in range(int(distance[start])):
        onward: dict[int, int] = {}
        for node, number in ways.items():
            for neighbour in _nearer(arcs, distance, node):
                onward[neighbour] = onward.get(neighbour, 0) + number
        ways = onward
    return sum(ways.values())


def _paths(arcs: Arcs, distance: Ints, start: int) -> Iterator[tuple[int, ...]]:
    open_: list[tuple[int, ...]] = [(start,)]
    while open_:
        path = open_.pop()
        if distance[path[-1]] == 0:
            yield path
        else:
            open_.extend((*path, node) for node in reversed(_nearer(arcs, distance, path[-1])))
