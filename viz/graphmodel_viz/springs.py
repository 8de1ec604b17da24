"""Places for one connected part of a network: communities first, then the members of each.

Small parts are laid out by springs (T. M. J. Fruchterman and E. M. Reingold, Graph drawing by
force-directed placement, Software: Practice and Experience 21, 1991), whose time grows with the
square of the nodes. Larger ones are divided into communities (the Leiden method), each is laid
out by itself, and springs place the communities among each other; so time grows hardly faster than
ties, and communities can be seen.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import rustworkx as rx

from graphmodel.measures.communities import parted
from graphmodel.measures.network import Network

Points = npt.NDArray[np.float64]

ROOM: Final = (90.0, 60.0)
"""Pixels across and down that a node and its label need."""
_FLAT = np.array([1.0, ROOM[0] / ROOM[1]])
Pairs = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

BY_SPRINGS = 80
"""A part of at most so many nodes is laid out at once."""
WIDE = np.array([1.4, 0.7])
"""Screens are wider than high."""
MOST = 300
"""Hardly more than this many are laid out by springs at once, however hard to divide."""


def part(size: int, pairs: Pairs, weights: Weights, seed: int) -> Points:
    """Places (size x 2) of the nodes 0 .. size-1 of one part, around (0, 0), wider than high."""
    if size == 1:
        return np.zeros((1, 2))
    groups = _groups(size, pairs) if size > BY_SPRINGS else []
    if len(groups) < 2:
        return apart(_level(_springs(size, pairs, weights, seed)) * WIDE * ROOM[0] * np.sqrt(size) * 0.6)
    return _by_groups(groups, size, pairs, weights, seed)


def _groups(size: int, pairs: Pairs) -> list[npt.NDArray[np.int64]]:
    tied, places = np.unique(pairs, return_inverse=True)
    of = np.zeros(size, dtype=np.int64)  # 0: those without a tie among these
    of[tied] = parted(Network(tuple(map(str, tied)), places.reshape(-1, 2))) + 1
    groups = [np.flatnonzero(of == number) for number in np.unique(of)]
    if len(groups) < 2 and size > MOST:
        # Nothing to go by: pieces of a size that springs can bear.
        return np.array_split(np.arange(size), -(-size // MOST))
    return groups


def _by_groups(groups: list[npt.NDArray[np.int64]], size: int, pairs: Pairs, weights: Weights, seed: int) -> Points:
    of, within = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for number, members in enumerate(groups):
        of[members] = number
        within[members] = np.arange(len(members))
    ends = of[pairs]
    inside = ends[:, 0] == ends[:, 1]
    laid = []
    for number, members in enumerate(groups):
        own = inside & (ends[:, 0] == number)
        laid.append(part(len(members), within[pairs[own]], weights[own], seed))
    middles = _middles(laid, np.sort(ends[~inside], axis=1), weights[~inside], seed)
    at: Points = np.zeros((size, 2))
    across = np.concatenate([pairs[~inside], pairs[~inside][:, ::-1]])
    for number, members in enumerate(groups):
        leaving = across[of[across[:, 0]] == number]
        towards = middles[of[leaving[:, 1]]] - middles[number]
        at[members] = _turned(laid[number], within[leaving[:, 0]], towards) + middles[number]
    at -= (at.min(axis=0) + at.max(axis=0)) / 2
    return at


def _middles(laid: list[Points], ends: Pairs, weights: Weights, seed: int) -> Points:
    """Where each group is: springs between groups, then apart until none lies on another."""
    radii = np.array([np.sqrt((points**2).sum(axis=1)).max() for points in laid]) * 0.9 + 0.6 * ROOM[0]
    kinds, index = np.unique(ends, axis=0, return_inverse=True)
    summed = np.bincount(index.ravel(), weights=weights).astype(np.float64)
    if len(laid) > MOST:  # very many small groups: again by communities
        rough = part(len(laid), kinds, summed, seed) / ROOM[0]
    else:
        rough = _level(_springs(len(laid), kinds, np.sqrt(summed), seed))
    scale = np.sqrt((radii**2).sum()) / max(float(np.sqrt((rough**2).sum(axis=1)).max()), 1e-9)
    return circles_apart(rough * WIDE * scale * 0.75, radii, 300)


def _springs(size: int, pairs: Pairs, weights: Weights, seed: int) -> Points:
    """Places within about -1 .. 1."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from([(int(a), int(b), float(w)) for (a, b), w in zip(pairs, weights, strict=True)])
    heaviest = float(weights.max(initial=1.0))
    layout = rx.spring_layout(graph, weight_fn=lambda weight: weight / heaviest, num_iter=80, seed=seed)
    return np.array([layout[node] for node in range(size)], dtype=np.float64)


def _level(points: Points) -> Points:
    """Turn a layout so that its longest way lies across."""
    centred = points - points.mean(axis=0)
    _, turns = np.linalg.eigh(centred.T @ centred)
    long = turns[:, 1] * (1 if turns[0, 1] >= 0 else -1)
    level: Points = centred @ np.array([[long[0], -long[1]], [long[1], long[0]]])
    return level


def _turned(points: Points, members: npt.NDArray[np.int64], towards: Points) -> Points:
    """Turn a group so that members with ties to other groups look towards those, as far as it can."""
    lengths = np.maximum(np.sqrt((towards**2).sum(axis=1)), 1e-9)
    there = (towards[:, 0] + 1j * towards[:, 1]) / lengths
    best = points
    value = -np.inf
    for mirrored in (points, points * [1.0, -1.0]):
        here = mirrored[members, 0] + 1j * mirrored[members, 1]
        pull = complex((np.conj(here) * there).sum())
        if abs(pull) > value + 1e-9:
            angle = np.angle(pull)
            turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
            best, value = mirrored @ turn, abs(pull)
    return best


def apart(points: Points, steps: int = 60) -> Points:
    """Push points apart until hardly any two are nearer than ``ROOM``; the shape stays as it can."""
    flat = circles_apart(points * _FLAT, np.full(len(points), ROOM[0] / 2), steps)
    at: Points = flat / _FLAT
    return at


def circles_apart(middles: Points, radii: npt.NDArray[np.float64], steps: int = 60) -> Points:
    """Push circles apart until hardly any two overlap.

    Each step moves every overlapping pair half of what they overlap; memory grows with the square
    of their number, so this is for some hundreds at a time.
    """
    middles = middles.astype(np.float64, copy=True)
    needed = radii[:, None] + radii[None, :]
    np.fill_diagonal(needed, 0.0)
    turn = np.arange(len(middles)) * 2.399963  # the golden angle: points in one place part evenly
    middles += np.column_stack([np.cos(turn), np.sin(turn)]) * radii.mean() * 1e-3
    for _ in range(steps):
        between = middles[:, None, :] - middles[None, :, :]
        distance = np.sqrt((between**2).sum(axis=2))
        lacking = np.maximum(needed - distance, 0.0)
        if lacking.max() < 0.02 * radii.mean():
            break
        move = lacking / np.maximum(distance, 1e-9) * 0.5
        middles += np.clip((between * move[:, :, None]).sum(axis=1), -2 * radii[:, None], 2 * radii[:, None]) * 0.9
    return middles
