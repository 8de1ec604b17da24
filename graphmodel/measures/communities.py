"""Communities of an undirected simple network, if there are any that can be told apart.

V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden (Scientific Reports 9, 2019),
maximising modularity. Networks without any communities have a high modularity too (R. Guimerà, M. Sales-Pardo and
L. A. N. Amaral, Modularity from fluctuations in random graphs, Physical Review E 70, 2004), so the modularity is
compared with that of rewired networks in which everybody keeps the number of ties
(S. Maslov and K. Sneppen, Specificity and stability in topology of protein networks, Science 296, 2002). If the
library for Leiden (graspologic-native) is not installed, the Louvain method of networkx is used.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import networkx as nx
import numpy as np

from graphmodel.measures.network import Floats, Ints, Network

SEED = 2013
TRIALS = 10
"""Runs of the method, of which the best is taken; the same for the network and for rewired ones."""
RESOLUTION = 1.0
REWIRED = 200
"""Rewired networks that the modularity is compared with."""
SWAPS = 10
"""Swaps tried for each tie from one rewired network to the next."""
HIGHEST_SHARE = 0.05
"""Communities are drawn only if at most this share of rewired networks has as high a modularity."""
RUNS = 100
"""Runs, each with the nodes in another order, that show how firm the communities are."""
STABLE = 0.8
"""A member in fewer of the runs than this with most of its community is marked."""
MOST_TIES = 500
"""In a larger network no communities are looked for: comparing it with rewired ones takes too long."""
KEPT = 32
"""Networks whose communities are kept in memory."""

Verdict = Literal["drawn", "not distinct", "too large", "no ties"]


@dataclass(frozen=True)
class Communities:
    """Communities of a network, by the positions of its nodes.

    Attributes:
        verdict: are they drawn, and if not, why?
        of: number of the community of each node, from 0, the largest first; empty if none are drawn.
        names: of the communities, after their best-connected members.
        stability: share of runs in which each node is with more than half of its community.
        method: how they were sought.
        modularity: share of ties inside communities beyond that expected by chance; also where none are drawn.
        share: share of rewired networks with at least this modularity, the network itself counted in.
    """

    verdict: Verdict
    of: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    stability: tuple[float, ...] = ()
    method: str = "none"
    modularity: float = float("nan")
    share: float = float("nan")

    def of_nodes(self, network: Network) -> dict[str, str]:
        """The name of the community of each node by its id; empty if none are drawn."""
        return {node: self.names[at] for node, at in zip(network.nodes, self.of, strict=False)}


def communities(network: Network, labels: Sequence[str]) -> Communities:
    """Find communities, and whether they can be told from those of a random network.

    Nothing depends on ids: the order of nodes comes from the network itself and from labels.

    Args:
        network: the ties.
        labels: what people read of each node.
    """
    if not len(network):
        return Communities("no ties")
    if len(network.pairs) > MOST_TIES:
        return Communities("too large")
    return _found(network.pairs.tobytes(), tuple(labels))


@lru_cache(maxsize=KEPT)
def _found(packed: bytes, labels: tuple[str, ...]) -> Communities:
    """The communities of ties as bytes: one page asks several times for those of the same network."""
    n, pairs = len(labels), np.frombuffer(packed, dtype=np.int64).reshape(-1, 2)
    modularity, groups, method = _best(n, pairs, SEED)
    rng = np.random.default_rng(SEED)
    as_high, rewired = 0, pairs
    for _ in range(REWIRED):
        rewired = _rewired(n, rewired, rng)
        # Sums of the same numbers in another order differ in their last digits.
        as_high += _best(n, rewired, SEED)[0] >= modularity - 1e-9
    share = (1 + as_high) / (1 + REWIRED)
    if share > HIGHEST_SHARE:
        return Communities("not distinct", method=method, modularity=modularity, share=share)
    members = sorted(_members(groups), key=lambda group: (-len(group), min(group)))
    of = np.zeros(n, dtype=np.int64)
    for number, group in enumerate(members):
        of[group] = number
    stability = _stability(n, pairs, members, rng)
    names = _names(members, Network(labels, pairs).degree, labels)
    return Communities("drawn", tuple(of.tolist()), tuple(names), tuple(stability.tolist()), method, modularity, share)


def parted(network: Network) -> Ints:
    """The group of each node by the same method, whether or not the groups can be told apart: to lay out a picture."""
    if not len(network.pairs):
        return np.arange(len(network), dtype=np.int64)
    groups: Ints = np.array(_best(len(network), network.pairs, SEED)[1], dtype=np.int64)
    return groups


def _best(n: int, pairs: Ints, seed: int) -> tuple[float, list[int], str]:
    """Modularity, the group of each node, and the method."""
    try:
        from graspologic_native import leiden  # noqa: PLC0415 - not on every machine
    except ImportError:
        return _louvain(n, pairs, seed)
    modularity, by_name = leiden(
        # Names are padded so that they sort as numbers.
        edges=[(f"{a:09}", f"{b:09}", 1.0) for a, b in pairs.tolist()],
        starting_communities=None,
        resolution=RESOLUTION,
        randomness=0.001,
        iterations=1,
        use_modularity=True,
        seed=seed,
        trials=TRIALS,
    )
    return float(modularity), [by_name[f"{node:09}"] for node in range(n)], "Leiden, modularity"


def _louvain(n: int, pairs: Ints, seed: int) -> tuple[float, list[int], str]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(pairs.tolist())
    best: tuple[float, list[int]] = (-1.0, [])
    for trial in range(TRIALS):
        groups = nx.community.louvain_communities(graph, resolution=RESOLUTION, seed=seed + trial)
        modularity = float(nx.community.modularity(graph, groups, resolution=RESOLUTION))
        if modularity > best[0]:
            of = {node: number for number, group in enumerate(groups) for node in group}
            best = modularity, [of[node] for node in range(n)]
    return *best, "Louvain, modularity"


def _rewired(n: int, pairs: Ints, rng: np.random.Generator) -> Ints:
    """The ties after many swaps of the ends of two of them; every node keeps its number of ties."""
    ties: list[tuple[int, int]] = [(a, b) for a, b in pairs.tolist()]
    known = {a * n + b if a < b else b * n + a for a, b in ties}
    chosen = rng.integers(0, len(ties), (SWAPS * len(ties), 2)).tolist()
    turned = (rng.random(len(chosen)) < 0.5).tolist()
    for (one, other), turn in zip(chosen, turned, strict=True):
        a, b = ties[one]
        c, d = ties[other]
        if turn:
            c, d = d, c
        if a in (c, d) or b in (c, d):
            continue
        first, second = (a * n + d if a < d else d * n + a), (c * n + b if c < b else b * n + c)
        if first in known or second in known:
            continue
        known.remove(a * n + b if a < b else b * n + a)
        known.remove(c * n + d if c < d else d * n + c)
        known.add(first)
        known.add(second)
        ties[one], ties[other] = (a, d), (c, b)
    return np.stack(np.divmod(np.array(sorted(known), dtype=np.int64), n), axis=1)


def _members(groups: Sequence[int]) -> list[list[int]]:
    members: dict[int, list[int]] = {}
    for node, group in enumerate(groups):
        members.setdefault(group, []).append(node)
    return list(members.values())


def _stability(n: int, pairs: Ints, members: Sequence[Sequence[int]], rng: np.random.Generator) -> Floats:
    """Share of runs in which each node is in the group that holds more than half of its community."""
    stayed = np.zeros(n)
    for run in range(RUNS):
        place = rng.permutation(n)
        shuffled = np.sort(place[pairs], axis=1)
        groups = np.array(_best(n, shuffled[np.lexsort(shuffled.T[::-1])], SEED + 1 + run)[1])[place]
        for community in members:
            of = groups[community]
            group, number = Counter(of.tolist()).most_common(1)[0]
            if 2 * number > len(community):
                stayed[community] += of == group
    return stayed / RUNS


def _names(members: Sequence[Sequence[int]], degree: Ints, labels: Sequence[str]) -> list[str]:
    """The best-connected members of each community; more of them, and at last a number, where two would be alike."""
    ranked = [sorted(group, key=lambda node: (-degree[node], labels[node])) for group in members]
    for most in (2, 3, 4):
        names = [", ".join(labels[node] for node in group[:most]) for group in ranked]
        if len(set(names)) == len(names):
            return names
    seen: Counter[str] = Counter()
    for at, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            names[at] = f"{name} ({seen[name]})"
    return names
