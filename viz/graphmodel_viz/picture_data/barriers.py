"""Barriers and enablers by level: claims that affirm, deny or say in part, never netted."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.counting import support
from graphmodel.frames.evidence import NOT_STATED
from graphmodel.frames.factors import Sorts, asserting_claims, sorts_of
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel_viz.picture_data.focus_groups import of_choices


@dataclass(frozen=True)
class Row:
    """Claims that factors operate: of one factor at one level, or of all of one sort there.

    ``affirming_sources`` and ``affirming_speakers`` are behind the claims that affirm.
    """

    label: str
    valence: str
    affirms: int
    mixed: int
    denies: int
    affirming_sources: int
    affirming_speakers: int
    n_factors: int
    n_speakers: int
    unattributed: int
    n_sources: int


@dataclass(frozen=True)
class Level:
    """One level, and the ``totals`` of each sort of factor at it."""

    name: str
    totals: tuple[Row, ...]


@dataclass(frozen=True)
class Sides:
    """Distinct sources that say of a factor that it operates, that it does in part, that it does not."""

    affirms: int
    mixed: int
    denies: int


@dataclass(frozen=True)
class Mirrored:
    """A factor: the sources that report it as a barrier, as an enabler, and as neither."""

    label: str
    left: Sides
    right: Sides
    neither: int


@dataclass(frozen=True)
class BarriersData:
    """Levels and factors, those reported by most sources first.

    ``sorts`` are the sorts of factors with their sides; ``left_out`` counts factors that are not among
    ``factors``; ``both`` those of all factors that claims report on either side; ``total`` counts
    everything at once.
    """

    levels: tuple[Level, ...]
    valences: tuple[str, ...]
    sorts: Sorts
    factors: tuple[Mirrored, ...]
    left_out: int
    both: int
    total: Row


_NUMBERS = ("affirming_sources", "affirming_speakers", "n_factors", "n_speakers", "unattributed", "n_sources")


def barriers_data(
    frames: StudyFrames, focus: str | None = None, stage: str | None = None, top: int = 0
) -> BarriersData:
    """Barriers and enablers of a study.

    The level is the claim's own, or the factor's where the claim has none, as the graph has it, so
    one factor may stand at two levels. Claims of what ought to be are left out.

    Args:
        frames: the study.
        focus: only claims of this focus.
        stage: only claims at this stage, by its id or a piece of its label; a phase stands for all
            its functions.
        top: factors shown, those reported most (by sources, then named speakers, then claims that affirm),
            and all that share a place with the last of them; 0 for all.

    Raises:
        NotFound: there is no such stage or focus.
        OutputError: no claim says that a factor operates.
    """
    rows = _claims(frames, focus, stage)
    if rows.empty:
        raise OutputError("No claim says that a barrier or enabler operates here, so there is nothing to draw.")
    order, valences = (_by_rule(_rows(rows, [name])) for name in ("level", "valence"))
    totals = _rows(rows, ["level", "valence"])
    levels = [
        Level(level, tuple(totals[level, valence] for valence in valences if (level, valence) in totals))
        for level in order
    ]
    ranked = _rows(rows, ["factor"])
    last = sorted(ranked.values(), key=_rule)[: top or None][-1]
    shown = [key for key in ranked if _rule(ranked[key]) <= _rule(last)]
    shown.sort(key=lambda key: (_rule(ranked[key]), ranked[key].label.casefold(), key))
    sorts = sorts_of(frames)
    mirrored = {key: _mirrored(rows[rows["factor"].eq(key[0])], sorts) for key in ranked}
    both = sum(any(vars(one.left).values()) and any(vars(one.right).values()) for one in mirrored.values())
    (total,) = _rows(rows.assign(all="all"), ["all"]).values()
    return BarriersData(
        tuple(levels),
        tuple(valences),
        sorts,
        tuple(mirrored[key] for key in shown),
        len(ranked) - len(shown),
        both,
        total,
    )


def _mirrored(rows: pd.DataFrame, sorts: Sorts) -> Mirrored:
    """A factor by what claims report it as: their own word, else that of the factor."""
    side = rows["own_valence"].fillna(rows["valence"]).map(sorts.place)

    def sides(place: int) -> Sides:
        own = rows[side.eq(place)]
        return Sides(*(own.loc[own["polarity"].eq(one), "source"].nunique() for one in ("affirms", "mixed", "denies")))

    neither = rows.loc[side.eq(len(sorts.sides)), "source"].nunique()
    return Mirrored(str(rows["label"].iloc[0]), sides(0), sides(1), int(neither))


def _claims(frames: StudyFrames, focus: str | None, stage: str | None) -> pd.DataFrame:
    rows = of_choices(frames, asserting_claims(frames), focus, stage)
    factors = frames.nodes("Factor").set_index("id")
    return rows.assign(
        label=rows["factor"].map(factors["label"]),
        own_valence=rows["valence"],
        valence=rows["factor"].map(factors["valence"]).fillna(NOT_STATED),
        level=rows["level"].fillna(NOT_STATED),
    )


def _rule(row: Row) -> tuple[int, int, int]:
    """What ranks a row, the smallest first: sources, then named speakers, then claims that affirm."""
    return (-row.affirming_sources, -row.affirming_speakers, -row.affirms)


def _by_rule(rows: Mapping[tuple[str, ...], Row]) -> list[str]:
    return [name for (name,) in sorted(rows, key=lambda key: (_rule(rows[key]), key))]


def _rows(rows: pd.DataFrame, by: list[str]) -> dict[tuple[str, ...], Row]:
    """One row a group, by what makes the group."""
    flags = {word: rows["polarity"].eq(word) for word in rules.POLARITIES}
    groups = rows.assign(**flags).groupby(by)
    counts = groups[list(flags)].sum()
    counts["n_factors"] = groups["factor"].nunique()
    counts["label"] = groups["label"].first()
    affirming = rows[flags[rules.AFFIRMS]].groupby(by)
    for end in ("source", "speaker"):
        counts[f"affirming_{end}s"] = affirming[end].nunique()
    counts = counts.fillna({f"affirming_{end}s": 0 for end in ("source", "speaker")})
    by_group = {}
    for row in support(rows, by).merge(counts.reset_index(), on=by).to_dict("records"):
        name = tuple(str(row[column]) for column in by)
        by_group[name] = Row(
            label=str(row["label"]) if "factor" in by else name[0],
            valence=str(row.get("valence", "")),
            **{column: int(row[column]) for column in (*flags, *_NUMBERS)},
        )
    return by_group
