"""Trace what happened to one evidence item.

Who produced, obtained, appraised, used, ignored or contested it, in the order that the claims permit; the
last stage that mentions it, how it ended and what stopped it. The item is named by its id or a piece
of its label.
"""

import pandas as pd

from graphmodel.analysis.registry import Evidence, analysis
from graphmodel.frames.counting import support
from graphmodel.frames.evidence import EVIDENCE, evidence_claims
from graphmodel.frames.factors import BASES, stopping_claims
from graphmodel.frames.item_journeys import ORDERS, Walk, journey_records, step_notes, walks
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.schema import rules
from graphmodel.wording import counted


@analysis(
    tables=("journey", "steps", "stopped_by", "context"),
    examples=("graphmodel journey my-copy ev.bme_strategy", "graphmodel journey my-copy ev.bme_strategy --table steps"),
)
def journey(frames: StudyFrames, evidence: Evidence) -> Result:
    """The journey of one evidence item.

    Args:
        frames: the study.
        evidence: the item.

    Returns:
        ``journey`` (one row, see :func:`~graphmodel.frames.item_journeys.journey_records`),
        ``steps`` (one row a claim, in one of the orders that the claims permit; ``level`` is 1 and
        the most steps that must come before), ``stopped_by`` (factors with what names them) and
        ``context`` (claims of the same events that touch no evidence).

    Raises:
        NotFound: the study has no such item.
    """
    labels = frames.labels(EVIDENCE)
    rows = evidence_claims(frames, [evidence])
    journeys = list(walks(frames, rows))
    record = journey_records(frames, rows, journeys, [evidence])
    stopped = stopping_claims(frames, rows, ["evidence"])
    tables = {
        "journey": record,
        "steps": step_rows(frames, rows, journeys[0] if journeys else None),
        "stopped_by": stopped_rows(frames, stopped),
        "context": context_claims(frames, rows),
    }
    notes = [ORDERS, *_said_of(record, journeys), *step_notes(frames)]
    unattributed = int(rows["speaker"].isna().sum())
    counts = (
        f"This item is in {counted(len(rows), 'claim')} from {counted(rows['source'].nunique(), 'source')}; "
        f"{counted(rows['speaker'].nunique(), 'speaker')}, {counted(unattributed, 'claim')} without one."
    )
    return Result("journey", f"The journey of {labels[evidence]}", counts, tables, tuple(notes))


def _said_of(record: pd.DataFrame, journeys: list[Walk]) -> list[str]:
    row = record.iloc[0]
    notes = []
    if row["lost_elsewhere"]:
        notes.append("Used in one place and lost in another: see the steps with a minus sign.")
    if row["opposed"]:
        notes.append("It was contested or blocked, whatever became of it.")
    if row["outcome"] == rules.UNCLEAR:
        notes.append("Unclear: what came later is not reported.")
    if row["outcome"] == rules.NO_CLAIMS:
        notes.append("No claim mentions this item: that is silence, not absence.")
    if row["n_deciding"] == 1:
        notes.append("The outcome rests on one claim only.")
    if row["certainty"] == "tentative":
        notes.append("The outcome is tentative: no claim behind it is plainly stated.")
    for circle in journeys[0].order.circular if journeys else ():
        ids = ", ".join(journeys[0].claims[claim] for claim in circle)
        notes.append(f"Order, dates and stages contradict each other; these claims count as one tie: {ids}.")
    return notes


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
    """Factors that stopped one item: ``factor``, ``label``, ``basis`` and what it rests on, firmest first."""
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
