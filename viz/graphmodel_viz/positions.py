"""Places for the nodes of a network, worked out once so that a page need not.

Connected parts are laid out one by one (:mod:`graphmodel_viz.positions_part`: communities first,
then the members of each) and packed, the largest at the left, into a picture of about 16 to 9.
Units are pixels at a zoom of 1, y grows downwards, and (0, 0) is the middle. Any two nodes are
about ``ROOM`` apart, so that a short label fits beside most.

Measured on two slow cores: 1,000 nodes and 3,000 ties 0.15 s; 20,000 nodes and 100,000 ties 5 s.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
import rustworkx as rx

from graphmodel_viz.positions_apart import ROOM, Points
from graphmodel_viz.positions_part import Pairs, Weights, part

ASPECT = 16 / 9
GAP = 1.5 * ROOM[0]
"""Between connected parts."""


@dataclass(frozen=True)
class Positions:
    """Where nodes are: ``at`` for nodes with a tie, by id; ``isolates`` for the others, sorted."""

    at: dict[str, tuple[float, float]]
    isolates: tuple[str, ...]


def positions(nodes: Sequence[str], ties: Sequence[tuple[str, str, float]], *, seed: int = 2013) -> Positions:
    """Lay out a network.

    The same network and seed give the same places, in whatever order nodes and ties come. No two
    nodes are in the same place.

    Args:
        nodes: ids; one that is given twice counts once.
        ties: start, end and weight (more than nought; heavier ties pull closer). Direction makes
            no difference, weights of ties between the same two are summed, and a tie of a node to
            itself does not count.
        seed: of what is drawn at random.

    Raises:
        ValueError: a tie names a node that is not among ``nodes``, or its weight is not more than nought.
    """
    ids = sorted(set(nodes))
    pairs, weights = _simple(ids, ties)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(ids)))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in pairs])
    parts = [np.array(sorted(found)) for found in rx.connected_components(graph)]
    parts = sorted((found for found in parts if len(found) > 1), key=lambda found: (-len(found), found[0]))
    number = np.zeros(len(ids), dtype=np.int64)
    within = np.zeros(len(ids), dtype=np.int64)
    for place, members in enumerate(parts):
        number[members] = place
        within[members] = np.arange(len(members))
    of_tie = number[pairs[:, 0]]
    order = np.argsort(of_tie, kind="stable")
    bounds = np.searchsorted(of_tie[order], np.arange(len(parts) + 1))
    laid = [
        part(len(members), within[pairs[order[low:high]]], weights[order[low:high]], seed)
        for members, low, high in zip(parts, bounds[:-1], bounds[1:], strict=True)
    ]
    at = np.full((len(ids), 2), np.nan)
    for members, points in zip(parts, _packed(laid), strict=True):
        at[members] = points
    tied = [place for members in parts for place in members]
    where = dict(zip(tied, _distinct(at[tied]), strict=True))
    return Positions(
        {id_: where[place] for place, id_ in enumerate(ids) if place in where},
        tuple(id_ for place, id_ in enumerate(ids) if place not in where),
    )


def _simple(ids: Sequence[str], ties: Sequence[tuple[str, str, float]]) -> tuple[Pairs, Weights]:
    """Pairs of places (the lower first, each once, sorted) and their weights."""
    place = {id_: number for number, id_ in enumerate(ids)}
    each: dict[tuple[int, int], list[float]] = {}
    for start, end, weight in ties:
        for name in (start, end):
            if name not in place:
                raise ValueError(f"A tie names {name!r}, which is not among the nodes.")
        if not 0 < weight < np.inf:
            raise ValueError(f"The tie between {start!r} and {end!r} weighs {weight}; a weight is more than nought.")
        if start != end:
            low, high = sorted((place[start], place[end]))
            each.setdefault((low, high), []).append(weight)
    found = sorted(each)
    return np.array(found, dtype=np.int64).reshape(-1, 2), np.array([fsum(each[pair]) for pair in found])


def _packed(laid: Sequence[Points]) -> list[Points]:
    """Move parts beside each other: the largest at the left, the others in rows at its right."""
    if not laid:
        return []
    boxes = np.array([np.ptp(points, axis=0) + GAP for points in laid])
    corners = min(_ways(boxes), key=lambda way: _size(way, boxes))
    moved = [points - points.min(axis=0) + corner for points, corner in zip(laid, corners, strict=True)]
    every = np.concatenate(moved)
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    return [points - middle for points in moved]


def _ways(boxes: Points) -> Iterator[Points]:
    """Ways to pack boxes, as their upper left corners."""
    widest, whole = boxes[1:, 0].max(initial=0.0), boxes[1:, 0].sum()
    for share in np.geomspace(1, max(whole / widest, 1), 12) if widest else (1.0,):
        rows = _rows(boxes[1:], widest * share)
        yield np.concatenate([[(0.0, 0.0)], rows + np.array([boxes[0, 0], 0.0])])
        yield np.concatenate([[(0.0, 0.0)], rows + np.array([0.0, boxes[0, 1]])])


def _rows(boxes: Points, width: float) -> Points:
    corners, x, y, height = [], 0.0, 0.0, 0.0
    for wide, high in boxes:
        if x and x + wide > width * (1 + 1e-9):
            x, y, height = 0.0, y + height, 0.0
        corners.append((x, y))
        x, height = x + wide, max(height, high)
    return np.array(corners).reshape(-1, 2)


def _size(corners: Points, boxes: Points) -> float:
    """Width of the smallest picture of the wanted shape that holds all."""
    wide, high = (corners + boxes).max(axis=0)
    return float(max(wide, high * ASPECT))


def _distinct(points: Points) -> Iterator[tuple[float, float]]:
    """Places to a tenth of a pixel; one that is taken moves right."""
    taken: set[tuple[float, float]] = set()
    for x, y in np.round(points, 1).tolist():
        free = x
        while (free, y) in taken:
            free = round(free + 1.0, 1)
        taken.add((free, y))
        yield free, y
