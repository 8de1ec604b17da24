"""The journey of each evidence item: its claims in the order they permit, how it ended, one record an item."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from graphmodel.frames.counting import lists
from graphmodel.frames.evidence import EVIDENCE, focus_of, focus_order
from graphmodel.frames.factors import firmest, stopping_claims
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.order import JourneyOrder, Position, Span, order_claims
from graphmodel.measures.order_count import EXACT_UP_TO, count_orders
from graphmodel.schema import rules
from graphmodel.schema.dates import span

NO_STEP = "step not stated"


@dataclass(frozen=True)
class Walk:
    """One item's claims with their order; the lists are parallel, by claim id.

    ``marks`` are the steps as they are shown, followed by *(lost)* or *(partly)*; None for
    normative claims, which are not steps.
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
        """Numbers of the latest claims that are neither normative nor of minus sign; several if tied."""
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
    marks = (rows["step"].fillna(NO_STEP) + behind).where(rows["descriptive"])
    columns |= {"marks": _listed(marks), "loss": _listed(rows["loss"])}
    columns["reached"] = _listed(rows["descriptive"] & rows["sign"].ne("minus").fillna(True))
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


OUTCOMES = ("reached impact", "contested", "stopped", "unclear", "no claims")
"""*unclear*: nobody says what came later. *no claims*: no claim mentions the item."""


def outcomes(rows: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    """Outcome of each item; normative claims are left out.

    Impact and nothing contested or blocked is *reached impact*; impact and contested or blocked
    is *contested*; no impact and a loss is *stopped*; no impact, no loss, contested or blocked is
    *contested*; otherwise it is *unclear*.

    Args:
        rows: claims that touch evidence (:func:`~graphmodel.frames.evidence.evidence_claims`).
        items: the items to list, with or without claims.

    Returns:
        By item, in the order of ``items``: ``outcome``; ``certainty``, that of the surest claim
        behind the outcome (*stated* or *tentative*, missing where no claim is behind it);
        ``lost_elsewhere`` (impact, and also a loss); ``outcome_claims`` (the ids behind the
        outcome: those of impact, of contest or of loss).
    """
    flags = rows.assign(mentioned=True)[["evidence", "impact", "opposed", "loss", "mentioned"]]
    has = flags.groupby("evidence").any().reindex(items, fill_value=False)
    outcome = np.select(
        [
            has["impact"] & ~has["opposed"],
            has["opposed"] & (has["impact"] | ~has["loss"]),
            has["loss"],
            has["mentioned"],
        ],
        OUTCOMES[:4],
        OUTCOMES[4],
    )
    found = pd.DataFrame({"outcome": pd.Series(outcome, index=has.index, dtype="str")})
    kind = rows["evidence"].map(found["outcome"])
    behind = rows[
        (rows["impact"] & kind.eq("reached impact"))
        | (rows["opposed"] & kind.eq("contested"))
        | (rows["loss"] & kind.eq("stopped"))
    ]
    surest = behind["certainty"].eq("stated").groupby(behind["evidence"]).any()
    words = surest.map({True: "stated", False: "tentative"}).astype("str")
    found["certainty"] = words.reindex(has.index)
    found["lost_elsewhere"] = has["impact"] & has["loss"]
    claims = lists(behind, ["evidence"], "claim").to_dict()
    found["outcome_claims"] = [claims.get(item, []) for item in found.index]
    return found


def journey_records(frames: StudyFrames, rows: pd.DataFrame, journeys: list[Walk], items: list[str]) -> pd.DataFrame:
    """One record for each item, whether claims touch it or not.

    Args:
        frames: the study.
        rows: claims that touch evidence.
        journeys: the journeys of the items that have claims.
        items: ids of the items to list.

    Returns:
        ``evidence``, ``label``, ``focus``, ``steps`` (number of claims), ``last_stage`` and ``last_step``
        (of the latest claims that are neither normative nor of minus sign, separated by ``; ``),
        ``outcome``, ``certainty`` (of the outcome), ``stopped_by`` (ids of factors, separated by ``; ``: the
        reasons of the losses, else barriers on the item or in the same event, else barriers in the
        same workstream and stage), ``claims``; then ``lost_elsewhere`` (impact,
        and lost in another place), ``outcome_claims``, ``stopped_basis`` (which of the three),
        ``orders`` (how many the claims permit), ``orders_exact`` and ``circular`` (the rules of
        order contradict each other).
    """
    ended = outcomes(rows, items)
    stopped = firmest(stopping_claims(frames, rows, ["evidence"], briefly=True), "evidence")
    labels, focus = frames.labels(EVIDENCE), focus_of(frames)
    stage_order = {stage: number for number, stage in enumerate(frames.stages["id"])}
    step_order = {step: number for number, step in enumerate(frames.settings.steps)}
    of = {walk.evidence: walk for walk in journeys}
    made = []
    for item in items:
        walk = of.get(item)
        orders, exact = count_orders(walk.order) if walk else (None, None)
        made.append(
            (
                item,
                labels[item],
                focus[item],
                len(walk.claims) if walk else 0,
                _joined([walk.stages[n] for n in walk.last], stage_order) if walk else None,
                _joined([walk.steps[n] for n in walk.last], step_order) if walk else None,
                walk.claims if walk else [],
                orders,
                exact,
                bool(walk.order.circular) if walk else None,
            )
        )
    columns = ["evidence", "label", "focus", "steps", "last_stage", "last_step", "claims"]
    frame = pd.DataFrame(made, columns=[*columns, "orders", "orders_exact", "circular"])
    frame = frame.join(ended, on="evidence").join(stopped, on="evidence")
    text = [*columns[:3], "last_stage", "last_step", "stopped_by", "stopped_basis"]
    types = dict.fromkeys(text, "str") | dict.fromkeys(["steps", "orders"], "Int64")
    frame = frame.astype(types | dict.fromkeys(["orders_exact", "circular", "lost_elsewhere"], "boolean"))
    first = [*columns[:6], "outcome", "certainty", "stopped_by", "claims", "lost_elsewhere", "outcome_claims"]
    return frame[[*first, "stopped_basis", "orders", "orders_exact", "circular"]]


def outcome_counts(frames: StudyFrames, records: pd.DataFrame) -> pd.DataFrame:
    """Items by focus and outcome: ``n_items``, of which ``n_tentative`` and ``n_lost_elsewhere``, and ``items``."""
    rows = records.assign(tentative=records["certainty"].eq("tentative"))
    groups = rows.groupby(["focus", "outcome"], sort=False)
    counted = pd.DataFrame(
        {
            "n_items": groups.size(),
            "n_tentative": groups["tentative"].sum(),
            "n_lost_elsewhere": groups["lost_elsewhere"].sum(),
        }
    ).astype("Int64")
    counted["items"] = groups["evidence"].agg(list).astype(object)
    place = {word: n for n, word in enumerate([*focus_order(frames), *OUTCOMES])}
    return counted.reset_index().sort_values(["focus", "outcome"], key=lambda c: c.map(place), ignore_index=True)


def _joined(words: list[str | None], order: dict[str, int]) -> str | None:
    return (
        "; ".join(sorted({word for word in words if word}, key=lambda word: (order.get(word, len(order)), word)))
        or None
    )


ORDERS = (
    f"`orders` says how many orders the claims permit, ties taken as one: exactly up to {EXACT_UP_TO} claims, "
    "and at least that many if `orders_exact` is no."
)


def step_notes(frames: StudyFrames) -> list[str]:
    """A note for a study with other names of steps."""
    if set(rules.IMPACT_STEPS) & set(frames.settings.steps):
        return []
    named = " or ".join(rules.IMPACT_STEPS)
    return [f"This study has no step called {named}: whatever evidence influenced or informs counts as impact."]
