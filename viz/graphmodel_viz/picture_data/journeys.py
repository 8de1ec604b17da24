"""Evidence journeys as data: what claims say about each item at each phase or stage."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from graphmodel.frames.evidence import ALL_ITEMS, EVIDENCE, evidence_claims, item_states
from graphmodel.frames.item_journeys import outcomes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel_viz.picture_data.focus_groups import focus_groups


@dataclass(frozen=True)
class Lane:
    """One item.

    Attributes:
        evidence, label, n_claims: the item, and the claims that touch it.
        states: its state by column, *silent* where nobody says that it was used or not.
        marks: its marks by column, names of :data:`graphmodel.schema.rules.MARKS`; none where nobody spoke.
        lines: its lines, see :func:`lines_of`.
        became: its outcome with the number of claims that decide it, and what stands beside it.
    """

    evidence: str
    label: str
    n_claims: int
    states: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    lines: tuple[tuple[int, int, str], ...]
    became: tuple[str, ...]

    @property
    def last_used(self) -> int:
        """The last column of use (used or partly); -1 where none is mentioned."""
        return max((index for index, state in enumerate(self.states) if state in rules.IN_USE), default=-1)

    @property
    def marked(self) -> bool:
        """Does it have a mark at any column?"""
        return any(self.marks)


def marks_of(state: str, produced: bool, effects: Collection[str]) -> tuple[str, ...]:
    """The marks of an item at one column, the state's first.

    Args:
        state: what claims say of it there.
        produced: whether they say only that it was produced or obtained.
        effects: what else claims say of it there, of ``rules.EFFECTS``.
    """
    of_state = [] if state == rules.SILENT else [rules.MARK_OF_STATE[state, produced]]
    return (*of_state, *(effect for effect in rules.MARKS_OF_EFFECTS if effect in effects))


def lines_of(states: Sequence[str], marks: Sequence[Collection[str]]) -> tuple[tuple[int, int, str], ...]:
    """The lines of a journey: the two columns that each joins, and which of ``rules.LINES`` it is."""
    lines = []
    start: int | None = None
    for column, state in enumerate(states):
        if state in rules.SAID_TO_BE_USED:
            if start is not None:
                lines.append((start, column, rules.JOINED if column == start + 1 else rules.GAP))
            start = column
        elif marks[column]:
            start = None
    return tuple(lines)


@dataclass(frozen=True)
class Group:
    """The items of one focus.

    ``used``, ``mentioned`` count by column the items (of all ``n_items``, shown or not) that are used
    or partly used, and that are said to be used or not (``rules.MENTIONED``). ``lanes`` are those shown,
    ``without_mark`` counts the items that have no mark at any column. ``outcomes`` counts the items that any claim
    touches by outcome, ``on_one_claim`` those of them whose outcome rests on one claim.
    """

    focus: str
    n_items: int
    used: tuple[int, ...]
    mentioned: tuple[int, ...]
    lanes: tuple[Lane, ...]
    left_out: int
    without_mark: int
    outcomes: Mapping[str, int]
    on_one_claim: Mapping[str, int]


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
    records = outcomes(rows, frames.nodes(EVIDENCE)["id"].tolist())
    lanes = _lanes(frames, states, rows, ids, records)
    shown = _chosen(lanes, top)
    shown_groups = []
    for group in groups:
        own = states[states["focus"] == group]
        if not len(own):
            continue
        items = own["evidence"].unique()
        by_column = [own[own["phase"] == column] for column in ids]
        chosen = [lanes[item] for item in shown if item in set(items)]
        marked = [lanes[item] for item in items if lanes[item].marked]
        ended = records.loc[items]
        ended = ended[ended["outcome"].ne(rules.NO_CLAIMS)]
        shown_groups.append(
            Group(
                group,
                len(items),
                tuple(int(part["state"].isin(rules.IN_USE).sum()) for part in by_column),
                tuple(int(part["state"].isin(rules.MENTIONED).sum()) for part in by_column),
                tuple(sorted(chosen, key=_order)),
                len(marked) - len(chosen),
                len(items) - len(marked),
                Counter(ended["outcome"]),
                Counter(ended.loc[ended["n_deciding"].eq(1), "outcome"]),
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
    mentioned = sum(state in rules.MENTIONED for state in lane.states)
    return (-lane.last_used, -mentioned, -lane.n_claims, lane.label)


def _chosen(lanes: dict[str, Lane], most: int) -> list[str]:
    marked = [lane for lane in lanes.values() if lane.marked]
    marked.sort(key=lambda lane: (-lane.n_claims, lane.label, lane.evidence))
    return [lane.evidence for lane in marked[: most or None]]


def _became(record: Mapping[Hashable, Any]) -> tuple[str, ...]:
    deciding = int(record["n_deciding"])
    outcome = f"{record['outcome']} ({deciding})" if deciding else str(record["outcome"])
    beside = {"opposed": "opposed", "lost_elsewhere": "lost elsewhere"}
    return (outcome, *(words for name, words in beside.items() if record[name]))


def _lanes(
    frames: StudyFrames, states: pd.DataFrame, rows: pd.DataFrame, ids: list[str], records: pd.DataFrame
) -> dict[str, Lane]:
    labels = frames.labels(EVIDENCE)
    index = {column: number for number, column in enumerate(ids)}
    counted = rows.groupby("evidence").size()
    effects = {effect: _columns_with(rows[rows[effect]], index) for effect in rules.MARKS_OF_EFFECTS}
    ended = records.to_dict("index")
    lanes = {}
    for item, own in states.groupby("evidence", sort=False):
        name, by_column = str(item), own.set_index("phase")
        row = tuple(str(by_column.at[column, "state"]) for column in ids)
        marks = tuple(
            marks_of(
                row[number],
                bool(by_column.at[column, "generation_only"]),
                [effect for effect, columns in effects.items() if number in columns.get(name, ())],
            )
            for number, column in enumerate(ids)
        )
        lanes[name] = Lane(
            name,
            labels[name],
            int(counted.get(name, 0)),
            row,
            marks,
            lines_of(row, marks),
            _became(ended[name]),
        )
    return lanes


def _columns_with(rows: pd.DataFrame, index: dict[str, int]) -> dict[str, set[int]]:
    """The columns of the rows of each item, by its id."""
    columns_by_item: dict[str, set[int]] = {}
    for item, column in zip(rows["evidence"], rows["column"], strict=True):
        if column in index:
            columns_by_item.setdefault(item, set()).add(index[column])
    return columns_by_item
