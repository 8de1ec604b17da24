"""Sentences of what a study found that compare: no more than their numbers hold, and as the page has them."""

import math
from collections.abc import Callable, Sequence

import pandas as pd

from graphmodel.wording import counted
from graphmodel_viz.picture_data.dropout import Bar

FEWEST = 5
"""Items of a focus at a phase from which shares are compared in a sentence."""


def percent(share: float) -> str:
    """A share as ``15 %``, which no line breaks."""
    return f"{rounded(100 * share)}\u00a0%"


def rounded(number: float) -> int:
    """To the nearest whole number, halves up, as on the page."""
    return math.floor(number + 0.5)


def not_used(bar: Bar) -> float:
    """The share of the items mentioned that are not used."""
    return bar.not_used / bar.mentioned


def compared(asked: str, other: str, pairs: Sequence[tuple[str, Bar, Bar]]) -> str:
    """At how many phases the share not used is larger, smaller or the same; pairs begin with the label of a phase."""
    large = [pair for pair in pairs if min(pair[1].mentioned, pair[2].mentioned) >= FEWEST]
    if not large:
        return f"Too few {asked} and {other} items are mentioned at any phase to compare them"

    def of(test: Callable[[float], bool]) -> int:
        return sum(test(not_used(one) - not_used(beside)) for _, one, beside in large)

    words = {"a larger share": of(lambda d: d > 0), "a smaller share": of(lambda d: d < 0)}
    words["the same share"] = of(lambda d: d == 0)
    (first, most), *others = sorted(((word, n) for word, n in words.items() if n), key=lambda pair: -pair[1])
    than = "as of" if first == "the same share" else "than of"
    phases = counted(len(large), "phase")
    where = f"{most} of {phases}" if most < len(large) else f"all {phases}" if most > 1 else large[0][0]
    also = "".join(f", {word} at {number}" for word, number in others)
    which = f" (phases with {FEWEST} items or more of both)" if len(large) < len(pairs) else ""
    return f"Of {asked} items {first} {than} {other} items is said not to be used at {where}{also}{which}"


def largest_share(items: str, shown: Sequence[tuple[str, Bar]]) -> str:
    """At which phase the share not used is largest, of one focus."""
    most = max(not_used(bar) for _, bar in shown)
    several = len(shown) > 1
    phases = counted(len(shown), "phase")
    if not most:
        return f"No {items} mentioned are said not to be used at any phase"
    if several and any(bar.mentioned < FEWEST for _, bar in shown):
        return f"Too few {items} are mentioned at some phases to compare phases"
    where = [label for label, bar in shown if not_used(bar) == most]
    if several and len(where) == len(shown):
        return f"The same share of {items} is said not to be used at all {phases}"
    share = f"The share of {items} said not to be used is {percent(most)} at {' and '.join(where)}"
    return f"{share}, the largest of {phases}" if several else share


def leading(ranked: pd.DataFrame, what: str, of: int) -> tuple[str, bool]:
    """What holds of the first of a ranking of factors by sources, with those that have as many.

    Args:
        ranked: ``label`` and ``n_sources``, most sources first.
        what: is said of them, such as ``reported``.
        of: all sources.

    Returns:
        The sentence, and whether it names the first.
    """
    most = int(ranked["n_sources"].iloc[0])
    alike = int(ranked["n_sources"].eq(most).sum())
    where = f"{what} in {most} of {counted(of, 'source')}"
    label = f"“{ranked['label'].iloc[0]}”"
    if alike == 1:
        return f"{label} is {where}{', more than any other' if len(ranked) > 1 else ''}", True
    if alike == len(ranked):
        return f"{counted(alike, 'factor')} are each {where}", False
    return f"{label} and {counted(alike - 1, 'other')} are each {where}, more than any other", True
