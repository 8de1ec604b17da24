"""The partial order of claims and the number of orders it permits."""

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.measures import order_count
from graphmodel.measures.order import Position, order_claims
from graphmodel.measures.order_count import count_orders, linear_extensions
from graphmodel.schema.dates import span

# Phase 1 with two functions, phase 4 with one: (rank of the phase, rank of the stage).
STAGES = [(1, 1), (1, 2), (1, 3), (4, 4), (4, 5)]
DATES = [span(text) for text in ("2010", "2011", "2011-03", "2011-03-09", "2012-01")]

positions = st.builds(
    Position,
    order=st.none() | st.integers(1, 3),
    date=st.none() | st.sampled_from(DATES),
    stage=st.none() | st.sampled_from(STAGES),
    step=st.none() | st.integers(0, 2),
)


def earlier(a: Position, b: Position) -> bool:
    """The rule for one pair, word by word from the design."""
    if a.order is not None and b.order is not None:
        return a.order < b.order
    if a.date is not None and b.date is not None:
        return a.date[1] < b.date[0]
    if {a.order, b.order, a.date, b.date} != {None}:
        return False
    if (a.stage is None) != (b.stage is None):
        return False
    if a.stage is not None and b.stage is not None and a.stage != b.stage:
        same_phase = a.stage[0] == b.stage[0]
        one_is_the_phase = a.stage[0] == a.stage[1] or b.stage[0] == b.stage[1]
        if not (same_phase and one_is_the_phase):
            return a.stage[1] < b.stage[1]
    return a.step is not None and b.step is not None and a.step < b.step


def relation(claims: list[Position]) -> nx.DiGraph:
    """Pairwise rules as arcs; a tie by equal order goes both ways."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(claims)))
    for i, a in enumerate(claims):
        for j, b in enumerate(claims):
            if i != j and (earlier(a, b) or (a.order is not None and a.order == b.order)):
                graph.add_edge(i, j)
    return graph


def condensed(claims: list[Position]) -> nx.DiGraph:
    return nx.transitive_closure(nx.condensation(relation(claims)))


def permitted(claims: list[Position]) -> int:
    """Number of orders by trying every one."""
    ties = condensed(claims)
    return sum(all(order.index(a) < order.index(b) for a, b in ties.edges) for order in permutations(list(ties.nodes)))


@given(st.lists(positions, max_size=6))
def test_number_of_orders_is_what_trying_them_all_gives(claims: list[Position]) -> None:
    assert count_orders(order_claims(claims)) == (permitted(claims), True)


@given(st.lists(positions, max_size=9))
def test_relation_is_the_closure_of_the_rules_with_circles_as_ties(claims: list[Position]) -> None:
    order, ties = order_claims(claims), condensed(claims)
    of_claim = ties.graph["mapping"] if claims else {}
    by_bit = dict(zip(order.bits, order.places, strict=True))
    for place in order.places:
        before = {c for bit, other in by_bit.items() if place.earlier & bit for c in other.claims}
        for claim in place.claims:
            assert before == {c for c in of_claim if ties.has_edge(of_claim[c], of_claim[claim])}
    # A strict partial order: nothing is earlier than itself, and of two only one is the earlier.
    for bit, place in by_bit.items():
        assert not place.earlier & bit
        assert not any(place.earlier & other and by_bit[other].earlier & bit for other in by_bit)


@given(st.lists(positions, max_size=9))
def test_levels_are_longest_ways_and_latest_claims_have_nothing_after_them(claims: list[Position]) -> None:
    order, ties = order_claims(claims), condensed(claims)
    of_claim = ties.graph["mapping"] if claims else {}
    level: dict[int, int] = {}
    for tie in nx.topological_sort(ties):
        level[tie] = 1 + max((level[other] for other in ties.predecessors(tie)), default=0)
    assert order.levels() == {claim: level[tie] for claim, tie in of_claim.items()}
    chosen = set(range(0, len(claims), 2))
    left = {of_claim[c] for c in chosen}
    last = sorted(c for c in chosen if not any(ties.has_edge(of_claim[c], other) for other in left))
    assert order.latest(chosen) == last


@given(st.lists(positions, max_size=9))
def test_directly_before_leaves_nothing_between(claims: list[Position]) -> None:
    order, ties = order_claims(claims), condensed(claims)
    of_claim = ties.graph["mapping"] if claims else {}
    covers = set(nx.transitive_reduction(ties).edges)
    everything = order.mask(range(len(order.places)))
    found = {
        (of_claim[first], of_claim[second])
        for number, place in enumerate(order.places)
        for before in order.directly_before(number, everything)
        for first in order.places[before].claims
        for second in place.claims
    }
    assert found == covers


@given(st.lists(positions, max_size=9))
def test_circles_are_claims_that_the_rules_put_before_themselves(claims: list[Position]) -> None:
    strict = nx.DiGraph()
    strict.add_nodes_from(range(len(claims)))
    strict.add_edges_from((i, j) for i, a in enumerate(claims) for j, b in enumerate(claims) if earlier(a, b))
    both = relation(claims)
    expected = {
        tuple(sorted(tie)) for tie in nx.strongly_connected_components(both) if strict.subgraph(tie).number_of_edges()
    }
    assert set(order_claims(claims).circular) == expected


def test_order_goes_before_dates_and_dates_before_stages() -> None:
    by_order = [Position(order=2, date=span("2010")), Position(order=1, date=span("2012"))]
    assert order_claims(by_order).levels() == {0: 2, 1: 1}
    by_date = [Position(date=span("2012-01"), stage=(1, 1)), Position(date=span("2011"), stage=(4, 4))]
    assert order_claims(by_date).levels() == {0: 2, 1: 1}


def test_dates_that_overlap_and_mixed_pairs_decide_nothing() -> None:
    overlapping = [Position(date=span("2011")), Position(date=span("2011-03"))]
    assert count_orders(order_claims(overlapping)) == (2, True)
    one_has_an_order = [Position(order=1, stage=(1, 1)), Position(stage=(4, 4))]
    assert count_orders(order_claims(one_has_an_order)) == (2, True)


def test_equal_order_is_a_tie_and_counts_as_one() -> None:
    tie = order_claims([Position(order=1), Position(order=1, date=span("2011")), Position(order=2)])
    assert tie.levels() == {0: 1, 1: 1, 2: 2}
    assert tie.circular == ()
    assert count_orders(tie) == (1, True)


def test_a_circle_of_rules_becomes_a_tie_and_is_named() -> None:
    # By order 0 before 1; by dates 1 before 2 and 2 before 0.
    circle = [Position(order=1, date=span("2013")), Position(order=2, date=span("2010")), Position(date=span("2011"))]
    found = order_claims(circle)
    assert found.circular == ((0, 1, 2),)
    assert found.levels() == {0: 1, 1: 1, 2: 1}
    # A phase ties with its functions: function 2 before function 3, by steps 3 before the phase before 2.
    phase = [Position(stage=(1, 2), step=2), Position(stage=(1, 3), step=0), Position(stage=(1, 1), step=1)]
    assert order_claims(phase).circular == ((0, 1, 2),)


def test_linear_extensions_of_known_shapes() -> None:
    assert linear_extensions([0] * 20) == 2432902008176640000  # 20 claims in any order: 20!
    assert linear_extensions([0, 0b1, 0b11, 0b111]) == 1  # a chain
    assert linear_extensions([0, 0, 0b01, 0b11]) == 5  # the N: 0 < 2, 0 < 3, 1 < 3


def test_beyond_twenty_claims_a_lower_bound_within_64_bits() -> None:
    assert count_orders(order_claims([Position(order=n) for n in range(30)])) == (1, True)
    assert count_orders(order_claims([Position(stage=(1, 1), step=0)] * 21)) == (10**18, False)
    apart = [Position(order=n) for n in range(11)] + [Position(stage=(1, 1), step=0)] * 10
    # 21 places, 10 of them for the claims in no order: 21! / 11! orders, which is less than 10^18.
    assert count_orders(order_claims(apart)) == (1279935820800, False)


@given(st.lists(positions, max_size=6))
def test_the_bound_is_never_above_the_exact_number(claims: list[Position]) -> None:
    order = order_claims(claims)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order_count, "EXACT_UP_TO", 0)
        assert count_orders(order)[0] <= permitted(claims)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2011/2012", 731),
        ("2011-01/2011-03", 90),
        ("2011~", 3 * 365),
        ("2011-03-09~", 3),
        ("2011/soon", None),
        ("2011", 365),
        ("2012", 366),
        ("2011-02", 28),
        ("2011-03-09", 1),
        ("soon", None),
        ("2011-13", None),
    ],
)
def test_span_is_every_day_that_a_date_may_mean(text: str, days: int | None) -> None:
    found = span(text)
    assert (found and found[1] - found[0] + 1) == days
