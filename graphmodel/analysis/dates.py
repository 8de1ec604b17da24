"""Partial dates: what a date as far as it is known says, and what it leaves open."""

from calendar import monthrange
from datetime import date
from functools import cache

Span = tuple[int, int]
"""First and last day that a date may mean, as day numbers (``datetime.date.toordinal``)."""


@cache
def span(text: str) -> Span | None:
    """The days that a date such as ``2011``, ``2011-03`` or ``2011-03-09`` may mean.

    Returns None for anything that is no such date.
    """
    try:
        numbers = [int(part) for part in text.split("-")]
        match numbers:
            case [year]:
                return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            case [year, month]:
                last = monthrange(year, month)[1]
                return date(year, month, 1).toordinal(), date(year, month, last).toordinal()
            case [year, month, day]:
                return date(year, month, day).toordinal(), date(year, month, day).toordinal()
    except ValueError:
        pass
    return None
