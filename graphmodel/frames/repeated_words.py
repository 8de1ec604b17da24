"""Words that stand in two rows: one quotation within another, or within the sentences around it.

Consent to one row says nothing of another, so where the same words stand in both the stricter permission holds.
"""

from collections.abc import Iterable, Iterator, Sequence

from graphmodel.schema.consent import PERMISSIONS

RUN = 8
"""So many words in a row that two texts of one source share are the same words."""
SHORTEST = 3
"""A text of fewer words is the same as another only where all of it is."""

Words = Sequence[str]
_RANKS = {permission: rank for rank, permission in enumerate(PERMISSIONS)}


class RepeatedWords:
    """The strictest permission of the words of a study, whichever row they stand in.

    Two pieces are of the same words where one has all words of the other in a row (at least :data:`SHORTEST`), or
    where they share a run of :data:`RUN`, or where both are from one place in the text of their source.

    Args:
        asked: the pieces whose permission will be asked for: their source and their words, folded.
    """

    def __init__(self, asked: Iterable[tuple[str, Words]]) -> None:
        self._short = {_key(source, words) for source, words in asked if SHORTEST <= len(words) < RUN}
        self._whole: dict[int, int] = {}
        self._pieces: dict[int, int] = {}
        self._places: dict[str, list[tuple[int, int, int]]] = {}

    def add(self, source: str, words: Words, permission: str, place: tuple[int, int] | None) -> None:
        """Take note of a quotation.

        Args:
            source: id of the source; words of two sources are never the same.
            words: its words, folded.
            permission: what holds for it.
            place: where it begins and ends in the text of the source, if that is known.
        """
        rank = _RANKS[permission]
        if not rank:
            return  # the mildest makes nothing stricter
        _strictest(self._whole, _key(source, words), rank)
        for length in range(SHORTEST, RUN) if self._short else ():
            for run in _runs(source, words, length):
                if run in self._short:
                    _strictest(self._pieces, run, rank)
        for run in _runs(source, words, RUN):
            _strictest(self._pieces, run, rank)
        if place is not None:
            self._places.setdefault(source, []).append((*place, rank))

    def permission(self, source: str, words: Words, own: str, place: tuple[int, int] | None = None) -> str:
        """The strictest permission of a piece of text.

        Args:
            source: id of the source.
            words: its words, folded.
            own: what holds for it otherwise.
            place: where it is in the text of the source, if that is known.
        """
        ranks = [_RANKS[own], self._whole.get(_key(source, words), 0)]
        for length in range(SHORTEST, min(RUN, len(words) + 1)):
            ranks += (self._whole.get(run, 0) for run in _runs(source, words, length))
        if len(words) >= SHORTEST:  # a short piece within a longer one, or a run that both have
            ranks += (self._pieces.get(run, 0) for run in _runs(source, words, min(RUN, len(words))))
        if place is not None:
            begin, end = place
            ranks += (rank for start, stop, rank in self._places.get(source, ()) if start < end and begin < stop)
        return PERMISSIONS[max(ranks)]


def _strictest(ranks: dict[int, int], key: int, rank: int) -> None:
    if ranks.get(key, -1) < rank:
        ranks[key] = rank


def _key(source: str, words: Words) -> int:
    """Stands for some words of a source: a long text has many runs, and the words themselves would fill the memory."""
    return hash((source, *words))


def _runs(source: str, words: Words, length: int) -> Iterator[int]:
    return (_key(source, words[at : at + length]) for at in range(len(words) - length + 1))
