"""Texts as users type them, turned into values of the types that a question may declare."""

import math
import re
from datetime import date

Value = str | int | float | bool | list[str]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_BOOLEAN = {"true": True, "yes": True, "false": False, "no": False}


def convert(given: object, type_: str) -> Value:
    """One value as its declared type.

    Raises:
        ValueError: it is not of that type.
    """
    if type_ == "list of text":
        return _entries(given)
    text = str(given).strip()
    if type_ == "boolean":
        if text.lower() not in _BOOLEAN:
            raise ValueError(f"{text!r} is neither yes nor no")
        return _BOOLEAN[text.lower()]
    if type_ == "integer":
        if not _WHOLE.fullmatch(text):
            raise ValueError(f"{text!r} is not a whole number")
        return int(text)
    if type_ == "number":
        return _number(text)
    if type_ == "date" and text and not _is_date(text):
        raise ValueError(f"{text!r} is not a date such as 2011, 2011-03 or 2011-03-09")
    return text


def _entries(given: object) -> list[str]:
    """The entries of a list, or of a text with ; between them."""
    if isinstance(given, str):
        given = given.split(";")
    parts = given if isinstance(given, list | tuple) else [given]
    return [str(part).strip() for part in parts if str(part).strip()]


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is not a number")
    return number


def _is_date(text: str) -> bool:
    """Is it a year, a month or a day that the calendar has?"""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
