"""Positions for the nodes of a network, computed once so that a page need not.

Connected parts are laid out one by one (:mod:`graphmodel_viz.springs`: communities first,
then the members of each) and packed, the largest at the left, into a picture of about 16 to 9.
Units are pixels at a zoom of 1, y grows downwards, and (0, 0) is the middle. Any two nodes are
about ``ROOM`` apart, so that a short label fits beside most.

Measured on two slow cores: 1,000 nodes and 3,000 ties 0.15 s; 20,000 nodes and 100,000 ties 5 s.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
import rustworkx as rx

from graphmodel_viz.springs import ROOM, Pairs, Points, Weights, circles_apart, part

ASPECT = 16 / 9
GAP = 1.5 * ROOM[0]
"""Between connected parts."""
PUSHED = 1_000
"""Up to so many groups are pushed apart circle by circle; more are set wide enough for the largest."""


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
        ties: start, end and weight (more than zero; heavier ties pull closer). Direction makes
            no difference, weights of ties between the same two are summed, and a tie of a node to
            itself does not count.
        seed: of what is drawn at random.

    Raises:
        ValueError: a tie names a node that is not among ``nodes``, or its weight is not more than zero.
    """
    ids = sorted(set(nodes))
    pairs, weights = _simple(ids, ties)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(ids)))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in pairs])
    parts = [np.array(sorted(component)) for component in rx.connected_components(graph)]
    parts = sorted(
        (component for component in parts if len(component) > 1), key=lambda component: (-len(component), component[0])
    )
    number = np.zeros(len(ids), dtype=np.int64)
    within = np.zeros(len(ids), dtype=np.int64)
    for index, members in enumerate(parts):
        number[members] = index
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
    tied = [index for members in parts for index in members]
    where = dict(zip(tied, _distinct(at[tied]), strict=True))
    return Positions(
        {id_: where[index] for index, id_ in enumerate(ids) if index in where},
        tuple(id_ for index, id_ in enumerate(ids) if index not in where),
    )


def _simple(ids: Sequence[str], ties: Sequence[tuple[str, str, float]]) -> tuple[Pairs, Weights]:
    """Pairs of places (the lower first, each once, sorted) and their weights."""
    index = {id_: number for number, id_ in enumerate(ids)}
    each: dict[tuple[int, int], list[float]] = {}
    for start, end, weight in ties:
        for name in (start, end):
            if name not in index:
                raise ValueError(f"A tie names {name!r}, which is not among the nodes.")
        if not 0 < weight < np.inf:
            raise ValueError(f"The tie between {start!r} and {end!r} weighs {weight}; a weight is more than zero.")
        if start != end:
            low, high = sorted((index[start], index[end]))
            each.setdefault((low, high), []).append(weight)
    tied_pairs = sorted(each)
    return np.array(tied_pairs, dtype=np.int64).reshape(-1, 2), np.array([fsum(each[pair]) for pair in tied_pairs])


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
    """Width of the smallest picture of this shape that holds all."""
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


@dataclass(frozen=True)
class GroupedPositions:
    """Where nodes and groups are: ``at`` by node id; ``groups`` by group id: x, y and radius."""

    at: dict[str, tuple[float, float]]
    groups: dict[str, tuple[float, float, float]]


def grouped_positions(
    group_of: Mapping[str, str], ties: Sequence[tuple[str, str, float]], *, seed: int = 2013
) -> GroupedPositions:
    """Lay out groups among each other and the members of each around its place.

    Args:
        group_of: the group of every node; nodes without a tie inside their group lie at its edge.
        ties: start, end and weight, between nodes that ``group_of`` names.
        seed: of what is drawn at random.
    """
    if not group_of:
        return GroupedPositions({}, {})
    members: dict[str, list[str]] = {}
    for node in sorted(group_of):
        members.setdefault(group_of[node], []).append(node)
    inside: dict[str, list[tuple[str, str, float]]] = {group: [] for group in members}
    across = []
    for start, end, weight in ties:
        if group_of[start] == group_of[end]:
            inside[group_of[start]].append((start, end, weight))
        else:
            across.append((group_of[start], group_of[end], weight))
    groups = sorted(members)
    laid = [_members(members[group], inside[group], seed) for group in groups]
    radii = np.array([np.sqrt((points**2).sum(axis=1)).max() for points in laid]) + ROOM[0] * 0.6
    middles = _middles(groups, across, radii, seed)
    at = {
        node: (round(x, 1), round(y, 1))
        for group, points, middle in zip(groups, laid, middles, strict=True)
        for node, (x, y) in zip(members[group], (points + middle).tolist(), strict=True)
    }
    circles = zip(groups, middles.tolist(), radii.tolist(), strict=True)
    return GroupedPositions(at, {group: (round(x, 1), round(y, 1), round(r, 1)) for group, (x, y), r in circles})


def _members(members: Sequence[str], ties: Sequence[tuple[str, str, float]], seed: int) -> Points:
    """Members around (0, 0), those without a tie on a spiral around the others."""
    layout = positions(members, ties, seed=seed)
    tied = np.array(list(layout.at.values())).reshape(-1, 2)
    edge = np.sqrt((tied**2).sum(axis=1)).max(initial=-0.8 * ROOM[0]) + 0.8 * ROOM[0]
    # Each point of a spiral with the golden angle has about the same room.
    count = np.arange(len(layout.isolates))
    radius = np.sqrt(edge**2 + count * ROOM[0] ** 2 * 0.6)
    turn = count * 2.399963
    around = np.column_stack([radius * np.cos(turn), radius * np.sin(turn)]).tolist()
    places = layout.at | dict(zip(layout.isolates, around, strict=True))
    return np.array([places[node] for node in members])


def _middles(groups: Sequence[str], ties: Iterable[tuple[str, str, float]], radii: Points, seed: int) -> Points:
    layout = positions(groups, list(ties), seed=seed)
    tied = np.array(list(layout.at.values())).reshape(-1, 2)
    below = tied[:, 1].max(initial=0.0) + ROOM[0]
    wide = max(1, int(np.ceil(np.sqrt(len(layout.isolates) * 2))))
    rows = {
        group: ((index % wide - (wide - 1) / 2) * ROOM[0], below + index // wide * ROOM[0])
        for index, group in enumerate(layout.isolates)
    }
    places = layout.at | rows
    rough = np.array([places[group] for group in groups])
    if len(groups) > PUSHED:
        spread: Points = rough * (2.2 * radii.max() / ROOM[1])
        return spread
    return circles_apart(rough * (1.2 * float(np.sqrt((radii**2).mean())) / ROOM[0]), radii, 300)
