"""A network as arrays: the undirected simple projection of ties.

Simple: two nodes are tied or not, however many claims say so and in whichever direction. The order of
the nodes, on which random draws and ties in an order rest, comes from the network and from labels, so
that the spelling of ids decides nothing.
"""

from collections.abc import Mapping, Sequence
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
    """Nodes (ids, in the order of :func:`ordered`) and undirected ties (pairs of positions, the lower first, once)."""

    nodes: tuple[str, ...]
    pairs: Ints

    @classmethod
    def of(cls, ties: pd.DataFrame, labels: Mapping[str, str]) -> "Network":
        """The network of frames with ``start`` and ``end``. Only nodes with a tie are in it."""
        nodes = sorted({*ties["start"], *ties["end"]})
        place = pd.Series(range(len(nodes)), index=pd.Index(nodes, dtype="str"), dtype=np.int64)
        ends: Ints = np.array([ties["start"].map(place), ties["end"].map(place)], dtype=np.int64).T.reshape(-1, 2)
        ends = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)
        order = ordered(ends, [labels.get(node, node) for node in nodes])
        moved = np.empty(len(nodes), dtype=np.int64)
        moved[order] = np.arange(len(nodes))
        pairs: Ints = np.unique(np.sort(moved[ends], axis=1), axis=0)
        return cls(tuple(nodes[at] for at in order), pairs)

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


_ROUNDS = 40
"""Rounds after which nodes that still look alike are told apart by their labels."""


def ordered(pairs: Ints, labels: Sequence[str]) -> Ints:
    """Positions of nodes in an order that does not rest on their numbers.

    By degree, then by what surrounds them (colour refinement: nodes differ if their neighbours do), then by label.

    Args:
        pairs: undirected ties between positions of nodes, each once.
        labels: of the nodes.
    """
    n = len(labels)
    degree = np.bincount(pairs.ravel(), minlength=n).astype(np.uint64)
    colour, kinds = degree, len(np.unique(degree))
    for _ in range(_ROUNDS):
        around = np.zeros(n, dtype=np.uint64)
        mixed = _mixed(colour)
        np.add.at(around, pairs[:, 0], mixed[pairs[:, 1]])
        np.add.at(around, pairs[:, 1], mixed[pairs[:, 0]])
        colour = _mixed(mixed + np.uint64(3) * around)
        more = len(np.unique(colour))
        if more == kinds:
            break
        kinds = more
    _, by_label = np.unique(np.array(labels, dtype=object).astype(str), return_inverse=True)
    order: Ints = np.lexsort((by_label, colour, -degree.astype(np.int64))).astype(np.int64)
    return order


def _mixed(numbers: "npt.NDArray[np.uint64]") -> "npt.NDArray[np.uint64]":
    """Numbers scattered over all 64 bits (the finaliser of SplitMix64), so that their sums tell sets apart."""
    scattered = numbers + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        scattered = (scattered ^ (scattered >> np.uint64(shift))) * np.uint64(factor)
    return scattered ^ (scattered >> np.uint64(31))
