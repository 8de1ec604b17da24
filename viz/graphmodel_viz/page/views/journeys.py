"""What the view of evidence journeys shows."""

import pandas as pd

from graphmodel.analysis.evidence_claims import evidence_claims, is_generation
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.journeys import all_journeys


def journeys(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """The items with their outcomes, and which claim tells what of which item.

    Returns:
        ``journeys``: one row per evidence item, as ``graphmodel journey --all`` gives it, without
        what the page has from the item itself (its label and claims).
        ``touches``: see :func:`touches`.
    """
    return {"journeys": all_journeys(frames)["journeys"].drop(columns=["label", "claims"]), "touches": touches(frames)}


def touches(frames: StudyFrames) -> pd.DataFrame:
    """Which claim tells what of which item, one row for each item that a claim touches.

    Returns:
        ``evidence``, ``claim``, ``says`` and ``generation`` (the claim tells only that the item was
        produced or obtained). ``says`` is the claim's sign (*plus*, *minus*, *mixed*), else
        *unasked* (held, and never asked for), *asked* or *opposed* (contested or blocked); missing
        where it says none of these. Claims of what ought to be say none.
    """
    rows = evidence_claims(frames)
    says = rows["sign"].astype("str")
    rules = {
        "unasked": rows["loss"],
        "opposed": rows["opposed"],
        "asked": rows["acts_as"].eq("requested") & rows["role"].eq("object") & rows["told"],
    }
    for word, holds in rules.items():
        says = says.mask(says.isna() & holds, word)
    return rows[["evidence", "claim"]].assign(says=says, generation=is_generation(rows))
