"""Brokered triads of a directed simple network, and the role that a broker has in each.

Roger V. Gould and Roberto M. Fernandez, Structures of mediation: a formal approach to brokerage in
transaction networks (Sociological Methodology 19, 1989). A broker v connects a and b if
a is tied to v, v to b, and a not to b. The groups of a, v and b make the role.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from graphmodel.measures.network import Ints

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""Groups of a, v, b: AAA, ABA, ABB, AAB, ABC."""
PERMUTATIONS = 9_999
"""How often the groups are permuted."""
SEED = 2013
MOST_WORK = 500_000_000
"""Bound on triads times permutations; with more triads, groups are permuted less often."""
FEWEST_PERMUTATIONS = 99
_AT_ONCE = 2_000_000
_ROLE_OF_ALIKE = np.array([4, 3, 2, 0, 1, 0, 0, 0], dtype=np.int64)
"""Role by who shares a group: a and v (1), v and b (2), a and b (4). None, one or all of the three hold."""
_ALIKE_OF_ROLE = np.array([7, 4, 2, 1, 0])
_IN_CACHE = 50_000
_AnyInts = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]


@dataclass(frozen=True)
class Directed:
    """A directed simple network of ``n`` nodes: ``starts`` and ``ends`` of its ties, without duplicates and loops."""

    n: int
    starts: Ints
    ends: Ints


@dataclass(frozen=True)
class Triads:
    """Brokered triads: positions of the tie to the broker and of the tie from it, sorted by broker."""

    tie_in: Ints
    tie_out: Ints

    def __len__(self) -> int:
        return len(self.tie_in)


def brokered(network: Directed) -> Iterator[Triads]:
    """All brokered triads, by broker, in parts that fit in memory. Each broker is in one part."""
    n, starts, ends = network.n, network.starts, network.ends
    into, out = np.argsort(ends, kind="stable"), np.argsort(starts, kind="stable")
    n_in, n_out = np.bincount(ends, minlength=n), np.bincount(starts, minlength=n)
    first_in, first_out = n_in.cumsum() - n_in, n_out.cumsum() - n_out
    known = np.sort(starts * n + ends)
    brokers = np.flatnonzero(n_in * n_out)
    part = (n_in * n_out)[brokers].cumsum() // _AT_ONCE
    for chosen in np.split(brokers, np.flatnonzero(np.diff(part)) + 1):
        pairs = n_in[chosen] * n_out[chosen]
        number = np.arange(pairs.sum()) - np.repeat(pairs.cumsum() - pairs, pairs)
        width = np.repeat(n_out[chosen], pairs)
        tie_in = into[np.repeat(first_in[chosen], pairs) + number // np.maximum(width, 1)]
        tie_out = out[np.repeat(first_out[chosen], pairs) + number % np.maximum(width, 1)]
        a, b = starts[tie_in], ends[tie_out]
        wanted = a * n + b
        place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        open_ = (a != b) & (known[place] != wanted) if len(known) else np.zeros(0, dtype=bool)
        yield Triads(tie_in[open_], tie_out[open_])


def roles_of(groups: Ints, a: Ints, v: Ints, b: Ints) -> Ints:
    """The role (index in ``ROLES``) in each triad, from the group of every node."""
    found: Ints = _ROLE_OF_ALIKE[_alike(groups, a, v, b)]
    return found


def counted_roles(n: int, broker: Ints, role: Ints) -> Ints:
    """Triads of every node in each role (n x 5)."""
    counts: Ints = np.bincount(broker * len(ROLES) + role, minlength=n * len(ROLES)).reshape(n, len(ROLES))
    return counts


def n_permutations(n_triads: int) -> int:
    """How often to permute the groups: less often with more triads, within bounds."""
    return int(np.clip(MOST_WORK // max(n_triads, 1), FEWEST_PERMUTATIONS, PERMUTATIONS))


def tails(nodes: Sequence[Ints], broker: Ints, groups: Ints, seen: Ints, times: int) -> tuple[Ints, Ints]:
    """In how many permutations of the groups over the nodes is a count at least the one seen, and at most it?

    Args:
        nodes: a, the broker and b of each triad, all of which have a group.
        broker: row of ``seen`` that the triad counts in, ascending.
        groups: the group of every node; negative: none, also after a permutation.
        seen: triads of each broker in each role, with the groups as they are.
        times: the number of permutations. The same network and number give the same permutations.
    """
    rng = np.random.default_rng(SEED)
    grouped = np.flatnonzero(groups >= 0)
    least, most = np.zeros_like(seen), np.zeros_like(seen)
    first = np.searchsorted(broker, np.arange(len(seen) + 1))
    parts = np.flatnonzero(np.diff(first[1:] // _IN_CACHE, prepend=-1))
    # Few permutations, small integers, and few triads at a time stay in memory and in the processor's cache.
    together = max(1, min(times, _AT_ONCE // max(len(groups), 1)))
    for done in range(0, times, together):
        permuted = np.repeat(groups.astype(np.int32)[None], min(together, times - done), axis=0)
        for one in permuted:
            one[grouped] = rng.permutation(groups[grouped])
        for low, high in pairwise([*parts.tolist(), len(seen)]):
            of = slice(first[low], first[high])
            base = (broker[of] - low) * len(_ROLE_OF_ALIKE)
            a, v, b = (side[of] for side in nodes)
            for one in permuted:
                by_alike = np.bincount(base + _alike(one, a, v, b), minlength=(high - low) * len(_ROLE_OF_ALIKE))
                counts = by_alike.reshape(high - low, -1)[:, _ALIKE_OF_ROLE]
                least[low:high] += counts >= seen[low:high]
                most[low:high] += counts <= seen[low:high]
    return least, most


def _alike(groups: "_AnyInts", a: Ints, v: Ints, b: Ints) -> "_AnyInts":
    """Which of the three share a group in each triad: a and v (1), v and b (2), a and b (4), summed."""
    of_a, of_v, of_b = groups[a], groups[v], groups[b]
    found: _AnyInts = (of_a == of_v) * np.int8(1) + (of_v == of_b) * np.int8(2) + (of_a == of_b) * np.int8(4)
    return found
