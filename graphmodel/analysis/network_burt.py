"""Burt's structural holes on an undirected simple network: how far a node's contacts are tied to each other.

Ronald Burt, Structural Holes (Harvard University Press, 1992), chapter 2. With ties that are
there or not, the share of a node's effort that goes to each contact is 1 / degree; the degree of a
contact counts all its ties, also those outside the node's own circle.
"""

import numpy as np
import pandas as pd

from graphmodel.analysis.network import Floats, Network


def structural_holes(network: Network) -> pd.DataFrame:
    """Constraint, effective size, efficiency and hierarchy of every node, in the network's order.

    Columns:
        constraint: sum over contacts j of c_j = (p_j + sum over q of p_q p_qj) squared; high where
            contacts are few or tied to each other.
        effective_size: degree less the mean number of ties that a contact has to other contacts.
        efficiency: effective size / degree.
        hierarchy: how unevenly the constraint comes from single contacts: the Coleman-Theil index
            of c_j, 0 (all alike) to 1. Missing with fewer than two contacts, where it is not defined.
    """
    n = len(network)
    share = 1 / np.maximum(network.degree, 1)
    found = np.full((n, 4), np.nan)
    position = np.full(n, -1, dtype=np.int64)
    for node in range(n):
        contacts = network.neighbours_of(node)
        size = len(contacts)
        position[contacts] = np.arange(size)
        # All neighbours of all contacts at once; those that are contacts themselves count.
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
    # Rounding would leave tiny negative numbers where all contacts weigh the same.
    return max(0.0, float((ratio * np.log(ratio)).sum() / (n * np.log(n))))
