"""Places in an order where equal rows share a place: 1, 2, 2, 4."""

from collections.abc import Sequence

import pandas as pd


def competition_ranks(rows: pd.DataFrame, by: Sequence[str], within: Sequence[str] = ()) -> pd.Series:
    """The place of each row: one more than the number of rows that come before it.

    Args:
        rows: the rows, in any order.
        by: columns of numbers; the higher number comes first, and a later column decides where earlier ones are equal.
        within: columns of the groups that are ranked each by itself; empty: all rows together.
    """
    if rows.empty:
        return pd.Series([], index=rows.index, dtype="Int64")
    # A number for each set of equal rows, so that one column is left to rank by.
    level = rows.groupby([rows[name].fillna(0) for name in by], sort=True).ngroup()
    groups = [rows[name] for name in within] or [pd.Series(0, index=rows.index)]
    ranks = level.groupby(groups, dropna=False).rank(method="min", ascending=False)
    numbers: list[int] = ranks.astype(int).tolist()
    return pd.Series(numbers, index=rows.index, dtype="Int64")
