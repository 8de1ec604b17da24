"""The drop-out bands as data: what becomes of all items of a focus at each phase."""

from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.evidence import ALL_ITEMS, item_states
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import compare_focuses, source_shares
from graphmodel.schema import rules
from graphmodel_viz.picture_data.focus_groups import focus_groups

PARTS = (*rules.SAID_TO_BE_USED, *rules.PARTS, rules.SILENT)
"""What an item is at a phase: its state, *not used* divided; they add up to all items."""
KEPT = rules.IN_USE


@dataclass(frozen=True)
class Band:
    """All items of one focus.

    Attributes:
        focus: the focus.
        n_items: all its items, which are the 100 %.
        parts: number of items by part (rows :data:`PARTS`) and phase (columns).
        generation_only: of those used, by phase: only said to be produced or obtained.
        kept_on: by phase, the items used or partly used at the phase before as well; for the
            first phase all that are used or partly used there.
    """

    focus: str
    n_items: int
    parts: pd.DataFrame
    generation_only: "pd.Series[int]"
    kept_on: "pd.Series[int]"

    def count(self, part: str, phase: str) -> int:
        """Number of items of a part at a phase."""
        return int(self.parts[phase][part])


@dataclass(frozen=True)
class DropoutData:
    """Bands, and the comparison's verdict at each phase (phase, verdict)."""

    bands: tuple[Band, ...]
    phases: tuple[tuple[str, str], ...]
    verdicts: tuple[tuple[str, str], ...]
    n_claims: int
    n_sources: int


def dropout_data(frames: StudyFrames, focus: str | None = None) -> DropoutData:
    """The bands of a study.

    Args:
        frames: the study.
        focus: only this focus.
    """
    items = item_states(frames)
    if not frames.settings.focus.in_question:
        items["focus"] = ALL_ITEMS
    groups = focus_groups(frames, focus)
    labels = frames.labels("Stage")
    bands = tuple(
        _band(group, items[items["focus"] == group], frames.phases)
        for group in groups
        if (items["focus"] == group).any()
    )
    shown = items[items["focus"].isin(groups)]
    ids = {claim for claims in shown["claims"] for claim in claims}
    claims = frames.claims
    verdicts = pd.DataFrame()
    if frames.settings.focus.in_question and focus is None:
        verdicts = compare_focuses(frames, source_shares(frames))
    return DropoutData(
        bands,
        tuple((phase, labels[phase]) for phase in frames.phases),
        tuple((labels[row["phase"]], row["verdict"]) for row in verdicts.to_dict("records")),
        len(ids),
        int(claims.loc[claims["claim"].isin(ids), "source"].nunique()),
    )


def _band(focus: str, items: pd.DataFrame, phases: tuple[str, ...]) -> Band:
    part = items["part"].fillna(items["state"])
    counts = pd.crosstab(part, items["phase"]).reindex(index=list(PARTS), columns=list(phases), fill_value=0)
    kept = items.assign(kept=part.isin(KEPT)).pivot(index="evidence", columns="phase", values="kept")
    kept_on = {}
    for index, phase in enumerate(phases):
        before = kept[phases[index - 1]] if index else True
        kept_on[phase] = int((kept[phase] & before).sum())
    alone = items[items["generation_only"]].groupby("phase").size().reindex(list(phases), fill_value=0)
    return Band(focus, items["evidence"].nunique(), counts, alone, pd.Series(kept_on, dtype="int64"))
