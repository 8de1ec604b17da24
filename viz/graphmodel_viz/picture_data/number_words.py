"""Numbers in words, as the page has them: shares, counts with what they are of, and what claims come from."""

import math

import pandas as pd

from graphmodel.schema.rules import FEWEST_SHARED
from graphmodel.wording import counted


def percent(share: float) -> str:
    """A share as ``15 %``, which no line breaks."""
    return f"{rounded(100 * share)}\u00a0%"


def rate(part: int, whole: int) -> str:
    """A count with what it is of, and its share where there are enough: ``17 of 36 (47 %)``."""
    return f"{part:,} of {whole:,}" + (f" ({percent(part / whole)})" if whole >= FEWEST_SHARED else "")


def short_rate(part: int, whole: int) -> str:
    """A share in short: ``15 %``, or ``1 of 4`` where there are too few to share."""
    return percent(part / whole) if whole >= FEWEST_SHARED else f"{part} of {whole}"


def rounded(number: float) -> int:
    """To the nearest whole number, halves up, as on the page."""
    return math.floor(number + 0.5)


def provenance(claims: pd.DataFrame) -> str:
    """How many claims, sources and speakers; claims are not people, so speakers are counted beside."""
    unattributed = int(claims["speaker"].isna().sum())
    without = f"; {counted(unattributed, 'claim')} without a named speaker" if unattributed else ""
    sources, speakers = (counted(claims[f"{one}"].nunique(), one) for one in ("source", "speaker"))
    return f"{counted(len(claims), 'claim')} from {sources}, {speakers}{without}"
