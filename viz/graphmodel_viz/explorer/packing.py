"""Frames packed by column for a page: short, and read back by ``viz/page/src/data/decode.js``.

A packed frame is ``{"rows": 3, "columns": {"source": ...}}``. A column is one of

- ``{"plain": [...]}``: the values, null where there is none;
- ``{"words": [...], "at": [...]}``: each value by its place among the distinct ones, -1 where there is none;
- ``{"words": [...], "letters": "0a-..."}``: the same, a letter for each place, where there are few distinct ones;
- ``{"plain": [...], "gaps": [...]}``: the values alone, each with how many rows before it have none;
- ``{"lists": [...]}``: lists of values;
- ``{"words": [...], "lists": [...]}``: lists of places among the distinct words;
- ``{"claims": [...]}``: lists of claims, by their place among the study's claims.

Where texts begin alike, as ids and locators do, ``plain`` and ``words`` become ``starts`` and ``ends``: how many signs
a text has in common with the one before, a letter each, and how it goes on.

Columns without a value are left out.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

Packed = dict[str, Any]
Column = dict[str, Any]

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Stand for the places of up to so many words; ``-`` stands for no value."""


def pack(frame: pd.DataFrame, claim_places: Mapping[str, int] | None = None) -> Packed:
    """Pack a frame.

    Args:
        frame: any frame of a result; its cells are text, numbers, yes or no, or lists of these.
        claim_places: the place of each claim id among the study's claims. Lists in the columns
            ``claims``, ``claims_*`` and ``*_claims`` are packed as places.
    """
    packed = {}
    for name in frame.columns:
        column = _column(frame[name], claim_places if _holds_claims(str(name)) else None)
        if column is not None:
            packed[str(name)] = column
    return {"rows": len(frame), "columns": packed}


def _holds_claims(name: str) -> bool:
    return name == "claims" or name.startswith("claims_") or name.endswith("_claims")


def _column(column: "pd.Series[Any]", claim_places: Mapping[str, int] | None) -> Column | None:
    values = [_value(value) for value in column]
    if all(value is None for value in values):
        return None
    if any(isinstance(value, list) for value in values):
        lists = [value or [] for value in values]
        if claim_places is not None:
            return {"claims": [[claim_places[id_] for id_ in ids] for ids in lists]}
        return _lists(lists)
    words = {value: index for index, value in enumerate(dict.fromkeys(v for v in values if isinstance(v, str | bool)))}
    if words and len(words) * 2 <= len(values):
        places = [-1 if value is None else words[value] for value in values]
        if len(words) <= len(LETTERS):
            letters = "".join("-" if at < 0 else LETTERS[at] for at in places)
            return {**_texts("words", list(words)), "letters": letters}
        return {**_texts("words", list(words)), "at": places}
    return _plain(values)


def _plain(values: list[Any]) -> Column:
    held = [at for at, value in enumerate(values) if value is not None]
    if len(held) * 2 >= len(values):
        return _texts("plain", values)
    gaps = [at - before - 1 for before, at in zip([-1, *held[:-1]], held, strict=True)]
    return {"gaps": gaps, **_texts("plain", [values[at] for at in held])}


def _texts(name: str, texts: list[Any]) -> Column:
    """Texts as they are, or without what each has in common with the one before, where that is much."""
    if not all(isinstance(text, str) for text in texts):
        return {name: texts}
    starts = [_alike(before, text) for before, text in zip(["", *texts[:-1]], texts, strict=True)]
    if sum(starts) < sum(map(len, texts)) / 4:
        return {name: texts}
    ends = [text[start:] for start, text in zip(starts, texts, strict=True)]
    return {"starts": "".join(LETTERS[start] for start in starts), "ends": ends}


def _alike(before: str, text: str) -> int:
    """How many signs two texts begin with alike, of those that a page counts as one sign, too."""
    most = min(len(before), len(text), len(LETTERS) - 1)
    return next((at for at in range(most) if before[at] != text[at] or text[at] > "\uffff"), most)


def _lists(lists: list[list[Any]]) -> Column:
    entries = [entry for one in lists for entry in one]
    words = {entry: index for index, entry in enumerate(dict.fromkeys(entries))}
    if all(isinstance(entry, str) for entry in entries) and len(words) * 2 <= len(entries):
        return {"words": list(words), "lists": [[words[entry] for entry in one] for one in lists]}
    return {"lists": lists}


def _value(value: Any) -> Any:
    """A cell as JSON has it: None for what is missing, Python's own numbers, six digits of a measure."""
    if isinstance(value, list | tuple):
        return [_value(entry) for entry in value]
    if isinstance(value, str | bool) or value is None:
        return value
    if pd.isna(value):
        return None
    number = value.item() if hasattr(value, "item") else value
    return float(f"{number:.6g}") if isinstance(number, float) else number
