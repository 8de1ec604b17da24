"""Agreement of two coders on the same units, beyond chance.

``kappa`` is that of J. Cohen, A coefficient of agreement for nominal scales (Educational and Psychological Measurement
20, 1960). ``alpha`` is that of K. Krippendorff, Content Analysis (4th ed., 2018, chapter 12), for nominal values
and two coders without gaps. An interval is that of a bootstrap over clusters of units (A. C. Davison and D. V. Hinkley,
Bootstrap Methods and their Application, 1997, section 3.8): units of one passage are not independent.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

RESAMPLES = 1000
SEED = 1960
_LEVEL = 0.95
_FEWEST_CLUSTERS = 2
_FEWEST_ROUNDS = 5
_UNITS_IN_ROUNDS = 100_000
"""Units times rounds of telling values and passages apart."""
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
    """Clusters by what they hold, so that neither the order of rows nor the spelling of values draws other resamples.

    Values and clusters are told apart by each other, round by round: a value by the clusters that it is in and the
    values that it is confused with, a cluster by its values. What stays tied is alike, so that either may come first.
    Among very many units, ties may stay; what hangs on them is far below the width of an interval.
    """
    units = list(zip(clusters, first.tolist(), second.tolist(), strict=True))
    values = dict.fromkeys((*first.tolist(), *second.tolist()), 0)
    groups: dict[Hashable, int] = dict.fromkeys(clusters, 0)
    for _ in range(max(_FEWEST_ROUNDS, _UNITS_IN_ROUNDS // len(units))):
        before = len({*values.values()}) + len({*groups.values()})
        held: dict[Hashable, list[tuple[int, ...]]] = {cluster: [] for cluster in groups}
        for cluster, a, b in units:
            held[cluster].append((a == b, values[a], values[b]))
        groups = _ranks(groups, held)
        used: dict[int, list[tuple[int, ...]]] = {value: [] for value in values}
        for cluster, a, b in units:
            used[a].append((0, groups[cluster], values[b], a == b))
            used[b].append((1, groups[cluster], values[a], a == b))
        values = _ranks(values, used)
        if len({*values.values()}) + len({*groups.values()}) == before:
            times = Counter(values.values())
            tied = min((value for value in values if times[values[value]] > 1), key=values.__getitem__, default=None)
            if tied is None:
                break
            values = {value: 2 * rank + (value != tied) for value, rank in values.items()}
    return {cluster: number for number, cluster in enumerate(sorted(groups, key=groups.__getitem__))}


_Key = TypeVar("_Key", bound=Hashable)


def _ranks(earlier: Mapping[_Key, int], held: Mapping[_Key, list[tuple[int, ...]]]) -> dict[_Key, int]:
    """Ranks by the earlier rank, then by what each holds."""
    keys = {key: (rank, tuple(sorted(held[key]))) for key, rank in earlier.items()}
    order = {key: rank for rank, key in enumerate(sorted({*keys.values()}))}
    return {key: order[own] for key, own in keys.items()}
