"""The claims that touch evidence, one row for each evidence item a claim touches.

Everything about journeys and drop-out starts from these rows.
"""

from collections.abc import Collection

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules

EVIDENCE = "EvidenceItem"
NOT_STATED = "not stated"
"""What an item without a focus is listed under."""
ALL_ITEMS = "all items"
"""The group of every item where the study compares no focuses."""
_COLUMNS = ["claim", "source", "speaker", "stage", "phase", "step", "order", "date", "event", "workstream"]
_SAID = ["reason", "polarity", "certainty", "sign", "generation", "loss"]


def evidence_claims(frames: StudyFrames, evidence: Collection[str] | None = None) -> pd.DataFrame:
    """Claims that touch evidence, by item and claim id.

    What a claim says was derived at the build (:mod:`graphmodel.schema.rules`); here it is added
    to each item that the claim touches. A claim that joins two items has a row for each: its
    sign and its loss are of both, its effect is of one.

    Args:
        frames: the study.
        evidence: only these items; None: all.

    Returns:
        ``evidence``, ``role`` (subject or object), columns of the claim, and yes or no:
        ``descriptive`` (not normative), ``generation`` (only that the item was produced or obtained),
        ``loss`` (minus sign, or nobody asked for it), ``impact``, ``opposed`` (contested or
        blocked), ``asked`` and ``unasked`` (said to be requested, said not to be).
    """
    rows = frames.once("evidence_claims", _all_rows)
    if evidence is None:
        return rows
    return rows[rows["evidence"].isin(list(evidence))].reset_index(drop=True)


def _all_rows(frames: StudyFrames) -> pd.DataFrame:
    claims = frames.claims
    columns = claims[[*_COLUMNS, *_SAID, "effect", "effect_on"]]
    ends = []
    for role in ("subject", "object"):
        chosen = claims[f"{role}_kind"].eq(EVIDENCE)
        ends.append(columns[chosen].assign(evidence=claims.loc[chosen, role], role=role))
    rows = pd.concat(ends).drop_duplicates(["evidence", "claim"])
    rows = rows.sort_values(["evidence", "claim"], ignore_index=True)
    effect = rows.pop("effect").where(rows.pop("effect_on").eq(rows["evidence"]))
    return rows.assign(
        descriptive=rows["certainty"].ne(rules.NORMATIVE),
        **{name: rows[name].astype(bool) for name in ("generation", "loss")},
        **{name: effect.eq(name) for name in rules.EFFECTS},
    )


def focus_of(frames: StudyFrames) -> "pd.Series[str]":
    """Focus of each item, by id; *not stated* where it has none."""
    items = frames.nodes(EVIDENCE)
    return pd.Series(items["focus"].fillna(NOT_STATED).to_numpy(), index=items["id"], dtype="str", name="focus")


def focus_order(frames: StudyFrames) -> list[str]:
    """The focuses in the order in which the study names them, then any others that items have."""
    named = list(frames.settings.focus.values)
    others = sorted(set(focus_of(frames)) - set(named) - {NOT_STATED})
    return [*named, *others, *([NOT_STATED] if (focus_of(frames) == NOT_STATED).any() else [])]
