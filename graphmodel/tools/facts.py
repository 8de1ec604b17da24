"""Short lists of facts: what a part prints in few words, and the few claims that are listed behind it."""

from collections.abc import Sequence

CUT = "…"
BETWEEN = "; "
"""Stands between the entries of a fact."""


def in_few_words(facts: Sequence[Sequence[str]], most: int) -> list[list[str]]:
    """Entries of facts, as many as have no more words than that together.

    The last entry of the longest fact goes first, so that each fact keeps its first one; if even these are too long,
    the longest are cut short.

    Args:
        facts: the entries of each, the most important first.
        most: how many words there may be; 0: any number.
    """
    kept = [list(entries) for entries in facts]
    while most and _words(kept) > most:
        longer = [entries for entries in kept if len(entries) > 1]
        if longer:
            max(longer, key=_length).pop()
            continue
        longest = max(kept, key=_length)
        words = longest[0].removesuffix(CUT).split()
        if len(words) <= 1:
            break
        longest[0] = " ".join(words[:-1]).rstrip(",;:") + CUT
    return kept


def _words(facts: Sequence[Sequence[str]]) -> int:
    return sum(map(_length, facts))


def _length(entries: Sequence[str]) -> int:
    return sum(len(entry.split()) for entry in entries)


def listed_claims(behind: Sequence[Sequence[str]], most: int) -> list[list[str]]:
    """Of the claims behind each row those that are listed: in turn one of each row, until there are so many.

    Args:
        behind: claims of each row, the best first.
        most: how many claims are listed in all; 0: all.
    """
    if not most:
        return [list(claims) for claims in behind]
    listed: list[list[str]] = [[] for _ in behind]
    seen: dict[str, None] = {}
    for turn in range(max(map(len, behind), default=0)):
        for at, claims in enumerate(behind):
            if turn < len(claims) and (claims[turn] in seen or len(seen) < most):
                seen[claims[turn]] = None
                listed[at].append(claims[turn])
    return listed
