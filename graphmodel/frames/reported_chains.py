"""Shortest chains of claims between two nodes, by how they are reported.

A chain that one speaker of one source reports in full, or that lies within one event, says more than one that is put
together from several sources, which nobody reported. So the shortest chains of each sort are sought apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from graphmodel.measures.network import Ints
from graphmodel.measures.paths import Arcs, Shortest, shortest_paths

WHOLE, ONE_SOURCE, STITCHED = ("whole", "by one source", "stitched")
"""How a chain is reported, the firmest first."""
_IN_WORDS = {
    WHOLE: "reported in full, by one source and one speaker, within one event or by one claim",
    ONE_SOURCE: "by one source, by several speakers or without a named one",
    STITCHED: "stitched from several sources, which nobody reported",
}
_MOST_LISTED = 1_000
"""Chains of one group of claims that are counted one by one."""
_NOT_IN_ONE = "\x1f"


@dataclass(frozen=True)
class Path:
    """One chain: ids of its nodes, and of who reports it (a source and a speaker, an event, a claim, a source)."""

    nodes: tuple[str, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Level:
    """The shortest chains of one sort: ``number`` of them (``more``: at least), the first of which are ``paths``."""

    reported: str
    length: int
    number: int
    paths: tuple[Path, ...]
    more: bool = False

    @property
    def stitched(self) -> bool:
        """Did nobody report them?"""
        return self.reported == STITCHED

    @property
    def in_words(self) -> str:
        """How they are reported."""
        return _IN_WORDS[self.reported]


@dataclass(frozen=True)
class Chains:
    """The levels that have chains, firmest first.

    ``links``: ``a``, ``b`` (positions of nodes that a claim leads from and to), ``claim``, ``source``; ``ends``:
    positions of the two; ``reached``: for each end how many other nodes claims join it to.
    """

    levels: tuple[Level, ...]
    links: pd.DataFrame
    ends: tuple[int, int]
    reached: Mapping[str, int]


def reported_chains(
    claims: pd.DataFrame, ends: tuple[str, str], labels: Mapping[str, str], *, directed: bool, most: int
) -> Chains:
    """The shortest chains of each sort, in the order of labels.

    Args:
        claims: those that are links, none from a node to itself.
        ends: ids of the two nodes.
        labels: of all nodes.
        directed: follow claims from subject to object only, those of a symmetric verb both ways.
        most: list so many of each sort.
    """
    ids = sorted({*claims["subject"], *claims["object"], *ends}, key=lambda id_: (labels.get(id_, id_), id_))
    place = pd.Series(range(len(ids)), index=pd.Index(ids, dtype="str"))
    along = claims.assign(a=claims["subject"].map(place), b=claims["object"].map(place))
    back = along[along["symmetric"].astype(bool)] if directed else along
    links = pd.concat([along, back.rename(columns={"a": "b", "b": "a"})], ignore_index=True)
    links = links[["a", "b", "claim", "source", "speaker", "event"]]
    start, end = int(place[ends[0]]), int(place[ends[1]])
    a, b = links["a"].to_numpy(np.int64), links["b"].to_numpy(np.int64)
    arcs = Arcs.of(len(ids), a, b)
    overall = shortest_paths(arcs, start, end, _MOST_LISTED)
    both = Arcs.of(len(ids), np.concatenate([a, b]), np.concatenate([b, a]))
    reached = {id_: int((both.distances_to(at) > 0).sum()) for id_, at in zip(ends, (start, end), strict=True)}
    levels = []
    firmer: dict[tuple[int, ...], tuple[str, ...]] = {}
    if overall.length > 0:
        speakers = links.assign(group=links["source"] + _NOT_IN_ONE + links["speaker"])
        for reported, groups in (
            # A single claim reports a chain of one step whole, also where nobody is named as its speaker.
            (WHOLE, [speakers, links.assign(group=links["event"]), links.assign(group=links["claim"])]),
            (ONE_SOURCE, [links.assign(group=links["source"])]),
        ):
            length, paths, more = _of_groups(groups, start, end)
            new = {path: by for path, by in paths.items() if path not in firmer}
            if new:
                listed = tuple(Path(tuple(ids[at] for at in path), new[path]) for path in sorted(new)[:most])
                levels.append(Level(reported, length, len(new), listed, more))
            firmer |= paths
        stitched = [path for path in overall.paths if path not in firmer]
        number = overall.number - sum(len(path) == overall.length + 1 for path in firmer)
        if stitched:
            listed = tuple(Path(tuple(ids[at] for at in path)) for path in stitched[:most])
            levels.append(Level(STITCHED, overall.length, number, listed))
    return Chains(tuple(levels), links, (start, end), reached)


def _of_groups(
    ways: list[pd.DataFrame], start: int, end: int
) -> tuple[int, dict[tuple[int, ...], tuple[str, ...]], bool]:
    """The shortest paths within any group of links.

    Returns their length, the paths with the groups that have them, and whether there are more than are listed.
    """
    best, more = -1, False
    paths: dict[tuple[int, ...], set[str]] = {}
    for name, a, b in _groups(ways, start, end):
        found = _within(a, b, start, end)
        if found.length < 0 or 0 <= best < found.length:
            continue
        if found.length < best or best < 0:
            best, more, paths = found.length, False, {}
        more |= found.number > len(found.paths)
        for path in found.paths:
            paths.setdefault(path, set()).add(name)
    return best, {path: _ids(names) for path, names in paths.items()}, more


def _ids(names: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for name in sorted(names) for id_ in name.split(_NOT_IN_ONE)))


def _groups(ways: list[pd.DataFrame], start: int, end: int) -> Iterator[tuple[str, Ints, Ints]]:
    """Groups of links that have a link at both ends: only these can join them."""
    for links in ways:
        known = links.dropna(subset="group")
        at = [set(known.loc[known[side].eq(node), "group"]) for side, node in (("a", start), ("b", end))]
        chosen = known[known["group"].isin(at[0] & at[1])]
        for name, of in chosen.groupby("group"):
            yield str(name), of["a"].to_numpy(np.int64), of["b"].to_numpy(np.int64)


def _within(a: Ints, b: Ints, start: int, end: int) -> Shortest:
    nodes, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    ends = np.searchsorted(nodes, [start, end])
    arcs = Arcs.of(len(nodes), places[: len(a)], places[len(a) :])
    found = shortest_paths(arcs, int(ends[0]), int(ends[1]), _MOST_LISTED)
    return Shortest(found.length, found.number, tuple(tuple(nodes[list(path)].tolist()) for path in found.paths))
