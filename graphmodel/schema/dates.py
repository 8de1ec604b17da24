"""Dates as people write them, in one form: ``2011-03-09``, a range ``2011-03/2011-05``, an approximation ``2011~``.

The form is that of EDTF (ISO 8601-2), as far as a study needs it.
"""

import re
from calendar import monthrange
from datetime import date
from functools import cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>[12]\d{3})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",
        rf"{_YEAR}-(?P<month>\d{{2}})",
        rf"(?P<month>\d{{1,2}})/{_YEAR}",
        rf"{_MONTH}[ ,-]+{_YEAR}",
        rf"{_YEAR}[ -]{_MONTH}",
        rf"{_DAY}[ -]+{_MONTH}[ ,-]+{_YEAR}",
        rf"{_MONTH} +{_DAY},? +{_YEAR}",
    )
)
_QUARTER = re.compile(rf"q(?P<quarter>[1-4])[ -/]*{_YEAR}|(?P<year_first>[12]\d{{3}})[ -/]*q(?P<after>[1-4])")
_SHORT_YEAR = re.compile(rf"{_MONTH}(?: ?['\u2019]|[-/])(?P<short>\d{{2}})")
"""``Mar-13``, as Excel shows a month."""
_PIVOT = 69
"""Two digits from here on are a year of the last century (POSIX, ``%y``)."""
_SEASON = re.compile(
    rf"(?:(?P<season>spring|summer|autumn|fall)[ ,-]+{_YEAR}|winter[ ,-]+(?P<from>[12]\d{{3}})[/-]\d\d)"
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
"""Months of the seasons of the northern hemisphere, as meteorologists have them."""
_PART = re.compile(
    r"(?:(?P<early>early(?: in)?|(?:the )?(?:start|beginning) of)|(?P<mid>mid(?:dle)?|(?:the )?middle of)"
    r"|late(?: in)?|(?:the )?end of)[ -]+(?P<whole>.+)"
)
_TWO_YEARS = re.compile(
    r"(?:fy|(?:financial|fiscal|academic) year)? ?(?P<first>[12]\d{3}) ?[/\u2013] ?(?P<last>\d{2}|[12]\d{3})"
)
_ABOUT = re.compile(r"(?:(?:circa|about|around|approximately|approx|ca|c)\b\.?|ca?(?=\d)|~)\s*")
_NUMBERS = re.compile(rf"(?P<one>\d{{1,2}})[-/.](?P<other>\d{{1,2}})[-/.]{_YEAR}")
SIMPLE_DATE = r"^$|^[12]\d{3}(-\d{2}(-\d{2})?)?$"
"""Pattern (RE2) of cells that are in the form of this module, or empty."""
_SIMPLE = re.compile(r"[12]\d{3}(-\d{2}(-\d{2})?)?")


def read_date(text: str, *, day_first: bool | None = None) -> str:
    """A date in the form of this module; empty if the text is none, or may be two different days.

    Args:
        text: what somebody wrote: ``Nov 2012``, ``3 November 2012``, ``2012/13``, ``Q1 2012``, ``c. 2012``, ``Mar-13``,
            ``autumn 2012``, ``early 2012`` (its first half).
        day_first: how to read 03/11/2012; None: not at all, unless one of the numbers can only be a day.
    """
    plain = " ".join(text.lower().split())
    about = _ABOUT.match(plain)
    if about or plain.endswith("~"):
        inner = read_date(plain[about.end() :] if about else plain[:-1], day_first=day_first)
        return f"{inner}~" if _SIMPLE.fullmatch(inner) else ""
    first, slash, last = plain.partition("/")
    if slash and _SIMPLE.fullmatch(first) and _SIMPLE.fullmatch(last):
        ends = _single(first, None), _single(last, None)
        return "/".join(ends) if all(ends) and ends[0] <= ends[1] else ""
    if years := _TWO_YEARS.fullmatch(plain):
        return _years(years["first"], years["last"])
    if quarter := _QUARTER.fullmatch(plain):
        year, number = quarter["year"] or quarter["year_first"], int(quarter["quarter"] or quarter["after"])
        return f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}"
    if short := _SHORT_YEAR.fullmatch(plain):
        return _single(f"{short['name']} {19 if int(short['short']) >= _PIVOT else 20}{short['short']}", None)
    return _season(plain) or _part(plain) or _single(plain, day_first)


def names_season(text: str) -> bool:
    """Whether a date is a season, whose months depend on the hemisphere."""
    return bool(_season(" ".join(text.lower().split())))


def _season(plain: str) -> str:
    """The months of a season; of the winter only where both its years are named."""
    if not (found := _SEASON.fullmatch(plain)):
        return ""
    if year := found["from"]:
        return f"{year}-12/{int(year) + 1}-02" if _years(year, plain[-2:]) == f"{year}/{int(year) + 1}" else ""
    first, last = _SEASONS[found["season"]]
    return f"{found['year']}-{first:02}/{found['year']}-{last:02}"


def _part(plain: str) -> str:
    """The first half of a year, its middle or its second half; of a part of a month, the month."""
    found = _PART.fullmatch(plain)
    whole = _single(found["whole"], None) if found else ""
    if not found or len(whole) != len("2011"):
        return whole if len(whole) == len("2011-03") else ""
    first, last = (1, 6) if found["early"] else (4, 9) if found["mid"] else (7, 12)
    return f"{whole}-{first:02}/{whole}-{last:02}"


def is_ambiguous(text: str) -> bool:
    """Whether a text is two different days, with the day first or with the month first: 03/11/2012."""
    one, other = (read_date(text, day_first=first) for first in (True, False))
    return bool(one and other and one != other)


def _single(plain: str, day_first: bool | None) -> str:
    """One day, month or year."""
    if numbers := _NUMBERS.fullmatch(plain):
        one, other, year = numbers["one"], numbers["other"], numbers["year"]
        days = {_made(year, other, one), _made(year, one, other)} - {""}
        if day_first is not None:
            return _made(year, other, one) if day_first else _made(year, one, other)
        return days.pop() if len(days) == 1 else ""
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            name = parts.get("name")
            month = str(MONTHS.index(name[:3]) + 1) if name else parts.get("month") or ""
            return _made(parts["year"], month, parts.get("day") or "")
    return ""


def _made(year: str, month: str, day: str) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return year + (f"-{int(month):02}" if month else "") + (f"-{int(day):02}" if day else "")


def _years(first: str, last: str) -> str:
    """A financial or academic year such as 2012/13, or a range of years."""
    end = int(last) if len(last) == len(first) else int(first[:2] + last)
    if end <= int(first) and len(last) == len("13"):
        end += 100
    return f"{first}/{end}" if int(first) < end <= int(first) + 100 else ""


@cache
def span(text: str) -> tuple[int, int] | None:
    """The days that a date such as ``2011``, ``2011-03`` or ``2011-03-09`` may mean.

    A range (``2011-04/2012-03``) is every day from its beginning to its end. An approximation (``2011~``) may also be
    the year, month or day before or after. Returns day numbers (``datetime.date.toordinal``); None for
    anything else.
    """
    first, slash, last = text.partition("/")
    if slash:
        begins, ends = _simple_span(first), _simple_span(last)
        return (begins[0], ends[1]) if begins and ends else None
    days = _simple_span(text.removesuffix("~"))
    if days is None or not text.endswith("~"):
        return days
    more = days[1] - days[0] + 1
    return days[0] - more, days[1] + more


def _simple_span(text: str) -> tuple[int, int] | None:
    """The days of one year, month or day."""
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
