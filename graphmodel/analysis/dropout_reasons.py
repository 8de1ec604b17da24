"""Why evidence is lost at a phase: factors given as the reason of a loss, or standing beside one."""

import pandas as pd

from graphmodel.analysis.counting import support
from graphmodel.analysis.evidence_claims import evidence_claims
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.journey_stopped import BASES, stopping_claims

NO_STAGE = "not told"
"""The phase of losses that are told without a stage."""


def loss_reasons(frames: StudyFrames, focus: "pd.Series[str]") -> pd.DataFrame:
    """Factors at each phase and focus, by how often they are the reason of, or stand beside, a loss.

    A factor stands beside a loss when a barrier claim names it on the same item at the same phase,
    in the same event, or in the same workstream and stage.

    Args:
        frames: the study.
        focus: the group of each item, by item id.

    Returns:
        ``phase`` (*not told* for losses without a stage), ``focus``, ``factor``, ``label``,
        ``as_reason`` (claims of loss that give it as their reason), ``beside`` (barrier claims),
        ``n_claims``, ``n_speakers``, ``unattributed``, ``n_sources``, ``claims``; in the order of
        phases, then the most frequent reason first.
    """
    rows = evidence_claims(frames)
    rows = rows.assign(phase=rows["phase"].fillna(NO_STAGE), focus=rows["evidence"].map(focus), opposed=False)
    found = stopping_claims(frames, rows, ["phase", "focus"], on_item=("phase",))
    keys = ["phase", "focus", "factor"]
    counted = support(found, keys)
    by_basis = (
        found.assign(reason=found["basis"].eq(BASES[0])).drop_duplicates([*keys, "claim"]).groupby(keys)["reason"]
    )
    numbers = pd.DataFrame({"as_reason": by_basis.sum(), "beside": by_basis.size() - by_basis.sum()}).astype("Int64")
    table = counted.merge(numbers.reset_index(), on=keys)
    table["label"] = table["factor"].map(frames.labels("Factor")).astype("str")
    place = {word: n for n, word in enumerate([*frames.phases, NO_STAGE, *dict.fromkeys(focus)])}
    table["at"], table["of"] = table["phase"].map(place), table["focus"].map(place)
    table = table.sort_values(
        ["at", "of", "as_reason", "beside", "factor"], ascending=[True, True, False, False, True], ignore_index=True
    )
    return table[[*keys, "label", "as_reason", "beside", *counted.columns.drop(keys)]]
