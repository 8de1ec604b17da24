"""The drop-out bars as data: the items mentioned at each phase, by focus, and what silence leaves open."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from graphmodel.analysis.dropout import funnel
from graphmodel.frames.evidence import ALL_ITEMS, item_states
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import compare_focuses, source_shares
from graphmodel.schema import rules
from graphmodel_viz.picture_data.focus_groups import focus_groups


@dataclass(frozen=True)
class PhaseBar:
    """The items of one focus at one phase.

    Attributes:
        focus, phase: the focus, and the id of the phase.
        counts: number of items by standing.
        silent: items that nobody mentions here.
        least, greatest: of the share of all items that are not used, over every way in which silences
            could be resolved; None without an item.
    """

    focus: str
    phase: str
    counts: dict[str, int]
    silent: int
    least: float | None
    greatest: float | None

    @property
    def mentioned(self) -> int:
        """Items mentioned here: the whole of the bar."""
        return sum(self.counts.values())

    @property
    def not_used(self) -> int:
        """Items not used here."""
        return sum(self.counts[part] for part in rules.PARTS)

    @property
    def n_items(self) -> int:
        """All items of the focus."""
        return self.mentioned + self.silent


@dataclass(frozen=True)
class DropoutData:
    """Bars by phase and focus, and the comparison's verdict at each phase (phase, verdict).

    ``asked`` and ``compared`` are the two focuses that the study compares, if both are shown; ``lost``,
    ``after_dispute`` and ``by_rank`` count over all bars.
    """

    bars: tuple[PhaseBar, ...]
    phases: tuple[tuple[str, str], ...]
    verdicts: tuple[tuple[str, str], ...]
    asked: str
    compared: str
    lost: int
    after_dispute: int
    by_rank: int
    n_claims: int
    n_sources: int

    def at(self, phase: str) -> list[PhaseBar]:
        """The bars of one phase, in the order of focuses."""
        return [bar for bar in self.bars if bar.phase == phase]


def dropout_data(frames: StudyFrames, focus: str | None = None) -> DropoutData:
    """The bars of a study.

    Args:
        frames: the study.
        focus: only this focus.
    """
    items = item_states(frames)
    if not frames.settings.focus.in_question:
        items["focus"] = ALL_ITEMS
    groups = [group for group in focus_groups(frames, focus) if (items["focus"] == group).any()]
    table = funnel(items, groups, frames.phases)
    labels = frames.labels("Stage")
    ids = {claim for claims in table["claims"] for claim in claims}
    claims = frames.claims
    named = frames.settings.focus
    both = {named.in_question, named.compared_with} <= set(groups)
    verdicts = pd.DataFrame()
    if named.in_question and focus is None:
        verdicts = compare_focuses(frames, source_shares(frames))
    return DropoutData(
        tuple(_bar({str(name): value for name, value in row.items()}) for row in table.to_dict("records")),
        tuple((phase, labels[phase]) for phase in frames.phases),
        tuple((labels[row["phase"]], row["verdict"]) for row in verdicts.to_dict("records")),
        named.in_question if both else "",
        named.compared_with if both else "",
        int(table["lost"].sum()),
        int(table["after_dispute"].sum()),
        int(table["by_rank"].sum()),
        len(ids),
        int(claims.loc[claims["claim"].isin(ids), "source"].nunique()),
    )


def _bar(row: dict[str, Any]) -> PhaseBar:
    counts = {part: int(row[part.replace(" ", "_")]) for part in rules.PARTS}
    counts |= {state: int(row[state]) for state in (rules.DISPUTED, rules.PARTLY)}
    counts[rules.PRODUCED] = int(row["used_generation_only"])
    counts[rules.USED] = int(row["used"]) - counts[rules.PRODUCED]
    bounds = (row["not_used_least"], row["not_used_greatest"])
    least, greatest = (None if pd.isna(share) else float(share) for share in bounds)
    return PhaseBar(
        str(row["focus"]),
        str(row["phase"]),
        {name: counts[name] for name in rules.STANDINGS},
        int(row["silent"]),
        least,
        greatest,
    )
