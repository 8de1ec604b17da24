"""What the views of stakeholders show."""

import pandas as pd

from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.stakeholders import stakeholders as analyse


def stakeholders(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Measures, ratings and ties of stakeholders, as ``graphmodel stakeholders`` gives them.

    Returns:
        ``measures`` and ``power_interest``, without what the page has from the nodes themselves.
    """
    result = analyse(frames)
    return {
        "measures": result["measures"].drop(columns=["label", "kind"]),
        "power_interest": result["power_interest"].drop(columns="label"),
    }
