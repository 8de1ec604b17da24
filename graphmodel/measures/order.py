"""The order that claims permit: a partial order, with ties if nothing distinguishes two claims.

Two claims compare by the first of these rules that applies to both:

1. both have an order: the smaller one is earlier, equal orders are a tie;
2. both have a date: the one that ends before the other begins is earlier; dates that overlap
   (2011 and 2011-03, or the same day twice) decide nothing;
3. neither has an order or a date: by stage, then by step. A phase ties with its own functions,
   and so do two claims without a stage; if only one has a stage, nothing is decided.

All other pairs are incomparable. The rules are pairwise, so they can form a circle (by
order A before B, by dates B before C and C before A); the claims of a circle are then one tie.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Span = tuple[int, int]
"""First and last day that a date may mean, as day numbers (:func:`graphmodel.schema.dates.span`)."""


class Position(NamedTuple):
    """What a claim says about its position: each part is None if it says nothing.

    ``stage`` is the rank of the stage's phase and its own rank (equal for a phase), ``step`` the
    rank of the step.
    """

    order: int | None = None
    date: Span | None = None
    stage: tuple[int, int] | None = None
    step: int | None = None

    def bearing(self) -> "Position":
        """Only what can decide: a claim with an order or a date does not compare by stage."""
        if self.order is None and self.date is None:
            return self
        return Position(self.order, self.date)


def is_stated_before(first: Position, second: Position) -> bool:
    """Is the first claim earlier by the first two rules alone: by what claims say, and not by stages and steps?"""
    if first.order is not None and second.order is not None:
        return first.order < second.order
    return first.date is not None and second.date is not None and first.date[1] < second.date[0]


@dataclass(frozen=True)
class Place:
    """Claims that say the same about their position, so that they compare in the same way with all others.

    ``earlier`` has bit j set where place j is earlier; ``tie`` numbers the tie it is in. Claims of
    one place are tied if ``tied``, and otherwise have no order among themselves.
    """

    claims: tuple[int, ...]
    earlier: int
    level: int
    tie: int
    tied: bool
    part: int


@dataclass(frozen=True)
class JourneyOrder:
    """A partial order of claims, which are named by their number in the sequence given.

    ``places`` are in an order that the relation permits. ``circular`` has the claims of each
    circle. Places of different ``part`` never compare.
    """

    places: tuple[Place, ...]
    bits: tuple[int, ...]
    circular: tuple[tuple[int, ...], ...]

    def levels(self) -> dict[int, int]:
        """Level of each claim: 1 and the most claims (ties as one) that must come before it."""
        return {claim: place.level for place in self.places for claim in place.claims}

    def latest(self, chosen: set[int]) -> list[int]:
        """Those of the chosen claims that no other chosen claim is later than."""
        held = [n for n, place in enumerate(self.places) if not chosen.isdisjoint(place.claims)]
        surpassed = 0
        for number in held:
            surpassed |= self.places[number].earlier
        last = [self.places[number] for number in held if not self.bits[number] & surpassed]
        return sorted(claim for place in last for claim in place.claims if claim in chosen)

    def directly_before(self, number: int, chosen: int) -> list[int]:
        """Numbers of the chosen places (a bit mask) directly before a place."""
        left = self.places[number].earlier & chosen
        found = []
        for other in range(number - 1, -1, -1):
            if not left:
                break
            if left & self.bits[other]:
                found.append(other)
                left &= ~(self.places[other].earlier | self.bits[other])
        return found

    def mask(self, chosen: Iterable[int]) -> int:
        """Bit mask of places by their numbers."""
        found = 0
        for number in chosen:
            found |= self.bits[number]
        return found


def order_claims(positions: Sequence[Position]) -> JourneyOrder:
    """The partial order of claims.

    Claims that say the same are grouped first, so that hundreds of claims on one item cost
    little more than their distinct positions.
    """
    together: dict[Position, list[int]] = {}
    for number, position in enumerate(positions):
        together.setdefault(position.bearing(), []).append(number)
    keys = list(together)
    ordered = [i for i, key in enumerate(keys) if key.order is not None]
    dated = [i for i, key in enumerate(keys) if key.order is None and key.date is not None]
    neither = [i for i, key in enumerate(keys) if key.order is None and key.date is None]
    earlier = [0] * len(keys)
    _by_order(keys, ordered, earlier)
    _by_date(keys, ordered, dated, earlier)
    _by_stage(keys, neither, earlier)
    mixed = bool(dated) and any(keys[i].date for i in ordered)
    if mixed:
        _close(earlier, [*ordered, *dated])
    if _phase_meets_function(keys[i] for i in neither):
        _close(earlier, neither)
    part = dict.fromkeys(ordered, 0) | dict.fromkeys(dated, 0 if mixed else 1) | dict.fromkeys(neither, 2)
    return _finish(keys, [tuple(claims) for claims in together.values()], earlier, part)


def _by_order(keys: list[Position], ordered: list[int], earlier: list[int]) -> None:
    same: dict[int, int] = {}
    for i in ordered:
        order = keys[i].order or 0
        same[order] = same.get(order, 0) | 1 << i
    upto, reached = 0, {}
    for order in sorted(same):
        upto |= same[order]
        reached[order] = upto
    for i in ordered:
        earlier[i] |= reached[keys[i].order or 0]


def _by_date(keys: list[Position], ordered: list[int], dated: list[int], earlier: list[int]) -> None:
    """Dates decide unless both claims have an order."""
    both = [i for i in ordered if keys[i].date]
    for later, sooner in ((dated, [*dated, *both]), (both, dated)):
        ends = sorted((keys[i].date or (0, 0))[1] for i in sooner)
        masks = [0]
        for i in sorted(sooner, key=lambda i: (keys[i].date or (0, 0))[1]):
            masks.append(masks[-1] | 1 << i)
        for i in later:
            earlier[i] |= masks[bisect_left(ends, (keys[i].date or (0, 0))[0])]


def _by_stage(keys: list[Position], neither: list[int], earlier: list[int]) -> None:
    for i in neither:
        for j in neither:
            if _stage_before(keys[j], keys[i]):
                earlier[i] |= 1 << j


def _stage_before(a: Position, b: Position) -> bool:
    if (a.stage is None) != (b.stage is None):
        return False
    if a.stage is not None and b.stage is not None:
        phase_ties = a.stage[0] == b.stage[0] and (a.stage[0] == a.stage[1] or b.stage[0] == b.stage[1])
        if a.stage[1] != b.stage[1] and not phase_ties:
            return a.stage[1] < b.stage[1]
    return a.step is not None and b.step is not None and a.step < b.step


def _phase_meets_function(keys: Iterable[Position]) -> bool:
    """Only then can the comparison by stage fail to be transitive."""
    stages = {key.stage for key in keys if key.stage}
    phases = {phase for phase, stage in stages if phase == stage}
    return any(phase in phases and phase != stage for phase, stage in stages)


def _close(earlier: list[int], among: list[int]) -> None:
    """What is earlier than something earlier is earlier (Warshall's closure, a row at a time)."""
    for j in among:
        bit, before = 1 << j, earlier[j]
        for i in among:
            if earlier[i] & bit:
                earlier[i] |= before


def _finish(
    keys: list[Position], claims: list[tuple[int, ...]], earlier: list[int], part: dict[int, int]
) -> JourneyOrder:
    # Places on one circle, or of equal order, have the same places at or before them.
    ties: dict[int, list[int]] = {}
    for i, mask in enumerate(earlier):
        ties.setdefault(mask | 1 << i, []).append(i)
    grouped = sorted(ties.items(), key=lambda tie: (tie[0].bit_count(), tie[1]))
    places, bits, circular = [], [], []
    levels: list[int] = []  # the places of each level so far
    for number, (reach, members) in enumerate(grouped):
        own = sum(1 << i for i in members)
        strict = reach & ~own
        level = next((k for k in range(len(levels), 0, -1) if levels[k - 1] & strict), 0) + 1
        if level > len(levels):
            levels.append(0)
        levels[level - 1] |= own
        orders = {keys[i].order for i in members}
        if len(members) > 1 and (len(orders) > 1 or None in orders):
            circular.append(tuple(sorted(claim for i in members for claim in claims[i])))
        for i in members:
            tied = len(members) > 1 or keys[i].order is not None
            places.append(Place(claims[i], strict, level, number, tied, part[i]))
            bits.append(1 << i)
    return JourneyOrder(tuple(places), tuple(bits), tuple(circular))
