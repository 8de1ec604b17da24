"""The tables of a study as its files have them."""

from pathlib import Path

import pandas as pd

from graphmodel.problems import NotFound, Problems
from graphmodel_loaders import open_study as read_study


def read_table(study: Path, name: str) -> pd.DataFrame:
    """One table as the study's files have it.

    Raises:
        NotFound: there is no such table; the message lists those there are.
    """
    import pyarrow as pa

    source = read_study(study)
    table = source.tables.get(name)
    if table is None:
        known = sorted(source.tables)
        raise NotFound(f"The study has no table {name!r}. It has: {', '.join(known)}.", known)
    batches = [batch.data for batch in table.batches(Problems(), lambda _: None)]
    if not batches:
        return pd.DataFrame({column: pd.Series(dtype="str") for column in table.columns})
    frame: pd.DataFrame = pa.Table.from_batches(batches).to_pandas()
    return frame
