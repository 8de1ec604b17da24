"""Lists of values by group, for hundreds of thousands of groups."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd


def lists_by(frame: pd.DataFrame, by: Sequence[str], column: str) -> "pd.Series[list[str]]":
    """The values of one column in each group, in the order of the rows.

    The same as ``groupby(by)[column].agg(list)``, which takes some fifty times as long where
    groups are many and small.
    """
    groups = frame.groupby(list(by), sort=True)
    number = groups.ngroup().to_numpy()
    order = np.argsort(number, kind="stable")
    values = frame[column].to_numpy(dtype=object)[order].tolist()
    index = groups.size().index
    bounds = np.searchsorted(number[order], np.arange(len(index) + 1)).tolist()
    lists = [values[first:end] for first, end in pairwise(bounds)]
    return pd.Series(lists, index=index, dtype=object)
