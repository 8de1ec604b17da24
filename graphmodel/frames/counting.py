"""How claims are counted everywhere: claims, speakers, claims without a speaker, sources, ids.

Claims are not people, so a number of claims never stands alone.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from graphmodel.schema import rules

SUPPORT = ("n_claims", "n_speakers", "unattributed", "n_sources", "claims")
"""The columns that say what a row rests on."""
VERDICTS = (*rules.POLARITIES, rules.NORMATIVE)
"""What a claim may say of its statement; they are counted apart and never netted."""


def verdicts(claims: pd.DataFrame) -> dict[str, "pd.Series[bool]"]:
    """Which claims say each of :data:`VERDICTS`; one of what ought to be says nothing about what is."""
    ought = claims["certainty"].eq(rules.NORMATIVE)
    says = {word: ~ought & claims["polarity"].eq(word) for word in rules.POLARITIES}
    return says | {rules.NORMATIVE: ought}


def support(claims: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the claims of each group.

    Args:
        claims: rows with ``claim``, ``source``, ``speaker`` and the columns of ``by``. A claim
            counts once in a group, however many of its rows are in it.
        by: columns that make the groups; rows that lack one are left out.

    Returns:
        One row a group, in the order of ``by``: the columns of ``by``, then ``n_claims``,
        ``n_speakers`` (distinct), ``unattributed`` (claims without a speaker), ``n_sources``
        (distinct) and ``claims`` (ids, sorted).
    """
    rows = claims[[*by, "claim", "source", "speaker"]].drop_duplicates([*by, "claim"]).sort_values("claim")
    rows = rows.assign(unattributed=rows["speaker"].isna())
    groups = rows.groupby(list(by), sort=True)
    counted = pd.DataFrame(
        {
            "n_claims": groups.size(),
            "n_speakers": groups["speaker"].nunique(),
            "unattributed": groups["unattributed"].sum(),
            "n_sources": groups["source"].nunique(),
        }
    ).astype("Int64")
    counted["claims"] = lists(rows, by, "claim")
    return counted.reset_index()


def lists(rows: pd.DataFrame, by: Sequence[str], column: str) -> "pd.Series[list[str]]":
    """The values of a column in each group, as lists, in the order of the rows.

    The same as ``rows.groupby(by)[column].agg(list)``, which takes a hundred times as long for
    many groups. Rows that lack one of ``by`` are left out.
    """
    whole = rows.dropna(subset=list(by))
    groups = whole.groupby(list(by), sort=True)
    sizes = groups.size()
    order = np.argsort(groups.ngroup().to_numpy(), kind="stable")
    values = whole[column].to_numpy(dtype=object)[order].tolist()
    ends = sizes.cumsum().tolist()
    listed = [values[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
    return pd.Series(listed, index=sizes.index, dtype=object)


def with_support(frame: pd.DataFrame, counted: pd.DataFrame, on: Sequence[str]) -> pd.DataFrame:
    """Add counts from :func:`support` to rows; a row without claims has zeros and an empty list."""
    joined = frame.merge(counted, how="left", on=list(on))
    for column in SUPPORT[:-1]:
        joined[column] = joined[column].astype("Int64").fillna(0)
    joined["claims"] = pd.Series(
        [ids if isinstance(ids, list) else [] for ids in joined["claims"]], index=joined.index, dtype=object
    )
    return joined
