"""Which labels probably mean the same; the one place where that is decided."""

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from graphmodel.folding import folded, word_pattern
from graphmodel.likeness import LABELS
from graphmodel.study import Positions

WINDOW = 8


def likely_duplicates(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (first, second) of labels that are likely to be duplicates.

    Equal except for case, punctuation and spaces; or nearly equal. For the latter, each label is
    compared with its neighbours in two orders, by its beginning and by its end (the sorted
    neighbourhood method), so that twenty thousand labels take a fraction of a second. Labels that
    differ in a number, or in a short word such as not, are different.
    """
    plain = [plain_label(label) for label in labels]
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
    leaders = [i for i in leaders if len(plain[i]) >= LABELS.shortest]
    numbers: dict[tuple[str, ...], int] = {}
    short_words = {i: numbers.setdefault(_short_words(plain[i]), len(numbers)) for i in leaders}
    seen: set[tuple[int, int]] = set()
    for key in (lambda i: plain[i], lambda i: plain[i][::-1]):
        order = sorted(leaders, key=key)
        for at, after in _neighbours([plain[i] for i in order], np.array([short_words[i] for i in order])):
            i, j = order[at], order[after]
            pair = (min(i, j), max(i, j))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _neighbours(texts: list[str], short_words: Positions) -> list[tuple[int, int]]:
    """Positions, in order, of nearly equal texts at most ``WINDOW`` apart with the same numbers and short words."""
    found: list[tuple[int, int]] = []
    for apart in range(1, min(WINDOW + 1, len(texts))):
        likeness = process.cpdist(texts[:-apart], texts[apart:], scorer=fuzz.ratio, score_cutoff=LABELS.least)
        alike = (likeness > 0) & (short_words[:-apart] == short_words[apart:])
        found.extend((at, at + apart) for at in np.flatnonzero(alike).tolist())
    return sorted(found)


def plain_label(label: str) -> str:
    """The words of a label without case, accents and punctuation."""
    text = folded(label)
    return " ".join(word_pattern(text).findall(text))


def _short_words(text: str) -> tuple[str, ...]:
    """Numbers and words of up to three letters: 'phase 1' is not 'phase 2', 'is' not 'is not'."""
    return tuple(w for w in text.split() if len(w) <= 3 or (not w.isalpha() and any(c.isdigit() for c in w)))
