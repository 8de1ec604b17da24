"""Worst-case bounds of a share where some units are silent.

Silence says nothing, so a share lies between the least and the greatest that any way of filling the
silences could give; no assumption narrows it (Manski 2003, Partial Identification of Probability Distributions).
"""

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


def share_bounds(n_with: int, n_silent: int, n_all: int) -> tuple[float, float] | None:
    """Least and greatest share of ``n_all`` units that have something, ``n_silent`` of them being silent.

    Args:
        n_with: units said to have it.
        n_silent: units of which nobody speaks.
        n_all: all units.

    Returns:
        The bounds, or None without a unit.
    """
    return (n_with / n_all, (n_with + n_silent) / n_all) if n_all else None


def lost_bounds(used_before: Flags, silent_before: Flags, not_used: Flags, silent: Flags) -> tuple[float, float] | None:
    """Sharp bounds of lost / used before, over every way in which silences could be resolved.

    A silent phase could be any state. Per item, the pair (lost, at risk) that makes the share greatest is (1, 1)
    where it could be lost, else (0, 1) where it is certainly at risk; least is (1, 1) where it is certainly
    lost, (0, 1) where it could be at risk without being lost; else the item is out of both.

    Args:
        used_before: by item, some phase before is used or partly.
        silent_before: some lower-ranked phase is silent.
        not_used: not used here.
        silent: silent here.

    Returns:
        Least and greatest; None if there is no bound. If only the greatest has nothing at risk it is 0,
        if only the least has nothing at risk it is 1.
    """
    could_be = used_before | silent_before
    high = (not_used | silent) & could_be
    low = used_before & not_used
    greatest = _share(int(high.sum()), int((high | used_before).sum()))
    least = _share(int(low.sum()), int((low | (~not_used & could_be)).sum()))
    if greatest is None and least is None:
        return None
    return (1.0 if least is None else least), (0.0 if greatest is None else greatest)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
