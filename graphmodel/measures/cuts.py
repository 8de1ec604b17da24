"""How much must fall before no path is left from one node to another.

Ties: as many as there are paths with no tie in common (K. Menger, Zur allgemeinen Kurventheorie, Fundamenta
Mathematicae 10, 1927), by maximum flow (L. R. Ford and D. R. Fulkerson, Maximal flow through a network, Canadian
Journal of Mathematics 8, 1956). Sources: the smallest set whose removal takes all ties of some step of every path; no
flow gives it, as one source may hold up many steps, so it is searched.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

Steps = Mapping[int, Mapping[int, frozenset[str]]]
"""For each node the nodes one step on, with what holds up the step."""

MOST_SOURCES = 6
"""Largest set of sources that is searched for."""
MOST_LOOKS = 3_000
"""Sets of sources that are tried."""


@dataclass(frozen=True)
class Fewest:
    """The smallest number that must fall, and one set of that size.

    ``at_least``: no smaller set does; whether so many do is not known, and ``which`` is empty.
    """

    number: int
    which: tuple[str, ...] = ()
    at_least: bool = False


def fewest_ties(steps: Steps, start: int, end: int) -> Fewest:
    """The fewest ties that must fall; those nearest to the end, of the sets of that size."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from((start, end))
    for node, onward in steps.items():
        graph.add_edges_from((node, other, {"capacity": len(ties)}) for other, ties in onward.items())
    number, (before, _) = nx.minimum_cut(graph, start, end)
    crossing = {
        tie for node in before for other, ties in steps.get(node, {}).items() if other not in before for tie in ties
    }
    return Fewest(int(number), tuple(sorted(crossing)))


def fewest_sources(steps: Steps, start: int, end: int) -> Fewest:
    """The fewest sources that must fall, searched up to :data:`MOST_SOURCES`."""
    looks = 0
    tried: set[tuple[int, frozenset[str]]] = set()

    def search(gone: frozenset[str], room: int) -> frozenset[str] | None:
        nonlocal looks
        path = _path(steps, start, end, gone)
        if path is None:
            return gone
        looks += 1
        if looks > MOST_LOOKS or (room, gone) in tried or _disjoint(steps, start, end, gone, room + 1) > room:
            return None
        tried.add((room, gone))
        for sources in dict.fromkeys(steps[a][b] - gone for a, b in path):
            if len(sources) <= room:
                whole = search(gone | sources, room - len(sources))
                if whole is not None:
                    return whole
        return None

    least = _disjoint(steps, start, end, frozenset(), MOST_SOURCES + 1)
    for size in range(least, MOST_SOURCES + 1):
        whole = search(frozenset(), size)
        if whole is not None:
            return Fewest(len(whole), tuple(sorted(whole)))
        if looks > MOST_LOOKS:
            return Fewest(size, at_least=True)
    return Fewest(MOST_SOURCES + 1, at_least=True)


def _disjoint(steps: Steps, start: int, end: int, gone: frozenset[str], most: int) -> int:
    """How many paths were found, one after the other, that have no source in common: at least so many must fall."""
    number = 0
    while number < most and (path := _path(steps, start, end, gone)) is not None:
        gone = gone.union(*(steps[a][b] for a, b in path))
        number += 1
    return number


def _path(steps: Steps, start: int, end: int, gone: frozenset[str]) -> list[tuple[int, int]] | None:
    """The steps of a shortest path that some source is left for; None: there is none."""
    before: dict[int, int] = {start: start}
    waiting = deque([start])
    while waiting and end not in before:
        node = waiting.popleft()
        for other, sources in steps.get(node, {}).items():
            if other not in before and not sources <= gone:
                before[other] = node
                waiting.append(other)
    if end not in before:
        return None
    path = []
    node = end
    while node != start:
        path.append((before[node], node))
        node = before[node]
    return path[::-1]


def steps_of(arcs: Iterable[tuple[int, int, str]]) -> dict[int, dict[int, frozenset[str]]]:
    """Steps from arcs: start, end, and the tie or source that holds it up."""
    found: dict[int, dict[int, set[str]]] = {}
    for a, b, what in arcs:
        found.setdefault(a, {}).setdefault(b, set()).add(what)
    return {a: {b: frozenset(found[a][b]) for b in sorted(found[a])} for a in found}
