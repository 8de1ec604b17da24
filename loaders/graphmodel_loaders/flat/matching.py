"""Finds the rows of a sheet again: which row of today is which row of the last time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import networkx as nx

LEAST_CELLS, LEAST_WEIGHT = 0.5, 0.35
"""Least share of a row that is the same in a row that was changed: of its cells, and by weight, where rare cells count
more. What all rows of an interview share does not make two of them one."""
MARGIN = 0.1
"""By so much the best way to pair rows must be better than any other, or a person decides."""
_SCALE = 10_000
_COMMON = 200
"""A cell that more rows share says nothing about which row it is."""
_LARGEST_GROUP = 40

Cells = Mapping[str, str]
"""Hash of each filled cell of a row, by key of its heading."""
Key = tuple[tuple[str, str], ...]
"""The cells of a row in the order of their headings, by which rows are compared that are alike in every cell."""


@dataclass(frozen=True)
class MatchedRow:
    """What is compared of one row."""

    id: str
    cells: Cells


@dataclass
class Matches:
    """Rows of today and of the last time, by their positions.

    Attributes:
        pairs: position of the last time, by position today.
        added: rows of today that are new.
        vanished: rows of the last time that are gone.
        doubtful: groups that may be paired in more than one way: rows of today, and rows of the last time.
        renumbered: whether the ids of the sheet name other rows than before, so that they do not count.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    added: list[int] = field(default_factory=list)
    vanished: list[int] = field(default_factory=list)
    doubtful: list[tuple[list[int], list[int]]] = field(default_factory=list)
    renumbered: bool = False


def match_rows(
    before: Sequence[MatchedRow],
    today: Sequence[MatchedRow],
    id_heading: str = "",
    settled: Mapping[int, int | None] | None = None,
) -> Matches:
    """Pair the rows of a sheet with those of the last time.

    By the sheet's own ids where each names one row; then rows that are alike in every cell; then rows of which a few
    cells were changed, by the pairing that keeps the most, if it is clearly the best.

    Args:
        before: the rows of the last time.
        today: the rows of today; both with the headings that they share alone.
        id_heading: key of the heading of ids; these cells count as ids, and not as content.
        settled: what was decided by hand: position of the last time by position today; None for a new row.
    """
    pairing = _Pairing(before, today, id_heading)
    pairing.pair_settled(settled or {})
    pairing.pair_ids()
    pairing.pair_alike()
    pairing.pair_changed()
    return pairing.finished()


class _Pairing:
    """Pairs the rows in steps; a row that an earlier step has paired, or said to be new, stays so."""

    def __init__(self, before: Sequence[MatchedRow], today: Sequence[MatchedRow], id_heading: str) -> None:
        self._before, self._today, self._id_heading = before, today, id_heading
        self._bodies = [[_body(row.cells, id_heading) for row in rows] for rows in (before, today)]
        self._keys = [list(map(_key, rows)) for rows in self._bodies]
        self._matches = Matches()
        self._taken: set[int] = set()
        self._new: set[int] = set()

    def _pair(self, place: int, other: int) -> None:
        if place not in self._matches.pairs and place not in self._new and other not in self._taken:
            self._matches.pairs[place] = other
            self._taken.add(other)

    def pair_settled(self, settled: Mapping[int, int | None]) -> None:
        """Pair rows as somebody decided."""
        for place, other in settled.items():
            if other is None:
                self._new.add(place)
            else:
                self._pair(place, other)

    def pair_ids(self) -> None:
        """Pair rows by the sheet's own ids, unless these name other rows than before."""
        by_id = _by_id(self._before, self._today)
        old, now = self._keys
        same = sum(old[by_id[place]] == now[place] for place in by_id)
        alike = sum((Counter(old) & Counter(now)).values()) if by_id else 0
        self._matches.renumbered = bool(by_id) and same < alike / 2
        if not self._matches.renumbered:
            for place, other in by_id.items():
                self._pair(place, other)

    def pair_alike(self) -> None:
        """Pair rows that are alike in every cell; of several such rows, in their order."""
        old, now = self._keys
        waiting: dict[Key, list[int]] = defaultdict(list)
        for other in reversed(range(len(old))):
            if other not in self._taken:
                waiting[old[other]].append(other)
        for place in self._left():
            if others := waiting.get(now[place]):
                self._pair(place, others.pop())

    def pair_changed(self) -> None:
        """Pair rows of which some cells were changed.

        A row with an id of its own that is not among those of the last time is new, and cannot be one that was changed.
        """
        left = self._left()
        gone = [other for other in range(len(self._before)) if other not in self._taken]
        if not self._matches.renumbered and self._id_heading:
            ids_before, ids_today = ({row.id for row in rows} for rows in (self._before, self._today))
            self._new |= {place for place in left if self._today[place].id and self._today[place].id not in ids_before}
            left = self._left()
            gone = [other for other in gone if not self._before[other].id or self._before[other].id in ids_today]
        _changed(self._bodies, self._matches, left, gone)

    def _left(self) -> list[int]:
        done = self._new | set(self._matches.pairs)
        return [place for place in range(len(self._today)) if place not in done]

    def finished(self) -> Matches:
        """The pairs, and the rows that are left on either side."""
        matches = self._matches
        doubtful_today = {place for group, _ in matches.doubtful for place in group}
        doubtful_before = {place for _, group in matches.doubtful for place in group}
        matches.added = sorted(set(range(len(self._today))) - set(matches.pairs) - doubtful_today)
        matches.vanished = sorted(set(range(len(self._before))) - set(matches.pairs.values()) - doubtful_before)
        return matches


def _body(cells: Cells, id_heading: str) -> dict[str, str]:
    return {key: text for key, text in cells.items() if key != id_heading}


def _key(body: Cells) -> Key:
    return tuple(sorted(body.items()))


def _by_id(before: Sequence[MatchedRow], today: Sequence[MatchedRow]) -> dict[int, int]:
    """Pairs of rows with the same id, which no other row has."""
    places = []
    for rows in (before, today):
        counts = Counter(row.id for row in rows if row.id)
        places.append({row.id: place for place, row in enumerate(rows) if counts[row.id] == 1})
    return {place: places[0][name] for name, place in places[1].items() if name in places[0]}


def _changed(bodies: Sequence[Sequence[Cells]], matches: Matches, left: Sequence[int], gone: Sequence[int]) -> None:
    """Pair rows of which some cells were changed."""
    if not left or not gone:
        return
    counts = Counter(cell for rows in bodies for body in rows for cell in body.items())
    total = max(sum(map(len, bodies)), 2)
    plain = dict.fromkeys(counts, 1.0)
    weights = {cell: log(1 + total / number) for cell, number in counts.items()}
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for other in gone:
        for cell in bodies[0][other].items():
            index[cell].append(other)
    graph: nx.Graph[tuple[int, int]] = nx.Graph()
    for place in left:
        body = bodies[1][place]
        likely = {other for cell in body.items() if len(index[cell]) <= _COMMON for other in index[cell]}
        for other in sorted(likely):
            share = _share(body, bodies[0][other], weights)
            if share >= LEAST_WEIGHT and _share(body, bodies[0][other], plain) >= LEAST_CELLS:
                graph.add_edge((1, place), (0, other), weight=round(share * _SCALE))
    for group in sorted(map(sorted, nx.connected_components(graph))):
        _pair_group(graph.subgraph(group), matches)


def _share(one: Cells, other: Cells, weights: Mapping[tuple[str, str], float]) -> float:
    """How much of two rows is the same, from 0 to 1."""
    same = sum(weights[cell] for cell in one.items() if other.get(cell[0]) == cell[1])
    whole = max(sum(weights[cell] for cell in cells.items()) for cells in (one, other))
    return same / whole if whole else 0


def _pair_group(graph: "nx.Graph[tuple[int, int]]", matches: Matches) -> None:
    """Pair the rows of one group, or leave it to a person."""
    is_small = graph.number_of_nodes() <= _LARGEST_GROUP  # of large ones the best pairing takes too long
    best = nx.max_weight_matching(graph) if is_small else set()
    is_clear = is_small and all(
        _weight(graph, best) - _weight(graph, nx.max_weight_matching(_without(graph, pair))) >= MARGIN * _SCALE
        for pair in best
    )
    if is_clear:
        for pair in best:
            matches.pairs[max(pair)[1]] = min(pair)[1]
        return
    matches.doubtful.append(
        ([place for side, place in sorted(graph) if side == 1], [place for side, place in sorted(graph) if side == 0])
    )


def _without(
    graph: "nx.Graph[tuple[int, int]]", pair: tuple[tuple[int, int], tuple[int, int]]
) -> "nx.Graph[tuple[int, int]]":
    other = graph.copy()
    other.remove_edge(*pair)
    return other


def _weight(graph: "nx.Graph[tuple[int, int]]", pairs: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    return sum(graph.edges[pair]["weight"] for pair in pairs)
