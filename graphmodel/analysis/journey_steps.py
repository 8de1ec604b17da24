"""The tables of a single journey: its steps, what stopped it, and what went on around it."""

import pandas as pd

from graphmodel.analysis.counting import support
from graphmodel.analysis.evidence_claims import EVIDENCE
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.journey_order import Walk
from graphmodel.analysis.journey_stopped import BASES

_TOLD = ("certainty", "sign", "reason", "speaker", "source", "summary", "locator", "event")
_ENDS = ("subject", "subject_label", "predicate", "object", "object_label", "polarity")


def step_rows(frames: StudyFrames, rows: pd.DataFrame, walk: Walk | None) -> pd.DataFrame:
    """One row a claim, in an order that the claims permit.

    Args:
        frames: the study.
        rows: the claims that touch the item, by claim id.
        walk: their order; None where there are none.

    Returns:
        ``level`` (1 and the most steps that must come before it), ``claim``, ``stage``,
        ``stage_label``, ``step``, ``order``, ``date``, ``loss`` and what the claim says.
    """
    levels = walk.order.levels() if walk else {}
    flags = rows.set_index("claim")["loss"]
    steps = frames.claims[frames.claims["claim"].isin(rows["claim"])]
    steps = _labelled(frames, steps).assign(loss=lambda r: r["claim"].map(flags).astype("boolean"))
    steps["level"] = pd.array([levels[number] for number in range(len(steps))], dtype="Int64")
    steps["stage_label"] = steps["stage"].map(frames.labels("Stage")).astype("str")
    ranks = {step: number for number, step in enumerate(frames.settings.steps)}
    stages = dict(zip(frames.stages["id"], frames.stages["rank"], strict=True))
    steps = steps.sort_values(
        ["level", "order", "stage", "step", "claim"],
        key=lambda c: c.map(stages if c.name == "stage" else ranks) if c.name in ("stage", "step") else c,
        ignore_index=True,
    )
    first = ["level", "claim", "stage", "stage_label", "step", "order", "date"]
    return steps[[*first, *_ENDS, *_TOLD, "loss"]]


def stopped_rows(frames: StudyFrames, stopped: pd.DataFrame) -> pd.DataFrame:
    """Factors that stopped one item: ``factor``, ``label``, ``basis`` and what stands behind it, firmest first."""
    rows = support(stopped, ["basis", "factor"])
    rows["label"] = rows["factor"].map(frames.labels("Factor")).astype("str")
    rows["rank"] = rows["basis"].map({basis: n for n, basis in enumerate(BASES)})
    rows = rows.sort_values(["rank", "n_claims", "factor"], ascending=[True, False, True], ignore_index=True)
    columns = ["factor", "label", "basis", "n_claims", "n_speakers", "unattributed", "n_sources", "claims"]
    return rows[columns]


def context_claims(frames: StudyFrames, rows: pd.DataFrame) -> pd.DataFrame:
    """Claims of the same events as the item's claims that touch no evidence: context, not steps."""
    claims = frames.claims
    around = claims["event"].isin(rows["event"].dropna().unique())
    around &= claims["subject_kind"].ne(EVIDENCE) & claims["object_kind"].ne(EVIDENCE)
    found = _labelled(frames, claims[around]).sort_values(["event", "claim"], ignore_index=True)
    return found[["event", "claim", *_ENDS, *(name for name in _TOLD if name != "event")]]


def _labelled(frames: StudyFrames, claims: pd.DataFrame) -> pd.DataFrame:
    kinds = set(claims["subject_kind"]) | set(claims["object_kind"])
    labels: dict[str, str] = {}
    for kind in sorted(kinds):
        labels |= frames.labels(kind)
    return claims.assign(**{f"{end}_label": claims[end].map(labels).astype("str") for end in ("subject", "object")})
