"""The claims that touch evidence, one row for each evidence item a claim touches.

Everything about journeys and drop-out starts from these rows.
"""

from collections.abc import Collection

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames

EVIDENCE = "EvidenceItem"
NOT_STATED = "not stated"
"""What an item without a focus is listed under."""
ALL_ITEMS = "all items"
"""The group of every item where the study compares no focuses."""
IMPACT_STEPS = ("impact", "application")
"""The steps at which to influence or inform something is impact."""
GENERATION_VERBS = ("produced", "commissioned", "accessed", "shared", "withheld")
"""Verbs that tell how evidence was produced or obtained, and not that it was used."""

_PLACE = ["stage", "phase", "step", "order", "date", "event", "workstream"]
_TOLD = ["object_kind", "acts_as", "reason", "polarity", "certainty", "sign"]


def evidence_claims(frames: StudyFrames, evidence: Collection[str] | None = None) -> pd.DataFrame:
    """Claims that touch evidence, by item and claim id.

    Args:
        frames: the study.
        evidence: only these items; None: all.

    Returns:
        ``evidence``, ``role`` (subject or object) and columns of the claim; besides, yes or no:
        ``told`` (not normative), ``loss`` (minus sign, or a denied request: held and never asked
        for), ``impact`` and ``opposed`` (contested or blocked). A claim that joins two items has
        a row for each.
    """
    claims = frames.claims
    columns = claims[["claim", "source", "speaker", *_PLACE, *_TOLD]]
    ends = []
    for role in ("subject", "object"):
        chosen = claims[f"{role}_kind"].eq(EVIDENCE)
        if evidence is not None:
            chosen &= claims[role].isin(list(evidence))
        ends.append(columns[chosen].assign(evidence=claims.loc[chosen, role], role=role))
    rows = pd.concat(ends).drop_duplicates(["evidence", "claim"])
    rows = rows.sort_values(["evidence", "claim"], ignore_index=True)
    return rows.assign(**_meaning(rows, frames.settings.supply, frames.settings.steps))


def is_loss(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Which claims tell of a loss: a minus sign, or evidence that was denied to be asked for."""
    unasked = claims["acts_as"].eq("requested") & claims["polarity"].eq("denies") & claims["object_kind"].eq(EVIDENCE)
    return claims["certainty"].ne("normative") & (claims["sign"].eq("minus") | unasked)


def is_generation(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Which claims tell how evidence was produced or obtained, and not that it was used."""
    unnamed = claims["acts_as"].isna() & claims["step"].eq("generation")
    return claims["acts_as"].isin(GENERATION_VERBS) | unnamed


def _meaning(rows: pd.DataFrame, supply: Collection[str], steps: Collection[str]) -> dict[str, "pd.Series[bool]"]:
    verb, polarity = rows["acts_as"], rows["polarity"]
    told = rows["certainty"].ne("normative")
    of_item, on_item = rows["role"].eq("subject"), rows["role"].eq("object")
    affirmed, denied = polarity.eq("affirms"), polarity.eq("denies")
    # A study that calls its steps otherwise has no step that could be told from impact.
    at_impact = rows["step"].isin(IMPACT_STEPS) if set(IMPACT_STEPS) & set(steps) else pd.Series(True, rows.index)
    changes = of_item & verb.isin(["influenced", "informs"]) & at_impact
    supplied = on_item & verb.eq("applied") & rows["stage"].isin(list(supply))
    return {
        "told": told,
        "loss": is_loss(rows) & (rows["sign"].eq("minus") | on_item),
        "impact": told & affirmed & (changes | supplied),
        "opposed": told & on_item & verb.isin(["contested", "blocks"]) & ~denied,
    }


def focus_of(frames: StudyFrames) -> "pd.Series[str]":
    """Focus of each item, by id; *not stated* where it has none."""
    items = frames.nodes(EVIDENCE)
    return pd.Series(items["focus"].fillna(NOT_STATED).to_numpy(), index=items["id"], dtype="str", name="focus")


def focus_order(frames: StudyFrames) -> list[str]:
    """The focuses in the order in which the study names them, then any others that items have."""
    named = list(frames.settings.focus.values)
    others = sorted(set(focus_of(frames)) - set(named) - {NOT_STATED})
    return [*named, *others, *([NOT_STATED] if (focus_of(frames) == NOT_STATED).any() else [])]
