"""What the view of where evidence drops out shows."""

import pandas as pd

from graphmodel.analysis.dropout import dropout as analyse
from graphmodel.analysis.frames import StudyFrames


def dropout(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """The tables of ``graphmodel dropout`` that the page does not count itself.

    Returns:
        ``types``, ``comparison``, ``hazards``, ``reasons`` and ``funnel``. The page counts the funnel
        itself, so that filters change it; this one is there to be compared with.
        ``dropout_notes``: what a reader must know besides, one row a ``note``.
    """
    result = analyse(frames)
    tables = {name: result[name] for name in ("types", "comparison", "hazards", "reasons", "funnel")}
    return tables | {"dropout_notes": pd.DataFrame({"note": pd.Series(list(result.notes), dtype="str")})}
