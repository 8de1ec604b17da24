"""Labels that are likely to mean the same thing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

ALIKE = 93
"""Likeness (0 to 100, rapidfuzz ratio) from which two labels are likely duplicates."""
SHORTEST = 8
"""Shorter labels are alike only when they are equal: one letter is too much of them."""
WINDOW = 8


def likely_duplicates(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (first, second) of labels that are likely to be duplicates.

    Equal but for case, punctuation and spaces; or nearly equal. For the latter each label is
    compared with its neighbours in two orders, forwards and from its end (the sorted
    neighbourhood method), so that twenty thousand labels take about a second. Labels that
    differ in a number, or in a short word such as not, are different.
    """
    plain = [_plain(label) for label in labels]
    first: dict[str, int] = {}
    leaders = []
    for i, text in enumerate(plain):
        if not text:
            continue
        if text in first:
            yield first[text], i
        else:
            first[text] = i
            leaders.append(i)
    seen: set[tuple[int, int]] = set()
    telling = [_telling(text) for text in plain]
    leaders = [i for i in leaders if len(plain[i]) >= SHORTEST]
    for key in (lambda i: plain[i], lambda i: plain[i][::-1]):
        order = sorted(leaders, key=key)
        for at, i in enumerate(order):
            for j in order[at + 1 : at + 1 + WINDOW]:
                pair = (min(i, j), max(i, j))
                if pair in seen or not fuzz.ratio(plain[i], plain[j], score_cutoff=ALIKE):
                    continue
                seen.add(pair)
                if telling[i] == telling[j]:
                    yield pair


def _plain(label: str) -> str:
    text = unicodedata.normalize("NFKD", label.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", text))


def _telling(text: str) -> list[str]:
    """Numbers and words of up to three letters: 'phase 1' is not 'phase 2', 'is' not 'is not'."""
    return [word for word in text.split() if len(word) <= 3 or any(c.isdigit() for c in word)]
