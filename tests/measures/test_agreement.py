"""Agreement of coders: against scikit-learn and krippendorff, and by its properties."""

import warnings

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graphmodel.measures.agreement import agreement

UNITS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=1, max_size=30)
CODES = st.lists(st.sampled_from("abcd"), min_size=2, max_size=30)


def judged_kappa(one: list[str], other: list[str]) -> float:
    from sklearn.metrics import cohen_kappa_score  # takes a second to import

    return float(cohen_kappa_score(one, other))


@pytest.mark.slow
@given(UNITS)
def test_kappa_and_alpha_are_those_of_their_judges(units: list[tuple[str, str]]) -> None:
    one, other = ([str(pair[place]) for pair in units] for place in (0, 1))
    found = agreement(one, other)
    assert found.n == len(units)
    assert found.percent == pytest.approx(100 * sum(a == b for a, b in units) / len(units))
    if len({*one, *other}) == 1:
        assert found.kappa is None
        assert found.alpha is None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert found.kappa == pytest.approx(judged_kappa(one, other))
    data = [["abcd".index(value) for value in coder] for coder in (one, other)]
    assert found.alpha == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal"))


@given(CODES)
def test_a_coding_agrees_with_itself(codes: list[str]) -> None:
    assume(len(set(codes)) > 1)
    found = agreement(codes, codes, range(len(codes)))
    assert (found.percent, found.kappa, found.alpha) == (100, 1, 1)
    assert {found.kappa_lower, found.kappa_upper} <= {1, None}


@given(UNITS, st.permutations("abcd"), st.randoms(use_true_random=False))
def test_names_order_and_who_is_first_make_no_difference(units, names, random) -> None:
    renamed = dict(zip("abcd", names, strict=True))
    shuffled = random.sample(units, len(units))
    other = agreement([renamed[b] for _, b in shuffled], [renamed[a] for a, _ in shuffled])
    found = agreement(*zip(*units, strict=True))
    assert other.percent == pytest.approx(found.percent)
    for name in ("kappa", "alpha"):
        one, two = getattr(found, name), getattr(other, name)
        assert (one is None) == (two is None)
        assert one == pytest.approx(two)


def test_empty_is_a_value() -> None:
    assert agreement(["", "", "x", "x"], ["", "x", "x", "x"]).kappa == pytest.approx(0.5)


def test_nothing_coded_has_no_number() -> None:
    found = agreement([], [])
    assert (found.n, found.percent, found.kappa, found.alpha) == (0, None, None, None)


@pytest.mark.exhaustive
@pytest.mark.slow
def test_the_interval_is_that_of_a_plain_bootstrap_over_passages() -> None:
    random = np.random.default_rng(1)
    passages = [f"p{number // 2}" for number in range(120)]
    one = [str(value) for value in random.integers(3, size=120)]
    other = [a if random.random() < 0.7 else str(random.integers(3)) for a in one]
    found = agreement(one, other, passages)
    units = {name: [i for i in range(120) if passages[i] == name] for name in passages}
    kappas = []
    for _ in range(2000):
        drawn = [i for name in random.choice(list(units), len(units)) for i in units[name]]
        kappas.append(judged_kappa([one[i] for i in drawn], [other[i] for i in drawn]))
    lower, upper = np.quantile(kappas, [0.025, 0.975])
    assert found.kappa_lower == pytest.approx(lower, abs=0.03)
    assert found.kappa_upper == pytest.approx(upper, abs=0.03)
    assert found == agreement(one, other, passages)
    # Units of one passage are drawn together, so that repeating them all makes nothing surer.
    twice = agreement(one * 2, other * 2, passages * 2)
    assert twice.kappa_lower == pytest.approx(found.kappa_lower, abs=0.02)


def test_the_interval_does_not_hang_on_the_order_of_units_or_the_names_of_passages() -> None:
    random = np.random.default_rng(2)
    units = [(str(a), str(a) if random.random() < 0.6 else "x", f"p{n // 3}") for n, a in enumerate([0, 1, 2, 3] * 12)]
    found = agreement(*zip(*units, strict=True))
    turned = [(f"{9 - int(a)}", "x" if b == "x" else f"{9 - int(b)}", c[::-1]) for a, b, c in reversed(units)]
    other = agreement(*zip(*turned, strict=True))
    assert other.kappa_lower == pytest.approx(found.kappa_lower, abs=1e-9)
    assert other.kappa_upper == pytest.approx(found.kappa_upper, abs=1e-9)


def test_one_passage_has_no_interval() -> None:
    found = agreement("abab", "abba", ["p"] * 4)
    assert (found.kappa_lower, found.kappa_upper) == (None, None)
