"""The steps of each journey in the order that its claims permit."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.analysis.dates import Span, span
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.order import JourneyOrder, Position, order_claims

NO_STEP = "step not told"


@dataclass(frozen=True)
class Walk:
    """One item's claims with their order; the lists run alike, by claim id.

    ``marks`` are the steps as they are shown, with *(lost)* or *(partly)* behind them; None for
    normative claims, which are no step that was taken.
    """

    evidence: str
    claims: list[str]
    stages: list[str | None]
    steps: list[str | None]
    marks: list[str | None]
    spans: list[Span | None]
    order: JourneyOrder
    reached: list[bool]
    losses: list[bool]

    @cached_property
    def last(self) -> list[int]:
        """Numbers of the latest claims that are told and not of minus sign; several if tied."""
        return self.order.latest({number for number, reached in enumerate(self.reached) if reached})


class Positions:
    """Turns what a claim says of its order, date, stage and step into a :class:`Position`."""

    def __init__(self, frames: StudyFrames) -> None:
        stages = frames.stages
        rank = dict(zip(stages["id"], stages["rank"].astype(int), strict=True))
        self._stages = {id_: (rank[phase], rank[id_]) for id_, phase in zip(stages["id"], stages["phase"], strict=True)}
        self._steps = {step: number for number, step in enumerate(frames.settings.steps)}
        self._known: dict[tuple[int | None, str | None, str | None, str | None], Position] = {}

    def at(self, order: int | None, date: str | None, stage: str | None, step: str | None) -> Position:
        """The position; made once for all claims that say the same."""
        said = (order, date, stage, step)
        if said not in self._known:
            self._known[said] = Position(
                order, span(date) if date else None, self._stages.get(stage or ""), self._steps.get(step or "")
            )
        return self._known[said]


def walks(frames: StudyFrames, rows: pd.DataFrame) -> Iterator[Walk]:
    """The journey of each item that has claims.

    Args:
        frames: the study, for its stages and steps.
        rows: claims that touch evidence, by item and claim id.
    """
    positions = Positions(frames)
    columns = {name: _listed(rows[name]) for name in ("evidence", "claim", "order", "date", "stage", "step")}
    behind = np.select([rows["loss"], rows["sign"].eq("mixed")], [" (lost)", " (partly)"], "")
    marks = (rows["step"].fillna(NO_STEP) + behind).where(rows["told"])
    columns |= {"marks": _listed(marks), "loss": _listed(rows["loss"])}
    columns["reached"] = _listed(rows["told"] & rows["sign"].ne("minus").fillna(True))
    starts = np.flatnonzero(~rows["evidence"].duplicated()).tolist()
    for first, end in pairwise([*starts, len(rows)]):
        own = {name: values[first:end] for name, values in columns.items()}
        where = [positions.at(*said) for said in zip(own["order"], own["date"], own["stage"], own["step"], strict=True)]
        yield Walk(
            own["evidence"][0],
            own["claim"],
            own["stage"],
            own["step"],
            own["marks"],
            [position.date for position in where],
            order_claims(where),
            own["reached"],
            own["loss"],
        )


def _listed(column: "pd.Series[Any]") -> list[Any]:
    """Values as Python has them, None for what is missing."""
    return column.astype(object).where(column.notna(), None).tolist()
