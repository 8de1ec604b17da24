"""Ties between stakeholders: direct claims, and being involved in the same thing.

A tie is what was said, not what is so: affirming, denying and mixed claims
are counted side by side and never subtracted. The kinds of tie are kept apart and never summed.
Classes of stakeholder are marked and can be left out; crowds that only speak are no stakeholders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from graphmodel.frames.counting import VERDICTS, lists, support, verdicts
from graphmodel.frames.groups import stakeholder_nodes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.schema import rules
from graphmodel.suggest import did_you_mean

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

_LEFT_OUT = "left out"
_CARRIED = ["claim", "source", "speaker", "predicate", "polarity", "certainty", "joining", "both_ways"]


@dataclass(frozen=True)
class Ties:
    """Ties of one kind, and how many things were left out because they involve too many."""

    ties: pd.DataFrame
    left_out: int = 0


def ties_of(frames: StudyFrames, tie: str, *, classes: bool = True, verb: str = "") -> Ties:
    """All ties of one kind; those of all verbs are computed once for a study.

    Args:
        frames: the study.
        tie: one of :data:`TIES`.
        classes: take classes of stakeholders as ends too.
        verb: only direct claims of this verb, by its own or its default name; they join whatever
            the verb says of the two. Empty: all.

    Columns: ``start``, ``end`` (ids; for involvement by label), ``tie``,
    ``predicates``, ``affirms``, ``denies``, ``mixed`` (claims of what is), ``normative`` (claims
    of what ought to be), the support columns, ``shared`` (the evidence, events or workstreams
    that both are involved in), ``joined`` (does any claim join them?), ``joining`` (ids of the claims that do),
    ``joining_back`` (of these, the ids of those whose verb says the same of both).

    Raises:
        NotFound: no claim has the verb.
    """
    if verb:
        return _ties_of(frames, tie, classes, verb)

    def compute(study: StudyFrames) -> pd.DataFrame:
        found = _ties_of(study, tie, classes, "")
        found.ties.attrs[_LEFT_OUT] = found.left_out
        return found.ties

    # Every kind of tie is drawn beside all others. The bound is part of the name, because tests set another.
    ties = frames.once(f"ties: {tie}, {classes}, {MOST_TOGETHER}", compute)
    return Ties(ties, ties.attrs.pop(_LEFT_OUT))


def _ties_of(frames: StudyFrames, tie: str, classes: bool, verb: str) -> Ties:
    ends = stakeholder_nodes(frames, classes=classes)["id"]
    rows = frames.claims
    rows = rows.assign(**{end: rows[end].where(rows[end].isin(ends)) for end in ("subject", "object")})
    if verb:
        rows = _of_verb(rows, verb)
    if tie == "claim":
        return Ties(_counted(_direct(rows, bool(verb)), tie))
    involving = rows[rows["involves"].astype(bool)].assign(joining=True, both_ways=True)
    kept, left_out = _bounded(_members(involving, frames.claims, tie))
    return Ties(_counted(_together(kept, ends), tie), left_out)


def arcs(ties: pd.DataFrame) -> pd.DataFrame:
    """Who is joined to whom: ``start``, ``end`` and the ``claims`` that join them, each pair once.

    A claim of a symmetric verb goes both ways.
    """
    joined = ties[ties["joined"]]
    ways = [joined[["start", "end", "joining"]], joined[["end", "start", "joining_back"]]]
    names = ["start", "end", "claims"]
    rows = pd.concat([way.set_axis(names, axis=1) for way in ways], ignore_index=True)
    each = rows.explode("claims").dropna().drop_duplicates(names).sort_values("claims")
    return lists(each, names[:2], "claims").rename("claims").reset_index()


def _of_verb(rows: pd.DataFrame, verb: str) -> pd.DataFrame:
    between = rows["subject"].notna() & rows["object"].notna()
    chosen = rows[between & (rows["predicate"].eq(verb) | rows["acts_as"].eq(verb))]
    if chosen.empty:
        known = sorted({*rows.loc[between, "predicate"]})
        raise NotFound(
            f"No claim between two stakeholders has the verb {verb!r}.{did_you_mean(verb, known)} "
            f"The verbs: {', '.join(known) or 'none'}.",
            known,
        )
    return chosen


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


def _direct(rows: pd.DataFrame, any_relation: bool) -> pd.DataFrame:
    # A claim about several of a kind (trusts share with trusts) joins nobody to another.
    direct = rows[rows["subject"].notna() & rows["object"].notna() & rows["subject"].ne(rows["object"])]
    reported = direct["polarity"].ne(rules.DENIES) & direct["certainty"].ne(rules.NORMATIVE)
    joining = (reported if any_relation else direct["joins"]).astype(bool)
    direct = direct.assign(joining=joining, both_ways=joining & direct["symmetric"].astype(bool))
    return direct[_CARRIED].assign(start=direct["subject"], end=direct["object"], thing=None)


def _members(rows: pd.DataFrame, claims: pd.DataFrame, tie: str) -> pd.DataFrame:
    """One row for each thing, stakeholder and claim that involves the one in the other."""
    whole = claims.loc[rows.index]
    parts: list[pd.DataFrame] = []
    for end, other in (("subject", "object"), ("object", "subject")):
        if tie == "same event":
            things = [whole["event"]]
        elif tie == "same evidence":
            things = [whole[other].where(whole[f"{other}_kind"] == rules.EVIDENCE)]
        else:
            things = [whole["workstream"], whole[other].where(whole[f"{other}_kind"] == "WorkStream")]
        parts.extend(
            rows[_CARRIED].assign(thing=thing, member=rows[end]).dropna(subset=["thing", "member"]) for thing in things
        )
    return pd.concat(parts, ignore_index=True).drop_duplicates(["thing", "member", "claim"])


def _bounded(members: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Keep the things with few stakeholders, smallest first, while the bounds allow."""
    sizes = members.groupby("thing").agg(together=("member", "nunique"), rows=("claim", "size"))
    sizes = sizes[sizes["together"] > 1].sort_values("together", kind="stable")
    cost = ((sizes["together"] - 1) * sizes["rows"]).cumsum()
    kept = (sizes["together"] <= MOST_TOGETHER) & (cost <= MOST_ROWS)
    return members[members["thing"].isin(sizes.index[kept])], int((~kept).sum())


def _together(members: pd.DataFrame, ends: "pd.Series[str]") -> pd.DataFrame:
    """The claims of both stakeholders for every pair that a thing involves; the first is the earlier of ``ends``."""
    each = members[["thing", "member"]].drop_duplicates()
    each = each.assign(place=each["member"].map(pd.Series(range(len(ends)), index=ends)))
    pairs: pd.DataFrame = each.merge(each, on="thing", suffixes=("_start", "_end"))
    pairs = pairs[pairs["place_start"] < pairs["place_end"]]
    pairs = pairs.rename(columns={"member_start": "start", "member_end": "end"})[["thing", "start", "end"]]
    sides = [pairs.merge(members.rename(columns={"member": one}), on=["thing", one]) for one in ("start", "end")]
    return pd.concat(sides, ignore_index=True)


def _counted(rows: pd.DataFrame, tie: str) -> pd.DataFrame:
    pair = ["start", "end"]
    counted = support(rows, pair).set_index(pair)
    once = rows.drop_duplicates([*pair, "claim"])
    counts = pd.DataFrame(
        {
            "tie": tie,
            "predicates": _listed(rows, "predicate"),
            **{word: once[says].groupby(pair).size() for word, says in verdicts(once).items()},
            "shared": _listed(rows, "thing"),
            "joining": _listed(rows[rows["joining"]], "claim"),
            "joining_back": _listed(rows[rows["both_ways"]], "claim"),
        },
        index=counted.index,
    )
    for column in VERDICTS:
        counts[column] = counts[column].astype("Int64").fillna(0)
    for column in ("shared", "joining", "joining_back"):
        filled: Sequence[list[str]] = [of if isinstance(of, list) else [] for of in counts[column]]
        counts[column] = pd.Series(filled, index=counts.index, dtype=object)
    counts["joined"] = counts["joining"].map(len).gt(0).astype("boolean")
    return counts.join(counted).reset_index()


def _listed(rows: pd.DataFrame, column: str) -> pd.Series:
    distinct = rows[["start", "end", column]].dropna().drop_duplicates().sort_values(column)
    return lists(distinct, ["start", "end"], column)
