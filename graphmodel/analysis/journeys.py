"""Evidence journeys: of one item with every step, and of all items with one record each.

A journey is a partial order (:mod:`graphmodel.analysis.order`): no date and no order is invented,
and the answer says how many orders the claims permit.
"""

import pandas as pd

from graphmodel.analysis.evidence_claims import EVIDENCE, IMPACT_STEPS, evidence_claims
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.journey_order import Walk, walks
from graphmodel.analysis.journey_outcome import OUTCOMES
from graphmodel.analysis.journey_patterns import Patterns
from graphmodel.analysis.journey_records import journey_records, outcome_counts
from graphmodel.analysis.journey_steps import context_claims, step_rows, stopped_rows
from graphmodel.analysis.journey_stopped import stopping_claims
from graphmodel.analysis.order_count import EXACT_UP_TO
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.wording import counted

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
        ``journey`` (one row, see :func:`~graphmodel.analysis.journey_records.journey_records`),
        ``steps`` (one row a claim, in one of the orders that the claims permit; ``level`` is 1 and
        the most steps that must come before), ``stopped_by`` (factors with what names them) and
        ``context`` (claims of the same events that touch no evidence).

    Raises:
        NotFound: the study has no such item.
    """
    labels = frames.labels(EVIDENCE)
    if evidence_id not in labels:
        raise NotFound(f"There is no evidence item {evidence_id!r}. Name one by its id or a piece of its label.")
    rows = evidence_claims(frames, [evidence_id])
    found = list(walks(frames, rows))
    record = journey_records(frames, rows, found, [evidence_id])
    stopped = stopping_claims(frames, rows, ["evidence"])
    tables = {
        "journey": record,
        "steps": step_rows(frames, rows, found[0] if found else None),
        "stopped_by": stopped_rows(frames, stopped),
        "context": context_claims(frames, rows),
    }
    notes = [_ORDERS, *_said_of(record, found), *_notes(frames)]
    unattributed = int(rows["speaker"].isna().sum())
    counts = (
        f"This item is in {counted(len(rows), 'claim')} from {counted(rows['source'].nunique(), 'source')}; "
        f"{counted(rows['speaker'].nunique(), 'speaker')}, {counted(unattributed, 'claim')} without one."
    )
    return Result("journey", f"The journey of {labels[evidence_id]}", counts, tables, tuple(notes))


def all_journeys(frames: StudyFrames) -> Result:
    """One record for each evidence item, and what the journeys have in common.

    Returns:
        ``journeys`` (see :func:`~graphmodel.analysis.journey_records.journey_records`).
        ``outcomes``: items by focus and outcome. ``variants``, ``directly_follows``, ``rework`` and
        ``times``: see :class:`~graphmodel.analysis.journey_patterns.Patterns`.
    """
    items = frames.nodes(EVIDENCE)["id"].tolist()
    rows = evidence_claims(frames)
    found = list(walks(frames, rows))
    records = journey_records(frames, rows, found, items)
    patterns = Patterns(frames.settings.steps)
    orders = records.set_index("evidence")["orders"]
    for walk in found:
        patterns.add(walk, orders[walk.evidence])
    tables = {
        "journeys": records,
        "outcomes": outcome_counts(frames, records),
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
