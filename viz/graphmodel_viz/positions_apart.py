"""Pushes points apart until each has room."""

from typing import Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

ROOM: Final = (90.0, 60.0)
"""Pixels across and down that a node and its label want for themselves."""
_FLAT = np.array([1.0, ROOM[0] / ROOM[1]])


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
    wanted = radii[:, None] + radii[None, :]
    np.fill_diagonal(wanted, 0.0)
    turn = np.arange(len(middles)) * 2.399963  # the golden angle: points in one place part evenly
    middles += np.column_stack([np.cos(turn), np.sin(turn)]) * radii.mean() * 1e-3
    for _ in range(steps):
        between = middles[:, None, :] - middles[None, :, :]
        distance = np.sqrt((between**2).sum(axis=2))
        lacking = np.maximum(wanted - distance, 0.0)
        if lacking.max() < 0.02 * radii.mean():
            break
        move = lacking / np.maximum(distance, 1e-9) * 0.5
        middles += np.clip((between * move[:, :, None]).sum(axis=1), -2 * radii[:, None], 2 * radii[:, None]) * 0.9
    return middles
