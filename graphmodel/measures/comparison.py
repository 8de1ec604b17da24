"""Comparing two paired shares over few units: exact sign-flip test, exact interval, Holm.

Nothing here resamples with replacement: with so few units a percentile bootstrap covers less than
its nominal level.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import floor, fsum, sqrt
from statistics import NormalDist, mean, stdev

import numpy as np
import numpy.typing as npt

FEWEST = 6
"""Units that must differ before a test is made: with n of them the smallest two-sided p is 2/2^n."""
EXACT_UP_TO = 40
"""Units up to which all sign flips are counted."""
_ALL_MEANS_UP_TO = 20
_RANDOM_FLIPS = 200_000

Numbers = npt.NDArray[np.float64]


def sign_flip_test(differences: Sequence[float]) -> tuple[float, float]:
    """Two-sided p and mid-p of the sign-flip (Fisher-Pitman) test that differences centre on zero.

    If neither side is favoured, every difference could equally have had the other sign; p is the
    share of all 2^n sign patterns whose sum is at least as far from zero as the observed one, and
    mid-p counts half of those exactly as far. Zeros change nothing. All patterns are counted up
    to 40 differing units (the sums of one half are looked up among the sorted sums of the other).
    With more, 200,000 patterns are drawn with a fixed seed and the observed one is counted among them,
    which keeps p valid (Phipson and Smyth 2010).

    Args:
        differences: one per unit.

    Returns:
        p and mid-p; 1 and 0.5 if nothing differs.
    """
    values = np.array([value for value in differences if value != 0], dtype=np.float64)
    sizes, seen = np.abs(values), abs(float(values.sum()))
    slack = 1e-9 * float(sizes.sum())  # sums that differ by rounding alone are equal
    if len(values) > EXACT_UP_TO:
        at_least, beyond = _random_shares(sizes, seen, slack)
    else:
        at_least, beyond = _exact_shares(sizes, seen, slack)
    return at_least, (at_least + beyond) / 2


def interval(differences: Sequence[float], level: float = 0.95) -> tuple[float, float] | None:
    """Confidence interval of the centre of the differences, or None with fewer than six units.

    Up to 20 units it inverts the sign-flip test: the centre lies with equal probability in
    each of the 2^n gaps between the sorted means of all non-empty subsets (Hartigan 1969), so the
    interval leaves out as many gaps on either side as ``level`` allows, and covers at least
    ``level``. With more than 20 it is Student's t interval.
    """
    n = len(differences)
    if n < FEWEST:
        return None
    outside = (1 - level) / 2
    if n > _ALL_MEANS_UP_TO:
        half = _t_quantile(1 - outside, n - 1) * stdev(differences) / sqrt(n)
        return mean(differences) - half, mean(differences) + half
    members = _sums(np.ones(n), 0)[1:]
    means = np.sort(_sums(np.array(differences, dtype=np.float64), 0)[1:] / members)
    left_off = floor(outside * 2**n)
    if left_off == 0:
        return None
    return float(means[left_off - 1]), float(means[-left_off])


def holm(p_values: Sequence[float]) -> list[float]:
    """Holm's adjusted p values, in the order given.

    The smallest of m is multiplied by m, the next by m - 1 and so on; none is less than the one
    before it, and none is above 1.
    """
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    scaled = [min(1.0, (len(order) - rank) * p_values[i]) for rank, i in enumerate(order)]
    adjusted = dict(zip(order, accumulate(scaled, max), strict=True))
    return [adjusted[i] for i in range(len(p_values))]


def _sums(values: Numbers, start: float, without: int = 0) -> Numbers:
    """All 2^n sums of ``start`` and each value taken once or ``without`` times (0 or -1)."""
    sums = np.array([start])
    for value in values:
        sums = np.concatenate([sums + without * value, sums + value])
    return sums


def _exact_shares(sizes: Numbers, seen: float, slack: float) -> tuple[float, float]:
    """Shares of sign patterns at least as far from zero as the observed sum, and farther."""
    half = len(sizes) // 2
    ones, others = _sums(sizes[:half], 0, -1), np.sort(_sums(sizes[half:], 0, -1))
    above = len(others) - np.searchsorted(others, seen + slack - ones, side="right")
    beyond = 2 * int(above.sum()) / 2 ** len(sizes)
    if seen <= slack:
        return 1.0, beyond
    reached = len(others) - np.searchsorted(others, seen - slack - ones, side="left")
    return 2 * int(reached.sum()) / 2 ** len(sizes), beyond


def _random_shares(sizes: Numbers, seen: float, slack: float) -> tuple[float, float]:
    rng = np.random.default_rng(0)
    reached = beyond = 0
    for _ in range(_RANDOM_FLIPS // 10_000):
        sums = np.abs(rng.choice([-1.0, 1.0], size=(10_000, len(sizes))) @ sizes)
        reached += int((sums >= seen - slack).sum())
        beyond += int((sums > seen + slack).sum())
    return (reached + 1) / (_RANDOM_FLIPS + 1), beyond / (_RANDOM_FLIPS + 1)


def _t_quantile(probability: float, freedom: int) -> float:
    """Quantile of Student's t from the normal one (Abramowitz and Stegun 26.7.5; five digits from 20 degrees on)."""
    x = NormalDist().inv_cdf(probability)
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
    )
    return x + fsum(term / freedom**power for power, term in enumerate(terms, start=1))
