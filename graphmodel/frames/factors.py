"""Factors in claims: the claims that assert one, and those that say what stopped evidence.

A finding is a factor that a claim asserts (by a verb that acts as ``asserts``). Claims of what
ought to be do not support it and are left out. What stopped evidence are the reasons given for its
losses, then the barriers mentioned with them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules

(ASSERTS,) = rules.FACTOR_VERBS
"""The default verb by which somebody says that a factor operates."""
COMPARISON = "comparison"
"""The type of a site that stands for the comparison of the others."""


@dataclass(frozen=True)
class Sorts:
    """The sorts of factors of a study.

    Attributes:
        words: those that its factors have: barriers first, then enablers, then others, by name.
        sides: the words of either side of a picture: barriers and enablers; where a study has neither, its first two.
    """

    words: tuple[str, ...]
    sides: tuple[tuple[str, ...], tuple[str, ...]]

    def place(self, word: str | None) -> int:
        """The side of a word, from 0; 2 for all others."""
        return next((place for place, words in enumerate(self.sides) if word in words), len(self.sides))

    @property
    def names(self) -> tuple[str, str]:
        """What the two sides are called; empty where there is no such word."""
        return " or ".join(self.sides[0]), " or ".join(self.sides[1])


def sorts_of(frames: StudyFrames) -> Sorts:
    """The sorts of factors of a study, as its settings say what its words act as."""
    found = sorted(frames.nodes("Factor")["valence"].dropna().unique())
    settings = frames.settings
    sides = (settings.barriers, settings.enablers)
    if not any(sides):
        return Sorts(tuple(found), (tuple(found[:1]), tuple(found[1:2])))
    sorts = Sorts((), sides)
    return Sorts(tuple(sorted(found, key=sorts.place)), sides)


def asserting_claims(frames: StudyFrames) -> pd.DataFrame:
    """Claims that assert a factor, normative ones left out; ``factor`` is its id."""
    claims = frames.claims
    chosen = (claims["acts_as"] == ASSERTS) & (claims["object_kind"] == "Factor") & (claims["certainty"] != "normative")
    return _with_factor(claims[chosen], "object")


def not_asserting(frames: StudyFrames) -> int:
    """Claims with a factor at an end that do not say whether it operates."""
    claims = frames.claims
    at_end = (claims["subject_kind"] == "Factor") | (claims["object_kind"] == "Factor")
    return int((at_end & (claims["acts_as"] != ASSERTS)).sum())


def is_comparison(frames: StudyFrames) -> set[str]:
    """Ids of the sites that are comparisons and not places."""
    sites = frames.nodes("Site")
    return set(sites.loc[sites["type"] == COMPARISON, "id"]) if "type" in sites else set()


BASES = ("reason", "barrier on the item or in the same event", "barrier in the same workstream and stage")
"""How a factor comes to be named, the firmest first."""


def barrier_factors(frames: StudyFrames) -> pd.DataFrame:
    """Barrier claims with the factors they name, one row for each claim and factor.

    The factor is the one at either end of the claim, else the claim's reason. Left out are
    normative claims, claims which deny that a factor at one of their ends operates, and losses:
    a loss is what was stopped, and its reason counts as such.
    """
    claims = frames.claims
    rows = claims[claims["valence_acts_as"].eq(rules.BARRIER) & claims["certainty"].ne("normative") & ~claims["loss"]]
    at_end = rows["subject_kind"].eq("Factor") | rows["object_kind"].eq("Factor")
    named = rows[at_end & rows["polarity"].ne("denies")]
    by_end = [_with_factor(named[named[f"{end}_kind"].eq("Factor")], end) for end in ("subject", "object")]
    parts = [*by_end, _with_factor(rows[~at_end & rows["reason"].notna()], "reason")]
    return pd.concat(parts).drop_duplicates(["claim", "factor"], ignore_index=True)


def _with_factor(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows, with what a column of theirs names as ``factor``.

    The column of a longer frame would do for some rows, but would add all of its own to none.
    """
    return rows.assign(factor=rows[column])


def stopping_claims(
    frames: StudyFrames, rows: pd.DataFrame, by: Sequence[str], *, on_item: Sequence[str] = (), briefly: bool = False
) -> pd.DataFrame:
    """Factors that stopped the evidence of each group, with the claims that name them.

    The reasons of the losses; barrier claims on the item or of the same event as a loss; barrier
    claims of the same workstream and stage as a loss. Empty never matches empty.

    Args:
        frames: the study.
        rows: claims that touch evidence, with the columns of ``by``; barriers are sought for groups
            with a loss, and on the item itself where it is contested or blocked.
        by: columns that make the groups (``evidence``, or ``phase`` and ``focus``).
        on_item: columns in which a barrier claim on an item must agree with the loss as well.
        briefly: one claim for each group, factor and basis is enough.

    Returns:
        The columns of ``by``, ``factor``, ``basis`` (one of :data:`BASES`), ``claim``, ``speaker``, ``source``.
    """
    columns = [*by, "factor", "basis", "claim", "speaker", "source"]
    losses = rows[rows["loss"]]
    barriers = barrier_factors(frames)
    parts = [_with_factor(losses[losses["reason"].notna()], "reason").assign(basis=BASES[0])]
    for basis, keys, sought, held in _matches(rows, losses, barriers, on_item):
        groups = sought[list(dict.fromkeys([*by, *keys]))].dropna().drop_duplicates()
        beside = held.dropna(subset=keys)[[*keys, "factor", "claim", "speaker", "source"]]
        if briefly:
            beside = beside.drop_duplicates([*keys, "factor"])
        parts.append(beside.merge(groups, on=keys).assign(basis=basis))
    factors = pd.concat([part[columns] for part in parts]).drop_duplicates([*by, "factor", "basis", "claim"])
    return factors[columns].sort_values([*by, "factor", "claim"], ignore_index=True)


def _matches(
    rows: pd.DataFrame, losses: pd.DataFrame, barriers: pd.DataFrame, on_item: Sequence[str]
) -> Iterator[tuple[str, list[str], pd.DataFrame, pd.DataFrame]]:
    """Basis, columns to match, rows in which evidence was stopped, barrier claims."""
    stopped = rows[rows["loss"] | rows["opposed"]]
    touching = rows[["claim", "evidence"]].merge(barriers, on="claim")
    about = barriers[barriers["about"].isin(rows["evidence"].unique())]
    about = about.assign(evidence=about["about"])
    yield (
        BASES[1],
        ["evidence", *on_item],
        stopped,
        pd.concat([touching, about]).drop_duplicates(["evidence", "claim", "factor"]),
    )
    yield BASES[1], ["event"], losses, barriers
    yield BASES[2], ["workstream", "stage"], losses, barriers


def firmest(factors: pd.DataFrame, by: str) -> pd.DataFrame:
    """By group, the firmest ``stopped_basis`` it has and the factors of that basis (``stopped_by``, ``; `` between)."""
    rank = factors["basis"].map({basis: n for n, basis in enumerate(BASES)})
    best = factors[rank.eq(rank.groupby(factors[by]).transform("min"))].drop_duplicates([by, "factor"])
    groups = best.groupby(by)
    return pd.DataFrame({"stopped_by": groups["factor"].agg("; ".join), "stopped_basis": groups["basis"].first()})
