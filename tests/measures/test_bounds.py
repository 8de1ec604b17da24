"""Bounds of shares under silence, against every way in which the silences could be filled."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmodel.measures.bounds import lost_bounds, share_bounds
from tests.support.tiers import examples

STATES = ["used", "not used", "disputed"]
"""Partly counts as used does, so that three states stand for all four."""


def filled(item: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every way to fill the silences of one item."""
    return list(product(*([state] if state != "silent" else STATES for state in item)))


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from([*STATES, "silent"])] * 2), min_size=1, max_size=5))
def test_bounds_are_the_least_and_greatest_of_all_ways(items: list[tuple[str, ...]]) -> None:
    shares = []
    for way in product(*map(filled, items)):
        at_risk = [item for item in way if "used" in item[:-1]]
        if at_risk:
            shares.append(sum(item[-1] == "not used" for item in at_risk) / len(at_risk))
    bounds = lost_bounds(
        np.array(["used" in item[:-1] for item in items]),
        np.array(["silent" in item[:-1] for item in items]),
        np.array([item[-1] == "not used" for item in items]),
        np.array([item[-1] == "silent" for item in items]),
    )
    assert (bounds is None) == (not shares)
    if bounds is not None:
        assert bounds == pytest.approx((min(shares), max(shares)))


def test_share_of_all_items() -> None:
    assert share_bounds(3, 2, 10) == (0.3, 0.5)
    assert share_bounds(0, 0, 0) is None
