"""Measures of the position of each node in a network of ties.

On the undirected simple projection, except for in- and out-degree. A central position is not power: who is
mentioned often, or by many, is central in what was said.
"""

import numpy as np
import pandas as pd
import rustworkx as rx

from graphmodel.measures.communities import Communities
from graphmodel.measures.network import Floats, Ints, Network

_ROUNDS = 100_000


def measures(network: Network, arcs: pd.DataFrame, communities: Communities, directed: bool) -> pd.DataFrame:
    """Measures of every node with a tie.

    Args:
        network: the undirected simple projection of ``arcs``.
        arcs: ``start``, ``end`` and ``claims`` (ids of those that say that they are tied), each pair once.
        communities: communities of the network.
        directed: do ties go from start to end? If not, in- and out-degree are missing.

    Columns:
        id; in_degree, out_degree (others that have a tie to it, or it to them); degree (others
        it is tied to); strength (distinct claims behind its ties); betweenness, closeness (see
        :func:`betweenness_and_closeness`); eigenvector (in the largest connected part alone, where the highest is 1);
        constraint, effective_size, efficiency, hierarchy (see :func:`structural_holes`); community (its name;
        missing where none are drawn), stability (share of runs in which it stays in that community); component
        (connected part, 1 the largest); component_size.
    """
    ids = pd.Index(network.nodes)
    between, close = betweenness_and_closeness(network)
    frame = pd.DataFrame({"id": pd.Series(network.nodes, dtype="str")})
    for column, end in (("in_degree", "end"), ("out_degree", "start")):
        counted = arcs.groupby(end).size().reindex(ids, fill_value=0) if directed else pd.Series(pd.NA, index=ids)
        frame[column] = counted.astype("Int64").array
    frame["degree"] = network.degree
    ends = [arcs[[end, "claims"]].rename(columns={end: "id"}) for end in ("start", "end")]
    behind = pd.concat(ends, ignore_index=True).explode("claims")
    strength = behind.groupby("id")["claims"].nunique().reindex(ids, fill_value=0)
    frame["strength"] = strength.astype("Int64").array
    frame["betweenness"], frame["closeness"] = between, close
    frame["eigenvector"] = _eigenvector(network)
    frame = frame.join(structural_holes(network))
    named = communities.of_nodes(network)
    frame["community"] = frame["id"].map(named).astype("str")
    frame["stability"] = pd.Series(communities.stability or np.nan, index=frame.index, dtype="Float64")
    frame["component"], frame["component_size"] = 0, 0
    for number, part in enumerate(network.components, start=1):
        frame.loc[part, ["component", "component_size"]] = number, len(part)
    whole = ["degree", "strength", "component", "component_size"]
    return frame.astype(dict.fromkeys(whole, "Int64")).astype(
        dict.fromkeys(["betweenness", "closeness", "eigenvector"], "Float64")
    )


def _eigenvector(network: Network) -> Floats:
    """Eigenvector centrality in the largest connected part (Bonacich 1972), or in each of several as large.

    Missing elsewhere, as it is not comparable between parts; and if the iteration does not converge, as in very
    long chains.
    """
    values = np.full(len(network), np.nan)
    for part in network.components:
        if len(part) < len(network.components[0]):
            break
        try:
            scores = rx.eigenvector_centrality(network.graph.subgraph(part), max_iter=_ROUNDS, tol=1e-10)
        except rx.FailedToConverge:
            continue
        raw = np.array([scores[number] for number in range(len(part))])
        values[part] = raw / raw.max()
    return values


def structural_holes(network: Network) -> pd.DataFrame:
    """Constraint, effective size, efficiency and hierarchy of every node, in the network's order.

    Columns:
        constraint: sum over contacts j of c_j = (p_j + sum over q of p_q p_qj) squared; high if
            contacts are few or tied to each other.
        effective_size: degree less the mean number of ties that a contact has to other contacts.
        efficiency: effective size / degree.
        hierarchy: how unevenly the constraint comes from single contacts: the Coleman-Theil index
            of c_j, 0 (all alike) to 1. Not defined, and missing, with fewer than two contacts.
    """
    n = len(network)
    share = 1 / np.maximum(network.degree, 1)
    found = np.full((n, 4), np.nan)
    position = np.full(n, -1, dtype=np.int64)
    for node in range(n):
        contacts = network.neighbours_of(node)
        size = len(contacts)
        position[contacts] = np.arange(size)
        # All neighbours of all contacts; those that are contacts themselves count.
        lengths = network.degree[contacts]
        offsets = np.arange(lengths.sum()) + np.repeat(network.starts[contacts] - (lengths.cumsum() - lengths), lengths)
        reached = position[network.neighbours[offsets]]
        through = np.repeat(share[contacts] / size, lengths)
        inside = reached >= 0
        indirect = np.bincount(reached[inside], weights=through[inside], minlength=size)
        by_contact: Floats = np.square(1 / size + indirect)
        position[contacts] = -1
        constraint = by_contact.sum()
        effective = size - inside.sum() / size
        found[node] = constraint, effective, effective / size, _hierarchy(by_contact)
    frame = pd.DataFrame(found, columns=["constraint", "effective_size", "efficiency", "hierarchy"])
    return frame.astype("Float64")


def _hierarchy(by_contact: Floats) -> float:
    n = len(by_contact)
    if n < 2:
        return np.nan
    ratio = by_contact / by_contact.mean()
    # Rounding would leave tiny negative numbers if all contacts have the same weight.
    return max(0.0, float((ratio * np.log(ratio)).sum() / (n * np.log(n))))


EXACT = 3_000
"""Largest connected part for which every path is computed."""
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
        over all pairs of others in the network; missing if there are no two others.
        Closeness: nodes reached / sum of the distances to them, times the share of all others
        that is reached (Wasserman and Faust), so that parts of different size are comparable.
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
    # A pivot has no distance to itself, so it has one fewer.
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
