"""Who affirms and who denies: factors on which claims disagree, with those who are said to hold a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from graphmodel.frames.factors import asserting_claims
from graphmodel.frames.groups import organisation_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.picture_data.choices import HOLDER, ORGANISATION, SECTOR, SPEAKER
from graphmodel_viz.picture_data.deeds import sector_words, sectors_of
from graphmodel_viz.picture_data.focus_groups import of_choices
from graphmodel_viz.picture_data.held import AFFIRMS, BOTH, DENIES, IN_PART, held_by
from graphmodel_viz.picture_data.number_words import provenance

ONE_OF = {
    SECTOR: "sector",
    HOLDER: "actor or organisation",
    ORGANISATION: "organisation",
    SPEAKER: "speaker",
}

_Cells = dict[str, str]
"""What each holder is said to hold of a factor."""


@dataclass(frozen=True)
class ContestedRow:
    """A factor.

    Attributes:
        label: its name.
        contested: is it affirmed by some claims and denied by others? Otherwise some claims affirm it in part.
        cells: for each column how many hold what, by the words of ``HELD``; a column of which no claim mentions a
            view is left out.
        divided: the columns that are on both sides, in one holder or in several.
    """

    label: str
    contested: bool
    cells: Mapping[str, Mapping[str, int]]
    divided: frozenset[str]


@dataclass(frozen=True)
class ContestedData:
    """Factors on which claims disagree, by those who hold a view.

    Attributes:
        columns: ids with labels, in the order in which they stand: by sector, those first that hold views on most
            factors.
        sectors: the sector of each column; its own words where columns are sectors.
        rows: the factors that are shown; those that some claims affirm and others deny come first.
        sentence: on how many factors claims differ, and in how many of them one column is on both sides.
        n_contested, n_in_part: all factors of each sort, shown or not.
        n_holders: those who hold a view.
        nobody: claims that are nobody's view.
        provenance: how many claims, sources and speakers.
        left_out, columns_left_out: factors and columns that are not shown.
    """

    columns: tuple[tuple[str, str], ...]
    sectors: Mapping[str, str]
    rows: tuple[ContestedRow, ...]
    sentence: str
    n_contested: int
    n_in_part: int
    n_holders: int
    nobody: int
    provenance: str
    left_out: int
    columns_left_out: int


def contested_data(
    frames: StudyFrames,
    whose: str = SECTOR,
    focus: str | None = None,
    stage: str | None = None,
    top: int = 0,
    across: int = 200,
) -> ContestedData:
    """Who is said to hold what; claims of what ought to be are left out.

    Args:
        frames: the study.
        whose: one of :data:`graphmodel_viz.picture_data.choices.WHOSE`.
        focus: only claims of this focus.
        stage: only claims at this stage, by its id or a piece of its label; a phase stands for its functions.
        top: the most factors that are shown; 0 for all.
        across: the most columns that are shown, those with views on most factors.

    Raises:
        NotFound: there is no such stage or focus.
        OutputError: no claims disagree on a factor.
    """
    claims = of_choices(frames, asserting_claims(frames), focus, stage)
    says = claims.groupby("factor")["polarity"].agg(set)
    contested = {str(factor) for factor, of in says.items() if {AFFIRMS, DENIES} <= of}
    disputed = contested | {str(factor) for factor, of in says.items() if IN_PART in of}
    claims = claims[claims["factor"].isin(disputed)]
    if claims.empty:
        raise OutputError(
            "No claims disagree on a factor: each is only affirmed or only denied, so there is nothing to draw."
        )
    claims = claims.assign(holder=_holders(frames, claims, whose))
    views = claims.dropna(subset="holder")
    cells: dict[str, _Cells] = {factor: {} for factor in sorted(disputed)}
    for (factor, holder), own in views.groupby(["factor", "holder"]):
        cells[str(factor)][str(holder)] = held_by(set(own["polarity"]))
    labels, n_claims = frames.labels("Factor"), claims.groupby("factor").size()

    def rank(factor: str) -> tuple[Any, ...]:
        return (
            factor not in contested, -len(cells[factor]), -int(n_claims[factor]), labels[factor].casefold(), factor,
        )  # fmt: skip

    every = sorted(disputed, key=rank)
    sectors = sectors_of(frames)
    columns = _columns(frames, views, sectors, whose)
    shown = {column for column, _ in columns[:across]} if whose == SECTOR else _most(columns, views, across)
    of_column = sectors if whose == SECTOR else {holder: holder for holder in views["holder"]}
    rows = {factor: _row(labels[factor], factor in contested, cells[factor], of_column) for factor in every}
    return ContestedData(
        tuple((column, label) for column, label in columns if column in shown),
        {column: column if whose == SECTOR else sectors.get(column, "") for column, _ in columns},
        tuple(rows[factor] for factor in every[: top or None]),
        _sentence([rows[factor] for factor in every if factor in contested], whose),
        len(contested),
        len(disputed) - len(contested),
        int(views["holder"].nunique()),
        len(claims) - len(views),
        provenance(claims),
        len(every[top:]) if top else 0,
        len(columns) - len(shown),
    )


def _holders(frames: StudyFrames, claims: pd.DataFrame, whose: str) -> "pd.Series[str]":
    """Whose view each claim is; missing where it is nobody's."""
    if whose == SPEAKER:
        return claims["speaker"]
    if whose == ORGANISATION:
        return claims["subject"].map(organisation_of(frames))
    return claims["subject"]


def _columns(frames: StudyFrames, views: pd.DataFrame, sectors: Mapping[str, str], whose: str) -> list[tuple[str, str]]:
    """Columns with their labels: sectors that hold views on most factors first, of unknown sector last."""
    views = views.assign(sector=[sectors.get(holder, "") for holder in views["holder"]])
    reach = views.groupby("sector")["factor"].nunique()
    order = sorted(reach.index, key=lambda sector: (sector == "", -int(reach[sector]), sector))
    if whose == SECTOR:
        return [(sector, sector_words(sector)) for sector in order]
    labels = {id_: label for kind in rules.STAKEHOLDERS for id_, label in frames.labels(kind).items()}
    own = views.groupby("holder").agg(factors=("factor", "nunique"), n=("claim", "size"), sector=("sector", "first"))
    place = {sector: number for number, sector in enumerate(order)}
    ranked = sorted(own.index, key=lambda one: (place[own["sector"][one]], -own["factors"][one], -own["n"][one], one))
    return [(holder, labels.get(holder, holder)) for holder in ranked]


def _most(columns: Sequence[tuple[str, str]], views: pd.DataFrame, across: int) -> set[str]:
    """The columns with views on most factors."""
    if len(columns) <= across:
        return {column for column, _ in columns}
    own = views.groupby("holder").agg(factors=("factor", "nunique"), n=("claim", "size"))
    ranked = sorted(own.index, key=lambda one: (-own["factors"][one], -own["n"][one], one))
    return set(ranked[:across])


def _row(label: str, contested: bool, cells: _Cells, of_column: Mapping[str, str]) -> ContestedRow:
    counts: dict[str, dict[str, int]] = {}
    for holder, what in cells.items():
        own = counts.setdefault(of_column.get(holder, ""), {})
        own[what] = own.get(what, 0) + 1
    divided = frozenset(column for column, own in counts.items() if BOTH in own or {AFFIRMS, DENIES} <= own.keys())
    return ContestedRow(label, contested, counts, divided)


def _sentence(contested: Sequence[ContestedRow], whose: str) -> str:
    """On how many factors claims differ, and in how many of them one is on both sides."""
    if not contested:
        return "No factor is affirmed by some claims and denied by others; some are affirmed only in part"
    within = sum(any(column or whose != SECTOR for column in row.divided) for row in contested)
    said = "" if whose == SPEAKER else "said to be "
    first = (
        f"{counted(len(contested), 'factor')} {is_or_are(len(contested))} affirmed by some claims and denied by others"
    )
    if len(contested) == 1:
        return f"{first}; {'one' if within else 'no'} {ONE_OF[whose]} is on both sides"
    return f"{first}; in {within or 'none'} of them one {ONE_OF[whose]} is {said}on both sides"
