"""Where in a text a program's offsets are, however it counts.

The standard counts Unicode code points, so that CR LF is two. ATLAS.ti counts CR LF as one; programs that count UTF-16
units count an emoji as two; text within the XML comes with LF alone where the program may have counted CR LF. Which it
is shows in selections whose name begins like the text that they select.
"""

import re
from array import array
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
_PATTERNS = ("\r\n", "(?<!\r)\n", "[\U00010000-\U0010ffff]")
"""What each question of a counting is about."""
_END_OF_PART = re.compile(r"\s*(\.\.\.|…)\s*$")
_SHORTEST, _LONGEST = 3, 200
"""Characters that a name must have to tell anything, and those that are compared."""
_ENOUGH = 20_000_000
"""Characters of texts that are looked at."""


class Positions:
    """Offsets of a program as offsets in a text."""

    def __init__(self, text: str, counting: Counting) -> None:
        self._length = len(text)
        self._places = array("q")
        self._sums = array("q", [0])
        patterns = [pattern for pattern, counts in zip(_PATTERNS, counting, strict=True) if counts]
        if not patterns:
            return
        total = 0
        for match in re.finditer("|".join(patterns), text):
            self._places.append(match.start() + total)
            total += -1 if match[0] == "\r\n" else 1
            self._sums.append(total)

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
        self._looked_at = 0

    def add(self, text: str, selections: Iterable[tuple[str, int, int]]) -> None:
        """Compare the names of selections with what they select, by each way of counting that this text allows."""
        named = [(begin, start, end) for name, start, end in selections if (begin := _beginning(name))]
        ways = list(_ways(text))
        if len(ways) == 1 or not named or self._looked_at > _ENOUGH:
            return
        self._looked_at += len(text)
        fits: list[list[Counting]] = [[] for _ in named]
        for way in ways:
            positions = Positions(text, way)
            for own, (begin, start, end) in zip(fits, named, strict=True):
                if _begins(text[positions.place(start) : positions.place(end)], begin):
                    own.append(way)
        for number, votes in enumerate(self._votes):
            if len({way[number] for way in ways}) > 1:
                answers = [{way[number] for way in own} for own in fits]
                votes.update(one for own in answers if len(own) == 1 for one in own)

    def choice(self, likely: Counting) -> Counting:
        """For each question the answer that fits more often; the likely one where nothing tells."""
        return Counting(
            *(
                votes[True] > votes[False] if votes[True] != votes[False] else answer
                for votes, answer in zip(self._votes, likely, strict=True)
            )
        )


class Ends:
    """Whether the end of a selection is its last character or the place behind it; programs write both.

    Names that are all of a selection tell; without them, whether ends lie within words or behind them.
    """

    _ENOUGH, _TIMES = 3, 3

    def __init__(self) -> None:
        self._by_name: Counter[bool] = Counter()
        self._by_words: Counter[bool] = Counter()
        self._seen: set[tuple[int, int]] = set()

    def add(self, text: str, name: str, start: int, end: int) -> None:
        """Look at a selection, by its offsets in the text."""
        words, longer = _plain(text[start:end]), _plain(text[start : end + 1])
        if words != longer and _plain(name) in {words, longer}:
            self._by_name[_plain(name) == longer] += 1
        if (hash(text), end) in self._seen:
            return  # many passages that end in one place tell no more than one
        self._seen.add((hash(text), end))
        before, last, behind = text[end - 1 : end], text[end : end + 1], text[end + 1 : end + 2]
        if before.strip() and not last.strip():
            self._by_words[False] += 1
        elif before.isalnum() and last.isalnum() and not behind.strip():
            self._by_words[True] += 1

    def are_last(self) -> bool:
        """Whether ends are the last characters of selections."""
        if self._by_name:
            return self._by_name[True] > self._by_name[False]
        last, behind = self._by_words[True], self._by_words[False]
        return last >= self._ENOUGH and last > self._TIMES * behind


def _ways(text: str) -> Iterator[Counting]:
    answers = [(False, True) if re.search(pattern, text) else (False,) for pattern in _PATTERNS]
    return starmap(Counting, product(*answers))


def _beginning(name: str) -> str:
    """The beginning of a passage that a name may be; empty where it is too short to tell anything."""
    begin = _plain(_END_OF_PART.sub("", name[:_LONGEST]))
    return begin if len(begin) >= _SHORTEST else ""


def _begins(words: str, begin: str) -> bool:
    return _plain(words[: 2 * len(begin) + 20]).startswith(begin)


def _plain(text: str) -> str:
    return " ".join(text.split())
