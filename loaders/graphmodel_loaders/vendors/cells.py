"""What stands in cells of such tables: paths of codes, moments, places in a document, numbers of a document."""

import datetime as dt
import re
from functools import lru_cache

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d))?.*)?")
_POINTS = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)(?:,? +(\d\d?):(\d\d)(?::(\d\d))?)?")
_STROKES = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?:,? +(\d\d?):(\d\d)(?::(\d\d))? *([AaPp][Mm])?)?")

_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


def moment(text: str) -> str:
    """A moment in ISO 8601; empty if it is none, or if its day and month may be the wrong way round (03/04/2024)."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day, *time = match.groups()
        return _moment(year, month, day, time, "")
    if match := _POINTS.fullmatch(text):
        day, month, year, *time = match.groups()
        return _moment(year if len(year) == 4 else f"20{year}", month, day, time, "")
    if match := _STROKES.fullmatch(text):
        one, two, year, *time, half = match.groups()
        if int(one) > 12 or one == two:
            return _moment(year, two, one, time, half)
        if int(two) > 12:
            return _moment(year, one, two, time, half)
    return ""


def _moment(year: str, month: str, day: str, time: list[str | None], half: str | None) -> str:
    try:
        date = dt.date(int(year), int(month), int(day))
        if not time[0]:
            return date.isoformat()
        hour, minute, second = (int(part or 0) for part in time)
        if half:
            hour = hour % 12 + (12 if half.lower() == "pm" else 0)
        made = dt.datetime.combine(date, dt.time(hour, minute, second))
    except ValueError:
        return ""
    return made.isoformat(timespec="minutes")


def span(begin: str, end: str = "") -> str:
    """Where something is in a document: ``paragraph 3``, ``paragraphs 3-5``, ``00:01:02-00:01:10``, else as it stands.

    Args:
        begin: where it begins; a whole number is one of a paragraph.
        end: where it ends; empty if ``begin`` says it too.
    """
    if match := _RANGE.fullmatch(begin):
        begin, end = match[1], match[2]
    if not begin or begin == end:
        end = ""
    if begin.isdecimal():
        return f"paragraphs {begin}-{end}" if end.isdecimal() else f"paragraph {begin}"
    return f"{begin}-{end}" if end else begin


@lru_cache(maxsize=1 << 14)
def path_of(text: str, separator: str) -> tuple[str, ...]:
    """The names of a path, each on one line; ``separator`` is a regular expression."""
    return tuple(filter(None, (" ".join(part.split()) for part in re.split(separator, text))))
