"""Where regions stand in columns, and the ways of lines through the room between them: no line crosses a region.

Which region stands where follows the page (``viz/page/src/data/regions.js``). On paper the gaps between
regions grow with the lines that pass there, and each line keeps a lane of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ROUNDS = 8
"""So many times regions go to the middle of those that they are tied to."""
_FAIR = 1.1
"""A column is so much longer than the mean before a region goes to another."""
LANE = 3.6
"""Points between lines that pass through the same gap."""
_NEAREST = 9.0
"""Points that a line between two of the same column leaves its side by at least."""
_BULGE, _REACH = 0.6, 1.25
"""How far it goes for its length, and at most for the room; a curve goes three quarters as far as its handles."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Nominal:
    """A region before it has a place: about how high it is, and whether it stands at the end of its column."""

    key: str
    height: float
    last: bool = False


def arranged(regions: Sequence[Nominal], weights: Mapping[tuple[str, str], int], columns: int) -> list[list[str]]:
    """Which column each region stands in, and in which order.

    The one with most ties stands in the middle, those that are tied to it at its sides, so that most lines go from one
    column to the next.

    Args:
        regions: in an order that decides where nothing else does.
        weights: ties between two, by their keys, in either order.
        columns: how many there are.

    Returns:
        Keys by column, from the top.
    """
    stacks: list[list[Nominal]] = [[] for _ in range(columns)]
    if not regions:
        return [[] for _ in stacks]

    def between(one: Nominal, other: Nominal) -> int:
        if one.key == other.key:
            return 0
        return weights.get((one.key, other.key), 0) + weights.get((other.key, one.key), 0)

    sums = {one.key: sum(between(one, other) for other in regions) for one in regions}
    hub, *rest = sorted(regions, key=lambda one: -sums[one.key])
    middle = stacks[(columns - 1) // 2]
    middle.append(hub)
    fair = _high(regions) / columns * _FAIR
    for one in sorted(rest, key=lambda one: -between(one, hub)):
        beside = [stack for stack in stacks if columns < 3 or stack is not middle or not between(one, hub)]
        stack = min(beside, key=_high)
        (stack if _high(stack) + one.height <= fair else min(stacks, key=_high)).append(one)
    for _ in range(_ROUNDS):
        at = _centres(stacks)
        wish = {
            one.key: sum(between(one, other) * at[other.key] for other in regions) / sums[one.key]
            if sums[one.key]
            else at[one.key]
            for one in regions
        }
        for stack in stacks:
            stack.sort(key=lambda one: (one.last, wish[one.key]))
    return [[one.key for one in stack] for stack in stacks]


def _high(regions: Sequence[Nominal]) -> float:
    return sum(one.height for one in regions)


def _centres(stacks: Sequence[Sequence[Nominal]]) -> dict[str, float]:
    tallest = max(map(_high, stacks))
    found = {}
    for stack in stacks:
        y = (tallest - _high(stack)) / 2
        for one in stack:
            found[one.key] = y + one.height / 2
            y += one.height
    return found


@dataclass(frozen=True)
class Columns:
    """The left and right edges of the columns, in points, and the room between two, or beside a single one."""

    left: tuple[float, ...]
    right: tuple[float, ...]
    gutter: float

    def edge(self, column: int, side: int) -> float:
        """The edge of a column at a side: -1 left, 1 right."""
        return self.right[column] if side > 0 else self.left[column]


def sides(start: int, end: int, columns: int) -> tuple[int, int]:
    """Which side of its region a line leaves and comes in at, from column to column: -1 left, 1 right."""
    if start != end:
        return (1, -1) if start < end else (-1, 1)
    side = -1 if columns > 1 and start == columns - 1 else 1
    return side, side


@dataclass(frozen=True)
class Stop:
    """What a line ends at: its column, top and height."""

    column: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Way:
    """The way of a line as a Bézier curve, with the sides at which it leaves and arrives."""

    curve: tuple[Point, ...]
    out: int
    into: int


def gaps_passed(ends: Sequence[tuple[Stop, Stop]], spots: Sequence[Sequence[float]]) -> list[dict[int, int]]:
    """For each line, through which gap of each column between its ends it passes: the one nearest to a straight line.

    Args:
        ends: of the lines.
        spots: middles of the gaps of each column, from above its first region to below its last.
    """
    found = []
    for start, end in ends:
        passed = {}
        step = 1 if end.column > start.column else -1
        for column in range(start.column + step, end.column, step) if start.column != end.column else ():
            wish = _straight(start, end, column)
            passed[column] = min(range(len(spots[column])), key=lambda gap: abs(spots[column][gap] - wish))
        found.append(passed)
    return found


def _straight(start: Stop, end: Stop, column: int) -> float:
    share = (column - start.column) / (end.column - start.column)
    return start.middle + (end.middle - start.middle) * share


def ways(
    keys: Sequence[tuple[str, str]],
    stops: Mapping[str, Stop],
    columns: Columns,
    passed: Sequence[Mapping[int, int]],
    spots: Sequence[Sequence[float]],
    step_of: Callable[[int, float], float],
) -> list[Way]:
    """The way of each line; lines at one side of a stop stand below each other in the order in which they go on.

    Args:
        keys: of the two stops of each line.
        stops: by key.
        columns: where they are.
        passed: what :func:`gaps_passed` gives.
        spots: middles of the gaps of each column.
        step_of: points between lines that end at one side of a stop, by their number and its height.
    """
    n = len(columns.left)
    lanes = _lanes(keys, stops, passed, spots)
    ports: defaultdict[tuple[str, int], list[tuple[tuple[float, float], int, int]]] = defaultdict(list)
    of_line = []
    for number, (start, end) in enumerate(keys):
        one, other = stops[start], stops[end]
        out, into = sides(one.column, other.column, n)
        between = [(column, lanes[number, column]) for column in passed[number]]
        of_line.append((out, into, between))
        first = between[0][1] if between else other.middle
        last = between[-1][1] if between else one.middle
        is_loop = one.column == other.column
        ports[start, out].append((_order(one.middle, first, is_loop), number, 0))
        ports[end, into].append((_order(other.middle, last, is_loop), number, 1))
    at: dict[tuple[int, int], float] = {}
    for (key, _), own in ports.items():
        stop = stops[key]
        step = step_of(len(own), stop.height)
        for place, (_, number, which) in enumerate(sorted(own)):
            at[number, which] = stop.middle + (place - (len(own) - 1) / 2) * step
    longest = max((abs(stops[one].middle - stops[other].middle) for one, other in keys), default=0.0)
    made = []
    for number, (start, end) in enumerate(keys):
        out, into, between = of_line[number]
        from_ = (columns.edge(stops[start].column, out), at[number, 0])
        to = (columns.edge(stops[end].column, into), at[number, 1])
        if stops[start].column == stops[end].column:
            curve = _loop(from_, to, out, columns.gutter, longest)
        else:
            points = [from_]
            for column, y in between:
                points += [(columns.edge(column, into), y), (columns.edge(column, out), y)]
            curve = _level([*points, to])
        made.append(Way(tuple(curve), out, into))
    return made


def _order(own: float, other: float, is_loop: bool) -> tuple[float, float]:
    """From the top: loops that lead up, lines to other columns, loops that lead down; none of a kind cross."""
    if is_loop:
        return (0.0 if other < own else 2.0), -other
    return 1.0, other


def _lanes(
    keys: Sequence[tuple[str, str]],
    stops: Mapping[str, Stop],
    passed: Sequence[Mapping[int, int]],
    spots: Sequence[Sequence[float]],
) -> dict[tuple[int, int], float]:
    """The height at which each line passes each column."""
    through: defaultdict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for number, own in enumerate(passed):
        start, end = (stops[key] for key in keys[number])
        for column, gap in own.items():
            through[column, gap].append((_straight(start, end, column), number))
    return {
        (number, column): spots[column][gap] + (place - (len(own) - 1) / 2) * LANE
        for (column, gap), own in through.items()
        for place, (_, number) in enumerate(sorted(own))
    }


def _level(points: Sequence[Point]) -> list[Point]:
    """A curve through points that is level at each of them."""
    curve = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        curve += [(middle, y0), (middle, y1), (x1, y1)]
    return curve


def _loop(start: Point, end: Point, side: int, gutter: float, longest: float) -> list[Point]:
    """A curve beside a column; the longest leads furthest from it, so that loops within each other keep apart."""
    high = abs(end[1] - start[1])
    far = side * min(
        _NEAREST + high * _BULGE, _NEAREST + (gutter * _REACH - _NEAREST) * min(1.0, high / max(longest, 1.0)) ** 0.7
    )
    return [start, (start[0] + far, start[1]), (end[0] + far, end[1]), end]
