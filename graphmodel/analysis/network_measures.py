"""Measures of place in a network of ties, for every node that has a tie.

Undirected simple projection, but for in- and out-degree. A central place is not power: who is
told of often, or by many, is central in what is told.
"""

import numpy as np
import pandas as pd
import rustworkx as rx

from graphmodel.analysis.network import Floats, Network
from graphmodel.analysis.network_burt import structural_holes
from graphmodel.analysis.network_communities import Communities
from graphmodel.analysis.network_paths import betweenness_and_closeness

_ROUNDS = 100_000


def measures(network: Network, ties: pd.DataFrame, found: Communities, directed: bool) -> pd.DataFrame:
    """Measures of every node with a tie.

    Args:
        network: the undirected simple projection of ``ties``.
        ties: ``start``, ``end`` and ``n_told`` (claims that say that they are tied).
        found: communities of the network.
        directed: do ties go from start to end? If not, in- and out-degree are missing.

    Columns:
        id; in_degree, out_degree (others that have a tie to it, or it to them); degree (others
        it is tied to); strength (claims that tell of its ties); betweenness, closeness (see
        network_paths); eigenvector (within its connected part, the greatest there 1); constraint,
        effective_size, efficiency, hierarchy (see network_burt); community; component (connected
        part, 1 the largest); component_size.
    """
    ids = pd.Index(network.nodes)
    between, close = betweenness_and_closeness(network)
    frame = pd.DataFrame({"id": pd.Series(network.nodes, dtype="str")})
    for column, end in (("in_degree", "end"), ("out_degree", "start")):
        counted = ties.groupby(end).size().reindex(ids, fill_value=0) if directed else pd.Series(pd.NA, index=ids)
        frame[column] = counted.astype("Int64").array
    frame["degree"] = network.degree
    strength = sum((ties.groupby(end)["n_told"].sum().reindex(ids, fill_value=0) for end in ("start", "end")), start=0)
    frame["strength"] = pd.Series(strength, dtype="Int64").array
    frame["betweenness"], frame["closeness"] = between, close
    frame["eigenvector"] = _eigenvector(network)
    frame = frame.join(structural_holes(network))
    frame["community"] = found.of
    frame["component"], frame["component_size"] = 0, 0
    for number, part in enumerate(network.components, start=1):
        frame.loc[part, ["component", "component_size"]] = number, len(part)
    whole = ["degree", "strength", "community", "component", "component_size"]
    return frame.astype(dict.fromkeys(whole, "Int64")).astype(
        dict.fromkeys(["betweenness", "closeness", "eigenvector"], "Float64")
    )


def _eigenvector(network: Network) -> Floats:
    """Eigenvector centrality in each connected part (Bonacich 1972); parts do not compare.

    Missing where the iteration does not settle, as in very long chains.
    """
    values = np.full(len(network), np.nan)
    for part in network.components:
        try:
            scores = rx.eigenvector_centrality(network.graph.subgraph(part), max_iter=_ROUNDS, tol=1e-10)
        except rx.FailedToConverge:
            continue
        raw = np.array([scores[number] for number in range(len(part))])
        values[part] = raw / raw.max()
    return values
