"""What has a date, as the page has it: claims by workstream, evidence, organisations that took over from others."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from graphmodel.frames.evidence import EVIDENCE, NOT_STATED, focus_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema.dates import span
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.picture_data.dated import dated
from graphmodel_viz.picture_data.focus_groups import focus_groups
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import LANES, UNSTATED

CLAIMS, ITEMS, REORGANISATIONS = "claims", "evidence", "reorganisation"
"""Kinds of lanes."""
Days = tuple[int | None, int | None]
"""The first and the last day that a date may mean, as day numbers; None where it is open."""
NOUNS = {ITEMS: "evidence item", REORGANISATIONS: "reorganisation"}


@dataclass(frozen=True)
class Dated:
    """Something with a date.

    Attributes:
        key: sets it apart from all others.
        label: what it is.
        date: as the study has it.
        days: which it may mean.
        focus: of the claim or the item; empty where it has none.
    """

    key: str
    label: str
    date: str
    days: Days
    focus: str = ""

    @property
    def rough(self) -> bool:
        """Is it given as a range, an approximation, or with an open end?"""
        return None in self.days or bool(re.search(r"[~/]", self.date))

    @property
    def order(self) -> tuple[int, int, str]:
        """By the first day, then by the last."""
        first, last = (0 if day is None else day for day in self.days)  # no day has the number 0
        return first or last, last or first, self.key


@dataclass(frozen=True)
class Lane:
    """Things of one kind by their first day, and how many more of them have no date; ``node``: what claims name."""

    kind: str
    node: str
    name: str
    dated: tuple[Dated, ...]
    undated: int


@dataclass(frozen=True)
class WhenData:
    """Lanes of claims by workstream, those with most dated claims first, and of what else has a date.

    ``without`` counts the workstreams that claims name and of which no claim has a date; ``behind`` says where the
    dated claims come from.
    """

    claims: tuple[Lane, ...]
    others: tuple[Lane, ...]
    without: int
    n_claims: int
    behind: str

    @property
    def n_dated(self) -> int:
        """Claims with a date."""
        return sum(len(lane.dated) for lane in self.claims)

    def first(self, most: int) -> tuple[tuple[Lane, ...], tuple[Lane, ...]]:
        """The lanes of so many workstreams (0: all) and of claims without one, and the lanes that are left out."""
        named = [lane for lane in self.claims if lane.node]
        left_out = tuple(named[most or len(named) :])
        return tuple(lane for lane in self.claims if lane not in left_out), left_out


def when_data(frames: StudyFrames, focus: str | None = None) -> WhenData:
    """What of a study has a date.

    Args:
        frames: the study.
        focus: only claims, and evidence, of this focus.

    Raises:
        NotFound: the study has no such focus.
        OutputError: nothing has a date.
    """
    groups = None if focus is None else focus_groups(frames, focus)
    claims = frames.claims if groups is None else frames.claims[frames.claims["focus"].isin(groups)]
    lanes, without = _claim_lanes(frames, claims)
    others = _other_lanes(frames, groups)
    if not lanes and not others:
        raise OutputError(
            "No claim, evidence item or reorganisation has a date, so there is nothing to draw. Give "
            "one in the column date of claims or evidence, or in the column when of successors, such as 2012, 2012-03, "
            "or after 2012-03."
        )
    with_date = claims[claims["claim"].isin({one.key for lane in lanes for one in lane.dated})]
    return WhenData(tuple(lanes), tuple(others), without, len(claims), provenance(with_date))


def _claim_lanes(frames: StudyFrames, claims: pd.DataFrame) -> tuple[list[Lane], int]:
    """Lanes with dated claims, those without a workstream last; and how many workstreams have none."""
    labels = frames.labels("WorkStream")
    lanes, without = [], 0
    for of, own in claims.groupby(claims["workstream"].astype(object).fillna("")):
        workstream = str(of)
        made = [_of_claim(row) for row in own.to_dict("records")]
        found = [one for one in made if one]
        without += bool(workstream and not found)
        if found:
            name = labels.get(workstream, workstream) if workstream else UNSTATED["workstream"]
            lanes.append(Lane(CLAIMS, workstream, name, _sorted(found), len(own) - len(found)))
    lanes.sort(key=lambda lane: (not lane.node, -len(lane.dated), lane.name.casefold(), lane.node))
    return lanes, without


def _of_claim(row: Mapping[Hashable, object]) -> Dated | None:
    text = _text(row["date"])
    days = span(text)
    if days is None:
        return None
    claim = _text(row["claim"])
    return Dated(claim, _text(row["summary"]) or claim, text, days, _text(row["focus"]))


def _other_lanes(frames: StudyFrames, groups: Sequence[str] | None) -> list[Lane]:
    """Evidence, and organisations that took over from others; reorganisations have no focus."""
    focus = focus_of(frames)
    if groups is not None:
        focus = focus[focus.isin(groups)]
    rows = dated(frames)["dated"]
    changes = rows[rows["kind"].eq(REORGANISATIONS)]
    items, organisations = frames.labels(EVIDENCE), frames.labels("Organisation")
    lanes = []
    for kind, own, every in (
        (ITEMS, rows[rows["kind"].eq(ITEMS) & rows["id"].isin(focus.index)], len(focus)),
        (REORGANISATIONS, changes, len(changes)),
    ):
        found = []
        for row in own.to_dict("records"):
            days = _day(row["first"]), _day(row["last"])
            if days == (None, None):
                continue
            id_, to = str(row["id"]), _text(row["to"])
            label = f"{organisations.get(id_, id_)} → {organisations.get(to, to)}" if to else items[id_]
            of = "" if to or focus[id_] == NOT_STATED else focus[id_]
            found.append(Dated(f"{kind}:{id_}:{to}:{row['date']}", label, str(row["date"]), days, of))
        if found:
            lanes.append(Lane(kind, "", LANES[kind], _sorted(found), every - len(found)))
    return lanes


def _sorted(found: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(found, key=lambda one: one.order))


def _text(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)


def _day(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)


def years_of(lanes: Iterable[Lane]) -> tuple[int, int]:
    """From when to when a timeline goes: whole years about all that is dated, with a year behind what has no end.

    Returns:
        Years; the second is the first year that is not on it.
    """
    every = [one.days for lane in lanes for one in lane.dated]
    ends = [day for days in every for day in days if day is not None]
    first, last = year_of(min(ends)), year_of(max(ends))
    return first - any(days[0] is None for days in every), last + any(days[1] is None for days in every) + 1


def whole_years(days: Days) -> Days:
    """The whole years of days; an open end stays open."""
    first, last = days
    return first and day_of(year_of(first)), last and day_of(year_of(last) + 1) - 1


def year_of(day: int) -> int:
    """The year of a day number."""
    return date.fromordinal(day).year


def day_of(year: int) -> int:
    """The number of the first day of a year."""
    return date(year, 1, 1).toordinal()


def when_sentence(data: WhenData) -> str:
    """How many claims have a date, from when to when, and what else has one: as the page says it."""
    years = [year_of(day) for lane in data.claims for one in lane.dated for day in one.days if day is not None]
    first, last = min(years, default=0), max(years, default=0)
    between = f", in {first}" if first == last else f", from {first} to {last}"
    besides = [counted(len(lane.dated), NOUNS[lane.kind]) for lane in data.others]
    alone = len(besides) == 1 and len(data.others[0].dated) == 1
    also = f"; {' and '.join(besides)} {'has' if alone else 'have'} one, too" if besides else ""
    has = "has" if data.n_dated == 1 else "have"
    return f"{data.n_dated:,} of {counted(data.n_claims, 'claim')} {has} a date{between if years else ''}{also}"


def undated_sentence(data: WhenData) -> str:
    """What has no date and is not drawn, as the page says it."""
    none = data.n_claims - data.n_dated
    parts = [f"{counted(none, 'claim')} without a date {is_or_are(none)} not drawn"]
    if data.without:
        has = "has" if data.without == 1 else "have"
        parts.append(f"{counted(data.without, 'workstream')} that claims name {has} no dated claim")
    return "; ".join(parts)
