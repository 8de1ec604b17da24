"""Where in a text a program's offsets are, however it counts.

The standard counts Unicode code points, so that CR LF is two. ATLAS.ti counts CR LF as one; programs that count UTF-16
units count an emoji as two; text within the XML comes with LF alone where the program may have counted CR LF. Which it
is shows in selections whose name begins like the text that they select.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product, starmap
from typing import NamedTuple


class Counting(NamedTuple):
    """How a program counts.

    Attributes:
        crlf_is_one: whether it counts CR LF as one.
        lf_is_two: whether it counts LF alone as two.
        is_utf16: whether it counts UTF-16 units.
    """

    crlf_is_one: bool = False
    lf_is_two: bool = False
    is_utf16: bool = False


STANDARD = Counting()
ATLAS = Counting(crlf_is_one=True)
"""How ATLAS.ti counts (https://github.com/ccbogel/QualCoder/blob/master/src/qualcoder/refi.py)."""
_CHANGES = ((re.compile("\r\n"), -1), (re.compile("(?<!\r)\n"), 1), (re.compile("[\U00010000-\U0010ffff]"), 1))
"""For each question of a counting what it is about, and what it adds to an offset."""
_END_OF_PART = re.compile(r"\s*(\.\.\.|…)\s*$")
_SHORTEST = 3
"""Characters that a name must have to tell anything."""


class Positions:
    """Offsets of a program as offsets in a text."""

    def __init__(self, text: str, counting: Counting) -> None:
        changes = sorted(
            (match.start(), change)
            for (pattern, change), counts in zip(_CHANGES, counting, strict=True)
            if counts
            for match in pattern.finditer(text)
        )
        self._length = len(text)
        self._places: list[int] = []
        self._sums = [0]
        for place, change in changes:
            self._places.append(place + self._sums[-1])
            self._sums.append(self._sums[-1] + change)

    def place(self, offset: int) -> int:
        """The offset in the text that a program's offset means."""
        place = offset - self._sums[bisect_left(self._places, offset)] if self._places else offset
        return min(max(place, 0), self._length)

    def holds(self, offset: int) -> bool:
        """Whether a program's offset lies within the text."""
        return 0 <= offset <= self._length + self._sums[-1]


class Evidence:
    """How often each way of counting gives what the names of selections say."""

    def __init__(self) -> None:
        self._votes: tuple[Counter[bool], ...] = tuple(Counter() for _ in STANDARD)

    def add(self, text: str, selections: Iterable[tuple[str, int, int]]) -> None:
        """Compare the names of selections with what they select, by each way of counting that this text allows."""
        ways = list(_ways(text))
        if len(ways) == 1:
            return
        positions = [(way, Positions(text, way)) for way in ways]
        for name, start, end in selections:
            begin = _plain(_END_OF_PART.sub("", name))
            if len(begin) < _SHORTEST:
                continue
            fits = [way for way, one in positions if _begins(text[one.place(start) : one.place(end)], begin)]
            for number, votes in enumerate(self._votes):
                answers = {way[number] for way in fits}
                if len(answers) == 1 and len({way[number] for way in ways}) > 1:
                    votes.update(answers)

    def choice(self, likely: Counting) -> Counting:
        """For each question the answer that fits more often; the likely one where nothing tells."""
        return Counting(
            *(
                votes[True] > votes[False] if votes[True] != votes[False] else answer
                for votes, answer in zip(self._votes, likely, strict=True)
            )
        )


def _ways(text: str) -> Iterator[Counting]:
    answers = [(False, True) if pattern.search(text) else (False,) for pattern, _ in _CHANGES]
    return starmap(Counting, product(*answers))


def _begins(words: str, begin: str) -> bool:
    return _plain(words[: 2 * len(begin) + 20]).startswith(begin)


def _plain(text: str) -> str:
    return " ".join(text.split())
