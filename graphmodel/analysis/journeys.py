"""Evidence journeys: of one item with every step, and of all items with one record each.

A journey is a partial order (:mod:`graphmodel.analysis.order`): no date and no order is invented,
and the answer says how many orders the claims permit.
"""

import pandas as pd

from graphmodel.analysis.evidence_claims import EVIDENCE, IMPACT_STEPS, evidence_claims, focus_of, focus_order
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.journey_order import Walk, walks
from graphmodel.analysis.journey_outcome import OUTCOMES, outcomes
from graphmodel.analysis.journey_patterns import Patterns
from graphmodel.analysis.journey_steps import context_claims, step_rows, stopped_rows
from graphmodel.analysis.journey_stopped import firmest, stopping_claims
from graphmodel.analysis.order_count import EXACT_UP_TO, count_orders
from graphmodel.problems import NotFound
from graphmodel.results import Result

_ORDERS = (
    f"`orders` says how many orders the claims permit, ties taken as one: exactly up to {EXACT_UP_TO} claims, "
    "and at least so many where `orders_exact` is no."
)


def journey(frames: StudyFrames, evidence_id: str) -> Result:
    """The journey of one evidence item.

    Args:
        frames: the study.
        evidence_id: id of the item.

    Returns:
        ``journey`` (one row, the columns of :func:`all_journeys`), ``steps`` (one row a claim, in
        one of the orders that the claims permit; ``level`` is 1 and the most steps that must come
        before), ``stopped_by`` (factors with what names them) and ``context`` (claims of the same
        events that touch no evidence).

    Raises:
        NotFound: the study has no such item.
    """
    labels = frames.labels(EVIDENCE)
    if evidence_id not in labels:
        raise NotFound(f"There is no evidence item {evidence_id!r}. Name one by its id or a piece of its label.")
    rows = evidence_claims(frames, [evidence_id])
    found = list(walks(frames, rows))
    record = _records(frames, rows, found, [evidence_id])
    stopped = stopping_claims(frames, rows, ["evidence"])
    tables = {
        "journey": record,
        "steps": step_rows(frames, rows, found[0] if found else None),
        "stopped_by": stopped_rows(frames, stopped),
        "context": context_claims(frames, rows),
    }
    notes = [_ORDERS, *_said_of(record, found), *_notes(frames)]
    counts = (
        f"{len(rows)} claims touch this item, from {rows['source'].nunique()} sources; "
        f"{rows['speaker'].nunique()} speakers, {int(rows['speaker'].isna().sum())} claims without a speaker."
    )
    return Result("journey", f"The journey of {labels[evidence_id]}", counts, tables, tuple(notes))


def all_journeys(frames: StudyFrames) -> Result:
    """One record for each evidence item, and what the journeys have in common.

    Returns:
        ``journeys``: ``evidence``, ``label``, ``focus``, ``steps`` (number of claims), ``last_stage``
        and ``last_step`` (of the latest claims that are told and not of minus sign, ``; `` between
        several), ``outcome``, ``certainty``, ``stopped_by`` (ids of factors, ``; `` between them:
        the reasons of the losses, else barriers on the item or in the same event, else barriers
        in the same workstream and stage), ``claims``; then ``lost_elsewhere`` (impact, and
        lost in another place), ``outcome_claims``, ``stopped_basis`` (which of the three),
        ``orders``, ``orders_exact``, ``circular`` (the rules contradict each other).
        ``outcomes``: items by focus and outcome. ``variants``, ``directly_follows``, ``rework`` and
        ``times``: see :class:`~graphmodel.analysis.journey_patterns.Patterns`.
    """
    items = frames.nodes(EVIDENCE)["id"].tolist()
    rows = evidence_claims(frames)
    found = list(walks(frames, rows))
    records = _records(frames, rows, found, items)
    patterns = Patterns(frames.settings.steps)
    for walk, orders in zip(
        found, records.set_index("evidence").loc[[w.evidence for w in found], "orders"], strict=True
    ):
        patterns.add(walk, orders)
    tables = {
        "journeys": records,
        "outcomes": _outcome_counts(frames, records),
        "variants": patterns.variants(),
        "directly_follows": patterns.directly_follows(),
        "rework": patterns.rework(),
        "times": patterns.times(),
    }
    touching, silent = rows["claim"].nunique(), int(records["outcome"].eq(OUTCOMES[4]).sum())
    counts = f"{len(items)} evidence items; {touching} claims touch them. Rows count items unless they say claims."
    notes = [
        _ORDERS,
        "Steps marked (lost) did not happen, those marked (partly) rarely. Normative claims are no steps.",
    ]
    if silent:
        notes.append(f"Of {silent} items nothing is told: that is silence, not absence.")
    if tables["times"].empty:
        notes.append("No two steps of one item have dates that decide which came first, so no times are shown.")
    return Result("journeys", "Evidence journeys", counts, tables, (*notes, *_notes(frames)))


def _records(frames: StudyFrames, rows: pd.DataFrame, found: list[Walk], items: list[str]) -> pd.DataFrame:
    ended = outcomes(rows, items)
    stopped = firmest(stopping_claims(frames, rows, ["evidence"], briefly=True), "evidence")
    labels, focus = frames.labels(EVIDENCE), focus_of(frames)
    stage_order = {stage: number for number, stage in enumerate(frames.stages["id"])}
    step_order = {step: number for number, step in enumerate(frames.settings.steps)}
    of = {walk.evidence: walk for walk in found}
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


def _outcome_counts(frames: StudyFrames, records: pd.DataFrame) -> pd.DataFrame:
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


def _said_of(record: pd.DataFrame, found: list[Walk]) -> list[str]:
    row = record.iloc[0]
    notes = []
    if row["outcome"] == OUTCOMES[0] and row["lost_elsewhere"]:
        notes.append("Reached impact and lost elsewhere: see the steps of minus sign.")
    if row["outcome"] == OUTCOMES[3]:
        notes.append("Unclear: what came later is not told.")
    if row["outcome"] == OUTCOMES[4]:
        notes.append("Nothing is told of this item: that is silence, not absence.")
    if row["certainty"] == "tentative":
        notes.append("The outcome is tentative: no claim behind it is plainly stated.")
    for circle in found[0].order.circular if found else ():
        ids = ", ".join(found[0].claims[claim] for claim in circle)
        notes.append(f"Order, dates and stages contradict each other; these claims count as one tie: {ids}.")
    return notes


def _notes(frames: StudyFrames) -> list[str]:
    if set(IMPACT_STEPS) & set(frames.settings.steps):
        return []
    named = " or ".join(IMPACT_STEPS)
    return [f"This study has no step called {named}: whatever evidence influenced or informs counts as impact."]
