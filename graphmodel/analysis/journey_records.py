"""One record for each evidence item, and how many items ended how."""

import pandas as pd

from graphmodel.analysis.evidence_claims import EVIDENCE, focus_of, focus_order
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.journey_order import Walk
from graphmodel.analysis.journey_outcome import OUTCOMES, outcomes
from graphmodel.analysis.journey_stopped import firmest, stopping_claims
from graphmodel.analysis.order_count import count_orders


def journey_records(frames: StudyFrames, rows: pd.DataFrame, found: list[Walk], items: list[str]) -> pd.DataFrame:
    """One record for each item, whether claims touch it or not.

    Args:
        frames: the study.
        rows: claims that touch evidence.
        found: the journeys of the items that have claims.
        items: ids of the items to list.

    Returns:
        ``evidence``, ``label``, ``focus``, ``steps`` (number of claims), ``last_stage`` and ``last_step``
        (of the latest claims that are told and not of minus sign, ``; `` between several),
        ``outcome``, ``certainty`` (of the outcome), ``stopped_by`` (ids of factors, ``; `` between
        them: the reasons of the losses, else barriers on the item or in the same event, else
        barriers in the same workstream and stage), ``claims``; then ``lost_elsewhere`` (impact,
        and lost in another place), ``outcome_claims``, ``stopped_basis`` (which of the three),
        ``orders`` (how many the claims permit), ``orders_exact`` and ``circular`` (the rules of
        order contradict each other).
    """
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
