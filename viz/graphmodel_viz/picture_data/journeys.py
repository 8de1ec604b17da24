"""Evidence journeys as data: what claims say about each item at each phase or stage."""

from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, evidence_claims, item_states
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel_viz.picture_data.focus_groups import focus_groups


@dataclass(frozen=True)
class Lane:
    """One item.

    Attributes:
        evidence, label, n_claims: the item, and the claims that touch it.
        states: its state by column, *silent* where nobody spoke.
        generation_only: columns where it is used, and only row to be produced or obtained.
        contested: columns where somebody contested or blocked it.
        unmet: columns where somebody asked for it and no use is mentioned there or later.
    """

    evidence: str
    label: str
    n_claims: int
    states: tuple[str, ...]
    generation_only: frozenset[int]
    contested: frozenset[int]
    unmet: frozenset[int]

    @property
    def last_used(self) -> int:
        """The last column of use (used or partly); -1 where none is mentioned."""
        return max((index for index, state in enumerate(self.states) if state in rules.IN_USE), default=-1)

    @property
    def mentioned(self) -> bool:
        """Does any claim mention it at any column?"""
        return set(self.states) != {"silent"} or bool(self.contested or self.unmet)


@dataclass(frozen=True)
class Group:
    """The items of one focus.

    ``used``, ``mentioned`` count by column the items (of all ``n_items``, shown or not) that are used
    or partly used, and that somebody spoke of at all. ``lanes`` are those shown, ``not_mentioned`` counts
    the items that no claim mentions at any column.
    """

    focus: str
    n_items: int
    used: tuple[int, ...]
    mentioned: tuple[int, ...]
    lanes: tuple[Lane, ...]
    left_out: int
    not_mentioned: int


@dataclass(frozen=True)
class JourneysData:
    """Columns (id and label) and groups."""

    columns: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    n_claims: int
    n_speakers: int
    unattributed: int
    n_sources: int


def journeys_data(frames: StudyFrames, focus: str | None = None, across: str = "phase", top: int = 0) -> JourneysData:
    """The journeys of a study.

    Args:
        frames: the study.
        focus: only items of this focus.
        across: columns are phases, or stages (phases among them).
        top: items shown, those with most claims; 0 for all.
    """
    stages = frames.stages
    ids = list(frames.phases) if across == "phase" else stages["id"].tolist()
    rows = evidence_claims(frames)
    rows = rows.assign(column=rows["phase" if across == "phase" else "stage"])
    states = item_states(frames, at=across)
    groups = focus_groups(frames, focus)
    if groups == [ALL_ITEMS]:
        states["focus"] = ALL_ITEMS
    states = states[states["focus"].isin(groups)]
    lanes = _lanes(frames, states, rows, ids)
    shown = _chosen(lanes, top)
    shown_groups = []
    for group in groups:
        own = states[states["focus"] == group]
        if not len(own):
            continue
        items = own["evidence"].unique()
        by_column = [own[own["phase"] == column] for column in ids]
        chosen = [lanes[item] for item in shown if item in set(items)]
        mentioned = [lanes[item] for item in items if lanes[item].mentioned]
        shown_groups.append(
            Group(
                group,
                len(items),
                tuple(int(part["state"].isin(rules.IN_USE).sum()) for part in by_column),
                tuple(int((part["state"] != "silent").sum()) for part in by_column),
                tuple(sorted(chosen, key=_order)),
                len(mentioned) - len(chosen),
                len(items) - len(mentioned),
            )
        )
    behind = rows[rows["evidence"].isin(states["evidence"]) & rows["column"].isin(ids)].drop_duplicates("claim")
    labels = frames.labels("Stage")
    return JourneysData(
        tuple((column, labels[column]) for column in ids),
        tuple(shown_groups),
        len(behind),
        int(behind["speaker"].nunique()),
        int(behind["speaker"].isna().sum()),
        int(behind["source"].nunique()),
    )


def _order(lane: Lane) -> tuple[int, int, int, str]:
    """Those used latest come first, then those with most marks."""
    marks = sum(state != "silent" for state in lane.states)
    return (-lane.last_used, -marks, -lane.n_claims, lane.label)


def _chosen(lanes: dict[str, Lane], most: int) -> list[str]:
    mentioned = [lane for lane in lanes.values() if lane.mentioned]
    mentioned.sort(key=lambda lane: (-lane.n_claims, lane.evidence))
    return [lane.evidence for lane in mentioned[: most or None]]


def _lanes(frames: StudyFrames, states: pd.DataFrame, rows: pd.DataFrame, ids: list[str]) -> dict[str, Lane]:
    labels = frames.labels(EVIDENCE)
    index = {column: number for number, column in enumerate(ids)}
    counted = rows.groupby("evidence").size()
    asked = rows["asked"] & rows["polarity"].eq("affirms")
    contested, requested = _places(rows[rows["opposed"]], index), _places(rows[asked], index)
    lanes = {}
    for item, own in states.groupby("evidence", sort=False):
        by_column = own.set_index("phase")["state"]
        row = tuple(str(by_column[column]) for column in ids)
        alone = own.loc[own["generation_only"], "phase"].map(index)
        name = str(item)
        met = [number for number, state in enumerate(row) if state in rules.SAID_TO_BE_USED]
        unmet = {number for number in requested.get(name, set()) if not any(later >= number for later in met)}
        lanes[name] = Lane(
            name, labels[name], int(counted.get(name, 0)), row,
            frozenset(int(number) for number in alone), frozenset(contested.get(name, ())), frozenset(unmet),
        )  # fmt: skip
    return lanes


def _places(rows: pd.DataFrame, index: dict[str, int]) -> dict[str, set[int]]:
    columns_by_item: dict[str, set[int]] = {}
    for item, column in zip(rows["evidence"], rows["column"], strict=True):
        if column in index:
            columns_by_item.setdefault(item, set()).add(index[column])
    return columns_by_item
