"""Agreement of two coders on the same units, beyond chance.

``kappa`` is that of J. Cohen, A coefficient of agreement for nominal scales (Educational and Psychological Measurement
20, 1960). ``alpha`` is that of K. Krippendorff, Content Analysis (4th ed., 2018, chapter 12), for nominal values
and two coders without gaps. An interval is that of a bootstrap over clusters of units (A. C. Davison and D. V. Hinkley,
Bootstrap Methods and their Application, 1997, section 3.8): units of one passage are not independent.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 1000
SEED = 1960
_LEVEL = 0.95
_FEWEST_CLUSTERS = 2
_VALUES_AT_ONCE = 1_000_000
"""Units times resamples that are in memory together."""

_Codes = npt.NDArray[np.int64]
_Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree on ``n`` units; a number that cannot be computed is None.

    ``kappa`` and ``alpha`` are None where both coders give one value only, the same to every unit: agreement by
    chance is 1 then.
    """

    n: int
    percent: float | None
    kappa: float | None
    alpha: float | None
    kappa_lower: float | None = None
    kappa_upper: float | None = None


def agreement(one: Sequence[Hashable], other: Sequence[Hashable], clusters: Sequence[Hashable] = ()) -> Agreement:
    """Agreement on parallel lists of values.

    Args:
        one: value that the one coder gives to each unit. Empty is a value like any other.
        other: value that the other coder gives.
        clusters: passage of each unit; without passages there is no interval.

    Returns:
        ``percent`` from 0 to 100; ``kappa`` and ``alpha`` at most 1; the interval of kappa at 95 %.
    """
    if not one:
        return Agreement(0, None, None, None)
    numbers = {value: number for number, value in enumerate(dict.fromkeys((*one, *other)))}
    first = np.array([numbers[value] for value in one], np.int64)
    second = np.array([numbers[value] for value in other], np.int64)
    percent = 100 * float(np.mean(first == second))
    lower, upper = _interval(first, second, clusters) if clusters else (None, None)
    return Agreement(len(first), percent, _kappa(first, second), _alpha(first, second), lower, upper)


def _kappas(first: _Codes, second: _Codes, weights: _Weights) -> _Weights:
    """Kappa for each row of weights (a weight for each unit); NaN where agreement by chance is 1."""
    kinds = int(max(first.max(), second.max())) + 1
    starts = kinds * np.arange(len(weights))[:, None]
    one, other = (
        np.bincount((starts + codes).ravel(), weights.ravel(), kinds * len(weights)).reshape(-1, kinds)
        for codes in (first, second)
    )
    # Whole numbers are compared, so that agreement by chance of 1 is recognised exactly.
    total, chance, same = weights.sum(axis=1), (one * other).sum(axis=1), weights[:, first == second].sum(axis=1)
    possible = total**2 - chance
    kappas: _Weights = np.full(len(weights), np.nan)
    np.divide(same * total - chance, possible, out=kappas, where=possible != 0)
    return kappas


def _kappa(first: _Codes, second: _Codes) -> float | None:
    value = float(_kappas(first, second, np.ones((1, len(first))))[0])
    return None if np.isnan(value) else value


def _alpha(first: _Codes, second: _Codes) -> float | None:
    values = np.bincount(np.concatenate([first, second])).astype(float)
    total = float(values.sum())
    expected = total * (total - 1) - float(values @ (values - 1))
    if not expected:
        return None
    observed = 2 * float(np.sum(first != second))
    return 1 - (total - 1) * observed / expected


def _interval(first: _Codes, second: _Codes, clusters: Sequence[Hashable]) -> tuple[float | None, float | None]:
    order = _in_order(first, second, clusters)
    if len(order) < _FEWEST_CLUSTERS:
        return None, None
    of = np.array([order[cluster] for cluster in clusters], np.int64)
    random = np.random.default_rng(SEED)
    at_once = max(1, _VALUES_AT_ONCE // len(first))
    parts = []
    for begin in range(0, RESAMPLES, at_once):
        drawn = random.integers(len(order), size=(min(at_once, RESAMPLES - begin), len(order)))
        times = np.array([np.bincount(row, minlength=len(order)) for row in drawn], float)
        parts.append(_kappas(first, second, times[:, of]))
    values = np.concatenate(parts)
    values = values[~np.isnan(values)]
    if len(values) < _LEVEL * RESAMPLES:
        return None, None  # too many resamples hold one value only
    lower, upper = np.quantile(values, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(lower), float(upper)


def _in_order(first: _Codes, second: _Codes, clusters: Sequence[Hashable]) -> dict[Hashable, int]:
    """Clusters by what they hold, so that the order of rows and the spelling of values draw the same resamples."""
    kinds = int(max(first.max(), second.max())) + 1
    one, other = (np.bincount(codes, minlength=kinds) for codes in (first, second))
    both = np.bincount(first[first == second], minlength=kinds)
    rank = list(zip((one + other).tolist(), one.tolist(), both.tolist(), strict=True))
    held: dict[Hashable, list[tuple[object, ...]]] = {}
    for cluster, a, b in zip(clusters, first.tolist(), second.tolist(), strict=True):
        held.setdefault(cluster, []).append((a == b, rank[a], rank[b]))
    ordered = sorted(held, key=lambda cluster: sorted(held[cluster]))
    return {cluster: number for number, cluster in enumerate(ordered)}
