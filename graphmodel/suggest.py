"""Suggests what a mistyped name may mean; the one place where "Did you mean" is decided."""

from collections.abc import Iterable, Sequence

from graphmodel.likeness import SUGGESTIONS

MOST = 3
"""Suggestions for one name."""


def near(name: str, known: Iterable[str], most: int = MOST) -> list[str]:
    """The known names most like a name, the most similar first.

    A known name with ``/`` in it, such as ``journeys/stopped``, is also compared by its last part, and one of
    several words by pieces of it. Nothing is near a name of one or two letters.
    """
    from rapidfuzz import fuzz, process

    names = list(known)
    if len(str(name).strip()) < SUGGESTIONS.shortest:
        return []
    text = str(name).lower()  # whoever gives something else in Python is told what there is
    scores: dict[str, float] = {}
    compared = (
        (names, fuzz.ratio),
        ([entry.rpartition("/")[2] for entry in names], fuzz.ratio),
        ([entry if " " in entry.strip() else None for entry in names], fuzz.WRatio),
    )
    for forms, scorer in compared:
        matches = process.extract(
            text, forms, processor=str.lower, scorer=scorer, score_cutoff=SUGGESTIONS.least, limit=most
        )
        for _, score, position in matches:
            scores[names[position]] = max(score, scores.get(names[position], 0))
    return sorted(scores, key=lambda entry: (-scores[entry], names.index(entry)))[:most]


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence to add to a message, such as `` Did you mean actors or factors?``; empty if nothing is near."""
    return question_of(near(name, known))


def question_of(names: Sequence[str]) -> str:
    """The same sentence for names that are known to be near."""
    if not names:
        return ""
    *others, last = names
    joined = f"{', '.join(others)} or {last}" if others else last
    return f" Did you mean {joined}?"
