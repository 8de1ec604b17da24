"""The journey of each evidence item: its claims in the order they permit, how it ended, one record an item."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from graphmodel.frames.evidence import EVIDENCE, focus_of, focus_order
from graphmodel.frames.factors import firmest, stopping_claims
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.graph.outcomes import item_outcomes
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


def outcomes(rows: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    """Outcome of each item (see :func:`graphmodel.graph.outcomes.item_outcomes`), by item in the order given.

    Args:
        rows: claims that touch evidence (:func:`~graphmodel.frames.evidence.evidence_claims`).
        items: the items to list, with or without claims.

    Returns:
        ``outcome``, ``n_deciding``, ``certainty``, ``opposed``, ``lost_elsewhere``, ``kinds_of_use``
        (separated by ``; ``), ``outcome_claims``.
    """
    sets = dict.fromkeys((name for rule in rules.OUTCOME_RULES for name in (*rule.some, *rule.none)), pa.bool_())
    types = dict.fromkeys(("evidence", "claim", "certainty", "use"), pa.string()) | sets
    columns = {name: pa.array(rows[name], from_pandas=True, type=of) for name, of in types.items()}
    found: pd.DataFrame = item_outcomes(pa.table(columns), pa.array(items, pa.string())).to_pandas()
    for name, kept in (("kinds_of_use", _together), ("outcome_claims", _listed_ids)):
        found[name] = pd.Series([kept(values) for values in found[name]], dtype=object)
    found = found.rename(columns={"outcome_certainty": "certainty"}).set_axis(pd.Index(items, dtype="str"))
    return found.astype({"outcome": "str", "certainty": "str", "kinds_of_use": "str", "n_deciding": "Int64"})


def _together(words: Sequence[str] | None) -> str | None:
    return None if words is None else "; ".join(words)


def _listed_ids(ids: Sequence[str] | None) -> list[str]:
    return [] if ids is None else list(ids)


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
        same workstream and stage), ``claims``; then ``n_deciding``, ``opposed``, ``lost_elsewhere``,
        ``kinds_of_use`` (see :func:`outcomes`), ``furthest_step`` (the last of the study's steps at which a
        claim says that it was there or in use), ``outcome_claims``, ``stopped_basis`` (which of the three),
        ``orders`` (how many the claims permit), ``orders_exact`` and ``circular`` (the rules of
        order contradict each other).
    """
    ended = outcomes(rows, items)
    stopped = firmest(stopping_claims(frames, rows, ["evidence"], briefly=True), "evidence")
    labels, focus = frames.labels(EVIDENCE), focus_of(frames)
    stage_order = {stage: number for number, stage in enumerate(frames.stages["id"])}
    step_order = {step: number for number, step in enumerate(frames.settings.steps)}
    rungs = rows[rows["there"]].assign(rung=rows["step"].map(step_order)).groupby("evidence")["rung"].max()
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
    frame["furthest_step"] = frame["evidence"].map(rungs.map(dict(enumerate(frames.settings.steps))))
    text = [*columns[:3], "last_stage", "last_step", "furthest_step", "stopped_by", "stopped_basis"]
    types = dict.fromkeys(text, "str") | dict.fromkeys(["steps", "orders"], "Int64")
    flags = ["orders_exact", "circular", "opposed", "lost_elsewhere"]
    frame = frame.astype(types | dict.fromkeys(flags, "boolean"))
    first = [*columns[:6], "outcome", "certainty", "stopped_by", "claims"]
    ending = ["n_deciding", "opposed", "lost_elsewhere", "kinds_of_use", "furthest_step", "outcome_claims"]
    return frame[[*first, *ending, "stopped_basis", "orders", "orders_exact", "circular"]]


ALL_COUNTS = "all"
"""The row of items with any number of claims."""


def outcome_counts(frames: StudyFrames, records: pd.DataFrame) -> pd.DataFrame:
    """Items by focus, number of claims and outcome.

    Items that more claims mention have more chances to be stopped, so two focuses compare
    within an equal number of claims. Items that no claim mentions are beside them, in rows of their own.

    Args:
        frames: the study.
        records: what :func:`journey_records` gives.

    Returns:
        ``focus``, ``n_claims`` (*all*, 1, 2, *3 and more*), ``outcome``, ``n_items`` with it of ``n_mentioned``
        in that group; of them ``n_on_one_claim`` (one claim decides), ``n_tentative``, ``n_opposed`` and
        ``n_lost_elsewhere``; ``items``, ``claims`` (those that decide).
    """
    mentioned = records[records["steps"].gt(0)]
    bands = mentioned["steps"].map(lambda steps: next(band.name for band in rules.BANDS if band.holds(steps)))
    rows = pd.concat([mentioned.assign(n_claims=ALL_COUNTS), mentioned.assign(n_claims=bands)])
    silent = records[records["steps"].eq(0)].assign(n_claims="0")
    rows = pd.concat([rows, silent]).assign(
        on_one_claim=lambda r: r["n_deciding"].eq(1), tentative=lambda r: r["certainty"].eq("tentative")
    )
    groups = rows.groupby(["focus", "n_claims", "outcome"], sort=False)
    flags = ("on_one_claim", "tentative", "opposed", "lost_elsewhere")
    numbers = {"n_items": groups.size(), **{f"n_{name}": groups[name].sum() for name in flags}}
    table = pd.DataFrame(numbers).astype("Int64")
    table["items"] = groups["evidence"].agg(sorted).astype(object)
    table["claims"] = groups["outcome_claims"].agg(_joined_lists).astype(object)
    table = table.reset_index()
    group = table.groupby(["focus", "n_claims"])["n_items"].transform("sum")
    table.insert(4, "n_mentioned", group.mask(table["outcome"].eq(rules.NO_CLAIMS), 0).astype("Int64"))
    counts = [ALL_COUNTS, *(band.name for band in rules.BANDS), "0"]
    place = {
        "focus": {word: n for n, word in enumerate(focus_order(frames))},
        "n_claims": {word: n for n, word in enumerate(counts)},
        "outcome": {word: n for n, word in enumerate(rules.OUTCOMES)},
    }
    keys = list(place)
    return table.sort_values(keys, key=lambda c: c.map(place[str(c.name)]), ignore_index=True)


def kinds_of_use(frames: StudyFrames, rows: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """How the items that reached impact are said to have been used, each kind apart.

    Args:
        frames: the study.
        rows: claims that touch evidence.
        records: what :func:`journey_records` gives.

    Returns:
        ``focus``, ``use`` (a word of the study, or *not said*), ``n_items`` (one item may have several
        kinds) of ``n_reached``, ``items``, ``claims``.
    """
    reached = records[records["outcome"].eq(rules.REACHED_IMPACT)]
    impact = rows[rows["impact"] & rows["evidence"].isin(reached["evidence"])]
    impact = impact.assign(use=impact["use"].fillna(rules.NOT_SAID), focus=impact["evidence"].map(focus_of(frames)))
    groups = impact.groupby(["focus", "use"], sort=False)
    table = pd.DataFrame({"n_items": groups["evidence"].nunique()}).astype("Int64").reset_index()
    table["n_reached"] = table["focus"].map(reached["focus"].value_counts()).astype("Int64")
    for name, column in (("items", "evidence"), ("claims", "claim")):
        ids = groups[column].agg(lambda values: sorted(set(values)))
        table[name] = pd.Series(ids.to_numpy() if len(ids) else [], index=table.index, dtype=object)
    focuses = {word: n for n, word in enumerate(focus_order(frames))}
    table = table.assign(at=table["focus"].map(focuses), last=table["use"].eq(rules.NOT_SAID))
    table = table.sort_values(["at", "last", "n_items", "use"], ascending=[True, True, False, True], ignore_index=True)
    return table[["focus", "use", "n_items", "n_reached", "items", "claims"]]


def _joined_lists(lists: Iterable[list[str]]) -> list[str]:
    return sorted({id_ for ids in lists for id_ in ids})


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
    """What a study's own steps and stages mean for its outcomes."""
    notes = []
    if not set(rules.IMPACT_STEPS) & set(frames.settings.steps):
        named = " or ".join(rules.IMPACT_STEPS)
        notes.append(
            f"This study has no step called {named}: whatever evidence influenced or informs counts as impact."
        )
    if not frames.settings.supply:
        notes.append(
            "The study names no stage of supply (stages.supply in study.toml), so impact through contracts and "
            "specifications cannot be reported: evidence that was applied counts as applied."
        )
    return notes
