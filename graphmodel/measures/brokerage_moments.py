"""How many triads of a broker have each role if the groups are dealt out again: the exact mean and spread.

The groups are permuted over the nodes and the network stays (Gould and Fernandez 1989). Two triads of a broker have
the broker in common, and may have one or two more nodes in common; each way in which they overlap has a probability
of its own that both have a role, found by going through all ways in which so few nodes can share groups.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import factorial, perm, prod, sqrt

import numpy as np

from graphmodel.measures.network import Ints

ALIKE = ((0, 0, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1), (0, 1, 2))
"""Groups of a, v and b in each role, numbered in the order in which they appear."""
_V = 1
_OVERLAPS: dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "same": ((0, _V, 2), (0, _V, 2)),
    "reverse": ((0, _V, 2), (2, _V, 0)),
    "start": ((0, _V, 2), (0, _V, 3)),
    "end": ((0, _V, 2), (3, _V, 2)),
    "chain": ((0, _V, 2), (2, _V, 3)),
    "apart": ((0, _V, 2), (3, _V, 4)),
}
"""Two triads a, v, b of one broker by the numbers of their nodes, for each way in which they overlap."""


def spreads(a: Ints, b: Ints, sizes: Sequence[int]) -> list[tuple[float, float]]:
    """Mean and standard deviation of a broker's triads in each role (in the order of ``ROLES``).

    Args:
        a: where each triad of the broker begins; all nodes have a group.
        b: where each ends.
        sizes: members of each group, the broker and all others together.
    """
    overlaps = _overlaps(a, b)
    found = []
    for role in range(len(ALIKE)):
        mean = len(a) * _probability("same", role, tuple(sizes))
        square = Fraction(0)
        for overlap, number in overlaps.items():
            if number:
                square += number * _probability(overlap, role, tuple(sizes))
        found.append((float(mean), sqrt(square - mean * mean)))
    return found


def _overlaps(a: Ints, b: Ints) -> dict[str, int]:
    """Ordered pairs of triads by how they overlap."""
    _, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    starts, ends = places[: len(a)].astype(np.int64), places[len(a) :].astype(np.int64)
    n = int(places.max(initial=0)) + 1
    out, into = np.bincount(starts, minlength=n), np.bincount(ends, minlength=n)
    same = len(a)
    reverse = int(np.isin(ends * n + starts, starts * n + ends).sum())
    start, end = int((out**2).sum()) - same, int((into**2).sum()) - same
    chain = 2 * (int((out * into).sum()) - reverse)
    apart = same**2 - same - reverse - start - end - chain
    return {"same": same, "reverse": reverse, "start": start, "end": end, "chain": chain, "apart": apart}


@cache
def _probability(overlap: str, role: int, sizes: tuple[int, ...]) -> Fraction:
    """That two triads which overlap so both have the role."""
    one, other = _OVERLAPS[overlap]
    n = max(*one, *other) + 1
    ways = 0
    for groups in _sharings(n):
        if all(_alike([groups[node] for node in triad]) == ALIKE[role] for triad in (one, other)):
            blocks = tuple(sorted(groups.count(group) for group in set(groups)))
            ways += _dealt(blocks, sizes)
    every = perm(sum(sizes), n)
    return Fraction(ways, every) if every else Fraction(0)


def _alike(groups: Sequence[int]) -> tuple[int, ...]:
    order = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    return tuple(order[group] for group in groups)


def _sharings(n: int) -> Iterator[tuple[int, ...]]:
    """All ways in which n nodes can share groups, as the number of each node's group."""
    ways: list[tuple[int, ...]] = [()]
    for _ in range(n):
        ways = [(*way, group) for way in ways for group in range(max(way, default=-1) + 2)]
    yield from ways


@cache
def _dealt(blocks: tuple[int, ...], sizes: tuple[int, ...]) -> int:
    """Ways to choose different nodes in order so that each block has a group of its own."""
    ways = 0
    for merged in _sharings(len(blocks)):
        sets = [[blocks[at] for at, group in enumerate(merged) if group == number] for number in set(merged)]
        sign = prod((-1) ** (len(of) - 1) * factorial(len(of) - 1) for of in sets)
        ways += sign * prod(sum(prod(perm(size, block) for block in of) for size in sizes) for of in sets)
    return ways
