"""Power and interest of stakeholders, from ratings only: nothing is read off the network.

A rating is a word. Words have an order only within a scale, so the median and the range are
words too; a word on no scale (such as *unclear*) is listed and counts in neither.
"""

from collections.abc import Sequence

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames

SCALES: tuple[tuple[str, ...], ...] = (("low", "medium", "high"), ("resistant", "mixed", "supportive"))
"""Ordered scales of the rating words, each from its low end; *mixed* is read as the middle."""


def power_interest(frames: StudyFrames) -> pd.DataFrame:
    """One row per actor and dimension that somebody rated.

    Columns:
        actor, label, dimension; values (the words on the scale, lowest first, one for each
        rating); median (a word, or two with "to" between if the middle is between them; missing with one
        rating, which has none); place (on the scale, of the median or of the one rating: 0 the low end, a half
        between two words); range (lowest to highest); off_scale (words without a place); n_ratings; n_sources
        (distinct); stated, inferred (ratings with that basis); sources; locators.
        Median and range are missing if no word is on a scale, or words of two scales are mixed.
    """
    ratings = frames.edges("RATES")
    labels = frames.labels("Actor")
    rows = []
    if len(ratings):
        for (actor, dimension), group in ratings.groupby(["end", "dimension"], sort=True):
            words = [word for word in group["value"].tolist() if isinstance(word, str)]
            scale = _scale(words)
            places = sorted(scale.index(word) for word in words if word in scale)
            values = [scale[place] for place in places]
            middle = _middle(places)
            row = {
                "actor": actor,
                "label": labels.get(str(actor)),
                "dimension": dimension,
                "values": values,
                "median": _between(scale[middle[0]], scale[middle[1]]) if middle and len(values) > 1 else None,
                "place": sum(middle) / 2 if middle else None,
                "range": _between(values[0], values[-1]) if values else None,
                "off_scale": sorted(word for word in words if word not in scale),
                "n_ratings": len(group),
                "n_sources": group["start"].nunique(),
                "stated": (group["basis"] == "stated").sum(),
                "inferred": (group["basis"] == "inferred").sum(),
                "sources": sorted(set(group["start"])),
                "locators": sorted(set(group["locator"].dropna())),
            }
            rows.append(row)
    frame = pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)
    return frame.sort_values(["label", "dimension", "actor"], ignore_index=True)


_TYPES = {
    **dict.fromkeys(["actor", "label", "dimension"], "str"),
    "values": "object",
    "median": "str",
    "place": "Float64",
    "range": "str",
    "off_scale": "object",
    **dict.fromkeys(["n_ratings", "n_sources", "stated", "inferred"], "Int64"),
    "sources": "object",
    "locators": "object",
}


def _scale(words: list[str]) -> tuple[str, ...]:
    """The one scale that has all the words that are on a scale; none if two scales are mixed."""
    used = [scale for scale in SCALES if any(word in scale for word in words)]
    return used[0] if len(used) == 1 else ()


def _middle(places: Sequence[int]) -> tuple[int, int] | None:
    """The two places of sorted ones that the median is between; mostly the same one twice."""
    return (places[(len(places) - 1) // 2], places[len(places) // 2]) if places else None


def _between(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"
