"""The ties of a map, one row for each line that is drawn."""

import pandas as pd

from graphmodel.analysis.counting import support

APART = ("excludes", "blocks")
"""Default verbs that say that one keeps the other out or back."""
COUNTS = ("affirms", "denies", "mixed", "normative", "n_claims", "n_speakers", "unattributed", "n_sources")


def tie_rows(ties: pd.DataFrame, claims: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Rows to draw from the table ``ties`` of the analysis, of one kind of tie.

    A tie by claim is taken apart by verb: working with and challenging are two lines. Columns:
    ``start``, ``end``, ``predicates``, the counts, ``claims``, ``shared``, ``state`` and ``lane``
    (see :mod:`graphmodel_viz.views.stakeholder_map`), by start, end and verb.
    """
    rows = _by_verb(ties, claims) if kind == "claim" else _by_pair(ties)
    rows = rows.assign(verb=[" ".join(words) for words in rows["predicates"]])
    rows = rows.sort_values(["start", "end", "verb"], ignore_index=True)
    low = rows[["start", "end"]].min(axis=1)
    high = rows[["start", "end"]].max(axis=1)
    lanes = rows.assign(low=low, high=high).groupby(["low", "high"]).cumcount()
    return rows.assign(lane=lanes)


def _by_verb(ties: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    each = ties[["start", "end", "claims"]].explode("claims").rename(columns={"claims": "claim"}).dropna()
    told = ["claim", "source", "speaker", "predicate", "acts_as", "polarity", "certainty"]
    each = each.merge(claims[told], on="claim")
    by = ["start", "end", "predicate"]
    rows = support(each, by).merge(counts_by(each, by), on=by)
    apart = each[by].assign(apart=each["acts_as"].isin(APART)).groupby(by, as_index=False)["apart"].any()
    rows = rows.merge(apart, on=by)
    says = rows["affirms"] + rows["mixed"] > 0
    ought = rows["normative"] == rows["n_claims"]
    state = [_state(joins, wish) for joins, wish in zip(says & ~rows["apart"], ought & ~rows["apart"], strict=True)]
    predicates = [[word] for word in rows["predicate"]]
    nothing: list[list[str]] = [[] for _ in predicates]
    return rows.assign(
        predicates=pd.Series(predicates, index=rows.index, dtype=object),
        shared=pd.Series(nothing, index=rows.index, dtype=object),
        state=pd.Series(state, index=rows.index, dtype="str"),
    )


def _by_pair(ties: pd.DataFrame) -> pd.DataFrame:
    ought = ties["normative"] == ties["n_claims"]
    state = [_state(bool(told), bool(wish)) for told, wish in zip(ties["in_measures"], ought, strict=True)]
    columns = ["start", "end", "predicates", *COUNTS, "claims", "shared"]
    return ties[columns].assign(state=pd.Series(state, index=ties.index, dtype="str"))


def counts_by(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Affirming, denying and mixed claims of what is, and claims of what ought to be, each claim once."""
    once = rows.drop_duplicates([*by, "claim"])
    ought = once["certainty"] == "normative"
    parts = {word: ~ought & (once["polarity"] == word) for word in ("affirms", "denies", "mixed")} | {
        "normative": ought
    }
    return once[by].assign(**parts).groupby(by, as_index=False)[list(parts)].sum()


def _state(joined: bool, ought: bool) -> str:
    return "joined" if joined else "ought" if ought else "apart"
