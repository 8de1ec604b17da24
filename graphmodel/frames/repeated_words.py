"""Words that stand in two rows: one quotation within another, or within the sentences around it.

Consent to one row says nothing of another, so where the same words stand in both the stricter permission holds.
"""

from collections.abc import Iterator, Sequence

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
    """

    def __init__(self) -> None:
        self._whole: dict[tuple[str, Words], int] = {}
        self._pieces: dict[tuple[str, Words], int] = {}
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
        _strictest(self._whole, (source, tuple(words)), rank)
        for length in range(SHORTEST, RUN + 1):
            for run in _runs(words, length):
                _strictest(self._pieces, (source, run), rank)
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
        ranks = [_RANKS[own], self._whole.get((source, tuple(words)), 0)]
        for length in range(SHORTEST, min(RUN, len(words) + 1)):
            ranks += (self._whole.get((source, run), 0) for run in _runs(words, length))
        if len(words) >= SHORTEST:  # a short piece within a longer one, or a run that both have
            ranks += (self._pieces.get((source, run), 0) for run in _runs(words, min(RUN, len(words))))
        if place is not None:
            begin, end = place
            ranks += (rank for start, stop, rank in self._places.get(source, ()) if start < end and begin < stop)
        return PERMISSIONS[max(ranks)]


def _strictest(ranks: dict[tuple[str, Words], int], key: tuple[str, Words], rank: int) -> None:
    if ranks.get(key, -1) < rank:
        ranks[key] = rank


def _runs(words: Words, length: int) -> Iterator[Words]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
