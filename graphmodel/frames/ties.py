"""Ties between stakeholders: direct claims, and being involved in the same thing.

A tie is what was said, not what is so: affirming, denying and mixed claims
are counted side by side and never subtracted. The kinds of tie are kept apart and never summed.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from graphmodel.frames.counting import VERDICTS, lists, support, verdicts
from graphmodel.problems import NotFound
from graphmodel.schema.rules import STAKEHOLDERS

TIES = ("claim", "same evidence", "same event", "same workstream")
"""Kinds of tie: a direct claim, or claims that involve both in the same thing."""
TieName = Literal["claim", "evidence", "event", "workstream"]
KIND_OF_TIES: dict[TieName, str] = {
    "claim": "claim",
    "evidence": "same evidence",
    "event": "same event",
    "workstream": "same workstream",
}
"""The kind of tie by its short name, as options have it."""
MOST_TOGETHER = 50
"""A thing that involves more stakeholders than this says little about who was in it with whom."""
MOST_ROWS = 500_000
"""Bound on the claims that are joined to pairs, for each kind of tie by involvement."""

_CARRIED = ["claim", "source", "speaker", "predicate", "polarity", "certainty", "says"]


@dataclass(frozen=True)
class Ties:
    """Ties of one kind, and how many things were left out because they involve too many."""

    ties: pd.DataFrame
    left_out: int = 0


def ties_of(claims: pd.DataFrame, tie: str) -> Ties:
    """All ties of one kind.

    Columns: ``start``, ``end`` (ids; for involvement ``start`` < ``end``), ``tie``,
    ``predicates``, ``affirms``, ``denies``, ``mixed`` (claims of what is), ``normative`` (claims
    of what ought to be), the support columns, ``shared`` (the evidence, events or workstreams
    that both are involved in), ``joined`` (does any claim say, wholly or in part, that the two are
    joined? Not one that denies it, says what ought to be, or says that the one left the other
    out), ``n_joining`` (such claims).
    """
    rows = claims.assign(says=claims["joins"].astype(bool))
    if tie == "claim":
        return Ties(_counted(_direct(rows), tie))
    members = _members(rows, tie)
    kept, left_out = _bounded(members)
    return Ties(_counted(_together(kept), tie), left_out)


def kind_of_tie(name: str) -> str:
    """A kind of tie by its short or its long name.

    Raises:
        NotFound: there is no such kind.
    """
    kind = {str(short): long for short, long in KIND_OF_TIES.items()}.get(name, name)
    if kind not in TIES:
        names = get_args(TieName)
        raise NotFound(f"There is no kind of tie {name!r}. Choose one of: {', '.join(names)}.", names)
    return kind


def _direct(rows: pd.DataFrame) -> pd.DataFrame:
    between = rows["subject_kind"].isin(STAKEHOLDERS) & rows["object_kind"].isin(STAKEHOLDERS)
    # A claim about several of a kind (trusts share with trusts) joins nobody to another.
    direct = rows[between & (rows["subject"] != rows["object"])]
    return direct[_CARRIED].assign(start=direct["subject"], end=direct["object"], thing=None, joined=direct["says"])


def _members(rows: pd.DataFrame, tie: str) -> pd.DataFrame:
    """One row for each thing, stakeholder and claim that involves the one in the other."""
    found: list[pd.DataFrame] = []
    for end, other in (("subject", "object"), ("object", "subject")):
        of = rows[rows[f"{end}_kind"].isin(STAKEHOLDERS)]
        if tie == "same event":
            things = [of["event"]]
        elif tie == "same evidence":
            things = [of[other].where(of[f"{other}_kind"] == "EvidenceItem")]
        else:
            things = [of["workstream"], of[other].where(of[f"{other}_kind"] == "WorkStream")]
        found.extend(of[_CARRIED].assign(thing=thing, member=of[end]).dropna(subset="thing") for thing in things)
    return pd.concat(found, ignore_index=True).drop_duplicates(["thing", "member", "claim"])


def _bounded(members: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Keep the things with few stakeholders, smallest first, while the bounds allow."""
    sizes = members.groupby("thing").agg(together=("member", "nunique"), rows=("claim", "size"))
    sizes = sizes[sizes["together"] > 1].sort_values("together", kind="stable")
    cost = ((sizes["together"] - 1) * sizes["rows"]).cumsum()
    kept = (sizes["together"] <= MOST_TOGETHER) & (cost <= MOST_ROWS)
    return members[members["thing"].isin(sizes.index[kept])], int((~kept).sum())


def _together(members: pd.DataFrame) -> pd.DataFrame:
    """The claims of both stakeholders for every pair that a thing involves."""
    each = members.groupby(["thing", "member"], as_index=False)["says"].max()
    pairs: pd.DataFrame = each.merge(each, on="thing", suffixes=("_start", "_end"))
    pairs = pairs[pairs["member_start"] < pairs["member_end"]]
    # Claims must say that both are involved; else nobody says that they were in it together.
    pairs = pairs.assign(joined=pairs["says_start"] & pairs["says_end"])
    pairs = pairs.rename(columns={"member_start": "start", "member_end": "end"})[["thing", "start", "end", "joined"]]
    sides = [pairs.merge(members.rename(columns={"member": one}), on=["thing", one]) for one in ("start", "end")]
    return pd.concat(sides, ignore_index=True)


def _counted(rows: pd.DataFrame, tie: str) -> pd.DataFrame:
    pair = ["start", "end"]
    counted = support(rows, pair).set_index(pair)
    once = rows.drop_duplicates([*pair, "claim"])
    counts = pd.DataFrame(
        {
            "tie": tie,
            "predicates": _lists(rows, "predicate"),
            **{word: once[says].groupby(pair).size() for word, says in verdicts(once).items()},
            "shared": _lists(rows, "thing"),
            "joined": rows.groupby(pair)["joined"].any(),
            "n_joining": rows[rows["joined"] & rows["says"]].groupby(pair)["claim"].nunique(),
        },
        index=counted.index,
    )
    for column in (*VERDICTS, "n_joining"):
        counts[column] = counts[column].astype("Int64").fillna(0)
    shared = [things if isinstance(things, list) else [] for things in counts["shared"]]
    counts["shared"] = pd.Series(shared, index=counts.index, dtype=object)
    counts["joined"] = counts["joined"].astype("boolean")
    return counts.join(counted).reset_index()


def _lists(rows: pd.DataFrame, column: str) -> pd.Series:
    distinct = rows[["start", "end", column]].dropna().drop_duplicates().sort_values(column)
    return lists(distinct, ["start", "end"], column)
