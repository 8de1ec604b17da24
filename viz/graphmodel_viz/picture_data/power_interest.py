"""Power and interest as data: where the ratings put each stakeholder, in words of their scales."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from graphmodel.frames.ratings import SCALES, power_interest
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError

DIMENSIONS = ("interest", "power")
_OFF, _NOT_RATED = "rated in words that have no place on its scale", "not rated"


@dataclass(frozen=True)
class Rating:
    """Ratings of one stakeholder on one dimension; places count from 0, the low end of the scale."""

    median: float
    low: int
    high: int
    stated: int
    inferred: int
    sources: frozenset[str]


@dataclass(frozen=True)
class Placed:
    """A stakeholder with a place on both dimensions."""

    actor: str
    label: str
    interest: Rating
    power: Rating

    @property
    def n_sources(self) -> int:
        """Distinct sources behind both."""
        return len(self.interest.sources | self.power.sources)

    @property
    def basis(self) -> str:
        """*stated*, *inferred* or *both*, of all its ratings."""
        stated = self.interest.stated + self.power.stated
        inferred = self.interest.inferred + self.power.inferred
        return "both" if stated and inferred else "inferred" if inferred else "stated"


@dataclass(frozen=True)
class GridData:
    """Stakeholders in the grid and how many are not.

    ``scales`` are the words of the two dimensions, from the low end. ``unplaced`` counts those rated without a place
    on both, by why, ``unrated`` actors without a rating, ``left_out`` those with a place that are not shown.
    """

    placed: tuple[Placed, ...]
    scales: dict[str, tuple[str, ...]]
    n_ratings: int
    n_sources: int
    unplaced: dict[str, int]
    unrated: int
    left_out: int


def grid_data(frames: StudyFrames, top: int = 0) -> GridData:
    """The grid of a study.

    Args:
        frames: the study.
        top: stakeholders shown, those rated by most sources; 0 for all.

    Raises:
        OutputError: nobody was rated, or nobody on both dimensions.
    """
    table = power_interest(frames)
    if table.empty:
        raise OutputError("The study has no ratings (table ratings), so there is no power and interest to draw.")
    scales = {dimension: _scale(table[table["dimension"] == dimension]) for dimension in DIMENSIONS}
    ratings: dict[str, dict[str, Rating]] = {}
    for row in table.to_dict("records"):
        own = ratings.setdefault(str(row["actor"]), {})
        scale = scales.get(row["dimension"], ())
        if row["values"] and set(row["values"]) <= set(scale):
            own[row["dimension"]] = _rating(row, scale)
    labels = frames.labels("Actor")
    both = [
        Placed(actor, labels.get(actor, actor), own["interest"], own["power"])
        for actor, own in ratings.items()
        if len(own) == len(DIMENSIONS)
    ]
    if not both:
        raise OutputError(
            f"{len(ratings)} stakeholders are rated, but none has a place on both power and interest, "
            "so there is no grid to draw."
        )
    both.sort(key=lambda one: (-one.n_sources, one.label, one.actor))
    shown = both[: top or None]
    edges = frames.edges("RATES")
    return GridData(
        tuple(shown),
        scales,
        len(edges),
        int(edges["start"].nunique()),
        _unplaced(table, ratings),
        len(set(labels) - set(ratings)),
        len(both) - len(shown),
    )


def unplaced_words(data: GridData) -> str:
    """How many rated stakeholders have no place on one of the scales, and why."""
    if not data.unplaced:
        return "All have a place on both scales."
    return f"Left out: {'; '.join(f'{number} with {why}' for why, number in data.unplaced.items())}."


def _unplaced(table: pd.DataFrame, placed: dict[str, dict[str, Rating]]) -> dict[str, int]:
    """Stakeholders without a place on both scales, by why, the commonest first."""
    rated = set(zip(table["actor"], table["dimension"], strict=True))
    why = Counter(
        " and ".join(
            f"{dimension} {_OFF if (actor, dimension) in rated else _NOT_RATED}"
            for dimension in sorted(DIMENSIONS, reverse=True)
            if dimension not in own
        )
        for actor, own in placed.items()
        if len(own) < len(DIMENSIONS)
    )
    return dict(sorted(why.items(), key=lambda pair: (-pair[1], pair[0])))


def _scale(rows: pd.DataFrame) -> tuple[str, ...]:
    """The scale that most ratings of a dimension use."""
    used = Counter(scale for values in rows["values"] for word in values for scale in SCALES if word in scale)
    return max(SCALES, key=lambda scale: used[scale]) if used else SCALES[0]


def _rating(row: dict[Any, Any], scale: tuple[str, ...]) -> Rating:
    places = [scale.index(word) for word in row["values"]]
    return Rating(
        float(row["place"]),
        places[0],
        places[-1],
        int(row["stated"]),
        int(row["inferred"]),
        frozenset(row["sources"]),
    )
