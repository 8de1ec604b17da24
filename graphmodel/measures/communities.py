"""Communities of an undirected simple network by the Leiden method.

V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden (Scientific Reports 9, 2019),
maximising modularity with a fixed seed. If the library for it (graspologic-native) is
not installed, the Louvain method of networkx is used; ``METHOD`` of the answer says which.
"""

from dataclasses import dataclass

import networkx as nx

from graphmodel.measures.network import Network

SEED = 2013
TRIALS = 10
"""Runs of Leiden, of which the best is taken."""
RESOLUTION = 1.0


@dataclass(frozen=True)
class Communities:
    """The community of each node (from 1, the largest first; ties are broken by the first node).

    ``modularity`` is the share of ties inside communities beyond that expected by chance.
    """

    of: tuple[int, ...]
    method: str
    modularity: float


def communities(network: Network) -> Communities:
    """Find communities. The same network gives the same ones."""
    if not len(network):
        return Communities((), "none", float("nan"))
    found, method = _leiden(network) or _louvain(network)
    groups: dict[int, set[int]] = {}
    for node, group in enumerate(found):
        groups.setdefault(group, set()).add(node)
    ordered = sorted(groups.values(), key=lambda group: (-len(group), min(group)))
    number = {node: place for place, group in enumerate(ordered, start=1) for node in group}
    modularity = nx.community.modularity(_graph(network), ordered, resolution=RESOLUTION)
    return Communities(tuple(number[node] for node in range(len(network))), method, float(modularity))


def _leiden(network: Network) -> tuple[list[int], str] | None:
    try:
        from graspologic_native import leiden  # noqa: PLC0415 - not on every machine
    except ImportError:
        return None
    # Names are padded so that they sort as numbers.
    _, found = leiden(
        edges=[(f"{a:09}", f"{b:09}", 1.0) for a, b in network.pairs],
        starting_communities=None,
        resolution=RESOLUTION,
        randomness=0.001,
        iterations=1,
        use_modularity=True,
        seed=SEED,
        trials=TRIALS,
    )
    return [found[f"{node:09}"] for node in range(len(network))], f"Leiden, modularity, seed {SEED}"


def _louvain(network: Network) -> tuple[list[int], str]:
    groups = nx.community.louvain_communities(_graph(network), resolution=RESOLUTION, seed=SEED)
    of = {node: number for number, group in enumerate(groups) for node in group}
    return [of[node] for node in range(len(network))], f"Louvain, modularity, seed {SEED}"


def _graph(network: Network) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from((int(a), int(b)) for a, b in network.pairs)
    return graph
