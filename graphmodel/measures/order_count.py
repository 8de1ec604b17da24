"""How many orders a partial order of claims permits (its linear extensions)."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from math import factorial, prod

from graphmodel.measures.order import JourneyOrder

EXACT_UP_TO = 20
"""Claims up to which orders are counted exactly; 20 claims permit at most 20!, which a 64-bit number holds."""
LARGEST_BOUND = 10**18
"""A bound is never higher than this, so that it also fits a 64-bit number."""


def count_orders(order: JourneyOrder) -> tuple[int, bool]:
    """The number of orders that the claims permit, ties taken as one, and whether it is exact.

    Up to 20 claims it is exact. Beyond, it is a lower bound ("at least"): the parts that never
    compare can be interleaved in any way, and within a part the claims of one level can be
    arranged in any way while the levels follow one another.
    """
    if sum(len(place.claims) for place in order.places) > EXACT_UP_TO:
        return _bound(order)
    return linear_extensions(_units(order)), True


def linear_extensions(earlier: list[int]) -> int:
    """Number of linear extensions of a strict partial order.

    Args:
        earlier: for each element the bit mask of all elements before it (transitively closed).

    Parts that never compare are counted separately and interleaved; parts that follow one another
    are multiplied; the rest is counted by removing first elements.
    """
    n = len(earlier)
    full = (1 << n) - 1
    comparable = list(earlier)
    for i in range(n):
        for j in range(n):
            if earlier[i] >> j & 1:
                comparable[j] |= 1 << i
    incomparable = [full & ~comparable[i] & ~(1 << i) for i in range(n)]

    @cache
    def count(rest: int) -> int:
        if rest & (rest - 1) == 0:
            return 1
        parts = _components(rest, comparable.__getitem__)
        if len(parts) > 1:
            ways = factorial(rest.bit_count())
            for part in parts:
                ways = ways // factorial(part.bit_count()) * count(part)
            return ways
        parts = _components(rest, incomparable.__getitem__)
        if len(parts) > 1:
            return prod(count(part) for part in parts)
        return sum(count(rest ^ 1 << i) for i in _members(rest) if not earlier[i] & rest)

    return count(full)


def _units(order: JourneyOrder) -> list[int]:
    """For each claim or tie of claims the bit mask of the ones before it."""
    unit_of_tie: dict[int, int] = {}
    units: list[int] = []  # of places, in the numbering of the places' own masks
    own: dict[int, int] = {}  # bit of a place: mask of its units
    for bit, place in zip(order.bits, order.places, strict=True):
        if place.tied:
            first = place.tie not in unit_of_tie
            number = unit_of_tie.setdefault(place.tie, len(units))
            new = [number] if first else []
            own[bit] = 1 << number
        else:
            new = list(range(len(units), len(units) + len(place.claims)))
            own[bit] = sum(1 << number for number in new)
        units.extend(place.earlier for _ in new)
    return [_union(mask, own) for mask in units]


def _union(mask: int, own: dict[int, int]) -> int:
    """Union of the masks that belong to the bits of a mask."""
    found = 0
    for bit, units in own.items():
        if mask & bit:
            found |= units
    return found


def _bound(order: JourneyOrder) -> tuple[int, bool]:
    at: Counter[tuple[int, int]] = Counter()
    ties = set()
    for place in order.places:
        if not place.tied:
            at[place.part, place.level] += len(place.claims)
        elif place.tie not in ties:
            ties.add(place.tie)
            at[place.part, place.level] += 1
    sizes: Counter[int] = Counter()
    for (part, _), n in at.items():
        sizes[part] += n
    ways = factorial(sizes.total()) // prod(factorial(n) for n in sizes.values()) * prod(map(factorial, at.values()))
    # If every level has one claim and nothing is separate, there is exactly one order.
    chain = len(sizes) == 1 and max(at.values()) == 1
    return min(ways, LARGEST_BOUND), chain


def _components(rest: int, joined: Callable[[int], int]) -> list[int]:
    parts = []
    while rest:
        part = frontier = rest & -rest
        while frontier:
            reached = 0
            for i in _members(frontier):
                reached |= joined(i)
            frontier = reached & rest & ~part
            part |= frontier
        parts.append(part)
        rest &= ~part
    return parts


def _members(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
