"""Exact sign-flip test, its interval, and Holm's adjustment, on made-up numbers."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.measures import comparison
from graphmodel.measures.comparison import holm, interval, sign_flip_test

differences = st.lists(st.integers(-12, 12).map(lambda n: n / 12), min_size=1, max_size=9)


def by_trying_all(values: list[float]) -> tuple[float, float]:
    seen = abs(sum(values))
    patterns = product([1, -1], repeat=len(values))
    sums = [abs(sum(sign * value for sign, value in zip(signs, values, strict=True))) for signs in patterns]
    at_least = sum(total >= seen - 1e-9 for total in sums) / len(sums)
    beyond = sum(total > seen + 1e-9 for total in sums) / len(sums)
    return at_least, (at_least + beyond) / 2


@given(differences)
def test_p_and_mid_p_are_what_trying_every_sign_gives(values: list[float]) -> None:
    assert sign_flip_test(values) == pytest.approx(by_trying_all(values))


def test_sign_flip_by_hand() -> None:
    # -1 + 2 + 3 = 4. Of the eight sums 6, 4, 2, 0, 0, -2, -4, -6 four are at least 4 from zero, two farther.
    assert sign_flip_test([-1, 2, 3]) == (0.5, 0.375)
    # Six that all point one way: the smallest p there is, 2 / 64; only the two extremes are as far.
    assert sign_flip_test([0.1, 0.2, 0.3, 0.1, 0.2, 0.3]) == (2 / 64, 1 / 64)
    assert sign_flip_test([]) == (1.0, 0.5)
    assert sign_flip_test([0, 0.5, 0, -0.5]) == sign_flip_test([0.5, -0.5]) == (1.0, 0.75)


def test_more_units_than_can_be_listed_are_still_counted_exactly() -> None:
    # Forty equal differences, thirty of one sign: the sum is 20, so 30 or more (or 10 or fewer) heads of 40.
    expected = 2 * sum(comb(40, heads) for heads in range(30, 41)) / 2**40
    assert sign_flip_test([0.25] * 30 + [-0.25] * 10)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.slow
def test_beyond_forty_units_the_p_is_drawn_and_valid() -> None:
    drawn = sign_flip_test([1.0] * 45)
    assert drawn[0] == pytest.approx(1 / 200_001)
    balanced = sign_flip_test([1.0, -1.0] * 25)
    assert balanced[0] == 1.0
    assert sign_flip_test([1.0] * 45) == drawn


def test_interval_by_hand() -> None:
    # Six units: one gap of 64 may be left off on either side, so the ends are the extreme values.
    assert interval([1, 2, 3, 4, 5, 6]) == (1, 6)
    # Seven: three of 128 gaps; subset means in order 1, 1.5 (of 1 and 2), then 2.
    assert interval([1, 2, 3, 4, 5, 6, 7]) == (2, 6)
    assert interval([1, 2, 3, 4, 5]) is None


@pytest.mark.parametrize("seed", range(3))
def test_interval_holds_what_the_test_does_not_reject(seed: int) -> None:
    values = np.random.default_rng(seed).normal(0.3, 1, 9)
    lower, upper = interval(values.tolist()) or (0.0, 0.0)
    for centre, inside in [(lower - 1e-6, False), (lower + 1e-6, True), (upper - 1e-6, True), (upper + 1e-6, False)]:
        assert (sign_flip_test((values - centre).tolist())[0] > 0.05) == inside


def test_interval_of_many_units_is_students() -> None:
    values = [float(n % 5) for n in range(25)]
    # Mean 2, variance 50 / 24, t(0.975, 24) = 2.0639 from the printed tables.
    half = 2.0639 * (50 / 24) ** 0.5 / 5
    assert interval(values) == pytest.approx((2 - half, 2 + half), abs=1e-4)


def test_holm_by_hand() -> None:
    # Sorted 0.01 * 3 = 0.03, 0.03 * 2 = 0.06, 0.04 * 1 = 0.04 raised to 0.06.
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.5]) == [1.0, 1.0]
    assert holm([]) == []


def test_fewest_is_where_a_test_can_first_reach_five_per_cent() -> None:
    assert 2 / 2**comparison.FEWEST <= 0.05 < 2 / 2 ** (comparison.FEWEST - 1)
