"""Places for a network in groups that are given: each group in a circle of its own.

A map that opens with its groups as nodes shows each at the middle of its circle; when one is
opened its members lie around that place and on no other group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphmodel_viz.positions import positions
from graphmodel_viz.positions_apart import ROOM, Points, circles_apart

PUSHED = 1_000
"""Up to so many groups are pushed apart circle by circle; more are set wide enough for the largest."""


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
    found = positions(members, ties, seed=seed)
    tied = np.array(list(found.at.values())).reshape(-1, 2)
    edge = np.sqrt((tied**2).sum(axis=1)).max(initial=-0.8 * ROOM[0]) + 0.8 * ROOM[0]
    # Each point of a spiral with the golden angle has about the same room.
    count = np.arange(len(found.isolates))
    radius = np.sqrt(edge**2 + count * ROOM[0] ** 2 * 0.6)
    turn = count * 2.399963
    around = np.column_stack([radius * np.cos(turn), radius * np.sin(turn)]).tolist()
    places = found.at | dict(zip(found.isolates, around, strict=True))
    return np.array([places[node] for node in members])


def _middles(groups: Sequence[str], ties: Iterable[tuple[str, str, float]], radii: Points, seed: int) -> Points:
    found = positions(groups, list(ties), seed=seed)
    tied = np.array(list(found.at.values())).reshape(-1, 2)
    below = tied[:, 1].max(initial=0.0) + ROOM[0]
    wide = max(1, int(np.ceil(np.sqrt(len(found.isolates) * 2))))
    rows = {
        group: ((place % wide - (wide - 1) / 2) * ROOM[0], below + place // wide * ROOM[0])
        for place, group in enumerate(found.isolates)
    }
    places = found.at | rows
    rough = np.array([places[group] for group in groups])
    if len(groups) > PUSHED:
        spread: Points = rough * (2.2 * radii.max() / ROOM[1])
        return spread
    return circles_apart(rough * (1.2 * float(np.sqrt((radii**2).mean())) / ROOM[0]), radii, 300)
