"""Sentences of what a study found that compare: no more than their numbers hold, and as the page has them."""

from collections.abc import Callable, Sequence

import pandas as pd

from graphmodel.schema.rules import FEWEST_COMPARED, FEWEST_SHARED
from graphmodel.wording import counted
from graphmodel_viz.picture_data.dropout import PhaseBar
from graphmodel_viz.picture_data.number_words import percent, rate


def not_used(bar: PhaseBar) -> float:
    """The share of the items mentioned that are not used."""
    return bar.not_used / bar.mentioned


def compared(asked: str, other: str, pairs: Sequence[tuple[str, PhaseBar, PhaseBar]]) -> str:
    """At how many phases the share not used is larger, smaller or the same; pairs begin with the label of a phase."""
    large = [pair for pair in pairs if min(pair[1].mentioned, pair[2].mentioned) >= FEWEST_COMPARED]
    if not large:
        return f"Too few {asked} and {other} items are mentioned at any phase to compare them"

    def of(test: Callable[[float], bool]) -> int:
        return sum(test(not_used(one) - not_used(beside)) for _, one, beside in large)

    words = {"a larger share": of(lambda d: d > 0), "a smaller share": of(lambda d: d < 0)}
    words["the same share"] = of(lambda d: d == 0)
    (first, most), *others = sorted(((word, n) for word, n in words.items() if n), key=lambda pair: -pair[1])
    than = "as of" if first == "the same share" else "than of"
    which = f" with {FEWEST_COMPARED} items or more of both" if len(large) < len(pairs) else ""
    where = f"At {most} of {counted(len(large), 'phase')}{which}"
    if most == len(large):
        where = f"{at_each(most)}{which}" if most > 1 else f"At {large[0][0]}"
    also = "".join(f", {word} at {number}" for word, number in others)
    return f"{where}, {first} of {asked} items {than} {other} items is said not to be used{also}"


def at_each(number: int) -> str:
    """*At each of the 3 phases*, where a sentence begins: behind *not used*, *at all 3 phases* says another thing."""
    return "At both phases" if number == 2 else f"At each of the {counted(number, 'phase')}"


def largest_share(items: str, shown: Sequence[tuple[str, PhaseBar]]) -> str:
    """At which phase the share not used is largest, of one focus."""
    most = max(not_used(bar) for _, bar in shown)
    several = len(shown) > 1
    phases = counted(len(shown), "phase")
    if not most:
        return f"At no phase are {items} said not to be used"
    if any(bar.mentioned < FEWEST_COMPARED for _, bar in shown):
        one = f"at {shown[0][0]} to say whether they are used ({shown[0][1].mentioned})"
        return f"Too few {items} are mentioned {'at some phases to compare phases' if several else one}"
    where = [label for label, bar in shown if not_used(bar) == most]
    if several and len(where) == len(shown):
        return f"{at_each(len(where))}, the same share of {items} is said not to be used"
    at = " and ".join(where)
    if several and all(bar.mentioned >= FEWEST_SHARED for _, bar in shown if not_used(bar) == most):
        (first, *others) = [bar for _, bar in shown if not_used(bar) == most]
        share = percent(most) if others else rate(first.not_used, first.mentioned)
        return f"The share of {items} said not to be used is largest at {at}, of {phases}: {share}"
    if several:
        return f"The share of {items} said not to be used is largest at {at}, of {phases}"
    ((_, bar),) = shown
    number = rate(bar.not_used, bar.mentioned)
    return f"Of the {items} mentioned at {at}, {number} {'is' if bar.not_used == 1 else 'are'} said not to be used"


def leading(ranked: pd.DataFrame, what: str, of: int) -> tuple[str, bool]:
    """What holds of the first of a ranking of factors by sources, with those that have as many; or that it is too few.

    Args:
        ranked: ``label`` and ``n_sources``, most sources first.
        what: is said of them, such as ``reported``.
        of: all sources.

    Returns:
        The sentence, and whether it names the first.
    """
    if of < FEWEST_COMPARED:
        return f"Too few sources ({of}) to say which factor is {what.removesuffix(',')} most often", False
    most = int(ranked["n_sources"].iloc[0])
    alike = int(ranked["n_sources"].eq(most).sum())
    where = f"{what} in {most} of {counted(of, 'source')}"
    label = f"“{ranked['label'].iloc[0]}”"
    if alike == 1:
        return f"{label} is {where}{', more than any other' if len(ranked) > 1 else ''}", True
    if alike == len(ranked):
        return f"{counted(alike, 'factor')} are each {where}", False
    return f"{label} and {counted(alike - 1, 'other')} are each {where}, more than any other", True
