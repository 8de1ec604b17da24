"""What becomes of each claim where several coders have claims on one passage."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.coders import ALIKE, KEPT, OTHER, UNDECIDED, UNLIKE
from graphmodel.check.rows import CheckedRows
from graphmodel.schema.rules import AFFIRMS
from graphmodel.settings import AGREED, Settings

_PASSAGE = ("source", "locator", "speaker")
_SAYS = {"subject": "", "predicate": "", "object": "", "stage": "", "polarity": AFFIRMS, "certainty": "stated"}
"""What claims that agree have in common, and what an empty cell of it stands for."""


def fates_of(batches: Iterable[CheckedRows], settings: Settings) -> dict[int, int]:
    """What becomes of claims that do not simply stay, by row."""
    parts = [_coded(rows) for rows in batches]
    table = pd.concat(parts, ignore_index=True)
    coders = table.groupby("passage")["coder"].transform("nunique")
    several = table[coders > 1]
    if several.empty:
        return {}
    asked = settings.of_record
    if asked == AGREED:
        fates = _of_agreed(several, settings.coders)
    else:
        has_asked = several["coder"].eq(asked).groupby(several["passage"]).transform("any")
        first = several.groupby("passage")["coder"].transform("first")
        undecided = np.where(several["coder"].eq(first), KEPT, UNDECIDED)
        fates = np.where(has_asked, np.where(several["coder"].eq(asked), KEPT, OTHER), undecided)
    return {row: fate for row, fate in zip(several["row"].tolist(), fates.tolist(), strict=True) if fate != KEPT}


def _of_agreed(several: pd.DataFrame, order: Sequence[str]) -> npt.NDArray[np.int64]:
    by_passage = several.groupby("passage")["coder"].nunique()
    makers = several.groupby(["passage", "says"])["coder"].transform("nunique")
    alike = makers.eq(several["passage"].map(by_passage))
    places = {coder: place for place, coder in enumerate([*order, *sorted({*several["coder"]} - {*order})])}
    place = several["coder"].map(places)
    leads = place.eq(place.groupby(several["passage"]).transform("min"))
    return np.where(alike, np.where(leads, KEPT, ALIKE), UNLIKE)


def _coded(rows: CheckedRows) -> pd.DataFrame:
    """Row, coder, passage and what it says (as hashes) of each claim with a coder and a locator."""
    named = pa.array(rows.filled("coder") & rows.filled("locator") & rows.filled("source"))
    cells = {name: rows.cells[name].filter(named) for name in ("coder", *_PASSAGE, *_SAYS)}
    says = [
        pc.if_else(pc.equal(cells[name], ""), pa.scalar(default), cells[name]) if default else cells[name]
        for name, default in _SAYS.items()
    ]
    return pd.DataFrame(
        {
            "row": rows.numbers[named.to_numpy(zero_copy_only=False)],
            "coder": pd.Series(cells["coder"].to_pandas(), dtype="str"),
            "passage": _hashes([cells[name] for name in _PASSAGE]),
            "says": _hashes(says),
        }
    )


def _hashes(columns: Sequence[pa.Array]) -> npt.NDArray[np.uint64]:
    """One number of 64 bits for each row, so that a million passages need little memory."""
    joined = pc.binary_join_element_wise(*columns, "\x1f")
    return pd.util.hash_array(joined.to_numpy(zero_copy_only=False), categorize=False)
